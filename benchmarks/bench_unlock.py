"""From Enter behind the passphrase to the painted list, and from a letter to what it finds."""

from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Result, first_line, middle, rounds, size, tell
from stores import with_meetings

RUNS = size(5, 1)
FEW, MANY = 10, size(10_000, 20)

# Prints milliseconds: to the list, to what the first letter finds, to what the second finds.
OURS = """
import sys
from pathlib import Path
from measuring import milliseconds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from the_window import paintings, unlock, unlock_screen
from desktop_app.ui.home_page import HomePage

with unlock_screen(Path(sys.argv[1])) as window:
    def to_list():
        paintings(unlock(window, HomePage)).after(0)

    def press(key):
        def act():
            before = painted.times
            QTest.keyClick(box, key)
            painted.after(before)
        return act

    took = [milliseconds(to_list)]
    page = window.findChild(HomePage)
    box, painted = page.findChild(QLineEdit), paintings(page)
    box.setFocus()
    painted.after(0)
    took += [milliseconds(press(key)) for key in (Qt.Key.Key_E, Qt.Key.Key_X)]
    print(*took, flush=True)
"""


def to_list(folder: str) -> list[float]:
    return [float(one) for one in first_line(OURS, folder)[1].split()]


def main() -> None:
    with TemporaryDirectory() as few, TemporaryDirectory() as many:
        with_meetings(Path(few), FEW)
        with_meetings(Path(many), MANY)
        took = rounds(RUNS, lambda: to_list(few), lambda: to_list(many))
    floor, ours = (middle(each) for each in zip(*took, strict=True))
    whats = (
        "unlock to list, 10,000 meetings (floor: 10), key derivation included",
        "first letter in the find box, 10,000 meetings (floor: 10)",
        "second letter",
    )
    limits = ({"times": 1.2, "most": 1500}, {}, {})
    rows = zip(whats, floor, ours, limits, strict=True)
    tell(*(Result(what, "ms", few, many, **limit) for what, few, many, limit in rows))


if __name__ == "__main__":
    main()
