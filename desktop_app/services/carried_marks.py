"""Where the answers that go on to the next meeting came from first, for their marks."""

from collections.abc import Mapping, Sequence

from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import anchor, filled_rows
from desktop_app.records.brought import WHOLE, is_of_meeting, mark_key, marks_in, of_meeting
from desktop_app.records.meeting import Record, Row


def carried_marks(
    form: Form,
    previous: Record,
    answers: Mapping[str, str],
    tables: Mapping[str, Sequence[Row]],
    attendance: Sequence[Row],
) -> dict[str, str]:
    """One for each answer and row that goes on, but for facts: those hold until they are changed.

    What was not confirmed there either stays of the meeting where somebody said it.
    """
    marks: dict[str, str] = {}
    for question in form.questions():
        if question.nature == "fact":
            continue
        rows = attendance if question.kind == "attendance" else tables.get(question.key, ())
        there = (WHOLE,) if question.key in answers else ()
        for row in (*there, *(row.id for row in rows)):
            marks[mark_key(question.key, row)] = first_said(previous, question, row)
    return marks


def first_said(previous: Record, question: Question, row: str = WHOLE) -> str:
    """The source of what stands in the meeting before."""
    marks = marks_in(previous.answers, question, filled_rows(previous, question))
    older = marks.get(row, "")
    return older if is_of_meeting(older) else of_meeting(anchor(previous))
