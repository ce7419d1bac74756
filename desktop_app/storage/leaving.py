"""Where a file is being written outside the store: remembered in it before the first plain byte.

So what a kill or the power leaves there in plain is found and taken away by the next start. So is
a file that has its name already and of which it has to be noted who gets it. No name of a folder
stands anywhere else: it may say whose minutes lie in it.
"""

import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import bindparam, delete, insert

from desktop_app.errors import CannotProceed
from desktop_app.storage.ask import Ask
from desktop_app.storage.rows import to_json
from desktop_app.storage.schema import setting
from desktop_app.storage.store import Store

_KEPT = "leaving."  # how the key of such a setting begins
_NAMED = ".named"  # and how it ends for a file that is not noted yet
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
    return _remember(store, "", str(temporary))


def remember_named(store: Store, path: Path, content: bytes) -> str:
    """Until it is noted who gets that file; its key, for `noting` or to forget it by."""
    return _remember(store, _NAMED, f"{sha256(content).hexdigest()} {path}")


def _remember(store: Store, ending: str, file: str) -> str:
    key = f"{_KEPT}{_THIS_RUN}.{secrets.token_hex(4)}{ending}"
    value = to_json(f"{store.now()[:10]} {file}")
    with store.writing() as connection:
        connection.execute(_PUT, {"key": key, "value": value})
    return key


@contextmanager
def noting(store: Store, key: str) -> Generator[None]:
    """Around noting who gets the file: both count together, or neither."""
    with store.writing() as connection:
        connection.execute(_FORGET, {"of": key})
        yield


def forget(store: Store, key: str, temporary: Path) -> None:
    """Once it is gone."""
    with suppress(OSError):
        if not temporary.exists():
            forget_named(store, key)


def forget_named(store: Store, key: str) -> None:
    """What cannot be forgotten now is looked for at the next start, in vain."""
    with suppress(CannotProceed), store.writing() as connection:
        connection.execute(_FORGET, {"of": key})


def forget_all(store: Store) -> None:
    """In a store that was put back: what it remembers is of another day, perhaps another laptop."""
    with store.writing() as connection:
        connection.execute(delete(setting).where(setting.c.key.startswith(_KEPT)))


def sweep(ask: Ask, today: date) -> list[str]:
    """Takes away what runs before this one left; a sentence for what the chair should know of it.

    On any thread but that of the store: a network folder that is away may take a minute to say so.
    """
    gone: list[str] = []
    sentences: list[str] = []
    for left in ask(_left_over):
        is_gone, said = _take_away(left)
        if is_gone or today - left.since > _LONGEST:
            gone.append(left.key)
        if said:
            sentences.append(said)
    if gone:
        ask(lambda store: _forget(store, gone))
    return sentences


@dataclass(frozen=True)
class _Left:
    """`content` is the SHA-256 of a file with its own name: another of that name is not ours."""

    key: str
    since: date
    file: Path
    content: str


def _left_over(store: Store) -> list[_Left]:
    return [
        _left(key, value)
        for key, value in store.settings().items()
        if key.startswith(_KEPT) and not key.startswith(f"{_KEPT}{_THIS_RUN}.")
    ]


def _left(key: str, value: str) -> _Left:
    day, _, file = value.partition(" ")
    content = ""
    if key.endswith(_NAMED):
        content, _, file = file.partition(" ")
    return _Left(key, _since(day), Path(file), content)


def _since(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return date.min


def _take_away(left: _Left) -> tuple[bool, str]:
    """Whether nothing of it is left; and what the chair is told."""
    if not left.file.is_absolute():  # a note that is damaged
        return True, ""
    try:
        if left.file.parent.is_dir():
            return True, _named_away(left) if left.content else _temporary_away(left.file)
    except OSError:
        pass
    return False, _away(left)


def _temporary_away(file: Path) -> str:
    for ending in WITH_IT:
        file.with_name(file.name + ending).unlink(missing_ok=True)
    return ""


def _named_away(left: _Left) -> str:
    if not left.file.is_file() or sha256(left.file.read_bytes()).hexdigest() != left.content:
        return ""
    left.file.unlink()
    return (
        f"Chairside ended while “{left.file.name}” was being saved in {left.file.parent}, before "
        "it was noted who gets it. The file was taken out again. Save it again if it is needed."
    )


def _away(left: _Left) -> str:
    was = "saving a file that nobody is noted to have" if left.content else "writing a file"
    return (
        f"When Chairside ended last, it was {was} in {left.file.parent}. That folder cannot be "
        f"reached now: see that no “{left.file.name}” is left in it."
    )


def _forget(store: Store, keys: list[str]) -> None:
    with store.writing() as connection:
        connection.execute(_FORGET, [{"of": key} for key in keys])
