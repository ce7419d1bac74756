"""One undo for rows and choices beside the text boxes' own, for what is in sight."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoCommand, QUndoStack


class _TextWithUndo(Protocol):
    def isUndoAvailable(self) -> bool: ...
    def isRedoAvailable(self) -> bool: ...
    def redo(self) -> None: ...


class RowUndo:
    """A section's stack of row changes; Ctrl+Z takes back whichever changed last, row or text."""

    def __init__(self) -> None:
        self._stack = QUndoStack()
        self._changed: list[str] = []  # "row" or "text", in turn
        self._row_was_undone = False

    def push(self, command: QUndoCommand) -> None:
        self._stack.push(command)
        self._changed.append("row")
        self._row_was_undone = False

    def text_changed(self) -> None:
        if self._changed[-1:] != ["text"]:
            self._changed.append("text")

    def takes(self, event: QKeyEvent, text: _TextWithUndo) -> bool:
        """True when the key is done with: the text box must then leave it alone."""
        if event.matches(QKeySequence.StandardKey.Undo):
            if self._changed[-1:] == ["text"] and text.isUndoAvailable():
                return False
            return self.undo_row()
        if _is_redo(event):
            if text.isRedoAvailable() and not self._row_was_undone:
                text.redo()
                return True
            return self.redo_row()
        return False

    def undo_row(self) -> bool:
        """The last row change of this section, if there is one."""
        while self._changed[-1:] == ["text"]:
            self._changed.pop()
        if not self._stack.canUndo():
            return False
        self._changed = self._changed[:-1]
        self._stack.undo()
        self._row_was_undone = True
        return True

    def redo_row(self) -> bool:
        if not self._stack.canRedo():
            return False
        self._stack.redo()
        self._changed.append("row")
        return True


def _is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y on every system: Qt knows it as redo on Windows alone."""
    control_y = (
        event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
    return control_y or event.matches(QKeySequence.StandardKey.Redo)
