"""One raw connection to an encrypted file; the key goes in first and never into a URL."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # sqlcipher3 has no types; its interface is that of the standard library
    import sqlite3 as dbapi2
else:
    from sqlcipher3 import dbapi2


def connect(path: Path, data_key: bytes, mode: str) -> dbapi2.Connection:
    """`mode` is SQLite's, as in `mode=ro`; a wrong key shows at the first read only."""
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None, timeout=2
    )
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
    return connection


def connect_to_copy(data_key: bytes, path: Path) -> dbapi2.Connection:
    """To read the file alone, on any thread: without its log, and without a lock of its own."""
    return connect(path, data_key, "mode=ro&immutable=1")


def connect_to_write(path: Path, data_key: bytes) -> dbapi2.Connection:
    """FULL: a commit that returned survives a power cut. EXCLUSIVE: no second process."""
    connection = connect(path, data_key, "mode=rw")
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes without asking the triggers
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection
