"""The table on a clipboard: as HTML from Word, Excel or a message, or as lines with tabs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.minutes.pasted.grid import Grid, said
from desktop_app.minutes.pasted.tables import tables_of_html

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


@dataclass(frozen=True)
class Pasted:
    """`around` are words of the clipboard that stand in no cell of the table.

    `left` are sentences on what its source does not show.
    """

    rows: Grid
    around: str = ""
    left: tuple[str, ...] = ()

    @property
    def is_mostly_around(self) -> bool:
        """A letter with a table in it, rather than a table."""
        return len(self.around) > sum(len(cell) for row in self.rows for cell in row)


def table_on_clipboard(html: str, text: str) -> Pasted | None:
    """None where there is none: two columns make one, and several rows where it is HTML.

    Raises CannotProceed where it is too much to be read whole.
    """
    found = table_of_html(html)
    if found and (_filled_columns(found.rows) > 1 or len(_filled(found.rows)) > 1):
        return found
    rows = table_of_text(text)
    return Pasted(rows) if _filled_columns(rows) > 1 else None


def table_of_html(html: str) -> Pasted | None:
    """The largest table, with others of its width."""
    if "<table" not in html.lower():
        return None
    found = tables_of_html(html)
    grids = found.grids
    if not grids:
        return None
    width = len(max(grids, key=lambda grid: len(grid) * len(grid[0]))[0])
    rows = tuple(row for grid in grids for row in grid if len(row) == width)
    others = [said(grid) for grid in grids if len(grid[0]) != width]
    around = "\n".join(words for words in (found.around, *others) if words)
    return Pasted(rows, around, found.left)


def table_of_text(text: str) -> Grid:
    """Lines with tabs; empty where a line has none, for then it is text that holds a tab."""
    lines = _lines(re.sub("\r\n?", "\n", text)) if "\t" in text else []
    if any(len(cells) == 1 and cells[0].strip() for cells in lines):
        return ()
    width = max(map(len, lines), default=0)
    return tuple(tuple(cells + [""] * (width - len(cells))) for cells in lines)


def _lines(text: str) -> list[list[str]]:
    """The last line's end begins no other line."""
    lines: list[list[str]] = [[]]
    at, last = 0, len(text.removesuffix("\n"))
    while True:
        cell, at = _cell(text, at, last)
        lines[-1].append(cell)
        if at >= last:
            return lines
        if text[at] == "\n":
            lines.append([])
        at += 1


def _cell(text: str, at: int, last: int) -> tuple[str, int]:
    """The cell that begins there, and where it ends.

    Excel puts quotation marks around a cell that holds a tab or a line's end, and doubles those
    inside; others are the chair's own and stay.
    """
    if (quoted := _QUOTED.match(text, at, last)) and re.search('[\t\n]|""', quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, at, last)
    return (plain[0], plain.end()) if plain else ("", at)


def _filled(rows: Grid) -> list[Sequence[str]]:
    return [row for row in rows if any(map(str.strip, row))]


def _filled_columns(rows: Grid) -> int:
    return sum(any(map(str.strip, column)) for column in zip(*rows, strict=True))
