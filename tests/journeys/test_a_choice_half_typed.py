"""A choice that is left in mid-word: after a lock it is typed on, by going on it is settled."""

from pathlib import Path

from at_the_desk import PASSPHRASE, PATIENCE, chairside, press, type_into, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import said, unlock
from test_killed_while_typing import prepare

from desktop_app.assemble import Desk
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
STATUS = "legal_status"


def begin(qtbot: QtBot, flow: MeetingFlow, text: str) -> None:
    """Typed into the legal status, the list closed again."""
    flow.page.go_to_question(STATUS)
    line = flow.page.sections.current.views[STATUS].findChildren(QLineEdit)[0]
    type_into(qtbot, line, text)
    qtbot.keyClick(line, KEY.Key_Escape)

    def has_focus() -> bool:
        line.window().activateWindow()  # offscreen, a list stays active when it goes
        return line.hasFocus()

    qtbot.waitUntil(has_focus, timeout=PATIENCE)


def held(window: Window, meeting_id: str) -> str:
    desk: Desk = window._desk
    return desk.ask(lambda store: store.record(meeting_id).answers.get(STATUS, "")).result()


def test_before_signing_it_is_a_choice_or_found(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        begin(qtbot, flow, "int")
        press(qtbot, KEY.Key_F12)
        qtbot.waitUntil(lambda: "Before you sign" in said(window), timeout=PATIENCE)
        assert "not one of the choices" not in said(window)
        qtbot.waitUntil(lambda: held(window, meeting_id) == "Interim care order", timeout=PATIENCE)
        begin(qtbot, flow, " of sorts")
        flow.show_check()
        found = "“Interim care order of sorts” is not one of the choices. It prints as it stands."
        qtbot.waitUntil(lambda: found in said(window), timeout=PATIENCE)


def test_after_a_lock_it_is_typed_on(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        begin(qtbot, wait_for(qtbot, window, MeetingFlow), "int")
        press(qtbot, KEY.Key_L, CTRL)
        wait_for(qtbot, window, UnlockPage)
        unlock(qtbot, window, PASSPHRASE)
        flow = wait_for(qtbot, window, MeetingFlow)
        assert held(window, meeting_id) == "int"
        flow.page.collect()
        assert f"{STATUS}.unlisted" in [one.key for one in flow.meeting.findings()]
        begin(qtbot, flow, "er")
        press(qtbot, KEY.Key_Tab)
        qtbot.waitUntil(lambda: held(window, meeting_id) == "Interim care order", timeout=PATIENCE)
