"""The one storage thread: work is done in the order asked, and nothing else waits for the disk."""

from __future__ import annotations

import importlib
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from desktop_app.errors import ProgramFault
from desktop_app.storage.kept import Kept

if TYPE_CHECKING:  # importing SQLAlchemy here would delay the first window
    from collections.abc import Callable

    from desktop_app.storage.store import Store

T = TypeVar("T")


class StorageThread:
    """Takes work from any thread; results and exceptions come back in futures."""

    def __init__(self) -> None:
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._store: Store | None = None
        self._closed = False
        self._asking = Lock()  # nothing is put behind the end, where it would wait for ever
        self._kept = Kept()
        self._thread = Thread(target=self._run, name="storage", daemon=True)
        self._thread.start()

    def warm(self) -> Future[None]:
        """Loads what opening a store needs, while the chair types the passphrase."""
        return self.run(_load)

    def run(self, work: Callable[[], T]) -> Future[T]:
        """For work that needs no store, such as deriving a key."""
        future: Future[T] = Future()
        with self._asking:
            if self._closed:
                raise ProgramFault("work for a storage thread that is closed")
            self._kept.keep(future, work)
            self._work.put(lambda: _do(work, future))
        return future

    def let_go(self) -> None:
        """Of what was done a while ago; called by the window's thread alone."""
        with self._asking:
            self._kept.let_go()

    def ask(self, work: Callable[[Store], T]) -> Future[T]:
        """The future holds ProgramFault when no store is open."""
        return self.run(lambda: work(self._open_store()))

    def open(self, opening: Callable[[], tuple[Store, T]]) -> Future[T]:
        """Holds the store that `opening` gives; what it gives besides is the future's result."""
        return self.run(lambda: self._open(opening))

    def lock(self) -> Future[None]:
        """Closes the store after the work already asked for; `open` opens it again."""
        return self.run(self._lock)

    def close(self) -> None:
        """Returns when all work asked for is done, the store closed and the thread ended."""
        with self._asking:
            if not self._closed:
                self._closed = True
                self._work.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()
            del work  # not only when the next comes
        self._lock()

    def _open(self, opening: Callable[[], tuple[Store, T]]) -> T:
        if self._store is not None:
            raise ProgramFault("a store is open already")
        self._store, result = opening()
        return result

    def _open_store(self) -> Store:
        if self._store is None:
            raise ProgramFault("no store is open")
        return self._store

    def _lock(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _do(work: Callable[[], T], future: Future[T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - whoever asked decides about it
        future.set_exception(error)
    else:
        future.set_result(result)


def _load() -> None:
    importlib.import_module("desktop_app.storage.open")
    importlib.import_module("cryptography.hazmat.primitives.ciphers.aead")
    importlib.import_module("cryptography.hazmat.primitives.kdf.argon2")
