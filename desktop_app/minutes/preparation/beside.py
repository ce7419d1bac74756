"""A new Word file beside what is in a folder, never over it."""

from itertools import count
from pathlib import Path

from desktop_app.disk.whole_file import Write, first_free, never_over
from desktop_app.minutes.file_name import numbered


def write_beside(word: bytes, folder: Path, name: str, write: Write) -> Path:
    """The path; `name` with a number where it is taken. Raises CannotProceed."""
    names = (name if number == 1 else numbered(name, number) for number in count(1))
    target = first_free(folder / name for name in names)
    write(target, word, never_over(target))
    return target
