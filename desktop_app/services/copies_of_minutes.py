"""Copies for people: what each leaves out, as a Word file and on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desktop_app.forms.marks import reasons
from desktop_app.minutes.file_name import file_name
from desktop_app.minutes.seal.certificates import Signer
from desktop_app.records.copies import COPY, LeftOut, copy_of
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Record
from desktop_app.records.snapshot import Section, Signature, Snapshot, Text
from desktop_app.services.exporting import file_of_minutes
from desktop_app.services.marks_on_minutes import Shelf, home_of, left_out_of
from desktop_app.services.sealing import sealed, words_of
from desktop_app.services.who_gets_what import Wanted, note, refuse, refuse_lost
from desktop_app.services.written_file import kept_if_noted, save, writer
from desktop_app.storage.copies import Copy
from desktop_app.storage.store import Store

_PURPOSE = "A copy of the minutes with parts left out"
_FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
_ABOUT, _FOR, _OF, _GONE = "About this copy", "Copy for", "Copy of", "Left out, and why"
_KEYS = ("about_this_copy", "copy_for", "copy_of", "copy_leaves_out")
_NOT_SHOWN = "(not shown in a copy)"
_NOT_SEALED = "Not digitally sealed: nobody can tell from this copy whether it was changed."
_OWN_WORDS = (_ABOUT, _FOR, _OF, _GONE, *_KEYS, _NOT_SHOWN, _PURPOSE)


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
    refuse_lost(held)
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


@dataclass(frozen=True)
class OnPaper:
    """A copy as it is printed, with all that it was made of; it was searched for what is gone."""

    held: Shelf
    wanted: Wanted
    maker: Maker
    copy: Snapshot


def on_paper(held: Shelf, wanted: Wanted, maker: Maker) -> OnPaper:
    """Raises CannotProceed, as `refuse` and `redacted` do."""
    refuse(held, wanted)
    if wanted.given == "full":
        return OnPaper(held, wanted, maker, held.snapshot)
    copy = redacted(held, wanted, maker)
    look_at_paper(held, wanted, copy)
    return OnPaper(held, wanted, maker, copy)


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

    `target` ends in .docx. Raises TargetBusy, CannotProceed; then neither is there.
    """
    from desktop_app.minutes.export import export

    refuse(held, wanted)
    if wanted.given == "redacted":
        copy = redacted(held, wanted, maker)
        word = word_of(held, wanted, copy, maker, target.name, base)
    else:
        copy = held.snapshot
        word = file_of_minutes(store, home_of(record.meeting), copy, base)
    with kept_if_noted(store, target, word) as noting:
        path = export(word, copy, target.parent, writer(store), target.name)
        with noting():
            return note(store, record, held, wanted, maker.at, path.name, word)


def save_pdf(store: Store, record: Record, paper: OnPaper, pdf: bytes, target: Path) -> Copy:
    """Writes the PDF of that paper and notes who gets it; raises CannotProceed."""
    from desktop_app.minutes.left_out import refuse_left_in_name

    if paper.wanted.given == "redacted":
        unsaid = _removed_and_kept(paper.held, paper.wanted, paper.copy)
        refuse_left_in_name(target.name, *unsaid)
    with kept_if_noted(store, target, pdf) as noting:
        save(store, target, pdf)
        with noting():
            return note(store, record, paper.held, paper.wanted, paper.maker.at, target.name, pdf)
