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
    old_views,
    rows_of,
    unconfirmed,
)
from desktop_app.records.brought import WHOLE, Marks, whence
from desktop_app.records.dates import read_date, read_time
from desktop_app.records.meeting import Record, Row
from desktop_app.records.numbers import whole_number

CONFIRM = "Read it out, change it or confirm it."
ASK_AGAIN = "Views of another day are none of today: write new words, or say why there are none."
Weight = Literal["blocks", "reason", "warning"]
_Found = Callable[[str, str, Weight], "Finding"]


@dataclass(frozen=True)
class Finding:
    """`blocks` must be mended, a `reason` may stand in and prints, a `warning` need only be read.

    `key` names the finding for `reason.KEY` and `read.KEY` answers. `reason` is what the chair
    gave, and `settled` says whether signing may go on. What was `brought` in and is not confirmed
    prints so: no tick settles it, and signing does not wait for it.
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
    brought: bool = False

    @property
    def holds_up(self) -> bool:
        return not self.settled and not self.brought


def findings(form: Form, record: Record) -> list[Finding]:
    """In running order."""
    return [
        settle(finding, record)
        for section in form.in_the_room()
        for question in section.question
        if applies(record, question)
        for finding in _of_question(section, question, record)
    ]


def settle(finding: Finding, record: Record) -> Finding:
    """With the reason or the tick that the record holds for it."""
    if finding.weight == "blocks":
        return finding
    reason = record.answers.get(f"reason.{finding.key}", "").strip()
    reason = reason or record.answers.get(f"not_discussed.{finding.section}", "").strip()
    may_tick = finding.weight == "warning" and not finding.brought
    read = may_tick and bool(record.answers.get(f"read.{finding.key}"))
    return replace(finding, reason=reason, settled=read or bool(reason))


def _of_question(section: Section, question: Question, record: Record) -> Iterator[Finding]:
    def found(key: str, message: str, weight: Weight) -> Finding:
        return Finding(
            key, question.key, section.key, question.words, message, weight, question.source
        )

    if old := old_views(record, question):
        yield _of_old_views(question, record, old, found)
    elif not is_answered(record, question):
        message = question.message or f"“{question.words}” is still empty."
        if is_required(record, question):
            yield found(question.key, message, "blocks" if question.blocks else "reason")
            return
        if is_advised(record, question):
            yield found(question.key, message, "warning")
            return
    marks = {} if old else unconfirmed(record, question)
    if marks:
        yield _of_marks(question, record, marks, found)
    if question.has_rows:
        yield from _of_cells(question, record, found)
    elif not _readable(question.kind, record.answers.get(question.key, ""), record):
        yield found(f"{question.key}.unread", _unread(question.kind), "warning")


def _of_marks(
    question: Question, record: Record, marks: Marks, found: _Found, ask: str = CONFIRM
) -> Finding:
    """One finding, naming the rows."""
    message = f"{'; '.join(dict.fromkeys(map(whence, marks.values())))}, not confirmed yet. {ask}"
    if WHOLE not in marks:
        named = zip(_named_rows(question, record), _ids(question, record), strict=True)
        message = _listed(message, [name for (name, _), row in named if row in marks])
    finding = found(f"{question.key}.brought", message, "warning")
    return replace(finding, brought=True, source="")


def _of_old_views(question: Question, record: Record, old: Marks, found: _Found) -> Finding:
    """As firm as if there were none: they are none of today."""
    finding = _of_marks(question, record, old, found, ASK_AGAIN)
    if question.blocks or is_required(record, question):
        return replace(finding, weight="blocks" if question.blocks else "reason", brought=False)
    return finding


def _ids(question: Question, record: Record) -> list[str]:
    if question.kind == "fixed_table":
        return [fixed.key for fixed in question.rows]
    return [row.id for row in filled_rows(record, question)]


def _of_cells(question: Question, record: Record, found: _Found) -> Iterator[Finding]:
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
