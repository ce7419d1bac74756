"""Transactions on the store's one connection, and the trouble that can come of them."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.storage import audit, outcome
from desktop_app.storage.anew import write_anew
from desktop_app.storage.connect import refuse_zeros
from desktop_app.storage.copying import STEPS, Copying, Read
from desktop_app.storage.schema import HANDED_OVER, SIGNED
from desktop_app.storage.trouble import NO_MEMORY, Damaged, NotRead, NotSaved, of_database

Clock = Callable[[], str]
Connect = Callable[[Path], Engine]  # knows the key
LONGEST_LOG = 1000  # pages, before it is moved into the file; SQLite's own


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

    def __init__(
        self,
        connect: Connect,
        read: Read,
        path: Path,
        clock: Clock,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        self._connect = connect
        self._read = read
        self._path = path
        self._engine = connect(path)
        self._clock = clock
        self._connection: Connection | None = None  # kept: fetching it costs half a commit
        self._within: Connection | None = None  # that of a transaction that is writing
        self._copying: Copying | None = None
        self._stopped = stopped
        self._owed: list[tuple[str, str]] = []  # acts that the trail still lacks, and when
        self._closed = False
        self._entry = ""  # the last that this transaction wrote into the trail

    def close(self) -> None:
        """Brings the log back into the file; the store can then no longer be used."""
        self._closed = True
        self._disconnect()

    @contextmanager
    def stamping(self, clock: Clock) -> Generator[None]:
        """What is written meanwhile is stamped by that clock: for stories of other days."""
        before, self._clock = self._clock, clock
        try:
            yield
        finally:
            self._clock = before

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """For this folder alone: one transaction, kept whole or not at all.

        Inside another it is a part of that one.
        """
        if self._within:
            yield self._within
            return
        owed, self._owed = self._owed, []
        try:
            with self._transaction("BEGIN IMMEDIATE", NotSaved) as connection:
                for at, act in owed:
                    audit.append(connection, at, act, "")
                self._within = connection
                yield connection
        except Damaged:
            raise  # of a damaged trail, perhaps: what it lacks must not keep words from the store
        except BaseException:
            self._owed = [*owed, *self._owed]
            raise
        finally:
            self._within = None

    def owe(self, act: str) -> None:
        """For this folder alone: audited with the next transaction that writes."""
        self._owed.append((self._clock(), act))

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """For this folder alone: reads also from a disk that cannot be written to."""
        with self._transaction("BEGIN", NotRead) as connection:
            yield connection

    def settle(self) -> None:
        """Moves the log into the file: a page torn by a full disk stands right in the log alone."""
        self._stop_copying()
        with self._transaction("PRAGMA wal_checkpoint(TRUNCATE)", NotSaved):
            pass

    def elsewhere(self, path: Path, stopped: Callable[[], bool]) -> Self:
        """A copy of this store, to be closed by itself; once `stopped`, it raises Stopped."""
        return type(self)(self._connect, self._read, path, self._clock, stopped)

    def rewrite(self) -> None:
        """Leaves no word of what was deleted in any page, and empties the log."""
        self._disconnect()
        try:
            with self._transaction("PRAGMA foreign_keys = OFF", NotSaved) as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                write_anew(connection)
        finally:
            self._disconnect()  # the next connection has its foreign keys, and the usual cache
        self.settle()

    def begin_copy(self) -> Copying:
        """From now on the log alone grows, until `end_copy` or until the file has to change."""
        self.settle()
        self._set_log(0)
        self._copying = Copying(self._read, self._path)
        return self._copying

    def end_copy(self) -> None:
        """The log is moved into the file from time to time again; asked twice it is the same."""
        if self._copying:
            self._stop_copying()
            self._set_log(LONGEST_LOG)

    def _set_log(self, pages: int) -> None:
        with self._transaction(f"PRAGMA wal_autocheckpoint = {pages}", NotSaved):
            pass

    def _stop_copying(self) -> None:
        if self._copying:
            self._copying.stop()

    @contextmanager
    def _transaction(
        self, begin: str, kind: type[NotSaved | NotRead], *about: str
    ) -> Generator[Connection]:
        self._entry, is_ending = "", False
        try:
            connection = self._connected()
            with connection.begin():
                connection.exec_driver_sql(begin, about)
                yield connection
                if raw := connection.connection.driver_connection:
                    refuse_zeros(raw)
                is_ending = True
        except (Damaged, MemoryError) as error:
            self._disconnect()
            if isinstance(error, MemoryError):
                raise kind(NO_MEMORY) from error
            raise
        except DBAPIError as error:
            self._tell(error, kind, is_ending=is_ending)
        except (CannotProceed, ProgramFault):
            raise  # a rule of ours: what was begun is taken back, and the connection is sound
        except BaseException:
            self._disconnect()
            raise

    def _tell(self, error: DBAPIError, kind: type[NotSaved | NotRead], *, is_ending: bool) -> None:
        """Raises what it is; of an end that came off nevertheless, nothing."""
        if str(error.orig) == SIGNED:
            raise AlreadySigned from error
        if str(error.orig) == HANDED_OVER:
            raise HandedOver from error
        entry = self._entry if is_ending else ""
        self._disconnect()  # the next transaction gets a connection that saw no trouble
        trouble = of_database(error.orig, kind)
        if trouble is None:
            raise error
        if not (entry and outcome.is_kept(entry, self.reading, self.settle)):
            raise trouble from error

    def _connected(self) -> Connection:
        if self._closed:
            raise ProgramFault("the store is closed")
        if self._connection is None:
            self._connection = self._engine.connect()
            raw = self._connection.connection.driver_connection
            if self._stopped and raw:
                raw.set_progress_handler(self._stopped, STEPS)
        return self._connection

    def _disconnect(self) -> None:
        self._stop_copying()  # closing moves the log into the file
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                connection.close()
        finally:
            self._engine.dispose()

    def now(self) -> str:
        """For this folder alone: UTC, by the clock that stamps everything here."""
        return self._clock()

    def trail(self, connection: Connection, act: str, about: str) -> None:
        """For this folder alone: audits an act in its own transaction."""
        self._entry = audit.append(connection, self._clock(), act, about)
