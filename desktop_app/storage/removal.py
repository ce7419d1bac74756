"""Taking signed minutes off this laptop: every word goes but what later minutes look back on."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import MINUTES_TAKEN_OFF, Meeting, Row
from desktop_app.records.numbers import whole_number
from desktop_app.storage import carried
from desktop_app.storage.joining import forget_joinings
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import (
    TAKEN_OFF,
    action,
    action_update,
    answer,
    audit,
    child,
    earlier_action,
    event,
    meeting,
    metadata,
    setting,
)
from desktop_app.storage.store import Store, meeting_of
from desktop_app.storage.stored import meeting_from, moment_of, text_of, texts_of

REMOVE, REMOVE_CHILD = "remove", "remove child"  # the guards know both
DATES = ("meeting_date", "next_meeting")
LAST_ONE = "permanence_achieved"  # "Yes": no next meeting is waited for
HANDED_OVER_RULE = "handed over to another laptop"
RECEIPTS = ("uploaded", "tracker updated")  # a kernel says where the minutes are now
_UNFINISHED = "removal_unfinished"  # a setting: the file still has to be written anew
ACTIONS = (action, earlier_action, action_update)
_OF_MEETINGS = [one for one in reversed(metadata.sorted_tables) if "meeting_id" in one.c]
_INTO = update(meeting).where(meeting.c.id == bindparam("of")).values(state=bindparam("into"))

Told = Callable[[str], object]


def remove(
    store: Store, meeting_id: str, rule: str, closed: Collection[str], told: Told, *, kernel: bool
) -> None:
    """Removes signed minutes with every version; `told` hears how far it is.

    A kernel keeps reference, dates, receipts and the child's open actions; `closed` are the
    statuses that end one. Raises NotSaved: then all is there, or `finish` has the rest to do.
    """
    told("Taking the minutes out of the store.")
    with store.writing() as connection:
        one = meeting_of(connection, meeting_id)
        _refuse(connection, one)
        waiting = {row.id for row in carried.open_actions(connection, one.child_id, closed)}
        store.trail(connection, REMOVE, f"{one.reference}: {rule}")
        kept = waiting if kernel else waiting & _in_kernels(connection, one.child_id)
        _strip(connection, one, kept, "kernel" if kernel else "removed")
        _strip_less_needed(connection, one.child_id, waiting)
        if not kernel:
            count_taken_off(connection, one.child_id, 1)
        _write_anew_later(connection)
    finish(store, told)


def remove_handed_over(store: Store, meeting_id: str, told: Told) -> None:
    """A draft that is in work elsewhere; who has its file can still hand it back. Raises NotSaved.

    What only it looked back on goes too: it went along with the draft.
    """
    told("Taking the draft out of the store.")
    with store.writing() as connection:
        one = meeting_of(connection, meeting_id)
        if one.state != "handed over":
            raise ProgramFault("a draft that is in work here cannot be taken off")
        store.trail(connection, REMOVE, f"{one.reference}: {HANDED_OVER_RULE}")
        _delete_draft(connection, one)
        _strip_less_needed(connection, one.child_id)
        count_taken_off(connection, one.child_id, 1)
        _write_anew_later(connection)
    finish(store, told)


def remove_child(store: Store, child_id: str, told: Told) -> None:
    """A child without a meeting here, with the kernels that are left. Raises NotSaved."""
    told("Taking the child out of the store.")
    with store.writing() as connection:
        if _present(connection, child_id):
            raise ProgramFault("a child that has meetings here")
        _take_out_child(store, connection, child_id)
    finish(store, told)


def remove_again(
    store: Store,
    connection: Connection,
    reference: str,
    rule: str,
    kept: Collection[str] | None,
) -> bool:
    """For this folder alone: whatever is here of that reference, a draft and a correction too.

    `kept` are the actions that a kernel keeps; None leaves no kernel. The trail says it even when
    nothing is here: an older backup may hold it. True when something was; `finish` has the rest.
    """
    store.trail(connection, REMOVE, f"{reference}: {rule}")
    was_here = False
    query = select(meeting).where(meeting.c.reference == reference)
    found = connection.execute(query.order_by(meeting.c.corrects.desc())).all()
    for one in map(meeting_from, found):
        was_here = was_here or one.state not in TAKEN_OFF
        if not one.corrects:
            was_counted = one.state in TAKEN_OFF and one.state != "kernel"
            count_taken_off(connection, one.child_id, (kept is None) - was_counted)
        if one.state in ("signed", *TAKEN_OFF):
            _strip(connection, one, kept or (), "removed" if kept is None else "kernel")
        else:
            _delete_draft(connection, one)
        _strip_less_needed(connection, one.child_id)
    _write_anew_later(connection)
    return was_here


def remove_child_again(store: Store, connection: Connection, child_id: str) -> bool:
    """For this folder alone: as `remove_again`; not while there are meetings of the child."""
    known = connection.execute(select(child.c.id).where(child.c.id == child_id)).first()
    if known and _present(connection, child_id):
        return False
    _take_out_child(store, connection, child_id)
    return known is not None


def count_taken_off(connection: Connection, child_id: str, more: int) -> None:
    """For this folder alone: all that the child keeps of minutes of which no kernel is left."""
    query = select(child.c.details).where(child.c.id == child_id)
    details = texts_of(connection.execute(query).scalar_one(), "the details of a child")
    count = (whole_number(details.pop(MINUTES_TAKEN_OFF, "")) or 0) + more
    kept = details | ({MINUTES_TAKEN_OFF: str(count)} if count > 0 else {})
    connection.execute(update(child).where(child.c.id == child_id).values(details=to_json(kept)))


def _take_out_child(store: Store, connection: Connection, child_id: str) -> None:
    store.trail(connection, REMOVE_CHILD, child_id)
    for gone in forget_joinings(connection, child_id):  # a backup of before may hold them apart
        store.trail(connection, REMOVE_CHILD, gone)
    for left in _taken_off(connection, child_id):
        _strip(connection, left, (), "removed")
    connection.execute(delete(child).where(child.c.id == child_id))
    _write_anew_later(connection)


def _strip_less_needed(
    connection: Connection, child_id: str, waiting: Collection[str] | None = None
) -> None:
    """What was left for the sake of minutes that are now gone too.

    What a kernel holds stays wherever it stands, or of that what is still `waiting`: a kernel may
    say how an action is now, and minutes before it what the action is.
    """
    kept = _in_kernels(connection, child_id)
    if waiting is not None:
        kept &= set(waiting)
    for left in _taken_off(connection, child_id):
        _strip(connection, left, kept, left.state)


def _delete_draft(connection: Connection, one: Meeting) -> None:
    for table in _OF_MEETINGS:
        connection.execute(delete(table).where(table.c.meeting_id == one.id))
    connection.execute(delete(meeting).where(meeting.c.id == one.id))


def finish(store: Store, told: Told) -> None:
    """Writes the file anew, so that no page or log of it holds what was removed; else nothing."""
    if _UNFINISHED not in store.settings():
        return
    told("Writing the store anew, without them.")
    store.rewrite()
    with store.writing() as connection:
        connection.execute(delete(setting).where(setting.c.key == _UNFINISHED))
    store.settle()


def was_removed(connection: Connection, reference: str) -> bool:
    """For this folder alone: whether the trail tells of it."""
    query = select(audit.c.seq).where(
        audit.c.act == REMOVE, audit.c.object.startswith(f"{reference}: ", autoescape=True)
    )
    return connection.execute(query).first() is not None


def has_meetings(store: Store, child_id: str) -> bool:
    with store.reading() as connection:
        return bool(_present(connection, child_id))


def would_be_lost(store: Store, meeting_id: str, closed: Collection[str]) -> list[Row]:
    """Open actions of these minutes that no other minutes here hold, nor a kernel."""
    with store.reading() as connection:
        one = meeting_of(connection, meeting_id)
        here = _action_ids(connection, {one.id})
        elsewhere = _looked_back_on(connection, one) | _in_kernels(connection, one.child_id)
        return [
            row
            for row in carried.open_actions(connection, one.child_id, closed)
            if row.id in here - elsewhere
        ]


def _refuse(connection: Connection, one: Meeting) -> None:
    if one.state != "signed":
        raise ProgramFault("minutes that are not signed cannot be taken off")
    if connection.execute(select(meeting.c.id).where(meeting.c.corrects == one.id)).first():
        raise CannotProceed(
            "A correction of these minutes has been begun.",
            "Nothing was removed.",
            "Sign the correction, or give it up.",
        )


def _strip(connection: Connection, one: Meeting, waiting: Collection[str], into: str) -> None:
    """Leaves of a meeting the actions that are needed, as they stood, and of a kernel its dates."""
    needed = _action_ids(connection, {one.id}) & (_looked_back_on(connection, one) | set(waiting))
    dates = _dates(connection, one) if needed or into == "kernel" else ()
    connection.execute(_INTO, {"of": one.id, "into": "removing"})
    for table in _OF_MEETINGS:
        going = delete(table).where(table.c.meeting_id == one.id)
        if table in ACTIONS:
            going = going.where(table.c.id.not_in(needed))
        elif table is answer:
            going = going.where(answer.c.key.not_in(dates))
        elif table is event and into == "kernel":
            going = going.where(event.c.act.not_in(RECEIPTS))
        connection.execute(going)
    for table in ACTIONS:
        bare = {"more": "{}"} | ({"update": ""} if table is action_update else {})
        connection.execute(update(table).where(table.c.meeting_id == one.id).values(**bare))
    if needed or into == "kernel":
        connection.execute(_INTO, {"of": one.id, "into": into})
    else:
        connection.execute(delete(meeting).where(meeting.c.id == one.id))


def _dates(connection: Connection, one: Meeting) -> list[str]:
    """Which answers say when, or that it was the last: anything else that stands there is words."""
    query = select(answer.c.key, answer.c.value).where(
        answer.c.meeting_id == one.id, answer.c.key.in_([*DATES, LAST_ONE])
    )
    started = moment_of(one.created_at, one.reference).date()

    def is_kept(key: str, text: str) -> bool:
        return text in ("Yes", "No") if key == LAST_ONE else bool(read_date(text, started))

    found = connection.execute(query).all()
    return [key for key, value in found if is_kept(key, text_of(value, one.reference))]


def _looked_back_on(connection: Connection, one: Meeting) -> set[str]:
    """Actions that other meetings of the child hold, which are still here."""
    return _action_ids(connection, _present(connection, one.child_id) - {one.id})


def _action_ids(connection: Connection, meetings: Collection[str]) -> set[str]:
    found: set[str] = set()
    for table in ACTIONS:
        query = select(table.c.id).where(table.c.meeting_id.in_(meetings))
        found.update(connection.execute(query).scalars())
    return found


def _in_kernels(connection: Connection, child_id: str) -> set[str]:
    """Actions that are kept for as long as they are open."""
    kernels = (one.id for one in _taken_off(connection, child_id) if one.state == "kernel")
    return _action_ids(connection, set(kernels))


def _present(connection: Connection, child_id: str) -> set[str]:
    here = (meeting.c.child_id == child_id, meeting.c.state.not_in(TAKEN_OFF))
    return set(connection.execute(select(meeting.c.id).where(*here)).scalars())


def _taken_off(connection: Connection, child_id: str) -> list[Meeting]:
    gone = (meeting.c.child_id == child_id, meeting.c.state.in_(TAKEN_OFF))
    return [meeting_from(one) for one in connection.execute(select(meeting).where(*gone))]


def _write_anew_later(connection: Connection) -> None:
    """In the same transaction, so that a cut of the power between the two is made good."""
    connection.execute(
        insert(setting).prefix_with("OR REPLACE"), {"key": _UNFINISHED, "value": '"yes"'}
    )
