"""The store: every method is one transaction, and belongs to the storage thread alone."""

from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import Insert, insert

from desktop_app.errors import ProgramFault
from desktop_app.records import snapshot as snapshots
from desktop_app.records.meeting import Changes, Child, Meeting, Record, Row
from desktop_app.records.meeting import SignedVersion as Version
from desktop_app.storage import audit, carried, corrections, lists, versions
from desktop_app.storage.children import keep_child, keep_child_aside, keep_new_child, learn
from desktop_app.storage.listing import Listing
from desktop_app.storage.rows import ACTIONS, ATTENDANCE, TABLES, to_json
from desktop_app.storage.schema import TAKEN_OFF, answer, event, meeting, setting
from desktop_app.storage.stored import Event, event_from, meeting_from, text_of
from desktop_app.storage.trouble import Damaged, NotSaved

__all__ = ["Event", "Store", "meeting_of", "write_changes"]


def _upsert(table: Table, key: str, value: str) -> Insert:
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=[key], set_={value: statement.excluded[value]}
    )


_PUT_SETTING = _upsert(setting, "key", "value")

# As text, for these two run with every pause in typing: a third of the time of built statements.
_TOUCH = "UPDATE meeting SET changed_at = ?, place = coalesce(?, place) WHERE id = ?"
_PUT_ANSWER = (
    "INSERT INTO answer (meeting_id, key, value) VALUES (?, ?, ?)"
    " ON CONFLICT (meeting_id, key) DO UPDATE SET value = excluded.value"
)


