"""What a Word file says of itself: is it minutes of Chairside, whose, and do its words agree?"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from desktop_app.errors import CannotProceed
from desktop_app.minutes.blocks import DRAWN
from desktop_app.minutes.parts.canonical import Node, read
from desktop_app.minutes.parts.package import Package
from desktop_app.minutes.read_back import read_parts
from desktop_app.records.copies import is_copy
from desktop_app.records.snapshot import Snapshot, fingerprint

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {"w": _W}
_NESTED = "//w:sdt[ancestor::w:sdt] | //w:p[ancestor::w:p]"
_SECOND_DRAWING = f"(//w:tag[@w:val='{DRAWN}'])[2]"
_MOST_ELEMENTS = 200_000  # some fifteen times a large record
_OURS = ("title:", "fact:", "signed:")  # beginnings of tags; each tag stands once in a file
_PRINTED = re.compile(b"Fingerprint of the content|Sealed with the certificate of")
_BESIDE = (  # what a reader sees, or does not see, otherwise than it is read back
    "//w:t[not(ancestor::w:sdtContent)] | //w:vanish | //w:specVanish | //w:ins | //w:del"
    " | //w:moveFrom | //w:moveTo | //w:sym | //w:instrText | //w:altChunk | //w:object"
)
_SEAL = re.compile("(?:[0-9A-F]{4} ){15}[0-9A-F]{4}")


@dataclass(frozen=True)
class Contents:
    """`snapshot` is None where a file does not read back as minutes, a draft or a copy of ours.

    `is_ours`: it claims to be one; `fits`: what is printed of its words is true of all of them;
    `seals`: SHA-256 of the certificates with which it says that it is sealed.
    """

    is_ours: bool = False
    snapshot: Snapshot | None = None
    fits: bool = False
    seals: frozenset[str] = frozenset()


def contents_of(package: Package) -> Contents:
    document = package.parts[package.document]
    as_printed = Contents(is_ours=bool(_PRINTED.search(document)))
    if document.count(b"<") > _MOST_ELEMENTS:
        return as_printed
    try:
        root = read(document)
    except ValueError:
        return as_printed
    marks = [mark for mark in _marks(root) if mark.startswith(_OURS)]
    if not marks:
        return as_printed
    snapshot = _read_back(package, root)
    if snapshot is None:
        return Contents(is_ours=True)
    named = _SEAL.findall(snapshot.signature.seal) if snapshot.signature else []
    return Contents(
        is_ours=True,
        snapshot=snapshot,
        fits=_fits(snapshot, root) and len(set(marks)) == len(marks),
        seals=frozenset(one.replace(" ", "").lower() for one in named),
    )


def _read_back(package: Package, root: Node) -> Snapshot | None:
    """None too for what is nested or drawn in as Chairside never does: it could take for ever."""
    if root.xpath(f"{_NESTED} | {_SECOND_DRAWING}", namespaces=_NAMES):
        return None
    try:
        return read_parts(package.parts)
    except (CannotProceed, ValueError):
        return None


def _marks(root: Node) -> Iterator[str]:
    """The tags of all content controls, in whichever namespace."""
    for tag in root.iter("{*}tag"):
        yield from tag.attrib.values()


def _fits(snapshot: Snapshot, root: Node) -> bool:
    """No word beside those that are read back; those printed of them are their own."""
    if root.xpath(_BESIDE, namespaces=_NAMES):
        return False
    printed = {"fingerprint": fingerprint(snapshot), "version": snapshot.version}
    return snapshot.signature is None or all(
        _shown(root, key) == [value] for key, value in printed.items()
    )


def _shown(root: Node, key: str) -> list[str]:
    path = f"//w:sdt[w:sdtPr/w:tag/@w:val='signed:{key}']/w:sdtContent"
    found = root.xpath(path, namespaces=_NAMES)
    return ["".join(one.itertext()) for one in found] if isinstance(found, list) else []


def told(contents: Contents, seals: Collection[str]) -> str:
    """Sentences about it; `seals` are the certificates on the file."""
    snapshot = contents.snapshot
    if snapshot is None:
        return "It does not read back as minutes of Chairside." if contents.is_ours else ""
    by = snapshot.signature
    if by is None:
        return f"It is a draft of Chairside, {snapshot.reference}, without a signature block."
    kind = "a copy of minutes" if is_copy(snapshot) else "minutes"
    fits = "fits" if contents.fits else "does not fit"
    said = [
        f"They are {kind} of Chairside, {snapshot.reference}, version {snapshot.version}.",
        f"The fingerprint printed in them {fits} their words.",
    ]
    if contents.fits and not seals:
        said.append("It proves nothing: whoever changes the words can print one that fits.")
    if contents.seals - frozenset(seals):
        said.append("The digital seal that they name is not on this file.")
    said.append(f"They name {by.name or 'nobody'} as who signed them.")
    return " ".join(said)
