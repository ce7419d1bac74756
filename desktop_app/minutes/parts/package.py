"""The parts of a Word file, their content types and relationships, read from hostile bytes."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desktop_app.minutes.parts.canonical import Node, read
from desktop_app.minutes.parts.kinds import of_links, of_type
from desktop_app.minutes.parts.unpack import CONTENT_TYPES, AnotherKind, NotAWordFile, unpack

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DOCUMENT = _OFFICE + "officeDocument"
CORE_PROPERTIES = RELATIONSHIPS + "/metadata/core-properties"
EXTENDED_PROPERTIES = _OFFICE + "extended-properties"
ORIGIN = RELATIONSHIPS + "/digital-signature/origin"
SIGNATURE = RELATIONSHIPS + "/digital-signature/signature"

_LARGEST_XML = 20_000_000
_MOST_MARKS = 1_000_000  # elements and attributes of one part: each takes memory when read
_LARGEST_LIST = 2_000_000  # content types, relationships, a signature
_MOST_RELATIONSHIPS = 20_000
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")


@dataclass(frozen=True)
class Relationship:
    """`part` is the name of the part it leads to, or None when it leads out of the file."""

    id: str
    kind: str
    target: str
    mode: str
    part: str | None


@dataclass(frozen=True)
class Package:
    """Parts by name, without a leading slash, in the order of the file."""

    parts: Mapping[str, bytes]
    _read: dict[str, tuple[Relationship, ...]] = field(
        default_factory=dict[str, tuple[Relationship, ...]], repr=False
    )

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """By part in small letters, and by ending."""
        of_part: dict[str, str] = {}
        of_ending: dict[str, str] = {}
        kinds = {"Override": (of_part, "PartName"), "Default": (of_ending, "Extension")}
        for name, values in _items(self.parts[CONTENT_TYPES], TYPES, "Types"):
            if name not in kinds:
                raise NotAWordFile("its list of contents is damaged")
            known, about = kinds[name]
            key = values.pop(about, "").lower()
            if key in known or not key or set(values) != {"ContentType"}:
                raise NotAWordFile("its list of contents is damaged")
            known[key] = values["ContentType"]
        return of_part, of_ending

    def content_type(self, part: str) -> str:
        of_part, of_ending = self._types
        ending = part.rpartition(".")[2].lower()
        return of_part.get("/" + part.lower(), of_ending.get(ending, ""))

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """Those that the part `name` (a .rels) lists; none when it is not there."""
        if name not in self.parts:
            return ()
        if name not in self._read:
            self._read[name] = tuple(_relationships(name, self.parts[name]))
        return self._read[name]

    def leads_to(self, name: str, kind: str) -> tuple[str, ...]:
        """Parts of that kind which the relationships `name` lead to."""
        found = (one for one in self.relationships(name) if one.kind == kind)
        return tuple(one.part for one in found if one.part is not None)

    @cached_property
    def document(self) -> str:
        """The name of the part that holds the text."""
        named = self.leads_to("_rels/.rels", DOCUMENT)
        if len(named) != 1 or named[0] not in self.parts:
            kind = of_links([one.kind for one in self.relationships("_rels/.rels")])
            if kind:
                raise AnotherKind(kind)
            raise NotAWordFile("it has no text, or more than one")
        return named[0]


def open_package(raw: bytes) -> Package:
    """Raises NotAWordFile."""
    package = Package(unpack(raw))
    joined = 0
    for name, content in package.parts.items():
        if is_xml(name, package.content_type(name)):
            look_at_xml(content)
        if name.endswith(".rels"):
            joined += len(package.relationships(name))
        if joined > _MOST_RELATIONSHIPS:
            raise NotAWordFile("it holds too many links")
    look_at_kind(package)
    return package


def look_at_kind(package: Package) -> None:
    """Raises NotAWordFile for what another program of the same kind has written."""
    said = package.content_type(package.document)
    if "wordprocessingml" not in said:
        kind = of_type(said)
        raise AnotherKind(kind) if kind else NotAWordFile("it is a file of another program")


def is_xml(name: str, content_type: str) -> bool:
    return content_type.endswith("xml") or name.endswith((".xml", ".rels"))


def relationships_of(part: str) -> str:
    """`word/document.xml` -> `word/_rels/document.xml.rels`."""
    folder, leaf = posixpath.split(part)
    return posixpath.join(folder, "_rels", leaf + ".rels")


def look_at_xml(content: bytes) -> None:
    """Refuses entities, other encodings (in which marks could hide) and what is too much to read.

    Counting bytes is enough: every element has its `<` and every attribute its `=`.
    """
    declared = _DECLARED.match(content[:200].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise NotAWordFile("a part of it is written in an unusual encoding")
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
        raise NotAWordFile("a part of it is written in an unusual encoding")
    if b"<!DOCTYPE" in content:
        raise NotAWordFile("a part of it declares entities of its own")
    if len(content) > _LARGEST_XML or content.count(b"<") + content.count(b"=") > _MOST_MARKS:
        raise NotAWordFile("a part of it is too big to read")


def _items(content: bytes, namespace: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Name and attributes of each item in a flat list, which is all that it may hold."""
    start = f"{{{namespace}}}"
    root = read_list(content)
    if root.tag != start + name or root.attrib:
        raise NotAWordFile("its list of contents is damaged")
    for item in root:
        if (
            not isinstance(item.tag, str)
            or not item.tag.startswith(start)
            or any(True for _ in item)
        ):
            raise NotAWordFile("its list of contents is damaged")
        yield item.tag.removeprefix(start), dict(item.attrib)


def read_list(content: bytes) -> Node:
    """A part that says how the file is put together; raises NotAWordFile."""
    if len(content) > _LARGEST_LIST:
        raise NotAWordFile("a part of it is too big to read")
    look_at_xml(content)
    try:
        return read(content)
    except ValueError as error:
        raise NotAWordFile("a part of it is damaged") from error


def _relationships(name: str, content: bytes) -> Iterator[Relationship]:
    base = posixpath.dirname(posixpath.dirname(name))
    seen: set[str] = set()
    for item, values in _items(content, RELATIONSHIPS, "Relationships"):
        mode = values.pop("TargetMode", "Internal")
        if item != "Relationship" or set(values) != {"Id", "Type", "Target"}:
            raise NotAWordFile("what joins its parts is damaged")
        ident, target = values["Id"], values["Target"]
        if ident in seen or mode not in ("Internal", "External"):
            raise NotAWordFile("what joins its parts is damaged")
        seen.add(ident)
        part = _resolved(base, target) if mode == "Internal" else None
        yield Relationship(ident, values["Type"], target, mode, part)


def _resolved(base: str, target: str) -> str | None:
    """The part's name; None for a place in the text (`#here`)."""
    path = target.partition("#")[0]
    return posixpath.normpath(posixpath.join("/", base, path)).lstrip("/") if path else None
