"""Word files that are dragged onto the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

_TAKEN_FOR_ONE = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".dot", ".odt", ".rtf")


def files_in(dragged: QMimeData) -> list[Path]:
    """All of them when one at least is a Word file, so that none is passed over in silence.

    Of what people take for one too: it is told what to do with it.
    """
    files = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    return files if any(file.suffix.lower() in _TAKEN_FOR_ONE for file in files) else []


def take(event: QDropEvent) -> None:
    """As a copy: of a move, the system would take the file from where it was."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
