"""The Word file of a meeting: the signed version as it was signed, or a draft marked so."""

from pathlib import Path

from desktop_app.forms.model import Form
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import Record
from desktop_app.records.snapshot import Snapshot, fingerprint, from_json
from desktop_app.services.council import Council
from desktop_app.services.open_meeting import Checks, OpenMeeting
from desktop_app.services.signing import imprint
from desktop_app.storage.store import Store


def printed_now(
    store: Store,
    record: Record,
    council: Council,
    profile: Profile,
    checks: Checks | None = None,
) -> Snapshot:
    """The last signed version, else the draft as it stands in the store."""
    if versions := store.signed_versions(record.meeting.id):
        return from_json(versions[-1].snapshot)
    form: Form = council.form(record.meeting.form, profile)
    return OpenMeeting(form, record, checks).freeze(imprint(profile))


def export_minutes(
    store: Store, meeting_id: str, snapshot: Snapshot, folder: Path, name: str | None = None
) -> Path:
    """Writes the Word file, reads it back and notes it; raises TargetBusy, CannotProceed."""
    from desktop_app.minutes.export import export

    path = export(snapshot, folder, name)
    if snapshot.signature:
        store.note_event(meeting_id, "exported", {"fingerprint": fingerprint(snapshot)})
    return path
