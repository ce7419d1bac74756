"""Notes: the box that grows with what is said in the room."""

import textwrap
from datetime import datetime

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.records.text import clean
from desktop_app.services.pasted_text import text_on_clipboard
from desktop_app.ui.editors.editor import Editor, Room, full_up, too_long
from desktop_app.ui.editors.spelling import SpellingKeys, Underlines
from desktop_app.ui.editors.text_changes import TextHistory, as_qt_counts, as_text
from desktop_app.ui.editors.undo_menu import with_our_undo
from desktop_app.ui.pieces import stacked

FEWEST_LINES, MOST_LINES = 3, 18
LONGEST_PARAGRAPH = 4_000  # characters: Qt lays out a whole paragraph at each key


class NotesBox(QPlainTextEdit):
    """Tab leaves it, Enter is a new line, and a paste is cleaned or told before it goes in."""

    _underlines: Underlines | None = None
    _spelling: SpellingKeys | None = None

    def __init__(self, owner: Editor, room: Room, fewest: int) -> None:
        super().__init__()
        self._owner = owner
        self._undo = room.undo
        self._fewest = fewest
        self.history = TextHistory(self, room.undo)
        self.document().setUndoRedoEnabled(False)  # the section's is the only one
        self.document().contentsChange.connect(self._text_changed)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.cursorPositionChanged.connect(self._keep_caret_in_sight)
        self.setReadOnly(room.read_only)
        if room.words and not room.read_only:
            self._underlines = Underlines(self, room.words)
            self._spelling = SpellingKeys(self, self.mend, room.words, owner.told.emit)
        self._fit()

    def _text_changed(self, at: int, removed: int, added: int) -> None:
        """Qt counts the end of the last paragraph as a character, now and then."""
        end = self.document().characterCount() - 1
        self.history.changed(at, removed, self._piece(at, min(at + added, end)))
        if len(self.history.text) != end:
            self.history.became(self._piece(0, end), self.textCursor().position())

    def _piece(self, start: int, end: int) -> str:
        return as_qt_counts(self._between(start, end).selectedText())

    def _between(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def replace(self, at: int, length: int, by: str) -> None:
        """A step of the chair’s, taken back or done again."""
        self._between(at, at + length).insertText(as_text(by))

    def show_caret(self, at: int) -> None:
        self._owner.put_caret(at, at)
        self._keep_caret_in_sight()

    def stands(self) -> bool:
        return self._owner.stands()

    def mend(self, start: int, word: str, by: str) -> str:
        """One step, whatever is typed before and after; returns how it is taken back."""
        self._between(start, start + len(word)).insertText(by)
        self.history.end_step()
        return self._undo.promise("takes that back")

    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        menu = with_our_undo(self.createStandardContextMenu(e.pos()), self._undo)
        menu.popup(e.globalPos())

    def _fit(self) -> None:
        lines = max(self._fewest, self._lines_up_to(MOST_LINES))
        around = self.document().documentMargin() * 2 + self.contentsMargins().top() * 2 + 4
        margins = self.viewportMargins()
        height = self.fontMetrics().lineSpacing() * lines + around
        height += margins.top() + margins.bottom() + self.height() - self._inside_height()
        if int(height) != self.height():
            self.setFixedHeight(int(height))

    def _lines_up_to(self, most: int) -> int:
        """Lines as wrapped; lays out no more of a long text than that."""
        lines, block = 0, self.document().firstBlock()
        layout = self.document().documentLayout()
        while block.isValid() and lines < most:
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return min(lines, most)

    def _inside_height(self) -> int:
        return self.contentsRect().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.minimumHeight())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files go on to the window, which looks at them; their address is no minute."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text, left = text_on_clipboard(source.html(), source.text())
        kept = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        if len(text) + kept > LONGEST_ANSWER:
            self._owner.told.emit(too_long(len(text), kept))
            return
        fitting = clean(text)
        broken = broken_up(fitting)
        self.insertPlainText(broken)
        if broken != fitting:
            left = ("A very long paragraph was broken into lines. No word was lost.", *left)
        if left:
            self._owner.told.emit(" ".join(left))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._undo.takes(event):
            return
        if self._spelling and self._spelling.takes(event):
            return
        full = self.document().characterCount() > LONGEST_ANSWER
        if full and event.text().isprintable() and event.text():
            self._owner.told.emit(full_up())
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if self._underlines:
            self._underlines.finish_word()

    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if self._underlines and e.type() == QEvent.Type.PaletteChange:
            self._underlines.check_all()

    def _keep_caret_in_sight(self) -> None:
        if not self.hasFocus():
            return
        page = _page_around(self)
        if page and (inside := page.widget()):
            caret = self.mapTo(inside, self.cursorRect().center())
            page.ensureVisible(caret.x(), caret.y(), 0, self.fontMetrics().lineSpacing() * 2)


def _page_around(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def stamp_time() -> None:
    """`[14:32]` at the caret, where that stands in notes."""
    box = QApplication.focusWidget()
    if isinstance(box, NotesBox) and not box.isReadOnly():
        before = box.textCursor().block().text()[: box.textCursor().positionInBlock()]
        gap = "" if not before or before[-1].isspace() else " "
        box.insertPlainText(f"{gap}[{datetime.now().astimezone():%H:%M}] ")


def broken_up(text: str) -> str:
    """Breaks paragraphs too long to type in, at spaces where there are some; loses no character."""
    return "\n".join(line for whole in text.split("\n") for line in _pieces(whole))


def _pieces(line: str) -> list[str]:
    if len(line) <= LONGEST_PARAGRAPH:
        return [line]
    return textwrap.wrap(
        line,
        LONGEST_PARAGRAPH,
        drop_whitespace=False,
        replace_whitespace=False,
        expand_tabs=False,
        break_on_hyphens=False,
    )


class NotesEditor(Editor):
    """`edited` carries no text: the page fetches it when it saves, so a key costs nothing more."""

    def __init__(self, room: Room, fewest: int = FEWEST_LINES) -> None:
        super().__init__()
        self._box = NotesBox(self, room, fewest)
        self._box.textChanged.connect(self._changed)
        self.setLayout(stacked(self._box))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._box)

    def _changed(self) -> None:
        if not self._box.history.is_filled:
            self.edited.emit()

    def value(self) -> str:
        return self._box.toPlainText()

    def show_value(self, text: str) -> None:
        """The caret is where a chair goes on typing, or stays while it is here."""
        if text == self.value():
            return
        at = self._box.textCursor().position() if self._box.hasFocus() else LONGEST_ANSWER
        with self._box.history.filling():
            self._box.setPlainText(text)
        self._put_caret(at, at)

    def input_widget(self) -> NotesBox:
        return self._box

    def caret(self, within: QWidget) -> tuple[int, int]:  # noqa: ARG002 - of terms alone
        caret = self._box.textCursor()
        return caret.position(), caret.anchor()

    def put_caret(self, at: int, since: int) -> None:
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._put_caret(at, since)

    def _put_caret(self, at: int, since: int) -> None:
        end = self._box.document().characterCount() - 1
        caret = self._box.textCursor()
        caret.setPosition(min(since, end))
        caret.setPosition(min(at, end), QTextCursor.MoveMode.KeepAnchor)
        self._box.setTextCursor(caret)
