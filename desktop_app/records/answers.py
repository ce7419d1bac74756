"""Reading a record with its form in hand: rows by kind, conditions, what applies, what is empty."""

from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.forms.model import Column, Condition, Form, Question
from desktop_app.forms.reasons import says_why
from desktop_app.records.brought import WHOLE, is_old_views, marks_in, why_key
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
    old = old_views(record, question)
    if question.has_rows:
        said = [row for row in filled_rows(record, question) if row.id not in old]
        return len(said) >= question.at_least
    if question.kind == "calculated":
        return bool(calculated(record, question))
    text = record.answers.get(question.key, "")
    return says(question, text) and WHOLE not in old


def says(asked: Question | Column, text: str) -> bool:
    """Whether that is an answer: where it asks why, “n/a” is none."""
    return bool(text.strip()) and (not asked.asks_why or says_why(text))


def unconfirmed(record: Record, question: Question) -> dict[str, str]:
    """By row, or `WHOLE`: where it was brought in from, and nobody has confirmed it.

    Old views are done with once it is said why there are no new ones.
    """
    marks = _marks(record, question)
    if not said_why(record, question):
        return marks
    return {row: source for row, source in marks.items() if not is_old_views(question, source)}


def _marks(record: Record, question: Question) -> dict[str, str]:
    rows = filled_rows(record, question) if question.has_rows else ()
    return marks_in(record.answers, question, rows)


def old_views(record: Record, question: Question) -> dict[str, str]:
    """Those of it that are views of an earlier meeting, which answer nothing today."""
    if question.nature != "views":
        return {}
    marks = unconfirmed(record, question).items()
    return {row: source for row, source in marks if is_old_views(question, source)}


def views_from(record: Record, question: Question) -> str:
    """The source of the old views that stand there; empty where there are none."""
    sources = _marks(record, question).values()
    return next((source for source in sources if is_old_views(question, source)), "")


def said_why(record: Record, question: Question) -> str:
    """Why there are no new views, while the old ones stand; empty where nothing says why."""
    why = record.answers.get(why_key(question), "").strip()
    return why if says_why(why) and views_from(record, question) else ""


def holds(conditions: Iterable[Condition], record: Record) -> bool:
    """True when every condition is; an empty list is true.

    Of a record `as_asked`: what is not asked now is no answer on which anything depends.
    """
    return all(is_true(condition, look_up(record, condition.question)) for condition in conditions)


def row_holds(conditions: Iterable[Condition], values: Mapping[str, str]) -> bool:
    """The same for conditions that name columns of one row."""
    return all(is_true(condition, values.get(condition.question, "")) for condition in conditions)


def applies(record: Record, question: Question) -> bool:
    """Whether it is asked now, in a record `as_asked`."""
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


def look_up(record: Record, key: str) -> str:
    """`question`, or `question.row.column` for a cell of a fixed table."""
    question, _, cell = key.partition(".")
    if not cell:
        return record.answers.get(question, "")
    row_id, _, column = cell.partition(".")
    for row in record.tables.get(question, ()):
        if row.id == row_id:
            return row.values.get(column, "")
    return ""


def is_true(condition: Condition, text: str) -> bool:
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
    carried = (q for q in form.questions() if q.carry == "child" and not q.has_rows)
    told = ((q.key, (details.get(key) for key in (q.key, *q.renamed))) for q in carried)
    return {key: text for key, texts in told if (text := next(filter(None, texts), ""))}
