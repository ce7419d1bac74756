"""What memory holds and what the store holds agree, whatever is done and whatever goes wrong.

A model of what was typed goes beside the open meeting and the real encrypted store: words, choices
and rows come, change, go and come back; things are brought in, disputed, marked as not discussed;
the form is changed under the draft; batches are saved, fail on a full disk and are put back; the
store is locked, cut off (its files taken as they lie) and opened again. After each step the screen,
the check, the print and the next meeting tell the same.
"""

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from agreement import check_all, check_carried
from changed_form import RENAMED, Changed, changed
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop_app.forms.model import Form, Question
from desktop_app.paths import Places
from desktop_app.records.answers import is_filled
from desktop_app.records.asked import is_text
from desktop_app.records.brought import PASTED, PREPARED, WHOLE, mark_key, said_in, why_key
from desktop_app.records.disagreements import begun_at
from desktop_app.records.left_out import left_out_key
from desktop_app.records.meeting import Changes, Child, Record, Row
from desktop_app.services import left_over
from desktop_app.services.council import load_council
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotSaved

pytestmark = pytest.mark.long

RUNS = int(os.environ.get("CHAIRSIDE_RUNS", "300"))
DATA_KEY = bytes(range(32))
COUNCIL = load_council(Places(Path("/nowhere")))
PROFILE = COUNCIL.profile("calderdale")
FORMS = {form.key: form for form in COUNCIL.offered(PROFILE)}
KEPT, FULL = "kept", "the disk is full" if sys.platform != "win32" else "kept"
ENDS = (KEPT, FULL, MemoryError, OSError, KeyError)  # of a batch
ENDINGS = ("", "-wal")  # the files of a store that is cut off
REASONS = ("", "x", "n/a", "to follow", "Adjourned at noon", "He was at school")  # good and none
SOURCES = (PREPARED, PASTED, "last time", "last time 2026-05-21")
FRAGMENTS = ("", "int", "other: with an aunt")  # for a choice: taken back, and two of no list
NUMBERS = st.integers(0, 10**6)
IN_HAND = 6

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


@contextmanager
def disk(*, is_full: bool) -> Iterator[None]:
    """The system lets no file grow meanwhile, as a full disk does."""
    if not is_full:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@cache
def changes_of(form: str) -> list[Changed]:
    return changed(FORMS[form])


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


