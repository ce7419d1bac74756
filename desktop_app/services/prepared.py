"""What a Word file has prepared, held against the open meeting: whose it is, and what is new."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from desktop_app.forms.model import Column, Form, Question
from desktop_app.records.answers import anchor, filled_rows
from desktop_app.records.brought import PREPARED, of_meeting
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import Row, new_id, number_key, same_number
from desktop_app.records.names import likeness, name_of
from desktop_app.records.one_child import names_agree
from desktop_app.services.next_meeting import WHO_COMES
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.written_file import writer
from desktop_app.storage.store import Store

Terms = Callable[[Question | Column], Sequence[str]]
State = Literal["new", "same", "differs", "of its day"]


@dataclass(frozen=True)
class File:
    """What was read: of a `returned` preparation form, else of older minutes.

    `left` are sentences on what Word does not show of it.
    """

    name: str
    returned: bool
    answers: dict[str, str]
    rows: dict[str, tuple[Row, ...]]
    rest: str
    left: tuple[str, ...] = ()

    def source(self, today: date) -> str:
        """What is brought in from it is marked so: older minutes tell of their own day."""
        held = read_date(self.answers.get("meeting_date", ""), today)
        return of_meeting(held) if held and held < today and not self.returned else PREPARED


@dataclass(frozen=True)
class Found:
    """One question's answer in the file beside what stands now; `rows` where it has rows.

    `of its day` are answers of older minutes that hold for their meeting alone.
    """

    question: Question
    text: str
    stands: str
    state: State
    rows: tuple[Row, ...] = ()
    source: str = PREPARED

    @property
    def adds(self) -> bool:
        """Whether bringing it in leaves what stands there, and adds to it."""
        return self.question.kind in ("notes", "choices") or (
            self.question.has_rows and not self.question.rows
        )


@dataclass(frozen=True)
class Whose:
    """`another` child's file is refused; a `doubt` is a sentence that the chair must settle."""

    another: str = ""
    doubt: str = ""


def read_file(path: Path, form: Form) -> Future[File]:
    """Reads on a thread of its own, so that typing waits for no slow drive."""
    from desktop_app.minutes.preparation.read_prepared import read_prepared

    def work() -> File:
        read = read_prepared(path, form)
        answers, rows = dict(read.answers), dict(read.rows)
        return File(path.name, read.returned, answers, rows, read.rest, read.left)

    thread = ThreadPoolExecutor(1, "prepared")
    future = thread.submit(work)
    thread.shutdown(wait=False)
    return future


def whose(file: File, meeting: OpenMeeting) -> Whose:
    """Another child’s file is the worst mistake, and the child’s own refused for its spelling the
    next: numbers that differ, or names that have nothing in common, end it; else the chair says.
    """
    record = meeting.record
    number = record.answers.get("case_number", "") or record.child.case_number
    name = record.answers.get("child_name", "") or record.child.name
    there, says = file.answers.get("case_number", ""), file.answers.get("child_name", "")
    if there and number and not _may_be_same_number(there, number):
        return Whose(
            another=f"This file is about another child: its case number is {there}, and this "
            f"record's is {number}. Nothing can be brought in from it."
        )
    known = same_number(there, number)
    if says and name and not same_name(says, name, by_number=known):
        preferred = record.answers.get("preferred_name", "")
        if not there and likeness(name_of(says), name_of(name, preferred)) == "other":
            return Whose(
                another=f"This file is about another child: it names {says}, and this record is "
                f"about {name}. Nothing can be brought in from it."
            )
        return Whose(doubt=f"The file names the child {says}, this record {name}.")
    if there and number and not known:
        return Whose(doubt=f"The file gives the case number {there}, this record {number}.")
    if not there and not says:
        return Whose(doubt="The file does not say which child it is about.")
    return Whose()


def _may_be_same_number(one: str, other: str) -> bool:
    """`Mosaic 1204417` and `1204417`: the same digits, whatever stands around them."""
    digits = [re.sub(r"\D", "", number_key(number)).lstrip("0") for number in (one, other)]
    return same_number(one, other) or (bool(digits[0]) and digits[0] == digits[1])


def same_name(one: str, other: str, *, by_number: bool = False) -> bool:
    """Where the number says who it is, `R.T.` is Robin Testname as well."""
    if names_agree(one, other):
        return True
    return by_number and likeness(name_of(one), name_of(other)) == "initials"


