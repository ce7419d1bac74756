"""Brings what the storage thread did back to the window, through one Qt signal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_app.errors import CannotProceed, Mistake
from desktop_app.ui.step import Step, step_now, within

if TYPE_CHECKING:  # would delay the first window
    from concurrent.futures import Future

T = TypeVar("T")
Failed = Callable[[CannotProceed], object]


@dataclass(frozen=True)
class _Asked:
    """What waits for an answer: kept on this side, so that no widget is let go on the other."""

    owner: QObject
    future: Future[Any]
    then: Callable[[Any], object]
    failed: Failed
    step: Step | None
    release: Callable[[], None]


class Courier(QObject):
    """`then` and `failed` run in the window's thread; one of them comes, whatever happened.

    A fault of ours comes to `failed` as a Mistake, and is raised besides, for the log. An answer
    for an `owner` that the window has let go of since is not delivered.
    """

    _arrived = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, _Asked] = {}
        self._numbers = count()
        self._closed = False
        self._arrived.connect(self._deliver)

    def close(self) -> None:
        """Nothing is delivered any more."""
        self._closed = True
        waiting, self._waiting = self._waiting, {}
        for asked in waiting.values():
            asked.release()

    def send(
        self, owner: QObject, future: Future[T], then: Callable[[T], object], failed: Failed
    ) -> None:
        """Asked for by the chair: it belongs to the step that is being taken."""
        step = step_now()
        self._wait(_Asked(owner, future, then, failed, step, step.hold() if step else _nothing))

    def watch(
        self, owner: QObject, future: Future[T], then: Callable[[T], object], failed: Failed
    ) -> None:
        """Begun by the window itself, such as saving what was typed: no step waits for it."""
        self._wait(_Asked(owner, future, then, failed, None, _nothing))

    def _wait(self, asked: _Asked) -> None:
        if self._closed:
            asked.release()
            return
        number = next(self._numbers)
        self._waiting[number] = asked
        arrived = self._arrived
        asked.future.add_done_callback(lambda _: arrived.emit(number))

    def _deliver(self, number: int) -> None:
        asked = self._waiting.pop(number, None)
        if asked is None:
            return
        with within(asked.step, asked.release):
            if not isValid(asked.owner):
                return
            try:
                result = asked.future.result()
            except CannotProceed as trouble:
                asked.failed(trouble)
            except BaseException as fault:
                asked.failed(Mistake(fault))
                raise
            else:
                asked.then(result)


def _nothing() -> None:
    pass
