"""A process that types in the real window until it is killed; one byte out for each key in.

It goes on where the text of the open meeting stops.
"""

import itertools
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from at_the_desk import CHEAP, PASSPHRASE
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.theme import Theme
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

STREAM = "".join(f"{number} " for number in range(200_000))
EVERY = 20  # milliseconds between keys: fifty a second, faster than anybody types
QUESTION = "background"


class Typist:
    def __init__(self, folder: Path, out: int) -> None:
        self.out = out
        self.desk = Desk(Places(folder), CHEAP)
        self.window = Window(self.desk, Theme())
        self.window.resize(1200, 700)
        self.window.show()
        self.window.activateWindow()
        self.window.findChildren(UnlockPage)[0].unlock_wanted.emit(PASSPHRASE)
        self.timer = QTimer()
        self.timer.timeout.connect(self.look_for_the_meeting)
        self.timer.start(5)

    def look_for_the_meeting(self) -> None:
        if not any(flow.isVisible() for flow in self.window.findChildren(MeetingFlow)):
            return
        box = QApplication.focusWidget()
        if not isinstance(box, QPlainTextEdit):
            sys.exit(f"the chair was not brought back to the notes, but to {box}")
        box.moveCursor(QTextCursor.MoveOperation.End)
        text = box.toPlainText()
        if not STREAM.startswith(text):
            sys.exit("the text is not what was typed")
        self.timer.timeout.disconnect()
        self.begin(box)

    def begin(self, box: QPlainTextEdit) -> None:
        """Types on and on, without a pause."""
        there = len(box.toPlainText())
        keys = itertools.islice(STREAM, there, None)
        self.tell(b"%d\n" % there)
        self.timer.timeout.connect(lambda: self.type_one(box, next(keys)))
        self.timer.start(EVERY)

    def type_one(self, box: QPlainTextEdit, key: str) -> None:
        QTest.keyClicks(box, key)
        self.tell(b".")

    def tell(self, what: bytes) -> None:
        try:
            os.write(self.out, what)
        except OSError:
            os._exit(1)  # nobody is there any more who could kill it


def type_until_killed(folder: Path, out: Connection) -> None:
    """In a process of its own."""
    app = QApplication([])
    typist = Typist(folder, out.fileno())
    app.exec()
    del typist
