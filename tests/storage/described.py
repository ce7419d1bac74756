"""A store's structure as text, the same however its tables came about."""

import re
from collections.abc import Iterator
from typing import Any

_LISTED = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


def described(connection: Any) -> str:  # noqa: ANN401 - sqlcipher3 has no types
    """Of a raw connection: every statement, and what SQLite's pragmas say of each table.

    Both, for the words of a constraint stand in the statement alone, and a table that was altered
    may say the same in other words.
    """
    return "\n".join(_lines(connection)) + "\n"


def _lines(connection: Any) -> Iterator[str]:  # noqa: ANN401
    yield f"application_id {_one(connection, 'PRAGMA application_id')}"
    for kind, name, of, sql in connection.execute(_LISTED).fetchall():
        yield ""
        yield f"{kind} {name} of {of}" if kind != "table" else f"table {name}"
        yield f"  {_plain(sql)}" if sql else "  made by itself"
        if kind == "table":
            yield from (f"  {line}" for line in _table(connection, name))


def _table(connection: Any, name: str) -> Iterator[str]:  # noqa: ANN401
    _, _, kind, count, rowid, strict = connection.execute(
        f"SELECT * FROM pragma_table_list('{name}') WHERE schema = 'main'"  # noqa: S608
    ).fetchone()
    yield f"{kind}, {count} columns, without rowid {rowid}, strict {strict}"
    for pragma in ("table_xinfo", "foreign_key_list"):
        for row in connection.execute(f"PRAGMA {pragma}({name})").fetchall():
            yield f"{pragma} {row}"
    indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
    for index, *kind in sorted(row[1:] for row in indexes):  # not in the order they were made in
        columns = connection.execute(f"PRAGMA index_xinfo({index})").fetchall()
        yield f"index {index} {kind} {columns}"


def _one(connection: Any, query: str) -> object:  # noqa: ANN401
    return connection.execute(query).fetchone()[0]


def _plain(sql: str) -> str:
    """White space and quotes around names say nothing; what stands in single quotes does."""
    parts = re.split(r"('(?:[^']|'')*')", sql)
    parts[::2] = [re.sub(r"\s+", " ", part.replace('"', "")) for part in parts[::2]]
    plain = "".join(parts)
    return re.sub(r"\s*([(),])\s*", r"\1", plain)
