"""The Word file of a meeting: the signed version as it was signed, or a draft marked so."""

from pathlib import Path

from desktop_app.forms.model import Form
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import Record, SignedVersion
from desktop_app.records.snapshot import Snapshot, fingerprint, from_json
from desktop_app.services.council import Council
from desktop_app.services.open_meeting import Checks, OpenMeeting
from desktop_app.services.signing import draft_imprint, replaced_by
from desktop_app.services.written_file import writer
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged


def printed_now(
    store: Store,
    record: Record,
    council: Council,
    profile: Profile,
    checks: Checks | None = None,
    number: int | None = None,
) -> Snapshot:
    """The signed version of that number, else the last, else the draft as it stands."""
    if versions := store.signed_versions(record.meeting.id):
        chosen = next((one for one in versions if one.number == number), versions[-1])
        return from_json(chosen.snapshot)
    form: Form = council.form(record.meeting.form, profile)
    prints = draft_imprint(profile, record, replaced_by(store, record.meeting))
    return OpenMeeting(form, record, checks).freeze(prints)


def versions_in_words(store: Store, meeting_id: str) -> list[tuple[int, str]]:
    """The number of each signed version, and who signed it when."""
    return [
        (one.number, signed_in_words(from_json(one.snapshot)))
        for one in store.signed_versions(meeting_id)
    ]


def signed_in_words(snapshot: Snapshot) -> str:
    """Empty for a draft."""
    by = snapshot.signature
    if by is None:
        return ""
    who = ", ".join(part for part in (by.name, by.role) if part)
    return f"Version {snapshot.version}, signed by {who}, on {by.at}. {by.seal}".strip()


def export_minutes(
    store: Store,
    meeting_id: str,
    snapshot: Snapshot,
    folder: Path,
    name: str | None = None,
    base: bytes | None = None,
) -> Path:
    """Writes the Word file, reads it back and notes it; raises TargetBusy, CannotProceed.

    Signed minutes leave as they were sealed; only a draft is written now, into `base`.
    """
    from desktop_app.minutes.export import export

    path = export(
        file_of_minutes(store, meeting_id, snapshot, base), snapshot, folder, writer(store), name
    )
    if snapshot.signature:
        store.note_event(meeting_id, "exported", {"fingerprint": fingerprint(snapshot)})
    return path


def file_of_minutes(
    store: Store, meeting_id: str, snapshot: Snapshot, base: bytes | None = None
) -> bytes:
    """Signed minutes as they were sealed last; a draft is written now, into `base`."""
    from desktop_app.minutes.word import to_word

    if snapshot.signature is None:
        return to_word(snapshot, base)
    return store.signed_file(version_of(store, meeting_id, snapshot))


def version_of(store: Store, meeting_id: str, snapshot: Snapshot) -> SignedVersion:
    """The signed version that this snapshot is."""
    printed = fingerprint(snapshot)
    found = (one for one in store.signed_versions(meeting_id) if one.fingerprint == printed)
    if version := next(found, None):
        return version
    raise Damaged(f"the version of {snapshot.reference} that is shown")
