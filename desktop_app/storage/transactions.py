"""Transactions on the store's one connection, and the trouble that can come of them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.storage import audit
from desktop_app.storage.schema import HANDED_OVER, SIGNED
from desktop_app.storage.trouble import NotRead, NotSaved, of_database

Clock = Callable[[], str]
Connect = Callable[[Path], Engine]  # knows the key


def utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class AlreadySigned(CannotProceed):
    """Somebody tried to change minutes that are signed."""

    def __init__(self) -> None:
        super().__init__(
            "These minutes are signed and can no longer be changed.",
            "The signed minutes are as they were.",
            "Close them and open them again to see the signed version.",
        )


class HandedOver(CannotProceed):
    """Somebody tried to change a draft that is in work on another laptop."""

    def __init__(self) -> None:
        super().__init__(
            "This draft is handed over to another laptop and cannot be changed here.",
            "Every word is as it was handed over.",
            "Continue there, or open it again and choose “Continue here after all”.",
        )


class Transactions:
    """Each is kept whole or not at all; belongs to the storage thread alone."""

    def __init__(self, connect: Connect, path: Path, clock: Clock) -> None:
        self._connect = connect
        self._engine = connect(path)
        self._clock = clock
        self._connection: Connection | None = None  # kept: fetching it costs half a commit
        self._closed = False

    def close(self) -> None:
        """Brings the log back into the file; the store can then no longer be used."""
        self._closed = True
        self._disconnect()

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """For this folder alone: one transaction, kept whole or not at all."""
        with self._transaction("BEGIN IMMEDIATE", NotSaved) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """For this folder alone: reads also from a disk that cannot be written to."""
        with self._transaction("BEGIN", NotRead) as connection:
            yield connection

    def settle(self) -> None:
        """Moves the log into the file: a page torn by a full disk stands right in the log alone."""
        with self._transaction("PRAGMA wal_checkpoint(TRUNCATE)", NotSaved):
            pass

    def elsewhere(self, path: Path) -> Self:
        """Another store under the same key, such as a copy of this one; to be closed by itself."""
        return type(self)(self._connect, path, self._clock)

    def rewrite(self) -> None:
        """Writes the file anew without what was deleted, and empties the log."""
        with self._transaction("VACUUM", NotSaved):
            pass
        self.settle()

    def copy_to(self, path: Path) -> None:
        """The whole store as one new file under the same key, without what was deleted."""
        with self._transaction("VACUUM INTO ?", NotSaved, str(path)):
            pass

    @contextmanager
    def _transaction(
        self, begin: str, kind: type[NotSaved | NotRead], *about: str
    ) -> Generator[Connection]:
        try:
            connection = self._connected()
            with connection.begin():
                connection.exec_driver_sql(begin, about)
                yield connection
        except DBAPIError as error:
            if str(error.orig) == SIGNED:
                raise AlreadySigned from error
            if str(error.orig) == HANDED_OVER:
                raise HandedOver from error
            trouble = of_database(error.orig, kind)
            if trouble is None:
                raise
            self._disconnect()  # the next transaction gets a connection that saw no trouble
            raise trouble from error

    def _connected(self) -> Connection:
        if self._closed:
            raise ProgramFault("the store is closed")
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()

    def trail(self, connection: Connection, act: str, about: str) -> None:
        """For this folder alone: audits an act in its own transaction."""
        audit.append(connection, self._clock(), act, about)
