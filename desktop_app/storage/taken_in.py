"""Minutes that were signed on another laptop and come in from their Word file."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import Changes, Child, Meeting, MeetingLine, Record, Row
from desktop_app.records.meeting import SignedVersion as Version
from desktop_app.storage import audit, carried, lists, versions
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import (
    TAKEN_AGAIN,
    TAKEN_OFF,
    action,
    action_update,
    answer,
    attendance,
    child,
    earlier_action,
    event,
    meeting,
    signed_version,
    table_row,
)
from desktop_app.storage.store import Store, meeting_of, write_changes

TAKEN_IN, FILE_TAKEN_IN = "taken in from a file", "file taken in"  # acts of the trail
_NOTHING = "Nothing was taken in, and what is on this laptop is as it was."


def take_in(store: Store, record: Record, version: Version, word: bytes) -> Meeting:
    """Keeps signed minutes as if they had been signed here; asked twice they are the same.

    A child whose id is not known here is kept too. Raises CannotProceed when other minutes of
    that reference, or later ones of the child, are here.
    """
    with store.writing() as connection:
        here = _same(connection, record.meeting.reference)
        if here is not None and here.state not in TAKEN_OFF:
            return _already(connection, here, record, version)
        _refuse_older(connection, record)
        _keep_child(store, connection, record.child)
        new = replace(record.meeting, state="draft", changed_at=record.meeting.created_at)
        left: dict[str, str] = {}
        if here is None:
            connection.execute(insert(meeting), asdict(new))
        else:
            new = replace(new, id=here.id)
            left = _take_again(store, connection, here, new)
        write_changes(connection, new.id, _changes(connection, record, left))
        _keep_version(store, connection, new, version, word)
        return meeting_of(connection, new.id)


def same_number(one: str, other: str) -> bool:
    """Case numbers are the same whatever their spaces and small letters."""
    return "".join(one.split()).upper() == "".join(other.split()).upper()


def join_actions(connection: Connection, child_id: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Actions looked back on are those that are here, by id or by their words; else typed in."""
    free = {row.id: row for row in carried.open_actions(connection, child_id, ())}
    found: list[Row] = []
    for row in rows:
        same = (one for one in free.values() if _words(one) == _words(row))
        known = free.get(row.id) or next(same, None)
        said = {key: text for key, text in row.values.items() if key not in carried.ONLY_SHOWN}
        found.append(Row(known.id, {**said, **known.values}) if known else Row(row.id, said))
        if known:
            del free[known.id]
    return tuple(found)


def _words(row: Row) -> str:
    return " ".join(row.values.get("text", "").split()).casefold()


def _same(connection: Connection, reference: str) -> Meeting | None:
    query = select(meeting).where(meeting.c.reference == reference, meeting.c.corrects == "")
    found = connection.execute(query).one_or_none()
    return Meeting(*found) if found else None


def _already(connection: Connection, here: Meeting, record: Record, version: Version) -> Meeting:
    known = {one.fingerprint for one in versions.all_of(connection, here.id)}
    if version.fingerprint not in known:
        raise CannotProceed(
            f"{record.meeting.reference} is on this laptop already, and says something else.",
            _NOTHING,
            "Open it from the list of meetings, and compare the two.",
        )
    return here


def _refuse_older(connection: Connection, record: Record) -> None:
    """Later minutes have looked back already: what these left open is not open any more."""
    day = _day(record.answers.get("meeting_date", ""), record.meeting)
    for line in _signed_of(connection, record.child.id):
        held = _day(line.held, line.meeting)
        if held > day:
            raise CannotProceed(
                f"There are later minutes of this child on this laptop: {line.meeting.reference}, "
                f"of {short(held)}.",
                _NOTHING,
                "Start the next meeting from those. This file can be brought in there as prepared "
                "answers.",
            )


def _signed_of(connection: Connection, child_id: str) -> Iterator[MeetingLine]:
    for line in lists.meetings(connection):
        if line.child.id == child_id and line.meeting.state == "signed":
            yield line


def _day(held: str, of: Meeting) -> date:
    started = date.fromisoformat(of.created_at[:10])
    return read_date(held, started) or started


def _keep_child(store: Store, connection: Connection, one: Child) -> None:
    known = {other.id: other for other in lists.children(connection)}
    if one.id in known:
        if not same_number(known[one.id].case_number, one.case_number):
            raise ProgramFault("minutes of another child")
    else:
        connection.execute(insert(child), {"id": one.id, "details": to_json(one.details)})
        store.trail(connection, "create child", one.id)


def _changes(connection: Connection, record: Record, left: dict[str, str]) -> Changes:
    """Actions keep the ids that were `left` of them, by their words: a draft may look back."""
    actions = _with_ids(record.actions, left)
    looked_back = join_actions(connection, record.child.id, _with_ids(record.carried, left))
    return Changes(record.answers, record.tables, record.attendance, actions, looked_back)


def _with_ids(rows: Sequence[Row], left: dict[str, str]) -> tuple[Row, ...]:
    return tuple(Row(left.pop(_words(row), row.id), row.values) for row in rows)


def _take_again(
    store: Store, connection: Connection, here: Meeting, new: Meeting
) -> dict[str, str]:
    """Makes room where minutes were removed from; the ids of actions that were left of them."""
    if here.child_id != new.child_id:
        raise CannotProceed(
            f"{here.reference} was about another child on this laptop.", _NOTHING, "Tell IT."
        )
    store.trail(connection, TAKEN_AGAIN, here.reference)
    of = update(meeting).where(meeting.c.id == here.id)
    connection.execute(of.values(state="removing"))
    left = {
        " ".join((text or "").split()).casefold(): one
        for table in (action, earlier_action)
        for one, text in connection.execute(
            select(table.c.id, table.c.text).where(table.c.meeting_id == here.id)
        )
    }
    for table in (answer, table_row, attendance, action, earlier_action, action_update):
        connection.execute(delete(table).where(table.c.meeting_id == here.id))
    connection.execute(of.values({**asdict(new), "state": "draft"}))
    return left


def _keep_version(
    store: Store, connection: Connection, new: Meeting, version: Version, word: bytes
) -> None:
    version = replace(version, meeting_id=new.id)
    connection.execute(insert(signed_version), asdict(version))
    signed = update(meeting).where(meeting.c.id == new.id)
    connection.execute(signed.values(state="signed"))
    store.trail(connection, TAKEN_IN, audit.of_version(new.reference, version))
    turn = versions.keep_file(connection, version, version.signed_at, word)
    named = audit.of_file(new.reference, version.number, turn, word)
    store.trail(connection, FILE_TAKEN_IN, named)
    # The file is out already: nobody need save it again.
    exported = {"meeting_id": new.id, "at": version.signed_at, "act": "exported"}
    detail = to_json({"fingerprint": version.fingerprint, "from": "file"})
    connection.execute(insert(event), exported | {"detail": detail})
