"""Questions that are asked only sometimes: answered, made asked, and made asked no more."""

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Condition, Form, Question
from desktop_app.records.meeting import Record, Row
from desktop_app.records.renamed import put_rows

LIBRARY = load_library()
STRANGER = "Xanthe Quillfeather"  # another child, whom the guard must find
WORDS = {"date": "3 March 2026", "time": "10:30", "number": "7"}


def word(question: Question) -> str:
    """An answer of its kind."""
    if question.kind in ("choice", "choices"):
        return LIBRARY.choices(question)[0]
    return WORDS.get(question.kind, f"{STRANGER} was here.")


def answered(record: Record, question: Question) -> Record:
    if not question.has_rows:
        return replace(record, answers={**record.answers, question.key: word(question)})
    rows = tuple(
        Row(one, {column.key: f"{STRANGER} was here." for column in question.columns})
        for one in [row.key for row in question.rows] or ["1"]
    )
    return record.changed_by(put_rows(question, rows))


def with_text(record: Record, key: str, text: str) -> Record:
    """Also in a cell of a fixed table."""
    question, _, cell = key.partition(".")
    if not cell:
        return replace(record, answers={**record.answers, key: text})
    row, _, column = cell.partition(".")
    rows = {one.id: dict(one.values) for one in record.tables.get(question, ())}
    rows.setdefault(row, {})[column] = text
    table = tuple(Row(one, values) for one, values in rows.items())
    return replace(record, tables={**record.tables, question: table})


def true_of(condition: Condition) -> str:
    if condition.is_ is not None or condition.any_of:
        return condition.is_ or condition.any_of[0]
    if condition.over is not None:
        return str(condition.over + 1)
    return "Something" if condition.answered or condition.is_not is not None else ""


def false_of(condition: Condition) -> str:
    if condition.is_not is not None:
        return condition.is_not
    return "Something" if condition.answered is False else ""


def made_asked(form: Form, record: Record, question: Question) -> Record:
    for condition in question.shown_if:
        on = form.question(condition.question.partition(".")[0])
        record = made_asked(form, record, on)
        record = with_text(record, condition.question, true_of(condition))
    return record


def each_way_out(form: Form, record: Record, question: Question) -> Iterator[Record]:
    """Every answer on which it hangs, near or far, changed so that it is asked no more."""
    for condition in question.shown_if:
        yield with_text(record, condition.question, false_of(condition))
        yield from each_way_out(form, record, form.question(condition.question.partition(".")[0]))
