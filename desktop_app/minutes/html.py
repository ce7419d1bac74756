"""Blocks -> HTML for the preview: black on white, in the small set of tags that Qt draws."""

from collections.abc import Iterable
from html import escape

from desktop_app.minutes.blocks import DRAFT, Block, Gap, Line, Look, Piece, Row, Table
from desktop_app.minutes.in_blocks import blocks
from desktop_app.minutes.layout import lattice
from desktop_app.records.snapshot import Snapshot

_POINTS: dict[Look, int] = {
    "title": 16,
    "heading": 13,
    "subheading": 12,
    "note": 10,
    "fact_label": 8,
    "fact": 9,
    "draft": 13,
}
_USUAL = 11  # points of labels and answers
_DRAWN = 60  # pixels: height of a drawn signature
_STYLES: dict[Look, str] = {
    "title": "font-weight: bold; text-align: center",
    "heading": "font-weight: bold",
    "subheading": "font-weight: bold",
    "label": "font-weight: bold",
    "fact_label": "color: #404040",
    "fact": "color: #404040",
    "draft": "font-weight: bold; text-align: center",
}
_LEVELS: dict[Look, str] = {"title": "h1", "heading": "h2", "subheading": "h3"}
_SHADES: dict[Look, str] = {"heading": "#d9d9d9", "subheading": "#d9d9d9", "label": "#f2f2f2"}


def to_html(snapshot: Snapshot, scale: float = 1.0) -> str:
    """A whole page, without anything to load from elsewhere; `scale` is for eyes, not paper."""
    notice = () if snapshot.signature else (Line(Piece("draft", "words", "Draft", DRAFT)),)
    return drawn(snapshot.title, (*notice, *blocks(snapshot)), scale)


def drawn(title: str, what: Iterable[Block], scale: float = 1.0) -> str:
    """The same for any blocks."""
    body = "\n".join(_block(block, scale) for block in what)
    return (
        f"<html><head><title>{escape(title)}</title></head>"
        '<body style="color: #000000; background-color: #ffffff;">'
        f"{body}</body></html>"
    )


def _block(block: Block, scale: float) -> str:
    if isinstance(block, Table):
        return _table(block, scale)
    if isinstance(block, Line):
        return _piece(block.piece, scale)
    return _gap(block)


def _gap(gap: Gap) -> str:
    return "" if gap.inner else '<p style="font-size: 8pt; margin: 0">&nbsp;</p>'


def _table(table: Table, scale: float) -> str:
    shape = lattice(table)
    rows = [
        _row(row, spans, shape.widths, scale)
        for row, spans in zip(table.rows, shape.spans, strict=True)
    ]
    repeated = sum(row.repeats for row in table.rows)
    head = f"<thead>{''.join(rows[:repeated])}</thead>" if repeated else ""
    return (
        f'<table width="100%" border="{0 if table.quiet else 1}" cellspacing="0" cellpadding="4"'
        ' style="border-collapse: collapse; border-color: #595959; border-style: solid">'
        f"{head}{''.join(rows[repeated:])}</table>"
    )


def _row(row: Row, spans: tuple[int, ...], widths: tuple[int, ...], scale: float) -> str:
    cells: list[str] = []
    first = 0
    for pieces, span in zip(row.cells, spans, strict=True):
        # Qt shares the width of a wide cell evenly among its columns: only narrow ones give it.
        width = f' width="{widths[first]}%"' if span == 1 else f' colspan="{span}"'
        cells.append(_cell(pieces, width, scale))
        first += span
    return f"<tr>{''.join(cells)}</tr>"


def _cell(pieces: tuple[Piece, ...], width: str, scale: float) -> str:
    shade = _SHADES.get(pieces[0].look, "") if pieces else ""
    colour = f' bgcolor="{shade}"' if shade else ""
    inside = "".join(_piece(piece, scale) for piece in pieces)
    return f"<td{width}{colour}>{inside or '&nbsp;'}</td>"


def _piece(piece: Piece, scale: float) -> str:
    """One paragraph; pre-wrap keeps lines, tabs and spaces as they were typed.

    The size stands in a span: Qt gives headings its own, whatever their style says.
    """
    name = _LEVELS.get(piece.look, "p")
    style = f"margin: 0; white-space: pre-wrap; {_STYLES.get(piece.look, '')}"
    if piece.look == "drawing":
        # the data stands in the page: nothing is loaded from elsewhere
        return (
            f'<p><img height="{round(_DRAWN * scale)}" alt="{escape(piece.name)}" '
            f'src="data:image/png;base64,{piece.text}"></p>'
        )
    points = _POINTS.get(piece.look, _USUAL) * scale
    text = f'<span style="font-size: {points:g}pt">{escape(piece.text)}</span>'
    return f'<{name} style="{style}">{text}</{name}>'
