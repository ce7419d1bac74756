"""Whatever came in between, the chair goes on typing where the caret was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_desk import Chair, chairside, focus, press, saved, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import unlock
from test_killed_while_typing import prepare

from desktop_app.ui.after_page import AfterPage
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.prepared_page import PreparedPage
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.verify_page import VerifyPage
from desktop_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key
Spot = tuple[str, str, str, int, str]


def spot() -> Spot:
    here = focus()
    row, around = "", here
    while around is not None:
        row = around.row_id if isinstance(around, Card) else row
        around = around.parentWidget()
    at, selected = 0, ""
    if isinstance(here, QLineEdit):
        at, selected = here.cursorPosition(), here.selectedText()
    elif isinstance(here, QPlainTextEdit):
        at, selected = here.textCursor().position(), here.textCursor().selectedText()
    return type(here).__name__, row, here.accessibleName(), at, selected


def in_the_middle_of(box: QWidget) -> None:
    box.setFocus()
    if isinstance(box, QLineEdit):
        box.setCursorPosition(3)
        box.setSelection(3, -2)
    elif isinstance(box, QPlainTextEdit):
        caret = box.textCursor()
        caret.setPosition(1)
        caret.setPosition(3, caret.MoveMode.KeepAnchor)
        box.setTextCursor(caret)


def in_notes(flow: MeetingFlow) -> None:
    flow.page.go_to_question("background")
    in_the_middle_of(focus())


def in_a_line(flow: MeetingFlow) -> None:
    flow.page.go_to_question("preferred_name")
    in_the_middle_of(focus())


def in_a_cell(flow: MeetingFlow) -> None:
    flow.page.go_to_question("carers")
    page = flow.page.sections.current
    lines = [one for one in page.findChildren(QLineEdit) if one.isVisible()]
    in_the_middle_of(next(one for one in lines if one.text() == "Grandmother"))


def on_a_choice(flow: MeetingFlow) -> None:
    flow.page.go_to_question("sibling_group")
    names = flow.page.sections.current.findChildren(QAbstractButton)
    next(b for b in names if b.isVisible() and b.text() == "Not known").setFocus()


def in_the_reason(flow: MeetingFlow) -> None:
    flow.page.go_to_question("life_story")
    page = flow.page.sections.current
    tick = next(
        b for b in page.findChildren(QAbstractButton) if b.text().startswith("Not discussed")
    )
    if not tick.isChecked():
        tick.click()
        next(b for b in page.findChildren(QLineEdit) if b.isVisible()).insert("No time for it")
    reason = next(b for b in page.findChildren(QLineEdit) if b.isVisible())
    in_the_middle_of(reason)


SPOTS = (in_notes, in_a_line, in_a_cell, on_a_choice, in_the_reason)


def by_a_lock(qtbot: QtBot, window: Window) -> None:
    press(qtbot, KEY.Key_L, CTRL)
    wait_for(qtbot, window, UnlockPage)
    unlock(qtbot, window)


def over(key: Qt.Key, modifier: Qt.KeyboardModifier, page: type[QWidget]) -> Callable[..., None]:
    def way(qtbot: QtBot, window: Window) -> None:
        press(qtbot, key, modifier)
        wait_for(qtbot, window, page)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        press(qtbot, KEY.Key_Escape)

    return way


def by_looking_at_a_file(qtbot: QtBot, window: Window) -> None:
    assert window._screens
    window._screens.check_files()
    wait_for(qtbot, window, VerifyPage)
    press(qtbot, KEY.Key_Escape)


WAYS: dict[str, Callable[[QtBot, Window], None]] = {
    "lock": by_a_lock,
    "check": over(KEY.Key_F12, NONE, CheckPage),
    "preview": over(KEY.Key_P, CTRL, PreviewPage),
    "Word file": over(KEY.Key_O, CTRL, PreparedPage),
    "after": over(KEY.Key_F11, NONE, AfterPage),
    "settings": over(KEY.Key_Comma, CTRL, SettingsPage),
    "a file": by_looking_at_a_file,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_caret_is_where_it_was(qtbot: QtBot, tmp_path: Path, way: str):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        chair = Chair(qtbot, flow)
        chair.answer("background", "Robin came in May.")
        chair.answer("preferred_name", "Rob or Bobby")
        chair.answer("carers", "Sue Hargreaves", "Grandmother")
        chair.answer("carers", "Ann Invented", "Aunt")
        chair.answer("sibling_group", "No")
        saved(qtbot, flow)
        for go in SPOTS:
            go(wait_for(qtbot, window, MeetingFlow))
            was = spot()
            WAYS[way](qtbot, window)
            wait_for(qtbot, window, MeetingPage)
            qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            QApplication.processEvents()
            assert spot() == was, go.__name__
