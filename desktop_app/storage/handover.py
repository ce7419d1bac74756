"""A draft goes to another laptop and may come back: never two that are both in work here.

A draft that was handed over is read-only. What comes back replaces it only when it is what was
handed over from here, gone on with; anything else is refused, so that no word is lost.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace

from sqlalchemy import Connection, delete, insert, select, update

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.meeting import (
    MINUTES_TAKEN_OFF,
    TYPED_NUMBER,
    Changes,
    Child,
    Meeting,
    Record,
    State,
    new_id,
    number_key,
)
from desktop_app.records.one_child import only_child
from desktop_app.storage import lists
from desktop_app.storage.children import keep_child
from desktop_app.storage.copies import copies_of, join_copies, marks_of, put_marks
from desktop_app.storage.handover_file import OUT, Parcel
from desktop_app.storage.joined import join_actions
from desktop_app.storage.removal import count_taken_off, was_removed
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import TAKEN_OFF, answer, event, meeting, table_row
from desktop_app.storage.store import Store, meeting_of, write_changes
from desktop_app.storage.stored import Event, event_from, meeting_from
from desktop_app.storage.taken_in import last_version

SENT, RECEIVED, TAKEN_BACK = "handed over", "received", "taken back"  # acts
_NOTHING = "Nothing was opened, and what is on this laptop is as it was."
_BY_WORD = (
    "To have the words of both, save the draft there as a Word file, and bring it in here as "
    "prepared answers."
)


def parcel_of(store: Store, meeting_id: str) -> Parcel:
    """What goes into the file; changes nothing yet."""
    record = store.record(meeting_id)
    if record.meeting.corrects:
        raise CannotProceed(
            "A correction cannot be handed over: the signed minutes that it corrects are here.",
            "Nothing was handed over.",
            "Sign the correction on this laptop, or give it up.",
        )
    if record.meeting.state != "draft":
        raise ProgramFault("only a draft is handed over")
    with store.reading() as connection:
        trail = (*_trail(connection, meeting_id), new_id())
        marks, copies = marks_of(connection, meeting_id), copies_of(connection, meeting_id)
        return Parcel(record, trail, marks, copies, _out_of(connection, meeting_id))


def hand_over(store: Store, parcel: Parcel, file: str) -> None:
    """The file of that name is made: from now on the draft is read-only here."""
    of = parcel.record.meeting
    detail = {"trail": " ".join(parcel.trail), "file": file}
    with store.writing() as connection:
        _note(store, connection, of, SENT, detail)
        _set_state(connection, of.id, "handed over")


def take_back(store: Store, meeting_id: str) -> None:
    """“Continue here after all”: what was handed over goes on here as it was."""
    with store.writing() as connection:
        found = meeting_of(connection, meeting_id)
        if found.state == "handed over":
            _set_state(connection, meeting_id, "draft")
            _note(store, connection, found, TAKEN_BACK, {})


def receive(
    store: Store, parcel: Parcel, closed: Collection[str] = (), *, apart: bool = False
) -> Meeting:
    """The draft, in work here now; `closed` are the statuses that end an action.

    `apart` is as for `child_here`. Raises CannotProceed when that could lose a word.
    """
    came = parcel.record.meeting
    with store.writing() as connection:
        here = _here(connection, came)
        if here is None:
            here = _begin(store, connection, parcel.record, apart=apart)
        else:
            _refuse_to_lose(connection, here, parcel)
            _set_state(connection, here.id, "draft")
            _empty(connection, here.id)
            touched = update(meeting).where(meeting.c.id == here.id)
            connection.execute(touched.values(changed_at=came.changed_at, place=came.place))
        changes = _changes(connection, parcel.record, here.child_id, closed)
        write_changes(connection, here.id, changes)
        put_marks(connection, here.id, parcel.marks)
        join_copies(connection, here.id, parcel.copies)
        _join_out(connection, here.id, parcel.out)
        _note(store, connection, here, RECEIVED, {"trail": " ".join(parcel.trail)})
        return meeting_of(connection, here.id)


def _begin(store: Store, connection: Connection, record: Record, *, apart: bool) -> Meeting:
    """The same id as on the other laptop; it follows only what is here."""
    came = record.meeting
    if last_version(connection, came.reference):
        raise _signed_and_gone(came.reference)
    child_id = _child(store, connection, record.child, apart=apart)
    if was_removed(connection, came.reference):
        count_taken_off(connection, child_id, -1)
    follows = came.follows if _is_signed(connection, came.follows) else ""
    new = replace(came, child_id=child_id, follows=follows)
    connection.execute(insert(meeting), asdict(new))
    return new


def _here(connection: Connection, came: Meeting) -> Meeting | None:
    query = select(meeting).where(
        (meeting.c.id == came.id)
        | ((meeting.c.reference == came.reference) & (meeting.c.corrects == ""))
    )
    found = connection.execute(query).all()
    return meeting_from(found[0]) if found else None


def _refuse_to_lose(connection: Connection, here: Meeting, parcel: Parcel) -> None:
    reference = parcel.record.meeting.reference
    if here.state in TAKEN_OFF:
        raise _signed_and_gone(reference)
    if here.state == "signed":
        raise CannotProceed(
            f"{reference} is not a draft on this laptop any more: it is signed.",
            _NOTHING,
            "Open it from the list of meetings.",
        )
    if here.id != parcel.record.meeting.id:
        raise CannotProceed(f"Another meeting here is called {reference} too.", _NOTHING, _BY_WORD)
    if here.state == "draft":
        raise CannotProceed(
            f"{reference} is in work on this laptop. The draft in the file may say something else.",
            _NOTHING,
            f"Go on with the one that is here, from the list of meetings. {_BY_WORD}",
        )
    if _trail(connection, here.id)[-1] not in parcel.trail:
        raise CannotProceed(
            f"This file holds {reference} as it was before it was last handed over from here.",
            _NOTHING,
            "Ask for the file that was made last.",
        )


def _signed_and_gone(reference: str) -> CannotProceed:
    return CannotProceed(
        f"{reference} is not a draft any more: it was signed, and was taken off this laptop since.",
        _NOTHING,
        "Take in the signed minutes from their Word file, if you need them here.",
    )


def _trail(connection: Connection, meeting_id: str) -> tuple[str, ...]:
    """The numbers of every handing over so far, the last at the end."""
    query = (
        select(event.c.at, event.c.act, event.c.detail)
        .where(event.c.meeting_id == meeting_id, event.c.act.in_((SENT, RECEIVED)))
        .order_by(event.c.id.desc())
        .limit(1)
    )
    last = connection.execute(query).one_or_none()
    return tuple(event_from(*last).said("trail").split()) if last else ()


def _out_of(connection: Connection, meeting_id: str) -> tuple[Event, ...]:
    """When it went out for comment, and to whom."""
    query = select(event.c.at, event.c.detail).where(
        event.c.meeting_id == meeting_id, event.c.act == OUT
    )
    found = connection.execute(query.order_by(event.c.id))
    return tuple(event_from(at, OUT, detail) for at, detail in found)


def _join_out(connection: Connection, meeting_id: str, came: tuple[Event, ...]) -> None:
    """Those that are not known here; on the other laptop the trail has them."""
    known = _out_of(connection, meeting_id)
    for one in came:
        if one not in known:
            values = {"at": one.at, "act": OUT, "detail": to_json(one.detail)}
            connection.execute(insert(event), {"meeting_id": meeting_id, **values})


def child_here(children: Iterable[Child], came: Child, *, apart: bool = False) -> Child | None:
    """Whose draft it would be here: the child of that id, else of that case number.

    Once somebody has a new identity they stand `apart`: an id alone, with another number, does not
    make them the child who is here. Raises TwoOfOneNumber.
    """
    known = list(children)
    for one in known:
        if one.id == came.id and not (apart and has_another_number(one, came)):
            return one
    return only_child(known, came.case_number)


def has_another_number(one: Child, other: Child) -> bool:
    """Both have one, and not the same."""
    keys = {number_key(one.case_number), number_key(other.case_number)}
    return len(keys) == 2 and "" not in keys


def _child(store: Store, connection: Connection, came: Child, *, apart: bool) -> str:
    """The one here, else a new one, now kept."""
    known = lists.children(connection)
    if here := child_here(known, came, apart=apart):
        return here.id
    kept_here = (MINUTES_TAKEN_OFF, TYPED_NUMBER)
    details = {key: text for key, text in came.details.items() if key not in kept_here}
    is_another = any(one.id == came.id for one in known)
    new = Child(new_id() if is_another else came.id, details)
    keep_child(store, connection, new)
    return new.id


def _is_signed(connection: Connection, meeting_id: str) -> bool:
    query = select(meeting.c.id).where(meeting.c.id == meeting_id, meeting.c.state == "signed")
    return connection.execute(query).first() is not None


def _empty(connection: Connection, meeting_id: str) -> None:
    """Attendance and actions are replaced whole; answers and tables are not."""
    for table in (answer, table_row):
        connection.execute(delete(table).where(table.c.meeting_id == meeting_id))


def _changes(
    connection: Connection, record: Record, child_id: str, closed: Collection[str]
) -> Changes:
    looked_back = join_actions(connection, child_id, record.carried, closed)
    return Changes(record.answers, record.tables, record.attendance, record.actions, looked_back)


def _set_state(connection: Connection, meeting_id: str, state: State) -> None:
    connection.execute(update(meeting).where(meeting.c.id == meeting_id).values(state=state))


def _note(
    store: Store, connection: Connection, of: Meeting, act: str, detail: Mapping[str, str]
) -> None:
    values = {"meeting_id": of.id, "at": store.now(), "act": act, "detail": to_json(detail)}
    connection.execute(insert(event), values)
    store.trail(connection, act, of.reference)
