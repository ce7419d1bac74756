"""The open meeting: one record in memory, what the form asks of it, and what is not yet saved."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from desktop_app.forms.model import Form, Question, Section
from desktop_app.records import answers as reading
from desktop_app.records.asked import as_asked, asked_rows, only_asked
from desktop_app.records.brought import (
    MARK,
    Marks,
    is_old_views,
    mark_key,
    marked_question,
    marks_in,
    untouched,
)
from desktop_app.records.disagreements import raised_at, with_raised_at
from desktop_app.records.findings import Finding, findings, settle
from desktop_app.records.freeze import Imprint, freeze, signed_over
from desktop_app.records.left_out import left_out_key, reasons_left_out
from desktop_app.records.meeting import Changes, Record, Row
from desktop_app.records.renamed import put_rows, renamed
from desktop_app.records.snapshot import Snapshot
from desktop_app.records.text import clean, one_line
from desktop_app.records.unasked import Unasked, unasked

Checks = Callable[[Record], list[Finding]]
SectionState = Literal["not started", "in progress", "not confirmed", "complete", "not discussed"]


class OpenMeeting:
    """Holds the record; nothing here waits for the disk. Not thread-safe: the window's own."""

    def __init__(self, form: Form, record: Record, checks: Checks | None = None) -> None:
        self.form = form
        self.disagreements = form.of_kind("disagreements")  # None: the form keeps none
        self._checks = checks
        self._meeting = record.meeting
        self._child = record.child
        self._answers = dict(record.answers)
        self._tables = dict(record.tables)
        self._attendance = record.attendance
        self._actions = record.actions
        self._carried = record.carried
        self._unsaved: set[tuple[str, str]] = set()  # (part of the record, key)
        self._as_asked: Record | None = None  # until something is changed
        self.take_over(renamed(form, record))
        if record.meeting.state != "draft":
            self._unsaved.clear()  # it stays as it is, and is only read under the new names

    @property
    def record(self) -> Record:
        """The record as it stands now, unsaved words included."""
        return Record(
            self._meeting,
            self._child,
            self._answers,
            self._tables,
            self._attendance,
            self._actions,
            self._carried,
        )

    @property
    def asked(self) -> Record:
        """The same without what the form does not ask now."""
        if self._as_asked is None:
            self._as_asked = as_asked(self.form, self.record)
        return self._as_asked

    def left_over(self) -> list[Unasked]:
        """What stands in it nevertheless."""
        return unasked(self.form, self.record)

    def _changed(self, part: str, key: str = "") -> None:
        self._unsaved.add((part, key))
        self._as_asked = None

    @property
    def is_signed(self) -> bool:
        return self._meeting.state == "signed"

    def answer(self, key: str) -> str:
        return self._answers.get(key, "")

    def rows(self, question: Question) -> tuple[Row, ...]:
        return reading.rows_of(self.record, question)

    def set_answer(self, key: str, text: str) -> None:
        """Keeps the text, cleaned. The editors refuse more than LONGEST_ANSWER characters."""
        text = clean(text)
        if self._answers.get(key, "") == text:
            return
        self._answers[key] = text
        self._changed("answers", key)
        if not key.startswith(MARK):
            self.set_answer(mark_key(key), "")

    # what was brought in, and is marked until it is touched or confirmed

    def bring_in(self, key: str, text: str, source: str) -> None:
        """An answer from elsewhere."""
        self.set_answer(key, text)
        self.set_answer(mark_key(key), source)

    def bring_in_rows(self, question: Question, rows: tuple[Row, ...], source: str) -> None:
        """Marked are those that say something else than what stood there."""
        before = self.rows(question)
        self.set_rows(question, rows)
        same = untouched({row.id: source for row in before}, before, rows)
        new = {row.id: source for row in rows if row.id not in same}
        self.set_marks(question, {**self._all_marks(question), **new})

    def marks(self, question: Question) -> dict[str, str]:
        """By row, or `WHOLE`: where it was brought in from, and not confirmed."""
        rows = (only_asked(question, row) for row in asked_rows(question, self.record))
        return marks_in(self._answers, question, filter(reading.is_filled, rows))

    def _all_marks(self, question: Question) -> dict[str, str]:
        """Those too of rows that say only what is not asked now."""
        return marks_in(self._answers, question, reading.filled_rows(self.record, question))

    def set_marks(self, question: Question, marks: Marks) -> None:
        wanted = {mark_key(question.key, row): source for row, source in marks.items()}
        there = [
            key
            for key in self._answers
            if key.startswith(MARK) and marked_question(key) == question.key
        ]
        for key in (*there, *wanted):
            self.set_answer(key, wanted.get(key, ""))

    def brought_from(self, key: str) -> str:
        """Where an answer, or the first such row, was brought in from; else empty."""
        return next(iter(self.marks(self.form.question(key)).values()), "")

    def is_brought_in(self, key: str) -> bool:
        return bool(self.brought_from(key))

    def can_confirm(self, question: Question) -> dict[str, str]:
        """The marks that a chair may take off; not those of views of an earlier meeting."""
        marks = self.marks(question).items()
        return {row: source for row, source in marks if not is_old_views(question, source)}

    def confirm(self, key: str) -> None:
        """What was brought in is right, as far as the chair can say so."""
        question = self.form.question(key)
        marks, right = self._all_marks(question), self.can_confirm(question)
        self.set_marks(question, {row: marks[row] for row in marks.keys() - right.keys()})

    def set_rows(self, question: Question, rows: tuple[Row, ...]) -> None:
        """Replaces all rows of a table, of the attendance or of the actions."""
        notes = {column.key for column in question.columns if column.kind == "notes"}
        rows = tuple(replace(row, values=_clean_row(row.values, notes)) for row in rows)
        rows = (*rows, *self._rows_of_before(question, rows))
        before = self.rows(question)
        if rows == before:
            return
        self.set_marks(question, untouched(self._all_marks(question), before, rows))
        self.take_over(put_rows(question, rows))

    def _rows_of_before(self, question: Question, rows: Iterable[Row]) -> Iterator[Row]:
        """A fixed table shows those alone that the form has now: what else stands there stays."""
        shown = {*(row.id for row in rows), *(fixed.key for fixed in question.rows)}
        if question.rows:
            yield from (row for row in self.rows(question) if row.id not in shown)

    def take_over(self, changes: Changes) -> None:
        """Whole answers and tables, as they are."""
        for key, text in changes.answers.items():
            self._answers[key] = text
            self._changed("answers", key)
        for key, rows in changes.tables.items():
            self._tables[key] = rows
            self._changed("tables", key)
        if changes.attendance is not None:
            self._attendance = changes.attendance
            self._changed("attendance")
        if changes.actions is not None:
            self._actions = changes.actions
            self._changed("actions")
        if changes.carried is not None:
            self._carried = changes.carried
            self._changed("carried")

    def raised_at(self, question: Question) -> tuple[Row, ...]:
        """Who disagrees at that question."""
        kept = self.disagreements
        return raised_at(self._tables.get(kept.key, ()), question.key) if kept else ()

    def set_raised_at(
        self, question: Question, rows: tuple[Row, ...], marks: Marks | None = None
    ) -> None:
        """Replaces those in the one table that holds them all; `marks` where some are known."""
        if kept := self.disagreements:
            self.set_rows(kept, with_raised_at(self.rows(kept), question.key, rows))
            self.set_marks(kept, {**self._all_marks(kept), **(marks or {})})

    def set_place(self, question: str) -> None:
        """Remembers where the chair is, for the next start."""
        if question != self._meeting.place:
            self._meeting = replace(self._meeting, place=question)
            self._unsaved.add(("place", ""))

    @property
    def has_unsaved_words(self) -> bool:
        """Where the chair is goes with the next batch, and is no word."""
        return any(part != "place" for part, _ in self._unsaved)

    @property
    def has_unsaved(self) -> bool:
        return bool(self._unsaved)

    def take_unsaved(self) -> Changes:
        """Everything not yet saved, as one batch; `put_back` it if saving fails."""
        taken, self._unsaved = self._unsaved, set()
        parts = {part for part, _ in taken}
        return Changes(
            answers={key: self._answers[key] for part, key in taken if part == "answers"},
            tables={key: self._tables[key] for part, key in taken if part == "tables"},
            attendance=self._attendance if "attendance" in parts else None,
            actions=self._actions if "actions" in parts else None,
            carried=self._carried if "carried" in parts else None,
            place=self._meeting.place if "place" in parts else None,
        )

    def put_back(self, changes: Changes) -> None:
        """Makes a failed batch unsaved again; the next batch holds the record as it then stands."""
        self._unsaved |= {("answers", key) for key in changes.answers}
        self._unsaved |= {("tables", key) for key in changes.tables}
        for part in ("attendance", "actions", "carried", "place"):
            if getattr(changes, part) is not None:
                self._unsaved.add((part, ""))

    def applies(self, question: Question) -> bool:
        """Whether the screen shows it now."""
        return reading.applies(self.asked, question)

    def is_needed(self, question: Question) -> bool:
        """Whether signing asks for it and it is not there yet."""
        needed = reading.is_required(self.asked, question)
        return needed and not reading.is_answered(self.asked, question)

    def calculated(self, question: Question) -> str:
        return reading.calculated(self.record, question)

    def findings(self) -> list[Finding]:
        """In running order; of one question what the form asks comes before what checks find.

        What is about no question of the form comes last.
        """
        asked = [
            key
            for section in self.form.in_the_room()
            for key in (*(q.key for q in section.question), left_out_key(section.key))
        ]
        turn = {key: place for place, key in enumerate(asked)}
        found = [*findings(self.form, self.record), *self._checked()]
        return sorted(found, key=lambda finding: turn.get(finding.question, len(turn)))

    def _checked(self) -> list[Finding]:
        if not self._checks:
            return []
        record = self.record
        left_out = reasons_left_out(self.form, record)
        return [settle(one, record, left_out) for one in self._checks(record)]

    def states(self, found: Iterable[Finding]) -> dict[str, SectionState]:
        """Where each section stands, by its key, given the findings of now."""
        unsettled = {finding.section for finding in found if finding.holds_up}
        left_out = reasons_left_out(self.form, self.record)
        return {
            section.key: "not discussed"
            if section.key in left_out
            else self._state(section, unsettled)
            for section in self.form.section
        }

    def _state(self, section: Section, unsettled: set[str]) -> SectionState:
        asked = [q for q in section.question if self.applies(q) and q.kind != "calculated"]
        if not any(self._touched(question) for question in asked):
            return "not started"
        if any(reading.unconfirmed(self.record, question) for question in asked):
            return "not confirmed"
        return "in progress" if section.key in unsettled else "complete"

    def _touched(self, question: Question) -> bool:
        if question.has_rows:
            return bool(reading.filled_rows(self.record, question))
        return bool(self.answer(question.key).strip())

    def freeze(self, imprint: Imprint) -> Snapshot:
        """What prints, with the reasons given for what the checks found."""
        printed = freeze(self.form, self.record, imprint)
        left_out = reasons_left_out(self.form, self.record)
        over = signed_over(self._checked(), left_out)
        return replace(printed, unfinished=(*printed.unfinished, *over))


def _clean_row(values: Mapping[str, str], notes: set[str]) -> dict[str, str]:
    return {key: clean(text) if key in notes else one_line(text) for key, text in values.items()}
