"""Corrections of signed minutes.

A correction is a draft of its own beside the signed meeting, which stays as it was until the
correction is signed; then it takes over the rows, and every version before it can still be read.
"""

from dataclasses import asdict, replace

from sqlalchemy import (
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    literal,
    select,
    union_all,
    update,
)

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.meeting import Meeting, new_id
from desktop_app.storage.schema import (
    action,
    action_update,
    answer,
    attendance,
    earlier_action,
    event,
    meeting,
    table_row,
)

_ROWS = (answer, table_row, attendance, action, earlier_action, action_update)
_OPEN = update(meeting).where(meeting.c.id == bindparam("of")).values(state="correcting")
_STARTED = select(meeting.c.id).where(meeting.c.corrects == bindparam("of"))


def begin(connection: Connection, signed: Meeting, now: str) -> str:
    """The id of the correction of these signed minutes; asked twice it is the same one."""
    if signed.state != "signed":
        raise ProgramFault("a correction of minutes that are not signed")
    started = connection.execute(_STARTED, {"of": signed.id}).scalar_one_or_none()
    if started:
        return started
    draft = replace(
        signed, id=new_id(), state="draft", created_at=now, changed_at=now, corrects=signed.id
    )
    connection.execute(insert(meeting), asdict(draft))
    for table in _ROWS:
        columns = [literal(draft.id) if c.name == "meeting_id" else c for c in table.c]
        here = select(*columns).where(table.c.meeting_id == signed.id)
        connection.execute(insert(table).from_select([c.name for c in table.c], here))
    return draft.id


def give_up(connection: Connection, draft: Meeting) -> None:
    """Removes a correction that was begun; what is signed stays, and gets its trail."""
    for table in _ROWS:
        connection.execute(delete(table).where(table.c.meeting_id == draft.id))
    told = update(event).where(event.c.meeting_id == draft.id)
    connection.execute(told.values(meeting_id=draft.corrects))  # who had the draft, and when
    connection.execute(delete(meeting).where(meeting.c.id == draft.id))


def take_over(connection: Connection, draft: Meeting) -> None:
    """The signed meeting gets the rows of its correction, which is gone; signing follows."""
    _refuse_lost_actions(connection, draft)
    connection.execute(_OPEN, {"of": draft.corrects})
    for table in _ROWS:
        connection.execute(delete(table).where(table.c.meeting_id == draft.corrects))
        moving = update(table).where(table.c.meeting_id == draft.id)
        connection.execute(moving.values(meeting_id=draft.corrects))
    touched = update(meeting).where(meeting.c.id == draft.corrects)
    connection.execute(touched.values(changed_at=draft.changed_at, place=draft.place))
    give_up(connection, draft)


def _refuse_lost_actions(connection: Connection, draft: Meeting) -> None:
    """An action that later minutes look back on cannot go: they would look back on nothing."""
    then = union_all(_texts(action, draft.corrects), _texts(earlier_action, draft.corrects))
    now = union_all(_texts(action, draft.id), _texts(earlier_action, draft.id))
    there = {row.id for row in connection.execute(now)}
    later = select(action_update.c.id).where(
        action_update.c.meeting_id.not_in([draft.id, draft.corrects])
    )
    looked_back_on = set(connection.execute(later).scalars())
    for row in connection.execute(then):
        if row.id in looked_back_on - there:
            raise CannotProceed(
                f"Later minutes look back on the action “{row.text or ''}”, so a correction "
                "cannot take it out.",
                "Nothing was signed, and what was signed before is as it was.",
                "Put the action in again with Ctrl+Z in its section, if it was taken out since you "
                "opened this meeting; else give up this correction and begin anew.",
            )


def _texts(table: Table, meeting_id: str) -> Select[str, str | None]:
    return select(table.c.id, table.c.text).where(table.c.meeting_id == meeting_id)
