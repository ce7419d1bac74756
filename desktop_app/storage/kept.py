"""What was handed to another thread, kept until whoever handed it over lets go of it.

A piece of work may hold widgets, and its answer too. The last hold on them must not be lost on
the other thread: Qt takes its widgets apart on the window's thread alone.
"""

from collections import deque
from concurrent.futures import Future
from typing import Any


class Kept:
    """`keep` and `let_go` are called by the one who hands over; nobody is waited for."""

    def __init__(self) -> None:
        self._kept: deque[tuple[Future[Any], object]] = deque()
        self._done: list[tuple[Future[Any], object]] = []

    def keep(self, future: Future[Any], work: object) -> None:
        self._kept.append((future, work))

    def let_go(self) -> None:
        """Of what was done by the last time: by now the other thread has forgotten it, too."""
        self._done.clear()
        while self._kept and self._kept[0][0].done():
            self._done.append(self._kept.popleft())
