"""Tables of a Word file that answer a form's questions.

A table is known by its headings or by the names of its rows; in others each label has its answer
in its own cell, beside it or below it.
"""

from collections.abc import Iterator, Mapping

from desktop_app.forms.model import Question
from desktop_app.minutes.preparation.labels import Heads, Labels
from desktop_app.minutes.preparation.passages import Passage, Table
from desktop_app.minutes.preparation.read_people import people_of
from desktop_app.minutes.preparation.taken import Taken
from desktop_app.records.meeting import new_id

_ABOUT_THE_FILE = ("words", "fact:", "u:", "signed:")  # tags in minutes of ours


class TableReader:
    """`asked` are the questions by key that a file may answer."""

    def __init__(self, labels: Labels, asked: Mapping[str, Question], taken: Taken) -> None:
        self._labels = labels
        self._asked = asked
        self._taken = taken

    def read(self, table: Table) -> None:
        heads: Heads | None = None
        edges: tuple[int, ...] = ()
        for place, row in enumerate(table):
            if found := self._heads(row):
                heads, edges = found, _edges(row)
                continue
            if heads and _edges(row) == edges and not self._is_labelled(row, heads):
                self._take_row(row, heads)
                continue
            heads = None
            below = table[place + 1] if place + 1 < len(table) else []
            if not self._take_fixed(row, None):
                self._take_people(row)
                self._take_labelled(row, below)

    def _heads(self, row: list[Passage]) -> Heads | None:
        tagged = {place: tag for place, cell in enumerate(row) for tag in _of(cell, "ph:")}
        if tagged:
            key = next(iter(tagged.values())).split(":")[1]
            columns = {place: tag.split(":")[2] for place, tag in tagged.items()}
            found = Heads(self._asked[key], columns) if key in self._asked else None
        else:
            found = self._labels.heads([cell.text for cell in row], self._taken.about)
        if found is None:
            return None
        for place in found.columns:
            row[place].taken = True
        self._taken.last = self._taken.about = found.question.key
        return found

    def _is_labelled(self, row: list[Passage], heads: Heads) -> bool:
        """The next question has begun: its label stands alone in the row."""
        said = [cell for cell in row if cell.text.strip()]
        if len(said) != 1 or heads.question.rows:
            return False
        return self._labels.question(said[0].text, self._taken.last) is not None

    def _take_row(self, row: list[Passage], heads: Heads) -> None:
        if heads.question.rows:
            self._take_fixed(row, heads)
            return
        self._taken.row(heads.question, new_id(), row, heads.columns)

    def _take_fixed(self, row: list[Passage], heads: Heads | None) -> bool:
        """A row that the form itself names; its cells in order where no headings say which."""
        if len(row) < 2:
            return False
        found = self._labels.fixed_row(row[0].text)
        if found is None or (heads and found[0].key != heads.question.key):
            return False
        question, key = found
        if self._taken.has_row(question, key):
            return False
        if heads is None:
            printed = [column.key for column in question.columns if column.printed]
            if len(printed) != len(row) - 1:
                return False
            columns = dict(enumerate(printed, 1))
        else:
            columns = heads.columns
        row[0].taken = True
        self._taken.last = question.key
        self._taken.row(question, key, row, columns)
        return True

    def _take_labelled(self, row: list[Passage], below: list[Passage]) -> None:
        found = [(place, question) for place, question in self._labels_in(row)]
        heads_below = self._labels.heads([cell.text for cell in below]) is not None
        side_by_side = 2 * len(found) > len(row) and len(row) > 1
        for place, question in found:
            right = row[place + 1] if place + 1 < len(row) else None
            beside = None if side_by_side else right
            answer = beside or (None if heads_below else _under(row, place, below))
            if question.has_rows:
                self._taken.about = question.key
            elif answer and not answer.taken and not self._is_label(answer):
                answer.taken = self._taken.answer(question, answer.text)

    def _take_people(self, row: list[Passage]) -> None:
        """`Present` in one cell, and who was in the next; or all of it in one."""
        for place, cell in enumerate(row):
            found = None if cell.taken else people_of(cell.text)
            if found is None:
                continue
            if found.people:
                self._taken.people(found, cell)
            elif place + 1 < len(row) and not (found.unread or row[place + 1].taken):
                said = people_of(f"{found.label}: {row[place + 1].text}")
                if said and said.people and self._taken.people(said, row[place + 1]):
                    cell.taken = True

    def _labels_in(self, row: list[Passage]) -> Iterator[tuple[int, Question]]:
        """Labels that stand alone in their cells; a cell with its answer in it is taken at once."""
        for place, cell in enumerate(row):
            if cell.taken or not cell.text.strip() or _is_about(cell):
                continue
            question = self._labels.question(cell.text, self._taken.last)
            if question and question.key not in self._taken.answers:
                cell.taken = True
                self._taken.last = question.key
                yield place, question
            elif self._labels.is_heading(cell.text):
                cell.taken = True
                self._labels_of_heading(cell)
            else:
                self._take_cell(cell)

    def _labels_of_heading(self, cell: Passage) -> None:
        question = self._labels.question(cell.text, self._taken.last)
        if question and question.has_rows:
            self._taken.about = question.key

    def _is_label(self, cell: Passage) -> bool:
        return bool(
            self._labels.question(cell.text, self._taken.last) or self._labels.is_heading(cell.text)
        )

    def _take_cell(self, cell: Passage) -> None:
        """`Label: answer`, or the label on a line of its own and the answer under it."""
        first, _, more = cell.text.partition("\n")
        question, text = self._labels.question(first, self._taken.last), more
        if question is None and (inline := self._labels.inline(first, self._taken.last)):
            question, text = inline[0], f"{inline[1]}\n{more}" if more else inline[1]
        if question is None or question.has_rows or not text.strip():
            return
        if self._taken.answer(question, text):
            cell.taken = True
            self._taken.last = question.key


def _is_about(cell: Passage) -> bool:
    return any(tag.startswith(_ABOUT_THE_FILE) for tag in cell.tags)


def _of(cell: Passage, start: str) -> list[str]:
    return [tag for tag in cell.tags if tag.startswith(start)]


def _edges(row: list[Passage]) -> tuple[int, ...]:
    return tuple(cell.column for cell in row)


def _under(row: list[Passage], place: int, below: list[Passage]) -> Passage | None:
    """The cell below, which begins where the label does; or the only one."""
    if len(below) == 1 and len([cell for cell in row if cell.text.strip()]) == 1:
        return below[0]
    return next((cell for cell in below if cell.column == row[place].column), None)
