"""The real window for pictures, and hands that press what is in sight."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import MeetingLine
from desktop_app.services.demo import PASSPHRASE
from desktop_app.storage.slots import Cost
from desktop_app.ui.aside import Aside
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

W = TypeVar("W", bound=QWidget)
CHEAP = Cost(memory=64, passes=1, lanes=1)
Shoot = Callable[[QWidget, str], None]


@contextmanager
def open_window(places: Places, theme: Theme) -> Iterator[Window]:
    desk = Desk(places, CHEAP)
    window = Window(desk, theme)
    window.resize(1366, 728)  # a laptop's screen less the task bar
    window.show()
    window.activateWindow()
    yield window
    window.close()
    settle(QApplication)
    desk.close()


@contextmanager
def copy_of(places: Places) -> Iterator[Places]:
    """What is done there is not done in the other pictures."""
    with tempfile.TemporaryDirectory() as folder:
        own = Places(Path(folder) / "store")
        shutil.copytree(places.data, own.data)
        yield own


def unlock(window: Window, percent: int) -> None:
    desk = window._desk
    desk.unlock(PASSPHRASE).result()
    desk.ask(lambda store: store.set_setting("text_size", str(percent))).result()
    desk.ask(lambda store: store.set_setting("open_meeting", "")).result()
    window._opened()
    settle(QApplication)


def settle(app: type[QApplication] | QApplication) -> None:
    """Long enough for the storage thread's answers to be on the screen.

    QTest.qWait would keep the interpreter's lock, and the storage thread waiting.
    """
    for _ in range(16):
        time.sleep(0.025)
        app.processEvents()


def until(is_so: Callable[[], bool], what: str) -> None:
    for _ in range(400):
        if is_so():
            QApplication.processEvents()
            return
        time.sleep(0.025)
        QApplication.processEvents()
    raise SystemExit(f"no picture: {what}")


def shown(window: QWidget, kind: type[W]) -> W:
    """The one in sight, as soon as it is there."""

    def there() -> list[W]:
        return [one for one in window.findChildren(kind) if one.isVisible()]

    until(lambda: bool(there()), f"there is no {kind.__name__}")
    return there()[0]


def flow(window: Window) -> MeetingFlow:
    return shown(window, MeetingFlow)


def press(window: QWidget, words: str) -> None:
    """The button or box in sight whose words begin so."""

    def there() -> list[QAbstractButton]:
        buttons = (b for b in window.findChildren(QAbstractButton) if b.isVisible())
        return [b for b in buttons if b.text().startswith(words) and b.isEnabled()]

    until(lambda: bool(there()), f"no button says “{words}”")
    there()[0].click()
    settle(QApplication)


def fill(window: QWidget, name: str, text: str) -> None:
    """The line or box of that accessible name."""

    def there() -> list[QLineEdit | QPlainTextEdit]:
        lines = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
        return [one for one in lines if one.isVisible() and one.accessibleName() == name]

    until(lambda: bool(there()), f"nothing to type in is called “{name}”")
    box = there()[0]
    box.setText(text) if isinstance(box, QLineEdit) else box.setPlainText(text)


def says(window: QWidget, words: str) -> None:
    """Waits for these words."""

    def there() -> bool:
        labels = (one for one in window.findChildren(QLabel) if one.isVisible())
        return any(words in one.text() for one in labels)

    until(there, f"nothing says “{words}”")


def line_of(window: Window, case_number: str) -> MeetingLine:
    lines = window._desk.ask(lambda store: store.meetings()).result()
    return next(line for line in lines if line.child.case_number == case_number)


def open_meeting(window: Window, case_number: str) -> None:
    screens = window._screens
    assert screens is not None
    screens.open_meeting(line_of(window, case_number).meeting.id)
    flow(window)
    settle(QApplication)  # of signed minutes the page of the Word file comes


def aside(window: Window, words: str) -> Aside:
    """Opened from the list of them, as the chair does."""
    press(window, "After the meeting…")
    press(window, words)
    here = flow(window).asides
    return next(one for one in here._made.values() if one.page.isVisible())


def down_the_page(page: QScrollArea, window: QWidget, shoot: Shoot, name: str) -> None:
    """From the top to the end, a screen at a time, at most five."""
    bar = page.verticalScrollBar()
    bar.setValue(0)
    shoot(window, name)
    for place in range(1, 5):
        if bar.value() == bar.maximum():
            break
        bar.setValue(bar.value() + bar.pageStep() - 40)
        shoot(window, f"{name}-{place}")
