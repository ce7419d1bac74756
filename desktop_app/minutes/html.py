"""Blocks -> HTML for the preview: black on white, in the small set of tags that Qt draws."""

from html import escape

from desktop_app.minutes.blocks import DRAFT, Block, Gap, Line, Look, Piece, Row, Table, blocks
from desktop_app.minutes.layout import lattice
from desktop_app.records.snapshot import Snapshot

_STYLES: dict[Look, str] = {
    "title": "font-size: 16pt; font-weight: bold; text-align: center",
    "heading": "font-size: 13pt; font-weight: bold",
    "subheading": "font-size: 12pt; font-weight: bold",
    "note": "font-size: 10pt",
    "label": "font-weight: bold",
    "answer": "",
    "fact_label": "font-size: 8pt; color: #404040",
    "fact": "font-size: 9pt; color: #404040",
    "draft": "font-size: 13pt; font-weight: bold; text-align: center",
}
_LEVELS: dict[Look, str] = {"title": "h1", "heading": "h2", "subheading": "h3"}
_SHADES: dict[Look, str] = {"heading": "#d9d9d9", "subheading": "#d9d9d9", "label": "#f2f2f2"}


def to_html(snapshot: Snapshot) -> str:
    """A whole page, without anything to load from elsewhere."""
    notice = "" if snapshot.signature else _piece(Piece("draft", "words", "Draft", DRAFT))
    body = "\n".join(map(_block, blocks(snapshot)))
    return (
        f"<html><head><title>{escape(snapshot.title)}</title></head>"
        '<body style="color: #000000; background-color: #ffffff; font-size: 11pt">'
        f"{notice}\n{body}</body></html>"
    )


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Line):
        return _piece(block.piece)
    return _gap(block)


def _gap(gap: Gap) -> str:
    return "" if gap.inner else '<p style="font-size: 8pt; margin: 0">&nbsp;</p>'


def _table(table: Table) -> str:
    shape = lattice(table)
    rows = [
        _row(row, spans, shape.widths) for row, spans in zip(table.rows, shape.spans, strict=True)
    ]
    repeated = sum(row.repeats for row in table.rows)
    head = f"<thead>{''.join(rows[:repeated])}</thead>" if repeated else ""
    return (
        f'<table width="100%" border="{0 if table.quiet else 1}" cellspacing="0" cellpadding="4"'
        ' style="border-collapse: collapse; border-color: #595959; border-style: solid">'
        f"{head}{''.join(rows[repeated:])}</table>"
    )


def _row(row: Row, spans: tuple[int, ...], widths: tuple[int, ...]) -> str:
    cells: list[str] = []
    first = 0
    for pieces, span in zip(row.cells, spans, strict=True):
        # Qt shares the width of a wide cell evenly among its columns: only narrow ones give it.
        width = f' width="{widths[first]}%"' if span == 1 else f' colspan="{span}"'
        cells.append(_cell(pieces, width))
        first += span
    return f"<tr>{''.join(cells)}</tr>"


def _cell(pieces: tuple[Piece, ...], width: str) -> str:
    shade = _SHADES.get(pieces[0].look, "") if pieces else ""
    colour = f' bgcolor="{shade}"' if shade else ""
    return f"<td{width}{colour}>{''.join(map(_piece, pieces)) or '&nbsp;'}</td>"


def _piece(piece: Piece) -> str:
    """One paragraph; pre-wrap keeps lines, tabs and spaces as they were typed."""
    name = _LEVELS.get(piece.look, "p")
    style = f"margin: 0; white-space: pre-wrap; {_STYLES[piece.look]}"
    return f'<{name} style="{style}">{escape(piece.text)}</{name}>'
