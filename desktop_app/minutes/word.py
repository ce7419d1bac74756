"""Blocks -> the bytes of a Word file, every text in a content control that names its place."""

import base64
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import count, pairwise
from typing import cast

from docx.shared import Cm

from desktop_app.errors import ProgramFault
from desktop_app.minutes.blocks import Block, Gap, Line, Look, Piece, Row, Table
from desktop_app.minutes.in_blocks import blocks
from desktop_app.minutes.layout import WHOLE, lattice
from desktop_app.minutes.paper.page import fill_footer, fill_header
from desktop_app.minutes.paper.paper import Paper, paper
from desktop_app.minutes.parts.element import (
    Element,
    paragraph,
    run,
    table_properties,
    text,
    w,
)
from desktop_app.records.snapshot import Snapshot

_STYLES: dict[Look, str] = {
    "title": "Title",
    "heading": "Heading1",
    "subheading": "Heading2",
    "note": "FormNote",
    "label": "FormLabel",
    "answer": "FormAnswer",
    "fact_label": "FactLabel",
    "fact": "Fact",
    "draft": "DraftNotice",
    "drawing": "FormAnswer",
}
_SHADES: dict[Look, str] = {"heading": "D9D9D9", "subheading": "D9D9D9", "label": "F2F2F2"}
_LONG = 600  # characters: a row with more in one cell may break across pages
_MANY = 12  # lines: likewise
_LONGEST_NAME = 64  # characters of a content control's title
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DRAWN_HEIGHT = Cm(1.6)
_TABS = re.compile("(\t)")


def to_word(snapshot: Snapshot, base: bytes | None = None) -> bytes:
    """The same bytes for the same snapshot and council's base (None: our own).

    Raises CannotProceed for a base that check_base refuses, ProgramFault for text that XML cannot
    hold.
    """
    return written(blocks(snapshot), snapshot, base)


def written(what: Iterable[Block], snapshot: Snapshot, base: bytes | None = None) -> bytes:
    """Any blocks, on pages whose header and footer are those of the minutes in the snapshot."""
    sheet = paper(base)
    writer = _Writer(sheet)
    end = sheet.document.element.body[-1]
    for block in what:
        for element in writer.block(block):
            end.addprevious(element)
    for number, line in enumerate(sheet.headers, start=1):
        fill_header(line, snapshot, number)
    for line in sheet.footers:
        fill_footer(line, snapshot)
    raw = io.BytesIO()
    sheet.document.save(raw)
    return _with_fixed_times(raw)


class _Writer:
    """Writes blocks of one document, whose content controls are numbered through."""

    def __init__(self, sheet: Paper) -> None:
        self._numbers = count(1)
        self._document = sheet.document
        self._width = sheet.width
        self._styles = sheet.styles

    def block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Table):
            yield self._table(block)
        elif isinstance(block, Line):
            yield self._control(block.piece, keep=block.piece.look != "draft")
        else:
            yield self._gap(block)

    def _gap(self, gap: Gap) -> Element:
        if gap.mark:
            return self._control(gap.mark, keep=True, style="SectionGap")
        return self._paragraph("", "Gap" if gap.inner else "SectionGap", keep=gap.keep)

    def _table(self, table: Table) -> Element:
        shape = lattice(table)
        reached, edges = 0, [0]
        for width in shape.widths:
            reached += width
            edges.append(round(self._width * reached / WHOLE))
        grid = w("tblGrid", *(w("gridCol", w=b - a) for a, b in pairwise(edges)))
        element = w("tbl", table_properties(self._width, lined=not table.quiet), grid)
        for row, spans in zip(table.rows, shape.spans, strict=True):
            element.append(self._row(row, spans, edges))
        return element

    def _row(self, row: Row, spans: tuple[int, ...], edges: list[int]) -> Element:
        long = any(_is_long(piece.text) for pieces in row.cells for piece in pieces)
        keep = row.keep and not long  # a long row has to break; kept, it would leave half a page
        element = w("tr", _row_properties(row, long=long))
        first = 0
        for pieces, span in zip(row.cells, spans, strict=True):
            width = edges[first + span] - edges[first]
            element.append(self._cell(pieces, span, width, keep=keep))
            first += span
        return element

    def _cell(self, pieces: tuple[Piece, ...], span: int, width: int, *, keep: bool) -> Element:
        properties = w("tcPr", w("tcW", w=width, type="dxa"))
        if span > 1:
            properties.append(w("gridSpan", val=span))
        if pieces and pieces[0].look in _SHADES:
            fill = _SHADES[pieces[0].look]
            properties.append(w("shd", val="clear", color="auto", fill=fill))
        cell = w("tc", properties, *(self._control(piece, keep=keep) for piece in pieces))
        if not pieces:
            cell.append(self._paragraph("", "FormAnswer", keep=keep))
        return cell

    def _control(self, piece: Piece, *, keep: bool, style: str = "") -> Element:
        _check(piece.tag)
        _check(piece.text)
        style = style or _STYLES[piece.look]
        properties = w(
            "sdtPr",
            w("alias", val=" ".join(piece.name.split())[:_LONGEST_NAME]),
            w("tag", val=piece.tag),
            w("id", val=next(self._numbers)),
        )
        if piece.look == "drawing":
            drawn = self._paragraph("", style, keep=keep)
            drawn.append(run(self._picture(piece)))
            return w("sdt", properties, w("sdtContent", drawn))
        lines = (self._paragraph(line, style, keep=keep) for line in piece.text.split("\n"))
        return w("sdt", properties, w("sdtContent", *lines))

    def _picture(self, piece: Piece) -> Element:
        """A picture in the line of text, with words for those who do not see it."""
        png = io.BytesIO(base64.b64decode(piece.text))
        inline = self._document.part.new_pic_inline(png, height=_DRAWN_HEIGHT)
        inline.docPr.set("descr", piece.name)
        return w("drawing", cast("Element", inline))

    def _paragraph(self, line: str, style: str, *, keep: bool) -> Element:
        words = (run(*_words(line)),) if line else ()
        return paragraph(self._styles.get(style, style), *words, keep=keep)


def _check(words: str) -> None:
    if found := _NOT_XML.search(words):
        raise ProgramFault(f"A character that Word cannot hold was not cleaned: {found[0]!r}")


def _words(line: str) -> Iterator[Element]:
    for part in _TABS.split(line):
        if part == "\t":
            yield w("tab")
        elif part:
            yield text(part)


def _row_properties(row: Row, *, long: bool) -> Element:
    properties = w("trPr")
    if not long:
        properties.append(w("cantSplit"))
        if row.repeats:  # a heading of half a page would leave no room on the pages it repeats on
            properties.append(w("tblHeader"))
    return properties


def _is_long(words: str) -> bool:
    return len(words) > _LONG or words.count("\n") >= _MANY


def _with_fixed_times(raw: io.BytesIO) -> bytes:
    """The package again, without the time and the system it was made on."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(fixed, "w") as package:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, made.read(name))
    return fixed.getvalue()
