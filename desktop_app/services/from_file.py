"""A signed Word file of ours read back, so that the next meeting can start from it alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.forms.model import Form, NextStep
from desktop_app.minutes.parts.unpack import read_limited
from desktop_app.records.answers import anchor
from desktop_app.records.comments import COMMENTS
from desktop_app.records.copies import is_copy
from desktop_app.records.dates import in_words, read_date
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record, SignedVersion
from desktop_app.records.numbers import whole_number
from desktop_app.records.one_child import only_child
from desktop_app.records.snapshot import Entry, Grid, Snapshot, fingerprint, to_json
from desktop_app.records.text import one_line
from desktop_app.records.thaw import Terms, Thawed, does_not_print, thaw
from desktop_app.services.next_meeting import next_steps, start_next
from desktop_app.services.prepared import same_name
from desktop_app.storage.store import Store
from desktop_app.storage.taken_in import take_in

if TYPE_CHECKING:  # few files are read back: unlocking does not wait for what checks them
    from desktop_app.minutes.seal.verify import Verdict

SAME_CHILD = "Both are the same child"
_MOST = 8  # recommended actions that are listed
_NOTHING = "Nothing was taken in, and what is on this laptop is as it was."
_TRUST = (
    "Once you have compared its fingerprint with the signer and trust it, these minutes can be "
    "taken in as signed."
)
_PREPARED = "It can be taken as prepared answers, each marked until you confirm it."
_WHY_NOT: Mapping[str, str] = {
    "unknown signer": "Nobody on this laptop trusts the certificate that signed this file, so who "
    "signed it is only claimed.",
    "changed": "This file was changed after it was signed.",
    "not covered": "Something in this file is not covered by its signature.",
    "cannot check": "The signature on this file cannot be checked here.",
    # Whoever changes such a file can print a fingerprint that fits: it proves nothing.
    "visible only": "This file is not digitally sealed: nobody can prove that it is unchanged.",
}


@dataclass(frozen=True)
class FromFile:
    """`record` is there when the minutes may be taken in as signed; `words` say why, or why not.

    `snapshot` is what a file of ours says, however it was found; None of any other Word file.
    """

    name: str
    word: bytes
    verdict: "Verdict"
    snapshot: Snapshot | None = None
    form: Form | None = None
    record: Record | None = None
    words: tuple[str, ...] = ()


def read_minutes(
    source: Path | bytes, trusted: Collection[str], forms: Mapping[str, Form], terms: Terms
) -> FromFile:
    """Verified first. Raises CannotProceed for a file that cannot be read at all."""
    from desktop_app.minutes.seal.verify import verify

    name = source.name if isinstance(source, Path) else ""
    word = read_limited(source) if isinstance(source, Path) else source
    verdict = verify(word, trusted)
    if verdict.state == "not a Word file":
        raise CannotProceed(" ".join(verdict.findings))
    snapshot = verdict.contents.snapshot
    if snapshot is None:
        why = "This is not a file of minutes that Chairside made."
        return FromFile(name, word, verdict, words=(why, _PREPARED))
    found = FromFile(name, word, verdict, snapshot, forms.get(snapshot.form))
    if why := _why_not(found, snapshot):
        first = (_TRUST,) if verdict.state == "unknown signer" else ()
        return replace(found, words=(why, *first, _PREPARED))
    return _thawed(found, snapshot, terms)


def _why_not(found: FromFile, snapshot: Snapshot) -> str:
    """Why they cannot be taken in as signed minutes; empty when they can."""
    from desktop_app.minutes.seal.verdict_words import headline

    if snapshot.signature is None:
        return "This is a draft: nobody has signed it."
    if found.verdict.state != "valid":
        return _WHY_NOT.get(found.verdict.state) or f"This file is {headline(found.verdict)}"
    if is_copy(snapshot):
        return "This is a copy of minutes, not the minutes."
    if found.form is None:
        return f"They were made with a form that this laptop does not have: “{snapshot.form}”."
    if not snapshot.case_number:
        return "These minutes name no case number, so whose they are cannot be told for certain."
    return ""


def read_in_background(
    path: Path, trusted: Collection[str], forms: Mapping[str, Form], terms: Terms
) -> Future[FromFile]:
    """On a thread of its own: a file that was made to harm may take two seconds."""
    thread = ThreadPoolExecutor(1, "from-file")
    future = thread.submit(read_minutes, path, trusted, forms, terms)
    thread.shutdown(wait=False)
    return future


def _thawed(found: FromFile, snapshot: Snapshot, terms: Terms) -> FromFile:
    if found.form is None or snapshot.signature is None:
        raise ProgramFault("minutes that may not be taken in")
    signed = snapshot.signature.at.rpartition(",")[0]
    at = _signed_at(found).date()
    thawed = thaw(found.form, snapshot, terms, read_date(signed, at) or at)
    again = _frozen_again(found.form, thawed.record, snapshot)
    printed = replace(snapshot, shares=again.shares, held=again.held)
    words = tuple(_limits(found.form, thawed, printed, again))
    return replace(found, snapshot=printed, record=thawed.record, words=words)


def _frozen_again(form: Form, record: Record, snapshot: Snapshot) -> Snapshot:
    """What the record would print: read back rightly, it is what the file says."""
    return freeze(
        form,
        record,
        Imprint(
            snapshot.council,
            snapshot.marking,
            snapshot.version,
            snapshot.signature,
            snapshot.correction,
            any(key == COMMENTS.key for key, _ in _entries(snapshot)),
        ),
    )


def _limits(form: Form, thawed: Thawed, printed: Snapshot, again: Snapshot) -> Iterator[str]:
    """What reading back could not bring, each a sentence; the file itself is kept whole."""
    after = "It stays in the signed file, and does not go on to the next meeting."
    if thawed.unknown:
        names = "; ".join(entry.label or entry.key for entry in thawed.unknown)
        yield f"The form asks this no longer, or asks it otherwise: {names}. {after}"
    left = {entry.key for entry in thawed.unknown}
    said, now = _said(printed), _said(again)
    unlike = [
        entry.label or entry.key
        for key, entry in _entries(printed)
        if key not in left and said[key] != now.get(key, said[key] if not any(said[key]) else None)
    ]
    if unlike:
        yield f"This could not be read back exactly: {'; '.join(unlike)}. {after}"
    if hidden := does_not_print(form):
        names = "; ".join(f"{question.words}: {column.label}" for question, column in hidden)
        yield f"What does not print is not in any file: {names}."


def _entries(snapshot: Snapshot) -> Iterator[tuple[str, Entry]]:
    for section in (*snapshot.template, *snapshot.additional):
        for group in section.groups:
            yield from ((entry.key, entry) for entry in group)


def _said(snapshot: Snapshot) -> dict[str, Sequence[object]]:
    """Answers by key, whatever their labels are by now."""
    return {
        key: entry.rows if isinstance(entry, Grid) else entry.text
        for key, entry in _entries(snapshot)
    }


def _signed_at(found: FromFile) -> datetime:
    """UTC; the seal's time, which its signer claims: no other clock stands in the file."""
    return found.verdict.signers_named[0].at or datetime.now(UTC)


