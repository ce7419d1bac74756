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

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Column, Form, Question, Section
from desktop_app.minutes.blocks import tag
from desktop_app.minutes.element import Element, run, text, w
from desktop_app.minutes.file_name import numbered
from desktop_app.minutes.labels import plain
from desktop_app.paths import RESOURCES
from desktop_app.records.answers import applies, rows_of
from desktop_app.records.meeting import Record, Row
from desktop_app.records.text import clean

PLACEHOLDER = "Type here"
ONE_A_LINE = "One a line: "
CHOOSE = "Choose"
Terms = Callable[[Question | Column], Sequence[str]]

_WIDTH = 9638  # twentieths of a point between the margins of resources/base.docx
_SIDES = (4300, _WIDTH - 4300)  # the question, the answer
_BLANK_ROWS = 3
_NOTES_HEIGHT = 700  # twentieths of a point: says that there is room for more than a line
_GREY, _SHADE = "595959", "F2F2F2"
_BREAKS, _MARKS = re.compile("([\t\n])"), {"\t": "tab", "\n": "br"}
_LONGEST_NAME = 64  # characters of a content control's title
_HOW = (
    (
        "Type beside each question, and leave empty what does not apply or is not known. An answer "
        "grows as you type; Tab in the last cell of a table adds a row. Save it as a Word file and "
        "send it back to the chair, the secure way: once filled in it is about a child."
    ),
    "The chair reads every answer with the meeting before it becomes part of the minutes.",
)


@dataclass(frozen=True)
class Known:
    """What is filled in before it is sent; `marking` prints at the head of every page."""

    record: Record | None = None
    marking: str = ""

    def answer(self, key: str) -> str:
        return clean(self.record.answers.get(key, "")) if self.record else ""

    def rows(self, question: Question) -> tuple[Row, ...]:
        return rows_of(self.record, question) if self.record else ()

    def may_apply(self, question: Question) -> bool:
        """False only when what it depends on has been answered, and otherwise."""
        if self.record is None or applies(self.record, question):
            return True
        about = (condition.question.partition(".")[0] for condition in question.shown_if)
        return not all(self.record.answers.get(key, "").strip() for key in about)


def asked_before(form: Form, known: Known) -> Iterator[tuple[Section, tuple[Question, ...]]]:
    """What a social worker can prepare, in running order."""
    for section in form.in_the_room():
        prepared = (q for q in section.question if q.prepared and q.kind != "calculated")
        questions = tuple(question for question in prepared if known.may_apply(question))
        if section.prepared and questions:
            yield section, questions


def title_of(form: Form) -> str:
    return f"{form.name}: preparation"


def small_print(form: Form) -> frozenset[str]:
    """What the form says besides its questions, as `labels.plain` has it."""
    said = [*_HOW, title_of(form)]
    for section in form.section:
        said.append(section.title)
        for question in section.question:
            said += [question.hint, *(column.hint for column in question.columns)]
    return frozenset(plain(words) for words in said if words)


def save_preparation(form: Form, terms: Terms, folder: Path, known: Known | None = None) -> Path:
    """Writes the form beside what is in the folder, never over it. Raises CannotProceed.

    Its name says no more of the child than the meeting's reference.
    """
    known = known or Known()
    about = known.record.meeting.reference if known.record else form.key
    name = f"{about}_preparation.docx"
    names = (name if number == 1 else numbered(name, number) for number in count(1))
    word = preparation_form(form, terms, known)
    try:
        target = next(path for path in (folder / name for name in names) if not path.exists())
        with target.open("xb") as file:
            file.write(word)
    except OSError as error:
        raise CannotProceed(
            f"The preparation form cannot be saved in {folder}.",
            "Nothing that was there has changed.",
            "Name a folder that is there, that you may write to, and that has room.",
        ) from error
    return target


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
        yield _paragraph("Title", self._control(mark, "Preparation form", title))
        yield from (_words("FormNote", sentence) for sentence in _HOW)
        for section, questions in asked_before(self.form, self.known):
            yield _paragraph("SectionGap")
            yield _words("Heading1", section.title, keep=True)
            yield from self._section(questions)

    def _section(self, questions: tuple[Question, ...]) -> Iterator[Element]:
        """Questions that follow each other share a table; a grid has one of its own."""
        table: Element | None = None
        for question in questions:
            if question.has_rows:
                table = None
                yield _paragraph("Gap", keep=True)
                yield self._grid(question)
                yield _paragraph("Gap")
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
        words = _words("FormLabel", question.words, keep=keep)
        return [words, *(_words("FormNote", line, keep=keep) for line in small)]

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
        return _paragraph("FormAnswer", control)

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
        cells = [_cell(widths[0], _paragraph("FormLabel"), shade=_SHADE)] if question.rows else []
        for column, width in zip(columns, widths[len(cells) :], strict=True):
            mark = tag("ph", question.key, column.key)
            label = self._control(mark, column.label, run(*_broken(column.label)))
            named = _paragraph("FormLabel", label, keep=True)
            hint = [_words("FormNote", column.hint, keep=True)] if column.hint else []
            cells.append(_cell(width, named, *hint, shade=_SHADE))
        return _row(*cells)

    def _fixed(
        self, question: Question, columns: list[Column], widths: list[int]
    ) -> Iterator[Element]:
        known = {row.id: row.values for row in self.known.rows(question)}
        for row in question.rows:
            mark = tag("pr", question.key, row.key)
            name = self._control(mark, row.label, run(text(row.label)))
            named = _cell(widths[0], _paragraph("FormLabel", name), shade=_SHADE)
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
    return _cell(width, _paragraph("FormAnswer", run(*_broken(clean(words)))))


def _broken(words: str) -> Iterator[Element]:
    """Line ends and tabs as Word writes them within a paragraph."""
    for part in _BREAKS.split(words):
        if part in _MARKS:
            yield w(_MARKS[part])
        elif part:
            yield text(part)


def _grey(words: str) -> Element:
    return w("r", w("rPr", w("color", val=_GREY)), text(words))


def _words(style: str, words: str, *, keep: bool = False) -> Element:
    return _paragraph(style, run(text(words)), keep=keep)


def _paragraph(style: str, content: Element | None = None, *, keep: bool = False) -> Element:
    properties = w("pPr", w("pStyle", val=style))
    if keep:
        properties.append(w("keepNext"))
    paragraph = w("p", properties)
    if content is not None:
        paragraph.append(content)
    return paragraph


def _table(widths: Sequence[int]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (w(side, val="single", sz=4, space=0, color=_GREY) for side in sides)
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=_WIDTH, type="dxa"),
            w("tblBorders", *lines),
            w("tblLayout", type="fixed"),
        ),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
    )


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
    line.extend([run(w("tab")), run(text("Page ")), _field("PAGE"), run(text(" of "))])
    line.append(_field("NUMPAGES"))


def _field(instruction: str) -> Element:
    return w("fldSimple", run(text("1")), instr=f" {instruction} ")
