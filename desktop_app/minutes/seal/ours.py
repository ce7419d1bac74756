"""Is a Word file minutes of Chairside, and does the fingerprint printed in it fit its words?"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from desktop_app.errors import CannotProceed
from desktop_app.minutes.blocks import DRAWN
from desktop_app.minutes.parts.canonical import read
from desktop_app.minutes.parts.package import Package
from desktop_app.minutes.read_back import read_parts
from desktop_app.records.snapshot import Snapshot, fingerprint

_NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_NESTED = "//w:sdt[ancestor::w:sdt] | //w:p[ancestor::w:p]"
_SECOND_DRAWING = f"(//w:tag[@w:val='{DRAWN}'])[2]"
_MOST_ELEMENTS = 200_000  # some fifteen times a large record
_PRINTED = re.compile(rb'"signed:fingerprint".{0,2000}?>([0-9a-f]{64})<', re.DOTALL)
_NOT_AS_OURS = "It does not read back as minutes of Chairside."
_SEAL = re.compile("(?:[0-9A-F]{4} ){15}[0-9A-F]{4}")


@dataclass(frozen=True)
class Ours:
    """`fits`: the fingerprint printed in it is that of its words; `seal` is the one it names."""

    snapshot: Snapshot
    fits: bool
    seal: str  # SHA-256 of a certificate, or empty


def minutes_in(package: Package) -> Ours | None:
    """None when the file does not read back as minutes of Chairside."""
    document = package.parts[package.document]
    try:
        if b'"title:' not in document or _could_take_for_ever(document):
            return None
        snapshot = read_parts(package.parts)
    except (CannotProceed, ValueError):
        return None
    fits = _PRINTED.findall(document) == [fingerprint(snapshot).encode()]
    named = _SEAL.search(snapshot.signature.seal) if snapshot.signature else None
    return Ours(snapshot, fits, named[0].replace(" ", "").lower() if named else "")


def reads_as_ours(package: Package, seals: Collection[str]) -> str:
    """Sentences, empty when Chairside did not make the file; `seals` are certificates on it."""
    if b'"title:' not in package.parts[package.document]:
        return ""
    found = minutes_in(package)
    return _told(found, seals) if found else _NOT_AS_OURS


def _could_take_for_ever(document: bytes) -> bool:
    """Longer than any minutes, nested or drawn in as Chairside never does it."""
    if document.count(b"<") > _MOST_ELEMENTS:
        return True
    return bool(read(document).xpath(f"{_NESTED} | {_SECOND_DRAWING}", namespaces=_NAMES))


def _told(found: Ours, seals: Collection[str]) -> str:
    snapshot = found.snapshot
    if not snapshot.signature:
        return f"It is a draft of Chairside, {snapshot.reference}, without a signature block."
    said = [f"They are minutes of Chairside, {snapshot.reference}, version {snapshot.version}."]
    said.append(
        f"The fingerprint printed in them {'fits' if found.fits else 'does not fit'} their words."
    )
    if found.seal and found.seal not in seals:
        said.append("The digital seal that they name is not on this file.")
    return " ".join(said)
