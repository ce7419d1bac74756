"""Backups: one file each, encrypted like the store, looked through once written, with a last day.

The file is an uncompressed archive of the store's copy, the key file, and a note of two dates; it
names nobody. Whoever opens it needs the passphrase, or the recovery key, of its day.
"""

import json
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Protocol, TypeVar
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.storage.check import check
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotRead, NotSaved, Stopped, in_sentences
from desktop_app.storage.whole_file import flush_folder, make_private_folder, new_private_file

ENDING = ".chairside-backup"
FORMAT = 1
STORE, LOG, KEYS, NOTE = "chairside.db", "chairside.db-wal", "keys.json", "backup.json"
_SMALL = 1_000_000  # bytes; neither the note nor the key file is ever larger
_PIECE = 1 << 20  # bytes, between two looks at whether to stop

Told = Callable[[str], object]
Stop = Callable[[], bool]
T = TypeVar("T")


@dataclass(frozen=True)
class Backup:
    """`made` is local time, `until` the last day on which the file is kept."""

    path: Path
    made: datetime
    until: date


class NotABackup(CannotProceed):
    """The file is no backup of ours, or not whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not a backup of Chairside, or not all of it is there.",
            "Nothing has been changed.",
            "Choose another backup, or fetch this one again from where it was copied.",
        )


def name_at(made: datetime) -> str:
    """Tells when, and nothing else."""
    return f"chairside_{made:%Y-%m-%d_%H%M%S}{ENDING}"


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
        _refuse_to_overwrite(path)
        _clear(copy)
        os.close(new_private_file(copy))
    try:
        told("Copying the store.")
        elsewhere = _copy(ask, copy)
        told("Looking through the copy.")
        _look_through(elsewhere(copy, stopped))
        told("Writing the backup.")
        _pack(path, {STORE: copy, KEYS: keys}, made, until, stopped)
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
    """The files of a store as they are, whole or damaged, which are then no longer in their place.

    Nobody may have it open. Raises NotSaved.
    """
    make_private_folder(places.backups)
    log = places.data / LOG
    files = {STORE: places.store, LOG: log, KEYS: places.keys}
    path = places.backups / name_at(made).replace("chairside_", "set-aside_")
    _pack(path, {name: file for name, file in files.items() if file.exists()}, made, until)
    with in_sentences(NotSaved):
        for file in (*files.values(), places.data / "chairside.db-shm"):
            file.unlink(missing_ok=True)
    return Backup(path, made, until)


def unpack(backup: Path, folder: Path) -> None:
    """Store and key file into an empty folder. Raises NotABackup, NotRead, NotSaved."""
    make_private_folder(folder)
    with _archive(backup) as archive:
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
    with _archive(path) as archive:
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


def expire(folder: Path, today: date, keep: int) -> list[str]:
    """Removes what is past its date, and of the others what is older than the newest `keep`.

    Gives the names of the files that are gone. Raises NotSaved.
    """
    there = backups(folder)
    going = [one for place, one in enumerate(there) if one.until < today or place >= keep]
    with in_sentences(NotSaved):
        for one in going:
            one.path.unlink(missing_ok=True)
    return [one.path.name for one in going]


def _refuse_to_overwrite(path: Path) -> None:
    if path.exists():
        raise CannotProceed(
            f"There is a file {path.name} already.",
            "It has not been changed.",
            "Choose another name for the backup.",
        )


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


def _pack(
    path: Path, files: dict[str, Path], made: datetime, until: date, stopped: Stop = lambda: False
) -> None:
    """Whole at its name or not there; read back before it gets its name."""
    new = path.with_name(f"{path.name}.new")
    with in_sentences(NotSaved):
        new.unlink(missing_ok=True)
        try:
            with os.fdopen(new_private_file(new), "wb") as target:
                _fill(target, files, _note(made, until), stopped)
                target.flush()
                os.fsync(target.fileno())
            _read_back(new, stopped)
            new.rename(path)
            flush_folder(path.parent)
        finally:
            new.unlink(missing_ok=True)


def _note(made: datetime, until: date) -> str:
    note = {
        "what": "Chairside backup",
        "format": FORMAT,
        "made": made.isoformat(timespec="seconds"),
        "until": until.isoformat(),
    }
    return json.dumps(note, indent=1)


def _fill(target: IO[bytes], files: dict[str, Path], note: str, stopped: Stop) -> None:
    with ZipFile(target, "w", ZIP_STORED) as archive:
        archive.writestr(NOTE, note)
        for name, file in files.items():
            with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as member:
                for piece in _pieces(source, stopped):
                    member.write(piece)


def _read_back(written: Path, stopped: Stop) -> None:
    """Every byte: what the disk gives back otherwise than it was written is noticed."""
    try:
        with ZipFile(written) as archive:
            for name in archive.namelist():
                with archive.open(name) as member:
                    for _ in _pieces(member, stopped):
                        pass
    except BadZipFile as damaged:
        raise OSError("the disk gave back other bytes than were written") from damaged


def _pieces(source: IO[bytes], stopped: Stop) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        if stopped():
            raise Stopped
        yield piece


@contextmanager
def _archive(path: Path) -> Generator[ZipFile]:
    """A backup opened to be read: only names and sizes that ours have."""
    with in_sentences(NotRead):
        try:
            archive = ZipFile(path)
        except BadZipFile as wrong:
            raise NotABackup(path) from wrong
    with archive:
        if any(_refused(archive)):
            raise NotABackup(path)
        yield archive


def _refused(archive: ZipFile) -> Iterator[bool]:
    """Nothing is compressed in ours, so nothing can grow while it is unpacked."""
    names = archive.namelist()
    yield NOTE not in names
    yield len(names) != len(set(names))
    for one in archive.infolist():
        yield one.filename not in (STORE, LOG, KEYS, NOTE)
        yield one.compress_type != ZIP_STORED
        yield one.filename in (KEYS, NOTE) and one.file_size > _SMALL


def _clear(copy: Path) -> None:
    with in_sentences(NotSaved):
        for ending in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
