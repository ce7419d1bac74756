"""The store's file as it stood at one moment, copied on another thread while the chair types.

While the log is not moved into it, the file does not change: what is typed meanwhile goes into
the log alone. So a second connection may read it, without a lock and without the log.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock

from desktop_app.storage.connect import dbapi2
from desktop_app.storage.trouble import NotSaved, Stopped, of_database

STEPS = 1000  # of SQLite's machine, between two looks at whether to stop

Read = Callable[[Path], dbapi2.Connection]  # knows the key; neither locks nor sees the log


class Copying:
    """Made by the storage thread; `write_to` may be called on any other, once."""

    def __init__(self, read: Read, path: Path) -> None:
        self._read = read
        self._path = path
        self._stopped = Event()
        self._reading = Lock()

    def write_to(self, path: Path) -> None:
        """One new file under the same key, without what was deleted. Raises Stopped, NotSaved."""
        with self._reading:
            if self._stopped.is_set():
                raise Stopped
            connection = self._read(self._path)
            try:
                connection.set_progress_handler(self._stopped.is_set, STEPS)
                connection.execute("VACUUM INTO ?", (str(path),))
            except dbapi2.DatabaseError as error:
                if trouble := of_database(error, NotSaved):
                    raise trouble from error
                raise
            finally:
                connection.close()

    def stop(self) -> None:
        """Returns when nobody reads the file any more: it may change again."""
        self._stopped.set()
        with self._reading:
            pass