class MemoryAndStore(RuleBasedStateMachine):
    template: ClassVar[Path]
    form_key: ClassVar[str]
    meeting_id: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.path = Path(self._folder.name) / "chairside.db"
        shutil.copy(self.template, self.path)
        self.batch: Changes | None = None  # handed over, and not answered yet
        self.form = FORMS[self.form_key]
        self.is_looked_at = False
        self.agreed: tuple[Form, Typed] | None = None
        self.open()

    def open(self) -> None:
        self.store: Store = open_store(self.path, DATA_KEY, create=False)
        record = self.store.record(self.meeting_id)
        self.kept = held(record)  # what the last commit that returned has brought
        checks = checks_for(self.form, PROFILE, None, (), ())
        self.meeting = OpenMeeting(self.form, record, checks)
        self.typed = held(self.meeting.record)  # under the names of now, if the form has others
        self.before: list[Typed] = []
        self.after: list[Typed] = []

    def teardown(self) -> None:
        if self.is_looked_at:
            self._start_the_next(*self._followers())
        self.store.close()
        self._folder.cleanup()

    # the few questions in hand, with those on which they hang: so that things meet

    @initialize(
        numbers=st.lists(NUMBERS, min_size=IN_HAND, max_size=IN_HAND),
        texts=st.lists(words, min_size=IN_HAND, max_size=IN_HAND),
        source=st.sampled_from(("", *SOURCES)),
        is_looked_at=st.sampled_from((True, False, False)),
    )
    def take_in_hand(
        self, numbers: list[int], texts: list[str], source: str, is_looked_at: bool
    ) -> None:
        """Something stands in each, perhaps brought in.

        All that is told of it takes long to ask for: it is looked at in every third run.
        """
        assert self.typed == self.kept
        self.numbers, self.is_looked_at = numbers, is_looked_at
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

    # what becomes of it

    @rule()
    def hand_over(self) -> None:
        if self.batch is None and self.meeting.has_unsaved:
            self.batch = self.meeting.take_unsaved()
            self.on_its_way = dict(self.typed)

    @precondition(lambda self: self.batch is not None)
    @rule(how=st.sampled_from(ENDS))
    def end(self, how: str | type[Exception]) -> None:
        """The batch comes to its end; while it was on its way more may have been typed."""
        batch, self.batch = self.batch, None
        assert batch
        try:
            with disk(is_full=how == FULL):
                self._save(batch, how)
        except (NotSaved, OSError, KeyError):
            self.meeting.put_back(batch)
        else:
            self.kept = self.on_its_way

    def _save(self, batch: Changes, how: str | type[Exception]) -> None:
        if isinstance(how, str):
            self.store.save(self.meeting_id, batch)
            return
        with self.store.writing() as connection:  # of what it had written nothing may stay
            connection.exec_driver_sql("DELETE FROM answer")
            raise how

    @rule(how=st.sampled_from(ENDS))
    def save(self, how: str | type[Exception]) -> None:
        """At once, as at a pause in typing."""
        self.hand_over()
        if self.batch:
            self.end(how)

    @rule(how=st.sampled_from(ENDS))
    def lock_and_unlock(self, how: str | type[Exception]) -> None:
        """Not before all is saved: on a full disk it stays open, with its words in memory."""
        self.save(how)
        self.save(how)  # what was typed while the first was on its way
        if not self.meeting.has_unsaved:
            self.store.close()
            self.open()

    @rule(number=NUMBERS, back=st.booleans())
    def the_form_is_changed(self, number: int, back: bool) -> None:
        """Between two starts, and perhaps back again later."""
        self.lock_and_unlock(KEPT)
        meant = {question.key for question in self._in_hand()}
        changes = [one for one in changes_of(self.form_key) if one.key in meant]
        changes = changes or changes_of(self.form_key)
        one = changes[number % len(changes)]
        note(f"the form is {'as ours' if back else f'{one.words}: {one.key}'}")
        before = _all_words(self.meeting.record)
        marks = self._marks_at(one.key)
        self.form = FORMS[self.form_key] if back else one.form
        self.store.close()
        self.open()
        assert _all_words(self.meeting.record) == before
        if marks and one.words == RENAMED and not back:
            assert self._marks_at(one.now) == marks

    def _marks_at(self, key: str) -> list[str]:
        """Where all came from that stands there and is not confirmed."""
        found = (question for question in self.form.questions() if question.key == key)
        return sorted(source for one in found for source in self.meeting.marks(one).values())

    @contextmanager
    def _a_copy(self) -> Iterator[Store]:
        """Of the store's files, as they lie."""
        with TemporaryDirectory() as folder:
            there = Path(folder) / self.path.name
            for ending in ENDINGS:
                file = self.path.with_name(self.path.name + ending)
                if file.exists():
                    shutil.copy(file, there.with_name(file.name))
            store = open_store(there, DATA_KEY, create=False)
            try:
                yield store
            finally:
                store.close()

    @rule()
    def be_cut_off(self) -> None:
        """The power goes: what the last commit brought is there, and nothing half."""
        with self._a_copy() as store:
            assert held(store.record(self.meeting_id)) == self.kept

    def _followers(self) -> list[str]:
        return sorted({step.form for step in self.form.next} & FORMS.keys())

    @precondition(lambda self: self._followers())
    @rule(number=NUMBERS)
    def start_the_next(self, number: int) -> None:
        """As it would be started from what stands here now."""
        followers = self._followers()
        self._start_the_next(followers[number % len(followers)])

    def _start_the_next(self, *following: str) -> None:
        with self._a_copy() as store:
            for form in following:
                check_carried(store, self.meeting, FORMS, form)

    @rule()
    def start_again(self) -> None:
        """After a kill: what was not saved is gone, the rest goes on."""
        kept = self.kept
        self.batch = None
        self.store.close()
        self.open()
        assert self.kept == kept

    # what always holds

    @invariant()
    def memory_holds_what_was_typed(self) -> None:
        assert held(self.meeting.record) == self.typed

    @invariant()
    def what_is_not_unsaved_is_in_the_store(self) -> None:
        if self.batch is None and not self.meeting.has_unsaved:
            assert self.kept == self.typed

    @invariant()
    def the_store_holds_the_last_commit(self) -> None:
        assert held(self.store.record(self.meeting_id)) == self.kept

    @invariant()
    def screen_check_and_print_agree(self) -> None:
        if self.is_looked_at and self.agreed != (
            now := (self.form, self.typed)
        ):  # else it was looked at before
            check_all(self.meeting)
            self.agreed = now


def _typed_in(question: Question) -> str:
    """The first column that a chair types in."""
    return next(one.key for one in question.columns if not one.read_only)


def _all_words(record: Record) -> list[str]:
    """Whatever it is called: no form's change may lose one."""
    rows = (record.attendance, record.actions, record.carried, *record.tables.values())
    parts = (record.answers, *(row.values for one in rows for row in one if is_filled(row)))
    return sorted(t for part in parts for key, t in part.items() if t and "." not in key)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The ids of a draft of each form, in one store."""
    path = tmp_path_factory.mktemp("template") / "chairside.db"
    store = open_store(path, DATA_KEY, create=True)
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1"})
    store.save_child(child)
    ids = {key: new_meeting(store, form, child, {}).id for key, form in FORMS.items()}
    store.close()
    MemoryAndStore.template = path
    return ids


@pytest.mark.parametrize("form", FORMS)
def test_memory_and_store_agree(form: str, template: dict[str, str]):
    MemoryAndStore.form_key, MemoryAndStore.meeting_id = form, template[form]
    run_state_machine_as_test(
        MemoryAndStore,
        settings=settings(
            max_examples=RUNS // len(FORMS),
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.generate],  # to shorten a failing run takes longer than a test may
            suppress_health_check=list(HealthCheck),
        ),
    )
