"""Whatever a chair does with an open meeting, in any order, and what then stands in memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from desktop_app.forms.model import Form, Question
from desktop_app.paths import Places
from desktop_app.records.answers import is_filled
from desktop_app.records.asked import is_text
from desktop_app.records.brought import PASTED, PREPARED, WHOLE, mark_key, said_in, why_key
from desktop_app.records.disagreements import begun_at
from desktop_app.records.left_out import left_out_key
from desktop_app.records.meeting import Changes, Record, Row
from desktop_app.services import left_over
from desktop_app.services.council import load_council
from desktop_app.services.open_meeting import OpenMeeting

COUNCIL = load_council(Places(Path("/nowhere")))
REASONS = ("", "x", "n/a", "to follow", "Adjourned at noon", "He was at school")  # good and none
SOURCES = (PREPARED, PASTED, "last time", "last time 2026-05-21")
FRAGMENTS = ("", "int", "other: with an aunt")  # for a choice: taken back, and two of no list
NUMBERS = st.integers(0, 10**6)
IN_HAND = 6

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
Typed = dict[tuple[str, str], str | tuple[Row, ...]]  # by the part of the record, and the key


def held(record: Record) -> Typed:
    """All that was typed; what is empty does not count."""
    answers: Typed = {("answers", key): text for key, text in record.answers.items() if text}
    tables: Typed = {("tables", key): rows for key, rows in record.tables.items() if rows}
    parts = ("attendance", "actions", "carried")
    lists: Typed = {(part, ""): rows for part in parts if (rows := getattr(record, part))}
    return answers | tables | lists


def difference(now: Typed, wanted: Typed) -> Changes:
    """What brings back what stood."""
    changes = Changes()
    for part, key in now.keys() | wanted.keys():
        said = wanted.get((part, key), "" if part == "answers" else ())
        if said == now.get((part, key)):
            continue
        if part in ("answers", "tables"):
            changes = replace(changes, **{part: {**getattr(changes, part), key: said}})
        else:
            changes = replace(changes, **{part: said})
    return changes


class Hands(RuleBasedStateMachine):
    """`typed` is what was typed into the meeting, `before` and `after` lead back and on again."""

    form: Form
    meeting: OpenMeeting
    typed: Typed
    before: list[Typed]
    after: list[Typed]

    # the few questions in hand, with those on which they hang: so that things meet

    @initialize(
        numbers=st.lists(NUMBERS, min_size=IN_HAND, max_size=IN_HAND),
        texts=st.lists(words, min_size=IN_HAND, max_size=IN_HAND),
        source=st.sampled_from(("", *SOURCES)),
    )
    def take_in_hand(self, numbers: list[int], texts: list[str], source: str) -> None:
        """Something stands in each, perhaps brought in."""
        self.numbers = numbers
        for question, text in zip(self._in_hand(), texts, strict=False):
            if is_text(question):
                self._bring_in(question, text, source)
            elif question.has_rows and not question.rows:
                self._bring_in_a_row(question, text, source)

    def _in_hand(self) -> list[Question]:
        """Every other one is asked only sometimes."""
        all_of = list(self.form.questions())
        sometimes = [question for question in all_of if question.shown_if]
        there = {question.key: question for question in all_of}
        lists = (all_of, sometimes or all_of)
        taken = [one[n % len(one)] for one, n in zip(cycle(lists), self.numbers, strict=False)]
        on = [one.question.partition(".")[0] for q in taken for one in q.shown_if]
        return [*taken, *(there[key] for key in on if key in there)]

    def _one_of(self, number: int, fits: Callable[[Question], bool]) -> Question:
        """In hand, else anywhere."""
        found = list(filter(fits, self._in_hand())) or list(filter(fits, self.form.questions()))
        return found[number % len(found)]

    def _text(self, number: int) -> Question:
        return self._one_of(number, is_text)

    def _table(self, number: int) -> Question:
        return self._one_of(number, lambda one: one.has_rows and not one.rows)

    # what the chair does

    @contextmanager
    def a_step(self) -> Iterator[None]:
        """Something is typed or pressed; undo brings back what stood."""
        stood = dict(self.typed)
        yield
        self.typed = held(self.meeting.record)
        if self.typed != stood:
            self.before.append(stood)
            self.after.clear()

    def _put(self, question: Question, rows: tuple[Row, ...]) -> None:
        with self.a_step():
            self.meeting.set_rows(question, rows)

    def _say(self, key: str, text: str) -> None:
        stood = self.meeting.answer(key)
        with self.a_step():
            self.meeting.set_answer(key, text)
        assert self.meeting.answer(key).split() == text.split()
        if self.meeting.answer(key) != stood:
            assert not self.meeting.answer(mark_key(key)), "it is touched, and still marked"

    @rule(number=NUMBERS, text=words)
    def type_words(self, number: int, text: str) -> None:
        self._say(self._text(number).key, text)

    @rule(number=NUMBERS, which=NUMBERS)
    def choose(self, number: int, which: int) -> None:
        """One of the list, another, none, or what is on no list."""
        question = self._one_of(number, lambda one: one.kind in ("choice", "choices"))
        said = (*COUNCIL.library.choices(question), *FRAGMENTS)
        self._say(question.key, said[which % len(said)])

    @rule(number=NUMBERS, row=st.integers(0, 10**9), text=words)
    def add_row(self, number: int, row: int, text: str) -> None:
        question = self._table(number)
        rows = self.meeting.rows(question)
        if str(row) not in {row.id for row in rows}:
            self._put(question, (*rows, Row(str(row), {_typed_in(question): text})))

    @rule(number=NUMBERS)
    def remove_first_row(self, number: int) -> None:
        question = self._table(number)
        self._put(question, self.meeting.rows(question)[1:])

    @rule(number=NUMBERS, text=words)
    def change_last_row(self, number: int, text: str) -> None:
        question = self._table(number)
        if rows := self.meeting.rows(question):
            last = replace(rows[-1], values={**rows[-1].values, _typed_in(question): text})
            self._put(question, (*rows[:-1], last))
            touched = said_in(self.meeting.rows(question)[-1]) != said_in(rows[-1])
            assert not (touched and last.id in self.meeting.marks(question))

    @rule(number=NUMBERS, text=words)
    def fill_a_fixed_table(self, number: int, text: str) -> None:
        if any(question.rows for question in self.form.questions()):
            question = self._one_of(number, lambda one: bool(one.rows))
            cells = {column.key: text for column in question.columns if not column.choices}
            self._put(question, tuple(Row(row.key, cells) for row in question.rows))

    @rule(number=NUMBERS, text=words)
    def disagree(self, number: int, text: str) -> None:
        """Somebody does, at a question; without a word they do no more."""
        question, kept = self._text(number), self.meeting.disagreements
        if kept is None:
            return
        row = Row(f"at-{question.key}", {**begun_at(question), "who": "Gran", "view": text})
        with self.a_step():
            self.meeting.set_raised_at(question, (row,) if text.strip() else ())

    @rule(number=NUMBERS, why=st.sampled_from(REASONS))
    def mark_as_not_discussed(self, number: int, why: str) -> None:
        section = self.form.section_of(self._text(number).key)
        self._say(left_out_key(section.key), why)

    @rule(number=NUMBERS, text=words, source=st.sampled_from(SOURCES))
    def bring_in(self, number: int, text: str, source: str) -> None:
        self._bring_in(self._text(number), text, source)

    def _bring_in(self, question: Question, text: str, source: str) -> None:
        if not text.strip():
            return
        with self.a_step():
            self.meeting.bring_in(question.key, text, source)
        assert self.meeting.marks(question) == ({WHOLE: source} if source else {})

    @rule(number=NUMBERS, text=words, source=st.sampled_from(SOURCES))
    def bring_in_a_row(self, number: int, text: str, source: str) -> None:
        self._bring_in_a_row(self._table(number), text, source)

    def _bring_in_a_row(self, question: Question, text: str, source: str) -> None:
        rows = self.meeting.rows(question)
        new = Row(f"from-{len(rows)}", {_typed_in(question): text})
        if new.id in {row.id for row in rows}:
            return
        with self.a_step():
            self.meeting.bring_in_rows(question, (*rows, new), source)
        if source and is_filled(self.meeting.rows(question)[-1]):
            assert self.meeting.marks(question)[new.id] == source

    @rule()
    def confirm_all(self) -> None:
        with self.a_step():
            for question in self.form.questions():
                self.meeting.confirm(question.key)

    @rule(number=NUMBERS, why=st.sampled_from(REASONS))
    def say_why_there_are_no_new_views(self, number: int, why: str) -> None:
        if any(question.nature == "views" for question in self.form.questions()):
            question = self._one_of(number, lambda one: one.nature == "views")
            self._say(why_key(question), why)

    @rule(number=NUMBERS, why=st.sampled_from(REASONS))
    def give_a_reason_or_tick(self, number: int, why: str) -> None:
        if found := [one for one in self.meeting.findings() if one.weight != "blocks"]:
            one = found[number % len(found)]
            word = "read" if one.weight == "warning" else "reason"
            self._say(f"{word}.{one.key}", "yes" if word == "read" and why else why)

    @rule(number=NUMBERS, how=st.sampled_from(("keep", "move", "take out")))
    def settle_what_is_left_over(self, number: int, how: str) -> None:
        """Words that are not asked any more: kept as a note, moved, or taken out."""
        found = self.meeting.left_over()
        if not found:
            return
        one = found[number % len(found)]
        to = left_over.places_for(self.meeting, one)
        with self.a_step():
            if how == "keep" and one.question:
                self.meeting.take_over(left_over.kept(one))
            elif how == "move" and to:
                to = [one for one in to if self.meeting.marks(one)] or to
                there = to[number % len(to)]
                self.meeting.take_over(left_over.moved(self.meeting, one, there))
                assert not self.meeting.marks(there), "it is touched, and still marked"
            elif how == "take out":
                self.meeting.take_over(one.out)
                assert one.key not in {other.key for other in self.meeting.left_over()}

    @rule()
    def undo(self) -> None:
        """All that one step changed is as it was before."""
        if self.before:
            self.after.append(dict(self.typed))
            self._go_to(self.before.pop())

    @rule()
    def redo(self) -> None:
        if self.after:
            self.before.append(dict(self.typed))
            self._go_to(self.after.pop())

    def _go_to(self, wanted: Typed) -> None:
        self.meeting.take_over(difference(self.typed, wanted))
        self.typed = dict(wanted)


def _typed_in(question: Question) -> str:
    """The first column that a chair types in."""
    return next(one.key for one in question.columns if not one.read_only)
