"""Answers a dialog that the application opens by itself; afterwards nothing more is answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QLineEdit

D = TypeVar("D", bound=QDialog)
LOOK_EVERY = 20  # milliseconds


@contextmanager
def answering(kind: type[D], answer: Callable[[D], object]) -> Iterator[None]:
    """The first dialog of that kind that opens meanwhile."""
    timer = QTimer()
    timer.setInterval(LOOK_EVERY)

    def look() -> None:
        every = QApplication.topLevelWidgets()
        dialog = next((one for one in every if isinstance(one, kind) and one.isVisible()), None)
        if dialog:
            timer.stop()
            answer(dialog)

    timer.timeout.connect(look)
    timer.start()
    try:
        yield
    finally:
        timer.stop()


def saved_as(path: Path) -> Callable[[QFileDialog], None]:
    def answer(dialog: QFileDialog) -> None:
        dialog.setDirectory(str(path.parent))
        dialog.findChildren(QLineEdit)[0].setText(str(path))
        dialog.accept()

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
