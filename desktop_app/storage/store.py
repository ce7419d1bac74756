"""The store: every method is one transaction, and belongs to the storage thread alone."""

import json
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, select, update
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import DBAPIError

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records import snapshot as snapshots
from desktop_app.records.meeting import Changes, Child, Meeting, MeetingLine, Record, Row
from desktop_app.records.meeting import SignedVersion as Version
from desktop_app.storage import audit, carried, lists
from desktop_app.storage.rows import ACTIONS, ATTENDANCE, TABLES, to_json
from desktop_app.storage.schema import (
    SIGNED,
    answer,
    child,
    event,
    meeting,
    setting,
    signed_version,
)
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


@dataclass(frozen=True)
class Event:
    """Something that happened to a meeting's minutes, such as `exported`; `at` is UTC."""

    at: str
    act: str
    detail: Mapping[str, str]


def _upsert(table: Table, key: str, value: str) -> Insert:
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=[key], set_={value: statement.excluded[value]}
    )


_PUT_CHILD = _upsert(child, "id", "details")
_PUT_SETTING = _upsert(setting, "key", "value")
_FREEZE = update(meeting).where(meeting.c.id == bindparam("of")).values(state="signed")

# As text, for these two run with every pause in typing: a third of the time of built statements.
_TOUCH = "UPDATE meeting SET changed_at = ?, place = coalesce(?, place) WHERE id = ?"
_PUT_ANSWER = (
    "INSERT INTO answer (meeting_id, key, value) VALUES (?, ?, ?)"
    " ON CONFLICT (meeting_id, key) DO UPDATE SET value = excluded.value"
)


