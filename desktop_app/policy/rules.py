"""What a timescale says: by when after an event something is due, how firmly, and who says so."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from desktop_app.errors import ProgramFault
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, Mistake, allowed, mistake_at, read
from desktop_app.policy.events import TIMESCALES, event_kinds
from desktop_app.policy.working_days import Unit

Output = Literal["suggest", "warn", "overdue"]
_LONGEST = 1000  # of any unit; a slip of the finger would leave the calendar


class Rule(Piece, frozen=True):
    """One timescale. Without a `number` no date can be counted, and the sentence says it all.

    Rules with the same `duty` and `event` speak of the same thing, and may contradict each other.
    """

    key: str
    duty: str
    what: str  # is due, as a heading says it
    event: str  # a kind of event; day one is the day after it
    source: str
    sentence: str
    number: int | None = None  # 0: on that day; below 0: so long before it
    unit: Unit | None = None
    unit_open: bool = False  # the policy says "days" and no more; counted as calendar days
    outputs: tuple[Output, ...] = ()
    warn_at: int | None = None  # in the same unit: from then on it is due soon
    met_by: str = ""  # the event that ends it
    once: str = ""  # holds only where this event came first
    unless: str = ""  # does not hold where this event came first

    @property
    def limit(self) -> str:
        """`14 working days`, in the policy's units; empty without a number."""
        if self.number is None or self.unit is None:
            return ""
        if self.number == 0:
            return "by that day"
        unit = self.unit if abs(self.number) != 1 else self.unit[:-1]
        before = " before" if self.number < 0 else ""
        said = " (working or calendar days is not said)" if self.unit_open else ""
        return f"{abs(self.number)} {unit}{before}{said}"


class _File(Piece, frozen=True):
    timescale: tuple[Rule, ...]


@cache
def national_rules() -> tuple[Rule, ...]:
    """What holds whatever the council."""
    file = TIMESCALES / "national.toml"
    try:
        rules = read(file, _File).timescale
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad
    if mistakes := list(check_rules(rules, file)):
        raise ProgramFault("\n".join(map(str, mistakes)))
    return rules


def check_rules(rules: Sequence[Rule], file: Path) -> Iterator[Mistake]:
    """What no single word shows: unknown events, limits half said, a key used twice."""
    for place, rule in enumerate(rules):
        path = f"$.timescale[{place}]"
        yield from _events(rule, file, path)
        yield from _limit(rule, file, path)
        if any(rule.key == other.key for other in rules[:place]):
            what = f"“{rule.key}” is the key of two timescales. Give each its own."
            yield mistake_at(file, f"{path}.key", what)


def _events(rule: Rule, file: Path, path: str) -> Iterator[Mistake]:
    kinds = event_kinds()
    for word in ("event", "met_by", "once", "unless"):
        kind: str = getattr(rule, word)
        if kind not in kinds and (kind or word == "event"):
            what = f"There is no event “{kind}”. {allowed(kinds, kind)}"
            yield mistake_at(file, f"{path}.{word}", what)


def _limit(rule: Rule, file: Path, path: str) -> Iterator[Mistake]:
    if (rule.number is None) != (rule.unit is None):
        what = 'A limit needs both: number = 14 and unit = "days". Without a limit, leave out both.'
        yield mistake_at(file, path, what)
    elif rule.number is None and (rule.outputs or rule.met_by or rule.warn_at is not None):
        what = "Without a limit there is no date to suggest, warn of or meet: give number and unit."
        yield mistake_at(file, path, what)
    elif rule.number is not None and not rule.outputs:
        what = "A limit needs outputs. Allowed: suggest, warn, overdue."
        yield mistake_at(file, path, what)
    if rule.unit_open and rule.unit != "days":
        what = (
            'unit_open is for days of which nobody says if working days are meant: unit = "days".'
        )
        yield mistake_at(file, f"{path}.unit_open", what)
    if rule.warn_at is not None and rule.number is not None and rule.warn_at >= rule.number:
        what = f"The warning comes after the limit. Allowed: less than {rule.number}."
        yield mistake_at(file, f"{path}.warn_at", what)
    if rule.number is not None and abs(rule.number) > _LONGEST:
        what = f"The limit is too long. Allowed: up to {_LONGEST}."
        yield mistake_at(file, f"{path}.number", what)
