"""Whoever types is not idle; whoever does not, is locked out."""

from pathlib import Path

import pytest
from at_the_desk import chairside, wait_for
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import prepare, unlock

from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.unlock_page import UnlockPage


def test_a_key_in_a_box_of_notes_counts_as_doing_something(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        handle = window.windowHandle()
        assert handle
        window._idle.invalidate()
        QTest.keyClick(handle, Qt.Key.Key_A)  # as the system sends it, to the window
        assert window._idle.isValid()


def test_nothing_done_for_long_enough_locks(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        monkeypatch.setattr("desktop_app.ui.window.IDLE_IN_MEETING", -1)  # no time at all
        window._lock_if_idle()
        wait_for(qtbot, window, UnlockPage)
