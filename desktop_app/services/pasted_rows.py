"""A pasted table in the columns of a question: by its headings, else by place; no word is lost."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Column
from desktop_app.minutes.pasted.grid import Grid
from desktop_app.records.meeting import LONGEST_ANSWER, Row, new_id
from desktop_app.records.text import clean, one_line
from desktop_app.services.pasted_table import Pasted

MOST_ROWS = 100  # more than any meeting has; the window stands still for a second or two
KEPT = "Nothing was put in, and your clipboard still has it."
_STILL_THERE = "Your clipboard still has it."
_TITLES = 2  # rows that may stand above the headings
_LONGEST_CHOICE = 30  # characters: what is longer is a remark, not a choice
_ROW_NUMBER = re.compile(r"\(?(\d{1,3})[.):]?")
_OF_NUMBERS = {"", "no", "nr", "number", "item", "ref", "row", "action no", "action number"}

Terms = Callable[[Column], Sequence[str]]


@dataclass(frozen=True)
class Taken:
    """`remarks` are sentences on what was put elsewhere or left."""

    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


def rows_of_table(table: Pasted, columns: Sequence[Column], terms: Terms) -> Taken:
    """Raises CannotProceed for a table that does not fit, or says nothing."""
    filled = tuple(row for row in table.rows if any(map(str.strip, row)))
    headings_at = _headings_at(filled, columns)
    if headings_at is None:
        titles, headings, body = (), ("",) * len(filled[0]), filled
        places = _by_position(body, columns)
    else:
        titles, headings = filled[:headings_at], filled[headings_at]
        body = tuple(row for row in filled[headings_at:] if row != headings)
        places = _by_heading(headings, body, columns)
    if len(body) > MOST_ROWS:
        raise CannotProceed(
            f"That table has {len(body):,} rows. At most {MOST_ROWS} are taken at a time.",
            KEPT,
            "Copy it in parts.",
        )
    laid = _Laid(columns, places, headings, terms)
    rows = tuple(Row(new_id(), values) for values in map(laid.values, body) if values)
    if not rows:
        raise CannotProceed("That table has nothing but headings.", KEPT)
    around = [" ".join(filter(None, row)) for row in titles] + table.around.split("\n")
    remarks = (*table.left, *laid.remarks(), *_left_around(filter(None, around)))
    return Taken(rows, remarks)


def _left_around(words: Iterable[str]) -> Iterator[str]:
    said = " ".join(words)
    if said:
        begins = said if len(said) <= 60 else f"{said[:60].rsplit(' ', 1)[0]} …"
        yield f"What stands around the table was not taken: “{begins}”."
        yield _STILL_THERE


# which column of the table goes where: a column, None for words that no column holds,
# and no entry for the numbers of rows


def _by_position(body: Grid, columns: Sequence[Column]) -> dict[int, Column | None]:
    first = 1 if len(body[0]) > 1 and _are_row_numbers(row[0] for row in body) else 0
    printed = [column for column in columns if column.printed]
    return {
        place: printed[place - first] if place - first < len(printed) else None
        for place in range(first, len(body[0]))
    }


def _by_heading(
    headings: Sequence[str], body: Grid, columns: Sequence[Column]
) -> dict[int, Column | None]:
    likely = sorted(
        (-how, place, number)
        for place, heading in enumerate(headings)
        for number, column in enumerate(columns)
        if (how := _likeness(heading, column))
    )
    taken: dict[int, Column] = {}
    for _, place, number in likely:
        if place not in taken and columns[number] not in taken.values():
            taken[place] = columns[number]
    return {
        place: taken.get(place)
        for place, heading in enumerate(headings)
        if place in taken
        or _plain(heading) not in _OF_NUMBERS
        or not _are_row_numbers(row[place] for row in body)
    }


def _are_row_numbers(cells: Iterable[str]) -> bool:
    """Rising, as far as there are any."""
    said = [cell.strip() for cell in cells if cell.strip()]
    numbers = [int(match[1]) for cell in said if (match := _ROW_NUMBER.fullmatch(cell))]
    return bool(said) and len(numbers) == len(said) and numbers == sorted(numbers)


def _headings_at(rows: Grid, columns: Sequence[Column]) -> int | None:
    for place, row in enumerate(rows[: _TITLES + 1]):
        cells = [cell for cell in row if cell.strip()]
        known = [cell for cell in cells if any(_likeness(cell, one) > 1 for one in columns)]
        alone = len(known) == len(cells) == 1 and _likeness(cells[0], columns[0]) > 1
        if len(known) > 1 or alone:
            return place
    return None


def _likeness(heading: str, column: Column) -> int:
    """3 for the column's own label, 2 for another name of it, 1 for a heading that begins so."""
    said = _plain(heading)
    if not said:
        return 0
    if said in (_plain(column.label), _plain(column.label.split("\n")[0])):
        return 3
    names = [_plain(name) for name in column.also]
    if said in names:
        return 2
    return int(any(f"{said} ".startswith(f"{name} ") for name in (_plain(column.label), *names)))


