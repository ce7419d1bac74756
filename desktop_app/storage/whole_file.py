"""Writes a small private file whole or not at all."""

import os
from pathlib import Path

from desktop_app.storage.trouble import NotSaved, in_sentences

_NEW_AND_PRIVATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def make_private_folder(folder: Path) -> None:
    """Raises NotSaved. A folder that is there already keeps its permissions."""
    with in_sentences(NotSaved):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def new_private_file(path: Path) -> int:
    """An open handle that only the user may read; raises FileExistsError."""
    return os.open(path, _NEW_AND_PRIVATE, 0o600)


def write_whole(path: Path, content: bytes) -> None:
    """Replaces the file and keeps the one before as `NAME.previous`; raises NotSaved."""
    with in_sentences(NotSaved):
        if path.exists():
            replace_whole(path.with_name(f"{path.name}.previous"), path.read_bytes())
        replace_whole(path, content)


def flush_folder(folder: Path) -> None:
    """Makes a rename in it survive a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_whole(path: Path, content: bytes) -> None:
    """Keeps nothing of the file before; raises OSError."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(new_private_file(new), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    flush_folder(path.parent)
