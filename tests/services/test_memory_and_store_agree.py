"""What memory holds and what the store holds agree, whatever is done and whatever goes wrong.

A model of what was typed goes beside the open meeting and the real encrypted store: words, choices
and rows come, change, go and come back; batches are saved, fail on a full disk and are put back;
the store is locked, cut off (its files taken as they lie) and opened again.
"""

import os
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop_app.forms.model import Question
from desktop_app.paths import Places
from desktop_app.records.answers import rows_of
from desktop_app.records.meeting import Changes, Child, Record, Row
from desktop_app.services.council import load_council
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotSaved

pytestmark = pytest.mark.long

RUNS = int(os.environ.get("CHAIRSIDE_RUNS", "300"))
PARTS = 3  # side by side
DATA_KEY = bytes(range(32))
COUNCIL = load_council(Places(Path("/nowhere")))
FORM = COUNCIL.form("review_ppm", COUNCIL.profile("calderdale"))
TEXTS = [q.key for q in FORM.questions() if q.kind in ("line", "notes", "date", "choices")]
CHOICES = [q.key for q in FORM.questions() if q.kind == "choice"]
TABLES = [q.key for q in FORM.questions() if q.has_rows and not q.rows]
ASKED = {q.key: q for q in FORM.questions()}
KEPT, FULL = "kept", "the disk is full" if sys.platform != "win32" else "kept"
ENDS = (KEPT, FULL, MemoryError, OSError, KeyError)  # of a batch
ENDINGS = ("", "-wal")  # the files of a store that is cut off

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


Typed = dict[str, str | tuple[Row, ...]]


def held(record: Record) -> Typed:
    """All that was typed, by question; what is empty does not count."""
    found: Typed = {key: text for key, text in record.answers.items() if text}
    return found | {q.key: rows for q in FORM.questions() if (rows := rows_of(record, q))}


def _typed_in(question: Question) -> str:
    """The first column that a chair types in."""
    return next(one.key for one in question.columns if not one.read_only)


class MemoryAndStore(RuleBasedStateMachine):
    template: ClassVar[Path]
    meeting_id: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.path = Path(self._folder.name) / "chairside.db"
        shutil.copy(self.template, self.path)
        self.batch: Changes | None = None  # handed over, and not answered yet
        self.open()

    def open(self) -> None:
        self.store: Store = open_store(self.path, DATA_KEY, create=False)
        record = self.store.record(self.meeting_id)
        self.meeting = OpenMeeting(FORM, record)
        self.typed = held(record)
        self.kept = dict(self.typed)  # what the last commit that returned has brought
        self.before: list[Typed] = []
        self.after: list[Typed] = []

    def teardown(self) -> None:
        self.store.close()
        self._folder.cleanup()

    # what the chair does

    def _note(self) -> None:
        self.before.append(dict(self.typed))
        self.after.clear()

    def _put(self, question: Question, rows: tuple[Row, ...]) -> None:
        self._note()
        self.meeting.set_rows(question, rows)
        self.typed.pop(question.key, None)
        if rows := self.meeting.rows(question):
            self.typed[question.key] = rows

    @rule(key=st.sampled_from(TEXTS), text=words)
    def type_words(self, key: str, text: str) -> None:
        self._note()
        self.meeting.set_answer(key, text)
        self._type(key)

    def _type(self, key: str) -> None:
        self.typed.pop(key, None)
        if text := self.meeting.answer(key):
            self.typed[key] = text

    @rule(key=st.sampled_from(CHOICES), which=st.integers(0, 9))
    def choose(self, key: str, which: int) -> None:
        terms = COUNCIL.library.choices(ASKED[key])
        self.type_words(key, terms[which % len(terms)])

    @rule(key=st.sampled_from(TABLES), number=st.integers(0, 10**9), text=words)
    def add_row(self, key: str, number: int, text: str) -> None:
        question = ASKED[key]
        rows = self.meeting.rows(question)
        if str(number) not in {row.id for row in rows}:
            self._put(question, (*rows, Row(str(number), {_typed_in(question): text})))

    @rule(key=st.sampled_from(TABLES))
    def remove_first_row(self, key: str) -> None:
        self._put(ASKED[key], self.meeting.rows(ASKED[key])[1:])

    @rule(key=st.sampled_from(TABLES), text=words)
    def change_last_row(self, key: str, text: str) -> None:
        question = ASKED[key]
        if rows := self.meeting.rows(question):
            last = replace(rows[-1], values={**rows[-1].values, _typed_in(question): text})
            self._put(question, (*rows[:-1], last))

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
        for question in FORM.questions():
            then = wanted.get(question.key, () if question.has_rows else "")
            if isinstance(then, tuple):
                self.meeting.set_rows(question, then)
            elif question.kind != "calculated":
                self.meeting.set_answer(question.key, then)
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

    @rule()
    def be_cut_off(self) -> None:
        """The power goes: what the last commit brought is there, and nothing half."""
        with TemporaryDirectory() as folder:
            there = Path(folder) / self.path.name
            for ending in ENDINGS:
                file = self.path.with_name(self.path.name + ending)
                if file.exists():
                    shutil.copy(file, there.with_name(file.name))
            store = open_store(there, DATA_KEY, create=False)
            found = held(store.record(self.meeting_id))
            store.close()
        assert found == self.kept

    @rule()
    def start_again(self) -> None:
        """After a kill: what was not saved is gone, the rest goes on."""
        kept = self.kept
        self.batch = None
        self.store.close()
        self.open()
        assert self.typed == kept

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

    @initialize()
    def begin(self) -> None:
        assert self.typed == self.kept


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("template") / "chairside.db"
    store = open_store(path, DATA_KEY, create=True)
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1"})
    store.save_child(child)
    MemoryAndStore.meeting_id = new_meeting(store, FORM, child, {}).id
    store.close()
    MemoryAndStore.template = path


@pytest.mark.usefixtures("template")
@pytest.mark.parametrize("part", range(PARTS))
def test_memory_and_store_agree(part: int):
    run_state_machine_as_test(
        MemoryAndStore,
        settings=settings(
            max_examples=RUNS // PARTS,
            stateful_step_count=25,
            deadline=None,
            phases=[Phase.generate],  # to shorten a failing run takes longer than a test may
            suppress_health_check=list(HealthCheck),
        ),
    )
