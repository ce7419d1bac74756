"""What is typed into a box, as steps that can be taken back: a word or so each."""

import re
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from desktop_app.ui.editors.undo import Change, SectionUndo

PAUSE = 1.0  # seconds: what is typed after this is a step of its own
LONGEST = 40  # characters typed in one go that are one step
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def as_qt_counts(text: str) -> str:
    """An emoji becomes the two characters that it is to Qt: places are then the same in both."""
    return text if text.isascii() else _ASTRAL.sub(_halves, text)


def as_text(counted: str) -> str:
    """The other way round."""
    return counted if counted.isascii() else _PAIR.sub(_whole, counted)


def _halves(found: re.Match[str]) -> str:
    code = ord(found[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))


def _whole(found: re.Match[str]) -> str:
    high, low = map(ord, found[0])
    return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)


class Box(Protocol):
    """A box of text as its steps see it; texts and places as Qt counts."""

    def replace(self, at: int, length: int, by: str) -> None: ...
    def show_caret(self, at: int) -> None: ...
    def stands(self) -> bool:
        """Not in a row that is gone."""
        ...


class TextHistory:
    """Of one box: the text as it stands, from which what goes is known, and which step fits it.

    Each text that a step left has a number. What the program puts in has none: then no step fits,
    until the program puts back what a step had left.
    """

    def __init__(self, box: Box, undo: SectionUndo) -> None:
        self._box = box
        self._undo = undo
        self._numbers = count(1)
        self._number = 0
        self._covered: dict[str, int] = {}  # texts with a number that the program put others over
        self._is_stepping = False
        self.text = ""
        self.is_filled = False  # while the program puts something in

    @contextmanager
    def filling(self) -> Generator[None]:
        """What the program puts in is no step of the chair's."""
        before, self.is_filled = self.text, True
        try:
            yield
        finally:
            self.is_filled = False
            if self.text != before:
                if self._number:
                    self._covered[before] = self._number
                self._number = self._covered.get(self.text, 0)

    def became(self, text: str, caret: int) -> None:
        """The whole text after a change that left the caret there."""
        old = self.text
        first = max(0, min(caret, caret - len(text) + len(old)))  # what was typed ends at the caret
        at = _alike(old[:first], text[:first])
        tail = _alike(old[at:][::-1], text[at:][::-1])
        self.changed(at, len(old) - tail - at, text[at : len(text) - tail])

    def changed(self, at: int, removed: int, added: str) -> None:
        """So many characters went from a place, and others came there."""
        gone = self.text[at : at + removed]
        self.text = "".join((self.text[:at], added, self.text[at + removed :]))
        if self.is_filled or self._is_stepping or gone == added:
            return
        before, after = self._number or next(self._numbers), next(self._numbers)
        one_key = _is_one_key(added or gone)
        typed = TextChange(self, at, gone, added, before, after, time.monotonic(), one_key)
        self._number = after
        last = self._undo.last
        if not (isinstance(last, TextChange) and last.takes_in(typed)):
            self._undo.push(typed)

    @property
    def is_last_step(self) -> bool:
        """Whether what stands was typed, and nothing else was done or undone since."""
        last = self._undo.last
        return (
            not (self.is_filled or self._is_stepping)
            and isinstance(last, TextChange)
            and last.history is self
            and last.after == self._number
        )

    def end_step(self) -> None:
        """What is typed next is a step of its own."""
        if isinstance(last := self._undo.last, TextChange) and last.history is self:
            last.goes_on = False

    def swap(self, at: int, texts: tuple[str, str], numbers: tuple[int, int]) -> bool:
        """The second in place of the first, if what stands has the first number."""
        gone, come = texts
        fits = self._number == numbers[0] and self.text.startswith(gone, at)
        if not fits or not self._box.stands():
            return False
        self._is_stepping = True
        self._box.replace(at, len(gone), come)
        self._is_stepping = False
        self._number = numbers[1]
        return True

    def show_caret(self, at: int) -> None:
        self._box.show_caret(at)


@dataclass(slots=True)
class TextChange(Change):
    """`gone` became `come` at a place of a text; typing goes on in it for a word.

    `before` and `after` are the numbers of the texts between which it leads.
    """

    history: TextHistory
    at: int
    gone: str
    come: str
    before: int
    after: int
    when: float
    goes_on: bool
    shown_at: int = 0

    def takes_in(self, more: "TextChange") -> bool:
        """True when that was typed right after, and is part of this step now."""
        fits = (
            more.history is self.history
            and more.before == self.after
            and self.goes_on
            and more.goes_on
            and more.when - self.when < PAUSE
            and len(self.come or self.gone) < LONGEST
        )
        if not fits or not (self._types_on(more) or self._deletes_on(more)):
            return False
        self.after, self.when = more.after, more.when
        return True

    def _types_on(self, more: "TextChange") -> bool:
        if more.gone or not self.come or more.at != self.at + len(self.come):
            return False
        if self.come[-1].isspace() and not self.come.isspace() and not more.come.isspace():
            return False
        self.come += more.come
        return True

    def _deletes_on(self, more: "TextChange") -> bool:
        back = more.at + len(more.gone) == self.at
        if more.come or self.come or not (back or more.at == self.at):
            return False
        at_word = self.gone[0 if back else -1].isspace() and not self.gone.isspace()
        if at_word and not more.gone.isspace():
            return False
        self.at = more.at
        self.gone = more.gone + self.gone if back else self.gone + more.gone
        return True

    def take_back(self) -> bool:
        self.shown_at = self.at + len(self.gone)
        return self.history.swap(self.at, (self.come, self.gone), (self.after, self.before))

    def do_again(self) -> bool:
        self.shown_at = self.at + len(self.come)
        return self.history.swap(self.at, (self.gone, self.come), (self.before, self.after))

    def show(self) -> None:
        self.history.show_caret(self.shown_at)


def _is_one_key(text: str) -> bool:
    return len(text) == 1 or (len(text) == 2 and "\ud800" <= text[0] <= "\udbff")


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    sure, most = 0, min(len(one), len(other))
    while sure < most:
        middle = (sure + most + 1) // 2
        if one[sure:middle] == other[sure:middle]:
            sure = middle
        else:
            most = middle - 1
    return sure
