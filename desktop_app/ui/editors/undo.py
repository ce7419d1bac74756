"""One undo for rows beside the text boxes' own: Ctrl+Z takes back whichever changed last."""

from typing import Protocol

from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoCommand, QUndoStack


class _TextWithUndo(Protocol):
    def isUndoAvailable(self) -> bool: ...
    def isRedoAvailable(self) -> bool: ...


class RowUndo:
    """The meeting's stack of row changes, and whether a row or a text was changed last."""

    def __init__(self) -> None:
        self.stack = QUndoStack()
        self._row_was_last = False

    def push(self, command: QUndoCommand) -> None:
        self.stack.push(command)
        self._row_was_last = True

    def text_changed(self) -> None:
        self._row_was_last = False

    def takes(self, event: QKeyEvent, text: _TextWithUndo) -> bool:
        """True when the key undid or redid a row: the text box must then leave it alone."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._undo() if self._row_was_last or not text.isUndoAvailable() else False
        if event.matches(QKeySequence.StandardKey.Redo):
            return self._redo() if self._row_was_last or not text.isRedoAvailable() else False
        return False

    def undo_row(self) -> None:
        """For a focus that has no text to undo."""
        self._undo()

    def redo_row(self) -> None:
        self._redo()

    def _undo(self) -> bool:
        if not self.stack.canUndo():
            return False
        self.stack.undo()
        self._row_was_last = True
        return True

    def _redo(self) -> bool:
        if not self.stack.canRedo():
            return False
        self.stack.redo()
        self._row_was_last = True
        return True
