"""thaw(): what printed becomes a record again: the way back of freeze(), as far as print allows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.forms.model import Column, Form, Question
from desktop_app.records.answers import anchor
from desktop_app.records.asked import is_text
from desktop_app.records.brought import MARK
from desktop_app.records.comments import BY, COMMENTS, ON, ROLE
from desktop_app.records.findings import findings
from desktop_app.records.freeze import DISAGREED_AT, NOT_DISCUSSED, ROW_LABEL
from desktop_app.records.left_out import left_out_key
from desktop_app.records.meeting import Child, Meeting, Record, Row, new_id
from desktop_app.records.not_confirmed import marks_read
from desktop_app.records.snapshot import Entry, Grid, Snapshot, Text, Unfinished
from desktop_app.records.thaw_cells import apart
from desktop_app.records.thaw_places import told_apart, with_places
from desktop_app.records.unasked import EARLIER, WAS, digest

Terms = Callable[[Question | Column], Sequence[str]]
# What prints in another column's cell, or is worked out anew.
_PRINTS_ELSEWHERE = {
    "attendance": ("agency", "how", "arrived", "left", "note"),
    "carried_actions": ("status", "new_owner", "new_target", "origin", "times"),
}


_AUTHORISED = (BY, ROLE, ON)


@dataclass(frozen=True)
class Thawed:
    """`unknown` printed, but the form as it is now does not ask it."""

    record: Record
    unknown: tuple[Entry, ...]


@dataclass
class _Puddle:
    answers: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict[str, tuple[Row, ...]])
    disagreed: dict[str, str] = field(default_factory=dict[str, str])  # by the question
    not_confirmed: dict[str, str] = field(default_factory=dict[str, str])  # by the section
    unknown: list[Entry] = field(default_factory=list[Entry])


def thaw(form: Form, snapshot: Snapshot, terms: Terms, started: date) -> Thawed:
    """A draft with new ids; `started` stands in for the day of the meeting where that is unread."""
    asked = {question.key: question for question in (*form.questions(), COMMENTS)}
    puddle = _Puddle()
    for section in (*snapshot.template, *snapshot.additional):
        for entry in (entry for group in section.groups for entry in group):
            if isinstance(entry, Text) and entry.key.startswith(WAS):
                _take_unasked(puddle, asked, entry, kept=section.key != EARLIER)
            else:
                _take(puddle, asked, entry)
    record = _record(form, snapshot, puddle, started)
    record = _with_rows_apart(form, record, puddle, asked, terms)
    marks = marks_read(form, record, puddle.not_confirmed)
    record = replace(record, answers={**record.answers, **marks})
    reasons = dict(_reasons(form, record, snapshot.unfinished))
    return Thawed(replace(record, answers={**record.answers, **reasons}), tuple(puddle.unknown))


def does_not_print(form: Form) -> list[tuple[Question, Column]]:
    """Columns of which no file can tell."""
    return [
        (question, column)
        for question in form.questions()
        for column in question.columns
        if not column.printed and column.key not in _PRINTS_ELSEWHERE.get(question.kind, ())
    ]


def _take(puddle: _Puddle, asked: dict[str, Question], entry: Entry) -> None:
    question = asked.get(entry.key)
    if isinstance(entry, Text) and entry.key.startswith(DISAGREED_AT):
        puddle.disagreed[entry.key.removeprefix(DISAGREED_AT)] = entry.text
    elif isinstance(entry, Text) and entry.key.startswith(MARK):
        puddle.not_confirmed[entry.key.removeprefix(MARK)] = entry.text
    elif isinstance(entry, Text) and entry.key in _AUTHORISED:
        puddle.answers[entry.key] = entry.text
    elif question is None or question.has_rows != isinstance(entry, Grid):
        puddle.unknown.append(entry)
    elif isinstance(entry, Grid):
        rows = tuple(_rows(question, entry))
        puddle.rows[question.key] = rows
        columns = {ROW_LABEL, *(column.key for column in question.columns)}
        if len(rows) < len(entry.rows) or any(key not in columns for key, _ in entry.columns):
            puddle.unknown.append(entry)
    elif question.kind != "calculated" and entry.text:
        puddle.answers[question.key] = entry.text


def _take_unasked(puddle: _Puddle, asked: dict[str, Question], entry: Text, *, kept: bool) -> None:
    """Under its question, where that has a text; a table in words stays in words."""
    key = entry.key.removeprefix(WAS)
    question = asked.get(key)
    puddle.answers[key if question and is_text(question) else entry.key] = entry.text
    if kept:
        puddle.answers[f"kept.{key}"] = digest(key, entry.text)


def _rows(question: Question, grid: Grid) -> Iterator[Row]:
    """Of a fixed table those whose names the form still has."""
    known = {column.key for column in question.columns}
    names = {fixed.label: fixed.key for fixed in question.rows}
    for cells in grid.rows:
        said = dict(zip((key for key, _ in grid.columns), cells, strict=True))
        values = {key: text for key, text in said.items() if key in known and text}
        if question.kind != "fixed_table":
            yield Row(new_id(), values)
        elif said.get(ROW_LABEL) in names:
            yield Row(names.pop(said[ROW_LABEL]), values)


def _record(form: Form, snapshot: Snapshot, puddle: _Puddle, started: date) -> Record:
    details = {
        question.key: puddle.answers[question.key]
        for question in form.questions()
        if question.carry == "child" and question.key in puddle.answers
    }
    child = Child(new_id(), details)
    at = f"{started.isoformat()}T00:00:00+00:00"
    meeting = Meeting(new_id(), snapshot.reference, child.id, form.key, created_at=at)
    return Record(meeting, child, puddle.answers)


def _with_rows_apart(
    form: Form, record: Record, puddle: _Puddle, asked: Mapping[str, Question], terms: Terms
) -> Record:
    day = anchor(record)
    found = {key: _apart(asked[key], rows, terms, day) for key, rows in puddle.rows.items()}
    came, kept = form.of_kind("attendance"), form.of_kind("disagreements")
    people = found.get(came.key, ()) if came else ()
    if kept and kept.key in found:
        people = told_apart(people, found[kept.key], puddle.disagreed, day)
        labels = {question.key: question.label or question.words for question in form.questions()}
        found[kept.key] = with_places(found[kept.key], people, puddle.disagreed, labels, day)
    if came:
        found[came.key] = people
    return _with_rows(record, found, asked)


def _apart(question: Question, rows: Sequence[Row], terms: Terms, day: date) -> tuple[Row, ...]:
    columns = {column.key: column for column in question.columns}
    on_offer = {key: terms(column) for key, column in columns.items()}
    return tuple(apart(question, row, lambda key: on_offer.get(key, ()), day) for row in rows)


def _with_rows(
    record: Record, found: Mapping[str, tuple[Row, ...]], asked: Mapping[str, Question]
) -> Record:
    tables: dict[str, tuple[Row, ...]] = {}
    for key, rows in found.items():
        match asked[key].kind:
            case "attendance":
                record = replace(record, attendance=rows)
            case "actions":
                record = replace(record, actions=rows)
            case "carried_actions":
                record = replace(record, carried=rows)
            case _:
                tables[key] = rows
    return replace(record, tables=tables)


def _reasons(
    form: Form, record: Record, unfinished: Sequence[Unfinished]
) -> Iterator[tuple[str, str]]:
    """What the chair gave for what was signed over; of checks, nothing is asked again.

    Minutes of before said it in the words that the screen has.
    """
    named: list[tuple[set[tuple[str, str]], str]] = [
        (
            {(section.heading or section.title, NOT_DISCUSSED), (section.title, NOT_DISCUSSED)},
            left_out_key(section.key),
        )
        for section in form.in_the_room()
    ]
    named += [
        (
            {(finding.printed, finding.statement), (finding.about, finding.message)},
            f"reason.{finding.key}",
        )
        for finding in findings(form, record)
        if finding.weight == "reason"
    ]
    for one in unfinished:
        places = (at for at, (said, _) in enumerate(named) if (one.about, one.missing) in said)
        if (place := next(places, None)) is not None:
            yield named.pop(place)[1], one.reason
