"""Minutes that were signed on another laptop and come in from their Word file."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import Changes, Child, Meeting, Record, Row, same_number
from desktop_app.records.meeting import SignedVersion as Version
from desktop_app.records.snapshot import from_json
from desktop_app.storage import audit, carried, lists, versions
from desktop_app.storage.children import keep_child
from desktop_app.storage.joined import join_actions, looked_back_on, with_ids
from desktop_app.storage.removal import count_taken_off, was_removed
from desktop_app.storage.rows import ACTIONS, to_json
from desktop_app.storage.schema import (
    TAKEN_AGAIN,
    TAKEN_OFF,
    action,
    action_update,
    answer,
    attendance,
    earlier_action,
    event,
    meeting,
    signed_version,
    table_row,
)
from desktop_app.storage.schema import audit as audit_table
from desktop_app.storage.store import Store, meeting_of, write_changes
from desktop_app.storage.stored import meeting_from

TAKEN_IN, FILE_TAKEN_IN = "taken in from a file", "file taken in"  # acts of the trail
REPLACED = "draft replaced by signed minutes"  # likewise: what was handed over was signed
CAME = "came from a file"  # an event; its detail says which version
_NOTHING = "Nothing was taken in, and what is on this laptop is as it was."
_ROWS = (answer, table_row, attendance, action, earlier_action, action_update)


@dataclass(frozen=True)
class _Left:
    """What is here of minutes that come in: their own actions, and those typed in there."""

    actions: tuple[Row, ...] = ()
    earlier: tuple[Row, ...] = ()


def take_in(
    store: Store, record: Record, version: Version, word: bytes, closed: Collection[str] = ()
) -> Meeting:
    """Keeps signed minutes as if they had been signed here; asked twice they are the same.

    They take the place of the draft that was handed over from here, and of the version that they
    name as replaced. A child whose id is not known here is kept too; `closed` are the statuses
    that end an action. Raises CannotProceed when other minutes of that reference, or later ones of
    the child, are here.
    """
    with store.writing() as connection:
        here = _same(connection, record.meeting.reference)
        if here and version.fingerprint in _fingerprints(connection, here):
            return here
        if here and here.state in ("draft", "signed"):
            _refuse_other(connection, here, version)
        else:
            _refuse_older(connection, record, version)
        _keep_child(store, connection, record.child)
        if _was_counted(connection, here, record.meeting.reference):
            count_taken_off(connection, record.child.id, -1)
        new, left = _make_room(store, connection, here, record.meeting)
        _write(connection, new, record, left, closed)
        _keep_version(store, connection, new, version, word)
        return meeting_of(connection, new.id)


def last_version(connection: Connection, reference: str) -> int:
    """For this folder alone: of all that were ever signed or taken in here; 0 if none was."""
    query = select(audit_table.c.object).where(
        audit_table.c.act.in_(["sign", TAKEN_IN]),
        audit_table.c.object.startswith(f"{reference} version ", autoescape=True),
    )
    return max((int(said.split()[-2]) for said in connection.execute(query).scalars()), default=0)


def _same(connection: Connection, reference: str) -> Meeting | None:
    query = select(meeting).where(meeting.c.reference == reference, meeting.c.corrects == "")
    found = connection.execute(query).one_or_none()
    return meeting_from(found) if found else None


def _fingerprints(connection: Connection, here: Meeting) -> set[str]:
    return {one.fingerprint for one in versions.all_of(connection, here.id)}


def _was_counted(connection: Connection, here: Meeting | None, reference: str) -> bool:
    """Whether the child's details say that these minutes were taken off."""
    return (here is None or here.state == "removed") and was_removed(connection, reference)


