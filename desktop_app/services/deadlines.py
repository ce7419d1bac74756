"""The deadlines that follow from events: as words, and as lines of a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.policy.events import event_kinds
from desktop_app.policy.rules import Rule
from desktop_app.policy.timescales import Due, due, missing, undated
from desktop_app.records.asked import asked_now
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import Child, Meeting, Record

_MAY_BE_DONE = "; minutes that were taken off this laptop may say so"


@dataclass(frozen=True)
class Deadline:
    """One duty: `limits` are the days with the sources that set each, the earliest first."""

    what: str
    state: str
    overdue: bool
    limits: tuple[tuple[date, str], ...]


def in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def read_event(words: str) -> tuple[str, date]:
    """`entered_care=2026-12-17`. Raises ValueError with what is allowed."""
    kind, _, text = words.partition("=")
    if kind not in event_kinds():
        raise ValueError(f"There is no event “{kind}”. Allowed: {', '.join(event_kinds())}.")
    day = read_date(text, date.today())  # noqa: DTZ011 - the chair's day
    if not day:
        raise ValueError(f"“{text}” is not a date. Allowed: such as {kind}=2026-12-28.")
    return kind, day


def deadlines(
    rules: Sequence[Rule], given: Sequence[tuple[str, date]], today: date
) -> Iterator[str]:
    """One line for each limit with its date and source, then what has no date, and why.

    Raises CannotProceed when an event is given two dates.
    """
    events = dict(given)
    if len(events) < len(given):
        twice = [kind for kind, _ in given if [one for one, _ in given].count(kind) > 1]
        raise CannotProceed(f"The event “{twice[0]}” is given twice.", do="Give it one date.")
    found = due(rules, events, today)
    for one in found:
        differ = "  (sources differ)" if one.contradicts else ""
        for limit in one.limits:
            yield f"{short(limit.day)}  {one.state}  {one.what}  {limit.source}{differ}"
    for rule in undated(rules, events):
        yield f"No date  {rule.what}  {rule.source}: {rule.sentence}"
    if not found:
        yield "Nothing is due by the dates given."
    for one in missing(rules, events):
        yield f"Not given: {one.kind} ({one.words})  for: {', '.join(one.needed_for)}"


def is_told(one: Due) -> bool:
    """Can Chairside know that it was done? Of many acts no form asks the date."""
    kinds = event_kinds()
    ends = {limit.rule.met_by for limit in one.limits if limit.rule.met_by}
    return any(
        kind == "next_ppm_held" or kinds[kind].question or kinds[kind].noted for kind in ends
    )


def deadline(one: Due, today: date, *, may_be_done: bool = False) -> Deadline:
    """`may_be_done`: minutes that were taken off this laptop may say that it was."""
    days = list(dict.fromkeys(limit.day for limit in one.limits))
    limits = tuple((day, _sources(one, day)) for day in days)
    state = _state(one, today, is_known=is_told(one) and not may_be_done)
    if may_be_done:
        return Deadline(one.what, f"{state}{_MAY_BE_DONE}", overdue=False, limits=limits)
    return Deadline(one.what, state, one.state == "overdue" and is_told(one), limits)


def gaps(
    rules: Sequence[Rule], events: Mapping[str, date], child: Child, details: Form
) -> Iterator[str]:
    """Only what the child's details ask now, for what no other date has told or ended."""
    here = Record(Meeting("", "", child.id, details.key), child, child.details)
    asked = {key: one.words for key, one in asked_now(details, here).items()}
    counted = {rule.what for rule in rules if rule.number is not None and rule.event in events}
    ended = {rule.what for rule in rules if rule.met_by in events}
    for one in missing(rules, events):
        waiting = [what for what in one.needed_for if what not in counted | ended]
        if one.question in asked and waiting:
            label = asked[one.question]
            yield f"Enter “{label}” to know by when: {', '.join(waiting)}."


def _sources(one: Due, day: date) -> str:
    return "; ".join(dict.fromkeys(each.source for each in one.limits if each.day == day))


def _state(one: Due, today: date, *, is_known: bool) -> str:
    if one.state == "overdue":
        firm = max(limit.day for limit in one.limits if "overdue" in limit.rule.outputs)
        late = in_days((today - firm).days)
        return f"Overdue by {late}" if is_known else f"Was due {late} ago: check that it was done"
    last = one.limits[-1].day
    if one.state == "reached":
        ago = f"{in_days((today - last).days)} ago"
        ends = any(limit.rule.met_by for limit in one.limits)
        return f"Was due {ago}: check that it was done" if ends else f"Reached {ago}"
    if one.date == last:
        return f"Due {_ahead(last, today)}"
    if today > one.date:
        return f"The first date has passed, the last is {_ahead(last, today)}"
    return f"The first date is {_ahead(one.date, today)}"


def _ahead(day: date, today: date) -> str:
    left = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(left, f"in {in_days(left)}")
