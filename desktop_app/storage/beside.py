"""One thread beside that of the store, for long work: the store is asked for its part alone."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

from desktop_app.errors import ProgramFault
from desktop_app.storage.ask import Ask
from desktop_app.storage.backup_file import Stop
from desktop_app.storage.kept import Kept
from desktop_app.storage.store import Store
from desktop_app.storage.thread import StorageThread
from desktop_app.storage.trouble import Stopped

T = TypeVar("T")


class Beside:
    """Work is done in the order asked, and ends soon with Stopped once it is asked to `stop`."""

    def __init__(self, thread: StorageThread) -> None:
        self._thread = thread
        self._stop = Event()
        self._worker = ThreadPoolExecutor(1, "beside")
        self._kept = Kept()

    def run(self, work: Callable[[Ask, Stop], T]) -> Future[T]:
        """For the store that is open now, until `stop`: never for one that is opened later."""
        stop = self._stop
        future = self._worker.submit(lambda: work(self._ask(stop), stop.is_set))
        self._kept.keep(future, work)
        return future

    def let_go(self) -> None:
        """Of what was done a while ago; called by the window's thread alone."""
        self._kept.let_go()

    def stop(self) -> None:
        """Before the store is locked; what is asked for afterwards is not meant."""
        self._stop.set()
        self._stop = Event()

    def close(self) -> None:
        """Returns when the thread has ended; the storage thread has to be closed before."""
        self._worker.shutdown()

    def _ask(self, stop: Event) -> Ask:
        def ask(work: Callable[[Store], T], /) -> T:
            def unless_stopped(store: Store) -> T:
                if stop.is_set():
                    raise Stopped
                return work(store)

            try:
                return self._thread.ask(unless_stopped).result()
            except ProgramFault as fault:
                if stop.is_set():
                    raise Stopped from fault
                raise

        return ask
