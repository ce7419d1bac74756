"""Transactions on the store's one connection, and the trouble that can come of them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.storage import audit
from desktop_app.storage.schema import SIGNED
from desktop_app.storage.trouble import NotRead, NotSaved, of_database

Clock = Callable[[], str]


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


class Transactions:
    """Each is kept whole or not at all; belongs to the storage thread alone."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
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

    @contextmanager
    def _transaction(self, begin: str, kind: type[NotSaved | NotRead]) -> Generator[Connection]:
        try:
            connection = self._connected()
            with connection.begin():
                connection.exec_driver_sql(begin)
                yield connection
        except DBAPIError as error:
            if str(error.orig) == SIGNED:
                raise AlreadySigned from error
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
