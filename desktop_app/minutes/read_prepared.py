"""Any Word file -> what it answers of a form's questions, and every other word of it.

Our own controls are known by their tags. Elsewhere a label is followed by its answer: in the
same cell, beside it or below it; a table is known by its headings or by the names of its rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.forms.model import Form, Question
from desktop_app.minutes.labels import Heads, Labels, plain
from desktop_app.minutes.preparation import (
    CHOOSE,
    ONE_A_LINE,
    PLACEHOLDER,
    small_print,
    title_of,
)
from desktop_app.minutes.unpack import read_limited
from desktop_app.minutes.word_text import Passage, Table, WordText, read_words
from desktop_app.records.meeting import LONGEST_ANSWER, Row, new_id
from desktop_app.records.text import one_line

_SEVERAL_LINES = ("notes", "choices")
_ANSWERS = ("p:", "a:")  # tags of answers: of the preparation form, of minutes
_ABOUT_THE_FILE = ("words", "fact:", "u:", "signed:")  # tags in minutes of ours


@dataclass(frozen=True)
class Prepared:
    """`returned` is our own preparation form; else the file is taken for older minutes.

    Rows of a fixed table have its rows' keys as their ids. `rest` is what was not recognised.
    """

    returned: bool
    answers: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]
    rest: str


def read_prepared(source: Path | bytes, form: Form) -> Prepared:
    """Raises CannotProceed for a file that is damaged, too big, or no Word file."""
    raw = source if isinstance(source, bytes) else read_limited(source)
    return _Reader(form, read_words(raw)).read()


class _Reader:
    def __init__(self, form: Form, document: WordText) -> None:
        self._labels = Labels(form)
        self._asked = {q.key: q for q in form.questions() if q.kind != "calculated"}
        self._document = document
        self._answers: dict[str, str] = {}
        self._rows: dict[str, list[Row]] = {}
        self._last = ""  # the question found last: a label that several share belongs near it
        self._about = ""  # the table whose label was read last
        self._open: Question | None = None  # paragraphs that follow belong to it
        self._returned = self._is_returned(form)
        self._small = small_print(form) if self._returned else frozenset[str]()

    def read(self) -> Prepared:
        passages = list(_passages(self._document))
        if self._returned:
            self._take_small_print(passages)
        self._take_tagged(passages)
        for part in self._document.parts:
            if isinstance(part, Passage):
                self._paragraph(part)
            else:
                self._open = None
                self._table(part)
        rows = {key: tuple(rows) for key, rows in self._rows.items() if rows}
        rest = "\n".join(_rest(self._document, self._small))
        return Prepared(self._returned, self._answers, rows, rest)

    # our own form

    def _is_returned(self, form: Form) -> bool:
        """By the tag of its title; by the title alone where a program has lost the tags."""
        passages = _passages(self._document)
        first = next((passage for passage in passages if passage.text.strip()), Passage(""))
        return any(tag.startswith("prepare:") for tag in first.tags) or (
            plain(first.text) == plain(title_of(form))
        )

    def _take_small_print(self, passages: list[Passage]) -> None:
        """The form's own words, and placeholders that have lost their control."""
        for passage in passages:
            if passage.text in (PLACEHOLDER, CHOOSE):
                passage.text = ""
            if not any(tag.startswith("p:") for tag in passage.tags):
                lines = passage.text.split("\n")
                passage.text = "\n".join(line for line in lines if not self._is_small(line))

    def _is_small(self, line: str) -> bool:
        return plain(line) in self._small or line.startswith(ONE_A_LINE)

    def _take_tagged(self, passages: list[Passage]) -> None:
        """Answers stand as they are, each with the label that the form gave it."""
        labels: set[str] = set()
        for passage in passages:
            for tag in passage.tags:
                question = self._asked.get(tag[2:])
                if question and tag.startswith(_ANSWERS) and not passage.taken:
                    passage.taken = self._answer(question, passage.text)
                    labels.add(plain(question.words))
                elif question and tag.startswith("l:"):
                    passage.taken = True
        for passage in passages if self._returned else ():
            passage.taken = passage.taken or (not passage.tags and plain(passage.text) in labels)

    def _answer(self, question: Question, text: str) -> bool:
        """Whether it was taken: only the first of each question, and none beyond all bounds."""
        if not text.strip():
            return True
        if question.key in self._answers or len(text) > LONGEST_ANSWER:
            return False
        text = text.strip("\n")
        several = question.kind in _SEVERAL_LINES
        self._answers[question.key] = text if several else one_line(text).strip()
        return True

    # paragraphs

    def _paragraph(self, passage: Passage) -> None:
        if passage.taken:
            return
        question = self._labels.question(passage.text, self._last)
        if question and question.key not in self._answers:
            self._begin(question, passage)
        elif self._labels.is_heading(passage.text):
            passage.taken, self._open = True, None
        elif not self._begin_inline(passage):
            self._go_on(passage)

    def _begin(self, question: Question, passage: Passage) -> None:
        passage.taken = True
        self._last = question.key
        self._about = question.key if question.has_rows else ""
        self._open = None if question.has_rows else question

    def _begin_inline(self, passage: Passage) -> bool:
        found = self._labels.inline(passage.text, self._last)
        if found is None or found[0].has_rows or not self._answer(*found):
            return False
        self._begin(found[0], passage)
        if found[0].kind != "notes" and found[1]:
            self._open = None
        return True

    def _go_on(self, passage: Passage) -> None:
        """Notes go on to the next heading; of other kinds one paragraph is the answer."""
        if passage.is_heading:
            self._open = None
        if self._open is None or not passage.text.strip():
            return
        question = self._open
        before = self._answers.pop(question.key, "")
        passage.taken = self._answer(question, f"{before}\n{passage.text}")
        if not passage.taken and before:
            self._answers[question.key] = before
        if not passage.taken or question.kind != "notes":
            self._open = None

    # tables

    def _table(self, table: Table) -> None:
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
                self._take_labelled(row, below)

    def _heads(self, row: list[Passage]) -> Heads | None:
        tagged = {place: tag for place, cell in enumerate(row) for tag in _of(cell, "ph:")}
        if tagged:
            key = next(iter(tagged.values())).split(":")[1]
            columns = {place: tag.split(":")[2] for place, tag in tagged.items()}
            found = Heads(self._asked[key], columns) if key in self._asked else None
        else:
            found = self._labels.heads([cell.text for cell in row], self._about)
        if found is None:
            return None
        for place in found.columns:
            row[place].taken = True
        self._last = self._about = found.question.key
        return found

    def _is_labelled(self, row: list[Passage], heads: Heads) -> bool:
        """The next question has begun: its label stands alone in the row."""
        said = [cell for cell in row if cell.text.strip()]
        if len(said) != 1 or heads.question.rows:
            return False
        return self._labels.question(said[0].text, self._last) is not None

    def _take_row(self, row: list[Passage], heads: Heads) -> None:
        if heads.question.rows:
            self._take_fixed(row, heads)
            return
        self._keep_row(heads.question, new_id(), row, heads.columns)

    def _take_fixed(self, row: list[Passage], heads: Heads | None) -> bool:
        """A row that the form itself names; its cells in order where no headings say which."""
        if len(row) < 2:
            return False
        found = self._labels.fixed_row(row[0].text)
        if found is None or (heads and found[0].key != heads.question.key):
            return False
        question, key = found
        if any(one.id == key for one in self._rows.get(question.key, [])):
            return False
        if heads is None:
            printed = [column.key for column in question.columns if column.printed]
            if len(printed) != len(row) - 1:
                return False
            columns = dict(enumerate(printed, 1))
        else:
            columns = heads.columns
        row[0].taken = True
        self._last = question.key
        self._keep_row(question, key, row, columns)
        return True

    def _keep_row(
        self, question: Question, row_id: str, row: list[Passage], columns: Mapping[int, str]
    ) -> None:
        kinds = {column.key: column.kind for column in question.columns}
        values: dict[str, str] = {}
        for place, key in columns.items():
            text = row[place].text.strip() if place < len(row) else ""
            if text and len(text) <= LONGEST_ANSWER:
                values[key] = text if kinds.get(key) == "notes" else one_line(text)
                row[place].taken = True
        kept = self._rows.setdefault(question.key, [])
        if values:
            kept.append(Row(row_id, values))

    def _take_labelled(self, row: list[Passage], below: list[Passage]) -> None:
        found = [(place, question) for place, question in self._labels_in(row)]
        heads_below = self._labels.heads([cell.text for cell in below]) is not None
        side_by_side = 2 * len(found) > len(row) and len(row) > 1
        for place, question in found:
            right = row[place + 1] if place + 1 < len(row) else None
            beside = None if side_by_side else right
            answer = beside or (None if heads_below else _under(row, place, below))
            if question.has_rows:
                self._about = question.key
            elif answer and not answer.taken and not self._is_label(answer):
                answer.taken = self._answer(question, answer.text)

    def _labels_in(self, row: list[Passage]) -> Iterator[tuple[int, Question]]:
        """Labels that stand alone in their cells; a cell with its answer in it is taken at once."""
        for place, cell in enumerate(row):
            if cell.taken or not cell.text.strip() or _is_about(cell):
                continue
            question = self._labels.question(cell.text, self._last)
            if question and question.key not in self._answers:
                cell.taken = True
                self._last = question.key
                yield place, question
            elif self._labels.is_heading(cell.text):
                cell.taken = True
                self._labels_of_heading(cell)
            else:
                self._take_cell(cell)

    def _labels_of_heading(self, cell: Passage) -> None:
        question = self._labels.question(cell.text, self._last)
        if question and question.has_rows:
            self._about = question.key

    def _is_label(self, cell: Passage) -> bool:
        return bool(
            self._labels.question(cell.text, self._last) or self._labels.is_heading(cell.text)
        )

    def _take_cell(self, cell: Passage) -> None:
        """`Label: answer`, or the label on a line of its own and the answer under it."""
        first, _, more = cell.text.partition("\n")
        question, text = self._labels.question(first, self._last), more
        if question is None and (inline := self._labels.inline(first, self._last)):
            question, text = inline[0], f"{inline[1]}\n{more}" if more else inline[1]
        if question and not question.has_rows and text.strip() and self._answer(question, text):
            cell.taken = True
            self._last = question.key


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


def _passages(document: WordText) -> Iterator[Passage]:
    for part in document.parts:
        yield from ((part,) if isinstance(part, Passage) else (c for row in part for c in row))


def _rest(document: WordText, small: frozenset[str]) -> Iterator[str]:
    """Cells left over of one row stay on one line; heads and feet of our own form say nothing."""
    for part in document.parts:
        rows = [[part]] if isinstance(part, Passage) else part
        for row in rows:
            left = [cell.text for cell in row if not cell.taken and cell.text.strip()]
            if left:
                yield " | ".join(left)
    around = () if small else document.around
    said = dict.fromkeys(one.text for one in (*document.beside, *around) if one.text.strip())
    yield from said
