"""Words in lines, as a browser would break them; what is struck out is marked."""

import re

from desktop_app.minutes.preparation.struck_out import struck_out

_SOURCE_SPACE = re.compile(r"[ \t\n\r\f]+")  # a line's end in the file is no more than a space
_SPACES = re.compile("[ \xa0]+")


class Lines:
    """`said` grows; `text` gives it as it is read."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._struck: list[str] = []
        self._is_begun = False  # whether the line has a word

    def say(self, words: str, *, struck: bool = False) -> None:
        if not words:
            return
        if not struck:
            self._end_struck()
        words = _SOURCE_SPACE.sub(" ", words)
        (self._struck if struck else self._said).append(words)
        self._is_begun = self._is_begun or bool(words.strip(" "))

    def break_line(self) -> None:
        self._end_struck()
        self._said.append("\n")
        self._is_begun = False

    def begin_line(self) -> None:
        """For a paragraph: no line more where none has begun."""
        if self._is_begun:
            self.break_line()

    def text(self) -> str:
        self._end_struck()
        lines = "".join(self._said).split("\n")
        return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines).strip("\n")

    def _end_struck(self) -> None:
        if self._struck:
            self._said.append(struck_out("".join(self._struck)))
            self._struck.clear()
