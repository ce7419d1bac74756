"""Backups: one file each, encrypted like the store, looked through once written, with a last day.

The file holds the store's copy, the key file, and a note of two dates; it names nobody. Whoever
opens it needs the passphrase of its day, or the recovery key of the laptop that made it.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path
from typing import IO

from desktop_app.disk.whole_file import first_free, never_over
from desktop_app.disk.why import why
from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.json_text import Misshapen, a_table, a_text, item, parse
from desktop_app.storage.ask import Ask
from desktop_app.storage.backup_file import (
    KEYS,
    LOG,
    NOTE,
    PIECE,
    STORE,
    NotABackup,
    Stop,
    opened,
    pack,
    read_through,
)
from desktop_app.storage.check import check
from desktop_app.storage.leaving import WITH_IT, forget_all, remembered_by
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotRead, NotSaved, in_sentences
from desktop_app.storage.whole_file import make_private_folder, new_private_file

ENDING = ".chairside-backup"
DAILY = "daily_"  # how the name of one begins that was made by itself
_ASIDE = "set-aside_"  # likewise
BEFORE = "before-version-{}_"  # likewise, of a store before an upgrade

Told = Callable[[str], object]


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
    def was_made_before_an_upgrade(self) -> bool:
        """Of the store as an earlier Chairside left it."""
        return self.path.name.startswith(BEFORE.partition("{")[0])

    @property
    def was_made_by_itself(self) -> bool:
        """Newer ones may take its place before its date."""
        return self.path.name.startswith(DAILY)


@dataclass(frozen=True)
class Folder:
    """The backups in a folder, the newest first, and the files of that kind that say nothing."""

    found: list[Backup]
    damaged: list[Path]

    @property
    def sentences(self) -> list[str]:
        """About each damaged one: it counts for nothing, and goes by nobody's date."""
        return [
            f"The backup {path.name} is damaged or cannot be read, so it counts for nothing. "
            "Chairside never removes it by itself: somebody has to."
            for path in self.damaged
        ]


def free_path(folder: Path, made: datetime, what: str = "chairside_") -> Path:
    """Its name tells when, and nothing else; no file that is there has it."""
    name = f"{what}{made:%Y-%m-%d_%H%M%S}"
    further = (folder / f"{name}_{number}{ENDING}" for number in count(2))
    return first_free(chain([folder / f"{name}{ENDING}"], further))


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
    copy, new = (path.with_name(f"{path.name}{ending}") for ending in (".copy", ".new"))
    with remembered_by(ask, copy), remembered_by(ask, new):
        with in_sentences(NotSaved):
            never_over(path)(path)
            clear(copy)
            os.close(new_private_file(copy))
        try:
            told("Copying the store.")
            elsewhere = _copy(ask, copy)
            told("Looking through the copy.")
            _look_through(elsewhere(copy, stopped))
            told("Writing the backup.")
            pack(path, {STORE: copy, KEYS: keys}, made, until, stopped)
        finally:
            with suppress(OSError):  # held by another program: the next start takes it away
                clear(copy)
    try:
        ask(lambda store: store.note("back up", f"kept until {until.isoformat()}"))
    except CannotProceed as trouble:  # locked meanwhile, or full: the trail knows of every backup
        raise _taken_back(path, trouble) from trouble
    return Backup(path, made, until)


def _taken_back(path: Path, trouble: CannotProceed) -> CannotProceed:
    """A backup that could not be noted is none."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        do = f"Remove {path.name} from {path.parent}: {why(error).words}. {trouble.do}"
        return CannotProceed(trouble.happened, trouble.safe, do)
    return trouble


def sweep(folder: Path) -> None:
    """Takes away what was being made when the power went, or the process. Raises NotSaved.

    One that cannot be taken away keeps no other.
    """
    held: NotSaved | None = None
    for ending in (".copy", ".copy-*", ".new"):
        for left_over in folder.glob(f"*{ENDING}{ending}"):
            try:
                with in_sentences(NotSaved):
                    left_over.unlink(missing_ok=True)
            except NotSaved as trouble:
                held = trouble
    if held:
        raise held


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
            with archive.open(name) as source:
                _unpack_one(source, folder / name)


def _unpack_one(source: IO[bytes], path: Path) -> None:
    with in_sentences(NotSaved):
        handle = new_private_file(path)
    with os.fdopen(handle, "wb") as file:
        while piece := source.read(PIECE):
            with in_sentences(NotSaved):
                file.write(piece)
        with in_sentences(NotSaved):
            file.flush()


def backup_at(path: Path) -> Backup:
    """Raises NotABackup, NotRead."""
    with opened(path) as archive:
        note = a_table(parse(archive.read(NOTE)))
        made = datetime.fromisoformat(a_text(item(note, "made")))
        if made.tzinfo is None:
            raise Misshapen("a time without its zone")
        return Backup(path, made, date.fromisoformat(a_text(item(note, "until"))))


def look_into(folder: Path) -> Folder:
    """Files of another ending are left out. Raises NotRead."""
    found: list[Backup] = []
    damaged: list[Path] = []
    with in_sentences(NotRead):
        paths = sorted(folder.glob(f"*{ENDING}"))
    for path in paths:
        try:
            found.append(backup_at(path))
        except (NotABackup, NotRead):
            damaged.append(path)
    return Folder(sorted(found, key=lambda one: one.made, reverse=True), damaged)


def backups(folder: Path) -> list[Backup]:
    """Those that say when they were made, the newest first. Raises NotRead."""
    return look_into(folder).found


def is_whole(one: Backup, stopped: Stop) -> bool:
    """Every byte of it is read. Raises Stopped."""
    try:
        with opened(one.path) as archive:
            read_through(archive, stopped)
    except (NotABackup, NotRead):
        return False
    return True


@dataclass(frozen=True)
class Removed:
    """The names of those that went, and a sentence for each that could not be removed."""

    gone: list[str]
    stayed: list[str]


def expire(folder: Path, today: date) -> Removed:
    """Removes what is past its date; one that cannot be removed keeps no other."""
    return _remove(one for one in backups(folder) if one.until < today)


def thin(folder: Path, keep: int, stopped: Stop = lambda: False) -> Removed:
    """As `expire`: those made by themselves that are older than the newest `keep` of them.

    A damaged one does not count: an older whole one is needed in its place. Raises Stopped.
    """
    daily = [one for one in backups(folder) if one.was_made_by_itself]
    if len(daily) <= keep:
        return Removed([], [])
    newer = 0
    for place, one in enumerate(daily):
        if newer == keep:
            return _remove(daily[place:])
        newer += is_whole(one, stopped)
    return Removed([], [])


def _remove(going: Iterable[Backup]) -> Removed:
    gone: list[str] = []
    stayed: list[str] = []
    for one in going:
        try:
            one.path.unlink(missing_ok=True)
            gone.append(one.path.name)
        except OSError as error:
            stayed.append(
                f"The backup {one.path.name} could not be removed: {why(error).words}. It is tried "
                "again when Chairside is unlocked next."
            )
    return Removed(gone, stayed)


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
        forget_all(copy)  # where the backup itself is being written
        problems = check(copy)
    finally:
        copy.close()
    if problems:
        raise CannotProceed(
            f"The backup was not made, for something is wrong: {problems[0]}",
            "The store is as it was, and backups made before are still there.",
            "Tell IT; `chairside check` says all that is wrong.",
        )


def clear(copy: Path) -> None:
    """For this folder alone: takes away a copy, with what SQLite lays beside it."""
    for ending in WITH_IT:
        copy.with_name(copy.name + ending).unlink(missing_ok=True)
