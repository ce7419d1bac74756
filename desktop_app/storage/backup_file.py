"""The file of a backup: an uncompressed archive, written whole, read back, and never over another.

It holds only what ours have, and nothing in it can grow while it is unpacked.
"""

import errno
import json
import struct
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from desktop_app.disk.whole_file import never_over, writing
from desktop_app.errors import CannotProceed
from desktop_app.storage.trouble import NotRead, NotSaved, Stopped, in_sentences, of_system

FORMAT = 1
STORE, LOG, KEYS, NOTE = "chairside.db", "chairside.db-wal", "keys.json", "backup.json"
_SMALL = 1_000_000  # bytes; neither the note nor the key file is ever larger
PIECE = 1 << 20  # bytes, between two looks at whether to stop

Stop = Callable[[], bool]


class NotABackup(CannotProceed):
    """The file is no backup of ours, or not whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is not a backup of Chairside, or not all of it is there.",
            "Nothing has been changed.",
            "Choose another backup, or fetch this one again from where it was copied.",
        )


def pack(
    path: Path,
    files: dict[str, Path],
    made: datetime,
    until: date,
    stopped: Stop = lambda: False,
    temporary: Path | None = None,
) -> None:
    """Whole at its name or not there; read back before it gets its name, never over another file.

    Raises NotSaved, IsThere.
    """
    new = temporary or path.with_name(f"{path.name}.new")

    def check(written: Path) -> None:
        _read_back(written, stopped)
        never_over(path)(written)

    with in_sentences(NotSaved):
        new.unlink(missing_ok=True)
        with writing(path, new, check) as target:
            _fill(target, files, _note(made, until), stopped)


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
    """What the disk gives back otherwise than it was written is noticed."""
    try:
        with opened(written) as archive:
            read_through(archive, stopped)
    except NotABackup as damaged:
        raise OSError("the disk gave back other bytes than were written") from damaged


def read_through(archive: ZipFile, stopped: Stop) -> None:
    """Every byte, inside `opened`. Raises Stopped."""
    for name in archive.namelist():
        with archive.open(name) as member:
            for _ in _pieces(member, stopped):
                pass


def _pieces(source: IO[bytes], stopped: Stop) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        if stopped():
            raise Stopped
        yield piece


# Damage shows itself as one of these wherever an archive is read: `zipfile` trusts what it finds.
_NOT_WHOLE = (
    BadZipFile,
    LargeZipFile,
    EOFError,
    struct.error,
    zlib.error,
    RuntimeError,  # NotImplementedError too
    ArithmeticError,
    LookupError,
    ValueError,
    TypeError,
)


@contextmanager
def opened(path: Path) -> Generator[ZipFile]:
    """A backup opened to be read, and around all reading of it: only names and sizes of ours.

    Raises NotABackup for any damage, NotRead for what the disk says.
    """
    try:
        with ZipFile(path) as archive:
            if any(_refused(archive)):
                raise NotABackup(path)
            yield archive
    except OSError as error:
        if error.errno == errno.EINVAL:  # it points to before its own beginning
            raise NotABackup(path) from error
        raise of_system(error, NotRead) from error
    except _NOT_WHOLE as error:
        raise NotABackup(path) from error


def _refused(archive: ZipFile) -> Iterator[bool]:
    """Nothing is compressed in ours, so nothing can grow while it is unpacked."""
    names = archive.namelist()
    yield NOTE not in names
    yield len(names) != len(set(names))
    for one in archive.infolist():
        yield one.filename not in (STORE, LOG, KEYS, NOTE)
        yield one.compress_type != ZIP_STORED
        yield one.filename in (KEYS, NOTE) and one.file_size > _SMALL
