"""One-line answers: words, people, numbers, dates and times, with what they were read as."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QLineEdit, QSizePolicy, QWidget

from desktop_app.records.choices import as_written, is_listed
from desktop_app.records.dates import read_date, read_time, short
from desktop_app.ui.editors.box import Box
from desktop_app.ui.editors.editor import Editor, Room, not_listed
from desktop_app.ui.editors.offering import ChoiceBox, OfferingBox
from desktop_app.ui.pieces import in_a_row, stacked
from desktop_app.ui.theme import set_role


class LineEditor(Editor):
    """Words; with `terms` it offers them, and keeps whatever else is typed."""

    def __init__(self, room: Room, terms: Callable[[], Sequence[str]] | None = None) -> None:
        super().__init__()
        self._box = self._made(room, terms)
        self._box.setReadOnly(room.read_only)
        self._box.textChanged.connect(self._changed)
        self.setLayout(self._laid_out())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._box)

    def _made(self, room: Room, terms: Callable[[], Sequence[str]] | None) -> Box:
        return OfferingBox(self, room.undo, terms) if terms else Box(self, room.undo)

    def _laid_out(self) -> QLayout:
        return in_a_row(self._box)

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


class ChoiceLine(LineEditor):
    """One of many terms; what is none of them is kept as typed, and said to be so."""

    def __init__(self, room: Room, terms: Sequence[str]) -> None:
        self._terms = terms
        self._odd = not_listed()
        super().__init__(room)
        self._box.textChanged.connect(self._say)

    def _made(self, room: Room, terms: Callable[[], Sequence[str]] | None) -> Box:  # noqa: ARG002
        box = ChoiceBox(self, room.undo, self._terms)
        box.left.connect(self._say)
        return box

    def _laid_out(self) -> QLayout:
        return stacked(self._box, self._odd, gap=2)

    def value(self) -> str:
        """The term, also while it stands there in small letters."""
        return as_written(super().value(), self._terms)

    def show_value(self, text: str) -> None:
        super().show_value(text)
        self._say()

    def name(self, label: str, description: str) -> None:
        super().name(label, f"{description} Alt+Down opens the list.".strip())

    def _say(self) -> None:
        """Not yet of what is being typed, or is being mended."""
        odd = not is_listed(self.value(), self._terms)
        is_typed = self._box.hasFocus() and self._box.history.is_last_step
        self._odd.setVisible(odd and (not is_typed or not self._odd.isHidden()))


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
