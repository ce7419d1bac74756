"""Key to paint: from a key to its letter on the screen, 100,000 characters in the record."""

from collections.abc import Callable
from statistics import quantiles

from large_record import prose
from measuring import Result, milliseconds, tell
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

CHARACTERS, KEYS = 100_000, 400


class Painted(QObject):
    """Counts the paintings of what it watches."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt
        self.times += event.type() == QEvent.Type.Paint
        return False


def record_text() -> str:
    return prose(CHARACTERS // 4)[:CHARACTERS]


def key_to_paint(editor: QPlainTextEdit) -> float:
    """Milliseconds that 95 of 100 keys stay under, typed in the middle of the text."""
    place = QTextCursor(editor.document())
    place.setPosition(editor.document().characterCount() // 2)
    editor.setTextCursor(place)
    editor.setFocus()
    QApplication.processEvents()
    painted = Painted(editor.viewport())
    return quantiles((milliseconds(_key(editor, painted)) for _ in range(KEYS)), n=20)[-1]


def _key(editor: QPlainTextEdit, painted: Painted) -> Callable[[], None]:
    def press() -> None:
        before = painted.times
        QTest.keyClick(editor, Qt.Key.Key_E)
        while painted.times == before:
            QApplication.processEvents()

    return press


def floor() -> float:
    editor = QPlainTextEdit()
    editor.setPlainText(record_text())
    editor.resize(900, 700)
    editor.show()
    QTest.qWaitForWindowExposed(editor)
    return key_to_paint(editor)


def main() -> None:
    app = QApplication([])
    bare = floor()
    # Ours goes here: the meeting window on a stored record whose answers hold record_text(),
    # autosave on; key_to_paint() of the notes editor in the middle.
    ours = None
    tell(Result("key to paint, p95", "ms", bare, ours, times=1.5, most=16))
    app.quit()


if __name__ == "__main__":
    main()
