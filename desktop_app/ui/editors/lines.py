"""One-line answers: words, people, numbers, dates and times, with what they were read as."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QListView, QSizePolicy, QWidget

from desktop_app.records.dates import read_date, read_time, short
from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.records.text import one_line
from desktop_app.ui.editors.editor import Editor, Room, too_long
from desktop_app.ui.editors.text_changes import TextHistory, as_qt_counts, as_text
from desktop_app.ui.editors.undo import SectionUndo
from desktop_app.ui.editors.undo_menu import with_our_undo
from desktop_app.ui.pieces import in_a_row
from desktop_app.ui.theme import set_role


class _Box(QLineEdit):
    """A line that refuses what it cannot hold, and offers terms while one types."""

    def __init__(
        self, owner: Editor, undo: SectionUndo, terms: Callable[[], list[str]] | None
    ) -> None:
        super().__init__()
        self._owner = owner
        self._undo = undo
        self._terms = terms
        self.history = TextHistory(self, undo)
        self.setMaxLength(LONGEST_ANSWER)
        self.textChanged.connect(self._became)
        if terms:
            self._offer()

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

    def event(self, event: QEvent) -> bool:
        """Esc with a list of terms open closes that alone: no page takes it as its own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            popup = self.completer().popup() if self._terms else None
            if event.key() == Qt.Key.Key_Escape and popup and popup.isVisible():
                event.accept()
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = with_our_undo(self.createStandardContextMenu(), self._undo)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files go on to the window, which looks at them; their address is no answer."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _offer(self) -> None:
        completer = QCompleter(QStringListModel(self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        view = QListView()
        view.setObjectName("completions")
        completer.setPopup(view)
        self.setCompleter(completer)
        self.textEdited.connect(self._close_when_said)

    def _close_when_said(self, text: str) -> None:
        """A list that offers only what stands there already would keep the next key to itself."""
        if self._terms and text in self._terms():
            QTimer.singleShot(0, self, self._close_list)

    def _close_list(self) -> None:
        if self._terms and (popup := self.completer().popup()):
            popup.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._terms:
            model = self.completer().model()
            assert isinstance(model, QStringListModel)  # noqa: S101 - ours, from _offer
            model.setStringList(self._terms())
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._undo.takes(event):
            self._close_list()
            return
        if event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self._paste(QGuiApplication.clipboard().text())
            return
        if event.key() == Qt.Key.Key_Down and self._terms and not self.isReadOnly():
            self.completer().setCompletionPrefix("" if not self.text() else self.text())
            self.completer().complete()
            return
        super().keyPressEvent(event)

    def _paste(self, text: str) -> None:
        if len(text) + len(self.text()) > LONGEST_ANSWER:
            self._owner.told.emit(too_long(len(text), len(self.text())))
        else:
            self.insert(one_line(text))


class LineEditor(Editor):
    """Words; with `terms` it offers them, and keeps whatever else is typed."""

    def __init__(self, room: Room, terms: Callable[[], list[str]] | None = None) -> None:
        super().__init__()
        self._box = _Box(self, room.undo, terms)
        self._box.setReadOnly(room.read_only)
        self._box.textChanged.connect(self._changed)
        self.setLayout(in_a_row(self._box))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._box)

    def _changed(self) -> None:
        if not self._box.history.is_filled:
            self.edited.emit()

    def value(self) -> str:
        return self._box.text()

    def show_value(self, text: str) -> None:
        """The beginning is in sight, or the caret stays where it is while one is there."""
        if text == self.value():
            return
        caret = self._box.cursorPosition() if self._box.hasFocus() else 0
        with self._box.history.filling():
            self._box.setText(text)
        self._box.setCursorPosition(caret)

    def input_widget(self) -> QLineEdit:
        return self._box

    def caret(self, within: QWidget) -> tuple[int, int]:  # noqa: ARG002 - of terms alone
        at, box = self._box.cursorPosition(), self._box
        if not box.hasSelectedText():
            return at, at
        ends = box.selectionStart(), box.selectionEnd()
        return at, ends[0] if at == ends[1] else ends[1]

    def put_caret(self, at: int, since: int) -> None:
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        length = len(self._box.history.text)
        at, since = min(at, length), min(since, length)
        self._box.setCursorPosition(at)
        if at != since:
            self._box.setSelection(since, at - since)


class ReadEditor(LineEditor):
    """A line with what it was read as beside it: never guessed, never changed."""

    WIDTH = 18  # characters

    def __init__(self, room: Room, read: Callable[[str], str], unread: str) -> None:
        super().__init__(room)
        self._read = read
        self._unread = unread
        self._meaning = QLabel()
        self._box.setFixedWidth(self._box.fontMetrics().averageCharWidth() * self.WIDTH)
        layout = self.layout()
        assert layout is not None  # noqa: S101 - set by LineEditor
        layout.addWidget(self._meaning)
        self._box.textChanged.connect(self._say)

    def _say(self, text: str) -> None:
        meaning = self._read(text) if text.strip() else ""
        unread = bool(text.strip()) and not meaning
        same = meaning == text.strip()
        self._meaning.setText(self._unread if unread else "" if same else meaning)
        set_role(self._meaning, "alert" if unread else "muted")


def date_editor(room: Room) -> ReadEditor:
    def read(text: str) -> str:
        day = read_date(text, room.day())
        return short(day) if day else ""

    return ReadEditor(room, read, "Not a date: kept as typed")


def time_editor(room: Room) -> ReadEditor:
    return ReadEditor(room, lambda text: read_time(text) or "", "Not a time: kept as typed")


def number_editor(room: Room) -> ReadEditor:
    def read(text: str) -> str:
        return text.strip() if text.strip().isdecimal() else ""

    return ReadEditor(room, read, "Not a whole number: kept as typed")
