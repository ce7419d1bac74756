"""What somebody is called, so that it is known again however it is spelt.

Accents, kinds of apostrophe and hyphen, capitals and the order of the names tell nothing.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from desktop_app.forms.about_names import about_names
from desktop_app.records.plain import APOSTROPHES, SIGNS_IN_WORDS, folded

Likeness = Literal["same", "initials", "alike", "other"]

_BRACKETS = re.compile(r"[(\[“\"‘][^)\]”\"’]*[)\]”\"’]|\b(?:known|likes|prefers) .*$")
_APART = re.compile(rf"[\s\-‐‑‒–—−{APOSTROPHES}]+")
_HYPHENS = re.compile("[-‐‑‒–—−]")
_MAC = re.compile(r"(Mc|Mac)(?=[A-Z])")
_LETTERS = re.compile(rf"[\w{SIGNS_IN_WORDS}]+")
_SHORTEST_PART = 4  # letters of one half of a double surname that stands for it


class Unit(NamedTuple):
    """One name of somebody's names, in parts that may be written apart: `o`, `neill`."""

    parts: tuple[str, ...]
    halves: tuple[str, ...] = ()  # those of a double name that stand for it

    @property
    def plain(self) -> str:
        return "".join(self.parts)

    @property
    def ways(self) -> tuple["Unit", ...]:
        return (self, *(Unit((half,)) for half in self.halves))


@dataclass(frozen=True)
class Name:
    """`also` are preferred names and those in brackets."""

    given: tuple[Unit, ...]
    surname: Unit | None
    also: tuple[Unit, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        return (*self.given, self.surname) if self.surname else self.given

    @cached_property
    def firsts(self) -> tuple[Unit, ...]:
        """What may stand before the surname, or alone."""
        return (*self.given, *self.also)

    @cached_property
    def initials(self) -> frozenset[str]:
        return frozenset(unit.plain[0] for unit in self.firsts)

    @cached_property
    def signs(self) -> frozenset[str]:
        """Folded words of which one stands in every text that names them beyond a first name."""
        units = (self.surname,) if self.surname else self.given
        found = (way for unit in units for way in unit.ways)
        return frozenset(sign for way in found for sign in (way.plain, way.parts[-1]))


def name_of(full: str, preferred: str = "") -> Name:
    """`Testname, Robin` is `Robin Testname`; one word alone is no surname."""
    aside = " ".join((preferred, *_BRACKETS.findall(full)))
    full = without_aside(full)
    surname, comma, first = full.partition(",")
    whole = f"{first} {surname}" if comma and first.strip() else surname
    units = _units(whole)
    known = {unit.plain for unit in units}
    also = tuple(
        unit
        for unit in _units(aside)
        if unit.plain not in known and not about_names().no_names.issuperset(unit.parts)
    )
    if len(units) < 2:
        return Name(tuple(units), None, also)
    return Name(tuple(units[:-1]), units[-1], also)


def without_aside(full: str) -> str:
    """Without what stands in brackets: `Robert Testname (Robbie)`."""
    return _BRACKETS.sub(" ", full)


def _units(names: str) -> list[Unit]:
    """Particles go with the name that follows them: `van den Berg`."""
    units: list[Unit] = []
    held: tuple[str, ...] = ()
    for piece in re.split(r"[\s,.;/“”\"()\[\]]+", names):
        parts = tuple(map(folded, filter(None, _APART.split(_MAC.sub(r"\1-", piece)))))
        parts = tuple(part for part in parts if _LETTERS.fullmatch(part))
        if not parts:
            continue
        if units and parts[0] in about_names().particles and len(parts) == 1:
            held = (*held, *parts)
            continue
        halves: tuple[str, ...] = ()
        if len(pieces := _HYPHENS.split(piece)) > 1:
            halves = tuple(half for half in map(_joined, pieces) if len(half) >= _SHORTEST_PART)
        elif held and len(parts[-1]) >= _SHORTEST_PART:
            halves = (parts[-1],)
        units.append(Unit((*held, *parts), halves))
        held = ()
    return [*units, Unit(held)] if held else units


def _joined(piece: str) -> str:
    return "".join(map(folded, filter(None, _APART.split(piece))))


def likeness(one: Name, other: Name) -> Likeness:
    """Of two names that may be one person's: `alike` are those of which a person must judge."""
    if [unit.plain for unit in one.units] == [unit.plain for unit in other.units]:
        return "same"
    if _are_initials(one, other) or _are_initials(other, one):
        return "initials"
    first, second = (_words(name) for name in (one, other))
    if any(_is_near(here, there) for here in first for there in second):
        return "alike"
    return "alike" if _run_on(one) == _run_on(other) else "other"


def _words(name: Name) -> set[str]:
    units = (*name.units, *name.also)
    return {word for unit in units for word in (unit.plain, *unit.parts) if len(word) > 1}


def _run_on(name: Name) -> str:
    return "".join(unit.plain for unit in name.units)


def _are_initials(one: Name, other: Name) -> bool:
    """`R.T.`, `R T`, `RT`, of all the names or of the first and the last."""
    letters = _run_on(one)
    first = [unit.plain[0] for unit in other.units]
    return len(first) > 1 and letters in ("".join(first), first[0] + first[-1])


def _is_near(one: str, other: str) -> bool:
    """Mistyped, or the short form of it."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and long.startswith(short):
        return True
    return len(short) >= 4 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.75
