"""What a form asks of a record now: the one rule by which an answer is shown, checked, searched,
printed and carried. What else stands in the record is found by `unasked`, in words.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from desktop_app.forms.model import Column, Condition, FixedRow, Form, Question
from desktop_app.records.answers import is_true, look_up, rows_of
from desktop_app.records.meeting import Record, Row
from desktop_app.records.renamed import put_rows, under_new_names

_OF_THE_ACTION = ("origin", "times")  # of carried actions: no column has to ask what is worked out


def asked_now(form: Form, record: Record) -> dict[str, Question]:
    """The questions that are asked, by key, in print order.

    An answer that is not asked itself counts as none, so what hangs on it is not asked either.
    """
    questions = {question.key: question for question in form.questions()}
    found: dict[str, bool] = {}

    def is_asked(key: str) -> bool:
        if key not in found:
            found[key] = True  # for a question that in the end hangs on itself
            found[key] = all(map(holds, questions[key].shown_if))
        return found[key]

    def holds(condition: Condition) -> bool:
        key = condition.question.partition(".")[0]
        counts = key in questions and is_asked(key)
        return is_true(condition, look_up(record, condition.question) if counts else "")

    return {key: question for key, question in questions.items() if is_asked(key)}


def as_asked(form: Form, record: Record) -> Record:
    """The record without what the form does not ask now, under the names that it has now."""
    record = under_new_names(form, record)
    asked = asked_now(form, record)
    kept = {
        key: text for key, text in record.answers.items() if "." in key or _is_text(asked.get(key))
    }
    bare = replace(
        record,
        answers=kept,
        tables={key: rows for key, rows in record.tables.items() if "." in key},
        attendance=(),
        actions=(),
        carried=(),
    )
    for question in asked.values():
        if question.has_rows:
            rows = tuple(map(partial(only_asked, question), asked_rows(question, record)))
            bare = bare.changed_by(put_rows(question, rows))
    return bare


def _is_text(question: Question | None) -> bool:
    return question is not None and is_text(question)


def is_text(question: Question) -> bool:
    """Whether its answer is a text of its own."""
    return not question.has_rows and question.kind != "calculated"


def asked_rows(question: Question, record: Record) -> tuple[Row, ...]:
    """Of a fixed table those that it has."""
    names = {row.key for row in question.rows}
    rows = rows_of(record, question)
    return tuple(row for row in rows if row.id in names) if names else rows


def only_asked(question: Question, row: Row) -> Row:
    """The row without cells of columns that the question does not have."""
    columns = {column.key for column in question.columns}
    kept = {
        key: text for key, text in row.values.items() if key in columns or is_own(question, key)
    }
    return Row(row.id, kept)


def is_own(question: Question, key: str) -> bool:
    """Whether Chairside keeps it in a row by itself, beside what the columns ask."""
    return "." in key or (question.kind == "carried_actions" and key in _OF_THE_ACTION)


def fingerprint(form: Form) -> str:
    """Of what it asks: 64 hexadecimal digits, the same however its words are changed."""
    asked = [
        (section.key, question.key, question.kind, _keys(question.columns), _keys(question.rows))
        for section in form.section
        for question in section.question
    ]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def _keys(pieces: Iterable[Column | FixedRow]) -> list[str]:
    return [piece.key for piece in pieces]
