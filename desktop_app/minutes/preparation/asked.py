"""What the preparation form asks and says, and what is filled in before it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.forms.model import Form, Question, Section
from desktop_app.minutes.preparation.labels import plain
from desktop_app.records.answers import applies, rows_of
from desktop_app.records.meeting import Record, Row
from desktop_app.records.text import clean

PLACEHOLDER = "Type here"
ONE_A_LINE = "One a line: "
CHOOSE = "Choose"
HOW = (
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
    said = [*HOW, title_of(form)]
    for section in form.section:
        said.append(section.title)
        for question in section.question:
            said += [question.hint, *(column.hint for column in question.columns)]
    return frozenset(plain(words) for words in said if words)