def compare(file: File, meeting: OpenMeeting, terms: Terms) -> list[Found]:
    """In running order; what the file says nothing about is left out."""
    source = file.source(anchor(meeting.record))
    return [
        replace(found, source=source)
        for section in meeting.form.in_the_room()
        for question in section.question
        if (found := _found(file, meeting, question, terms))
    ]


def _found(file: File, meeting: OpenMeeting, question: Question, terms: Terms) -> Found | None:
    if question.has_rows:
        return _found_rows(file, meeting, question, terms)
    text = _as_offered(file.answers.get(question.key, "").strip(), terms(question))
    if not text:
        return None
    stands = meeting.answer(question.key).strip()
    carries = file.returned or question.carry is not None
    state = _state(same=text == stands, stands=bool(stands), carries=carries)
    return Found(question, text, stands, state)


def _found_rows(file: File, meeting: OpenMeeting, question: Question, terms: Terms) -> Found | None:
    rows = tuple(_fit(row, question, terms) for row in _rows_of(file, question, meeting.form))
    rows = tuple(row for row in rows if row.values)
    if not rows:
        return None
    standing = filled_rows(meeting.record, question)
    here = [_said(row) for row in standing]
    same = all(_said(row) in here for row in rows)
    carries = file.returned or question.carry is not None or question.kind == "carried_actions"
    state = _state(same=same, stands=bool(standing), carries=carries)
    return Found(question, in_words(rows, question), in_words(standing, question), state, rows)


def _state(*, same: bool, stands: bool, carries: bool) -> State:
    if same:
        return "same"
    if stands:
        return "differs"
    return "new" if carries else "of its day"


def _rows_of(file: File, question: Question, form: Form) -> Iterator[Row]:
    """What older minutes recommended is looked back on in a review."""
    yield from file.rows.get(question.key, ())
    looks_back = not file.returned and question.kind == "carried_actions"
    for other in form.questions() if looks_back else ():
        if other.kind == "actions":
            yield from file.rows.get(other.key, ())


def _fit(row: Row, question: Question, terms: Terms) -> Row:
    """Only the question's own columns, choices as they are offered; who came is asked afresh."""
    values = {
        column.key: _as_offered(row.values[column.key], terms(column))
        for column in question.columns
        if row.values.get(column.key, "").strip()
        and (question.kind != "attendance" or column.key in WHO_COMES)
    }
    return Row(row.id, values)


def _as_offered(text: str, offered: Sequence[str]) -> str:
    """`yes` is the choice Yes; other words stay as they are."""
    known = {name.casefold(): name for name in offered}
    return "\n".join(known.get(line.strip().casefold(), line) for line in text.split("\n"))


def _said(row: Row) -> dict[str, str]:
    return {key: text.strip() for key, text in row.values.items() if text.strip()}


def in_words(rows: Sequence[Row], question: Question) -> str:
    """One line a row; a fixed row begins with its name."""
    names = {row.key: f"{row.label}: " for row in question.rows}
    order = [column.key for column in question.columns]
    return "\n".join(
        names.get(row.id, "") + "; ".join(row.values[k] for k in order if row.values.get(k))
        for row in rows
    )


def bring_in(found: Found, meeting: OpenMeeting) -> None:
    """Marked until confirmed. What stands there stays wherever it can be added to."""
    question = found.question
    if question.has_rows:
        meeting.bring_in_rows(question, _joined(found, meeting), found.source)
    else:
        stands = meeting.answer(question.key)
        adds = found.adds and bool(stands.strip())
        text = f"{stands}\n{found.text}" if adds else found.text
        meeting.bring_in(question.key, text, found.source)


def _joined(found: Found, meeting: OpenMeeting) -> tuple[Row, ...]:
    """Free rows follow those that stand; of fixed rows the prepared cells are laid over."""
    standing = filled_rows(meeting.record, found.question)
    if not found.question.rows:
        here = [_said(row) for row in standing]
        new = (row for row in found.rows if _said(row) not in here)
        return (*standing, *(Row(new_id(), row.values) for row in new))
    cells = {row.id: dict(row.values) for row in standing}
    for row in found.rows:
        cells[row.id] = cells.get(row.id, {}) | dict(row.values)
    return tuple(Row(key, values) for key, values in cells.items())


def save_form(
    store: Store, meeting: OpenMeeting, terms: Terms, marking: str, folder: Path, *, known: bool
) -> Path:
    """The preparation form for the social worker, with what is `known` or blank."""
    from desktop_app.minutes.preparation.asked import Known
    from desktop_app.minutes.preparation.preparation import save_preparation

    filled = Known(meeting.asked if known else None, marking)
    return save_preparation(meeting.form, terms, folder, writer(store), filled)
