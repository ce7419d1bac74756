"""What stands at the head and foot of every page, in the Word file, on paper and in a PDF."""

from desktop_app.minutes.blocks import DRAFT
from desktop_app.records.snapshot import Snapshot


def at_the_head(snapshot: Snapshot) -> tuple[str, str, str]:
    """Left, middle, right: marking, DRAFT when unsigned, reference."""
    notice = "" if snapshot.signature else DRAFT
    return _flat(snapshot.marking), notice, _flat(snapshot.reference)


def at_the_foot(snapshot: Snapshot) -> tuple[str, str]:
    """Left, middle: marking, reference and version; the number of the page stands on the right."""
    reference = f"{_flat(snapshot.reference)}, version {_flat(snapshot.version)}"
    return _flat(snapshot.marking), reference


def _flat(words: str) -> str:
    """On one line: the edge of a page has no room for more."""
    return " ".join(words.split())
