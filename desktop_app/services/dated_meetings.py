"""A child's meetings in the order of their days, and which events they are by being held."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.policy.events import EventKind, event_kinds, is_answered, is_so
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import MeetingLine, Record
from desktop_app.storage.store import Store

HELD_ON = "meeting_date"
PERMANENCE = "permanence_achieved"  # an event


@dataclass(frozen=True)
class DatedMeeting:
    """`record` is None while it is not signed; that of a kernel holds dates alone."""

    day: date
    line: MeetingLine
    record: Record | None = None

    @property
    def form(self) -> str:
        return self.line.meeting.form

    @property
    def is_ppm(self) -> bool:
        return self.form in event_kinds()["ppm_held"].forms

    def answers(self, kind: str) -> bool:
        """Whether signed minutes say anything of what makes that event."""
        return bool(self.record) and is_answered(kind, self.record.answers, self.record.tables)

    def has(self, kind: str) -> bool:
        return bool(self.record) and is_so(kind, self.record.answers, self.record.tables)

    def said(self, question: str) -> str:
        return self.record.answers.get(question, "").strip() if self.record else ""

    def told(self, question: str) -> date | None:
        return read_date(self.said(question), self.day)


def dated(lines: Sequence[MeetingLine]) -> list[DatedMeeting]:
    """In the order of their days; a meeting whose day cannot be read has no place in it."""
    found: list[DatedMeeting] = []
    for line in lines:
        day = read_date(line.held, date.fromisoformat(line.meeting.created_at[:10]))
        if day:
            found.append(DatedMeeting(day, line))
    return sorted(found, key=lambda one: (one.day, one.line.meeting.created_at))


def with_record(store: Store, one: DatedMeeting) -> DatedMeeting:
    """A kernel says no more than its dates, but these by its record."""
    is_signed = one.line.meeting.state in ("signed", "kernel")
    return replace(one, record=store.record(one.line.meeting.id)) if is_signed else one


def last_ppm(held: Sequence[DatedMeeting]) -> DatedMeeting | None:
    return next((one for one in reversed(held) if one.is_ppm), None)


def of_its_day(one: DatedMeeting) -> dict[str, date]:
    """The events that a meeting is by being held."""
    kinds = event_kinds().values()
    held = (about for about in kinds if is_meeting(about) and one.form in about.forms)
    return {about.kind: one.day for about in held}


def is_meeting(about: EventKind) -> bool:
    """Whether it comes about by the meeting alone, whatever it said."""
    return about.question == HELD_ON and not about.where


def is_permanent(held: Sequence[DatedMeeting]) -> bool:
    """The last PPM said that no more are needed."""
    last = last_ppm(held)
    return last is not None and last.has(PERMANENCE)
