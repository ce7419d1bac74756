"""Where a file is being written outside the store: remembered in it before the first plain byte.

So what a kill or the power leaves there in plain is found and taken away by the next start. No
name of a folder stands anywhere else: it may say whose minutes lie in it.
"""

import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import bindparam, delete, insert

from desktop_app.errors import CannotProceed
from desktop_app.storage.ask import Ask
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import setting
from desktop_app.storage.store import Store

_KEPT = "leaving."  # how the key of such a setting begins
_THIS_RUN = secrets.token_hex(8)  # what this run of the program writes, it takes away itself
WITH_IT = ("", "-wal", "-shm", "-journal")  # of a copy of the store: SQLite lays a log beside it
_LONGEST = timedelta(days=28)  # a stick that does not come back is not asked for for ever
_PUT = insert(setting)
_FORGET = delete(setting).where(setting.c.key == bindparam("of"))


@contextmanager
def remembered(store: Store, temporary: Path) -> Generator[None]:
    """Around writing that file and giving it its name. Raises NotSaved, with nothing written."""
    key = remember(store, temporary)
    try:
        yield
    finally:
        forget(store, key, temporary)


@contextmanager
def remembered_by(ask: Ask, temporary: Path) -> Generator[None]:
    """The same, for who works beside the thread of the store."""
    key = ask(lambda store: remember(store, temporary))
    try:
        yield
    finally:
        with suppress(CannotProceed):  # locked meanwhile
            ask(lambda store: forget(store, key, temporary))


def remember(store: Store, temporary: Path) -> str:
    """Its key, to forget it by."""
    key = f"{_KEPT}{_THIS_RUN}.{secrets.token_hex(4)}"
    value = to_json(f"{store.now()[:10]} {temporary}")
    with store.writing() as connection:
        connection.execute(_PUT, {"key": key, "value": value})
    return key


def forget(store: Store, key: str, temporary: Path) -> None:
    """Once it is gone. What cannot be forgotten now is looked for at the next start, in vain."""
    with suppress(OSError, CannotProceed):
        if not temporary.exists():
            with store.writing() as connection:
                connection.execute(_FORGET, {"of": key})


def forget_all(store: Store) -> None:
    """In a store that was put back: what it remembers is of another day, perhaps another laptop."""
    with store.writing() as connection:
        connection.execute(delete(setting).where(setting.c.key.startswith(_KEPT)))


def sweep(ask: Ask, today: date) -> list[str]:
    """Takes away what runs before this one left; a sentence for each that cannot be.

    On any thread but that of the store: a network folder that is away may take a minute to say so.
    """
    gone: list[str] = []
    sentences: list[str] = []
    for key, since, file in ask(_left_over):
        said = _taken_away(file)
        if not said or today - since > _LONGEST:
            gone.append(key)
        if said:
            sentences.append(said)
    if gone:
        ask(lambda store: _forget(store, gone))
    return sentences


def _left_over(store: Store) -> list[tuple[str, date, Path]]:
    return [
        (key, _since(day), Path(file))
        for key, value in store.settings().items()
        if key.startswith(_KEPT) and not key.startswith(f"{_KEPT}{_THIS_RUN}.")
        for day, _, file in [value.partition(" ")]
    ]


def _since(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return date.min


def _taken_away(file: Path) -> str:
    """Empty when nothing of it is left."""
    if not file.is_absolute():  # a note that is damaged
        return ""
    try:
        if file.parent.is_dir():
            for ending in WITH_IT:
                file.with_name(file.name + ending).unlink(missing_ok=True)
            return ""
    except OSError:
        pass
    return (
        f"When Chairside ended last, it was writing a file in {file.parent}. That folder cannot be "
        f"reached now: see that no “{file.name}” is left in it."
    )


def _forget(store: Store, keys: list[str]) -> None:
    with store.writing() as connection:
        connection.execute(_FORGET, [{"of": key} for key in keys])
