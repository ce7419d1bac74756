"""The one way in which tests answer dialogs: each is told beforehand, and none stands for ever."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)

D = TypeVar("D", bound=QDialog)
LOOK_EVERY = 20  # milliseconds
LOOKS = 150  # then it goes; counted and not timed, since a busy machine looks less often


class Dialogs:
    """What the dialogs of one test are answered with, whenever they come.

    One that nobody answers blocks the test, so it is closed, and an error is raised into the event
    loop, which fails the test; so does an answer that raises.
    """

    def __init__(self) -> None:
        self._expected: deque[tuple[type[QDialog], Callable[[QDialog], object]]] = deque()
        self._standing: QWidget | None = None
        self._looks = 0
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY)

    def expect(self, kind: type[D], answer: Callable[[D], object]) -> None:
        """The next dialog is of that kind, and is answered so; the one after it as told next."""

        def checked(dialog: QDialog) -> None:
            assert isinstance(dialog, kind)
            answer(dialog)

        self._expected.append((kind, checked))

    @property
    def still_expected(self) -> list[str]:
        """The kinds of those that did not come."""
        return [kind.__name__ for kind, _ in self._expected]

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        self._timer.start(LOOK_EVERY)  # anew: a timer that runs is still in a loop below its own
        shown = _standing()
        if shown is not self._standing:
            self._standing, self._looks = shown, 0
            self._answer(shown)
        elif shown:
            self._looks += 1
            if self._looks == LOOKS:
                described = _described(shown)
                _close(shown)
                raise AssertionError(f"nobody answered {described}; it was closed")

    def _answer(self, shown: QWidget | None) -> None:
        if not self._expected or not isinstance(shown, self._expected[0][0]):
            return
        _, answer = self._expected.popleft()
        try:
            answer(shown)
        except BaseException:
            _close(shown)
            raise


def _standing() -> QWidget | None:
    """What blocks the window now; of what pops up only a menu can."""
    popup = QApplication.activePopupWidget()
    return popup if isinstance(popup, QMenu) else QApplication.activeModalWidget()


def _described(shown: QWidget) -> str:
    words = [shown.windowTitle()]
    if isinstance(shown, QMessageBox):
        words += [shown.text(), shown.informativeText()]
    elif isinstance(shown, QMenu):
        words += [action.text() for action in shown.actions()]
    return f"{type(shown).__name__} “{' / '.join(one for one in words if one)}”"


def _close(shown: QWidget) -> None:
    if isinstance(shown, QDialog):
        shown.reject()  # a box without a way out would ignore being closed
    else:
        shown.close()


# answers


def put_off(dialog: QDialog) -> None:
    """The chair thinks better of it."""
    dialog.reject()


def as_offered(dialog: QDialog) -> None:
    dialog.accept()


def chosen(path: Path) -> Callable[[QFileDialog], None]:
    """A file or folder, to open or to save, by its whole path typed in."""

    def answer(dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(line, QLineEdit)
        line.setText(str(path))
        dialog.accept()

    return answer


def pressed(words: str, read: Callable[[str], object] = str) -> Callable[[QMessageBox], None]:
    """The button that says so; `read` is given what the box says."""

    def answer(box: QMessageBox) -> None:
        read(f"{box.text()}\n{box.informativeText()}")
        (step,) = (one for one in box.buttons() if words in one.text().replace("&", ""))
        step.click()

    return answer


def printed_into(path: Path) -> Callable[[QPrintDialog], None]:
    """A file: nothing reaches a printer."""

    def answer(dialog: QPrintDialog) -> None:
        printers, name = dialog.findChild(QComboBox, "printers"), _named(dialog)
        assert printers
        printers.setCurrentIndex(printers.count() - 1)
        assert "File" in printers.currentText()
        name.setText(str(path))
        dialog.accept()

    return answer


def _named(dialog: QPrintDialog) -> QLineEdit:
    found = dialog.findChild(QLineEdit, "filename")
    assert found
    return found
