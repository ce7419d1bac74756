"""The deadlines that follow from events, as words and lines of a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.errors import CannotProceed
from desktop_app.policy.events import event_kinds
from desktop_app.policy.rules import Rule
from desktop_app.policy.timescales import due, missing, undated
from desktop_app.records.dates import read_date, short


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
