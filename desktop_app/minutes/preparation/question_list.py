"""Everything that a form asks, as a Word document to be reviewed without the program."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx

from desktop_app.disk.whole_file import write
from desktop_app.forms.glance import load_glance
from desktop_app.forms.in_words import (
    beginning,
    column_strictness,
    conditions,
    is_plain_choice,
    kind,
    listed,
    quoted,
    shown,
    strictness,
)
from desktop_app.forms.library import Library
from desktop_app.forms.model import Column, Form, NextStep, Question, Section
from desktop_app.forms.sources import documents
from desktop_app.minutes.parts.element import (
    Element,
    W,
    page_of_pages,
    paragraph,
    run,
    table_properties,
    text,
    w,
    worded,
)
from desktop_app.minutes.preparation.beside import write_beside
from desktop_app.paths import RESOURCES
from desktop_app.records.text import clean

_COLUMNS = (("Question", 2450), ("When it is asked", 2750), ("Answer and help", 4438))
_WIDTH = sum(width for _, width in _COLUMNS)
_MANY = 12  # choices: more are written out only once
_LONG = 900  # characters: a row with more may break across pages
_READING = (
    ("Question", "the words on screen and, where they differ, the label that prints."),
    ("Required", "asked for before signing; of a column, in every row that is begun."),
    ("A printed reason", "lets the chair sign without the answer; a few answers allow none."),
    ("Advised", "pointed out before signing; the chair may go on without it."),
    ("Hint", "stands below the question. Guidance and source stand beside it."),
    ("If missing", "what Chairside says of a required or advised answer that is not there."),
    ("Starts with, brought in", "what stands there when a meeting is opened."),
)


def print_questions(form: Form, library: Library, council: str, folder: Path) -> Path:
    """Writes the list beside what is in the folder, never over it. Raises CannotProceed."""
    of_council = "".join(letter if letter.isalnum() else "-" for letter in council.lower())
    word = question_list(form, library, council)
    name = f"{form.key}_questions_{of_council}.docx"
    return write_beside(word, folder, name, write)


def question_list(form: Form, library: Library, council: str) -> bytes:
    """The sections in running order; the library knows the choices on offer."""
    document = docx.Document(str(RESOURCES / "base.docx"))
    document.core_properties.title = f"{form.name}: list of questions"
    end = document.element.body[-1]
    for element in _Writer(form, library).everything(council):
        end.addprevious(element)
    _fill_footer(document.sections[0].footer.part.element[0], form, council)
    word = io.BytesIO()
    document.save(word)
    return word.getvalue()


class _Writer:
    """Writes one form, and knows which long lists of choices it has written out already."""

    def __init__(self, form: Form, library: Library) -> None:
        self._form = form
        self._forms = library.forms
        self._choices = library.choices
        self._written_out: dict[tuple[str, ...], str] = {}

    def everything(self, council: str) -> Iterator[Element]:
        yield from _opening(self._form, council)
        for number, section in enumerate(self._form.in_the_room(), 1):
            yield from self._section(number, section)
        if self._form.next:
            yield from _heading("What Chairside offers once this meeting is signed")
            for step in self._form.next:
                yield from self._step(step)
        yield from _at_a_glance(self._form)
        yield from _heading("What the short names of sources stand for")
        for document in documents():
            yield _line(document.short, document.title)

    def _section(self, number: int, section: Section) -> Iterator[Element]:
        yield from _heading(f"{number}. {section.title}")
        yield from _about(section)
        grid = w("tblGrid", *(w("gridCol", w=width) for _, width in _COLUMNS))
        table = w("tbl", table_properties(_WIDTH), grid, _header_row())
        for place, question in enumerate(section.question, 1):
            table.append(self._question(f"{number}.{place}", question))
        yield table

    def _step(self, step: NextStep) -> Iterator[Element]:
        yield _line("Form", self._forms[step.form].name)
        if step.when:
            yield _line("Offered when", f"{conditions(step.when, self._form)}.")
        yield _line("Because", step.because)
        if step.source:
            yield _line("Source", step.source)

    def _question(self, number: str, question: Question) -> Element:
        answer = list(self._answer(question, number))
        return _row(list(_name(number, question)), list(_when(question, self._form)), answer)

    def _answer(self, question: Question, number: str) -> Iterator[Element]:
        offered = self._offered(question, number)
        yield _line("Answer", f"{kind(question, self._choices(question))}.")
        if offered:
            yield _line(
                "Suggestions" if question.kind in ("line", "person") else "Choices", offered
            )
        if question.rows:
            yield _line("Rows", listed([quoted(row.label) for row in question.rows], "and") + ".")
        for column in question.columns:
            yield _line(quoted(column.label), self._column(column, question, number))
        for name in ("hint", "guidance", "source"):
            if words := getattr(question, name):
                yield _line(name.capitalize(), words)
        for name in question.glance:
            yield _line("At a glance", f"{quoted(load_glance(name).title)}, after the questions")

    def _column(self, column: Column, question: Question, number: str) -> str:
        offered = self._offered(column, number)
        parts = (
            f"{kind(column, self._choices(column))}{f' ({offered})' if offered else ''}.",
            column_strictness(column, question),
            "Comes with the row." if column.read_only else "",
            "" if column.printed else "No printed column of its own.",
            f"If missing: {column.message}" if column.message else "",
            f"Hint: {column.hint}" if column.hint else "",
        )
        return " ".join(part for part in parts if part)

    def _offered(self, asked: Question | Column, number: str) -> str:
        names = self._choices(asked)
        if not names or is_plain_choice(asked, names):
            return ""
        first = self._written_out.setdefault(names, number) if len(names) > _MANY else number
        return "; ".join(names) if first == number else f"as in {first}"


def _at_a_glance(form: Form) -> Iterator[Element]:
    """What stands beside questions, each once, in the order of the questions."""
    for name in dict.fromkeys(name for question in form.questions() for name in question.glance):
        glance = load_glance(name)
        yield from _heading(f"At a glance: {glance.title}")
        for words in (glance.note, glance.source and f"Source: {glance.source}"):
            if words:
                yield worded("FormNote", words)
        for entry in glance.entry:
            yield worded("FormLabel", entry.title, keep=True)
            for point in entry.points:
                yield _line(point.label, point.text) if point.label else _item(point.text)
            if entry.source:
                yield _line("Source", entry.source)


def _opening(form: Form, council: str) -> Iterator[Element]:
    yield worded("Title", f"{form.name}: list of questions")
    if form.purpose:
        yield _line("Purpose", form.purpose)
    yield _line("Prints as", quoted(form.title))
    yield _line("Words and strictness of", council)
    asked = sum(1 for _ in form.questions())
    yield _line("Holds", f"{asked} questions in {len(form.section)} sections, in running order")
    yield from _heading("How to read this list")
    for name, meaning in _READING:
        yield _line(name, meaning)


def _heading(words: str) -> Iterator[Element]:
    yield paragraph("SectionGap")
    yield worded("Heading1", words)


def _about(section: Section) -> Iterator[Element]:
    if section.part == "additional":
        prints = f"In the additional record, under the heading {quoted(_printed_heading(section))}."
    elif section.heading:
        prints = f"In the record itself, under the heading {quoted(section.heading)}."
    else:
        prints = "In the record itself, without a heading."
    yield _line("On paper", prints, keep=True)
    if section.note:
        yield _line("Note under the heading", section.note, keep=True)
    if section.hint:
        yield _line("Hint", section.hint, keep=True)


def _printed_heading(section: Section) -> str:
    return section.heading or section.title


def _name(number: str, question: Question) -> Iterator[Element]:
    yield worded("FormLabel", f"{number} {question.words}")
    if not question.label:
        yield _line("Prints", "without a label of its own")
    elif question.label != question.words:
        yield _line("Prints as", quoted(question.label))


def _when(question: Question, form: Form) -> Iterator[Element]:
    said = (shown(question, form), strictness(question, form), beginning(question))
    for sentence in said:
        if sentence:
            yield worded("FormNote", sentence)
    if question.message:
        yield _line("If missing", question.message)


# -- Word ----------------------------------------------------------------------------------------


def _line(name: str, words: str, *, keep: bool = False) -> Element:
    """`Name: words`, the name in bold; line ends within the words become spaces."""
    line = paragraph("FormNote", keep=keep)
    line.append(w("r", w("rPr", w("b")), text(f"{name}: ")))
    line.append(run(text(" ".join(clean(words).split()))))
    return line


def _item(words: str) -> Element:
    return worded("FormNote", f"– {words}")


def _row(*cells: list[Element]) -> Element:
    row = w("tr", w("trPr"))
    for (_, width), paragraphs in zip(_COLUMNS, cells, strict=True):
        row.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *paragraphs))
    if sum(len(word.text or "") for word in row.iter(f"{{{W}}}t")) <= _LONG:
        row[0].append(w("cantSplit"))
    return row


def _header_row() -> Element:
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
    for name, width in _COLUMNS:
        shade = w("shd", val="clear", color="auto", fill="D9D9D9")
        properties = w("tcPr", w("tcW", w=width, type="dxa"), shade)
        row.append(w("tc", properties, worded("FormLabel", name, keep=True)))
    return row


def _fill_footer(line: Element, form: Form, council: str) -> None:
    line.extend([run(text(f"{form.name}: list of questions")), run(w("tab"))])
    line.extend([run(text(council)), run(w("tab")), run(text("Page "))])
    line.extend(page_of_pages())
