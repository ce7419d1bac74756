"""The real window on a stored folder, driven as a chair would, inside the measuring process."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)
from stores import CHARACTERS, COST, PASSPHRASE

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

W = TypeVar("W", bound=QWidget)


class Painted(QObject):
    """Counts the paintings of what it watches."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt
        self.times += event.type() == QEvent.Type.Paint
        return False

    def after(self, before: int) -> None:
        """Returns when it has been painted more often than that."""
        while self.times == before:
            QApplication.processEvents()


@contextmanager
def unlock_screen(folder: Path) -> Generator[Window]:
    """The passphrase typed, and loaded what loads meanwhile; as app.py does it."""
    app = QApplication.instance() or QApplication(["chairside", "-style", "fusion"])
    theme = Theme()
    theme.apply()
    desk = Desk(Places(folder), COST)
    window = Window(desk, theme)
    window.resize(1366, 740)  # on the screen of a council laptop
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    desk.warm()
    desk.lock().result()  # work is done in turn: all that was to be loaded is loaded
    QTest.keyClicks(_passphrase(window), PASSPHRASE)
    QApplication.processEvents()
    yield window
    window.close()
    while window.isVisible():
        QApplication.processEvents()
    desk.close()
    del app


def unlock(window: Window, to: type[W]) -> W:
    """Presses Enter and waits for that screen."""
    stack = window.findChild(QStackedWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    assert stack
    loop = QEventLoop()
    stack.currentChanged.connect(
        lambda: loop.quit() if isinstance(stack.currentWidget(), to) else None
    )
    QTest.keyClick(_passphrase(window), Qt.Key.Key_Return)
    loop.exec()
    screen = stack.currentWidget()
    assert isinstance(screen, to)
    return screen


def long_answer(flow: MeetingFlow) -> QPlainTextEdit:
    """Its editor, laid out and painted."""
    boxes = flow.findChildren(QPlainTextEdit)
    box = next(one for one in boxes if one.document().characterCount() > CHARACTERS)
    paintings(box).after(0)
    return box


def paintings(area: QAbstractScrollArea) -> Painted:
    return Painted(area.viewport())


def _passphrase(window: Window) -> QLineEdit:
    return next(
        one for one in window.findChildren(QLineEdit) if one.accessibleName() == "Passphrase"
    )
