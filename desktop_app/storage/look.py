"""Looks at a file before opening it as the store, and leaves every byte of it as it is."""

from contextlib import suppress
from enum import Enum
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.storage.trouble import NotRead, in_sentences, of_database

_PLAIN = b"SQLite format 3\0"
_HEADER_BYTES = 512
_ASKED = ("application_id", "user_version", "page_count", "cipher_page_size")


class Found(Enum):
    """What the file is, to somebody who holds the data key."""

    MISSING = "missing"
    EMPTY = "empty"
    PLAIN = "plain"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    NEWER = "newer"
    OLDER = "older"
    OURS = "ours"


class NotOurs(CannotProceed):
    """The file cannot be opened as the store; `found` says what it is instead."""

    def __init__(self, found: Found, path: Path) -> None:
        happened, do = _SENTENCES[found]
        safe = "" if found is Found.MISSING else "Chairside has not changed the file."
        super().__init__(happened.format(path.name), safe, do.format(path.name))
        self.found = found


_ASK_IT = "Copy the whole folder somewhere safe, and ask IT to put {} back from a backup."
_SENTENCES = {
    Found.MISSING: ("The store {} is not in its folder.", "Ask IT to put {} back from a backup."),
    Found.EMPTY: ("The store {} is an empty file.", _ASK_IT),
    Found.PLAIN: (
        "The file {} is a database without encryption, not a store of Chairside.",
        "Tell IT: another program has put it there.",
    ),
    Found.FOREIGN: ("The file {} is not a store of Chairside.", _ASK_IT),
    Found.DAMAGED: ("The store {} is damaged, or belongs to another key file.", _ASK_IT),
    Found.OLDER: (
        "The store {} was written by an older Chairside.",
        "Unlock it in Chairside: that brings it up to date.",
    ),
    Found.NEWER: (
        "The store {} was written by a newer Chairside.",
        "Install the newer Chairside on this laptop; this one cannot read the store.",
    ),
}


def require_ours(path: Path, data_key: bytes) -> None:
    """Raises NotOurs; raises NotRead when the file cannot even be read."""
    found = look(path, data_key)
    if found is not Found.OURS:
        raise NotOurs(found, path)


def look(path: Path, data_key: bytes) -> Found:
    """Call it before the store is opened: reading the file here would drop SQLite's locks."""
    with in_sentences(NotRead):
        if not path.exists():
            return Found.MISSING
        if not path.is_file():
            return Found.FOREIGN
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    if not header:
        return Found.EMPTY
    if header.startswith(_PLAIN):
        return Found.PLAIN
    if header.isascii() and header.strip(b"\0"):
        return Found.FOREIGN  # what we write looks random from its first byte
    return _look_inside(path, data_key)


def _look_inside(path: Path, data_key: bytes) -> Found:
    from desktop_app.storage.connect import dbapi2
    from desktop_app.storage.schema import APPLICATION_ID, VERSION

    # A log with something in it belongs to the store and must be read; without one,
    # `immutable` keeps SQLite from laying an empty log beside the file.
    log = path.with_name(f"{path.name}-wal")
    has_log = log.exists() and log.stat().st_size > 0
    try:
        application, version, pages, page_size = _facts(path, data_key, has_log=has_log)
    except dbapi2.DatabaseError as error:
        trouble = of_database(error, NotRead)
        if isinstance(trouble, NotRead):
            raise trouble from error
        return Found.DAMAGED
    if application != APPLICATION_ID:
        return Found.FOREIGN
    if version > VERSION:
        return Found.NEWER
    # What is cut off within the last page, SQLite misses until it needs that page.
    is_cut = not has_log and path.stat().st_size < pages * page_size
    if is_cut or version < 1:
        return Found.DAMAGED
    return Found.OURS if version == VERSION else Found.OLDER


def _facts(path: Path, data_key: bytes, *, has_log: bool) -> list[int]:
    """Whose it is, its version, its pages and their size.

    SQLite lays an index of the log beside the file, for which a full disk has no room: then the
    file alone tells. Whoever opens it looks at its version again.
    """
    from desktop_app.storage.connect import connect, dbapi2

    def asked(mode: str) -> list[int]:
        connection = connect(path, data_key, mode)
        try:
            return [int(connection.execute(f"PRAGMA {one}").fetchone()[0]) for one in _ASKED]
        finally:
            connection.close()

    if has_log:
        with suppress(dbapi2.OperationalError):
            return asked("mode=ro")
    return asked("mode=ro&immutable=1")
