"""Writes Chairside's own small private files whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from desktop_app.disk.whole_file import flush_folder, new_private_file
from desktop_app.storage.trouble import NotSaved, in_sentences

__all__ = [
    "flush_folder",
    "make_private_folder",
    "new_private_file",
    "replace_whole",
    "write_whole",
]


def make_private_folder(folder: Path) -> None:
    """Raises NotSaved. A folder that is there already keeps its permissions."""
    with in_sentences(NotSaved):
        missing = [one for one in folder.parents if not one.exists()]
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            _flush_parent(one)
        is_new = not folder.exists()
        folder.mkdir(mode=0o700, exist_ok=True)
        if is_new:
            _flush_parent(folder)


def _flush_parent(made: Path) -> None:
    """Else a power cut could take the new folder away with all that was flushed in it."""
    with suppress(PermissionError):  # it lets us make a folder, but not look
        flush_folder(made.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Replaces the file and keeps the one before as `NAME.previous`; raises NotSaved."""
    with in_sentences(NotSaved):
        if path.exists():
            replace_whole(copy_of(path), path.read_bytes())
        replace_whole(path, content)


def copy_of(path: Path) -> Path:
    """Where the second copy of a file lies, or the one before."""
    return path.with_name(f"{path.name}.previous")


def write_twice(path: Path, content: bytes) -> None:
    """Replaces the file and the copy beside it; raises NotSaved, and then nothing is replaced.

    What was in the file before is at no time in the copy alone. A copy that could not be written
    is missing, until `settle`.
    """
    with in_sentences(NotSaved):
        new = _write_beside(path, content)
        copy = copy_of(path)
        if copy.exists():
            copy.unlink()
            flush_folder(path.parent)
        _put_in_place(new, path)
    with suppress(OSError):
        replace_whole(copy, content)


def settle(path: Path) -> None:
    """Of a file that is known to be good: the copy beside it is the same, and nothing is left.

    What the disk says to it must keep nobody from going on.
    """
    copy = copy_of(path)
    with suppress(OSError):
        content = path.read_bytes()
        for file in (path, copy):
            _beside(file).unlink(missing_ok=True)
        if not copy.exists() or copy.read_bytes() != content:
            replace_whole(copy, content)


def replace_whole(path: Path, content: bytes) -> None:
    """Keeps nothing of the file before; raises OSError, and then nothing is replaced."""
    _put_in_place(_write_beside(path, content), path)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _write_beside(path: Path, content: bytes) -> Path:
    """Flushed; nothing of it is left where that fails."""
    new = _beside(path)
    new.unlink(missing_ok=True)
    try:
        with os.fdopen(new_private_file(new), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    return new


def _put_in_place(new: Path, path: Path) -> None:
    """The name counts from here on: what a failed flush says would call it undone."""
    new.replace(path)
    with suppress(OSError):
        flush_folder(path.parent)
