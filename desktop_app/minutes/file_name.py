"""The name of an exported file: date first, no child's name, nothing that Windows refuses."""

import re

from desktop_app.records.snapshot import Snapshot

LONGEST = 80  # characters, ending included
_ENDING = ".docx"
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def file_name(snapshot: Snapshot) -> str:
    """`2025-03-14_PRPM_123456_v1.0_SIGNED.docx`; without a case number the reference stands in."""
    state = "SIGNED" if snapshot.signature else "DRAFT"
    version = "v" + _safe(snapshot.version, 10).removeprefix("v")
    start = f"{_safe(snapshot.held, 10) or 'undated'}_{_safe(snapshot.code, 12)}"
    room = LONGEST - len(f"{start}__{version}_{state}{_ENDING}")
    number = _safe(snapshot.case_number, room) or _safe(snapshot.reference, room)
    return f"{start}_{number}_{version}_{state}{_ENDING}"


def numbered(name: str, number: int) -> str:
    """`... (2).docx`, no longer than a name may be."""
    stem = name.removesuffix(_ENDING)
    tail = f" ({number}){_ENDING}"
    return stem[: LONGEST - len(tail)] + tail


def _safe(text: str, longest: int) -> str:
    return _UNSAFE.sub("-", text).strip("-.")[:longest]
