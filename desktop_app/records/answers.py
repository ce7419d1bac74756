"""Reading a record with its form in hand: rows by kind, conditions, what applies, what is empty."""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.forms.model import Column, Condition, Form, Question
from desktop_app.records.choices import is_term
from desktop_app.records.dates import age, read_date
from desktop_app.records.meeting import RAISED_AT, Record, Row
from desktop_app.records.numbers import whole_number


def rows_of(record: Record, question: Question) -> tuple[Row, ...]:
    if question.kind == "attendance":
        return record.attendance
    if question.kind == "actions":
        return record.actions
    if question.kind == "carried_actions":
        return record.carried
    return record.tables.get(question.key, ())


def is_filled(row: Row) -> bool:
    return any(text.strip() for key, text in row.values.items() if key != RAISED_AT)


def filled_rows(record: Record, question: Question) -> tuple[Row, ...]:
    return tuple(row for row in rows_of(record, question) if is_filled(row))


def is_answered(record: Record, question: Question) -> bool:
    if question.has_rows:
        return len(filled_rows(record, question)) >= question.at_least
    if question.kind == "calculated":
        return bool(calculated(record, question))
    return bool(record.answers.get(question.key, "").strip())


def holds(conditions: Iterable[Condition], record: Record) -> bool:
    """True when every condition is; an empty list is true."""
    return all(
        _is_true(condition, _look_up(record, condition.question)) for condition in conditions
    )


def row_holds(conditions: Iterable[Condition], values: Mapping[str, str]) -> bool:
    """The same for conditions that name columns of one row."""
    return all(_is_true(condition, values.get(condition.question, "")) for condition in conditions)


def applies(record: Record, question: Question) -> bool:
    return holds(question.shown_if, record)


def is_required(record: Record, question: Question) -> bool:
    if question.required == "always":
        return True
    return bool(question.required_if) and holds(question.required_if, record)


def is_advised(record: Record, question: Question) -> bool:
    if question.advised == "always":
        return True
    return bool(question.advised_if) and holds(question.advised_if, record)


def cell_is_required(column: Column, values: Mapping[str, str]) -> bool:
    return column.required or (bool(column.required_if) and row_holds(column.required_if, values))


def cell_is_advised(column: Column, values: Mapping[str, str]) -> bool:
    return column.advised or (bool(column.advised_if) and row_holds(column.advised_if, values))


def anchor(record: Record) -> date:
    """The day that `+2w` and dates without a year are counted from: the meeting's, if readable."""
    started = date.fromisoformat(record.meeting.created_at[:10])
    return read_date(record.answers.get("meeting_date", ""), started) or started


def calculated(record: Record, question: Question) -> str:
    """The text of a `calculated` question; the form names which calculation."""
    return CALCULATIONS[question.calculation](record)


def _age_at_meeting(record: Record) -> str:
    on = anchor(record)
    born = read_date(record.answers.get("date_of_birth", ""), on)
    return age(born, on) if born else ""


CALCULATIONS = {"age_at_meeting": _age_at_meeting}


def _look_up(record: Record, key: str) -> str:
    """`question`, or `question.row.column` for a cell of a fixed table."""
    question, _, cell = key.partition(".")
    if not cell:
        return record.answers.get(question, "")
    row_id, _, column = cell.partition(".")
    for row in record.tables.get(question, ()):
        if row.id == row_id:
            return row.values.get(column, "")
    return ""


def _is_true(condition: Condition, text: str) -> bool:
    said = [line.strip() for line in text.split("\n")]
    tests = [
        condition.is_ is None or _says(said, condition.is_),
        condition.is_not is None or not _says(said, condition.is_not),
        not condition.any_of or any(_says(said, choice) for choice in condition.any_of),
        condition.over is None or _over(text, condition.over),
        condition.answered is None or condition.answered == bool(text.strip()),
    ]
    return all(tests)


def _says(said: Iterable[str], choice: str) -> bool:
    return any(is_term(line, choice) for line in said)


def _over(text: str, limit: int) -> bool:
    number = whole_number(text)
    return number is not None and number > limit


def starting_answers(form: Form, details: Mapping[str, str]) -> dict[str, str]:
    """What a new meeting takes from the child's record."""
    carried = (q.key for q in form.questions() if q.carry == "child" and not q.has_rows)
    return {key: details[key] for key in carried if details.get(key)}
