"""Creates or opens the store; call it on the storage thread."""

import os
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine

from desktop_app.errors import CannotProceed
from desktop_app.storage import guards, schema
from desktop_app.storage.connect import connect_to_copy, connect_to_write, dbapi2
from desktop_app.storage.look import Found, NotOurs, require_ours
from desktop_app.storage.on_this_laptop import require_local
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import Clock, utc_now
from desktop_app.storage.trouble import READ_ONLY, NotRead, NotSaved, in_sentences
from desktop_app.storage.whole_file import flush_folder, make_private_folder, new_private_file

_LOGS = ("-wal", "-shm", "-journal")


def open_store(path: Path, data_key: bytes, *, create: bool, clock: Clock = utc_now) -> Store:
    """With `create`, only where there is none. Raises NotOurs, OnTheNetwork, NotRead, NotSaved."""
    require_local(path)
    if create:
        _create(path, data_key, clock)
    require_ours(path, data_key)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise NotRead(READ_ONLY)  # SQLite would call it a fault of the disk
    store = _store(data_key, path, clock)
    try:
        _refuse_newer(store, path)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_newer(store: Store, path: Path) -> None:
    """As its log says, which may not have been looked at before."""
    with store.reading() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > schema.VERSION:
        raise NotOurs(Found.NEWER, path)


def _create(path: Path, data_key: bytes, clock: Clock) -> None:
    """Builds it under another name: no half-made store is ever found at its own."""
    make_private_folder(path.parent)
    new = path.with_name(f"{path.name}.new")
    with in_sentences(NotSaved):
        require_free(path)
        for left_over in (new, *_beside(new)):
            left_over.unlink(missing_ok=True)
        os.close(new_private_file(new))
    store = _store(data_key, new, clock)
    try:
        with store.writing() as connection:
            guards.create(connection)
        store.note("create store")
    finally:
        store.close()
    with in_sentences(NotSaved):
        new.rename(path)
        flush_folder(path.parent)


def require_free(path: Path) -> None:
    """Raises CannotProceed. A log left by a lost store would be taken for that of the new one."""
    for there in (path, path.with_name(f"{path.name}-wal")):
        if there.exists():
            raise CannotProceed(
                f"{there.name} of an earlier store is already in this folder.",
                "It has not been changed.",
                "Ask IT to look at it before a new store is made here.",
            )


def _store(data_key: bytes, path: Path, clock: Clock) -> Store:
    return Store(partial(_engine, data_key), partial(connect_to_copy, data_key), path, clock)


def _engine(data_key: bytes, path: Path) -> Engine:
    return create_engine(
        "sqlite://",
        creator=partial(connect_to_write, path, data_key),
        module=dbapi2,
        poolclass=StaticPool,
        hide_parameters=True,
    )


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _LOGS]
