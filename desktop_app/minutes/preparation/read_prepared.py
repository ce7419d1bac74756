"""Any Word file -> what it answers of a form's questions, and every other word of it.

Our own controls are known by their tags. Elsewhere a label is followed by its answer: in the
same cell, beside it or below it; a table is known by its headings or by the names of its rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.forms.model import Form
from desktop_app.minutes.parts.unpack import read_limited
from desktop_app.minutes.preparation.asked import (
    CHOOSE,
    ONE_A_LINE,
    PLACEHOLDER,
    small_print,
    title_of,
)
from desktop_app.minutes.preparation.labels import Labels, plain
from desktop_app.minutes.preparation.passages import Passage, flattened
from desktop_app.minutes.preparation.read_paragraphs import ParagraphReader
from desktop_app.minutes.preparation.read_tables import TableReader
from desktop_app.minutes.preparation.taken import Taken
from desktop_app.minutes.preparation.word_text import WordText, read_words
from desktop_app.records.meeting import Row

_ANSWERS = ("p:", "a:")  # tags of answers: of the preparation form, of minutes


@dataclass(frozen=True)
class Prepared:
    """`returned` is our own preparation form; else the file is taken for older minutes.

    Rows of a fixed table have its rows' keys as their ids. `rest` is what was not recognised,
    `left` are sentences on what Word does not show.
    """

    returned: bool
    answers: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]
    rest: str
    left: tuple[str, ...] = ()


def read_prepared(source: Path | bytes, form: Form) -> Prepared:
    """Raises CannotProceed for a file that is damaged, too big, or no Word file."""
    raw = source if isinstance(source, bytes) else read_limited(source)
    return _Reader(form, read_words(raw)).read()


class _Reader:
    def __init__(self, form: Form, document: WordText) -> None:
        labels = Labels(form)
        self._asked = {q.key: q for q in form.questions() if q.kind != "calculated"}
        self._document = document
        self._taken = Taken(form.of_kind("attendance"))
        self._paragraphs = ParagraphReader(labels, self._taken)
        self._tables = TableReader(labels, self._asked, self._taken)
        self._returned = self._is_returned(form)
        self._small = small_print(form) if self._returned else frozenset[str]()

    def read(self) -> Prepared:
        passages = list(flattened(self._document.parts))
        if self._returned:
            self._take_small_print(passages)
        self._take_tagged(passages)
        for part in self._document.parts:
            if isinstance(part, Passage):
                self._paragraphs.read(part)
            else:
                self._paragraphs.end()
                self._tables.read(part)
        rows = {key: tuple(rows) for key, rows in self._taken.rows.items() if rows}
        rest = "\n".join(_rest(self._document, self._small))
        return Prepared(self._returned, self._taken.answers, rows, rest, self._document.left)

    def _is_returned(self, form: Form) -> bool:
        """By the tag of its title; by the title alone where a program has lost the tags."""
        passages = flattened(self._document.parts)
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
                    passage.taken = self._taken.answer(question, passage.text)
                    labels.add(plain(question.words))
                elif question and tag.startswith("l:"):
                    passage.taken = True
        for passage in passages if self._returned else ():
            passage.taken = passage.taken or (not passage.tags and plain(passage.text) in labels)


def _rest(document: WordText, small: frozenset[str]) -> Iterator[str]:
    """Cells left over of one row stay on one line; heads and feet of our own form say nothing."""
    for part in document.parts:
        rows = [[part]] if isinstance(part, Passage) else part
        for row in rows:
            left = [
                cell.text for cell in row if not (cell.taken or cell.again) and cell.text.strip()
            ]
            if left:
                yield " | ".join(left)
    around = () if small else document.around
    said = dict.fromkeys(one.text for one in (*document.beside, *around) if one.text.strip())
    yield from said
