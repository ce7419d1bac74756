"""Puts the Word file into a folder: whole and read back, or not at all."""

from itertools import count
from pathlib import Path

from desktop_app.disk.whole_file import NotOpened, NotWritten, Write, first_free
from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.minutes.file_name import file_name, numbered
from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Snapshot, fingerprint

_NOT_IN_NAMES = set('\\/:*?"<>|') | {chr(code) for code in range(32)}
_UNTOUCHED = "Your minutes are safe in Chairside, and nothing in the folder was changed."


class TargetBusy(CannotProceed):
    """Another file stands in the way; `other_name` is a free name in the same folder."""

    def __init__(self, happened: str, other_name: str) -> None:
        super().__init__(happened, _UNTOUCHED, f"Save this one as “{other_name}”.")
        self.other_name = other_name


def export(
    word: bytes, snapshot: Snapshot, folder: Path, write: Write, name: str | None = None
) -> Path:
    """Returns the file's path; raises TargetBusy when a file of that name has to stay."""
    target = Path(folder) / (_fit(name) if name else file_name(snapshot))
    _keep_what_differs(snapshot, target)

    def read_again(written: Path) -> None:
        if fingerprint(read_back(written)) != fingerprint(snapshot):
            raise ProgramFault("The Word file does not read back as what was to be printed")

    try:
        write(target, word, read_again)
    except NotWritten as trouble:
        if trouble.is_in_the_way:
            raise TargetBusy(trouble.happened, _free_name(target)) from trouble
        raise
    return target


def _fit(name: str) -> str:
    """A plain file name that ends in .docx, on every system; never a way out of the folder."""
    if set(name) & _NOT_IN_NAMES or not name.strip(". "):
        raise CannotProceed(
            f"A file cannot be called “{name}”.",
            "Nothing was written.",
            'Leave out these characters: \\ / : * ? " < > |',
        )
    return name if name.lower().endswith(".docx") else f"{name}.docx"


def _keep_what_differs(snapshot: Snapshot, target: Path) -> None:
    """A file that says something else may hold somebody's work: it is never written over."""
    try:
        if not target.exists():
            return
    except OSError as error:
        raise NotOpened(target, error) from error
    try:
        same = fingerprint(read_back(target)) == fingerprint(snapshot)
    except CannotProceed:
        same = False
    if not same:
        happened = f"The folder already has another file called “{target.name}”."
        raise TargetBusy(happened, _free_name(target))


def _free_name(target: Path) -> str:
    names = (numbered(target.name, number) for number in count(2))
    return first_free(target.parent / name for name in names).name
