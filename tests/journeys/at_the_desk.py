"""What the journeys share: a window on a store of its own, and a chair who uses the keyboard."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from patience import PATIENCE
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.assemble import Desk, now_here
from desktop_app.forms.model import Question
from desktop_app.paths import Places
from desktop_app.storage.slots import Cost
from desktop_app.ui.editors.choices import ChoiceEditor, ChoicesEditor
from desktop_app.ui.editors.editor import Editor
from desktop_app.ui.editors.rows import FixedRows, FreeRows
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

W = TypeVar("W", bound=QWidget)
CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "a long invented passphrase"


@contextmanager
def chairside(
    qtbot: QtBot, folder: Path, now: Callable[[], datetime] = now_here
) -> Iterator[Window]:
    """The real window on the real store in a folder; closed like a chair would."""
    desk = Desk(Places(folder), CHEAP, now)
    window = Window(desk, Theme())
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:  # after a failure too, or what is still under way falls into the next test
        window.close()
        with suppress(qtbot.TimeoutError):  # the window that is left open is told at the test's end
            qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
        desk.close()
        QApplication.processEvents()


def step_is_over(window: Window) -> None:
    """What was pressed before has come to its end: until then it is not taken again."""
    window._desk.ask(lambda _: None).result()
    QApplication.processEvents()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(focus(), key, modifier)
    QApplication.processEvents()


def find(window: QWidget, kind: type[W], name: str) -> W:
    """The visible widget of that name or text."""
    named = [
        widget
        for widget in window.findChildren(kind)
        if widget.isVisible() and name in (widget.accessibleName(), _text(widget))
    ]
    assert named, f"no {kind.__name__} “{name}”; there are {_names(window, kind)}"
    return named[0]


def _names(window: QWidget, kind: type[W]) -> list[str]:
    return [w.accessibleName() or _text(w) for w in window.findChildren(kind) if w.isVisible()]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def wait_for(qtbot: QtBot, window: QWidget, kind: type[W]) -> W:
    """The one visible widget of a kind, as soon as it is there."""

    def shown() -> bool:
        return any(widget.isVisible() for widget in window.findChildren(kind))

    qtbot.waitUntil(shown, timeout=PATIENCE)
    QApplication.processEvents()
    return next(widget for widget in window.findChildren(kind) if widget.isVisible())


def type_into(qtbot: QtBot, line: QLineEdit | QPlainTextEdit, text: str) -> None:
    line.setFocus()
    for piece in re.findall(r"[ -~]+|[^ -~]", text):
        if piece.isascii():
            qtbot.keyClicks(line, piece)
        else:  # Qt's own test typing knows ASCII only
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, 0, none, piece))


def backup_counts(window: Window) -> None:
    """Waits for one that is there: it is given up, file and all, if the window closes too soon."""
    window._desk.keep_house(28).result()  # done in turn, and there is nothing more to do


def give_reasons(qtbot: QtBot, lines: Sequence[QLineEdit]) -> None:
    """Where none is yet; the first in words, for with each key all that is missing is counted."""
    for number, line in enumerate(one for one in lines if not one.text()):
        type_into(qtbot, line, "No time" if number else "Not reached today.")


def read_all(qtbot: QtBot, window: Window, flow: MeetingFlow) -> None:
    """Each press takes those that were in sight, and brings the next into it."""

    def unread() -> int:
        return sum(f.weight == "warning" and f.holds_up for f in flow.meeting.findings())

    for _ in range(unread() + 1):
        if unread():
            find(window, QPushButton, "I have read all of these").setFocus()
            press(qtbot, Qt.Key.Key_Space)
    assert not unread()


class Chair:
    """Answers questions by keyboard and remembers every word typed."""

    def __init__(self, qtbot: QtBot, flow: MeetingFlow) -> None:
        self.qtbot = qtbot
        self.flow = flow
        self.typed: dict[str, list[str]] = {}

    def answer(self, key: str, *texts: str) -> None:
        """One text for a question; for a table one text a cell, in the order of its columns."""
        self.flow.page.go_to_question(key)
        page = self.flow.page.sections.current
        view = page.views[key]
        self.typed.setdefault(key, []).extend(texts)
        if isinstance(rows := view.rows_editor(), FreeRows):
            self._row(rows, texts)
        elif isinstance(rows, FixedRows):
            self._fixed(rows, view.question, texts)
        else:
            assert view._editor is not None
            self._cell(view._editor, texts[0])

    def mark_present(self) -> None:
        """The chair's own row, which is there already."""
        self.flow.page.go_to_question("attendance")
        page = self.flow.page.sections.current
        rows = page.views["attendance"].rows_editor()
        assert isinstance(rows, FreeRows)
        attended = rows._cards[0]._editors["attended"]
        self._cell(attended, "Present")

    def _row(self, rows: FreeRows, texts: tuple[str, ...]) -> None:
        if rows.value():
            rows._cards[-1].focus_first()
            press(self.qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        for editor, text in zip(rows._cards[-1]._editors.values(), texts, strict=False):
            self._cell(editor, text)

    def _fixed(self, rows: FixedRows, question: Question, texts: tuple[str, ...]) -> None:
        width = len(question.columns)
        for card, start in zip(rows._cards, range(0, len(texts), width), strict=False):
            cells = texts[start : start + width]
            for editor, text in zip(card._editors.values(), cells, strict=False):
                self._cell(editor, text)

    def _cell(self, editor: Editor, text: str) -> None:
        if not text:
            return
        if isinstance(editor, ChoiceEditor):
            chosen = next(b for b in editor._buttons if b.text() == text)
            chosen.setFocus()
            self.qtbot.keyClick(chosen, Qt.Key.Key_Space)
        elif isinstance(editor, ChoicesEditor):
            for term in text.split("\n"):
                box = next(b for b in editor._boxes if b.text() == term)
                self.qtbot.keyClick(box, Qt.Key.Key_Space)
        else:
            line = editor.input_widget()
            assert isinstance(line, QLineEdit | QPlainTextEdit)
            type_into(self.qtbot, line, text)
            QApplication.processEvents()
            line.window().activateWindow()  # offscreen, a list of terms stays active when it goes


def saved(qtbot: QtBot, flow: MeetingFlow) -> None:
    """Waits until everything typed is in the store."""
    done: list[bool] = []
    flow.flush(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
