"""A child's journey: what happened, what is due and by whose word, in the order of the days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from desktop_app.forms.model import Form
from desktop_app.policy.events import dates_in, event_kinds
from desktop_app.policy.rules import Rule
from desktop_app.policy.timescales import NEXT_PPM, Due, due, held_late
from desktop_app.records.answers import anchor
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import Child, MeetingLine
from desktop_app.services.dated_meetings import (
    HELD_ON,
    DatedMeeting,
    dated,
    is_meeting,
    is_permanent,
    last_ppm,
    of_its_day,
    with_record,
)
from desktop_app.services.deadlines import Deadline, deadline, gaps, in_days
from desktop_app.storage.store import Store

Kind = Literal["event", "meeting", "today", "planned", "deadline"]
_ORDER: tuple[Kind, ...] = ("event", "meeting", "today", "planned", "deadline")
ADOPTION = "adoption_considered"  # an event
_AHEAD = timedelta(days=366)  # what is due later than in a year crowds out the rest
TAKEN_OFF = (
    "Minutes of this child were taken off this laptop. What they said, and when those meetings "
    "were, is not known here and not counted."
)
_UNLESS = ", unless a meeting was held whose minutes were taken off"
_BEHIND = timedelta(weeks=12)  # what nobody tells Chairside the end of is not shown for ever


@dataclass(frozen=True)
class Stop:
    """A day on the time line; `note` says what more there is to know, and may be empty."""

    day: date
    kind: Kind
    what: str
    note: str = ""
    overdue: bool = False

    @property
    def words(self) -> str:
        """As a screen reader says it."""
        return ". ".join(part for part in (short(self.day), self.what, self.note) if part)


@dataclass(frozen=True)
class Journey:
    """`gaps` are sentences: which date is not entered, and what it would bring."""

    deadlines: tuple[Deadline, ...]
    gaps: tuple[str, ...]
    stops: tuple[Stop, ...]


def journey(
    store: Store,
    child: Child,
    lines: Sequence[MeetingLine],
    rules: Sequence[Rule],
    names: Mapping[str, str],
    details: Form,
    today: date,
) -> Journey:
    """`lines` are the child's meetings, `names` of the forms by key; `details` asks key dates."""
    here = [*lines, *store.kernels(child.id)]
    meetings = [with_record(store, one) for one in dated(here)]
    held = [one for one in meetings if one.day <= today]
    events = _noted(store, held) | _events(child, held, today)
    if is_permanent(held):
        rules = [rule for rule in rules if rule.duty != NEXT_PPM]
    rules = _of_this_laptop(rules, held)
    told = dates_in("", child.details, {}, today) if child.lacks_minutes else {}
    duties = due(rules, events, today)
    known = [deadline(one, today, may_be_done=_may_be_done(one, told)) for one in duties]
    deadlines = [how for one, how in zip(duties, known, strict=True) if _in_view(one, how, today)]
    late = _late(rules, events, held)
    if child.lacks_minutes:
        late = {day: f"{words}{_UNLESS}" for day, words in late.items()}
    stops = [
        *_key_dates(events, held, today),
        *_meetings(held, names, late),
        Stop(today, "today", "Today"),
        *_planned(meetings, names, today),
        *_deadline_stops(deadlines),
    ]
    missing = [TAKEN_OFF] if child.lacks_minutes else []
    return Journey(
        tuple(deadlines),
        (*missing, *gaps(rules, events, child, details)),
        tuple(sorted(stops, key=lambda stop: (stop.day, _ORDER.index(stop.kind)))),
    )


# events


def _events(child: Child, held: Sequence[DatedMeeting], today: date) -> dict[str, date]:
    """What later meetings say goes before what earlier ones said, the child's details before all.

    Of meetings of a kind, the last counts; minutes that are not signed give their day alone.
    """
    events: dict[str, date] = {}
    for one in held:
        if one.record:
            tables, on = one.record.tables, anchor(one.record)
            events |= dates_in(one.form, one.record.answers, tables, on)
        else:
            events |= of_its_day(one)
    events.pop(ADOPTION, None)
    return events | _adoption(held) | dates_in("", child.details, {}, today)


def _noted(store: Store, held: Sequence[DatedMeeting]) -> dict[str, date]:
    """What the chair noted of the last PPM once it was done, such as the receipt."""
    last = last_ppm(held)
    if last is None:
        return {}
    acts = {about.noted: kind for kind, about in event_kinds().items() if about.noted}
    noted = (one for one in store.events(last.line.meeting.id) if one.act in acts)
    return {acts[one.act]: one.day("on") for one in noted}


