"""The next meeting from a signed one: what carries over, once, and marked until confirmed."""

from collections.abc import Collection, Mapping

from desktop_app.forms.model import Form, NextStep, Question
from desktop_app.records.answers import anchor, holds, rows_of
from desktop_app.records.asked import as_asked
from desktop_app.records.dates import printed
from desktop_app.records.disagreements import without_place
from desktop_app.records.meeting import Meeting, Record, Row, new_id
from desktop_app.records.renamed import under_new_names
from desktop_app.services.carried_marks import carried_marks
from desktop_app.services.meetings import new_meeting
from desktop_app.storage.store import Store

WHO_COMES = ("name", "relation", "agency")  # of the attendance; who came is asked afresh


def next_steps(form: Form, record: Record, offered: Collection[str]) -> list[NextStep]:
    """The meetings to offer once this one is signed, of those that the council keeps."""
    asked = as_asked(form, record)
    return [step for step in form.next if step.form in offered and holds(step.when, asked)]


def start_next(
    store: Store,
    form: Form,
    previous: Record,
    settings: Mapping[str, str],
    closed: Collection[str],
    before: Form | None = None,
) -> Meeting:
    """The draft that follows a meeting; asked twice it is the same one.

    `closed` are the statuses that end an action. `before` is the form of the meeting before, if
    it is still here: what that did not ask does not carry, nor what the new one does not ask.
    """
    for line in store.meetings():
        if (line.meeting.follows, line.meeting.form) == (previous.meeting.id, form.key):
            return line.meeting
    previous = under_new_names(form, as_asked(before, previous) if before else previous)
    answers = _answers(form, previous)
    tables, attendance = _tables(form, previous), _attendance(form, previous)
    brought = carried_marks(form, previous, answers, tables, attendance)
    return new_meeting(
        store,
        form,
        previous.child,
        settings,
        follows=previous.meeting.id,
        answers={**answers, **brought},
        tables=tables,
        attendance=attendance,
        looking_back=store.open_actions(previous.child.id, closed),
    )


def _answers(form: Form, previous: Record) -> dict[str, str]:
    carried = (q for q in form.questions() if q.carry == "previous" and not q.has_rows)
    return {q.key: text for q in carried if (text := _as_meant(q, previous))}


def _as_meant(question: Question, previous: Record) -> str:
    """`+6w` was said on the day of its meeting: from then on it is that day."""
    text = previous.answers.get(question.key, "").strip()
    return printed(text, anchor(previous)) if question.kind == "date" else text


def _tables(form: Form, previous: Record) -> dict[str, tuple[Row, ...]]:
    carried = (q for q in form.questions() if q.carry == "previous")
    tables = (q for q in carried if q.kind in ("table", "fixed_table", "disagreements"))
    found = {
        q.key: [_row_as_meant(q, row, previous) for row in rows_of(previous, q)] for q in tables
    }
    return {key: without_place(rows) for key, rows in found.items() if rows}


def _row_as_meant(question: Question, row: Row, previous: Record) -> Row:
    days = {column.key for column in question.columns if column.kind == "date"}
    values = row.values.items()
    said = {key: printed(text, anchor(previous)) if key in days else text for key, text in values}
    return Row(row.id, said)


def _attendance(form: Form, previous: Record) -> tuple[Row, ...]:
    if not any(q.kind == "attendance" and q.carry == "previous" for q in form.questions()):
        return ()
    return tuple(
        Row(new_id(), {key: text for key, text in row.values.items() if key in WHO_COMES})
        for row in previous.attendance
    )
