"""The council's own Word file that minutes are written into: looked at, kept, taken out again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.unpack import read_limited
from desktop_app.paths import Places
from desktop_app.records.dates import in_words
from desktop_app.storage.trouble import NotSaved, in_sentences
from desktop_app.storage.whole_file import make_private_folder, write_whole

if TYPE_CHECKING:
    from desktop_app.minutes.paper.base import Findings

_OWN = "In use: Chairside’s own page."


@dataclass(frozen=True)
class InUse:
    """`words` say which page minutes are written into; `refused` and `notes` as Findings."""

    words: str
    kept: bool
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Refused(CannotProceed):
    """The file cannot be the council's base; `reasons` are sentences for its officer."""

    def __init__(self, name: str, reasons: tuple[str, ...]) -> None:
        super().__init__(f"“{name}” cannot be used.", "Nothing was changed.")
        self.reasons = reasons


def in_use(places: Places) -> InUse:
    """Looked at anew: anybody may have changed the file since. Raises CannotProceed."""
    file = places.word_base
    if not file.exists():
        return InUse(_OWN, kept=False)
    found = _checked(read_limited(file))
    if found.refused:
        words = f"{_OWN} The Word file kept for it cannot be used:"
        return InUse(words, kept=True, refused=found.refused)
    since = datetime.fromtimestamp(file.stat().st_mtime, UTC).astimezone()
    words = f"In use: your council’s Word file, chosen on {in_words(since.date())}."
    return InUse(words, kept=True, notes=found.notes)


def use(places: Places, chosen: Path) -> None:
    """Keeps a copy of the file. Raises Refused, NotSaved, CannotProceed when it is not there."""
    data = read_limited(chosen)
    found = _checked(data)
    if found.refused:
        raise Refused(chosen.name, found.refused)
    make_private_folder(places.word_base.parent)
    write_whole(places.word_base, data)


def use_ours_again(places: Places) -> None:
    """Takes the council's file out; raises NotSaved."""
    with in_sentences(NotSaved):
        places.word_base.unlink(missing_ok=True)


def _checked(data: bytes) -> "Findings":
    from desktop_app.minutes.paper.base import (
        check_base,  # slow to import, and few councils have one
    )

    return check_base(data)
