"""Gives back two children who were joined: each as they were, with what came since."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, literal_column, select, update

from desktop_app.errors import ProgramFault
from desktop_app.records.meeting import MINUTES_TAKEN_OFF, Row, number_key
from desktop_app.storage import carried
from desktop_app.storage.children import put_child, with_number_aside
from desktop_app.storage.joining import row_of, taken_off
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import PART, joining, meeting
from desktop_app.storage.store import Store, meeting_of
from desktop_app.storage.stored import meeting_from, texts_of

_JOINED_IN_TURN = literal_column("joining.rowid")
_UNDER_WAY = ("draft", "handed over")
_ABOUT = "who was joined into a child"


@dataclass(frozen=True)
class Joined:
    """Who was joined into a child last, and what takes giving them back; `at` is UTC.

    `meetings` are the states that theirs were in, by id; `place` is their row among the children.
    """

    gone: str
    kept: str
    at: str
    place: int
    gone_details: str
    kept_details: str
    joined_details: str
    meetings: str

    @property
    def states(self) -> dict[str, str]:
        return texts_of(self.meetings, _ABOUT)


def joined_last(store: Store, child_id: str) -> Joined | None:
    """What `part` would give back; None of a child who is as they were."""
    with store.reading() as connection:
        return _last(connection, child_id)


def part(store: Store, kept_id: str) -> None:
    """Gives back who was joined into that child last.

    What was begun since goes with the minutes that it follows or corrects, else it stays; so do
    details that were changed since.
    """
    with store.writing() as connection:
        last = _last(connection, kept_id)
        if last is None:
            return
        looked_back = _looked_back(connection, kept_id)
        taken_off_since = _taken_off_since(connection, last)
        store.trail(connection, PART, f"{kept_id} {last.gone}")
        _bring_back(connection, last, taken_off_since)
        _move_back(connection, last)
        _put_back(store, connection, last, taken_off_since)
        connection.execute(delete(joining).where(joining.c.gone == last.gone))
        _keep_words(connection, looked_back)


def _last(connection: Connection, kept_id: str) -> Joined | None:
    query = (
        select(*joining.c)
        .where(joining.c.kept == kept_id)
        .order_by(_JOINED_IN_TURN.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none()
    return Joined(*found) if found else None


def _taken_off_since(connection: Connection, last: Joined) -> int:
    """Of their minutes, those of which nothing is known here any more; negative when some came."""
    query = select(meeting.c.id, meeting.c.state).where(meeting.c.id.in_(last.states))
    now = {row.id: row.state for row in connection.execute(query)}
    were = sum(state == "removed" for state in last.states.values())
    return sum(now.get(one, "removed") == "removed" for one in last.states) - were


def _bring_back(connection: Connection, last: Joined, taken_off_since: int) -> None:
    """With the number that the child who is kept has too: the guard knows that they come back."""
    said = texts_of(last.gone_details, _ABOUT)
    details = _counted(said, taken_off(said) + taken_off_since)
    number = number_key(details.get("case_number", ""))
    row = (last.place, last.gone, to_json(details), number)
    taken = "SELECT id FROM child WHERE rowid = ?"
    if connection.exec_driver_sql(taken, (last.place,)).first():
        row = (None, *row[1:])
    add = "INSERT INTO child (rowid, id, details, number) VALUES (?, ?, ?, ?)"
    connection.exec_driver_sql(add, row)


def _move_back(connection: Connection, last: Joined) -> None:
    query = select(meeting.c.id, meeting.c.follows, meeting.c.corrects)
    here = connection.execute(query.where(meeting.c.child_id == last.kept)).all()
    going: set[str] = set()
    more = {one for one, _, _ in here if one in last.states}
    while more:
        going |= more
        more = {one for one, *after in here if going & set(after)} - going
    theirs = update(meeting).where(meeting.c.id.in_(going))
    connection.execute(theirs.values(child_id=last.gone))


def _put_back(store: Store, connection: Connection, last: Joined, taken_off_since: int) -> None:
    """As they were; of what was changed since, as it is now."""
    now = row_of(connection, last.kept)
    if now is None:
        raise ProgramFault("nobody is there to be given back from")
    before, joined = texts_of(last.kept_details, _ABOUT), texts_of(last.joined_details, _ABOUT)
    details = _of_three(before, joined, now.said)
    if now.said != joined:
        theirs = taken_off(texts_of(last.gone_details, _ABOUT)) + taken_off_since
        details = _counted(details, taken_off(now.said) - theirs)
    put_child(store, connection, last.kept, with_number_aside(connection, last.kept, details))


def _of_three(
    before: Mapping[str, str], joined: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """What `now` says where it is not what was `joined`, else what stood `before`."""
    changed = {key: text for key, text in now.items() if text != joined.get(key)}
    emptied = joined.keys() - now.keys()
    return {key: text for key, text in before.items() if key not in emptied} | changed


def _counted(details: Mapping[str, str], count: int) -> dict[str, str]:
    if taken_off(details) == max(count, 0):
        return dict(details)
    rest = {key: text for key, text in details.items() if key != MINUTES_TAKEN_OFF}
    return rest | ({MINUTES_TAKEN_OFF: str(count)} if count > 0 else {})


# what drafts look back on


def _looked_back(connection: Connection, child_id: str) -> dict[str, tuple[Row, ...]]:
    query = select(meeting).where(meeting.c.child_id == child_id, meeting.c.state.in_(_UNDER_WAY))
    found = [meeting_from(columns) for columns in connection.execute(query)]
    return {one.id: carried.read(connection, one) for one in found}


def _keep_words(connection: Connection, before: Mapping[str, tuple[Row, ...]]) -> None:
    """An action of minutes that are the other's again is a draft's own, with the words it had."""
    for meeting_id, rows in before.items():
        now = {row.id: row for row in carried.read(connection, meeting_of(connection, meeting_id))}
        lost = [row for row in rows if _text_of(row) != _text_of(now[row.id])]
        if lost:
            carried.keep_for_others(connection, meeting_id, lost)


def _text_of(row: Row) -> str:
    return row.values.get("text", "")
