"""Brings what the storage thread did back to the window, through one Qt signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop_app.errors import CannotProceed

if TYPE_CHECKING:  # would delay the first window
    from concurrent.futures import Future

T = TypeVar("T")


class Courier(QObject):
    """`then` and `failed` run in the window's thread; a fault that is ours is raised there.

    An answer for an `owner` that the window has let go of since is not delivered.
    """

    _arrived = Signal(object, object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._closed = False
        self._arrived.connect(self._deliver)

    def close(self) -> None:
        """Nothing that is still on its way is delivered."""
        self._closed = True

    def send(
        self,
        owner: QObject,
        future: Future[T],
        then: Callable[[T], object],
        failed: Callable[[CannotProceed], object],
    ) -> None:
        future.add_done_callback(lambda done: self._arrived.emit(owner, done, then, failed))

    def _deliver(
        self,
        owner: QObject,
        done: Future[Any],
        then: Callable[[Any], object],
        failed: Callable[[CannotProceed], object],
    ) -> None:
        if self._closed or not isValid(owner):
            return
        try:
            result = done.result()
        except CannotProceed as trouble:
            failed(trouble)
        else:
            then(result)
