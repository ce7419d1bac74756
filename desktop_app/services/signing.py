"""Signing: what still stands in the way, what the child's details learn, and the version kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.forms.reasons import no_reason
from desktop_app.minutes.seal.certificates import Signer
from desktop_app.policy.profile import Profile
from desktop_app.records.asked import as_asked
from desktop_app.records.dates import in_words
from desktop_app.records.findings import Finding
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Changes, Meeting, Record, SignedVersion
from desktop_app.records.snapshot import Signature, Snapshot, fingerprint, from_json, to_json
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import Seal, sealed, signer_of, words_of
from desktop_app.storage.store import Store

STATEMENT = "I chaired this meeting. This is my record of what was said and recommended."
PURPOSE = "Signed as the record of the meeting"
CORRECTION = "correction.reason"  # the answer that says why signed minutes are corrected


@dataclass(frozen=True)
class Difference:
    """Something that the meeting says otherwise than the child's details."""

    key: str
    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Hand:
    """Who signs; `drawing` is the drawn signature, a PNG in base64, or empty."""

    name: str
    role: str
    drawing: str = ""


@dataclass(frozen=True)
class Pen:
    """What signing needs beside the words: `signer` seals, `replaces` is the version before."""

    signer: Signer | None = None
    replaces: SignedVersion | None = None


def in_the_way(found: Iterable[Finding]) -> list[Finding]:
    """What must be mended, given a reason or ticked as read before signing."""
    return [finding for finding in found if finding.holds_up]


def differences(form: Form, record: Record) -> list[Difference]:
    """Answers that began as the child's details and were changed in the meeting.

    Of what is not asked now the child learns nothing.
    """
    record = as_asked(form, record)
    carried = (q for q in form.questions() if q.carry == "child" and not q.has_rows)
    pairs = (
        (q, record.child.details.get(q.key, ""), record.answers.get(q.key, "")) for q in carried
    )
    return [
        Difference(question.key, question.words, before, now)
        for question, before, now in pairs
        if now.strip() and now != before
    ]


def take_pen(store: Store, meeting: Meeting, seal: Seal, at: datetime) -> Pen:
    """Raises CannotProceed when the certificate is no use on that day."""
    return Pen(signer_of(store, seal, at), replaced_by(store, meeting))


def begin_correction(store: Store, meeting_id: str, reason: str) -> str:
    """The id of the draft that will be the next version of these signed minutes."""
    draft = store.begin_correction(meeting_id)
    store.save(draft.id, Changes({CORRECTION: reason}))
    return draft.id


def replaced_by(store: Store, meeting: Meeting) -> SignedVersion | None:
    """The version that this draft corrects."""
    return store.last_version(meeting.corrects) if meeting.corrects else None


def draft_imprint(profile: Profile, record: Record, replaces: SignedVersion | None) -> Imprint:
    """What a draft of this council prints; versions 0.1, and 1.1 of a correction of 1.0."""
    number = replaces.number if replaces else 0
    correction = _correction(record, replaces, "This draft would replace") if replaces else ""
    return Imprint(
        profile.council,
        profile.marking,
        f"{number}.1",
        correction=correction,
        comments=profile.comments_print,
    )


def signed_snapshot(
    meeting: OpenMeeting, profile: Profile, hand: Hand, pen: Pen, at: datetime
) -> Snapshot:
    """What signing would keep; `at` is local. Raises CannotProceed when something is missing."""
    _refuse_unfinished(meeting, hand, pen)
    when = f"{in_words(at.date())}, {at:%H:%M}"
    signature = Signature(
        hand.name.strip(),
        hand.role.strip(),
        when,
        STATEMENT,
        _seal_in_words(pen.signer, profile.countersign),
        hand.drawing,
    )
    number = pen.replaces.number + 1 if pen.replaces else 1
    version = f"{number}.0"
    correction = (
        _correction(meeting.record, pen.replaces, f"Version {version} replaces")
        if pen.replaces
        else ""
    )
    prints = Imprint(
        profile.council, profile.marking, version, signature, correction, profile.comments_print
    )
    return meeting.freeze(prints)


def _seal_in_words(signer: Signer | None, countersign: str) -> str:
    """A countersignature comes after these words are sealed: they can only say who is asked."""
    asked = f"To be countersigned by: {countersign}. It stands in the file’s digital signatures."
    return f"{words_of(signer)}\n{asked}" if countersign and signer else words_of(signer)


def _refuse_unfinished(meeting: OpenMeeting, hand: Hand, pen: Pen) -> None:
    nothing = "Nothing was signed, and every word is saved."
    if in_the_way(meeting.findings()):
        raise CannotProceed(
            "Something is still to be finished before signing.",
            nothing,
            "Open “Before you sign” and finish what it lists.",
        )
    if not hand.name.strip():
        raise CannotProceed("Your name is missing.", nothing, "Type your name.")
    if pen.replaces and (refused := no_correction(meeting.answer(CORRECTION))):
        raise CannotProceed("The reason for the correction is missing.", nothing, refused)


def no_correction(reason: str) -> str:
    """The sentence that refuses a reason to correct signed minutes; empty for one that says why."""
    if not reason.strip():
        return "Say why: it prints in the corrected minutes."
    return no_reason(reason)


def _correction(record: Record, replaces: SignedVersion, begins: str) -> str:
    before = from_json(replaces.snapshot)
    by = before.signature
    signed = f", which {by.name} signed on {by.at}" if by else ""
    reason = record.answers.get(CORRECTION, "").strip()
    return (
        f"{begins} version {before.version}{signed}. Its fingerprint: {replaces.fingerprint}.\n"
        f"Why it is corrected: {reason}"
    )


def keep_signed(
    store: Store,
    record: Record,
    snapshot: Snapshot,
    pen: Pen,
    learned: Iterable[Difference],
    at: datetime,
    base: bytes | None = None,
) -> SignedVersion:
    """Seals, checks and keeps, with what was confirmed in the child's details.

    `base` is the council's own Word file to write into.
    """
    return store.sign(
        record.meeting.id,
        to_json(snapshot),
        fingerprint(snapshot),
        record.answers.get(CORRECTION, "").strip() if pen.replaces else "",
        at.astimezone(UTC).isoformat(timespec="seconds"),
        _sealed(snapshot, pen.signer, at, base),
        {difference.key: difference.now for difference in learned},
    )


def _sealed(snapshot: Snapshot, signer: Signer | None, at: datetime, base: bytes | None) -> bytes:
    from desktop_app.minutes.word import to_word

    word = to_word(snapshot, base)
    if signer is None:
        return word
    role = snapshot.signature.role if snapshot.signature else ""
    return sealed(word, signer, at, role, PURPOSE)
