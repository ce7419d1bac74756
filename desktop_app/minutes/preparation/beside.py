"""A new Word file beside what is in a folder, never over it."""

from itertools import count
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.minutes.file_name import numbered


def write_beside(word: bytes, folder: Path, name: str, what: str) -> Path:
    """The path; `name` with a number where it is taken. Raises CannotProceed, of `what` it is."""
    names = (name if number == 1 else numbered(name, number) for number in count(1))
    try:
        target = next(path for path in (folder / name for name in names) if not path.exists())
        _write_new(word, target)
    except OSError as error:
        raise CannotProceed(
            f"{what} cannot be saved in {folder}.",
            "Nothing that was there has changed.",
            "Name a folder that is there, that you may write to, and that has room.",
        ) from error
    return target


def _write_new(word: bytes, target: Path) -> None:
    with target.open("xb") as file:
        try:
            file.write(word)
            file.flush()
        except OSError:  # the disk is full: half a file would be taken for a whole one
            target.unlink()
            raise
