"""Files dragged onto a widget and dropped there, as the system tells Qt of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_MAY = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
_HELD = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
_KEPT: list[QMimeData] = []


def may_enter(on: QWidget, files: Sequence[Path] = (), text: str = "") -> bool:
    """Whether whoever drags is shown that it can be dropped there."""
    entering = QDragEnterEvent(QPoint(on.rect().center()), _MAY, _dragged(files, text), *_HELD)
    QApplication.sendEvent(on, entering)
    return entering.isAccepted()


def drop(on: QWidget, files: Sequence[Path] = (), text: str = "") -> Qt.DropAction | None:
    """With Shift, which asks for a move. What the giver is told was done; None for nothing."""
    if not may_enter(on, files, text):
        return None
    dropping = QDropEvent(QPointF(on.rect().center()), _MAY, _dragged(files, text), *_HELD)
    QApplication.sendEvent(on, dropping)
    return dropping.dropAction() if dropping.isAccepted() else None


def _dragged(files: Sequence[Path], text: str) -> QMimeData:
    dragged = QMimeData()
    if files:
        dragged.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    if text:
        dragged.setText(text)
    _KEPT[:] = [dragged]  # an event does not keep what it carries
    return dragged
