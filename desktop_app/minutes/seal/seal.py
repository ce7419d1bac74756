"""Seals a Word file: adds a digital signature of the whole that Word and LibreOffice know."""

import posixpath
from datetime import datetime
from itertools import count

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.canonical import Names, Node, written
from desktop_app.minutes.parts.package import (
    ORIGIN,
    RELATIONSHIPS,
    SIGNATURE,
    TYPES,
    Package,
    open_package,
    read_list,
    relationships_of,
)
from desktop_app.minutes.parts.repack import repack
from desktop_app.minutes.parts.unpack import CONTENT_TYPES
from desktop_app.minutes.seal.certificates import Signer
from desktop_app.minutes.seal.coverage import ORIGIN_TYPE, ROOT, SIGNATURE_TYPE, origin
from desktop_app.minutes.seal.signature_xml import Details, signature_part
from desktop_app.records.text import one_line

LONGEST_COMMENT = 255  # characters: Word shows no more
_ORIGIN = "_xmlsignatures/origin.sigs"
_type, _relationship = Names(TYPES), Names(RELATIONSHIPS)


def seal(word: bytes, signer: Signer, *, at: datetime, role: str, comment: str = "") -> bytes:
    """The file with one signature more; those that it has stay valid. `at` knows its time zone.

    Raises NotAWordFile, and CannotProceed for too long a comment.
    """
    if len(comment) > LONGEST_COMMENT:
        raise CannotProceed(
            "The purpose of signing is too long.",
            "Nothing was sealed.",
            f"Use at most {LONGEST_COMMENT} characters.",
        )
    package = _with_origin(open_package(word))
    details = Details(at, one_line(role).strip(), one_line(comment).strip())
    sealed = _with_signature(package, signature_part(package, signer, details))
    return repack(word, sealed.parts)


def _with_origin(package: Package) -> Package:
    """The relationship to the list of signatures is there before anything is digested."""
    if origin(package):
        return package
    if any(name.lower().startswith("_xmlsignatures/") for name in package.parts):
        raise CannotProceed(
            "The file holds remains of a signature.",
            "Nothing was sealed.",
            "Save the minutes again from Chairside.",
        )
    parts = dict(package.parts)
    parts[ROOT] = _joined(package, ROOT, ORIGIN, _ORIGIN)
    if package.content_type(_ORIGIN) != ORIGIN_TYPE:
        kind = _type("Default", ContentType=ORIGIN_TYPE, Extension="sigs")
        parts[CONTENT_TYPES] = _longer(parts[CONTENT_TYPES], kind)
    parts[_ORIGIN] = b""
    parts[relationships_of(_ORIGIN)] = written(_relationship("Relationships"))
    return Package(parts)


def _with_signature(package: Package, signature: bytes) -> Package:
    start = origin(package) or _ORIGIN
    folder = posixpath.dirname(start)
    taken = {name.lower() for name in package.parts}
    leaf = next(f"sig{n}.xml" for n in count(1) if f"{folder}/sig{n}.xml".lower() not in taken)
    name = f"{folder}/{leaf}"
    listed = relationships_of(start)
    kind = _type("Override", ContentType=SIGNATURE_TYPE, PartName=f"/{name}")
    parts = dict(package.parts)
    parts[CONTENT_TYPES] = _longer(parts[CONTENT_TYPES], kind)
    parts[listed] = _joined(package, listed, SIGNATURE, leaf)
    parts[name] = signature
    return Package(parts)


def _joined(package: Package, listed: str, kind: str, target: str) -> bytes:
    """The list of relationships with one more, under an id that nothing has yet."""
    taken = {one.id for one in package.relationships(listed)}
    ident = next(f"rId{n}" for n in count(1) if f"rId{n}" not in taken)
    one = _relationship("Relationship", Id=ident, Target=target, Type=kind)
    return _longer(package.parts[listed], one)


def _longer(content: bytes, item: Node) -> bytes:
    root = read_list(content)
    root.append(item)
    return written(root)
