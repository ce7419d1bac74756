"""Who gets what: what has to be said before a copy is given, and the note that it was."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_app.errors import CannotProceed
from desktop_app.forms.marks import Reason, readers, reasons
from desktop_app.forms.reasons import no_reason, says_why
from desktop_app.records.meeting import Record
from desktop_app.services.marks_on_minutes import Shelf, home_of
from desktop_app.storage.copies import Copy, Given, note_copy
from desktop_app.storage.store import Store

_NOTHING = "No copy was made, and the minutes are as they were."
_MARK_AGAIN = "Open “Mark what is left out” and mark them again, or take those marks off."
_UNTIL_SIGNED = (
    "The signed minutes still hold those words: give copies of these, or sign the correction, then "
    "mark them again or take those marks off."
)


class ReasonMissing(CannotProceed):
    """Nothing, or all of what is usually left out, is given only with a reason."""


class MayNotSeeAll(CannotProceed):
    """What is always left out for these people would be in their copy, whatever the reason."""


@dataclass(frozen=True)
class Wanted:
    """What one person is to get. `leave_out` holds the keys of the reasons that count."""

    person: str
    role: str
    reader: str
    given: Given = "redacted"
    reason: str = ""
    method: str = ""
    day: str = ""
    leave_out: frozenset[str] = frozenset()

    @property
    def whom(self) -> str:
        return ", ".join(part for part in (self.person.strip(), self.role.strip()) if part)


def note(
    store: Store,
    record: Record,
    held: Shelf,
    wanted: Wanted,
    at: datetime,
    file: str = "",
    content: bytes = b"",
) -> Copy:
    """Keeps who got what, outside the minutes; `content` is that of the file that leaves."""
    one = as_noted(held, wanted, at, file, content)
    return note_copy(store, home_of(record.meeting), one)


def as_noted(
    held: Shelf, wanted: Wanted, at: datetime, file: str = "", content: bytes = b""
) -> Copy:
    """What is kept of it; raises CannotProceed as `refuse` does."""
    refuse(held, wanted)
    return Copy(
        wanted.given,
        held.snapshot.version,
        wanted.person.strip(),
        wanted.role.strip(),
        wanted.reader,
        wanted.reason.strip(),
        wanted.method.strip(),
        wanted.day.strip(),
        at.astimezone(UTC).isoformat(timespec="seconds"),
        file,
        hashlib.sha256(content).hexdigest() if content else "",
    )


def refuse(held: Shelf, wanted: Wanted) -> None:
    """Raises CannotProceed for a copy that cannot be given so."""
    if not wanted.person.strip():
        raise CannotProceed("Nobody is named who gets it.", _NOTHING, "Type a name or a role.")
    lacks_reason = not says_why(wanted.reason)
    if wanted.given == "not shared" and lacks_reason:
        raise ReasonMissing(
            "The reason is missing why the minutes are not shared.",
            _NOTHING,
            no_reason(wanted.reason) or "Say why.",
        )
    if wanted.given == "redacted":
        refuse_lost(held)
    shown = _shown(held, wanted)
    if any(reason.always for reason in shown) and wanted.reader != readers()[-1].key:
        raise MayNotSeeAll(
            "The full minutes say who the adopters are or may be.",
            _NOTHING,
            "Give a copy with parts left out.",
        )
    if shown and lacks_reason:
        named = ", ".join(reason.name.lower() for reason in shown)
        raise ReasonMissing(
            f"They would see what is usually left out for them: {named}.",
            _NOTHING,
            no_reason(wanted.reason) or "Say why they get it, or leave it out of their copy.",
        )


def refuse_lost(held: Shelf) -> None:
    """Raises CannotProceed when a mark has lost its words: nobody knows what it should hide."""
    if held.lost:
        raise CannotProceed(
            "Words that were marked to be left out have been changed since.",
            _NOTHING,
            _UNTIL_SIGNED if held.held_by_signed else _MARK_AGAIN,
        )


def _shown(held: Shelf, wanted: Wanted) -> list[Reason]:
    """Why something is usually left out for these people that they would see.

    Marks that have lost their words count: what they hid may stand there in other words.
    """
    if wanted.given == "not shared":
        return []
    marked = {mark.why for mark in (*held.marks, *held.lost)}
    kept = [one for one in reasons() if one.key in marked and one.is_kept_from(wanted.reader)]
    if wanted.given == "full":
        return kept
    return [one for one in kept if not one.always and one.key not in wanted.leave_out]