def _refuse_other(connection: Connection, here: Meeting, version: Version) -> None:
    if here.state == "draft":
        raise CannotProceed(
            f"{here.reference} is in work on this laptop, as a draft.",
            _NOTHING,
            "Bring this file into the draft as prepared answers; or hand the draft over to a file, "
            "and then take these minutes in: they take its place.",
        )
    last = versions.all_of(connection, here.id)[-1]
    named = from_json(version.snapshot).correction
    if version.number <= last.number:
        raise CannotProceed(
            f"{here.reference} is on this laptop already, and says something else.",
            _NOTHING,
            "Open it from the list of meetings, and compare the two.",
        )
    if version.number != last.number + 1 or last.fingerprint not in named:
        raise CannotProceed(
            f"This file holds version {version.number} of {here.reference}, and does not say that "
            f"it replaces version {last.number} as it is on this laptop.",
            _NOTHING,
            "Take in the versions between first, if there are any. Otherwise begin a correction "
            "here, and bring this file in as prepared answers.",
        )
    if connection.execute(select(meeting.c.id).where(meeting.c.corrects == here.id)).first():
        raise CannotProceed(
            f"A correction of {here.reference} has been begun on this laptop, and this file holds "
            "another.",
            _NOTHING,
            "Give up the one that was begun here, and take in this file again.",
        )


def _refuse_older(connection: Connection, record: Record, version: Version) -> None:
    """Later minutes have looked back already: what these left open is not open any more."""
    reference = record.meeting.reference
    known = last_version(connection, reference)
    if version.number < known:
        raise CannotProceed(
            f"Version {known} of {reference} was on this laptop, and this file holds version "
            f"{version.number}.",
            _NOTHING,
            f"Take in the file of version {known}.",
        )
    started = date.fromisoformat(record.meeting.created_at[:10])
    day = read_date(record.answers.get("meeting_date", ""), started) or started
    for later in carried.held(connection, record.child.id):
        if later.reference == reference or later.day <= day:
            continue
        is_here = later.state == "signed"
        raise CannotProceed(
            f"There {'are' if is_here else 'were'} later minutes of this child on this laptop: "
            f"{later.reference}, of {short(later.day)}.",
            _NOTHING,
            f"Start the next meeting from {'those' if is_here else 'the file of those'}. This file "
            "can be brought in there as prepared answers.",
        )


def _keep_child(store: Store, connection: Connection, one: Child) -> None:
    known = {other.id: other for other in lists.children(connection)}
    if one.id not in known:
        keep_child(store, connection, one)
    elif not same_number(known[one.id].case_number, one.case_number):
        raise ProgramFault("minutes of another child")


def _make_room(
    store: Store, connection: Connection, here: Meeting | None, came: Meeting
) -> tuple[Meeting, _Left]:
    """The meeting, still empty, and what was here of it: drafts look back on its actions."""
    if here is None:
        new = replace(came, state="draft", changed_at=came.created_at)
        connection.execute(insert(meeting), asdict(new))
        return new, _Left()
    if here.child_id != came.child_id:
        raise CannotProceed(
            f"{here.reference} was about another child on this laptop.", _NOTHING, "Tell IT."
        )
    left = _Left(
        ACTIONS.read(connection, here.id).get("", ()), carried.typed_in(connection, here.id)
    )
    _open(store, connection, here)
    for table in _ROWS:
        connection.execute(delete(table).where(table.c.meeting_id == here.id))
    new = replace(here, state="draft", form=came.form, changed_at=came.created_at)
    connection.execute(update(meeting).where(meeting.c.id == here.id).values(**asdict(new)))
    return new, left


def _open(store: Store, connection: Connection, here: Meeting) -> None:
    """guards.py knows these ways, and no other."""
    if here.state in TAKEN_OFF:
        store.trail(connection, TAKEN_AGAIN, here.reference)
    elif here.state == "handed over":
        store.trail(connection, REPLACED, here.reference)
    into = {"signed": "correcting", "handed over": "draft"}.get(here.state, "removing")
    connection.execute(update(meeting).where(meeting.c.id == here.id).values(state=into))


def _write(
    connection: Connection, new: Meeting, record: Record, left: _Left, closed: Collection[str]
) -> None:
    """Actions keep the ids that they had here; what others look back on stays, whatever it says."""
    actions, gone = with_ids(record.actions, left.actions)
    rows, gone_too = with_ids(record.carried, left.earlier)
    looked_back = join_actions(connection, new.child_id, rows, closed)
    changes = Changes(record.answers, record.tables, record.attendance, actions, looked_back)
    write_changes(connection, new.id, changes)
    needed = tuple(looked_back_on(connection, new.id, (*gone, *gone_too)))
    if needed:
        carried.keep_for_others(connection, new.id, needed)


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
    came = {"meeting_id": new.id, "at": store.now(), "act": CAME}
    connection.execute(insert(event), came | {"detail": to_json({"version": str(version.number)})})
