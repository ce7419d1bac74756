"""The copies that are made of a store before its first step, by looks that hold for any version."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.storage.backup_file import KEYS, STORE, pack
from desktop_app.storage.backups import BEFORE, Backup, clear, free_path, sweep
from desktop_app.storage.connect import connect, dbapi2
from desktop_app.storage.schema import VERSION
from desktop_app.storage.stored import text_of
from desktop_app.storage.transactions import utc_now
from desktop_app.storage.trouble import Damaged, NotRead, NotSaved, in_sentences, of_database
from desktop_app.storage.upgrades.run import upgrade
from desktop_app.storage.whole_file import make_private_folder, new_private_file

Told = Callable[[str], object]
Contents = dict[str, int]  # what SQLite counts and calls it by
_NAMES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


def back_up_before(
    places: Places, data_key: bytes, made: datetime, until: date, told: Told
) -> Backup:
    """Among the backups, with a name of its own; no byte of the store changes.

    Its keys go along as in any other. Raises NotSaved, CannotProceed: then there is none.
    """
    make_private_folder(places.backups)
    sweep(places.backups)  # what a try left that was cut short takes room
    path = free_path(places.backups, made, BEFORE.format(VERSION))
    copy = path.with_name(f"{path.name}.copy")
    try:
        with in_sentences(NotSaved):
            os.close(new_private_file(copy))
        told("Copying the store before it is brought up to date.")
        there = _copied(places.store, data_key, copy)
        told("Looking through the copy.")
        _refuse_damaged(copy, data_key, there)
        told("Writing the backup.")
        pack(path, {STORE: copy, KEYS: places.keys}, made, until)
    finally:
        with suppress(OSError):  # held by another program: `sweep` takes it away
            clear(copy)
    return Backup(path, made, until)


def copy_of_today(store: Path, copy: Path, data_key: bytes) -> None:
    """Brought up to date, in a folder of its own; the store stays as it is.

    Raises NotSaved, Damaged.
    """
    make_private_folder(copy.parent)
    with in_sentences(NotSaved):
        os.close(new_private_file(copy))
    _copied(store, data_key, copy)
    upgrade(copy, data_key, utc_now, lambda _: None)


def version_of(store: Path, data_key: bytes) -> int:
    """Raises NotRead, Damaged."""
    with _read(store, data_key, NotRead) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def setting_of(store: Path, data_key: bytes, key: str) -> str:
    """As version 1 kept it and every one since; empty where there is none to be read."""
    with _read(store, data_key, NotRead) as connection:
        found = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    try:
        return text_of(found[0]) if found else ""
    except Damaged:
        return ""


def _copied(store: Path, data_key: bytes, copy: Path) -> Contents:
    """What the store holds, log included, as one new file; says what was in it."""
    with _read(store, data_key, NotSaved) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
        return _contents(connection)


@contextmanager
def _read(
    store: Path, data_key: bytes, kind: type[NotSaved | NotRead]
) -> Generator[dbapi2.Connection]:
    """With its log; without one, no file is laid beside it."""
    log = store.with_name(f"{store.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    try:
        connection = connect(store, data_key, "mode=ro" if has_log else "mode=ro&immutable=1")
        try:
            yield connection
        finally:
            connection.close()
    except dbapi2.DatabaseError as error:
        if trouble := of_database(error, kind):
            raise trouble from error
        raise


def _refuse_damaged(copy: Path, data_key: bytes, there: Contents) -> None:
    with _read(copy, data_key, NotSaved) as connection:
        problem = next(_problems(connection, there), "")
    if problem:
        raise CannotProceed(
            f"Something is wrong with it: {problem}", do="Copy the whole folder, and tell IT."
        )


def _problems(connection: dbapi2.Connection, there: Contents) -> Iterator[str]:
    for (problem,) in connection.execute("PRAGMA cipher_integrity_check").fetchall():
        yield f"{problem}."
    for (problem,) in connection.execute("PRAGMA integrity_check").fetchall():
        if problem != "ok":
            yield f"{problem}."
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"row {row} of {table} belongs to a {parent} that is not in it."
    if _contents(connection) != there:
        yield "the copy does not hold what the store holds."


def _contents(connection: dbapi2.Connection) -> Contents:
    """How many rows each table has, and which store and version it is."""
    found = {
        pragma: connection.execute(f"PRAGMA {pragma}").fetchone()[0]
        for pragma in ("application_id", "user_version")
    }
    for (table,) in connection.execute(_NAMES).fetchall():
        count = connection.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - its own name
        found[f"rows of {table}"] = count.fetchone()[0]
    return found
