"""Cells of a page laid into a grid, in which merged ones count for every row they cover."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.minutes.pasted.lines import Lines
from desktop_app.minutes.pasted.parsed import TooMuch
from desktop_app.minutes.preparation.left_unread import LeftUnread

Grid = tuple[tuple[str, ...], ...]  # rows of one length

_MOST_CELLS = 100_000
_MOST_WORDS = 8_000_000  # characters, counted in every table and cell around them


def said(grid: Grid) -> str:
    """A grid as plain words, a row a line."""
    lines = (" ".join(cell for cell in row if cell) for row in grid)
    return "\n".join(line for line in lines if line)


@dataclass
class Effort:
    """Merged cells and tables in tables multiply: how much of that is left."""

    cells: int = _MOST_CELLS
    words: int = _MOST_WORDS

    def lay(self, cells: int) -> None:
        self.cells -= cells
        if self.cells < 0:
            raise TooMuch("has too many cells")

    def say(self, words: int) -> None:
        self.words -= words
        if self.words < 0:
            raise TooMuch("says too much in too many cells")


@dataclass
class Cell:
    """`words` include those of tables in it, `own` do not."""

    across: int = 1
    down: int = 1
    words: Lines = field(default_factory=Lines)
    own: Lines = field(default_factory=Lines)
    tables: "list[Table]" = field(default_factory=list["Table"])


class Table:
    """Rows that nobody sees are laid out, for what hangs into them, and left out of the grid."""

    def __init__(self, effort: Effort, left: LeftUnread) -> None:
        self._effort = effort
        self._left = left
        self._rows: list[list[Cell]] = []
        self._unseen_rows: set[int] = set()
        self._columns = 0
        self._unseen_columns: set[int] = set()
        self._grid: Grid | None = None
        self.cell: Cell | None = None

    def columns(self, count: int, *, seen: bool) -> None:
        """The next columns, as the page announces them."""
        self._effort.lay(count)
        if not seen:
            self._unseen_columns.update(range(self._columns, self._columns + count))
        self._columns += count

    def begin_row(self, *, seen: bool = True) -> None:
        if not seen:
            self._unseen_rows.add(len(self._rows))
        self._rows.append([])
        self.cell = None

    def begin_cell(self, across: int, down: int) -> None:
        if not self._rows:
            self.begin_row()
        self.cell = Cell(across, down)
        self._rows[-1].append(self.cell)

    def frames(self) -> Cell | None:
        """Its one cell with words, if tables stand in that."""
        filled = [cell for row in self._rows for cell in row if cell.words.text()]
        return filled[0] if len(filled) == 1 and filled[0].tables else None

    def grid(self) -> Grid:
        """A cell merged over rows says its words in each, one merged over columns only once."""
        if self._grid is None:
            hanging: dict[int, tuple[int, str]] = {}  # column: rows still to come, words
            laid = [self._laid_out(row, hanging) for row in self._rows]
            rows = [row for place, row in enumerate(laid) if place not in self._unseen_rows]
            width = max(map(len, rows), default=0)
            self._effort.lay(width * len(rows))
            self._grid = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
        return self._grid

    def _laid_out(self, cells: Sequence[Cell], hanging: dict[int, tuple[int, str]]) -> list[str]:
        from_above = _hang(hanging)
        texts: dict[int, str] = {}
        column = 0
        for cell in cells:
            while column in from_above:
                column += 1
            places = range(column, column + cell.across)
            self._effort.lay(cell.across)
            seen = [place for place in places if place not in self._unseen_columns]
            words = cell.words.text()
            if not seen:
                self._left.hide(words)
            for place in places:
                texts[place] = words if place in seen[:1] else ""
                if cell.down > 1:
                    hanging[place] = (cell.down - 1, texts[place])
            column += cell.across
        if any(texts.values()):
            texts = {**from_above, **texts}  # a row with nothing of its own stays empty
        self._effort.lay(len(texts) + len(from_above))
        places = range(max([*texts, *from_above], default=-1) + 1)
        return [texts.get(place, "") for place in places if place not in self._unseen_columns]


def _hang(hanging: dict[int, tuple[int, str]]) -> dict[int, str]:
    """What reaches down into the next row."""
    reaching = {column: words for column, (_, words) in hanging.items()}
    for column, (rows, words) in list(hanging.items()):
        if rows > 1:
            hanging[column] = (rows - 1, words)
        else:
            del hanging[column]
    return reaching
