"""Whatever a chair does in a section, in any order: n steps back is what stood n steps ago.

And what is in sight is what the meeting holds: what is asked, what is not any more, every mark.
"""

import os
from string import ascii_uppercase

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit
from section_states import (
    ALT,
    CTRL,
    FORMS,
    HERE,
    KEY,
    State,
    boxes,
    choices,
    close_lists,
    kept,
    opened,
    press,
    redo,
    screen_agrees,
    select,
    state,
    tables,
    undo,
)
from shiboken6 import delete

from desktop_app.forms.model import Form
from desktop_app.records.meeting import Child, Meeting, Record
from desktop_app.services.spelling import Spelling
from desktop_app.ui.editors import text_changes
from desktop_app.ui.editors.offering import ChoiceBox
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.meeting_page import MeetingPage

NUMBERS = st.integers(0, 40)
PARTS = st.floats(0, 1)
WORDS = st.sampled_from(["a", "Gran", "said", "yes!", "teh", "31/2"])
PASTED = st.sampled_from(
    ["pasted words", "😀 two\nlines 😀", "e\u0301\u00a0x", "up\u2028down", "a\tb"]
)
A_TABLE = "One\tfirst\nTwo\tsecond\n"
SPELLING = Spelling.load()
RUNS = int(os.environ.get("CHAIRSIDE_UNDO_RUNS", "20"))
Moment = tuple[State, State]


def last_time(form: Form) -> Record:
    said = {q.key: "What was said" for q in form.questions() if not q.has_rows}
    meeting = Meeting("p", "P", "c", form.key, "signed", created_at="2026-05-21T10:00:00+00:00")
    return Record(meeting, Child("c", {}), said)


