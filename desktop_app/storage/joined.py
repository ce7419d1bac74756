"""Actions that come in from elsewhere are joined to those that are here: each exists once."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, select

from desktop_app.records.meeting import Row
from desktop_app.storage import carried
from desktop_app.storage.schema import action_update


def join_actions(
    connection: Connection, child_id: str, rows: Sequence[Row], closed: Collection[str]
) -> tuple[Row, ...]:
    """Actions looked back on are those that are here, by id, else open ones by their words.

    What was typed where they come from stands: one that says otherwise stays as it was typed.
    """
    here = {row.id: row for row in carried.open_actions(connection, child_id, ())}
    own = {row.id for row in rows}
    free = [row for row in carried.open_actions(connection, child_id, closed) if row.id not in own]
    found: list[Row] = []
    for row in rows:
        known = here.get(row.id)
        if known is None:
            known = next((one for one in free if _may_be(row, one)), None)
        elif not (_is_of_a_meeting(row) or _says_the_same(row, known)):
            known = None
        said = {key: text for key, text in row.values.items() if key not in carried.ONLY_SHOWN}
        found.append(Row(known.id, {**said, **known.values}) if known else Row(row.id, said))
        if known in free:
            free.remove(known)
    return tuple(found)


def with_ids(rows: Sequence[Row], left: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows under the ids of those `left` that say the same; and what is left then."""
    free = list(left)
    found: list[Row] = []
    for row in rows:
        same = next((one for one in free if _said(one, "text") == _said(row, "text")), None)
        if same:
            free.remove(same)
        found.append(Row(same.id if same else row.id, row.values))
    return tuple(found), tuple(free)


def looked_back_on(connection: Connection, meeting_id: str, rows: Sequence[Row]) -> Iterator[Row]:
    """Those of these rows of that meeting of which another meeting says something."""
    others = select(action_update.c.id).where(
        action_update.c.meeting_id != meeting_id, action_update.c.id.in_([row.id for row in rows])
    )
    ids = set(connection.execute(others).scalars())
    yield from (row for row in rows if row.id in ids)


def _is_of_a_meeting(row: Row) -> bool:
    """Not typed in where it comes from, but recommended at a meeting there."""
    return bool(row.values.get("origin"))


def _says_the_same(row: Row, known: Row) -> bool:
    return all(_said(row, key) == _said(known, key) for key in carried.OF_THE_ACTION)


def _may_be(row: Row, known: Row) -> bool:
    if _said(row, "text") != _said(known, "text"):
        return False
    return _is_of_a_meeting(row) or all(
        _said(row, key) in ("", _said(known, key)) for key in ("owner", "target")
    )


def _said(row: Row, key: str) -> str:
    return " ".join(row.values.get(key, "").split()).casefold()
