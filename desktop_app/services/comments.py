"""Out for comment: who got the draft, what came back, and who authorised it before signing."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.minutes.export import TargetBusy
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import cell_is_advised, filled_rows
from desktop_app.records.comments import BY, COMMENTS, ON, ROLE
from desktop_app.records.dates import printed, short
from desktop_app.records.findings import Finding, Weight
from desktop_app.records.meeting import Record, Row
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.exporting import export_minutes
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store

OUT = "out for comment"
OF = "authorised.of"  # the answer that holds the digest of what was authorised
_NOT_WORDS = ("authorised.", "brought.", "read.", "reason.")  # answers that are none of the minutes
_MISSING = {
    "outcome": "Say what became of each comment: accepted, a different view recorded, or declined.",
    "why": "Say why, where a comment was not accepted.",
}


@dataclass(frozen=True)
class SentOut:
    """`at` is `Sat 21 Nov 2026, 14:32`, `to` as it was typed."""

    at: str
    to: str


def send_out(
    store: Store, meeting_id: str, draft: Snapshot, to: str, folder: Path, base: bytes | None
) -> Path:
    """Writes the draft's Word file and notes who gets it; raises CannotProceed.

    A draft that went out before stays beside it.
    """
    if draft.signature:
        raise CannotProceed(
            "These minutes are signed: there is no draft to comment on.",
            "Nothing was written.",
            "Begin a correction if something has to change.",
        )
    try:
        path = export_minutes(store, meeting_id, draft, folder, base=base)
    except TargetBusy as busy:
        path = export_minutes(store, meeting_id, draft, folder, busy.other_name, base)
    store.note_event(meeting_id, OUT, {"to": to.strip()})
    return path


def sent_out(store: Store, meeting_id: str) -> list[SentOut]:
    """The last time first."""
    events = (event for event in store.events(meeting_id) if event.act == OUT)
    found = [SentOut(_local(event.at), event.detail.get("to", "")) for event in events]
    return found[::-1]


def _local(at: str) -> str:
    when = datetime.fromisoformat(at).astimezone()
    return f"{short(when.date())}, {when:%H:%M}"


def authorise(meeting: OpenMeeting, name: str, role: str, on: str, today: date) -> None:
    """Keeps who authorised the minutes as they now stand; raises CannotProceed without a name.

    `on` is a date as typed, counted from `today`.
    """
    if not name.strip() or not on.strip():
        raise CannotProceed(
            "Who authorised the minutes, and when, is not complete.",
            "Nothing was changed.",
            "Type the name and the date.",
        )
    day = printed(on, today)
    said = {BY: name.strip(), ROLE: role.strip(), ON: day, OF: _digest(meeting.record)}
    for key, text in said.items():
        meeting.set_answer(key, text)


def take_back(meeting: OpenMeeting) -> None:
    """Nobody has authorised the minutes any more."""
    for key in (BY, ROLE, ON, OF):
        meeting.set_answer(key, "")


def authorised(record: Record) -> str:
    """`Lee Madeup, Service manager, on 21 November 2026`; empty until somebody has."""
    said = record.answers
    if not said.get(BY, "").strip():
        return ""
    who = ", ".join(part for part in (said[BY], said.get(ROLE, "")) if part)
    return f"{who}, on {said.get(ON, '')}"


def is_changed_since(record: Record) -> bool:
    """Whether the minutes say something else than when they were authorised."""
    return record.answers.get(OF, "") != _digest(record)


def findings_of_draft(form: Form, profile: Profile, record: Record) -> Iterator[Finding]:
    """About comments and authorisation; they lead to the last question asked in the room."""
    last = form.in_the_room()[-1].question[-1].key

    def found(key: str, about: str, message: str, weight: Weight) -> Finding:
        # in no section: what was left out of one does not settle these
        return Finding(key, last, "", about, message, weight)

    for column in COMMENTS.columns:
        if names := _without(column.key, record):
            message = f"{_MISSING[column.key]} (From: {'; '.join(names)})"
            yield found(f"{COMMENTS.key}.{column.key}", COMMENTS.words, message, "warning")
    if not profile.authorise:
        return
    about = f"Authorised by: {profile.authorise}"
    if not authorised(record):
        message = (
            "Your council asks for this before signing. Record it under “After the meeting…”, "
            "“Comments…”."
        )
        key = f"authorised.missing.{record.meeting.id[:8]}"  # a correction asks anew
        yield found(key, about, message, "reason")
    elif is_changed_since(record):
        message = f"The minutes were changed after they were authorised ({authorised(record)})."
        key = f"authorised.changed.{_digest(record)[:8]}"  # a reason goes for these words alone
        yield found(key, about, message, "reason")


def _without(column: str, record: Record) -> list[str]:
    """From whom the comments are that lack what is advised there."""
    [asked] = [one for one in COMMENTS.columns if one.key == column]
    rows = filled_rows(record, COMMENTS)
    lacking = (
        row
        for row in rows
        if cell_is_advised(asked, row.values) and not row.values.get(column, "").strip()
    )
    return [row.values.get("who", "").strip() or "nobody named" for row in lacking]


def _digest(record: Record) -> str:
    """Of what the minutes say: not of ticks, reasons, or where the chair stands."""
    said = {
        key: text for key, text in record.answers.items() if text and not key.startswith(_NOT_WORDS)
    }
    tables = {key: plain for key, rows in record.tables.items() if (plain := _plain(rows))}
    rows = [_plain(several) for several in (record.attendance, record.actions, record.carried)]
    whole = json.dumps([said, tables, rows], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def _plain(rows: tuple[Row, ...]) -> list[Mapping[str, str]]:
    said = ({key: text for key, text in row.values.items() if text} for row in rows)
    return [values for values in said if values]