class Hands(RuleBasedStateMachine):
    """Each rule is one step of the chair's, or none."""

    page: MeetingPage

    @initialize(form=st.sampled_from(FORMS), place=NUMBERS)
    def open(self, form: str, place: int) -> None:
        self.page = opened(form, previous=last_time(HERE.library.forms[form]))
        self.page.check_spelling(SPELLING)
        self.page.go_to(place % len(self.page.sections.all))
        self.past: list[Moment] = [self.now()]
        self.future: list[Moment] = []

    def teardown(self) -> None:
        if hasattr(self, "page"):
            try:
                self.goes_on_and_comes_back()
                self.all_is_taken_back()
            finally:
                delete(self.page)

    def all_is_taken_back(self) -> None:
        for earlier in reversed(self.past[:-1]):
            undo()
            assert self.now() == earlier

    def now(self) -> Moment:
        saved = kept(self.page)
        return state(self.page), saved

    def took_a_step(self) -> None:
        """What the chair did is one, if it changed anything."""
        now = self.now()
        if now != self.past[-1]:
            self.past.append(now)
            self.future.clear()

    def box(self, which: int, since: float, at: float) -> QLineEdit | QPlainTextEdit | None:
        """One of the boxes, with something of it selected."""
        there = boxes(self.page)
        if not there:
            return None
        box = there[which % len(there)]
        box.setFocus()
        select(box, since, at)
        return box

    def table(self, which: int, row: int) -> FreeRows | None:
        """One of the tables, with the caret in a row."""
        there = tables(self.page)
        if not there:
            return None
        table = there[which % len(there)]
        cards = table.cards()
        if cards:
            cards[row % len(cards)].focus_first()
        else:
            table.input_widget().setFocus()
        return table

    # text

    @rule(which=NUMBERS, at=PARTS, word=WORDS)
    def types_a_word(self, which: int, at: float, word: str) -> None:
        if box := self.box(which, at, at):
            QTest.keyClicks(box, f"{word} ")
            close_lists(box)
            self.took_a_step()

    @rule(which=NUMBERS, since=PARTS, at=PARTS, key=st.sampled_from(["Delete", "cut", "over"]))
    def takes_text_away(self, which: int, since: float, at: float, key: str) -> None:
        """More than one letter: letters that are deleted in turn are one step together.

        No spaces stay alone: they count for nothing, so nobody could say here what they changed.
        """
        if (box := self.box(which, since, at)) and selected(box) > 1:
            if not left_beside(box).strip():
                box.selectAll()
            if key == "over":
                QTest.keyClicks(box, f"{not_in(box)} ")
            elif key == "cut":
                QTest.keyClick(box, KEY.Key_X, CTRL)
            else:
                QTest.keyClick(box, KEY.Key_Delete)
            close_lists(box)
            self.took_a_step()

    @rule(which=NUMBERS, since=PARTS, at=PARTS, text=PASTED)
    def pastes(self, which: int, since: float, at: float, text: str) -> None:
        if box := self.box(which, since, at):
            copy(text)
            QTest.keyClick(box, KEY.Key_V, CTRL)
            close_lists(box)
            self.took_a_step()

    @rule(which=NUMBERS, at=PARTS, key=st.sampled_from([KEY.Key_F5, KEY.Key_Period, KEY.Key_F4]))
    def stamps_mends_or_brings_in(self, which: int, at: float, key: Qt.Key) -> None:
        if self.box(which, at, at):
            press(key, CTRL if key == KEY.Key_Period else Qt.KeyboardModifier.NoModifier)
            self.took_a_step()

    @rule(which=NUMBERS, word=WORDS)
    def disagrees(self, which: int, word: str) -> None:
        """At a question; in their own table the key adds a row, which is a step by itself."""
        box = self.box(which, 1, 1)
        view = self.page.sections.current.view_around(box) if box else None
        if view and view.question.kind != "disagreements":
            press(KEY.Key_F3)
            who = QApplication.focusWidget()
            assert isinstance(who, QLineEdit)
            select(who, 1, 1)
            QTest.keyClicks(who, f"{word} ")
            close_lists(who)
            press(KEY.Key_Escape)
            self.took_a_step()

    # choices

    @rule(which=NUMBERS, key=st.sampled_from([KEY.Key_Space, KEY.Key_Delete, KEY.Key_N]))
    def chooses(self, which: int, key: Qt.Key) -> None:
        if there := choices(self.page):
            there[which % len(there)].setFocus()
            press(key)
            self.took_a_step()

    @rule()
    def confirms(self) -> None:
        for button in self.page.sections.current.findChildren(QAbstractButton):
            if button.isVisible() and button.text() == "It still holds":
                button.click()
                self.took_a_step()
                return

    # rows

    @rule(which=NUMBERS, row=NUMBERS)
    def adds_a_row(self, which: int, row: int) -> None:
        if table := self.table(which, row):
            table.add_row()
            self.took_a_step()

    @rule(which=NUMBERS, row=NUMBERS, key=st.sampled_from([KEY.Key_Up, KEY.Key_Down]))
    def moves_a_row(self, which: int, row: int, key: Qt.Key) -> None:
        if self.table(which, row):
            press(key, ALT)
            self.took_a_step()

    @rule(which=NUMBERS, row=NUMBERS)
    def removes_a_row(self, which: int, row: int) -> None:
        if (table := self.table(which, row)) and table.cards():
            card = table.cards()[row % len(table.cards())]
            for button in card.findChildren(QAbstractButton):
                if button.text() == "Remove":
                    button.click()
                    self.took_a_step()
                    return

    @rule(which=NUMBERS, row=NUMBERS)
    def pastes_a_table(self, which: int, row: int) -> None:
        if self.table(which, row):
            copy(A_TABLE)
            press(KEY.Key_V, CTRL)
            self.took_a_step()

    @rule(which=NUMBERS)
    def adds_an_action(self, which: int) -> None:
        """From here; it is a step here where the actions are."""
        if self.box(which, 1, 1):
            press(KEY.Key_F9)
            focus = QApplication.focusWidget()
            assert isinstance(focus, QLineEdit)
            QTest.keyClicks(focus, "@Pri call school +2w")
            press(KEY.Key_Return)
            section = self.page.sections.current.section
            if any(question.kind == "actions" for question in section.question):
                self.took_a_step()
            else:
                now = self.now()[1]
                self.past = [(there, with_actions(was, now)) for there, was in self.past]
                self.future = [(then, with_actions(was, now)) for then, was in self.future]

    # on and back

    @rule()
    def goes_on_and_comes_back(self) -> None:
        here, half_typed = self.page.sections.place, QApplication.focusWidget()
        self.page.go_to((here + 1) % len(self.page.sections.all))
        self.page.go_to(here)
        if isinstance(half_typed, ChoiceBox):  # it becomes one of the choices: a step of its own
            self.took_a_step()
        assert self.now() == self.past[-1]
        screen_agrees(self.page)

    @rule(steps=st.integers(1, 4))
    def takes_back(self, steps: int) -> None:
        for _ in range(steps):
            if len(self.past) > 1:
                self.future.append(self.past.pop())
            undo()
            assert self.now() == self.past[-1]

    @rule(steps=st.integers(1, 4))
    def does_again(self, steps: int) -> None:
        for _ in range(steps):
            if self.future:
                self.past.append(self.future.pop())
            redo()
            assert self.now() == self.past[-1]


def selected(box: QLineEdit | QPlainTextEdit) -> int:
    """How many characters."""
    return len(
        box.selectedText() if isinstance(box, QLineEdit) else box.textCursor().selectedText()
    )


def with_actions(then: State, now: State) -> State:
    return {**then, "actions": now["actions"]}


def copy(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def left_beside(box: QLineEdit | QPlainTextEdit) -> str:
    """What is not selected."""
    if isinstance(box, QLineEdit):
        text, since = box.text(), box.selectionStart()
        return text[:since] + text[since + box.selectionLength() :]
    text, caret = box.toPlainText(), box.textCursor()
    return text[: caret.selectionStart()] + text[caret.selectionEnd() :]


def not_in(box: QLineEdit | QPlainTextEdit) -> str:
    """A letter that says of every change what came and what went."""
    text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
    return next(letter for letter in ascii_uppercase if letter not in text)


def test_n_steps_back_is_what_stood_n_steps_ago(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(text_changes, "PAUSE", 3600)  # a busy machine makes no pause of the chair’s
    few = settings(
        max_examples=RUNS,
        stateful_step_count=30,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Hands, settings=few)