class Store:
    """Made by `open_store`. Methods that write raise NotSaved, those that read NotRead."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._connection: Connection | None = None  # kept: fetching it costs half a commit
        self._closed = False

    def close(self) -> None:
        """Brings the log back into the file; the store can then no longer be used."""
        self._closed = True
        self._disconnect()

    # -- children and lists ------------------------------------------------------------------

    def children(self) -> list[Child]:
        with self.reading() as connection:
            return lists.children(connection)

    def save_child(self, one: Child) -> None:
        with self.writing() as connection:
            known = connection.execute(select(child.c.id).where(child.c.id == one.id)).first()
            connection.execute(_PUT_CHILD, {"id": one.id, "details": to_json(one.details)})
            if known is None:
                self._audit(connection, "create child", one.id)

    def meetings(self) -> list[MeetingLine]:
        """Every meeting, the one started first at the top."""
        with self.reading() as connection:
            return lists.meetings(connection)

    # -- one meeting -------------------------------------------------------------------------

    def start_meeting(
        self,
        new: Meeting,
        answers: Mapping[str, str],
        tables: Mapping[str, Sequence[Row]],
        attendance: Sequence[Row],
        actions: Sequence[Row],
        looking_back: Sequence[Row] = (),
    ) -> Meeting:
        """Keeps a new draft of a child already kept; gives it back with its times."""
        now = self._clock()
        new = replace(new, created_at=new.created_at or now, changed_at=new.changed_at or now)
        changes = Changes(
            answers,
            {question: tuple(rows) for question, rows in tables.items()},
            tuple(attendance),
            tuple(actions),
            tuple(looking_back),
        )
        with self.writing() as connection:
            connection.execute(insert(meeting), asdict(new))
            _write(connection, new.id, changes)
            self._audit(connection, "start meeting", new.reference)
        return new

    def record(self, meeting_id: str) -> Record:
        with self.reading() as connection:
            found = _meeting(connection, meeting_id)
            details = select(child.c.details).where(child.c.id == found.child_id)
            answers = select(answer.c.key, answer.c.value).where(answer.c.meeting_id == found.id)
            return Record(
                found,
                Child(found.child_id, json.loads(connection.execute(details).scalar_one())),
                {key: json.loads(value) for key, value in connection.execute(answers)},
                TABLES.read(connection, found.id),
                ATTENDANCE.read(connection, found.id).get("", ()),
                ACTIONS.read(connection, found.id).get("", ()),
                carried.read(connection, found.id, found.child_id),
            )

    def open_actions(self, child_id: str, closed: Collection[str]) -> tuple[Row, ...]:
        """What the child's signed meetings left open; `closed` are the statuses that end one."""
        with self.reading() as connection:
            return carried.open_actions(connection, child_id, closed)

    def save(self, meeting_id: str, changes: Changes) -> str:
        """When it was saved, in UTC; raises AlreadySigned. All of the changes are kept, or none."""
        now = self._clock()
        with self.writing() as connection:
            touched = connection.exec_driver_sql(_TOUCH, (now, changes.place, meeting_id))
            if not touched.rowcount:
                raise ProgramFault("changes to a meeting that is not in the store")
            _write(connection, meeting_id, changes)
        return now

    # -- signing and what follows ------------------------------------------------------------

    def sign(
        self, meeting_id: str, snapshot_json: str, fingerprint: str, reason: str, at: str
    ) -> Version:
        """Keeps the version and freezes the meeting at once; raises AlreadySigned."""
        if snapshots.fingerprint(snapshots.from_json(snapshot_json)) != fingerprint:
            raise ProgramFault("a fingerprint of another snapshot")
        with self.writing() as connection:
            found = _meeting(connection, meeting_id)
            number = len(_versions(connection, meeting_id)) + 1
            version = Version(meeting_id, number, reason, snapshot_json, fingerprint, at)
            connection.execute(insert(signed_version), asdict(version))
            connection.execute(_FREEZE, {"of": meeting_id})
            self._audit(connection, "sign", audit.of_version(found.reference, version))
        return version

    def signed_versions(self, meeting_id: str) -> list[Version]:
        """In the order they were signed."""
        with self.reading() as connection:
            return _versions(connection, meeting_id)

    def note_event(self, meeting_id: str, act: str, detail: Mapping[str, str]) -> None:
        """`exported` is the act that the list of meetings shows; `detail` is never audited."""
        now = self._clock()
        with self.writing() as connection:
            found = _meeting(connection, meeting_id)
            values = {"meeting_id": meeting_id, "at": now, "act": act, "detail": to_json(detail)}
            connection.execute(insert(event), values)
            self._audit(connection, act, found.reference)

    def events(self, meeting_id: str) -> list[Event]:
        """In the order they were noted."""
        query = select(event.c.at, event.c.act, event.c.detail).where(
            event.c.meeting_id == meeting_id
        )
        with self.reading() as connection:
            found = connection.execute(query.order_by(event.c.id))
            return [Event(at, act, json.loads(detail)) for at, act, detail in found]

    # -- settings and the audit trail --------------------------------------------------------

    def settings(self) -> dict[str, str]:
        with self.reading() as connection:
            found = connection.execute(select(setting.c.key, setting.c.value))
            return {key: json.loads(value) for key, value in found}

    def set_setting(self, key: str, value: str) -> None:
        with self.writing() as connection:
            connection.execute(_PUT_SETTING, {"key": key, "value": to_json(value)})
            self._audit(connection, "change setting", key)

    def note(self, act: str, about: str = "") -> None:
        """Audits an act that changes nothing here, such as `unlock`; never pass content."""
        with self.writing() as connection:
            self._audit(connection, act, about)

    # -- transactions ------------------------------------------------------------------------

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

    def _audit(self, connection: Connection, act: str, about: str) -> None:
        audit.append(connection, self._clock(), act, about)


def _meeting(connection: Connection, meeting_id: str) -> Meeting:
    found: Any = connection.execute(select(meeting).where(meeting.c.id == meeting_id)).one_or_none()
    if found is None:
        raise ProgramFault("a meeting that is not in the store")
    return Meeting(*found)


def _versions(connection: Connection, meeting_id: str) -> list[Version]:
    query = select(signed_version).where(signed_version.c.meeting_id == meeting_id)
    return [Version(*one) for one in connection.execute(query.order_by(signed_version.c.number))]


def _write(connection: Connection, meeting_id: str, changes: Changes) -> None:
    if changes.answers:
        answers = [(meeting_id, key, to_json(text)) for key, text in changes.answers.items()]
        connection.exec_driver_sql(_PUT_ANSWER, answers)
    for question, rows in changes.tables.items():
        TABLES.replace(connection, meeting_id, rows, question)
    if changes.attendance is not None:
        ATTENDANCE.replace(connection, meeting_id, changes.attendance)
    if changes.actions is not None:
        ACTIONS.replace(connection, meeting_id, changes.actions)
    if changes.carried is not None:
        carried.write(connection, meeting_id, changes.carried)
