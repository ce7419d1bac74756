"""Rows as cards: a row is a small form, so that nothing scrolls sideways at any text size."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.forms.model import Column
from desktop_app.records.meeting import Row
from desktop_app.ui.editors.build import editor_of
from desktop_app.ui.editors.choices import ChoiceEditor
from desktop_app.ui.editors.editor import Editor, Room
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, in_a_row
from desktop_app.ui.theme import set_role

_CHARACTERS = {"line": 24, "person": 24, "notes": 200, "date": 36, "time": 34, "number": 36}


class _Field(QWidget):
    """A column's label above its editor; as wide as its kind needs, or the whole line for notes."""

    def __init__(self, column: Column, editor: Editor) -> None:
        super().__init__()
        self._kind = column.kind
        self._editor = editor
        label = QLabel(column.label)
        label.setBuddy(editor.input_widget())
        set_role(label, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(label)
        layout.addWidget(editor)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if isinstance(self._editor, ChoiceEditor):
            return QSize(self._editor.one_line_width(), size.height())
        characters = _CHARACTERS.get(self._kind, _CHARACTERS["line"])
        return QSize(self.fontMetrics().averageCharWidth() * characters, size.height())


class Card(QFrame):
    """One row. Values of columns that the form no longer has are kept as they were.

    `locked` shows the read-only columns without letting them be typed in; `fold` keeps what
    does not print behind a button until it is wanted.
    """

    edited = Signal()
    told = Signal(str)

    def __init__(
        self,
        row_id: str,
        title: str,
        columns: tuple[Column, ...],
        room: Room,
        *,
        locked: bool,
        fold: bool,
    ) -> None:
        super().__init__()
        set_role(self, "card")
        self.row_id = row_id
        self._kept: dict[str, str] = {}
        self._columns = columns
        self._title = QLabel(title)
        set_role(self._title, "label")
        self._editors = {
            column.key: self._editor(
                column, replace(room, read_only=True) if locked and column.read_only else room
            )
            for column in columns
        }
        fields = Flow(gap=12)
        self._folded: list[_Field] = []
        for column in columns:
            field = _Field(column, self._editors[column.key])
            fields.addWidget(field)
            if fold and not column.printed:
                field.hide()
                self._folded.append(field)
        self._more = button("More", self.unfold, "quiet")
        self.head = in_a_row(self._title, None, self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(self.head)
        layout.addLayout(fields)
        self._more.setVisible(bool(self._folded))  # once it stands in the card, not as a window

    def _editor(self, column: Column, room: Room) -> Editor:
        editor = editor_of(column, room)
        editor.edited.connect(self.edited)
        editor.told.connect(self.told)
        return editor

    def unfold(self) -> None:
        """Shows the columns that do not print by themselves."""
        for field in self._folded:
            field.show()
        self._more.hide()

    def set_title(self, title: str) -> None:
        """Numbers the card, on the screen and for screen readers."""
        self._title.setText(title)
        for column in self._columns:
            self._editors[column.key].name(f"{column.label}, {title}", column.hint)

    def set_values(self, values: Mapping[str, str]) -> None:
        self._kept = dict(values)
        for key, editor in self._editors.items():
            editor.show_value(values.get(key, ""))
        if any(values.get(column.key) for column in self._columns if not column.printed):
            self.unfold()

    def row(self) -> Row:
        values = {key: editor.value() for key, editor in self._editors.items()}
        return Row(self.row_id, {**self._kept, **values})

    def add_button(self, made: QPushButton) -> None:
        self.head.addWidget(made)

    def tab_stops(self) -> list[QWidget]:
        """Everything in the card that Tab reaches, the fields before the buttons."""
        return [w for w in self.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def inputs(self) -> list[QWidget]:
        return [editor.input_widget() for editor in self._editors.values()]

    def focus_first(self) -> None:
        """The first thing to be typed; what is only read is passed over."""
        typed = (w for w in self.inputs() if not bool(w.property("readOnly")))
        next(typed, self.inputs()[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)
