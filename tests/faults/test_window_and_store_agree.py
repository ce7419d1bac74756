"""Through the real window: what is on the screen, in memory and in the store agree.

Whatever a chair does, while the disk is lost and found, the store locked, and the process cut off
(its files taken as they lie and opened): what the status line calls saved is in the store.
"""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from at_the_desk import CHEAP, PASSPHRASE, PATIENCE, chairside, wait_for
from hurting import size
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from section_states import CTRL, KEY, boxes, choices, close_lists, press, redo, state, tables, undo
from shiboken6 import isValid
from test_bad_luck_at_the_desk import no_file_longer_than, unlock
from test_killed_while_typing import prepare

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.answers import rows_of
from desktop_app.records.meeting import Record
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

pytestmark = pytest.mark.faults

RUNS = 20
FILES = ("keys.json", "chairside.db", "chairside.db-wal")  # of a store that is cut off
NUMBERS = st.integers(0, 40)
WORDS = st.sampled_from(["a", "Gran", "said", "yes!", "NOT"])
Typed = dict[str, object]


class InTheWindow(RuleBasedStateMachine):
    qtbot: ClassVar[QtBot]

    def __init__(self) -> None:
        super().__init__()
        self.made = TemporaryDirectory()
        self.folder = Path(self.made.name) / "store"
        self.meeting_id = prepare(self.folder)
        self.full, self.is_full = ExitStack(), False
        self.open = ExitStack()
        self.window: Window = self.open.enter_context(chairside(self.qtbot, self.folder))
        self.unlock()

    def unlock(self) -> None:
        unlock(self.qtbot, self.window)
        self.flow = wait_for(self.qtbot, self.window, MeetingFlow)

    def teardown(self) -> None:
        self.full.close()
        self.settle()
        before = self.typed(self.flow.meeting.record)
        self.open.close()
        desk = Desk(Places(self.folder), CHEAP)
        desk.unlock(PASSPHRASE).result()
        record = desk.ask(lambda store: store.record(self.meeting_id)).result()
        desk.close()
        assert self.typed(record) == before
        self.made.cleanup()

    @property
    def page(self) -> MeetingPage:
        return self.flow.page

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.flow.saver.is_saved, timeout=PATIENCE)

    def typed(self, record: Record) -> Typed:
        """All that stands in a record, by question; what is empty does not count."""
        found: Typed = {key: text for key, text in record.answers.items() if text}
        asked = self.flow.meeting.form.questions()
        return found | {q.key: rows for q in asked if (rows := rows_of(record, q))}

    # what the chair does

    @rule(which=NUMBERS, word=WORDS)
    def types(self, which: int, word: str) -> None:
        if there := boxes(self.page):
            box = there[which % len(there)]
            box.setFocus()
            QTest.keyClicks(box, f"{word} ")
            close_lists(box)

    @rule(which=NUMBERS)
    def chooses(self, which: int) -> None:
        if there := choices(self.page):
            there[which % len(there)].setFocus()
            press(KEY.Key_Space)

    @rule(which=NUMBERS)
    def adds_a_row(self, which: int) -> None:
        if there := tables(self.page):
            there[which % len(there)].add_row()

    @rule()
    def steps_back(self) -> None:
        undo()

    @rule()
    def steps_forward(self) -> None:
        redo()

    @rule(key=st.sampled_from([KEY.Key_PageDown, KEY.Key_PageUp]))
    def goes_on(self, key: Qt.Key) -> None:
        press(key, CTRL)

    # what happens

    @rule(lost=st.booleans())
    def the_disk(self, lost: bool) -> None:
        self.full.close()
        self.is_full = lost
        if lost:
            self.full.enter_context(no_file_longer_than(1024))

    @rule()
    def time_passes(self) -> None:
        """Until the window has tried to save, with or without success."""
        saver = self.flow.saver
        self.qtbot.waitUntil(lambda: saver.is_saved or bool(saver.trouble), timeout=PATIENCE)

    @rule()
    def locks_and_unlocks(self) -> None:
        """On a full disk the words stay behind the lock; else they come back from the store."""
        self.page.collect()
        before = self.typed(self.flow.meeting.record)
        press(KEY.Key_L, CTRL)
        wait_for(self.qtbot, self.window, UnlockPage)
        assert not isValid(self.flow) or not self.flow.isVisible()
        self.unlock()
        assert self.typed(self.flow.meeting.record) == before

    @rule()
    def is_cut_off(self) -> None:
        """What the status line says at that moment is true of the files as they lie."""
        called_saved, was_full = self.is_called_saved(), self.is_full
        self.the_disk(lost=False)  # of what is copied
        self.page.collect()
        on_the_screen = self.typed(self.flow.meeting.record)
        with TemporaryDirectory() as copy:
            there = Path(copy) / "store"
            there.mkdir()
            for file in self.folder.iterdir():
                if file.name in FILES:
                    shutil.copy(file, there)
            desk = Desk(Places(there), CHEAP)
            desk.unlock(PASSPHRASE).result()
            record = desk.ask(lambda store: store.record(self.meeting_id)).result()
            desk.close()
        self.the_disk(lost=was_full)
        if called_saved:
            assert self.typed(record) == on_the_screen

    def is_called_saved(self) -> bool:
        labels = self.page.status.findChildren(QLabel)
        return any(one.text().startswith(("Saved ", "Everything is saved")) for one in labels)

    # what always holds

    @invariant()
    def what_is_called_saved_is_saved(self) -> None:
        QApplication.processEvents()
        if self.is_called_saved():
            assert self.flow.saver.is_saved
            assert not self.window.banner.isVisible()

    @invariant()
    def the_screen_shows_what_memory_holds(self) -> None:
        self.page.collect()
        meeting = self.flow.meeting
        for question in self.page.sections.current.section.question:
            shown = state(self.page).get(question.key)
            if question.has_rows:
                filled = [said for _, said in shown if said] if isinstance(shown, list) else []
                assert len(filled) == len(meeting.rows(question))
            elif question.kind != "calculated":
                assert shown == meeting.answer(question.key)


def test_window_and_store_agree(qtbot: QtBot):
    InTheWindow.qtbot = qtbot
    run: Callable[..., None] = run_state_machine_as_test
    run(
        InTheWindow,
        settings=settings(
            max_examples=max(2, round(RUNS * size())),
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
