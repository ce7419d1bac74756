"""What copies of a meeting's minutes leave out, and who got which copy."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select

from desktop_app.records.copies import Mark, Place
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import copy, event, mark
from desktop_app.storage.store import Store, meeting_of
from desktop_app.storage.stored import Event, text_of

Given = Literal["full", "redacted", "not shared"]
TYPED = ("person", "role", "reason", "method", "day", "file")


@dataclass(frozen=True)
class Copy:
    """Who got what. `version` is that of the minutes, `reader` the kind of people.

    `day` is as typed, `at` UTC; `sha256` of the file that left, empty where none did. The store
    gives the `number`: the first copy of a meeting is 1.
    """

    given: Given
    version: str
    person: str
    role: str
    reader: str
    reason: str
    method: str
    day: str
    at: str
    file: str = ""
    sha256: str = ""
    number: int = 0


def marks(store: Store, meeting_id: str) -> tuple[Mark, ...]:
    with store.reading() as connection:
        return marks_of(connection, meeting_id)


def marks_of(connection: Connection, meeting_id: str) -> tuple[Mark, ...]:
    """For this folder alone."""
    query = select(mark.c.entry, mark.c.row, mark.c.line, mark.c.why, mark.c.words)
    query = query.where(mark.c.meeting_id == meeting_id)
    found = connection.execute(query.order_by(mark.c.entry, mark.c.row, mark.c.line))
    return tuple(Mark(Place(entry, row, line), why, said) for entry, row, line, why, said in found)


def keep_marks(store: Store, meeting_id: str, all_marks: Iterable[Mark]) -> None:
    """Afterwards the meeting has these marks and no others; signed minutes may get them too."""
    with store.writing() as connection:
        about = meeting_of(connection, meeting_id)
        put_marks(connection, meeting_id, all_marks)
        store.trail(connection, "mark", about.reference)


def put_marks(connection: Connection, meeting_id: str, all_marks: Iterable[Mark]) -> None:
    """For this folder alone: the caller audits."""
    rows = [
        {"meeting_id": meeting_id, **asdict(one.place), "why": one.why, "words": one.words}
        for one in all_marks
    ]
    connection.execute(delete(mark).where(mark.c.meeting_id == meeting_id))
    if rows:
        connection.execute(insert(mark), rows)


def note_copy(store: Store, meeting_id: str, one: Copy) -> Copy:
    """Keeps who got it, with its number."""
    with store.writing() as connection:
        return _number(store, connection, meeting_id, one)


def note_draft_out(store: Store, meeting_id: str, one: Copy, of: str, told: Event) -> Copy:
    """Keeps who got a draft and, with the meeting `of`, that it went out: both or neither."""
    with store.writing() as connection:
        numbered = _number(store, connection, meeting_id, one)
        values = {"at": told.at, "act": told.act, "detail": to_json(told.detail)}
        connection.execute(insert(event), {"meeting_id": of, **values})
        store.trail(connection, told.act, meeting_of(connection, of).reference)
    return numbered


def _number(store: Store, connection: Connection, meeting_id: str, one: Copy) -> Copy:
    about = meeting_of(connection, meeting_id)
    numbered = replace(one, number=len(copies_of(connection, meeting_id)) + 1)
    _put_copy(connection, meeting_id, numbered)
    store.trail(connection, *_in_the_trail(about.reference, numbered))
    return numbered


def _in_the_trail(reference: str, one: Copy) -> tuple[str, str]:
    """Act and object. Who got nothing has a number too, by which it is found, but no copy."""
    if one.given == "not shared":
        return "not shared", f"{reference} number {one.number}"
    return "copy", f"{reference} copy {one.number} {one.given} {one.sha256}".strip()


def copies(store: Store, meeting_id: str) -> tuple[Copy, ...]:
    """In the order in which they were given."""
    with store.reading() as connection:
        return copies_of(connection, meeting_id)


def copies_of(connection: Connection, meeting_id: str) -> tuple[Copy, ...]:
    """For this folder alone."""
    names = [*Copy.__dataclass_fields__]
    query = select(*(copy.c[name] for name in names)).where(copy.c.meeting_id == meeting_id)
    found = connection.execute(query.order_by(copy.c.number)).mappings()
    return tuple(_copy({**row}) for row in found)


def _copy(row: dict[Any, Any]) -> Copy:
    about = f"who got copy {row['number']}"
    row |= {name: text_of(row[name], about) for name in TYPED}
    return Copy(**row)


def join_copies(connection: Connection, meeting_id: str, came: Sequence[Copy]) -> None:
    """For this folder alone: those that came keep their numbers, those noted here come after."""
    known = {replace(one, number=0) for one in came}
    here = copies_of(connection, meeting_id)
    more = [one for one in here if replace(one, number=0) not in known]
    connection.execute(delete(copy).where(copy.c.meeting_id == meeting_id))
    for number, one in enumerate([*came, *more], start=1):
        _put_copy(connection, meeting_id, replace(one, number=number))


def _put_copy(connection: Connection, meeting_id: str, one: Copy) -> None:
    values = asdict(one)
    values |= {name: to_json(values[name]) for name in TYPED}
    connection.execute(insert(copy), {"meeting_id": meeting_id, **values})
