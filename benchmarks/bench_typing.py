"""Key to paint: from a key to its letter on the screen, in a record of the largest size.

Keys fall due by the clock: one that finds the window busy saving or counting waits, and counts.
"""

import time
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from large_record import SAID
from measuring import Result, size, tell
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from stores import long_text, with_large_record
from the_window import Painted, long_answer, paintings, unlock, unlock_screen

from desktop_app.ui.meeting_flow import MeetingFlow

KEYS, EVERY = size(1200, 20), 33  # milliseconds from key to key: three times a quick typist
SETTLED = size(8_000, 10)  # milliseconds: a record of this length is read through for spelling once


def key_to_paint(editor: QPlainTextEdit) -> tuple[float, float, float]:
    """Milliseconds that 95 of 100 keys stay under, that 99 do, and of the slowest key.

    They are typed in the middle of the text.
    """
    place = QTextCursor(editor.document())
    place.setPosition(editor.document().characterCount() // 2)
    editor.setTextCursor(place)
    editor.setFocus()
    QApplication.processEvents()
    painted = paintings(editor)
    start = time.perf_counter()
    due = (start + number * EVERY / 1000 for number in range(1, KEYS + 1))
    typed = zip(due, cycle(f"{SAID} "), strict=False)
    took = [_press(editor, painted, at, letter) for at, letter in typed]
    of_a_hundred = quantiles(took, n=100)
    return of_a_hundred[94], of_a_hundred[98], max(took)


def _press(editor: QPlainTextEdit, painted: Painted, due: float, letter: str) -> float:
    _idle_until(due)
    before = painted.times
    QTest.keyClicks(editor, letter)
    painted.after(before)
    return (time.perf_counter() - due) * 1000


def _idle_until(due: float) -> None:
    """In the event loop but for the last millisecond, which a timer cannot tell."""
    timer = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
    loop = QEventLoop()
    timer.timeout.connect(loop.quit)
    if (whole := int((due - time.perf_counter()) * 1000)) > 0:
        timer.start(whole)
        loop.exec()
    while time.perf_counter() < due:
        pass


def floor() -> tuple[float, float, float]:
    editor = QPlainTextEdit()
    editor.setPlainText(long_text())
    editor.resize(900, 700)
    editor.show()
    QTest.qWaitForWindowExposed(editor)
    return key_to_paint(editor)


def ours() -> tuple[float, float, float]:
    with TemporaryDirectory() as folder:
        with_large_record(Path(folder))
        with unlock_screen(Path(folder)) as window:
            box = long_answer(unlock(window, MeetingFlow))
            QTest.qWait(SETTLED)
            return key_to_paint(box)


def main() -> None:
    app = QApplication(["chairside", "-style", "fusion"])
    (bare_95, bare_99, bare_longest), (p95, p99, longest) = floor(), ours()
    what = "key to paint, p95, 100,000 characters, 60 actions, spelling and autosave on"
    tell(
        Result(what, "ms", bare_95, p95, times=1.5, most=16),
        Result("the same, p99", "ms", bare_99, p99, most=16),
        Result("the same, longest stall", "ms", bare_longest, longest, most=50),
    )
    app.quit()


if __name__ == "__main__":
    main()