def _adoption(held: Sequence[DatedMeeting]) -> dict[str, date]:
    """The first meeting that kept adoption open, while the last that was asked still does."""
    asked = [one for one in held if one.answers(ADOPTION)]
    if not asked or not asked[-1].has(ADOPTION):
        return {}
    return {ADOPTION: next(one.day for one in asked if one.has(ADOPTION))}


# deadlines


def _of_this_laptop(rules: Sequence[Rule], held: Sequence[DatedMeeting]) -> Sequence[Rule]:
    """Of minutes that came in from their file, what is noted of them is noted elsewhere."""
    last = last_ppm(held)
    if last is None or not last.line.is_from_its_file:
        return rules
    noted = {kind for kind, about in event_kinds().items() if about.noted}
    return [rule for rule in rules if rule.met_by not in noted]


def _may_be_done(one: Due, told: Mapping[str, date]) -> bool:
    """Counted from a date of the child's details, with nothing here that says it was done."""
    return any(limit.rule.event in told and limit.rule.met_by for limit in one.limits)


def _in_view(one: Due, how: Deadline, today: date) -> bool:
    if how.overdue:
        return True
    return today - _BEHIND <= one.limits[-1].day and one.date <= today + _AHEAD


# stops


def _key_dates(
    events: Mapping[str, date], held: Sequence[DatedMeeting], today: date
) -> Iterator[Stop]:
    for kind, day in events.items():
        about = event_kinds()[kind]
        told_twice = about.question == HELD_ON or about.where  # as a meeting, a hearing, a home
        if about.question and not told_twice:
            yield _event(day, about.words[0].upper() + about.words[1:], today)
    for one in reversed(held):
        if rows := one.record.tables.get("hearings", ()) if one.record else ():
            for row in rows:
                if day := read_date(row.values.get("date", ""), one.day):
                    yield _event(day, f"Hearing: {row.values.get('hearing', '').strip()}", today)
            return


def _event(day: date, what: str, today: date) -> Stop:
    return Stop(day, "event", what, "Still to come" if day > today else "")


def _meetings(
    held: Sequence[DatedMeeting], names: Mapping[str, str], late: Mapping[date, str]
) -> Iterator[Stop]:
    for one in held:
        notes = [_unread(one), late.get(one.day, "")]
        note = ". ".join(part for part in notes if part)
        yield Stop(one.day, "meeting", names.get(one.form, one.form), note)


def _unread(one: DatedMeeting) -> str:
    """Why the words of a meeting are not here; empty where they are."""
    if one.line.meeting.state == "kernel":
        return "Minutes taken off this laptop"
    return "" if one.record else "Minutes not signed yet"


def _planned(
    meetings: Sequence[DatedMeeting], names: Mapping[str, str], today: date
) -> Iterator[Stop]:
    """Meetings begun for a day to come, and what signed minutes set where none is begun."""
    begun = {one.day: one for one in meetings if one.day > today}
    for day, one in begun.items():
        yield Stop(day, "planned", f"{names.get(one.form, one.form)} planned")
    for one in meetings:
        day = one.told("next_meeting")
        if day and day > today and day not in begun:
            note = f"Set at the {names.get(one.form, one.form)} on {short(one.day)}"
            yield Stop(day, "planned", "Next meeting planned", note)


def _deadline_stops(deadlines: Sequence[Deadline]) -> Iterator[Stop]:
    for known in deadlines:
        for day, sources in known.limits:
            note = f"{known.state}. {sources}"
            yield Stop(day, "deadline", f"Deadline: {known.what}", note, known.overdue)


def _late(
    rules: Sequence[Rule], events: Mapping[str, date], held: Sequence[DatedMeeting]
) -> dict[date, str]:
    """By the day of a meeting that was held late: how late, and by whose word."""
    meetings = {kind for kind, about in event_kinds().items() if is_meeting(about)}
    found = held_late([rule for rule in rules if rule.met_by in meetings], events)
    days = [one.day for one in held if one.is_ppm]
    for day, following in pairwise(days):
        asked = [rule for rule in rules if rule.duty == NEXT_PPM]
        found += held_late(asked, {**events, "ppm_held": day, "next_ppm_held": following})
    said: dict[date, str] = {}
    for one in found:
        last = one.limits[-1].source
        within = "" if one.by_all else f", in time by {last}"
        late = f"{in_days(one.days)} late by {one.limits[0].source}{within}"
        said[one.done] = f"{said[one.done]}; {late}" if one.done in said else late
    return said
