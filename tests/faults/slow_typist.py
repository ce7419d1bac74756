"""A process that types in the real window with pauses, while its storage thread is held back.

Run with a folder whose store has a meeting open, and a number that decides all chances. Each line
out is how many keys have been typed, and what the status line says; one comes every few
milliseconds and after each key.
"""

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from typist import STREAM, Typist

from desktop_app.ui.status_line import StatusLine

LOOK_EVERY = 5  # milliseconds
PAUSES = (0, 50, 250, 700, 1500)  # milliseconds
LONGEST_REST = 3  # seconds


class SlowTypist(Typist):
    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, sys.stdout.fileno())
        self.chance = random.Random(seed)  # noqa: S311 - no secret

    def begin(self, box: QPlainTextEdit) -> None:
        self.box = box
        self.typed = len(box.toPlainText())
        self.line = next(s for s in self.window.findChildren(StatusLine) if s.isVisible())
        self.timer.timeout.connect(self.tell_state)
        self.timer.start(LOOK_EVERY)
        self.hold_back()
        self.type_some()

    def type_some(self) -> None:
        for _ in range(self.chance.randint(1, 12)):
            QTest.keyClicks(self.box, STREAM[self.typed])
            self.typed += 1
            self.tell_state()
        QTimer.singleShot(self.chance.choice(PAUSES), self.type_some)

    def hold_back(self) -> None:
        seconds = self.chance.uniform(0.1, LONGEST_REST)
        self.desk.ask(lambda _: time.sleep(seconds))
        rest = round(seconds * 1000) + self.chance.randint(200, 2000)
        QTimer.singleShot(rest, self.hold_back)

    def tell_state(self) -> None:
        said = " ".join(label.text() for label in self.line.findChildren(QLabel))
        self.tell(f"{self.typed} {said}\n".encode())


if __name__ == "__main__":
    app = QApplication([])
    typist = SlowTypist(Path(sys.argv[1]), int(sys.argv[2]))
    sys.exit(app.exec())
