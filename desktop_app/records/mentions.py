"""Where a text names somebody, however the name is spelt: one way to tell, for all who ask.

The ending of a possessive tells nothing. What a mention is worth is for whoever asks to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from desktop_app.forms.about_names import about_names
from desktop_app.records.names import Name, Unit
from desktop_app.records.plain import APOSTROPHES, INVISIBLE, SIGNS_IN_WORDS, folded

How = Literal["whole", "initial", "surname", "first"]

_INSIDE = rf"\w{SIGNS_IN_WORDS}{INVISIBLE}"
_WORD = re.compile(rf"[^\W_](?:[{_INSIDE}]|[{APOSTROPHES}](?=[^\W\d_]))*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS][{INVISIBLE}]*$")
_CLOSE = re.compile(rf"[{INVISIBLE}]*(?:[\s\-‐‑‒–—−{APOSTROPHES}][{INVISIBLE}]*)?")
_BETWEEN = re.compile(rf"[\s\-‐‑‒–—−.{INVISIBLE}]+")
_TURNED = re.compile(rf"[{INVISIBLE}]*(?:,\s*|[\s{INVISIBLE}]+)")
_MOST_BETWEEN = 2  # further names between the first and the last


class Mention(NamedTuple):
    """`start` and `end` are places in the text; the ending of a possessive is left out."""

    start: int
    end: int
    how: How
    first: int  # the numbers of its first and last word
    last: int


class Word(NamedTuple):
    plain: str
    start: int
    end: int
    stop: int  # with the ending of a possessive


@dataclass
class Said:
    """A text as its words."""

    text: str
    words: list[Word] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [_word(match) for match in _WORD.finditer(self.text)]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.plain, []).append(number)
        return found

    def plain(self, number: int) -> str:
        """That word; empty where there is none."""
        return self.words[number].plain if 0 <= number < len(self.words) else ""

    def gap(self, number: int) -> str:
        """What stands between that word and the next."""
        if not 0 <= number < len(self.words) - 1:
            return "\0"
        return self.text[self.words[number].stop : self.words[number + 1].start]

    def is_capital(self, number: int) -> bool:
        """Letters of a script without capitals count."""
        return not self.text[self.words[number].start].islower()

    def is_letter(self, number: int) -> bool:
        """Whether that word is a capital alone, as of a name."""
        word = self.words[number]
        return word.end - word.start == 1 and self.is_capital(number)

    def begins_sentence(self, number: int) -> bool:
        """As far as its signs tell."""
        if number == 0:
            return True
        before = self.text[self.words[number - 1].end : self.words[number].start]
        return re.search(r"[.!?:;•\n“\"(]|\s[-–—]\s", before) is not None

    def find(self, unit: Unit) -> Iterator[tuple[int, int]]:
        """The first and last word of each place where it stands, in one word or in parts."""
        for taken in range(1, len(unit.parts) + 1):
            for number in self.places.get("".join(unit.parts[:taken]), ()):
                last = self._goes_on(number, unit.parts[taken:])
                if last is not None:
                    yield number, last

    def _goes_on(self, number: int, parts: tuple[str, ...]) -> int | None:
        """The last word, when those parts follow, alone or several in one word."""
        if not parts:
            return number
        if not _CLOSE.fullmatch(self.gap(number)):
            return None
        for taken in range(1, len(parts) + 1):
            if self.words[number + 1].plain == "".join(parts[:taken]):
                return self._goes_on(number + 1, parts[taken:])
        return None


def _word(match: re.Match[str]) -> Word:
    bare = _POSSESSIVE.sub("", match[0])
    return Word(folded(bare), match.start(), match.start() + len(bare), match.end())


def mentions(name: Name, said: Said) -> Iterator[Mention]:
    """Every place, as much of the name as stands there; no word twice, the first ones first."""
    taken: set[int] = set()
    for found in sorted(_found(name, said), key=_first_and_longest):
        words = range(found.first, found.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            yield found


def _first_and_longest(found: Mention) -> tuple[bool, int, int]:
    return (found.how != "whole", -(found.last - found.first), found.first)


def _found(name: Name, said: Said) -> Iterator[Mention]:
    firsts, begins = _firsts(name, said)
    for way in name.surname.ways if name.surname else ():
        for first, last in said.find(way):
            yield _mention(said, "surname", first, last)
            yield from _before(name, said, firsts, first, last)
            yield from _behind(name, said, begins, first, last)
    for last, first in firsts.items():
        yield _mention(said, "first", first, last)
        further = begins.get(last + 1)
        if further is not None and _BETWEEN.fullmatch(said.gap(last)):
            several = {said.words[first].plain, said.words[last + 1].plain}
            yield _mention(said, "whole" if len(several) > 1 else "first", first, further)


def _firsts(name: Name, said: Said) -> tuple[dict[int, int], dict[int, int]]:
    """Where first names stand: their first words by the last, and the last by the first."""
    firsts, begins = dict[int, int](), dict[int, int]()
    for unit in name.firsts:
        for way in unit.ways:  # the whole one before its halves
            for first, last in said.find(way):
                firsts.setdefault(last, first)
                begins.setdefault(first, last)
    return firsts, begins


def _before(
    name: Name, said: Said, firsts: dict[int, int], first: int, last: int
) -> Iterator[Mention]:
    """`Robin Testname`, `Robin A. Testname`, `R. Testname`."""
    initials, start = -1, first
    for before in range(first - 1, first - 2 - _MOST_BETWEEN, -1):
        if not _BETWEEN.fullmatch(said.gap(before)):
            break
        if before in firsts:
            start = firsts[before]
        elif said.is_letter(before):
            initials = before
        elif not _may_be_between(said, before):
            break
    if start < first:
        yield _mention(said, "whole", start, last)
    letters = {said.words[number].plain[:1] for number in range(max(initials, 0), first)}
    if initials >= 0 and letters & name.initials:
        yield _mention(said, "initial", initials, last)


def _may_be_between(said: Said, number: int) -> bool:
    plain, about = said.words[number].plain, about_names()
    return plain in about.particles or (
        said.is_capital(number) and plain not in about.openers | about.titles
    )


def _behind(
    name: Name, said: Said, begins: dict[int, int], first: int, last: int
) -> Iterator[Mention]:
    """`Testname, Robin`, `Testname Robin`, `Testname, R.`."""
    gap = said.gap(last)
    if not _TURNED.fullmatch(gap) or is_anothers(said, first):
        return
    follows = said.words[last + 1]
    if last + 1 in begins and follows.end == follows.stop:
        yield _mention(said, "whole", first, begins[last + 1])
        return
    parted = "," in gap or said.text[follows.end : follows.end + 1] == "."
    if parted and follows.plain[:1] in name.initials and said.is_letter(last + 1):
        yield _mention(said, "initial", first, last + 1)


def is_anothers(said: Said, number: int) -> bool:
    """Whether a name or a title stands before that word: `Mrs Testname`, `Kim Testname`."""
    if number == 0 or not _BETWEEN.fullmatch(said.gap(number - 1)):
        return False
    before, about = said.words[number - 1].plain, about_names()
    return before in about.titles or (said.is_capital(number - 1) and before not in about.openers)


def _mention(said: Said, how: How, first: int, last: int) -> Mention:
    end = said.words[last].end
    ends_dotted = how == "initial" and said.is_letter(last) and said.text[end : end + 1] == "."
    return Mention(said.words[first].start, end + ends_dotted, how, first, last)
