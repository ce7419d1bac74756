"""Which children's next PPM is due soon or overdue, for the list of meetings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.policy.events import dates_in, event_kinds
from desktop_app.policy.rules import Rule
from desktop_app.policy.timescales import NEXT_PPM, Due, due
from desktop_app.records.meeting import Child, MeetingLine
from desktop_app.services.dated_meetings import (
    HELD_ON,
    DatedMeeting,
    dated,
    is_permanent,
    of_its_day,
    with_record,
)
from desktop_app.services.deadlines import Deadline, deadline
from desktop_app.storage.store import Store
from desktop_app.storage.stored import unless_damaged

_LONG_OVERDUE = timedelta(weeks=26)  # on this list; the child's page goes on saying it
_MOST = 50  # records that the list of meetings may wait for


@dataclass(frozen=True)
class ComingUp:
    """A child whose next PPM is due or overdue."""

    child: Child
    deadline: Deadline


def next_ppms(
    store: Store, lines: Sequence[MeetingLine], rules: Sequence[Rule], today: date
) -> list[ComingUp]:
    """Children whose next PPM is due soon, or overdue by at most half a year; soonest first.

    A child whose next PPM has been started is left out: it stands among the meetings. Of very
    many only those nearest to today are looked at.
    """
    asked = [rule for rule in rules if rule.duty == NEXT_PPM]
    kinds = {kind for rule in asked for kind in (rule.event, rule.once, rule.unless) if kind}
    by_details = any(event_kinds()[kind].question not in ("", HELD_ON) for kind in kinds)

    def events(one: DatedMeeting) -> dict[str, date]:
        details = one.line.child.details if by_details else {}
        return of_its_day(one) | (dates_in("", details, {}, today, kinds) if details else {})

    last = _last_ppms([*lines, *store.kernels()], today)
    found = ((duty, one) for one in last for duty in due(asked, events(one), today))
    near = [pair for pair in found if _is_near(pair[0], today)]
    nearest = sorted(near, key=lambda pair: abs(pair[0].date - today))[:_MOST]
    return [
        ComingUp(one.line.child, deadline(duty, today))
        for duty, one in sorted(nearest, key=lambda pair: pair[0].date)
        if not _is_permanent(store, one)
    ]


def _is_permanent(store: Store, one: DatedMeeting) -> bool:
    """Minutes that are damaged leave no child out."""
    read = unless_damaged(lambda: with_record(store, one))
    return read is not None and is_permanent([read])


def _is_near(one: Due, today: date) -> bool:
    return one.state != "coming" and today - one.date < _LONG_OVERDUE


def _last_ppms(lines: Sequence[MeetingLine], today: date) -> Iterator[DatedMeeting]:
    """Of each child the last PPM, where it is signed."""
    forms = event_kinds()["ppm_held"].forms
    ppms = [line for line in lines if line.meeting.form in forms]
    begun = {line.child.id for line in ppms if not line.held.strip()}
    last = {one.line.child.id: one for one in dated(ppms)}
    for child_id, one in last.items():
        is_done = one.line.meeting.state in ("signed", "kernel")
        if is_done and one.day <= today and child_id not in begun:
            yield one
