"""Signing: what still stands in the way, what the child's details learn, and the version kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.policy.profile import Profile
from desktop_app.records.dates import in_words
from desktop_app.records.findings import Finding
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Record, SignedVersion
from desktop_app.records.snapshot import Signature, Snapshot, fingerprint, to_json
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store

STATEMENT = "I chaired this meeting. This is my record of what was said and recommended."

FIRST_VERSION = "1.0"


@dataclass(frozen=True)
class Difference:
    """Something that the meeting says otherwise than the child's details."""

    key: str
    label: str
    before: str
    now: str


def in_the_way(found: Iterable[Finding]) -> list[Finding]:
    """What must be mended, given a reason or ticked as read before signing."""
    return [finding for finding in found if not finding.settled]


def differences(form: Form, record: Record) -> list[Difference]:
    """Answers that began as the child's details and were changed in the meeting."""
    carried = (q for q in form.questions() if q.carry == "child" and not q.has_rows)
    pairs = (
        (q, record.child.details.get(q.key, ""), record.answers.get(q.key, "")) for q in carried
    )
    return [
        Difference(question.key, question.words, before, now)
        for question, before, now in pairs
        if now.strip() and now != before
    ]


def imprint(profile: Profile) -> Imprint:
    """What a draft of this council prints."""
    return Imprint(profile.council, profile.marking)


def signed_snapshot(
    meeting: OpenMeeting, profile: Profile, name: str, role: str, at: datetime
) -> Snapshot:
    """What signing would keep; `at` is local. Raises CannotProceed when something is missing."""
    if in_the_way(meeting.findings()):
        raise CannotProceed(
            "Something is still to be finished before signing.",
            "Nothing was signed, and every word is saved.",
            "Open “Before you sign” and finish what it lists.",
        )
    if not name.strip():
        raise CannotProceed("Your name is missing.", "Nothing was signed.", "Type your name.")
    when = f"{in_words(at.date())}, {at:%H:%M}"
    signature = Signature(name.strip(), role.strip(), when, STATEMENT)
    prints = replace(imprint(profile), version=FIRST_VERSION, signature=signature)
    return freeze(meeting.form, meeting.record, prints)


def keep_signed(
    store: Store, record: Record, snapshot: Snapshot, learned: Iterable[Difference], at: str
) -> SignedVersion:
    """Signs, then writes what was confirmed into the child's details; `at` is UTC."""
    version = store.sign(
        record.meeting.id, to_json(snapshot), fingerprint(snapshot), "", at, b"word"
    )
    news = {difference.key: difference.now for difference in learned}
    if news:
        store.save_child(Child(record.child.id, {**record.child.details, **news}))
    return version
