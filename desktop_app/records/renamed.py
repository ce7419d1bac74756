"""What was recorded under the keys of before, for a form that has renamed them."""

from collections.abc import Iterable, Iterator, Mapping

from desktop_app.forms.model import Column, Form, Question
from desktop_app.records.answers import is_filled, rows_of
from desktop_app.records.brought import mark_key
from desktop_app.records.meeting import RAISED_AT, Changes, Record, Row

_SAID_OF_IT = ("brought", "kept", "reason", "read")  # of an answer, in keys such as `brought.KEY`


def renamed(form: Form, record: Record) -> Changes:
    """What brings it under the keys of now. Where something stands there, nothing is moved."""
    changes = Changes()
    asked = {question.key for question in form.questions()}
    for question in form.questions():
        for old in (key for key in question.renamed if key not in asked):
            changes = _both(changes, _moved(question, old, record.changed_by(changes)))
        if any(piece.renamed for piece in (*question.columns, *question.rows)):
            changes = _both(changes, _rows(question, record.changed_by(changes)))
    return _both(changes, _raised(form, record.changed_by(changes)))


def under_new_names(form: Form, record: Record) -> Record:
    """The record as a form reads it that has renamed what it asks."""
    return record.changed_by(renamed(form, record))


def _both(one: Changes, other: Changes) -> Changes:
    return Changes(
        {**one.answers, **other.answers},
        {**one.tables, **other.tables},
        one.attendance if other.attendance is None else other.attendance,
        one.actions if other.actions is None else other.actions,
        one.carried if other.carried is None else other.carried,
    )


def put_rows(question: Question, rows: tuple[Row, ...]) -> Changes:
    """All the rows of a question, in the part of the record that holds them."""
    match question.kind:
        case "attendance":
            return Changes(attendance=rows)
        case "actions":
            return Changes(actions=rows)
        case "carried_actions":
            return Changes(carried=rows)
        case _:
            return Changes(tables={question.key: rows})


def _moved(question: Question, old: str, record: Record) -> Changes:
    if question.has_rows:
        rows = record.tables.get(old, ())
        if not any(map(is_filled, rows)) or any(map(is_filled, rows_of(record, question))):
            return Changes()
        moved = _both(put_rows(question, rows), Changes(tables={old: ()}))
    else:
        text = record.answers.get(old, "")
        if not text.strip() or record.answers.get(question.key, "").strip():
            return Changes()
        moved = Changes({question.key: text, old: ""})
    return _both(moved, Changes(dict(_said_of_it(question.key, old, record))))


def _said_of_it(key: str, old: str, record: Record) -> Iterator[tuple[str, str]]:
    """Of its rows and columns too, such as `brought.KEY.ROW`."""
    for said, text in record.answers.items():
        word, _, rest = said.partition(".")
        of, dot, part = rest.partition(".")
        if text and of == old and word in _SAID_OF_IT:
            yield from ((f"{word}.{key}{dot}{part}", text), (said, ""))


def _rows(question: Question, record: Record) -> Changes:
    """The same of columns and of fixed rows."""
    before = rows_of(record, question)
    rows = [Row(row.id, _cells(row.values, question.columns)) for row in before]
    marks: dict[str, str] = {}
    for fixed in question.rows:
        for old in fixed.renamed:
            said = {row.id for row in rows if is_filled(row)}
            if old in said and fixed.key not in said:
                there = (row for row in rows if row.id != fixed.key)
                rows = [Row(fixed.key, r.values) if r.id == old else r for r in there]
                marks |= _marks_of_row(question.key, old, fixed.key, record)
    if tuple(rows) == before:
        return Changes()
    return _both(put_rows(question, tuple(rows)), Changes(marks))


def _marks_of_row(key: str, old: str, new: str, record: Record) -> dict[str, str]:
    mark = record.answers.get(mark_key(key, old), "")
    return {mark_key(key, new): mark, mark_key(key, old): ""} if mark else {}


def _cells(values: Mapping[str, str], columns: Iterable[Column]) -> dict[str, str]:
    said = dict(values)
    columns = tuple(columns)
    asked = {column.key for column in columns}
    for column in columns:
        for old in (key for key in column.renamed if key not in asked):
            if said.get(old, "").strip() and not said.get(column.key, "").strip():
                said[column.key] = said.pop(old)
    return said


def _raised(form: Form, record: Record) -> Changes:
    """Disagreements go along with the question at which they were raised."""
    kept = form.of_kind("disagreements")
    if kept is None:
        return Changes()
    new = {old: question.key for question in form.questions() for old in question.renamed}
    rows = rows_of(record, kept)
    now = tuple(
        Row(row.id, {k: new.get(t, t) if k == RAISED_AT else t for k, t in row.values.items()})
        for row in rows
    )
    return Changes() if now == rows else put_rows(kept, now)
