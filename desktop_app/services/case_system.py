"""Onto the case system: the receipt, copying section by section, and what is still due."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.policy.events import event_kinds
from desktop_app.policy.profile import Profile
from desktop_app.policy.timescales import due
from desktop_app.records.answers import anchor
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import MeetingLine, Record
from desktop_app.records.snapshot import Grid, Section, Snapshot, Text, from_json
from desktop_app.services.deadlines import deadline
from desktop_app.services.tracker import tracker_row
from desktop_app.storage.store import Store

UPLOADED, TRACKER, COPIED = "uploaded", "tracker updated", "section copied"  # acts, as noted
# events of the policy
PPM_HELD, WORKFLOW_DONE = "ppm_held", "ppm_workflow_completed"
TRACKER_DONE = "tracker_updated"
UPLOAD_WITHIN = 5  # days from signing, where the council's policy says nothing; ours
_NOTHING = "Nothing was kept, and the signed minutes are as they were."


@dataclass(frozen=True)
class Receipt:
    """That a version is on the case system; `sha256` is of the Word file as it was sealed."""

    on: date
    reference: str
    by: str
    version: int
    sha256: str


@dataclass(frozen=True)
class PlainSection:
    """One section as plain text, as it goes into a workflow; `copied` once it was."""

    key: str
    heading: str
    text: str
    copied: bool = False


@dataclass(frozen=True)
class CaseFile:
    """All that its page shows of signed minutes; `due` are sentences by when what is due."""

    version: int
    sha256: str
    receipts: tuple[Receipt, ...]
    sections: tuple[PlainSection, ...]
    row: tuple[tuple[str, str], ...]
    tracker_on: date | None
    due: tuple[str, ...]

    @property
    def receipt(self) -> Receipt | None:
        """Of the version that is the last now."""
        of_last = [one for one in self.receipts if one.version == self.version]
        return of_last[-1] if of_last else None


def case_file(store: Store, record: Record, form: Form, profile: Profile, today: date) -> CaseFile:
    """Of signed minutes."""
    version = store.signed_versions(record.meeting.id)[-1]
    word = store.signed_file(version)
    noted = store.events(record.meeting.id)
    done = [one.detail for one in noted if one.act == TRACKER]
    copied = {
        one.detail["section"]
        for one in noted
        if one.act == COPIED and one.detail["version"] == str(version.number)
    }
    kept = receipts(store, record.meeting.id)
    tracker_on = date.fromisoformat(done[-1]["on"]) if done else None
    return CaseFile(
        version.number,
        hashlib.sha256(word).hexdigest(),
        kept,
        tuple(plain_sections(from_json(version.snapshot), copied)),
        tuple(tracker_row(record, form, profile.tracker_columns)),
        tracker_on,
        tuple(_due(record, form, profile, kept, tracker_on, today)),
    )


def receipts(store: Store, meeting_id: str) -> tuple[Receipt, ...]:
    """In the order they were kept."""
    return tuple(
        Receipt(
            date.fromisoformat(one.detail["on"]),
            one.detail["reference"],
            one.detail["by"],
            int(one.detail["version"]),
            one.detail["sha256"],
        )
        for one in store.events(meeting_id)
        if one.act == UPLOADED
    )


def keep_receipt(
    store: Store, meeting_id: str, on: str, reference: str, by: str, today: date
) -> Receipt:
    """Of the last version. Raises CannotProceed when something is missing or cannot be."""
    version = store.signed_versions(meeting_id)[-1]
    signed = datetime.fromisoformat(version.signed_at).astimezone().date()
    day = _day(on, today)
    if day < signed:
        raise CannotProceed(
            f"This version was signed on {short(signed)}: it cannot have been uploaded before.",
            _NOTHING,
            "Enter the day on which the signed file was uploaded.",
        )
    if not reference.strip() or not by.strip():
        what = "The case system’s reference" if not reference.strip() else "Who uploaded it"
        raise CannotProceed(
            f"{what} is missing.", _NOTHING, "Enter it; if there is none, say “none”."
        )
    sha256 = hashlib.sha256(store.signed_file(version)).hexdigest()
    receipt = Receipt(day, reference.strip(), by.strip(), version.number, sha256)
    detail = {
        "on": day.isoformat(),
        "reference": receipt.reference,
        "by": receipt.by,
        "version": str(receipt.version),
        "sha256": sha256,
    }
    store.note_event(meeting_id, UPLOADED, detail)
    return receipt


def note_tracker(store: Store, meeting_id: str, on: str, today: date) -> date:
    """That the tracker has this meeting. Raises CannotProceed for a day that cannot be."""
    day = _day(on, today)
    store.note_event(meeting_id, TRACKER, {"on": day.isoformat()})
    return day


def note_copied(store: Store, meeting_id: str, version: int, section: str) -> None:
    store.note_event(meeting_id, COPIED, {"section": section, "version": str(version)})


def _day(text: str, today: date) -> date:
    day = read_date(text, today)
    if day is None or day > today:
        happened = "That day is still to come." if day else f"“{text.strip()}” is not a date."
        raise CannotProceed(happened, _NOTHING, "Enter a day such as 21 Nov 2026, or “today”.")
    return day


# sections as plain text


def plain_sections(snapshot: Snapshot, copied: Collection[str] = ()) -> Iterator[PlainSection]:
    """The sections that say something, in printed order."""
    for section in (*snapshot.template, *snapshot.additional):
        if text := section_text(section):
            heading = section.heading or _first_label(section)
            yield PlainSection(section.key, heading, text, section.key in copied)


def section_text(section: Section) -> str:
    """Label and answer of each question that has one; of a table a paragraph a row."""
    parts = [
        _grid_text(entry) if isinstance(entry, Grid) else _answer_text(entry)
        for group in section.groups
        for entry in group
    ]
    return "\n\n".join(part for part in parts if part)


def _first_label(section: Section) -> str:
    labels = (entry.label for group in section.groups for entry in group)
    return next((label for label in labels if label), section.key)


def _answer_text(entry: Text) -> str:
    if not entry.text.strip():
        return ""
    return f"{entry.label}\n{entry.text}" if entry.label else entry.text


def _grid_text(grid: Grid) -> str:
    labels = [label for _, label in grid.columns]
    rows = [
        "\n".join(
            f"{label}: {cell}" if label else cell
            for label, cell in zip(labels, row, strict=True)
            if cell.strip()
        )
        for row in grid.rows
    ]
    filled = [row for row in rows if row]
    return "\n\n".join([grid.label, *filled] if grid.label and filled else filled)


# what is due


def asks_for_tracker(profile: Profile) -> bool:
    """Whether the council's policy sets a day for it."""
    return any(rule.met_by == TRACKER_DONE for rule in profile.rules)


