"""How work beside the storage thread reaches the store."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from desktop_app.storage.store import Store

T = TypeVar("T")


class Ask(Protocol):
    """Has work done on the thread of the open store, and waits for it."""

    def __call__(self, work: Callable[[Store], T], /) -> T: ...
