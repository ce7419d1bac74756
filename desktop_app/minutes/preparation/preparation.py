"""The form in which the social worker prepares a meeting in Word, blank or half filled in.

Every answer stands in a content control tagged `p:QUESTION`; of a table the column headings
are tagged `ph:QUESTION:COLUMN` and the names of fixed rows `pr:QUESTION:ROW`.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import docx

from desktop_app.disk.whole_file import Write
from desktop_app.forms.model import Column, Form, Question
from desktop_app.minutes.blocks import tag
from desktop_app.minutes.parts.element import (
    Element,
    page_of_pages,
    paragraph,
    run,
    table_properties,
    text,
    w,
    worded,
)
from desktop_app.minutes.preparation.asked import (
    CHOOSE,
    HOW,
    ONE_A_LINE,
    PLACEHOLDER,
    Known,
    asked_before,
    title_of,
)
from desktop_app.minutes.preparation.beside import write_beside
from desktop_app.paths import RESOURCES
from desktop_app.records.text import clean

Terms = Callable[[Question | Column], Sequence[str]]

_WIDTH = 9638  # twentieths of a point between the margins of resources/base.docx
_SIDES = (4300, _WIDTH - 4300)  # the question, the answer
_BLANK_ROWS = 3
_NOTES_HEIGHT = 700  # twentieths of a point: says that there is room for more than a line
_GREY, _SHADE = "595959", "F2F2F2"
_BREAKS, _MARKS = re.compile("([\t\n])"), {"\t": "tab", "\n": "br"}
_LONGEST_NAME = 64  # characters of a content control's title


def save_preparation(
    form: Form, terms: Terms, folder: Path, write: Write, known: Known | None = None
) -> Path:
    """Writes the form beside what is in the folder, never over it. Raises CannotProceed.

    Its name says no more of the child than the meeting's reference.
    """
    known = known or Known()
    about = known.record.meeting.reference if known.record else form.key
    word = preparation_form(form, terms, known)
    return write_beside(word, folder, f"{about}_preparation.docx", write)


def preparation_form(form: Form, terms: Terms, known: Known | None = None) -> bytes:
    """The Word file; `terms` are the choices on offer."""
    known = known or Known()
    document = docx.Document(str(RESOURCES / "base.docx"))
    document.core_properties.title = title_of(form)
    end = document.element.body[-1]
    for element in _Writer(form, terms, known).everything():
        end.addprevious(element)
    header = document.sections[0].header.part.element[0]
    header.append(w("r", w("rPr", w("b")), text(known.marking)))
    _fill_footer(document.sections[0].footer.part.element[0], form, known)
    word = io.BytesIO()
    document.save(word)
    return word.getvalue()


@dataclass
class _Writer:
    form: Form
    terms: Terms
    known: Known
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def everything(self) -> Iterator[Element]:
        title = run(text(title_of(self.form)))
        mark = tag("prepare", self.form.key)
        yield paragraph("Title", self._control(mark, "Preparation form", title))
        yield from (worded("FormNote", sentence) for sentence in HOW)
        for section, questions in asked_before(self.form, self.known):
            yield paragraph("SectionGap")
            yield worded("Heading1", section.title, keep=True)
            yield from self._section(questions)

    def _section(self, questions: tuple[Question, ...]) -> Iterator[Element]:
        """Questions that follow each other share a table; a grid has one of its own."""
        table: Element | None = None
        for question in questions:
            if question.has_rows:
                table = None
                yield paragraph("Gap", keep=True)
                yield self._grid(question)
                yield paragraph("Gap")
            else:
                if table is None:
                    table = _table(_SIDES)
                    yield table
                table.extend(self._questions(question))

    def _questions(self, question: Question) -> Iterator[Element]:
        """Beside its label; notes, for which that would be narrow, below it."""
        below = question.kind in ("notes", "choices")
        label = self._label(question, keep=below)
        if below:
            yield _row(_cell(_WIDTH, *label, shade=_SHADE, span=2))
            yield _row(_cell(_WIDTH, self._answer(question), span=2), height=_NOTES_HEIGHT)
        else:
            named = _cell(_SIDES[0], *label, shade=_SHADE)
            yield _row(named, _cell(_SIDES[1], self._answer(question)))

    def _label(self, question: Question, *, keep: bool) -> list[Element]:
        """Its words, and in small print what helps to answer it."""
        small = [question.hint] if question.hint else []
        if question.kind == "choices":
            small.append(f"{ONE_A_LINE}{'; '.join(self.terms(question))}.")
        words = worded("FormLabel", question.words, keep=keep)
        return [words, *(worded("FormNote", line, keep=keep) for line in small)]

    def _answer(self, question: Question) -> Element:
        """Within one paragraph, as LibreOffice reads a control; it keeps line ends in rich text."""
        stands = self.known.answer(question.key)
        hint, kind = PLACEHOLDER, [w("text")]
        if question.kind == "choice":
            offered = [w("listItem", displayText=t, value=t) for t in self.terms(question)]
            hint, kind = CHOOSE, [w("dropDownList", *offered)]
        elif question.kind in ("notes", "choices"):
            kind = []
        more = kind if stands else [w("showingPlcHdr"), *kind]
        inside = run(*_broken(stands)) if stands else _grey(hint)
        control = self._control(tag("p", question.key), question.words, inside, *more)
        return paragraph("FormAnswer", control)

    def _grid(self, question: Question) -> Element:
        columns = [column for column in question.columns if column.printed]
        widths = _widths(columns, first=3 if question.rows else 0)
        table = _table(widths)
        label = self._label(question, keep=True)
        table.append(_row(_cell(_WIDTH, *label, shade=_SHADE, span=len(widths))))
        table.append(self._headings(question, columns, widths))
        if question.rows:
            table.extend(self._fixed(question, columns, widths))
        else:
            table.extend(self._free(question, columns, widths))
        return table

    def _headings(self, question: Question, columns: list[Column], widths: list[int]) -> Element:
        cells = [_cell(widths[0], paragraph("FormLabel"), shade=_SHADE)] if question.rows else []
        for column, width in zip(columns, widths[len(cells) :], strict=True):
            mark = tag("ph", question.key, column.key)
            label = self._control(mark, column.label, run(*_broken(column.label)))
            named = paragraph("FormLabel", label, keep=True)
            hint = [worded("FormNote", column.hint, keep=True)] if column.hint else []
            cells.append(_cell(width, named, *hint, shade=_SHADE))
        return _row(*cells)

    def _fixed(
        self, question: Question, columns: list[Column], widths: list[int]
    ) -> Iterator[Element]:
        known = {row.id: row.values for row in self.known.rows(question)}
        for row in question.rows:
            mark = tag("pr", question.key, row.key)
            name = self._control(mark, row.label, run(text(row.label)))
            named = _cell(widths[0], paragraph("FormLabel", name), shade=_SHADE)
            values = known.get(row.key, {})
            cells = zip(columns, widths[1:], strict=True)
            yield _row(
                named,
                *(_filled(width, values.get(column.key, "")) for column, width in cells),
            )

    def _free(
        self, question: Question, columns: list[Column], widths: list[int]
    ) -> Iterator[Element]:
        known = [row.values for row in self.known.rows(question)]
        for values in (*known, *({} for _ in range(_BLANK_ROWS))):
            cells = zip(columns, widths, strict=True)
            yield _row(*(_filled(width, values.get(column.key, "")) for column, width in cells))

    def _control(self, mark: str, name: str, inside: Element, *more: Element) -> Element:
        properties = w(
            "sdtPr",
            w("alias", val=" ".join(name.split())[:_LONGEST_NAME]),
            w("tag", val=mark),
            w("id", val=next(self.numbers)),
            w("lock", val="sdtLocked"),
            *more,
        )
        return w("sdt", properties, w("sdtContent", inside))


def _widths(columns: list[Column], first: int) -> list[int]:
    shares = [*([first] if first else []), *(column.share for column in columns)]
    widths = [_WIDTH * share // sum(shares) for share in shares]
    return [*widths[:-1], _WIDTH - sum(widths[:-1])]


def _filled(width: int, words: str) -> Element:
    return _cell(width, paragraph("FormAnswer", run(*_broken(clean(words)))))


def _broken(words: str) -> Iterator[Element]:
    """Line ends and tabs as Word writes them within a paragraph."""
    for part in _BREAKS.split(words):
        if part in _MARKS:
            yield w(_MARKS[part])
        elif part:
            yield text(part)


def _grey(words: str) -> Element:
    return w("r", w("rPr", w("color", val=_GREY)), text(words))


def _table(widths: Sequence[int]) -> Element:
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", table_properties(_WIDTH), grid)


def _row(*cells: Element, height: int = 0) -> Element:
    """A row with room to type may break across pages; one of a line may not."""
    how = w("trHeight", val=height, hRule="atLeast") if height else w("cantSplit")
    return w("tr", w("trPr", how), *cells)


def _cell(width: int, *content: Element, shade: str = "", span: int = 1) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=span))
    if shade:
        properties.append(w("shd", val="clear", color="auto", fill=shade))
    return w("tc", properties, *content)


def _fill_footer(line: Element, form: Form, known: Known) -> None:
    reference = known.record.meeting.reference if known.record else ""
    line.extend([run(text(title_of(form))), run(w("tab")), run(text(reference))])
    line.extend([run(w("tab")), run(text("Page ")), *page_of_pages()])
