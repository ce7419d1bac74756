"""Onto the case system: the receipt, copying section by section, and what is still due."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Literal

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.policy.events import event_kinds
from desktop_app.policy.profile import Profile
from desktop_app.policy.timescales import due
from desktop_app.records.answers import anchor
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import MeetingLine, Record
from desktop_app.records.snapshot import from_json
from desktop_app.services.day_done import day_done
from desktop_app.services.deadlines import deadline
from desktop_app.services.plain_sections import PlainSection, plain_sections
from desktop_app.services.tracker import tracker_row
from desktop_app.storage.store import Store
from desktop_app.storage.stored import unless_damaged
from desktop_app.storage.taken_in import CAME

Where = Literal["case system", "taking off"]
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
class Waiting:
    """What minutes wait for, in words, and on which page it is done."""

    words: str
    where: Where


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
        """Of the version that is the last now, as it was sealed last."""
        of_last = [one for one in self.receipts if one.sha256 == self.sha256]
        return of_last[-1] if of_last else None


def case_file(store: Store, record: Record, form: Form, profile: Profile, today: date) -> CaseFile:
    """Of signed minutes."""
    version = store.last_version(record.meeting.id)
    word = store.signed_file(version)
    noted = store.events(record.meeting.id)
    done = [one for one in noted if one.act == TRACKER]
    copied = {
        one.said("section")
        for one in noted
        if one.act == COPIED and one.number("version") == version.number
    }
    kept = receipts(store, record.meeting.id)
    tracker_on = done[-1].day("on") if done else None
    is_signed_here = taken_in_on(store, record.meeting.id, version.number) is None
    due_here = _due(record, form, profile, kept, tracker_on, today) if is_signed_here else ()
    return CaseFile(
        version.number,
        hashlib.sha256(word).hexdigest(),
        kept,
        tuple(plain_sections(from_json(version.snapshot), copied)),
        tuple(tracker_row(record, form, profile.tracker_columns)),
        tracker_on,
        tuple(due_here),
    )


def receipts(store: Store, meeting_id: str) -> tuple[Receipt, ...]:
    """In the order they were kept."""
    return tuple(
        Receipt(
            one.day("on"),
            one.said("reference"),
            one.said("by"),
            one.number("version"),
            one.said("sha256"),
        )
        for one in store.events(meeting_id)
        if one.act == UPLOADED
    )


def taken_in_on(store: Store, meeting_id: str, version: int) -> date | None:
    """The day on which that version came in from its file; None of one that was signed here."""
    came = (
        _local(one.at)
        for one in store.events(meeting_id)
        if one.act == CAME and one.number("version") == version
    )
    return next(came, None)


def keep_receipt(
    store: Store, meeting_id: str, on: str, reference: str, by: str, today: date
) -> Receipt:
    """Of the last version. Raises CannotProceed when something is missing or cannot be."""
    version = store.last_version(meeting_id)
    signed = datetime.fromisoformat(version.signed_at).astimezone().date()
    day = day_done(on, today)
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
    day = day_done(on, today)
    store.note_event(meeting_id, TRACKER, {"on": day.isoformat()})
    return day


def note_copied(store: Store, meeting_id: str, version: int, section: str) -> None:
    store.note_event(meeting_id, COPIED, {"section": section, "version": str(version)})


# what is due


def asks_for_tracker(profile: Profile) -> bool:
    """Whether the council's policy sets a day for it."""
    return any(rule.met_by == TRACKER_DONE for rule in profile.rules)


def waiting(
    store: Store, lines: Sequence[MeetingLine], profile: Profile, today: date
) -> dict[str, Waiting]:
    """By meeting, of those signed and saved that wait for something."""
    # nobody notes an upload before it: only where it was noted lately can its day matter
    lately = (
        line.meeting.id
        for line in lines
        if line.uploaded_at and today < _local(line.uploaded_at) + timedelta(profile.keep_days)
    )
    kept = {one: unless_damaged(partial(receipts, store, one)) for one in lately}
    uploaded = {one: several[-1].on for one, several in kept.items() if several}
    found = {
        line.meeting.id: next_step(line, profile, today, uploaded.get(line.meeting.id))
        for line in lines
    }
    return {one: step for one, step in found.items() if step}


def next_step(
    line: MeetingLine, profile: Profile, today: date, uploaded: date | None = None
) -> Waiting | None:
    """What signed and saved minutes still wait for; `uploaded` is the day of the receipt.

    Those that came in from their file are looked after where they were signed.
    """
    if line.meeting.state != "signed" or line.exported_at < line.signed_at:
        return None
    if line.uploaded_at < line.signed_at and line.is_from_its_file:
        return _take_off(_local(line.taken_in_at), profile, today)
    if line.uploaded_at < line.signed_at:
        late = " (late)" if today > _upload_by(line, profile, today) else ""
        return Waiting(f"Enter the receipt from {profile.case_system}{late}", "case system")
    if asks_for_tracker(profile) and not (line.tracker_at or line.is_from_its_file):
        return Waiting("Update the tracker", "case system")
    return _take_off(uploaded or _local(line.uploaded_at), profile, today)


def _upload_by(line: MeetingLine, profile: Profile, today: date) -> date:
    """As the council's policy counts from the meeting; where it says nothing, from signing."""
    started = date.fromisoformat(line.meeting.created_at[:10])
    asked = [rule for rule in profile.rules if rule.met_by == WORKFLOW_DONE]
    held = _held_as(line.meeting.form, read_date(line.held, started) or started)
    first = next(iter(due(asked, held, today)), None)
    return first.date if first else _local(line.signed_at) + timedelta(UPLOAD_WITHIN)


def _held_as(form: str, day: date) -> dict[str, date]:
    """The event that the policy counts from, if it counts from a meeting of that form."""
    return {PPM_HELD: day} if form in event_kinds()[PPM_HELD].forms else {}


def _take_off(since: date, profile: Profile, today: date) -> Waiting | None:
    if since + timedelta(profile.keep_days) > today:
        return None
    return Waiting("Take it off this laptop", "taking off")


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
    events = _held_as(form.key, held)
    if kept:
        events[WORKFLOW_DONE] = max(kept[-1].on, held)
    if tracker_on:
        events[TRACKER_DONE] = max(tracker_on, held)
    asked = [rule for rule in profile.rules if rule.met_by in (WORKFLOW_DONE, TRACKER_DONE)]
    for one in due(asked, events, today):
        known = deadline(one, today)
        days = "; ".join(f"{short(day)}, {sources}" for day, sources in known.limits)
        yield f"{known.what}: {known.state}. {days}"
