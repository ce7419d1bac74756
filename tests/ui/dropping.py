"""Files dragged onto a widget and dropped there, as the system tells Qt of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def drop(on: QWidget, files: Sequence[Path] = (), text: str = "") -> Qt.DropAction | None:
    """What becomes of it for whoever it came from; None when it is refused."""
    dragged = QMimeData()
    if files:
        dragged.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    if text:
        dragged.setText(text)
    place = on.rect().center()
    may = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(place), may, dragged, button, none)
    QApplication.sendEvent(on, entering)
    if not entering.isAccepted():
        return None
    dropping = QDropEvent(QPointF(place), may, dragged, button, none)
    QApplication.sendEvent(on, dropping)
    return dropping.dropAction() if dropping.isAccepted() else None
