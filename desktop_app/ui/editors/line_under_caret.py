"""The line in which the caret stands: of notes, or of a box that has only one."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from desktop_app.ui.editors.box import Box
from desktop_app.ui.editors.lines import ReadEditor
from desktop_app.ui.editors.notes import NotesBox
from desktop_app.ui.editors.offering import ChoiceBox


@dataclass(frozen=True)
class LineUnderCaret:
    """`moves` where the line goes with what was made of it.

    `become` is one step of the chair's, and says whether it was taken.
    """

    words: str
    moves: bool
    become: Callable[[str], bool]


def line_under_caret(box: QWidget | None) -> LineUnderCaret | None:
    """None where no words of one's own are typed: in a date, a number or a choice."""
    if isinstance(box, NotesBox) and not box.isReadOnly():
        return _of_notes(box)
    if not isinstance(box, Box) or isinstance(box, ChoiceBox) or box.isReadOnly():
        return None
    return None if isinstance(box.parentWidget(), ReadEditor) else _of_box(box)


def _of_notes(box: NotesBox) -> LineUnderCaret:
    def become(words: str) -> bool:
        cursor = box.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        further = cursor.block().next().isValid()
        end = QTextCursor.MoveOperation.NextBlock if further else QTextCursor.MoveOperation.End
        if not further and cursor.block().previous().isValid():
            cursor.movePosition(QTextCursor.MoveOperation.Left)
        cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
        box.history.end_step()
        cursor.insertText(words)
        box.history.end_step()
        return True

    return LineUnderCaret(box.textCursor().block().text(), moves=True, become=become)


def _of_box(box: Box) -> LineUnderCaret:
    def become(words: str) -> bool:
        if words == box.text():
            return False
        box.history.end_step()
        box.setText(words)
        box.history.end_step()
        return True

    return LineUnderCaret(box.text(), moves=False, become=become)
