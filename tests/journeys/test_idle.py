"""Whoever types is not idle; whoever does not, is locked out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_desk import chairside, wait_for
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import prepare, unlock

from desktop_app.ui.idle import Idleness, longest
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.unlock_page import UnlockPage


class Hours:
    """A clock that goes when it is told to; in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hours() -> Hours:
    return Hours()


def turn_wheel(window: QWindow) -> None:
    at, none = QPointF(5, 5), QPoint(0, 0)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, none, QPoint(0, -120), buttons, keys, phase, False)
    QGuiApplication.sendEvent(window, event)


def move_mouse(window: QWindow) -> None:
    at, none = QPointF(5, 5), Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    QGuiApplication.sendEvent(window, QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, keys))


ACTS: dict[str, Callable[[QWindow], None]] = {
    "key": lambda window: QTest.keyClick(window, Qt.Key.Key_A),
    "mouse": move_mouse,
    "press": lambda window: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
    "wheel": turn_wheel,
}


@pytest.mark.parametrize("beside", [False, True], ids=["in the window", "in one beside it"])
@pytest.mark.parametrize("act", ACTS)
def test_whatever_a_hand_does_counts(qtbot: QtBot, hours: Hours, act: str, beside: bool):
    page = QWidget()
    qtbot.addWidget(page)
    QLineEdit(page)
    idle = Idleness(lambda: 60, hours)
    other = QWidget(page, Qt.WindowType.Tool)
    for window in (page, other) if beside else (page,):
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
    handle = (other if beside else page).windowHandle()
    assert handle
    idle.look()  # as it does every few seconds
    hours.now = 59
    ACTS[act](handle)
    hours.now = 118
    with qtbot.assertNotEmitted(idle.passed):
        idle.look()
    hours.now = 120
    with qtbot.waitSignal(idle.passed):
        idle.look()


def test_what_the_program_does_by_itself_does_not_count(qtbot: QtBot, hours: Hours):
    page = QWidget()
    qtbot.addWidget(page)
    idle = Idleness(lambda: 60, hours)
    page.show()
    qtbot.waitExposed(page)
    handle = page.windowHandle()
    assert handle
    hours.now = 61
    QGuiApplication.sendEvent(handle, QEvent(QEvent.Type.UpdateRequest))
    with qtbot.waitSignal(idle.passed):
        idle.look()


def test_ten_minutes_lock_and_in_a_meeting_twenty():
    assert longest(in_meeting=False) == 10 * 60
    assert longest(in_meeting=True) == 20 * 60


def test_nothing_done_for_long_enough_locks(
    qtbot: QtBot, tmp_path: Path, hours: Hours, monkeypatch: pytest.MonkeyPatch
):
    prepare(tmp_path)
    monkeypatch.setattr("desktop_app.ui.window.monotonic", hours)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        hours.now = 20 * 60
        window.idle.look()
        assert flow.isVisible()
        hours.now += 1
        window.idle.look()
        wait_for(qtbot, window, UnlockPage)
