"""The file of a backup: an uncompressed archive, written whole, read back, and never over another.

It holds only what ours have, and nothing in it can grow while it is unpacked.
"""

import json
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from desktop_app.errors import CannotProceed
from desktop_app.storage.trouble import NotRead, NotSaved, Stopped, in_sentences
from desktop_app.storage.whole_file import flush_folder, new_private_file

FORMAT = 1
STORE, LOG, KEYS, NOTE = "chairside.db", "chairside.db-wal", "keys.json", "backup.json"
_SMALL = 1_000_000  # bytes; neither the note nor the key file is ever larger
_PIECE = 1 << 20  # bytes, between two looks at whether to stop

Stop = Callable[[], bool]


class NotABackup(CannotProceed):
    """The file is no backup of ours, or not whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not a backup of Chairside, or not all of it is there.",
            "Nothing has been changed.",
            "Choose another backup, or fetch this one again from where it was copied.",
        )


def refuse_to_overwrite(path: Path) -> None:
    """Raises CannotProceed where a file has that name."""
    if path.exists():
        raise CannotProceed(
            f"There is a file {path.name} already.",
            "It has not been changed.",
            "Choose another name for the backup.",
        )


def pack(
    path: Path, files: dict[str, Path], made: datetime, until: date, stopped: Stop = lambda: False
) -> None:
    """Whole at its name or not there; read back before it gets its name. Raises NotSaved."""
    new = path.with_name(f"{path.name}.new")
    with in_sentences(NotSaved):
        new.unlink(missing_ok=True)
        try:
            with os.fdopen(new_private_file(new), "wb") as target:
                _fill(target, files, _note(made, until), stopped)
                target.flush()
                os.fsync(target.fileno())
            _read_back(new, stopped)
            refuse_to_overwrite(path)
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
def opened(path: Path) -> Generator[ZipFile]:
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
