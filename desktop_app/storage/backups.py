"""Backups: one file each, encrypted like the store, looked through once written, with a last day.

The file holds the store's copy, the key file, and a note of two dates; it names nobody. Whoever
opens it needs the passphrase of its day, or the recovery key of the laptop that made it.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Protocol, TypeVar
from zipfile import BadZipFile

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.storage.backup_file import (
    KEYS,
    LOG,
    NOTE,
    STORE,
    NotABackup,
    Stop,
    opened,
    pack,
    refuse_to_overwrite,
)
from desktop_app.storage.check import check
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotRead, NotSaved, in_sentences
from desktop_app.storage.whole_file import make_private_folder, new_private_file

ENDING = ".chairside-backup"
DAILY = "daily_"  # how the name of one begins that was made by itself
_ASIDE = "set-aside_"  # likewise

Told = Callable[[str], object]
T = TypeVar("T")


@dataclass(frozen=True)
class Backup:
    """`made` is local time, `until` the last day on which the file is kept."""

    path: Path
    made: datetime
    until: date

    @property
    def was_set_aside(self) -> bool:
        """A store in whose place a backup was put: it may be damaged, and is no backup of today."""
        return self.path.name.startswith(_ASIDE)

    @property
    def was_made_by_itself(self) -> bool:
        """Newer ones may take its place before its date."""
        return self.path.name.startswith(DAILY)


def free_path(folder: Path, made: datetime, what: str = "chairside_") -> Path:
    """Its name tells when, and nothing else; no file that is there has it."""
    name = f"{what}{made:%Y-%m-%d_%H%M%S}"
    path, number = folder / f"{name}{ENDING}", 2
    while path.exists():
        path, number = folder / f"{name}_{number}{ENDING}", number + 1
    return path


class Ask(Protocol):
    """Has work done on the thread of the open store, and waits for it."""

    def __call__(self, work: Callable[[Store], T], /) -> T: ...


def write(
    ask: Ask,
    keys: Path,
    path: Path,
    made: datetime,
    until: date,
    told: Told,
    stopped: Stop = lambda: False,
) -> Backup:
    """A new file, never over another one. Raises Stopped, NotSaved, CannotProceed.

    On any thread: the store goes on meanwhile, and its thread has little of this to do.
    """
    make_private_folder(path.parent)
    copy = path.with_name(f"{path.name}.copy")
    with in_sentences(NotSaved):
        refuse_to_overwrite(path)
        _clear(copy)
        os.close(new_private_file(copy))
    try:
        told("Copying the store.")
        elsewhere = _copy(ask, copy)
        told("Looking through the copy.")
        _look_through(elsewhere(copy, stopped))
        told("Writing the backup.")
        pack(path, {STORE: copy, KEYS: keys}, made, until, stopped)
    finally:
        _clear(copy)
    try:
        ask(lambda store: store.note("back up", f"kept until {until.isoformat()}"))
    except CannotProceed:  # locked meanwhile, or the disk is full: the trail knows of every backup
        path.unlink(missing_ok=True)
        raise
    return Backup(path, made, until)


def sweep(folder: Path) -> None:
    """Takes away what was being made when the power went, or the process. Raises NotSaved."""
    with in_sentences(NotSaved):
        for ending in (".copy", ".copy-*", ".new"):
            for left_over in folder.glob(f"*{ENDING}{ending}"):
                left_over.unlink(missing_ok=True)


def set_aside(places: Places, made: datetime, until: date) -> Backup:
    """The files of a store as they are, whole or damaged; they stay in their place.

    Nobody may have it open. Raises NotSaved.
    """
    make_private_folder(places.backups)
    files = {STORE: places.store, LOG: places.data / LOG, KEYS: places.keys}
    path = free_path(places.backups, made, _ASIDE)
    pack(path, {name: file for name, file in files.items() if file.exists()}, made, until)
    return Backup(path, made, until)


def unpack(backup: Path, folder: Path) -> None:
    """Store and key file into an empty folder. Raises NotABackup, NotRead, NotSaved."""
    make_private_folder(folder)
    with opened(backup) as archive:
        if not {STORE, KEYS} <= set(archive.namelist()):
            raise NotABackup(backup)
        for name in archive.namelist():
            with in_sentences(NotSaved), os.fdopen(new_private_file(folder / name), "wb") as file:
                try:
                    with archive.open(name) as source:
                        copyfileobj(source, file)
                except BadZipFile as damaged:
                    raise NotABackup(backup) from damaged


def backup_at(path: Path) -> Backup:
    """Raises NotABackup, NotRead."""
    with opened(path) as archive:
        try:
            note = json.loads(archive.read(NOTE))
            return Backup(
                path, datetime.fromisoformat(note["made"]), date.fromisoformat(note["until"])
            )
        except (BadZipFile, ValueError, KeyError, TypeError) as wrong:
            raise NotABackup(path) from wrong


def backups(folder: Path) -> list[Backup]:
    """Those in the folder, the newest first; other files are left out."""
    found: list[Backup] = []
    for path in folder.glob(f"*{ENDING}"):
        try:
            found.append(backup_at(path))
        except (NotABackup, NotRead):
            continue
    return sorted(found, key=lambda one: one.made, reverse=True)


def expire(folder: Path, today: date) -> list[str]:
    """Removes what is past its date, and gives the names of those files. Raises NotSaved."""
    return _remove(one for one in backups(folder) if one.until < today)


def thin(folder: Path, keep: int) -> list[str]:
    """As `expire`: those made by themselves that are older than the newest `keep` of them."""
    return _remove([one for one in backups(folder) if one.was_made_by_itself][keep:])


def _remove(going: Iterable[Backup]) -> list[str]:
    with in_sentences(NotSaved):
        return [one.path.name for one in going if not one.path.unlink(missing_ok=True)]


def _copy(ask: Ask, copy: Path) -> Callable[[Path, Stop], Store]:
    """Gives what opens the copy."""
    copying, elsewhere = ask(lambda store: (store.begin_copy(), store.elsewhere))
    try:
        copying.write_to(copy)
    finally:
        ask(lambda store: store.end_copy())
    return elsewhere


def _look_through(copy: Store) -> None:
    try:
        problems = check(copy)
    finally:
        copy.close()
    if problems:
        raise CannotProceed(
            f"The backup was not made, for something is wrong: {problems[0]}",
            "The store is as it was, and backups made before are still there.",
            "Tell IT; `chairside check` says all that is wrong.",
        )


def _clear(copy: Path) -> None:
    with in_sentences(NotSaved):
        for ending in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
