"""Brings what the storage thread did back to the window, through one Qt signal."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import CannotProceed

T = TypeVar("T")


class Courier(QObject):
    """`then` and `failed` run in the window's thread; a fault that is ours is raised there."""

    _arrived = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(self._deliver)

    def send(
        self,
        future: Future[T],
        then: Callable[[T], object],
        failed: Callable[[CannotProceed], object],
    ) -> None:
        future.add_done_callback(lambda done: self._arrived.emit(done, then, failed))

    def _deliver(
        self,
        done: Future[Any],
        then: Callable[[Any], object],
        failed: Callable[[CannotProceed], object],
    ) -> None:
        try:
            result = done.result()
        except CannotProceed as trouble:
            failed(trouble)
        else:
            then(result)
