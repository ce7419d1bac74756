"""One process per store: a lock that the system frees by itself when the process dies."""

import getpass
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.records.json_text import Misshapen, a_table, parse
from desktop_app.storage.trouble import NotSaved, in_sentences
from desktop_app.storage.whole_file import make_private_folder

_LOCKED_BYTE = 1 << 20  # far behind the note, which others must be able to read on Windows


class InUse(CannotProceed):
    """Another Chairside has the store open."""


class Hold:
    """This process has the store, until `release` or until it ends in any way."""

    def __init__(self, path: Path) -> None:
        """Raises InUse, saying who has it, and NotSaved."""
        make_private_folder(path.parent)
        with in_sentences(NotSaved):
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._lock(path)
            self._write_note()
        except BaseException:
            os.close(self._handle)
            raise

    def release(self) -> None:
        """The note stays behind and says nothing without the lock."""
        os.close(self._handle)

    def _lock(self, path: Path) -> None:
        with in_sentences(NotSaved):
            if not _try_lock(self._handle):
                raise _in_use_by(path)

    def _write_note(self) -> None:
        note = {
            "user": _user(),
            "computer": _computer(),
            "process": os.getpid(),
            "since": datetime.now().astimezone().isoformat(timespec="minutes"),
        }
        with in_sentences(NotSaved):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, json.dumps(note).encode())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _in_use_by(path: Path) -> InUse:
    who = "by another Chairside"
    with suppress(OSError, Misshapen):
        note = a_table(parse(path.read_bytes()))
        who = (
            f"by {note.get('user')} on {note.get('computer')},"
            f" since {_clock_time(note.get('since'))} (process {note.get('process')})"
        )
    return InUse(
        f"These minutes are already open: {who}.",
        "Nothing has been opened or changed.",
        "Go on in the window that is open, or close it there first.",
    )


def _clock_time(since: object) -> str:
    try:
        return datetime.fromisoformat(str(since)).strftime("%H:%M on %d %B %Y")
    except ValueError:
        return str(since)


def _computer() -> str:
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "an unnamed user"
