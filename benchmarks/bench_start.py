"""Start: from the command to the first painted window."""

from statistics import median

from measuring import Result, first_line, tell

RUNS = 11

WATCH = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: print("painted", flush=True))
        return False
"""
FLOOR = (
    WATCH
    + """
app = QApplication([])
window = QWidget()
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
"""
)


def main() -> None:
    first_line(FLOOR)  # the first run reads the disk
    floor = [first_line(FLOOR)[0] for _ in range(RUNS)]
    # Ours goes here, floor and ours in turn: the same WATCH on the window of desktop_app.app,
    # its data folder an argument, a store already in it.
    ours = None
    tell(Result("start to unlock screen painted", "ms", median(floor), ours, times=1.3))


if __name__ == "__main__":
    main()
