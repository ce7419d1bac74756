"""Word files built to harm: each breaks one rule, or takes much time or memory to read."""

import random
import struct
import zlib
from collections.abc import Callable

from seal_examples import minutes, sealed
from word_packages import altered, parts, zipped

from desktop_app.minutes.parts.unpack import MOST_BYTES, MOST_ENTRIES


def with_part(name: str, content: bytes) -> bytes:
    return zipped(parts(minutes()) | {name: content})


def packed(content: bytes, times: int = 1) -> bytes:
    packer = zlib.compressobj(9, wbits=-15)
    return b"".join(packer.compress(content) for _ in range(times)) + packer.flush()


def raw_zip(entries: list[tuple[str, bytes, bytes]]) -> bytes:
    """Name, what the directory claims to be inside, and what is packed there."""
    made, directory = b"", b""
    for name, claimed, inside in entries:
        sizes = (zlib.crc32(claimed), len(inside), len(claimed), len(name))
        about = (8, 0, 33, *sizes, 0)
        head = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, *about, 0, 0, 0, 0, len(made))
        directory += head + name.encode()
        made += struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, *about) + name.encode() + inside
    count = len(entries)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(made), 0)
    return made + directory + end


def with_names(*names: str) -> bytes:
    return raw_zip(_whole() + [(name, b"x", packed(b"x")) for name in names])


def with_raw_part(claimed: bytes, inside: bytes) -> bytes:
    return raw_zip([*_whole(), ("word/stray.bin", claimed, inside)])


def _whole() -> list[tuple[str, bytes, bytes]]:
    return [(name, content, packed(content)) for name, content in parts(minutes()).items()]


def with_flag(flag: int) -> bytes:
    """In the directory and in the head of the first part."""
    raw = bytearray(minutes())
    place = raw.index(b"PK\x01\x02")
    raw[place + 8] |= flag
    raw[6] |= flag
    return bytes(raw)


def with_another_name_in_the_head() -> bytes:
    raw = bytearray(minutes())
    place = raw.index(b"word/styles.xml")
    raw[place : place + 4] = b"evil"
    return bytes(raw)


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><w:document>&a9;</w:document>'.encode()


def big_document(filler: bytes) -> bytes:
    """As much of the filler as may be in one part, in a document that says it is ours."""
    text = parts(minutes())["word/document.xml"]
    times = 19_000_000 // len(filler)
    return with_part("word/document.xml", text.replace(b"</w:body>", filler * times + b"</w:body>"))


def deep_document() -> bytes:
    """Content controls in content controls: reading each with all within it takes for ever."""
    text = parts(minutes())["word/document.xml"]
    opened, closed = b"<w:sdt><w:sdtContent>" * 100, b"</w:sdtContent></w:sdt>" * 100
    inside = opened + b"<w:p/>" * 150_000 + closed
    return with_part("word/document.xml", text.replace(b"</w:body>", inside + b"</w:body>"))


def many_drawings() -> bytes:
    """Content controls that each send the reader through a long list of links."""
    one = b'<w:sdt><w:sdtPr><w:tag w:val="signed&#58;drawing"/></w:sdtPr><w:sdtContent/></w:sdt>'
    link = b'<Relationship Id="r%d" Type="x" Target="y"/>'
    links = b"".join(link % n for n in range(19_000)) + b"</Relationships>"
    contents = parts(minutes())
    text, listed = contents["word/document.xml"], contents["word/_rels/document.xml.rels"]
    contents["word/document.xml"] = text.replace(b"</w:body>", one * 5_000 + b"</w:body>")
    contents["word/_rels/document.xml.rels"] = listed.replace(b"</Relationships>", links)
    return zipped(contents)


def many_links() -> bytes:
    one = b'<Relationship Id="r%d" Type="x" Target="y"/>'
    text = b"".join(one % n for n in range(40_000))
    links = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    many = {f"word/_rels/p{n}.xml.rels": links + text + b"</Relationships>" for n in range(25)}
    return zipped(parts(minutes()) | many)


def as_much_as_may_be() -> bytes:
    """A big file of what does not pack, and beside it what unpacks to much."""
    noise = {f"word/media/{n}.bin": random.Random(n).randbytes(2_700_000) for n in range(10)}  # noqa: S311
    words = {f"word/{n}.xml": b"<x>" + b"word " * 1_900_000 + b"</x>" for n in range(3)}
    return zipped(parts(sealed()) | noise | words)


