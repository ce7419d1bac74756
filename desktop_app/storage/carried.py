"""Actions from meeting to meeting: each exists once, and later meetings say what became of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Select, Table, and_, literal_column, select

from desktop_app.records.dates import printed, read_date, short
from desktop_app.records.meeting import Meeting, Row
from desktop_app.storage.rows import RowTable
from desktop_app.storage.schema import (
    TAKEN_OFF,
    action,
    action_update,
    answer,
    earlier_action,
    meeting,
)
from desktop_app.storage.stored import moment_of, text_of

OF_THE_ACTION = ("text", "owner", "target")
ONLY_SHOWN = ("origin", "times")  # worked out when read, never stored

_UPDATES = RowTable(action_update)
_EARLIER = RowTable(earlier_action)
IN_TURN = literal_column("meeting.rowid")  # the order they were started in, whatever the clock
_HELD = and_(answer.c.meeting_id == meeting.c.id, answer.c.key == "meeting_date")


@dataclass(frozen=True)
class _Standing:
    """An action as it stands after the meetings looked at; `times` is how often it was carried."""

    text: str
    owner: str
    target: str
    origin: str
    status: str = ""
    times: int = 0


def open_actions(connection: Connection, child_id: str, closed: Collection[str]) -> tuple[Row, ...]:
    """What the child's signed meetings left open, oldest first; `closed` are statuses that end."""
    standing = _after(connection, child_id, "")
    return tuple(_shown(key, one) for key, one in standing.items() if one.status not in closed)


def read(connection: Connection, looking_back: Meeting) -> tuple[Row, ...]:
    """The actions that this meeting looks back on, with what is said of them here.

    A correction looks back from where the meeting stood that it corrects.
    """
    said = _UPDATES.read(connection, looking_back.id).get("", ())
    if not said:
        return ()
    own = {row.id: row for row in typed_in(connection, looking_back.id)}
    standing = _after(connection, looking_back.child_id, looking_back.corrects or looking_back.id)
    return tuple(Row(row.id, {**_base(row.id, standing, own), **row.values}) for row in said)


def write(connection: Connection, meeting_id: str, rows: Sequence[Row]) -> None:
    """Keeps what is said here; an action of another meeting is never written again."""
    new = [row for row in rows if not row.values.get("origin")]
    own = {row.id: Row(row.id, _only(row, OF_THE_ACTION)) for row in new}
    said = [Row(row.id, _without(row, (*OF_THE_ACTION, *ONLY_SHOWN))) for row in rows]
    for_others = {row.id: row for row in _for_others(connection, meeting_id)}
    _EARLIER.replace(connection, meeting_id, tuple((for_others | own).values()))
    _UPDATES.replace(connection, meeting_id, said)


def keep_for_others(connection: Connection, meeting_id: str, rows: Sequence[Row]) -> None:
    """Beside what is kept here: these stay an action of the meeting, which says nothing of them."""
    own = typed_in(connection, meeting_id)
    known = {row.id for row in own}
    more = (Row(row.id, _only(row, OF_THE_ACTION)) for row in rows if row.id not in known)
    _EARLIER.replace(connection, meeting_id, (*own, *more))


def _for_others(connection: Connection, meeting_id: str) -> Iterator[Row]:
    said = {row.id for row in _UPDATES.read(connection, meeting_id).get("", ())}
    yield from (row for row in typed_in(connection, meeting_id) if row.id not in said)


def typed_in(connection: Connection, meeting_id: str) -> tuple[Row, ...]:
    """The actions that this meeting has from minutes that were not here."""
    return _EARLIER.read(connection, meeting_id).get("", ())


def _only(row: Row, names: Collection[str]) -> dict[str, str]:
    return {key: text for key, text in row.values.items() if key in names}


def _without(row: Row, names: Collection[str]) -> dict[str, str]:
    return {key: text for key, text in row.values.items() if key not in names}


def _base(key: str, standing: Mapping[str, _Standing], own: Mapping[str, Row]) -> Mapping[str, str]:
    """Empty for one that nothing here tells of: a draft opens whatever came in from elsewhere."""
    if key in own:
        return own[key].values
    return _shown(key, standing[key]).values if key in standing else {}


def _shown(key: str, one: _Standing) -> Row:
    values = {"text": one.text, "owner": one.owner, "target": one.target, "origin": one.origin}
    return Row(key, {**values, "times": str(one.times)})


def _after(connection: Connection, child_id: str, before: str) -> dict[str, _Standing]:
    """Every action of the child by id, after its signed meetings; up to one of them if given."""
    standing: dict[str, _Standing] = {}
    for one in held(connection, child_id, before):
        for row in _rows(connection, earlier_action, one.id) + _rows(connection, action, one.id):
            standing[row.id] = _as_recorded(row, one)
        for row in _rows(connection, action_update, one.id):
            if row.id in standing:
                standing[row.id] = _as_updated(standing[row.id], row, one)
    return standing


@dataclass(frozen=True)
class Held:
    """Signed minutes, or what is left of some that were taken off this laptop."""

    id: str
    reference: str
    state: str
    day: date

    @property
    def origin(self) -> str:
        return f"{self.reference}, {short(self.day)}"


def held(connection: Connection, child_id: str, before: str = "") -> Iterator[Held]:
    """In turn; up to a meeting if given."""
    query: Select[str, str, str, str, str | None] = (
        select(
            meeting.c.id, meeting.c.reference, meeting.c.state, meeting.c.created_at, answer.c.value
        )
        .select_from(meeting.outerjoin(answer, _HELD))
        .where(meeting.c.child_id == child_id)
        .order_by(IN_TURN)
    )
    for one, reference, state, created_at, day in connection.execute(query):
        if one == before:
            return
        if state == "signed" or state in TAKEN_OFF:
            started = moment_of(created_at, reference).date()
            said = read_date(text_of(day or '""', reference), started)
            yield Held(one, reference, state, said or started)


def _rows(connection: Connection, table: Table, meeting_id: str) -> list[Row]:
    query = select(table).where(table.c.meeting_id == meeting_id).order_by(table.c.position)
    return [
        Row(row["id"], {name: text for name, text in row.items() if isinstance(text, str)})
        for row in connection.execute(query).mappings()
    ]


def _as_recorded(row: Row, held: Held) -> _Standing:
    """`+2w` was said on the day of its meeting: from then on it is that day."""
    target = printed(row.values.get("target", ""), held.day)
    return _Standing(row.values.get("text", ""), row.values.get("owner", ""), target, held.origin)


def _as_updated(before: _Standing, row: Row, held: Held) -> _Standing:
    target = printed(row.values.get("new_target", ""), held.day)
    return replace(
        before,
        owner=row.values.get("new_owner", "").strip() or before.owner,
        target=target or before.target,
        status=row.values.get("status", "") or before.status,
        times=before.times + 1,
    )