def summary(found: FromFile) -> list[str]:
    """What the chair sees before anything is taken in: which meeting, whose, and how much."""
    snapshot = found.snapshot
    if snapshot is None:
        return []
    said = [f"{found.form.name if found.form else snapshot.title}, {snapshot.reference}"]
    said += [f"Case number {snapshot.case_number}."] if snapshot.case_number else []
    if record := found.record:
        said[0] += f", held on {in_words(anchor(record))}"
        parts = (
            (len(record.answers), "answer", "answers"),
            (len(record.attendance), "person", "people"),
            (len(record.actions), "recommended action", "recommended actions"),
            (len(record.carried), "earlier action", "earlier actions"),
        )
        said.append(", ".join(f"{n} {one if n == 1 else many}" for n, one, many in parts if n))
    return said


def recommended(found: FromFile) -> list[str]:
    """The first of its recommended actions, one a line."""
    actions = found.record.actions if found.record else ()
    said = [f"• {one_line(row.values.get('text', ''))}" for row in actions[:_MOST]]
    return said + ([f"and {len(actions) - _MOST} more"] if len(actions) > _MOST else [])


def known_child(store: Store, found: FromFile) -> Child | None:
    """The child of the file, when that case number is on this laptop. Raises TwoOfOneNumber."""
    return only_child(store.children(), found.snapshot.case_number if found.snapshot else "")


def takes_the_place(store: Store, found: FromFile) -> str:
    """What is here of the same meeting, and would be replaced; empty where nothing is."""
    reference = found.snapshot.reference if found.snapshot else ""
    for line in store.meetings():
        if line.meeting.reference == reference and line.meeting.state == "handed over":
            return "They take the place of the draft that was handed over from this laptop."
    return ""


def whose_words(found: FromFile, known: Child | None) -> tuple[str, str]:
    """Which child the minutes would go to, and what the chair ticks before they do."""
    said = found.record.answers if found.record else {}
    name = said.get("child_name", "").strip() or "a child whose name does not stand in it"
    number = said.get("case_number", "").strip()
    if known is None:
        says = f"It is about {name}, case number {number}, who is not on this laptop yet."
        return f"{says} The child’s details will be kept here.", "This is the right child"
    if not known.name or same_name(name, known.name, by_number=True):
        return f"It is about {name}, who is on this laptop already.", "This is the right child"
    return another_name(name, number, known), SAME_CHILD


def another_name(name: str, number: str, known: Child) -> str:
    """Before the chair ticks that both are `SAME_CHILD`."""
    return f"It names {name}. On this laptop the case number {number} belongs to {known.name}."


def steps_from(found: FromFile, offered: Collection[str]) -> list[NextStep]:
    """The meetings to offer, of those that the council keeps."""
    if found.form is None or found.record is None:
        return []
    return next_steps(found.form, found.record, offered)


def take_in_minutes(store: Store, found: FromFile, closed: Collection[str]) -> Meeting:
    """A signed meeting from now on, as if it had been held here; `closed` are statuses that end.

    Raises CannotProceed.
    """
    record, snapshot = found.record, found.snapshot
    if record is None or snapshot is None:
        raise CannotProceed("These minutes cannot be taken in as signed.", _NOTHING, _PREPARED)
    child = known_child(store, found) or record.child
    record = replace(record, child=child, meeting=replace(record.meeting, child_id=child.id))
    version = SignedVersion(
        record.meeting.id,
        _number(snapshot.version),
        "",
        to_json(snapshot),
        fingerprint(snapshot),
        _signed_at(found).astimezone(UTC).isoformat(timespec="seconds"),
    )
    return take_in(store, record, version, found.word, closed)


def start_from(
    store: Store,
    found: FromFile,
    form: Form,
    settings: Mapping[str, str],
    closed: Collection[str],
) -> Meeting:
    """The draft of that form which follows the file's meeting; asked twice it is the same."""
    previous = store.record(take_in_minutes(store, found, closed).id)
    return start_next(store, form, previous, settings, closed, found.form)


def _number(version: str) -> int:
    """`2.0` is version 2."""
    first = whole_number(version.partition(".")[0]) or 0
    return first if 0 < first < 1000 else 1
