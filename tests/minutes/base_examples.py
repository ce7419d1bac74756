"""Word bases of invented councils, made anew in each run: no Word file is kept beside the tests."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from copy import deepcopy

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from word_packages import changed, parts, saved, zipped

LETTERHEAD = "Testshire Council, Children’s Services"
ADDRESS = "1 Invented Square, Testtown TT1 1TT"


def picture(colour: tuple[int, int, int], width: int = 60, height: int = 24) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(colour) * width) * height)
    parts = (chunk(b"IHDR", size), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


LOGO = picture((0, 90, 120))


def blank() -> Document:
    """A4, without the hidden data and preview picture of python-docx's own template."""
    document = docx.Document()
    for rels in (document.part.rels, document.part.package.rels):
        for ident, one in list(rels.items()):
            if one.reltype.endswith(("/customXml", "/thumbnail")):
                del rels[ident]
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    return document


def _letterhead(document: Document) -> None:
    section = document.sections[0]
    header = section.header
    table = header.add_table(1, 2, section.page_width - section.left_margin - section.right_margin)
    table.cell(0, 0).paragraphs[0].add_run().add_picture(io.BytesIO(LOGO), width=Cm(5))
    table.cell(0, 1).paragraphs[0].add_run(f"{LETTERHEAD}\n{ADDRESS}")
    first = header.paragraphs[0]._p
    first.getparent().append(first)  # Word's own order: a paragraph closes the header
    section.footer.paragraphs[0].text = ADDRESS


def with_letterhead() -> bytes:
    """Logo and address in the line; a font of its own; a label of its own."""
    document = blank()
    _letterhead(document)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "DejaVu Serif", Pt(11)
    label = document.styles.add_style("Form label", WD_STYLE_TYPE.PARAGRAPH)
    label.font.bold, label.font.italic = True, True
    return saved(document)


def floating(paragraph: Paragraph, down: Cm) -> None:
    """Takes the picture out of the line, behind the text, `down` from the top of the paper."""
    inline = next(paragraph._p.iter(qn("wp:inline")))
    anchor = OxmlElement("wp:anchor")
    for name in ("distT", "distB", "distL", "distR", "simplePos", "locked"):
        anchor.set(name, "0")
    for name in ("behindDoc", "layoutInCell", "allowOverlap", "relativeHeight"):
        anchor.set(name, "1")
    simple = OxmlElement("wp:simplePos")
    simple.set("x", "0")
    simple.set("y", "0")
    anchor.append(simple)
    for name, frame, offset in (("positionH", "margin", 0), ("positionV", "page", down)):
        position = OxmlElement(f"wp:{name}")
        position.set("relativeFrom", frame)
        position.append(OxmlElement("wp:posOffset"))
        position[0].text = str(int(offset))
        anchor.append(position)
    extent, *others = list(inline)
    anchor.append(extent)
    anchor.append(OxmlElement("wp:wrapNone"))
    anchor.extend(deepcopy(one) for one in others)
    inline.getparent().replace(inline, anchor)


def with_first_page() -> bytes:
    """A floating logo 4 cm tall on the first page only; the name on the others."""
    document = blank()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.top_margin = Cm(5.5)
    first = section.first_page_header.paragraphs[0]
    first.add_run().add_picture(io.BytesIO(LOGO), width=Cm(16), height=Cm(4))
    floating(first, Cm(1))
    section.header.paragraphs[0].text = LETTERHEAD
    section.first_page_footer.paragraphs[0].text = ADDRESS
    return saved(document)


def with_two_sides() -> bytes:
    """Letter paper, landscape, wide margins; left and right pages with headers of their own."""
    document = blank()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(27.94), Cm(21.59)
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].text = LETTERHEAD
    left = section.even_page_header.paragraphs[0]
    left.add_run().add_picture(io.BytesIO(LOGO), width=Cm(3))
    left.add_run(f" {LETTERHEAD}, left")
    return saved(document)


BASES: dict[str, Callable[[], bytes]] = {
    "letterhead": with_letterhead,
    "first page": with_first_page,
    "two sides": with_two_sides,
}


def joined(
    word: bytes, kind: str, target: str, *, content: bytes | None = None, source: str = "document"
) -> bytes:
    """The file with one more relationship: to a part of it, or (without content) out of it."""
    rels = f"word/_rels/{source}.xml.rels"
    mode = "" if content is not None else ' TargetMode="External"'
    kind = kind if "://" in kind else f"{OFFICE}{kind}"
    one = f'<Relationship Id="rIdMore" Type="{kind}" Target="{target}"{mode}/>'
    if rels not in parts(word):
        none = b'<Relationships xmlns="%s"></Relationships>' % RELATIONSHIPS.encode()
        word = zipped(parts(word) | {rels: none})
    word = changed(word, rels, '</Relationships>|(?<=relationships")/>', f"{one}</Relationships>")
    return word if content is None else zipped(parts(word) | {f"word/{target}": content})


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def a_header(base: bytes, xml: str) -> bytes:
    """The base with more in its header."""
    name = next(name for name in parts(base) if re.fullmatch(r"word/header\d*.xml", name))
    return changed(base, name, "</w:hdr>", f"<w:p>{xml}</w:p></w:hdr>")


def a_body(base: bytes, xml: str) -> bytes:
    return changed(base, "word/document.xml", "<w:sectPr", f"<w:p>{xml}</w:p><w:sectPr")


def a_setting(base: bytes, xml: str) -> bytes:
    return changed(base, "word/settings.xml", "</w:settings>", f"{xml}</w:settings>")


def field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{cut}</w:instrText></w:r>" for cut in instruction)
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
