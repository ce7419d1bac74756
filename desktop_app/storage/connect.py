"""One raw connection to an encrypted file; the key goes in first and never into a URL."""

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from desktop_app.storage.trouble import Damaged

if TYPE_CHECKING:  # sqlcipher3 has no types; its interface is that of the standard library
    import sqlite3 as dbapi2
else:
    from sqlcipher3 import dbapi2

_PLAIN = "/:-._~"


def uri_of(path: PurePath) -> str:
    r"""As SQLite reads it; `as_uri` makes a host of `\\computer`, which it refuses."""
    whole = path.as_posix()
    start = "" if whole.startswith("/") else "/"  # before the letter of a drive
    return f"file://{start}{''.join(map(_escaped, os.fsencode(whole)))}"


def _escaped(octet: int) -> str:
    sign = chr(octet)
    return sign if sign.isascii() and (sign.isalnum() or sign in _PLAIN) else f"%{octet:02X}"


def connect(path: Path, data_key: bytes, mode: str, *pragmas: str) -> dbapi2.Connection:
    """`mode` is SQLite's, as in `mode=ro`; a wrong key shows at the first read only."""
    connection = dbapi2.connect(
        f"{uri_of(path.absolute())}?{mode}", uri=True, isolation_level=None, timeout=2
    )
    key = f"key = \"x'{data_key.hex()}'\""
    quiet = "cipher_log_level = NONE"  # it would write to standard error
    try:
        for pragma in (key, quiet, *pragmas):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()  # else it holds the file until Python happens to let go of it
        raise
    return connection


def refuse_zeros(connection: dbapi2.Connection) -> None:
    """SQLCipher gives zeros for the last page of a long text that is damaged: it says so here.

    Raises Damaged; the connection is then of no more use.
    """
    if connection.execute("PRAGMA cipher_status").fetchone()[0] != "1":
        raise Damaged


def connect_to_copy(data_key: bytes, path: Path) -> dbapi2.Connection:
    """To read the file alone, on any thread: without its log, and without a lock of its own."""
    return connect(path, data_key, "mode=ro&immutable=1")


def connect_to_write(path: Path, data_key: bytes) -> dbapi2.Connection:
    """FULL: a commit that returned survives a power cut. EXCLUSIVE: no second process."""
    return connect(
        path,
        data_key,
        "mode=rw",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE deletes without asking the triggers
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
    )
