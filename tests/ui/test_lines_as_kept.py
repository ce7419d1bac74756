"""A line shows at once what will be kept of what is typed or pasted into it."""

from collections.abc import Callable

import pytest
from meeting_room import record
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from test_pasting_tables import opened
from test_typing_in_a_meeting import CTRL, KEY, focus, press

from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.records.text import one_line
from desktop_app.ui.action_line import ActionLine
from desktop_app.ui.fields import Field

ODD = ["\u202e", "\u2066", "\x01", "\x07", "\x85", "\x9f", "😀\u202d"]


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    """One of a record, with the caret in it."""
    page = opened(qtbot, record("review_ppm"))
    page.go_to_question("child_name")
    box = focus()
    assert isinstance(box, QLineEdit)
    box.selectAll()
    press(qtbot, KEY.Key_Delete)
    return box


def paste(qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(qtbot, KEY.Key_V, CTRL)


def typed(_: QtBot, text: str) -> None:
    focus_line = focus()
    assert isinstance(focus_line, QLineEdit)
    focus_line.insert(text)  # as a key or an input method does


@pytest.mark.parametrize("way", [paste, typed])
def test_what_cannot_stand_shows_as_its_sign_and_the_caret_goes_on_behind_it(
    line: QLineEdit, qtbot: QtBot, way: Callable[[QtBot, str], None]
):
    for odd in ODD:
        line.clear()
        way(qtbot, "😀Robin Invented")
        line.setCursorPosition(7)
        heard: list[str] = []
        line.textChanged.connect(heard.append)
        way(qtbot, odd)
        line.textChanged.disconnect(heard.append)
        sign = one_line(odd)
        assert line.text() == f"😀Robin{sign} Invented", repr(odd)
        assert heard == [line.text()]
        assert line.cursorPosition() == 7 + len(sign.encode("utf-16-le")) // 2
        QTest.keyClicks(line, "!")
        assert line.text() == f"😀Robin{sign}! Invented"


@pytest.mark.parametrize("way", [paste, typed])
def test_undo_takes_the_sign_back_and_redo_brings_it(
    line: QLineEdit, qtbot: QtBot, way: Callable[[QtBot, str], None]
):
    way(qtbot, "Robin Invented")
    line.setCursorPosition(5)
    way(qtbot, "\u202e x")
    assert line.text() == "Robin[U+202E] x Invented"
    press(qtbot, KEY.Key_Z, CTRL)
    assert (line.text(), line.cursorPosition()) == ("Robin Invented", 5)
    press(qtbot, KEY.Key_Y, CTRL)
    assert (line.text(), line.cursorPosition()) == ("Robin[U+202E] x Invented", 15)


def test_a_sign_that_has_no_room_takes_no_word_away(line: QLineEdit, qtbot: QtBot):
    full = "x" * (LONGEST_ANSWER - 3)
    paste(qtbot, full)
    line.insert("\u202e")
    assert line.text() == full
    paste(qtbot, "\u202e")
    assert line.text() == full


def test_other_lines_that_are_kept_show_it_too_and_a_secret_stays_as_typed(qtbot: QtBot):
    field, secret, actions = Field("Name"), Field("Passphrase", secret=True), ActionLine()
    for one in (field, secret, actions):
        qtbot.addWidget(one)
    for one in (field.box, actions.findChild(QLineEdit)):
        assert isinstance(one, QLineEdit)
        one.insert("Robin\u202e\u2028Invented")
        assert one.text() == "Robin[U+202E] Invented"
    secret.box.insert("a\u202eb")
    assert secret.text() == "a\u202eb"