class Store(Listing):
    """Made by `open_store`. Methods that write raise NotSaved, those that read NotRead.

    Both raise Damaged, naming what is; but lists hold what can be read of a damaged store.
    """

    def save_child(self, one: Child, *, aside: bool = False) -> None:
        """Raises NumberTaken, or keeps a case number that is another child's `aside`."""
        with self.writing() as connection:
            (keep_child_aside if aside else keep_child)(self, connection, one)

    # -- one meeting -------------------------------------------------------------------------

    def start_meeting(
        self,
        new: Meeting,
        answers: Mapping[str, str],
        tables: Mapping[str, Sequence[Row]],
        attendance: Sequence[Row],
        actions: Sequence[Row],
        looking_back: Sequence[Row] = (),
        about: Child | None = None,
    ) -> Meeting:
        """Keeps a new draft, and the child it is `about` unless they are kept; with its times.

        Asked twice it is the same one. Raises NumberTaken.
        """
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
            if connection.execute(select(meeting.c.id).where(meeting.c.id == new.id)).first():
                return meeting_of(connection, new.id)
            if about:
                keep_new_child(self, connection, about)
            connection.execute(insert(meeting), asdict(new))
            write_changes(connection, new.id, changes)
            self.trail(connection, "start meeting", new.reference)
        return new

    def record(self, meeting_id: str) -> Record:
        with self._named(meeting_id), self.reading() as connection:
            found = meeting_of(connection, meeting_id)
            answers = select(answer.c.key, answer.c.value).where(answer.c.meeting_id == found.id)
            return Record(
                found,
                _child_of(connection, found),
                {key: text_of(value) for key, value in connection.execute(answers)},
                TABLES.read(connection, found.id),
                ATTENDANCE.read(connection, found.id).get("", ()),
                ACTIONS.read(connection, found.id).get("", ()),
                carried.read(connection, found),
            )

    @contextmanager
    def _named(self, meeting_id: str) -> Generator[None]:
        """Damage is told with the reference of the meeting."""
        try:
            yield
        except Damaged as damaged:
            reference = ""
            with suppress(Damaged), self.reading() as connection:
                named = select(meeting.c.reference).where(meeting.c.id == meeting_id)
                reference = connection.execute(named).scalar_one_or_none() or ""
            about = (reference, damaged.about) if damaged.about != reference else (reference,)
            raise Damaged(", ".join(part for part in about if part)) from damaged

    def has_meeting(self, meeting_id: str) -> bool:
        """False also of one that was taken off this laptop."""
        with self.reading() as connection:
            here = (meeting.c.id == meeting_id, meeting.c.state.not_in(TAKEN_OFF))
            return connection.execute(select(meeting.c.id).where(*here)).first() is not None

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
            write_changes(connection, meeting_id, changes)
        return now

    # -- signing and what follows ------------------------------------------------------------

    def sign(
        self,
        meeting_id: str,
        snapshot_json: str,
        fingerprint: str,
        reason: str,
        at: str,
        word: bytes,
        learned: Mapping[str, str] | None = None,
    ) -> Version:
        """Keeps version and Word file and freezes the meeting at once; raises AlreadySigned.

        A correction becomes the next version of the meeting that it corrects, and is gone. What
        was `learned` goes into the child's details as they stand now; a case number that is another
        child's does not hold up signing, and stands on the child's page until it is settled.
        """
        if snapshots.fingerprint(snapshots.from_json(snapshot_json)) != fingerprint:
            raise ProgramFault("a fingerprint of another snapshot")
        with self.writing() as connection:
            found = meeting_of(connection, meeting_id)
            version = versions.keep(connection, found, snapshot_json, fingerprint, reason, at)
            self.trail(connection, "sign", audit.of_version(found.reference, version))
            self._keep_file(connection, found.reference, version, word)
            if learned:
                learn(self, connection, found.child_id, learned)
        return version

    def keep_file(self, version: Version, word: bytes) -> None:
        """The version's Word file with a further seal."""
        with self.writing() as connection:
            found = meeting_of(connection, version.meeting_id)
            self._keep_file(connection, found.reference, version, word)
            noted = {"act": lists.SEALED_ANEW, "detail": to_json({"version": str(version.number)})}
            of = {"meeting_id": version.meeting_id, "at": self._clock()}
            connection.execute(insert(event), of | noted)

    def _keep_file(
        self, connection: Connection, reference: str, version: Version, word: bytes
    ) -> None:
        turn = versions.keep_file(connection, version, self._clock(), word)
        self.trail(connection, "seal", audit.of_file(reference, version.number, turn, word))

    def signed_file(self, version: Version) -> bytes:
        """The Word file as it was sealed last."""
        with self._named(version.meeting_id), self.reading() as connection:
            return versions.file_of(connection, version)

    def begin_correction(self, meeting_id: str) -> Meeting:
        """A draft beside the signed minutes; asked twice it is the same one."""
        with self.writing() as connection:
            signed = meeting_of(connection, meeting_id)
            draft = corrections.begin(connection, signed, self._clock())
            self.trail(connection, "begin correction", signed.reference)
            return meeting_of(connection, draft)

    def give_up_correction(self, draft: Meeting) -> None:
        """What is signed stays as it is."""
        if not draft.corrects:
            raise ProgramFault("minutes that correct nothing")
        with self.writing() as connection:
            corrections.give_up(connection, draft)
            self.trail(connection, "give up correction", draft.reference)

    def signed_versions(self, meeting_id: str) -> list[Version]:
        """In the order they were signed."""
        with self._named(meeting_id), self.reading() as connection:
            return versions.all_of(connection, meeting_id)

    def last_version(self, meeting_id: str) -> Version:
        """Of signed minutes. Raises Damaged where there is none."""
        found = self.signed_versions(meeting_id)
        if not found:
            with self._named(meeting_id):
                raise Damaged("what was signed")
        return found[-1]

    def note_event(self, meeting_id: str, act: str, detail: Mapping[str, str]) -> None:
        """`exported` is the act that the list of meetings shows; `detail` is never audited."""
        now = self._clock()
        with self.writing() as connection:
            found = meeting_of(connection, meeting_id)
            values = {"meeting_id": meeting_id, "at": now, "act": act, "detail": to_json(detail)}
            connection.execute(insert(event), values)
            self.trail(connection, act, found.reference)

    def events(self, meeting_id: str) -> list[Event]:
        """In the order they were noted."""
        query = select(event.c.at, event.c.act, event.c.detail).where(
            event.c.meeting_id == meeting_id
        )
        with self._named(meeting_id), self.reading() as connection:
            found = connection.execute(query.order_by(event.c.id))
            return [event_from(at, act, detail) for at, act, detail in found]

    # -- settings and the audit trail --------------------------------------------------------

    def set_setting(self, key: str, value: str) -> None:
        with self.writing() as connection:
            connection.execute(_PUT_SETTING, {"key": key, "value": to_json(value)})
            self.trail(connection, "change setting", key)

    def note_when_it_can(self, act: str) -> None:
        """As `note`; on a disk that is full it is noted with the next thing that is written.

        What can be read must not be locked away because the trail is damaged.
        """
        self.owe(act)
        with suppress(NotSaved, Damaged), self.writing():
            pass

    def note(self, act: str, about: str = "") -> None:
        """Audits an act that changes nothing here, such as `unlock`; never pass content."""
        with self.writing() as connection:
            self.trail(connection, act, about)


def meeting_of(connection: Connection, meeting_id: str) -> Meeting:
    """For this folder alone."""
    found: Any = connection.execute(select(meeting).where(meeting.c.id == meeting_id)).one_or_none()
    if found is None:
        raise ProgramFault("a meeting that is not in the store")
    return meeting_from(found)


def _child_of(connection: Connection, of: Meeting) -> Child:
    one = lists.child_of(connection, of.child_id)
    if one is None:
        raise Damaged(lists.DETAILS)
    return one


def write_changes(connection: Connection, meeting_id: str, changes: Changes) -> None:
    """For this folder alone: the caller audits."""
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