def with_external_entity() -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return altered(minutes(), "word/settings.xml", b"<w:settings", declared + b"<w:settings")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "words": lambda: b"These are no minutes.",
    "a head without a body": lambda: b"PK\x03\x04",
    "half a file": lambda: minutes()[:5000],
    "a packed file of another kind": lambda: zipped({"readme.txt": b"nothing"}),
    "a spreadsheet": lambda: altered(
        minutes(), "[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.sheet"
    ),
    "too big": lambda: minutes() + b"\x00" * MOST_BYTES,
    "something behind its end": lambda: minutes() + b"PK\x03\x04",
    "something before its start": lambda: b"#!/bin/sh\n" + minutes(),
    "a second directory in a comment": lambda: (
        minutes()[:-2] + struct.pack("<H", 22) + b"\x00" * 22
    ),
    "too many parts": lambda: with_names(*(f"word/p{n}.bin" for n in range(MOST_ENTRIES))),
    "zeros packed a thousandfold": lambda: with_part("word/zeros.bin", bytes(55_000_000)),
    "more than there may be": lambda: with_part("word/zeros.bin", bytes(70_000_000)),
    "more than its directory says": lambda: raw_zip(
        [("[Content_Types].xml", bytes(9), packed(bytes(1_000_000), times=500))]
    ),
    "less than its directory says": lambda: with_raw_part(b"xx", packed(b"x")),
    "other things than its directory says": lambda: with_raw_part(b"y", packed(b"x")),
    "something behind a part": lambda: with_raw_part(b"x", packed(b"x") + b"more"),
    "a part without an end": lambda: with_raw_part(b"x", packed(b"x")[:-1]),
    "a directory of another size": lambda: minutes()[:-10] + b"\x01" + minutes()[-9:],
    "an encrypted part": lambda: with_flag(1),
    "an absolute name": lambda: with_names("/etc/passwd"),
    "a way out": lambda: with_names("word/../../outside.xml"),
    "a hidden way out": lambda: with_names("word/.../outside.xml"),
    "a drive": lambda: with_names("C:/outside.xml"),
    "a backslash": lambda: with_names("word\\outside.xml"),
    "a name with a line end": lambda: with_names("word/a\nb.xml"),
    "an escaped name": lambda: with_names("word/%64ocument.xml"),
    "a name without end": lambda: with_names("word/" + "x" * 5_000),
    "folders without end": lambda: with_names("a/" * 50 + "x"),
    "the same name twice": lambda: with_names("word/document.xml"),
    "the same name in capitals": lambda: with_names("WORD/Document.xml"),
    "a part that is a folder as well": lambda: with_names("word/document.xml/more.xml"),
    "a folder with contents": lambda: with_names("word/folder/"),
    "a part under two names": with_another_name_in_the_head,
    "entities of its own": lambda: with_part("word/document.xml", entities()),
    "an entity from elsewhere": with_external_entity,
    "a list of its own elements": lambda: with_part("word/stray.xml", b"<!DOCTYPE x><x/>"),
    "entities in a part nobody names": lambda: with_part("word/stray.xml", entities()),
    "another encoding": lambda: with_part(
        "word/stray.xml", '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")
    ),
    "an encoding that hides marks": lambda: with_part(
        "word/stray.xml", b'<?xml version="1.0" encoding="UTF-7"?><x/>'
    ),
    "endless empty elements": lambda: big_document(b"<w:p/>"),
    "endless attributes": lambda: big_document(b'<w:p a="" b="" c="" d=""/>'),
    "links without end": many_links,
    "two texts": lambda: altered(
        minutes(),
        "_rels/.rels",
        b'Type="',
        b'Id="x" Target="word/styles.xml" Type="http://schemas.openxmlformats.org/officeDocument/'
        b'2006/relationships/officeDocument"/><Relationship Type="',
    ),
    "a list with other things": lambda: altered(
        minutes(), "_rels/.rels", b"</Relationships>", b"<x/></Relationships>"
    ),
    "an address for its links": lambda: altered(
        minutes(), "_rels/.rels", b"<Relationships ", b'<Relationships xml:base="http://x/" '
    ),
    "two kinds for one part": lambda: altered(
        minutes(),
        "[Content_Types].xml",
        b"</Types>",
        b'<Override PartName="/WORD/styles.xml" ContentType="x"/></Types>',
    ),
}
HEAVY: dict[str, Callable[[], bytes]] = {
    kind: HOSTILE[kind]
    for kind in (
        "too big",
        "zeros packed a thousandfold",
        "more than there may be",
        "more than its directory says",
        "entities of its own",
        "endless empty elements",
        "endless attributes",
        "links without end",
    )
}
HEAVY["as much as may be"] = as_much_as_may_be
HEAVY["drawings without end"] = many_drawings
HEAVY["controls in controls"] = deep_document
