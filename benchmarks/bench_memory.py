"""Memory of the window with the 100,000-character record open, against an empty window (Linux)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Result, first_line, tell
from stores import with_large_record

TELL = """
from pathlib import Path
status = Path("/proc/self/status").read_text()
print(status.split("VmRSS:")[1].split()[0], flush=True)
"""
FLOOR = (
    """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(900, 700)
window.show()
app.processEvents()
"""
    + TELL
)
OURS = """
import sys
from pathlib import Path
from measuring import size
from PySide6.QtTest import QTest
from the_window import long_answer, unlock, unlock_screen
from desktop_app.ui.meeting_flow import MeetingFlow
with unlock_screen(Path(sys.argv[1])) as window:
    box = long_answer(unlock(window, MeetingFlow))
    QTest.keyClicks(box, "some words that are saved ")
    QTest.qWait(size(1000, 10))
""" + "".join(f"    {line}\n" for line in TELL.strip().splitlines())


def megabytes(script: str, *arguments: str) -> float:
    """What the process holds when the script ends, which must end with TELL."""
    return int(first_line(script, *arguments)[1]) / 1024


def main() -> None:
    with TemporaryDirectory() as folder:
        with_large_record(Path(folder))
        ours = megabytes(OURS, folder)
    empty = megabytes(FLOOR)
    tell(Result("memory with a large record open", "MB", empty, ours, more=80))


if __name__ == "__main__":
    main()
