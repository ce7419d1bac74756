"""The name of an exported file: date first, no child's name, nothing that Windows refuses."""

import re

from desktop_app.records.copies import is_copy
from desktop_app.records.snapshot import Snapshot

LONGEST = 80  # characters, ending included
_ENDING = ".docx"
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def file_name(snapshot: Snapshot) -> str:
    """`2025-03-14_PRPM_123456_v1.0_SIGNED.docx`; without a case number the reference stands in.

    Of a copy with parts left out `..._v1.0-copy-2_REDACTED.docx`.
    """
    state = "SIGNED" if snapshot.signature else "DRAFT"
    if snapshot.signature and is_copy(snapshot):
        state = "REDACTED"
    version = "v" + _safe(snapshot.version, 14).removeprefix("v")
    return _named(snapshot, f"{version}_{state}")


def actions_name(snapshot: Snapshot) -> str:
    """`2025-03-14_PRPM_123456_ACTIONS.docx`; of minutes that are not signed, `ACTIONS_DRAFT`."""
    return _named(snapshot, "ACTIONS" if snapshot.signature else "ACTIONS_DRAFT")


def calendar_name(reference: str) -> str:
    """`PPM-4F7KQ2_next-meeting.ics`: a diary is seen by more people than a file."""
    return f"{_safe(reference, 30)}_next-meeting.ics"


def _named(snapshot: Snapshot, what: str) -> str:
    start = f"{_safe(snapshot.held, 10) or 'undated'}_{_safe(snapshot.code, 12)}"
    room = LONGEST - len(f"{start}__{what}{_ENDING}")
    number = _safe(snapshot.case_number, room) or _safe(snapshot.reference, room)
    return f"{start}_{number}_{what}{_ENDING}"


def numbered(name: str, number: int) -> str:
    """`... (2).docx`, no longer than a name may be."""
    stem = name.removesuffix(_ENDING)
    tail = f" ({number}){_ENDING}"
    return stem[: LONGEST - len(tail)] + tail


def _safe(text: str, longest: int) -> str:
    return _UNSAFE.sub("-", text).strip("-.")[:longest]
