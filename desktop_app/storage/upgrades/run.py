"""Brings a store's file up to today's version, a step at a time; each is done whole or not at all.

On a raw connection: what begins, commits and rolls back stands here in plain sight. SQLite ignores
turning foreign keys off within a transaction, and with them on, dropping a table that is built
anew would delete the rows that point at it. So they are off before the first, and all rows are
looked at before each commit.
"""

from collections.abc import Callable
from pathlib import Path

from desktop_app.errors import ProgramFault
from desktop_app.storage import audit
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.schema import VERSION
from desktop_app.storage.transactions import Clock
from desktop_app.storage.trouble import NotSaved, of_database
from desktop_app.storage.upgrades.steps import STEPS, Steps

UPGRADE = "upgrade"  # the act of the trail
Told = Callable[[str], object]


def upgrade(
    path: Path, data_key: bytes, clock: Clock, told: Told, steps: Steps = STEPS, to: int = VERSION
) -> None:
    """Of a file that `look` found to be older, and that nobody has open.

    Raises NotSaved, Damaged: then it is of the version that the last whole step led to.
    """
    try:
        connection = connect_to_write(path, data_key)
        try:
            connection.execute("PRAGMA foreign_keys = OFF")
            ahead = range(version_of(connection) + 1, to + 1)
            for turn, version in enumerate(ahead, start=1):
                step = f", step {turn} of {len(ahead)}" if len(ahead) > 1 else ""
                told(f"Bringing the store up to date{step}.")
                _go(connection, version, steps, clock)
        finally:
            connection.close()
    except dbapi2.DatabaseError as error:
        if trouble := of_database(error, NotSaved):
            raise trouble from error
        raise


def version_of(connection: dbapi2.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _go(connection: dbapi2.Connection, version: int, steps: Steps, clock: Clock) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        steps[version].database(connection.execute)
        _refuse_half_done(connection, version)
        _note(connection, clock(), version)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite may have rolled it back by itself
            connection.execute("ROLLBACK")
        raise


def _refuse_half_done(connection: dbapi2.Connection, version: int) -> None:
    if not connection.in_transaction:
        raise ProgramFault(f"the step to version {version} ended its transaction")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise ProgramFault(f"the step to version {version} leaves rows that belong to nothing")


def _note(connection: dbapi2.Connection, at: str, version: int) -> None:
    """In the trail, which is written here as version 1 wrote it and every one since."""
    last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last[0] + 1, last[1]) if last else (1, audit.BEGINNING)
    about = f"to version {version}"
    entry = (seq, at, UPGRADE, about, previous)
    connection.execute(
        "INSERT INTO audit (seq, at, act, object, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (*entry, audit.digest(previous, seq, at, UPGRADE, about)),
    )
