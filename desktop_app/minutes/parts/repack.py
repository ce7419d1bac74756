"""Puts a zip file together again when some of its parts are new; the others stay packed as is.

Packing text takes ten times as long as sealing it.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping

from desktop_app.minutes.parts.unpack import entries_of, packed_bytes

_LOCAL = struct.Struct("<4s5H3I2H")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # of the zip format: deflated, in folders
_DEFLATED = 8
_DAY = (1980 - 1980) << 9 | 1 << 5 | 1  # 1 January 1980: no file of ours tells when it was packed


def repack(raw: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A zip file of `parts`, made from `raw`, which unpacks to the same parts but for a few.

    Without the time and the system it was made on, as Chairside writes every Word file.
    """
    made, directory = bytearray(), bytearray()
    for name, method, crc, size, packed in _packed(raw, parts):
        about = (method, 0, _DAY, crc, len(packed), size, len(name), 0)
        offset = len(made)
        made += _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, *about) + name + packed
        head = _ENTRY.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, *about, 0, 0, 0, 0, offset)
        directory += head + name
    count = len(parts)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(made), 0)
    return bytes(made + directory + end)


def _packed(raw: bytes, parts: Mapping[str, bytes]) -> Iterator[tuple[bytes, int, int, int, bytes]]:
    """Name, method, checksum, size and packed bytes of each part."""
    old = {entry.name: entry for entry in entries_of(raw)}
    for name, content in parts.items():
        entry, crc = old.get(name), zlib.crc32(content)
        if entry and (entry.crc, entry.size) == (crc, len(content)):
            packed, method = packed_bytes(raw, entry), entry.method
        else:
            deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
            packed, method = deflate.compress(content) + deflate.flush(), _DEFLATED
        yield name.encode(), method, crc, len(content), packed
