"""Rows of a meeting: into their tables and back, with identity and order."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.errors import ProgramFault
from desktop_app.records.meeting import Row
from desktop_app.records.text import clean
from desktop_app.storage.schema import action, attendance, table_row
from desktop_app.storage.stored import texts_of

_OUR_OWN = ("meeting_id", "question", "id", "position", "more")


def to_json(value: str | Mapping[str, str]) -> str:
    """ASCII, so that any character typed can be stored."""
    return json.dumps(value if isinstance(value, str) else dict(value), separators=(",", ":"))


def _storable(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return clean(text)
    return text


class RowTable:
    """One table of rows; `question` is needed where the table holds those of several.

    SQLite refuses half a character in a column of its own: such a text is cleaned there.
    """

    def __init__(self, table: Table) -> None:
        self._named = [column.name for column in table.c if column.name not in _OUR_OWN]
        key = list(table.primary_key)
        upsert = insert(table)
        changing = ["position", "more", *self._named]
        self._write = upsert.on_conflict_do_update(
            index_elements=key, set_={name: upsert.excluded[name] for name in changing}
        )
        here: list[ColumnElement[bool]] = [
            column == bindparam(f"of_{column.name}") for column in key if column.name != "id"
        ]
        self._ids = select(table.c.id).where(*here)
        self._delete = delete(table).where(*here, table.c.id == bindparam("of_id"))
        in_order = [table.c.question] if "question" in table.c else []
        self._read = (
            select(table)
            .where(table.c.meeting_id == bindparam("of_meeting_id"))
            .order_by(*in_order, table.c.position)
        )

    def replace(
        self, connection: Connection, meeting_id: str, rows: Sequence[Row], question: str = ""
    ) -> None:
        """Afterwards the table holds these rows, in this order, and no others."""
        kept = {row.id for row in rows}
        if len(kept) != len(rows):
            raise ProgramFault("two rows of one table with the same identity")
        here = {"of_meeting_id": meeting_id} | ({"of_question": question} if question else {})
        gone = set(connection.execute(self._ids, here).scalars()) - kept
        if gone:
            connection.execute(self._delete, [here | {"of_id": one} for one in sorted(gone)])
        if rows:
            own = {"meeting_id": meeting_id} | ({"question": question} if question else {})
            values = [own | self._columns(at, row) for at, row in enumerate(rows)]
            connection.execute(self._write, values)

    def read(self, connection: Connection, meeting_id: str) -> dict[str, tuple[Row, ...]]:
        """The rows by question; by the empty text where the table holds one question's only."""
        found: dict[str, list[Row]] = {}
        for stored in connection.execute(self._read, {"of_meeting_id": meeting_id}).mappings():
            values = texts_of(stored["more"])
            values |= {name: stored[name] for name in self._named if stored[name] is not None}
            found.setdefault(stored.get("question", ""), []).append(Row(stored["id"], values))
        return {question: tuple(rows) for question, rows in found.items()}

    def _columns(self, position: int, row: Row) -> dict[str, object]:
        named = {name: _storable(row.values.get(name)) for name in self._named}
        more = {key: text for key, text in row.values.items() if key not in named}
        return {"id": row.id, "position": position, "more": to_json(more), **named}


TABLES = RowTable(table_row)
ATTENDANCE = RowTable(attendance)
ACTIONS = RowTable(action)
