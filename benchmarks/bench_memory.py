"""Memory of the window with the 100,000-character record open, against an empty window (Linux)."""

from measuring import Result, first_line, tell

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


def megabytes(script: str, *arguments: str) -> float:
    """What the process holds when the script ends, which must end with TELL."""
    return int(first_line(script, *arguments)[1]) / 1024


def main() -> None:
    empty = megabytes(FLOOR)
    # Ours goes here: a script that opens the stored large record in the meeting window, and TELL.
    ours = None
    tell(Result("memory with a large record open", "MB", empty, ours, more=80))


if __name__ == "__main__":
    main()
