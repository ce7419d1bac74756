"""British spelling, offline: the dictionary, the words of the field, those of the meeting."""

import os
import re
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from desktop_app.errors import CannotProceed
from desktop_app.paths import RESOURCES
from desktop_app.services.open_meeting import OpenMeeting

DICTIONARIES = RESOURCES / "dictionaries"
MOST_SUGGESTIONS = 6
LONGEST_WORD = 45  # letters; Hunspell takes 4 ms for one of 200
PAUSE = 0.04  # seconds between two parts of the dictionary, in which keys are answered
_WORD = re.compile(
    r"(?<!\S)(?:[^\s@\d_]*[@\d_]|\w+://|www\.)\S*"  # addresses, references, times: no words
    r"|([^\W\d_]+(?:['’-][^\W\d_]+)*)"
)
_POSSESSIVE = re.compile("['’]s$")
_SHORT_FORM = re.compile("[A-Z]{2,6}s?")  # EHCP, SGOs


class _Dictionary(Protocol):
    def spell(self, word: str, /) -> bool: ...
    def suggest(self, word: str, /) -> tuple[str, ...]: ...


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """Each word with its start; what holds a digit or an @ between spaces is none."""
    return ((match.start(), match[1]) for match in _WORD.finditer(text) if match[1])


def own_words(meeting: OpenMeeting) -> list[str]:
    """Texts of this meeting whose words are right as typed: child, people, facts of one line."""
    record = meeting.record
    facts = [q.key for q in meeting.form.questions() if q.kind in ("line", "person")]
    present = (row.values.get(key, "") for row in record.attendance for key in ("name", "agency"))
    return [*record.child.details.values(), *map(meeting.answer, facts), *present]


class Spelling:
    """One meeting's: what it remembers of words goes when the meeting is left."""

    def __init__(self, dictionary: _Dictionary) -> None:
        self._dictionary = dictionary
        self._also: set[str] = set()
        self._asked: dict[str, bool] = {}

    @classmethod
    def load(cls) -> "Spelling":
        """Takes half a second the first time. Raises CannotProceed when the files are not there."""
        return cls(_dictionary())

    def also_known(self, texts: Iterable[str]) -> bool:
        """Knows the words of these texts in place of the last ones; whether that is a change."""
        also = {_bare(word).casefold() for text in texts for _, word in words_in(text)}
        also |= {part for word in also for part in word.split("-")}
        if also == self._also:
            return False
        self._also = also
        self._asked.clear()
        return True

    def is_known(self, word: str) -> bool:
        """Asks the dictionary the first time only: 30 µs."""
        known = self._asked.get(word)
        if known is None:
            known = self._asked[word] = self._ask(word)
        return known

    def misspelt_in(self, text: str, but_for: int = -1) -> list[tuple[int, str]]:
        """Each with its start. The word around or before the place `but_for` is not asked for."""
        asked = self._asked
        found: list[tuple[int, str]] = []
        for match in _WORD.finditer(text):
            word = match[1]
            if not word or asked.get(word):  # at every key: most words of a paragraph end here
                continue
            start = match.start()
            if not start < but_for <= match.end() and not self.is_known(word):
                found.append((start, word))
        return found

    def suggestions(self, word: str) -> tuple[str, ...]:
        """The likeliest first. Takes 100 to 300 ms: only for a key that asks for them."""
        if len(word) > LONGEST_WORD:
            return ()
        found = self._dictionary.suggest(word)[:MOST_SUGGESTIONS]
        return tuple(map(str.upper, found)) if word.isupper() else found

    def _ask(self, word: str) -> bool:
        bare = _bare(word)
        if len(bare) == 1 or _SHORT_FORM.fullmatch(bare) or bare.casefold() in self._also:
            return True
        if len(word) > LONGEST_WORD:
            return False
        if self._dictionary.spell(word) or self._dictionary.spell(bare):
            return True
        return "-" in bare and all(map(self.is_known, bare.split("-")))


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


@cache
def _dictionary() -> _Dictionary:
    """Part by part: while Hunspell loads one, 10 ms, no other thread runs Python."""
    from hunspell import Hunspell

    try:
        found = Hunspell("en_GB", str(DICTIONARIES), "UTF-8")
        for part in sorted(DICTIONARIES.glob("en_GB-*.dic")):
            time.sleep(PAUSE)
            found.add_dic(_for_hunspell(part))
        care = (DICTIONARIES / "care.txt").read_text("utf-8").split()
    except OSError as trouble:
        raise CannotProceed(
            "Spelling is not checked: the dictionary that comes with Chairside cannot be read.",
            "Typing, saving and signing are not affected.",
            "Ask for Chairside to be installed again.",
        ) from trouble
    for word in care:
        found.add(word)
    return found


def _for_hunspell(path: Path) -> str:
    """On Windows it reads a path as UTF-8 only behind this prefix."""
    return f"\\\\?\\{path.absolute()}" if os.name == "nt" else str(path)
