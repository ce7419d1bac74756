"""From events and their dates: what is due, what was late, and which date nobody has entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop_app.policy.events import event_kinds
from desktop_app.policy.rules import Rule
from desktop_app.policy.working_days import add, working_day_until

State = Literal["coming", "due soon", "overdue", "reached"]
Dates = Mapping[str, date]
NEXT_PPM = "next_ppm"
_SOON = timedelta(days=7)  # ours: no policy says how early to warn


@dataclass(frozen=True)
class Limit:
    """One rule's date for one duty."""

    day: date
    rule: Rule

    @property
    def source(self) -> str:
        """`LP 4.2: 14 working days`."""
        return f"{self.rule.source}: {self.rule.limit}"


@dataclass(frozen=True)
class Due:
    """One duty after one event, with every limit that the policies set it, the earliest first.

    `overdue` is later than the last limit that can be overdue. `reached`: the day has come, and
    the policy attaches no more to it.
    """

    duty: str
    what: str
    limits: tuple[Limit, ...]
    state: State

    @property
    def date(self) -> date:
        """Of the earliest limit, which is the one to work towards."""
        return self.limits[0].day

    @property
    def contradicts(self) -> bool:
        """Sources give different dates: show them all."""
        return len({limit.day for limit in self.limits}) > 1

    @property
    def source(self) -> str:
        return _each(limit.source for limit in self.limits)

    @property
    def sentence(self) -> str:
        return " ".join(dict.fromkeys(limit.rule.sentence for limit in self.limits))

    @property
    def unit_open(self) -> bool:
        return any(limit.rule.unit_open for limit in self.limits)

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(limit.rule.key for limit in self.limits)


@dataclass(frozen=True)
class Missing:
    """A date that nobody has entered, and what waits for it; `question` is empty if unasked."""

    kind: str
    words: str
    question: str
    needed_for: tuple[str, ...]


@dataclass(frozen=True)
class NextMeeting:
    """`day` is a working day on or before `limit`."""

    day: date
    limit: date
    source: str
    sentence: str


@dataclass(frozen=True)
class Late:
    """Done `days` after the earliest limit; `by_all` when every limit that there is had passed."""

    duty: str
    what: str
    done: date
    limits: tuple[Limit, ...]
    days: int
    by_all: bool

    @property
    def source(self) -> str:
        return _each(limit.source for limit in self.limits)


def due(rules: Iterable[Rule], events: Dates, today: date) -> list[Due]:
    """What has not been done by today, soonest first. A future event counts as a trigger only."""
    waiting = [rule for rule in _holding(rules, events) if not _met(rule, events, today)]
    found = [
        Due(limits[0].rule.duty, limits[0].rule.what, limits, _state(limits, events, today))
        for limits in _by_duty(waiting, events)
    ]
    return sorted(found, key=lambda one: (one.date, one.what))


def missing(rules: Iterable[Rule], events: Dates) -> list[Missing]:
    """Which dates would let more be counted; a rule that an absent event brings in is not asked."""
    waiting: dict[str, list[str]] = {}
    for rule in rules:
        if rule.number is not None and rule.event not in events and _once(rule, events):
            waiting.setdefault(rule.event, []).append(rule.what)
    kinds = event_kinds()
    return [
        Missing(kind, kinds[kind].words, kinds[kind].question, tuple(dict.fromkeys(needed_for)))
        for kind, needed_for in waiting.items()
    ]


def undated(rules: Iterable[Rule], events: Dates) -> list[Rule]:
    """Rules that set no date, such as "at the earliest", of events that have a date."""
    return [rule for rule in rules if rule.number is None and rule.event in events]


def next_meeting(rules: Iterable[Rule], events: Dates) -> NextMeeting | None:
    """By when the next PPM should be held after `ppm_held`; None where no policy says (B10-B12)."""
    asked = [
        rule
        for rule in _holding(rules, events)
        if rule.duty == NEXT_PPM and "suggest" in rule.outputs
    ]
    for limits in _by_duty(asked, events):
        first = limits[0]
        source, sentence = _each(one.source for one in limits), first.rule.sentence
        return NextMeeting(working_day_until(first.day), first.day, source, sentence)
    return None


def held_late(rules: Iterable[Rule], events: Dates) -> list[Late]:
    """What was done after its limit; only limits that warn or are overdue count (B1-B7)."""
    found: list[Late] = []
    done = [
        rule
        for rule in _holding(rules, events)
        if rule.met_by in events and {"warn", "overdue"} & {*rule.outputs}
    ]
    for limits in _by_duty(done, events):
        rule, day = limits[0].rule, events[limits[0].rule.met_by]
        if day > limits[0].day:
            days, by_all = (day - limits[0].day).days, day > limits[-1].day
            found.append(Late(rule.duty, rule.what, day, limits, days, by_all))
    return found


def _holding(rules: Iterable[Rule], events: Dates) -> list[Rule]:
    """Rules that set a date for events which have one."""
    return [
        rule
        for rule in rules
        if rule.number is not None
        and rule.event in events
        and _came_first(rule.once, rule, events, otherwise=True)
        and not _came_first(rule.unless, rule, events, otherwise=False)
    ]


def _came_first(kind: str, rule: Rule, events: Dates, *, otherwise: bool) -> bool:
    """Did that event come on or before the rule's own? `otherwise` where the rule names none."""
    if not kind:
        return otherwise
    return kind in events and events[kind] <= events[rule.event]


def _once(rule: Rule, events: Dates) -> bool:
    return not rule.once or rule.once in events


def _met(rule: Rule, events: Dates, today: date) -> bool:
    """Done since the event, or at any time when the limit lies on or before the event."""
    done = events.get(rule.met_by)
    if done is None or done > today:
        return False
    return (rule.number or 0) <= 0 or done >= events[rule.event]


def _by_duty(rules: Iterable[Rule], events: Dates) -> list[tuple[Limit, ...]]:
    grouped: dict[tuple[str, str], list[Limit]] = {}
    for rule in rules:
        limit = Limit(_counted(rule, rule.number, events), rule)
        grouped.setdefault((rule.duty, rule.event), []).append(limit)
    return [tuple(sorted(limits, key=lambda one: one.day)) for limits in grouped.values()]


def _counted(rule: Rule, number: int | None, events: Dates) -> date:
    return add(events[rule.event], number or 0, rule.unit or "days")


def _state(limits: tuple[Limit, ...], events: Dates, today: date) -> State:
    firm = [one.day for one in limits if "overdue" in one.rule.outputs]
    last = max(firm) if firm else limits[-1].day
    if today > last:
        return "overdue" if firm else "reached"
    soon = min(_soon(one, events) for one in limits)
    return "due soon" if today >= soon else "coming"


def _soon(limit: Limit, events: Dates) -> date:
    if limit.rule.warn_at is not None:
        return _counted(limit.rule, limit.rule.warn_at, events)
    return limit.day - _SOON


def _each(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))
