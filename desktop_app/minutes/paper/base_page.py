"""The page of a council's base: is there room for the minutes, and what should its officer know?"""

from collections.abc import Iterator

from desktop_app.minutes.paper.base_marks import instructions
from desktop_app.minutes.paper.paper_size import PER_CM, PaperSize, size_of
from desktop_app.minutes.paper.paper_styles import missing_styles
from desktop_app.minutes.parts.element import Element, W, parse
from desktop_app.minutes.parts.package import Package, Relationship, relationships_of
from desktop_app.records.numbers import whole_number

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_W = f"{{{W}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ROUNDED = 15  # Word rounds page and margins, each by itself
_NARROWEST = 15 * PER_CM - _ROUNDED  # the widest tables are still easy to read
_SHORTEST = 12 * PER_CM - _ROUNDED
_EMU = 635  # of a picture's size make a twentieth of a point
LEFT_OUT = {  # what Word adds by itself, and in what words its absence is told
    "webSettings": "",
    "footnotes": "",
    "endnotes": "",
    "stylesWithEffects": "",
    "intelligence": "",
    "people": "",
    "printerSettings": "",
    "thumbnail": "the small preview picture",
    "custom-properties": "the properties that people gave the file",
    "classificationlabels": "the sensitivity label",
    "glossaryDocument": "the building blocks",
    "origin": "the digital signature",
}


def page_troubles(base: Package) -> Iterator[str]:
    """Its size, and what would part it."""
    body = parse(base.parts[base.document])
    sections = list(body.iter(_W + "sectPr"))
    if len(sections) > 1:
        yield "It has two sections or more. Delete the section breaks in Word, so that one remains."
    if any(whole_number(cols.get(_W + "num", "1")) != 1 for cols in body.iter(_W + "cols")):
        yield "Its page has columns. In Word, choose Layout, Columns, One."
    if not base.leads_to(relationships_of(base.document), OFFICE + "styles"):
        yield "It has no styles. Open it in Word and save it anew."
    try:
        yield from _of_size(size_of(sections[-1]), base)
    except (ValueError, IndexError):
        yield "It does not say how big the page is. In Word, choose Layout, Size, A4; then save."


def _of_size(size: PaperSize, base: Package) -> Iterator[str]:
    if size.printed_width < _NARROWEST:
        yield (
            f"Its page leaves {size.printed_width / PER_CM:.1f} cm between the margins, and the "
            "tables need 15 cm. In Word, make the margins smaller, or the page wider."
        )
    above = max(size.top, size.header + _tallest(base, "header"))
    below = max(size.bottom, size.footer + _tallest(base, "footer"))
    room = size.height - above - below
    if room < _SHORTEST:
        yield (
            f"Its header and footer leave {max(room, 0) / PER_CM:.1f} cm for the text, and 12 cm "
            "are needed. Make the pictures or the margins above and below smaller."
        )


def _tallest(base: Package, kind: str) -> int:
    """The height of the tallest picture that stands in the line, and so pushes the text away."""
    heights = [
        whole_number(extent.get("cy", "0")) or 0
        for name in base.leads_to(relationships_of(base.document), OFFICE + kind)
        for inline in parse(base.parts[name]).iter(_DRAWING + "inline")
        for extent in inline.iter(_DRAWING + "extent")
    ]
    return max(heights, default=0) // _EMU


def kind_of(relationship: Relationship) -> str:
    """The last word of its type, which is the same for Word's old and new namespaces."""
    return relationship.kind.rpartition("/")[2]


def notes(base: Package) -> Iterator[str]:
    """Of a base that may be used: what Chairside adds, and what it leaves out."""
    links = relationships_of(base.document)
    styles = base.leads_to(links, OFFICE + "styles")[0]
    if missing := missing_styles(parse(base.parts[styles])):
        yield (
            "These styles are not in the base; Chairside adds its own, in the font of the base: "
            f"{', '.join(missing)}."
        )
    edges = [
        parse(base.parts[name])
        for kind in ("header", "footer")
        for name in base.leads_to(links, OFFICE + kind)
    ]
    if not any(_shows_pictures(edge) for edge in edges):
        yield "There is no picture in its headers and footers. If a logo is wanted, put it there."
    if any("PAGE" in instruction.split() for edge in edges for instruction in instructions(edge)):
        yield "It numbers its pages, and so does Chairside: the number will stand there twice."
    yield from _left_out(base)


def _left_out(base: Package) -> Iterator[str]:
    body = parse(base.parts[base.document])
    if _shows_pictures(body) or any((text.text or "").strip() for text in body.iter(_W + "t")):
        yield (
            "What stands in the body of the page is left out: words and pictures are taken from "
            "header and footer only."
        )
    kinds = {
        kind_of(one)
        for name in ("_rels/.rels", relationships_of(base.document))
        for one in base.relationships(name)
    }
    if words := [LEFT_OUT[kind] for kind in LEFT_OUT if kind in kinds and LEFT_OUT[kind]]:
        yield f"Left out as well: {', '.join(words)}."


def _shows_pictures(part: Element) -> bool:
    return any(True for _ in part.iter(_W + "drawing", _W + "pict"))
