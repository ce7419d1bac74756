"""Copies for people: what each leaves out, the file itself, and the note of who got it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.forms.marks import readers, reasons
from desktop_app.minutes.file_name import file_name
from desktop_app.minutes.seal.certificates import Signer
from desktop_app.records.copies import COPY, LeftOut, copy_of
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Record
from desktop_app.records.snapshot import Section, Signature, Snapshot, Text
from desktop_app.services.exporting import file_of_minutes
from desktop_app.services.marks_on_minutes import Shelf, home_of, kept_from, left_out_of
from desktop_app.services.sealing import sealed, words_of
from desktop_app.services.written_file import write_file
from desktop_app.storage.copies import Copy, Given, note_copy
from desktop_app.storage.store import Store

_NOTHING = "No copy was made, and the minutes are as they were."
_PURPOSE = "A copy of the minutes with parts left out"
_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_ABOUT, _FOR, _OF, _GONE = "About this copy", "Copy for", "Copy of", "Left out, and why"
_KEYS = ("about_this_copy", "copy_for", "copy_of", "copy_leaves_out")
_NOT_SHOWN = "(not shown in a copy)"
_NOT_SEALED = "Not digitally sealed: nobody can tell from this copy whether it was changed."
_OWN_WORDS = (_ABOUT, _FOR, _OF, _GONE, *_KEYS, _NOT_SHOWN, _PURPOSE)


class ReasonMissing(CannotProceed):
    """Nothing, or all of what is usually left out, is given only with a reason."""


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


@dataclass(frozen=True)
class Maker:
    """Who makes the copy, when (local), and whose certificate seals it, if any."""

    name: str
    role: str
    at: datetime
    signer: Signer | None = None


def redacted(held: Shelf, wanted: Wanted, maker: Maker) -> Snapshot:
    """The copy as it will read. Raises CannotProceed when a mark has lost its words.

    It prints no fingerprint of the whole minutes: by it, anybody could try out one guess after
    the other for the few words that are missing.
    """
    if held.lost:
        raise CannotProceed(
            "Words that were marked to be left out have been changed since.",
            _NOTHING,
            "Open “Mark what is left out” and mark them again, or take those marks off.",
        )
    left_out = left_out_of(held, wanted.leave_out)
    minutes = held.snapshot
    copy = copy_of(minutes, left_out)
    return replace(
        copy,
        title=f"{minutes.title}: copy with parts left out",
        version=f"{minutes.version} {COPY} {held.next_number}",
        template=(_about(held, wanted, left_out), *copy.template),
        signature=_signature(minutes, maker) if minutes.signature else None,
        correction=_FINGERPRINT.sub(_NOT_SHOWN, copy.correction),
    )


def _about(held: Shelf, wanted: Wanted, left_out: LeftOut) -> Section:
    """What the copy says of itself, before anything else."""
    said = [
        Text(_KEYS[1], _FOR, wanted.whom),
        Text(_KEYS[2], _OF, _original(held.snapshot)),
        Text(_KEYS[3], _GONE, "\n".join(_listed(held, left_out))),
    ]
    return Section(_KEYS[0], _ABOUT, "", tuple((text,) for text in said))


def _original(minutes: Snapshot) -> str:
    if minutes.signature is None:
        return f"The draft {minutes.version}, which nobody has signed."
    by = minutes.signature
    who = ", ".join(part for part in (by.name, by.role) if part)
    return f"Version {minutes.version}, signed by {who} on {by.at}."


def _listed(held: Shelf, left_out: LeftOut) -> Iterator[str]:
    """A line for each reason; the same sentences stand where something is missing."""
    where: dict[str, list[str]] = {}
    for spot in left_out.parted(held.snapshot)[0]:
        where.setdefault(left_out.sentence(spot.place), []).append(spot.about)
    for sentence, abouts in where.items():
        yield f"{sentence[1:-1]}. Under: {'; '.join(dict.fromkeys(abouts))}"
    if not where:
        yield "Nothing that stands in the minutes was left out."


def _signature(minutes: Snapshot, maker: Maker) -> Signature:
    """Nobody signs the minutes anew: whoever is named made the copy."""
    statement = (
        "This is not the signed record, but a copy of it with parts left out. Each place where "
        f"something is missing says so. The signed record is version {minutes.version}; "
        "the person named here made this copy from it."
    )
    when = f"{in_words(maker.at.date())}, {maker.at:%H:%M}"
    seal = words_of(maker.signer) if maker.signer else _NOT_SEALED
    return Signature(maker.name.strip(), maker.role.strip(), when, statement, seal)


# the file


def word_of(
    held: Shelf, wanted: Wanted, copy: Snapshot, maker: Maker, name: str, base: bytes | None = None
) -> bytes:
    """The Word file of a copy, sealed if it can be, and searched for what is left out of it.

    Raises CannotProceed when a word left out would still be in it.
    """
    from desktop_app.minutes.left_out import refuse_left
    from desktop_app.minutes.word import to_word

    word = to_word(copy, base)
    if maker.signer and copy.signature:
        word = sealed(word, maker.signer, maker.at, maker.role, _PURPOSE)
    refuse_left(word, name, *_removed_and_kept(held, wanted, copy), base)
    return word


def look_at_paper(held: Shelf, wanted: Wanted, copy: Snapshot) -> None:
    """The same search for what is shown, printed or becomes a PDF; raises CannotProceed."""
    from desktop_app.minutes.html import to_html
    from desktop_app.minutes.left_out import refuse_left_on_paper

    refuse_left_on_paper(to_html(copy), *_removed_and_kept(held, wanted, copy))


def _removed_and_kept(held: Shelf, wanted: Wanted, copy: Snapshot) -> tuple[list[str], list[str]]:
    """What may not be in the copy; and what may: unmarked text, and what it says of itself."""
    removed, kept = left_out_of(held, wanted.leave_out).parted(held.snapshot)
    about = [entry.text for (entry,) in copy.template[0].groups if isinstance(entry, Text)]
    by = copy.signature
    signed = (by.name, by.role, by.at, by.statement, by.seal) if by else ()
    instead = (reason.instead for reason in reasons())
    of_itself = (file_name(copy), copy.title, copy.version, *about, *signed, *instead, *_OWN_WORDS)
    return [spot.text for spot in removed], [*of_itself, *kept]


def save_word(
    store: Store,
    record: Record,
    held: Shelf,
    wanted: Wanted,
    maker: Maker,
    target: Path,
    base: bytes | None = None,
) -> Copy:
    """Writes the copy (a full one as it was sealed), reads it back and notes who gets it.

    Raises TargetBusy, CannotProceed.
    """
    from desktop_app.minutes.export import export

    refuse(held, wanted)
    if wanted.given == "redacted":
        copy = redacted(held, wanted, maker)
        word = word_of(held, wanted, copy, maker, target.name, base)
    else:
        copy = held.snapshot
        word = file_of_minutes(store, home_of(record.meeting), copy, base)
    path = export(word, copy, target.parent, target.name)
    return note(store, record, held, wanted, path.name, word)


def save_pdf(
    store: Store, record: Record, held: Shelf, wanted: Wanted, pdf: bytes, target: Path
) -> Copy:
    """Writes the PDF, which was searched as paper, and notes who gets it; raises CannotProceed."""
    from desktop_app.minutes.left_out import refuse_left_in_name

    refuse(held, wanted)
    if wanted.given == "redacted":
        copy = redacted(held, wanted, Maker("", "", datetime.now(UTC)))
        refuse_left_in_name(target.name, *_removed_and_kept(held, wanted, copy))
    write_file(target, pdf)
    return note(store, record, held, wanted, target.name, pdf)


def note(
    store: Store, record: Record, held: Shelf, wanted: Wanted, file: str = "", content: bytes = b""
) -> Copy:
    """Keeps who got what, outside the minutes; `content` is that of the file that leaves."""
    refuse(held, wanted)
    one = Copy(
        wanted.given,
        held.snapshot.version,
        wanted.person.strip(),
        wanted.role.strip(),
        wanted.reader,
        wanted.reason.strip(),
        wanted.method.strip(),
        wanted.day.strip(),
        datetime.now(UTC).isoformat(timespec="seconds"),
        file,
        hashlib.sha256(content).hexdigest() if content else "",
    )
    return note_copy(store, home_of(record.meeting), one)


def refuse(held: Shelf, wanted: Wanted) -> None:
    """Raises CannotProceed for a copy that cannot be given so."""
    if not wanted.person.strip():
        raise CannotProceed("Nobody is named who gets it.", _NOTHING, "Type a name or a role.")
    if wanted.given == "not shared" and not wanted.reason.strip():
        raise ReasonMissing(
            "The reason is missing why the minutes are not shared.", _NOTHING, "Say why."
        )
    if wanted.given == "full" and (kept := kept_from(held, wanted.reader)):
        if any(reason.always for reason in kept) and wanted.reader != readers()[-1].key:
            raise CannotProceed(
                "The full minutes say who the adopters are or may be.",
                _NOTHING,
                "Give a copy with parts left out.",
            )
        if not wanted.reason.strip():
            named = ", ".join(reason.name.lower() for reason in kept)
            raise ReasonMissing(
                f"The minutes hold what is usually left out for them: {named}.",
                _NOTHING,
                "Say why they get all of it, or give a copy with parts left out.",
            )
