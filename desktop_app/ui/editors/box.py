"""A box for one line of text, with the undo of its section."""

from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit

from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.records.text import one_line
from desktop_app.services.pasted_text import text_on_clipboard
from desktop_app.ui.as_kept import show_as_kept
from desktop_app.ui.editors.editor import Editor, too_long
from desktop_app.ui.editors.text_changes import TextHistory, as_qt_counts, as_text
from desktop_app.ui.editors.undo import SectionUndo
from desktop_app.ui.editors.undo_menu import with_our_undo


class Box(QLineEdit):
    """A line that refuses what it cannot hold."""

    def __init__(self, owner: Editor, undo: SectionUndo) -> None:
        super().__init__()
        self._owner = owner
        self._undo = undo
        self.history = TextHistory(self, undo)
        self.setMaxLength(LONGEST_ANSWER)
        show_as_kept(self)
        self.textChanged.connect(self._became)

    def _became(self, text: str) -> None:
        self.history.became(as_qt_counts(text), self.cursorPosition())

    def replace(self, at: int, length: int, by: str) -> None:
        """A step of the chair’s, taken back or done again."""
        text = self.history.text
        self.setText(as_text(text[:at] + by + text[at + length :]))

    def show_caret(self, at: int) -> None:
        self._owner.put_caret(at, at)

    def stands(self) -> bool:
        return self._owner.stands()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = with_our_undo(self.createStandardContextMenu(), self._undo)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files go on to the window, which looks at them; their address is no answer."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._undo.takes(event):
            return
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            mime = QGuiApplication.clipboard().mimeData()
            self._paste(*text_on_clipboard(mime.html(), mime.text()))
            return
        super().keyPressEvent(event)

    def _paste(self, text: str, left: tuple[str, ...]) -> None:
        kept = one_line(text)
        if len(kept) + len(self.text()) > LONGEST_ANSWER:
            self._owner.told.emit(too_long(len(kept), len(self.text())))
        else:
            self.insert(kept)
            if left:
                self._owner.told.emit(" ".join(left))
