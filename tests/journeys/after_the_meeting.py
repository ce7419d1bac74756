"""What a chair does after the meeting, in the real window: the ways to each page, and its steps."""

from pathlib import Path

from answered_dialogs import Dialogs, chosen
from at_the_desk import PATIENCE, find, press, type_into, wait_for
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import KEY

from desktop_app.policy.profile import PROFILES
from desktop_app.records.copies import Place
from desktop_app.ui.actions_out_page import ActionsOutPage
from desktop_app.ui.copies_page import CopiesPage
from desktop_app.ui.copy_page import CopyPage
from desktop_app.ui.marks_page import MarksPage
from desktop_app.ui.row_list import RowList
from desktop_app.ui.window import Window

# what is seen


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def says(qtbot: QtBot, page: QWidget, words: str) -> None:
    def is_said() -> None:
        assert words in said(page), said(page)

    qtbot.waitUntil(is_said, timeout=PATIENCE)


def everything_held(window: QWidget) -> str:
    """Every word in the window, in sight or not: labels, boxes, buttons, lists, names."""
    found = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextBrowser):
            found.append(widget.toPlainText())
        elif isinstance(widget, RowList):
            found += rows_of(widget)
    return "\n".join(found)


def rows_of(rows: RowList) -> list[str]:
    model = rows.model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def choose_row(qtbot: QtBot, rows: RowList, words: str) -> None:
    """The row that says so, by keyboard, as soon as it is there."""
    qtbot.waitUntil(lambda: any(words in one for one in rows_of(rows)), timeout=PATIENCE)
    rows.start()
    for _ in rows_of(rows):
        if words not in str(rows.currentIndex().data()):
            press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_Return)


# steps


def begins(qtbot: QtBot, window: Window, words: str) -> None:
    """Presses the button in sight whose words begin so, as soon as it is there."""

    def there() -> list[QPushButton]:
        buttons = (b for b in window.findChildren(QPushButton) if b.isVisible())
        return [b for b in buttons if b.text().startswith(words) and b.isEnabled()]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    window.activateWindow()  # offscreen, a list of names stays active when it goes
    there()[0].click()


def after(qtbot: QtBot, window: Window, words: str) -> None:
    begins(qtbot, window, "After the meeting…")
    begins(qtbot, window, words)


def tick(window: Window, words: str) -> None:
    boxes = (b for b in window.findChildren(QCheckBox) if b.isVisible() and words in b.text())
    next(boxes).click()


def fill(qtbot: QtBot, window: Window, name: str, text: str) -> None:
    """A line, in place of what stood in it."""
    line = find(window, QLineEdit, name)
    line.clear()
    type_into(qtbot, line, text)


def own_profile(store: Path, lines: str) -> None:
    """The council's own, in place of ours, with something more in it."""
    ours = (PROFILES / "calderdale.toml").read_text(encoding="utf-8")
    own = store / "profiles" / "calderdale.toml"
    own.parent.mkdir(parents=True)
    own.write_text(lines + ours, encoding="utf-8")


def copy_actions_for_email(qtbot: QtBot, window: Window) -> str:
    """What is on the clipboard afterwards."""
    after(qtbot, window, "Actions")
    page = wait_for(qtbot, window, ActionsOutPage)
    says(qtbot, page, "Book the medical")
    begins(qtbot, window, "Copy for e-mail")
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: "Book the medical" in clipboard.text(), timeout=PATIENCE)
    press(qtbot, KEY.Key_Escape)
    return clipboard.text()


def a_comment(qtbot: QtBot, window: Window, who: str, words: str, outcome: str, why: str) -> None:
    """In a card of its own, after those that are there."""
    before = comments_in_sight(window)
    begins(qtbot, window, "Add a comment")
    qtbot.waitUntil(lambda: comments_in_sight(window) > before, timeout=PATIENCE)
    here = f"Comment {before + 1}"
    fill(qtbot, window, f"Who, {here}", who)
    window.activateWindow()
    type_into(qtbot, find(window, QPlainTextEdit, f"What they said, {here}"), words)
    find(window, QAbstractButton, f"Outcome, {here}: {outcome}").click()
    type_into(qtbot, find(window, QPlainTextEdit, f"Why, {here}"), why)


def comments_in_sight(window: Window) -> int:
    lines = (b for b in window.findChildren(QLineEdit) if b.isVisible())
    return sum(one.accessibleName().startswith("Who, Comment") for one in lines)


# copies


def mark(qtbot: QtBot, window: Window, entry: str, number: KEY) -> None:
    """On the list of people: goes to what is marked, presses the reason, and comes back."""
    begins(qtbot, window, "Mark what is left out")
    page = wait_for(qtbot, window, MarksPage)
    there = [line.spot.place for line in page._lines.values()].index(Place(entry))
    for _ in range(there):
        press(qtbot, KEY.Key_Down)
    press(qtbot, number)
    qtbot.waitUntil(lambda: bool(page._lines[str(there)].step), timeout=PATIENCE)
    press(qtbot, KEY.Key_Escape)
    wait_for(qtbot, window, CopiesPage)


def copy_for(qtbot: QtBot, window: Window, name: str, role: str, given: str) -> CopyPage:
    """For somebody who is not in the list; `given` is what they get, as the page says it."""
    wait_for(qtbot, window, CopiesPage)
    fill(qtbot, window, "Somebody else", name)
    press(qtbot, KEY.Key_Return)
    fill(qtbot, window, "Their role", role)
    press(qtbot, KEY.Key_Return)
    page = wait_for(qtbot, window, CopyPage)
    find(window, QRadioButton, given).click()
    return page


def save_copy(qtbot: QtBot, window: Window, dialogs: Dialogs, target: Path) -> Path:
    dialogs.expect(QFileDialog, chosen(target))
    begins(qtbot, window, "Save the Word file…")
    says(qtbot, wait_for(qtbot, window, CopyPage), f"Word file saved and read back: {target}")
    window.activateWindow()  # offscreen, a dialog stays active when it goes
    QApplication.processEvents()
    return target


def back_to_people(qtbot: QtBot, window: Window) -> CopiesPage:
    press(qtbot, KEY.Key_Escape)
    return wait_for(qtbot, window, CopiesPage)
