"""Is a Word file minutes of Chairside, and does the fingerprint printed in it fit its words?"""

import re
from collections.abc import Collection

from desktop_app.errors import CannotProceed
from desktop_app.minutes.blocks import DRAWN
from desktop_app.minutes.canonical import read
from desktop_app.minutes.package import Package
from desktop_app.minutes.read_back import read_parts
from desktop_app.records.snapshot import Snapshot, fingerprint

_NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_NESTED = "//w:sdt[ancestor::w:sdt] | //w:p[ancestor::w:p]"
_SECOND_DRAWING = f"(//w:tag[@w:val='{DRAWN}'])[2]"
_MOST_ELEMENTS = 200_000  # some fifteen times a large record
_PRINTED = re.compile(rb'"signed:fingerprint".{0,2000}?>([0-9a-f]{64})<', re.DOTALL)
_NOT_AS_OURS = "It does not read back as minutes of Chairside."
_SEAL = re.compile("(?:[0-9A-F]{4} ){15}[0-9A-F]{4}")


def reads_as_ours(package: Package, seals: Collection[str]) -> str:
    """Sentences, empty when Chairside did not make the file; `seals` are certificates on it."""
    document = package.parts[package.document]
    if b'"title:' not in document:
        return ""
    try:
        if _could_take_for_ever(document):
            return _NOT_AS_OURS
        snapshot = read_parts(package.parts)
    except (CannotProceed, ValueError):
        return _NOT_AS_OURS
    return _told(snapshot, _PRINTED.findall(document), seals)


def _could_take_for_ever(document: bytes) -> bool:
    """Longer than any minutes, nested or drawn in as Chairside never does it."""
    if document.count(b"<") > _MOST_ELEMENTS:
        return True
    return bool(read(document).xpath(f"{_NESTED} | {_SECOND_DRAWING}", namespaces=_NAMES))


def _told(snapshot: Snapshot, printed: list[bytes], seals: Collection[str]) -> str:
    if not snapshot.signature:
        return f"It is a draft of Chairside, {snapshot.reference}, without a signature block."
    said = [f"They are minutes of Chairside, {snapshot.reference}, version {snapshot.version}."]
    fits = printed == [fingerprint(snapshot).encode()]
    said.append(
        f"The fingerprint printed in them {'fits' if fits else 'does not fit'} their words."
    )
    named = _SEAL.search(snapshot.signature.seal)
    if named and named[0].replace(" ", "").lower() not in seals:
        said.append("The digital seal that they name is not on this file.")
    return " ".join(said)
