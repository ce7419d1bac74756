"""Puts the Word file into a folder: whole and read back, or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.minutes.file_name import file_name, numbered
from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Snapshot, fingerprint

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOT_IN_NAMES = set('\\/:*?"<>|') | {chr(code) for code in range(32)}
_UNTOUCHED = "Your minutes are safe in Chairside, and nothing in the folder was changed."


class TargetBusy(CannotProceed):
    """Another file stands in the way; `other_name` is a free name in the same folder."""

    def __init__(self, happened: str, other_name: str) -> None:
        super().__init__(happened, _UNTOUCHED, f"Save this one as “{other_name}”.")
        self.other_name = other_name


def export(word: bytes, snapshot: Snapshot, folder: Path, name: str | None = None) -> Path:
    """Returns the file's path; raises TargetBusy when a file of that name has to stay."""
    chosen = _fit(name) if name else file_name(snapshot)
    return _write_checked(word, snapshot, Path(folder) / chosen)


def _fit(name: str) -> str:
    """A plain file name that ends in .docx, on every system; never a way out of the folder."""
    if set(name) & _NOT_IN_NAMES or not name.strip(". "):
        raise CannotProceed(
            f"A file cannot be called “{name}”.",
            "Nothing was written.",
            'Leave out these characters: \\ / : * ? " < > |',
        )
    return name if name.lower().endswith(".docx") else f"{name}.docx"


def _write_checked(word: bytes, snapshot: Snapshot, target: Path) -> Path:
    """Writes the file (sealed or not) under its name only after it read back as the snapshot."""
    temporary: Path | None = None
    try:
        _keep_what_differs(snapshot, target)
        temporary = _write_beside(target, word)
        if fingerprint(read_back(temporary)) != fingerprint(snapshot):
            raise ProgramFault("The Word file does not read back as what was to be printed")
        _put_in_place(temporary, target)
    except OSError as error:
        raise _cannot_write(error) from error
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)
    return target


def _keep_what_differs(snapshot: Snapshot, target: Path) -> None:
    """A file that says something else may hold somebody's work: it is never written over."""
    if not target.exists():
        return
    try:
        same = fingerprint(read_back(target)) == fingerprint(snapshot)
    except CannotProceed:
        same = False
    if not same:
        happened = f"The folder already has another file called “{target.name}”."
        raise TargetBusy(happened, _free_name(target))


def _write_beside(target: Path, word: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix="chairside-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(word)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_in_place(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError as error:
        if not target.exists():
            raise
        happened = f"“{target.name}” is open in another program, perhaps in Word."
        raise TargetBusy(happened, _free_name(target)) from error


def _free_name(target: Path) -> str:
    number = 2
    while (target.parent / numbered(target.name, number)).exists():
        number += 1
    return numbered(target.name, number)


def _cannot_write(error: OSError) -> CannotProceed:
    if error.errno in _FULL:
        happened, do = "The disk is full.", "Make room on it, or choose another folder."
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        happened, do = "The folder is not there any more.", "Choose another folder."
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        happened, do = "You may not save files in this folder.", "Choose another folder."
    else:
        happened, do = "The file could not be saved.", "Try again, or choose another folder."
    return CannotProceed(f"{happened} The Word file was not saved.", _UNTOUCHED, do)
