"""Out for comment: who got the draft, what came back, and who authorised it before signing."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.minutes.export import TargetBusy, export
from desktop_app.minutes.file_name import file_name
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import cell_is_advised, filled_rows, says
from desktop_app.records.comments import BY, COMMENTS, ON, ROLE
from desktop_app.records.dates import in_words, noted_at
from desktop_app.records.findings import Finding, Weight
from desktop_app.records.meeting import Record, Row
from desktop_app.services.day_done import day_done
from desktop_app.services.exporting import file_of_minutes
from desktop_app.services.marks_on_minutes import Shelf, home_of
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.who_gets_what import Wanted, as_noted, refuse
from desktop_app.services.written_file import kept_if_noted, writer
from desktop_app.storage.carried import ONLY_SHOWN
from desktop_app.storage.copies import note_draft_out
from desktop_app.storage.handover_file import OUT
from desktop_app.storage.store import Event, Store

AUTHORISED, NOT_AUTHORISED = "authorised", "authorisation taken back"  # acts
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


def for_comment(to: str, reader: str, reason: str, day: date) -> Wanted:
    """All of the draft, for those named; `reader` is the kind of those who may see least."""
    return Wanted(to, "", reader, "full", reason, "for comment", in_words(day))


def send_out(
    store: Store,
    record: Record,
    held: Shelf,
    wanted: Wanted,
    at: datetime,
    folder: Path,
    base: bytes | None,
) -> Path:
    """Writes the draft's Word file and notes who gets it, as every copy; raises CannotProceed.

    A draft that went out before stays beside it.
    """
    if held.snapshot.signature:
        raise CannotProceed(
            "These minutes are signed: there is no draft to comment on.",
            "Nothing was written.",
            "Begin a correction if something has to change.",
        )
    refuse(held, wanted)
    word = file_of_minutes(store, record.meeting.id, held.snapshot, base)

    def write(name: str) -> Path:
        with kept_if_noted(store, folder / name, word) as noting:
            path = export(word, held.snapshot, folder, writer(store), name)
            noted = as_noted(held, wanted, at, path.name, word)
            out = Event(noted.at, OUT, {"to": wanted.person.strip()})
            with noting():
                note_draft_out(store, home_of(record.meeting), noted, record.meeting.id, out)
        return path

    try:
        return write(file_name(held.snapshot))
    except TargetBusy as busy:
        return write(busy.other_name)


def sent_out(store: Store, meeting_id: str) -> list[SentOut]:
    """The last time first."""
    events = (event for event in store.events(meeting_id) if event.act == OUT)
    found = [SentOut(noted_at(event.at), event.detail.get("to", "")) for event in events]
    return found[::-1]


@dataclass(frozen=True)
class Authority:
    """Who authorised the minutes, in which role, and on which day."""

    name: str
    role: str
    on: date


def authority(name: str, role: str, on: str, today: date) -> Authority:
    """Raises CannotProceed when something is missing, or for a day that cannot be.

    `on` is a date as typed, counted from `today`.
    """
    if not name.strip() or not on.strip():
        raise CannotProceed(
            "Who authorised the minutes, and when, is not complete.",
            "Nothing was changed.",
            "Type the name and the date.",
        )
    return Authority(name.strip(), role.strip(), day_done(on, today))


def note_authorised(store: Store, meeting_id: str, by: Authority) -> None:
    """The trace of it, which stays when it is taken back."""
    said = {"by": by.name, "role": by.role, "on": by.on.isoformat()}
    store.note_event(meeting_id, AUTHORISED, said)


def note_taken_back(store: Store, meeting_id: str) -> None:
    store.note_event(meeting_id, NOT_AUTHORISED, {})


def authorise(meeting: OpenMeeting, by: Authority) -> None:
    """Keeps who authorised the minutes as they now stand."""
    said = {BY: by.name, ROLE: by.role, ON: in_words(by.on), OF: _digest(meeting.record)}
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


def findings_of_draft(profile: Profile, record: Record) -> Iterator[Finding]:
    """About comments and authorisation; their question is the log, which no form asks."""

    def found(key: str, about: str, message: str, statement: str = "") -> Finding:
        weight: Weight = "reason" if statement else "warning"
        # in no section: what was left out of one does not settle these
        return Finding(
            key, COMMENTS.key, "", about, message, weight, printed=about, statement=statement
        )

    for column in COMMENTS.columns:
        if names := _without(column.key, record):
            message = f"{_MISSING[column.key]} (From: {'; '.join(names)})"
            yield found(f"{COMMENTS.key}.{column.key}", COMMENTS.words, message)
    if not profile.authorise:
        return
    about = f"Authorised by: {profile.authorise}"
    if not authorised(record):
        message = (
            "Your council asks for this before signing. Record it under “After the meeting…”, "
            "“Comments…”."
        )
        key = f"authorised.missing.{record.meeting.id[:8]}"  # a correction asks anew
        yield found(key, about, message, "The minutes were not authorised before they were signed.")
    elif is_changed_since(record):
        message = f"The minutes were changed after they were authorised ({authorised(record)})."
        key = f"authorised.changed.{_digest(record)[:8]}"  # a reason goes for these words alone
        yield found(key, about, message, message)


def _without(column: str, record: Record) -> list[str]:
    """From whom the comments are that lack what is advised there."""
    [asked] = [one for one in COMMENTS.columns if one.key == column]
    rows = filled_rows(record, COMMENTS)
    lacking = (
        row
        for row in rows
        if cell_is_advised(asked, row.values) and not says(asked, row.values.get(column, ""))
    )
    return [row.values.get("who", "").strip() or "nobody named" for row in lacking]


def _digest(record: Record) -> str:
    """Of what the minutes say: not of ticks, reasons, or where the chair stands."""
    said = {
        key: text for key, text in record.answers.items() if text and not key.startswith(_NOT_WORDS)
    }
    tables = {key: plain for key, rows in record.tables.items() if (plain := _plain(rows))}
    rows = [_plain(several) for several in (record.attendance, record.actions)]
    rows.append(_plain(record.carried, ONLY_SHOWN))  # other meetings tell it: they may not be here
    whole = json.dumps([said, tables, rows], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def _plain(rows: tuple[Row, ...], without: tuple[str, ...] = ()) -> list[Mapping[str, str]]:
    said = (
        {key: text for key, text in row.values.items() if text and key not in without}
        for row in rows
    )
    return [values for values in said if values]
