"""Writes rows anew, so that no page of the store keeps a word of what moved or went.

Overwriting what is deleted is not enough: a row that was moved to another page leaves its words
where it stood. The tables whose words never move (`schema.MARGIN`) are left as they are; with
their Word files they are nearly all of a large store.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from desktop_app.storage.schema import MARGIN, child, joining, metadata

_CACHE = -64_000  # kB: pages that are emptied and filled again reach the disk once
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def write_anew(connection: Connection) -> None:
    """In a transaction, with foreign keys off: else a table is emptied row by row."""
    connection.exec_driver_sql(f"PRAGMA cache_size = {_CACHE}")
    triggers = connection.exec_driver_sql(_TRIGGERS).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for table in _tables():
        connection.exec_driver_sql(f"CREATE TEMP TABLE taken_out AS SELECT * FROM {table}")  # noqa: S608
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - every page with zeros
        connection.exec_driver_sql(f"INSERT INTO {table} SELECT * FROM taken_out")  # noqa: S608
        connection.exec_driver_sql("DROP TABLE taken_out")
    for _, trigger in triggers:
        connection.exec_driver_sql(trigger)


def _tables() -> Iterator[str]:
    """Those with words that somebody typed."""
    for table in metadata.sorted_tables:
        if table in (child, joining) or ("meeting_id" in table.c and MARGIN not in table.c):
            yield table.name
