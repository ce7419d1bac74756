"""What the form's own data still asks for, as one list for rail, question and check page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from desktop_app.forms.model import Column, Form, Question, Section
from desktop_app.records.answers import (
    anchor,
    applies,
    cell_is_advised,
    cell_is_required,
    filled_rows,
    is_advised,
    is_answered,
    is_required,
    rows_of,
)
from desktop_app.records.dates import read_date, read_time
from desktop_app.records.meeting import Record, Row
from desktop_app.records.numbers import whole_number
from desktop_app.records.unlisted import UNLISTED, unlisted, unlisted_rows

BROUGHT = "Brought in, not confirmed yet. Read it out, change it or confirm it."
Weight = Literal["blocks", "reason", "warning"]


@dataclass(frozen=True)
class Finding:
    """`blocks` must be mended, a `reason` may stand in and prints, a `warning` need only be read.

    `key` names the finding for `reason.KEY` and `read.KEY` answers. `reason` is what the chair
    gave, and `settled` says whether signing may go on.
    """

    key: str
    question: str
    section: str
    about: str
    message: str
    weight: Weight
    source: str = ""
    reason: str = ""
    settled: bool = False


def findings(form: Form, record: Record) -> list[Finding]:
    """In running order."""
    return [
        settle(finding, record)
        for section in form.in_the_room()
        for question in section.question
        if applies(record, question)
        for finding in _of_question(form, section, question, record)
    ]


def settle(finding: Finding, record: Record) -> Finding:
    """With the reason or the tick that the record holds for it."""
    if finding.weight == "blocks":
        return finding
    reason = record.answers.get(f"reason.{finding.key}", "").strip()
    reason = reason or record.answers.get(f"not_discussed.{finding.section}", "").strip()
    read = finding.weight == "warning" and bool(record.answers.get(f"read.{finding.key}"))
    return replace(finding, reason=reason, settled=read or bool(reason))


def _of_question(
    form: Form, section: Section, question: Question, record: Record
) -> Iterator[Finding]:
    def found(key: str, message: str, weight: Weight) -> Finding:
        return Finding(
            key, question.key, section.key, question.words, message, weight, question.source
        )

    if not is_answered(record, question):
        message = question.message or f"“{question.words}” is still empty."
        if is_required(record, question):
            yield found(question.key, message, "blocks" if question.blocks else "reason")
            return
        if is_advised(record, question):
            yield found(question.key, message, "warning")
            return
    if record.answers.get(f"brought.{question.key}"):
        yield found(f"{question.key}.brought", BROUGHT, "warning")
    text = record.answers.get(question.key, "")
    if question.has_rows:
        yield from _of_cells(form, question, record, found)
    elif not _readable(question.kind, text, record):
        yield found(f"{question.key}.unread", _unread(question.kind), "warning")
    elif odd := unlisted(form, question, text):
        weight = "reason" if is_required(record, question) else "warning"
        yield found(f"{question.key}.unlisted", odd, weight)


def _of_cells(
    form: Form, question: Question, record: Record, found: Callable[[str, str, Weight], Finding]
) -> Iterator[Finding]:
    """One finding a column, naming its rows: a reason then covers them all."""
    named = dict(_named_rows(question, record))
    for column in question.columns:
        empty = {
            name: values for name, values in named.items() if not values.get(column.key, "").strip()
        }
        message = column.message or f"“{column.label}” is still empty."
        if missing := [name for name, values in empty.items() if cell_is_required(column, values)]:
            yield found(f"{question.key}.{column.key}", _listed(message, missing), "reason")
        advised = [
            name
            for name, values in empty.items()
            if name not in missing and cell_is_advised(column, values)
        ]
        if advised:
            key = f"{question.key}.{column.key}.advised"
            yield found(key, _listed(message, advised), "warning")
        odd = [name for name, values in named.items() if not _cell_readable(column, values, record)]
        if odd:
            key = f"{question.key}.{column.key}.unread"
            yield found(key, _listed(_unread(column.kind), odd), "warning")
        if odd := unlisted_rows(form, column, named.items()):
            needed = any(cell_is_required(column, named[name]) for name in odd)
            key = f"{question.key}.{column.key}.unlisted"
            yield found(key, _listed(UNLISTED, odd), "reason" if needed else "warning")


def _named_rows(question: Question, record: Record) -> Iterator[tuple[str, Mapping[str, str]]]:
    if question.kind == "fixed_table":
        values = {row.id: row.values for row in rows_of(record, question)}
        for fixed in question.rows:
            yield fixed.label, values.get(fixed.key, {})
    else:
        for number, row in enumerate(filled_rows(record, question), 1):
            yield f"{number}. {_short(row, question.columns)}", row.values


def _short(row: Row, columns: Iterable[Column]) -> str:
    """The first thing that it says."""
    cells = (" ".join(row.values.get(column.key, "").split()) for column in columns)
    words = next(filter(None, cells), "")
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


def _listed(message: str, names: list[str]) -> str:
    return f"{message} ({'; '.join(names)})"


def _cell_readable(column: Column, values: Mapping[str, str], record: Record) -> bool:
    return _readable(column.kind, values.get(column.key, ""), record)


def _readable(kind: str, text: str, record: Record) -> bool:
    if not text.strip():
        return True
    if kind == "date":
        return read_date(text, anchor(record)) is not None
    if kind == "time":
        return read_time(text) is not None
    return kind != "number" or whole_number(text) is not None


def _unread(kind: str) -> str:
    return {
        "date": "This cannot be read as a date. It prints as it stands.",
        "time": "This cannot be read as a time. It prints as it stands.",
        "number": "This is not a whole number. It prints as it stands.",
    }[kind]
