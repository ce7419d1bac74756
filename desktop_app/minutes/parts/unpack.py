"""Takes a zip file apart that may come from anywhere: within limits, in memory, or not at all.

Word, LibreOffice and other readers forgive zip files that can be read in two ways; what one of
them shows is then not what another has checked. Here such a file is refused.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.disk.whole_file import NotOpened
from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.kinds import LOCK, Kind, is_lock, of_bytes, of_parts

MOST_BYTES = 30_000_000  # of the file
MOST_UNPACKED = 60_000_000
FREELY_UNPACKED = 20_000_000  # more than this only at an ordinary ratio
MOST_TIMES = 25  # the ordinary ratio: text of Word comes to about ten times its packed size
MOST_ENTRIES = 1_000
_LONGEST_NAME = 200
_DEEPEST = 8  # folders in folders

_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_STORED, _DEFLATED = 0, 8
_NAME = re.compile(r"[A-Za-z0-9_~!$&'()+,;=@. -]+(/[A-Za-z0-9_~!$&'()+,;=@. -]+)*")
CONTENT_TYPES = "[Content_Types].xml"


class NotAWordFile(CannotProceed):
    """The file is refused: no Word file, damaged, or built to harm."""

    def __init__(self, because: str) -> None:
        super().__init__(
            f"This file is not a Word file that can be checked: {because}.",
            "It was not opened, and nothing was changed.",
            "Ask for the file again from whoever sent it.",
        )


class AnotherKind(NotAWordFile):
    """The file is known for what it is instead."""

    def __init__(self, kind: Kind) -> None:
        CannotProceed.__init__(self, kind.what, "Nothing was changed.", kind.do)


@dataclass(frozen=True)
class Entry:
    """A line of the directory: `packed` and `size` are bytes, `crc` is over the unpacked ones."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def unpack(raw: bytes) -> dict[str, bytes]:
    """Name to bytes, in the order of the file; raises NotAWordFile."""
    entries = tuple(entries_of(raw))
    measure(entries, len(raw))
    names = [entry.name for entry in entries if not entry.name.endswith("/")]
    _look_at_names(names)
    contents = {entry.name: content_of(raw, entry) for entry in entries}
    if any(contents[name] for name in contents if name.endswith("/")):
        raise NotAWordFile("it holds a folder with contents of its own")
    return {name: contents[name] for name in names}


def read_limited(source: Path) -> bytes:
    """The bytes of a file no bigger than may be; raises CannotProceed."""
    try:
        if not source.is_file():  # nor a device or a pipe, which would never end
            raise CannotProceed(
                f"There is no file called “{source.name}” in that place.",
                do="Check the name and the folder.",
            )
        if is_lock(source.name):
            raise AnotherKind(LOCK)
        with source.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise NotOpened(source, error) from error


def entries_of(raw: bytes) -> Iterator[Entry]:
    """What the directory at the end lists, in its order."""
    if len(raw) > MOST_BYTES:
        raise NotAWordFile("it is too big")
    if not raw.startswith(b"PK\x03\x04") or len(raw) < _END.size:
        kind = of_bytes(raw)
        raise AnotherKind(kind) if kind else NotAWordFile("it is of another kind")
    sign, disk, first_disk, here, count, length, start, comment = _END.unpack_from(
        raw, len(raw) - _END.size
    )
    if sign != b"PK\x05\x06" or comment or disk or first_disk or here != count:
        raise NotAWordFile("it is damaged, or something was added behind its end")
    if count > MOST_ENTRIES:
        raise NotAWordFile("it holds too many parts")
    place, end = start, len(raw) - _END.size
    if start + length != end:
        raise NotAWordFile("its directory is damaged")
    for _ in range(count):
        if place + _ENTRY.size > end:
            raise NotAWordFile("its directory is damaged")
        entry, place = _entry(raw, place)
        yield entry
    if place != end:
        raise NotAWordFile("its directory is damaged")


def _entry(raw: bytes, place: int) -> tuple[Entry, int]:
    """An entry of the directory, and where the next one begins."""
    (
        sign,
        _,
        _,
        flags,
        method,
        _,
        _,
        crc,
        packed,
        size,
        name,
        extra,
        comment,
        disk,
        _,
        _,
        offset,
    ) = _ENTRY.unpack_from(raw, place)
    if sign != b"PK\x01\x02" or disk:
        raise NotAWordFile("its directory is damaged")
    start = place + _ENTRY.size
    words = raw[start : start + name].decode("ascii", "replace")
    return Entry(words, flags, method, crc, packed, size, offset), start + name + extra + comment


def measure(entries: tuple[Entry, ...], file_size: int) -> None:
    """Before anything is unpacked."""
    unpacked = sum(entry.size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise NotAWordFile("it unpacks to too much")
    if unpacked > FREELY_UNPACKED and unpacked > MOST_TIMES * file_size:
        raise NotAWordFile("it unpacks to far more than its own size")


def _look_at_names(names: list[str]) -> None:
    """No name leaves the package, hides in a folder of its own, or means another part as well."""
    if not all(map(may_be_called, names)):
        raise NotAWordFile("a part of it has a name that no part may have")
    lower = {name.lower() for name in names}
    folders = {name[:place] for name in lower for place, sign in enumerate(name) if sign == "/"}
    if len(lower) != len(names) or lower & folders:
        raise NotAWordFile("two parts of it share a name")
    if CONTENT_TYPES not in names:
        raise AnotherKind(of_parts(set(names)))


def may_be_called(name: str) -> bool:
    """Whether a part may have that name."""
    if name == CONTENT_TYPES:
        return True
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME or name.count("/") > _DEEPEST:
        return False
    return not any(segment.endswith(".") for segment in name.split("/"))  # also "." and ".."


def content_of(raw: bytes, entry: Entry) -> bytes:
    """Unpacked, never beyond the size that the directory gives."""
    inside = packed_bytes(raw, entry)
    if entry.method == _STORED:
        content, whole = inside, len(inside) == entry.size
    else:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflate.decompress(inside, entry.size + 1)
        except zlib.error as error:
            raise NotAWordFile("a part of it is damaged") from error
        whole = len(content) == entry.size and inflate.eof and not inflate.unused_data
    if not whole or zlib.crc32(content) != entry.crc:
        raise NotAWordFile("a part of it is damaged")
    return content


def packed_bytes(raw: bytes, entry: Entry) -> bytes:
    """The packed bytes, once the part's own head agrees with the directory."""
    if entry.flags & _ENCRYPTED:
        raise NotAWordFile("parts of it are encrypted")
    if entry.method not in (_STORED, _DEFLATED):
        raise NotAWordFile("it is packed in an unusual way")
    if entry.offset + _LOCAL.size > len(raw):
        raise NotAWordFile("its directory is damaged")
    sign, _, flags, method, _, _, crc, packed, size, name, extra = _LOCAL.unpack_from(
        raw, entry.offset
    )
    start = entry.offset + _LOCAL.size
    said = (raw[start : start + name].decode("ascii", "replace"), method, flags)
    sizes = (entry.crc, entry.packed, entry.size)
    agrees = (crc, packed, size) == sizes or flags & _SIZES_FOLLOW
    if sign != b"PK\x03\x04" or said != (entry.name, entry.method, entry.flags) or not agrees:
        raise NotAWordFile("its directory and its parts contradict each other")
    content = raw[start + name + extra : start + name + extra + entry.packed]
    if len(content) != entry.packed:
        raise NotAWordFile("it is cut off")
    return content
