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
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from agreement import check_all, check_carried
from chairs_hands import COUNCIL, NUMBERS, Hands, Typed, held
from changed_form import RENAMED, Changed, changed
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop_app.forms.model import Form
from desktop_app.records.answers import is_filled
from desktop_app.records.meeting import Changes, Child, Record
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotSaved

pytestmark = pytest.mark.long

RUNS = int(os.environ.get("CHAIRSIDE_RUNS", "300"))
DATA_KEY = bytes(range(32))
PROFILE = COUNCIL.profile("calderdale")
FORMS = {form.key: form for form in COUNCIL.offered(PROFILE)}
KEPT, FULL = "kept", "the disk is full" if sys.platform != "win32" else "kept"
ENDS = (KEPT, FULL, MemoryError, OSError, KeyError)  # of a batch
ENDINGS = ("", "-wal")  # the files of a store that is cut off


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


class MemoryAndStore(Hands):
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

    @initialize(is_looked_at=st.sampled_from((True, False, False)))
    def begin(self, is_looked_at: bool) -> None:
        """All that is told of it takes long to ask for: it is looked at in every third run."""
        self.is_looked_at = is_looked_at

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