def next_step(line: MeetingLine, profile: Profile, today: date) -> str:
    """What signed and saved minutes still wait for; empty when nothing.

    For a list: reads nothing but the line.
    """
    if line.meeting.state != "signed" or line.exported_at < line.signed_at:
        return ""
    if line.uploaded_at < line.signed_at:
        late = " (late)" if today > _local(line.signed_at) + timedelta(UPLOAD_WITHIN) else ""
        return f"Enter the receipt from {profile.case_system}{late}"
    if asks_for_tracker(profile) and not line.tracker_at:
        return "Update the tracker"
    if _local(line.uploaded_at) + timedelta(profile.keep_days) <= today:
        return "Take it off this laptop"
    return ""


def _local(utc: str) -> date:
    return datetime.fromisoformat(utc).astimezone().date()


def _due(
    record: Record,
    form: Form,
    profile: Profile,
    kept: Sequence[Receipt],
    tracker_on: date | None,
    today: date,
) -> Iterator[str]:
    """By whose word and when, of what the policy counts from this meeting."""
    held = anchor(record)
    events = {PPM_HELD: held} if form.key in event_kinds()[PPM_HELD].forms else {}
    if kept:
        events[WORKFLOW_DONE] = max(kept[-1].on, held)
    if tracker_on:
        events[TRACKER_DONE] = max(tracker_on, held)
    asked = [rule for rule in profile.rules if rule.met_by in (WORKFLOW_DONE, TRACKER_DONE)]
    for one in due(asked, events, today):
        known = deadline(one, today)
        days = "; ".join(f"{short(day)}, {sources}" for day, sources in known.limits)
        yield f"{known.what}: {known.state}. {days}"
