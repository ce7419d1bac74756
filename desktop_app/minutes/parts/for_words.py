"""A Word file opened for its words alone: what is never read cannot refuse it.

The bounds hold as ever, and what is read is looked at as in any other file. Nothing that is
trusted, kept or handed on is opened this way.
"""

from collections.abc import Iterator, Mapping

from desktop_app.minutes.parts.kinds import of_parts
from desktop_app.minutes.parts.package import Package, is_xml, look_at_kind, look_at_xml
from desktop_app.minutes.parts.unpack import (
    CONTENT_TYPES,
    AnotherKind,
    Entry,
    NotAWordFile,
    content_of,
    entries_of,
    may_be_called,
    measure,
)

_END = b"PK\x05\x06"
_END_LENGTH = 22  # bytes, the last two of them the length of a comment
_NOTHING = b"\r\n\t \0"  # what servers and mail programs add behind the end


def open_for_words(raw: bytes) -> Package:
    """Each part is unpacked when it is asked for. Raises NotAWordFile, then too."""
    package = Package(_Parts(_without_tail(raw)))
    look_at_kind(package)
    return package


def _without_tail(raw: bytes) -> bytes:
    """Without a comment, or white space behind the end."""
    end = raw.rfind(_END)
    behind = raw[end + _END_LENGTH :]
    comment = int.from_bytes(raw[end + _END_LENGTH - 2 : end + _END_LENGTH], "little")
    if end < 0 or not behind or (behind.strip(_NOTHING) and comment != len(behind)):
        return raw
    return raw[: end + _END_LENGTH - 2] + b"\0\0"


class _Parts(Mapping[str, bytes]):
    """By name; a name that no part may have is none, and one that two parts share is refused."""

    def __init__(self, raw: bytes) -> None:
        entries = tuple(entries_of(raw))
        measure(entries, len(raw))
        self._raw = raw
        self._entries: dict[str, Entry] = {}
        self._shared: set[str] = set()
        self._unpacked: dict[str, bytes] = {}
        small: dict[str, str] = {}
        for entry in entries:
            if entry.name.endswith("/") or not may_be_called(entry.name):
                continue
            first = small.setdefault(entry.name.lower(), entry.name)
            if first in self._entries:
                self._shared |= {first, entry.name}
            self._entries[entry.name] = entry
        if CONTENT_TYPES not in self._entries:
            raise AnotherKind(of_parts(set(self._entries)))

    def __getitem__(self, name: str) -> bytes:
        if name not in self._unpacked:
            entry = self._entries[name]
            if name in self._shared:
                raise NotAWordFile("two parts of it share a name")
            content = content_of(self._raw, entry)
            if is_xml(name, ""):
                look_at_xml(content)
            self._unpacked[name] = content
        return self._unpacked[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