def _plain(words: str) -> str:
    """Without capitals, and with a single space for whatever is no letter."""
    return re.sub(r"[\W_]+", " ", words).strip().casefold()


class _Laid:
    """Lays rows of cells into columns, and remembers which headings had to go elsewhere."""

    def __init__(
        self,
        columns: Sequence[Column],
        places: Mapping[int, Column | None],
        headings: Sequence[str],
        terms: Terms,
    ) -> None:
        self._places = places
        self._headings = headings
        self._notes = {column.key for column in columns if column.kind == "notes"}
        self._terms = {
            column.key: {term.casefold(): term for term in terms(column)}
            for column in columns
            if column.kind == "choice"
        }
        self._home = _home(columns)
        self._elsewhere: list[str] = []
        self._left: list[str] = []

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """By column; empty for a row that says nothing."""
        values: dict[str, str] = {}
        more: list[str] = []
        for place, column in self._places.items():
            words = cells[place].strip()
            if not words:
                continue
            if column and not self._is_remark(words, column):
                values[column.key] = self._as_kept(words, column)
            else:
                more.append(self._named(words, place))
        return self._checked(self._with_more(values, more))

    def _is_remark(self, words: str, column: Column) -> bool:
        terms = self._terms.get(column.key)
        known = terms is None or words.casefold() in terms
        return not known and len(words) > _LONGEST_CHOICE

    def _as_kept(self, words: str, column: Column) -> str:
        if column.key in self._notes:
            return clean(words)
        line = one_line(re.sub(r"\s*\n\s*", " ", words))
        return self._terms.get(column.key, {}).get(line.casefold(), line)

    def _named(self, words: str, place: int) -> str:
        heading = " ".join(self._headings[place].split())
        unheard = self._elsewhere if self._home else self._left
        name = heading or f"column {place + 1}"
        if name not in unheard:
            unheard.append(name)
        return f"{heading}: {words}" if heading else words

    def _with_more(self, values: dict[str, str], more: list[str]) -> dict[str, str]:
        if not more or not self._home:
            return values
        home = self._home
        joint = "\n" if home.key in self._notes else "; "
        own = values.get(home.key, "")
        kept = [clean(w) if joint == "\n" else one_line(" ".join(w.split())) for w in more]
        return {**values, home.key: joint.join(part for part in (own, *kept) if part)}

    def _checked(self, values: dict[str, str]) -> dict[str, str]:
        longest = max(map(len, values.values()), default=0)
        if longest > LONGEST_ANSWER:
            raise CannotProceed(
                f"One cell of that table has {longest:,} characters: an answer holds "
                f"{LONGEST_ANSWER:,}.",
                KEPT,
                "Paste that cell in parts.",
            )
        return values

    def remarks(self) -> Iterator[str]:
        """Sentences, once all rows are laid."""
        if self._elsewhere and self._home:
            where = self._home.label.split("\n")[0]
            yield f"What stood under {_quoted(self._elsewhere)} is now in “{where}”."
        if self._left:
            yield f"Not taken: {_quoted(self._left)}, for which there is no column."
            yield _STILL_THERE


def _home(columns: Sequence[Column]) -> Column | None:
    """Where words go that no column holds: notes, else a plain line that is not the first."""
    notes = [column for column in columns if column.kind == "notes"]
    lines = [column for column in columns[1:] if column.kind == "line" and not column.choices]
    return (notes or lines or [None])[-1]


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
