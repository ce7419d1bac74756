"""Tables in the HTML that Word, Excel and others put on the clipboard, as grids of text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from desktop_app.records.numbers import whole_number

Grid = tuple[tuple[str, ...], ...]  # rows of one length

_MOST_MERGED = 100  # columns or rows that one merged cell may say it covers
_DEEPEST = 20  # tables in tables; what is deeper is read as part of the last
_UNSEEN = ("style", "script", "title")
_BLOCKS = re.compile("address|blockquote|center|d[dlt]|div|h[1-6r]|li|[ou]l|p|pre")
_SOURCE_SPACE = re.compile(r"[ \t\n\r\f]+")  # a line's end in the file is no more than a space
_SPACES = re.compile("[ \xa0]+")


def tables_of_html(html: str) -> tuple[list[Grid], str]:
    """The tables in turn, and the words around them; one that only frames others gives way."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    around = [reader.around.text()]
    grids = [table.grid() for table in _unframed(reader.tables, around)]
    return [grid for grid in grids if grid], "\n".join(words for words in around if words)


def said(grid: Grid) -> str:
    """A grid as plain words, a row a line."""
    lines = (" ".join(cell for cell in row if cell) for row in grid)
    return "\n".join(line for line in lines if line)


class _Words:
    """Words in lines, as a browser would break them."""

    def __init__(self) -> None:
        self._lines = [""]

    def say(self, words: str) -> None:
        self._lines[-1] += _SOURCE_SPACE.sub(" ", words)

    def break_line(self) -> None:
        self._lines.append("")

    def begin_line(self) -> None:
        """For a paragraph: no line more where none has begun."""
        if self._lines[-1].strip(" "):
            self.break_line()

    def text(self) -> str:
        return "\n".join(_SPACES.sub(" ", line).strip(" ") for line in self._lines).strip("\n")


@dataclass
class _Cell:
    """`words` include those of tables in it, `own` do not."""

    across: int = 1
    down: int = 1
    words: _Words = field(default_factory=_Words)
    own: _Words = field(default_factory=_Words)
    tables: "list[_Table]" = field(default_factory=list["_Table"])


class _Table:
    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []
        self.cell: _Cell | None = None

    def begin_row(self) -> None:
        self._rows.append([])
        self.cell = None

    def begin_cell(self, across: int, down: int) -> None:
        if not self._rows:
            self.begin_row()
        self.cell = _Cell(across, down)
        self._rows[-1].append(self.cell)

    def frames(self) -> _Cell | None:
        """Its one cell with words, if tables stand in that."""
        filled = [cell for row in self._rows for cell in row if cell.words.text()]
        return filled[0] if len(filled) == 1 and filled[0].tables else None

    def grid(self) -> Grid:
        """A cell merged over rows says its words in each, one merged over columns only once."""
        hanging: dict[int, tuple[int, str]] = {}  # column: rows still to come, words
        rows = [_laid_out(row, hanging) for row in self._rows]
        width = max(map(len, rows), default=0)
        return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _laid_out(cells: Sequence[_Cell], hanging: dict[int, tuple[int, str]]) -> list[str]:
    from_above = _hang(hanging)
    texts: dict[int, str] = {}
    column = 0
    for cell in cells:
        while column in from_above:
            column += 1
        words = cell.words.text()
        for place in range(column, column + cell.across):
            texts[place] = words if place == column else ""
            if cell.down > 1:
                hanging[place] = (cell.down - 1, texts[place])
        column += cell.across
    if any(texts.values()):
        texts = {**from_above, **texts}  # a row with nothing of its own stays empty
    return [texts.get(place, "") for place in range(max([*texts, *from_above], default=-1) + 1)]


def _hang(hanging: dict[int, tuple[int, str]]) -> dict[int, str]:
    """What reaches down into the next row."""
    reaching = {column: words for column, (_, words) in hanging.items()}
    for column, (rows, words) in list(hanging.items()):
        if rows > 1:
            hanging[column] = (rows - 1, words)
        else:
            del hanging[column]
    return reaching


def _unframed(tables: Sequence[_Table], around: list[str]) -> list[_Table]:
    found: list[_Table] = []
    for table in tables:
        if frame := table.frames():
            around.append(frame.own.text())
            found.extend(_unframed(frame.tables, around))
        else:
            found.append(table)
    return found


class _Reader(HTMLParser):
    """Forgiving as a browser: what is not closed ends with what is around it."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self.around = _Words()
        self._open: list[_Table] = []
        self._unseen = False

    def close(self) -> None:
        super().close()
        while self._open:
            self._close_table()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen = True
        elif tag == "table" and len(self._open) < _DEEPEST:
            self._open.append(_Table())
        elif tag == "br":
            for words in self._into():
                words.break_line()
        elif _BLOCKS.fullmatch(tag):
            self._begin_line()
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in ("td", "th"):
            said_of = dict(attrs)
            across, down = (_merged(said_of.get(name)) for name in ("colspan", "rowspan"))
            self._open[-1].begin_cell(across, down)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = False
        elif _BLOCKS.fullmatch(tag):
            self._begin_line()
        elif self._open and tag == "table":
            self._close_table()
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].cell = None

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            for words in self._into():
                words.say(data)

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 - the parser's
        """Word's `<![if ...]>`: the parser gives up on some of them."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def _into(self) -> list[_Words]:
        cell = self._open[-1].cell if self._open else None
        return [cell.words, cell.own] if cell else [self.around]

    def _begin_line(self) -> None:
        for words in self._into():
            words.begin_line()

    def _close_table(self) -> None:
        table = self._open.pop()
        outside = self._open[-1].cell if self._open else None
        if outside is None:
            self.tables.append(table)
            return
        outside.tables.append(table)
        outside.words.begin_line()
        for line in said(table.grid()).split("\n"):
            outside.words.say(line)
            outside.words.break_line()


def _merged(written: str | None) -> int:
    return max(1, min(whole_number(written or "") or 1, _MOST_MERGED))
