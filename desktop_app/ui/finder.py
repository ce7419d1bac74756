"""Finding by typing: every word must occur somewhere in a row."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Finder(Generic[T]):
    """What can be found; the text of each is put together at the first search only."""

    def __init__(self, found_in: Sequence[T], text_of: Callable[[T], str]) -> None:
        self._all = found_in
        self._text_of = text_of
        self._texts: list[str] = []

    def find(self, typed: str) -> Sequence[T]:
        """In their order; all of them when nothing is typed."""
        wanted = typed.lower().split()
        if not wanted:
            return self._all
        if len(self._texts) != len(self._all):
            self._texts = [self._text_of(one) for one in self._all]
        return [
            one
            for one, text in zip(self._all, self._texts, strict=True)
            if all(word in text for word in wanted)
        ]
