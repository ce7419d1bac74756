"""Start: from the command to the first painted window."""

from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Result, first_line, middle, rounds, size, tell
from stores import new_store

RUNS = size(15, 1)

WATCH = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    # its own event comes after the painting under way, and before any timer

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def customEvent(self, event):
        print("painted", flush=True)

@staticmethod
def run_watched():
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.installEventFilter(watch)
    return run()

watch = Watch()
run, QApplication.exec = QApplication.exec, run_watched
"""
FLOOR = (
    WATCH
    + """
app = QApplication([])
window = QWidget()
window.show()
app.exec()
"""
)
OURS = (
    WATCH
    + """
from desktop_app.app import main
main()
"""
)


def main() -> None:
    with TemporaryDirectory() as folder:
        new_store(Path(folder)).close()
        floor, ours = middle(
            rounds(
                RUNS,
                lambda: first_line(FLOOR)[0],
                lambda: first_line(OURS, "--data-dir", folder)[0],
            )
        )
    tell(Result("start to unlock screen painted", "ms", floor, ours, times=1.3))


if __name__ == "__main__":
    main()
