"""Rows as cards: a row is a small form, so that nothing scrolls sideways at any text size."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.forms.model import Column
from desktop_app.records.meeting import Row
from desktop_app.ui.editors.build import editor_of
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.choices import ChoiceEditor
from desktop_app.ui.editors.editor import Editor, Room
from desktop_app.ui.flow import Flow
from desktop_app.ui.from_elsewhere import FromElsewhere
from desktop_app.ui.pieces import button, in_a_row
from desktop_app.ui.theme import set_role

_LINES_UNSEEN = 10  # height of a card that has not been built, about that of one that has
_SHORT_LABEL = 30  # characters: a longer one wraps, which costs the layout more
_CHARACTERS = {
    "line": 24,
    "person": 24,
    "choice": 44,
    "notes": 200,
    "date": 36,
    "time": 34,
    "number": 36,
}


class _Field(QWidget):
    """A column's label above its editor; as wide as its kind needs, or the whole line for notes."""

    def __init__(self, column: Column, editor: Editor) -> None:
        super().__init__()
        self._kind = column.kind
        self._editor = editor
        label = QLabel(column.label)
        label.setBuddy(editor.input_widget())
        label.setWordWrap(len(column.label) > _SHORT_LABEL)
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
    does not print behind a button until it is wanted. The editors are made when they are first
    asked for, or seen: two hundred cards would take many seconds. `built` says that they are there.
    `stands` says whether the row is in its table, and puts it back if it only was out of the way.
    """

    edited = Signal()
    told = Signal(str)
    built = Signal()
    confirmed = Signal()  # what was brought in is right

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
        self._room = room
        self._locked, self._fold = locked, fold
        self._heading = title
        self._buttons: list[Callable[[], QPushButton]] = []
        self._made: dict[str, Editor] | None = None
        self._source, self._may_confirm = "", True
        self._from: FromElsewhere | None = None  # until something in it is from elsewhere
        self.stands: Callable[[], bool] = lambda: True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES_UNSEEN)

    @property
    def is_built(self) -> bool:
        return self._made is not None

    @property
    def _editors(self) -> dict[str, Editor]:
        return self.build() if self._made is None else self._made

    def build(self) -> dict[str, Editor]:
        """Makes the editors, once."""
        if self._made is not None:
            return self._made
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the focus it may have stays until it goes on
        self.setMinimumHeight(0)
        made = {column.key: self._editor(column, self._room_of(column)) for column in self._columns}
        self._made = made
        self._lay_out(made)
        self.set_title(self._heading)
        self.set_values(self._kept)
        self.show_source(self._source, may_confirm=self._may_confirm)
        self.built.emit()
        return made

    def _room_of(self, column: Column) -> Room:
        only_shown = self._locked and column.read_only
        return replace(self._room, read_only=True) if only_shown else self._room

    def _lay_out(self, made: Mapping[str, Editor]) -> None:
        self._title = QLabel(self._heading)
        set_role(self._title, "label")
        fields = Flow(gap=12)
        self._folded: list[_Field] = []
        for column in self._columns:
            field = _Field(column, made[column.key])
            fields.addWidget(field)
            if self._fold and not column.printed:
                field.hide()
                self._folded.append(field)
        self._more = button("More", self.unfold, "quiet")
        head = in_a_row(self._title, None, self._more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(fields)
        for make in self._buttons:  # after the fields, as Tab goes
            head.addWidget(make())
        self._head = head
        self._more.setVisible(bool(self._folded))  # once it stands in the card, not as a window

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._made is None:
            QTimer.singleShot(0, self, self.build)  # nothing is laid out while it is painted

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By Tab alone, and only while there is nothing in it yet."""
        super().focusInEvent(event)
        backwards = event.reason() == Qt.FocusReason.BacktabFocusReason
        # later: Qt cannot have its order of Tab changed while it goes by it; and once more later,
        # for what is made new is shown only then
        QTimer.singleShot(0, self, self.build)
        self.built.connect(
            lambda: QTimer.singleShot(0, self, lambda: self._pass_on(backwards=backwards))
        )

    def _pass_on(self, *, backwards: bool) -> None:
        """The focus that Tab gave to the card, to what is in it."""
        stops = [stop for stop in self._built_stops() if stop.isVisibleTo(self)]
        if self.hasFocus() and stops:
            stops[-1 if backwards else 0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _editor(self, column: Column, room: Room) -> Editor:
        editor = editor_of(column, room)
        editor.stand_in(lambda: self.stands())
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
        self._heading = title
        self.setAccessibleName(title)
        if self._made is None:
            return
        self._title.setText(title)
        if self._from:
            self._from.name(title)
        for column in self._columns:
            self._made[column.key].name(f"{column.label}, {title}", column.hint)

    def set_values(self, values: Mapping[str, str]) -> None:
        self._kept = dict(values)
        if self._made is None:
            return
        for key, editor in self._made.items():
            if editor.value() != values.get(key, ""):  # a box keeps its caret and its own undo
                editor.show_value(values.get(key, ""))
        if any(values.get(column.key) for column in self._columns if not column.printed):
            self.unfold()

    def show_source(self, source: str, *, may_confirm: bool, appear: bool = True) -> None:
        """Where the row was brought in from; empty once it was touched or confirmed."""
        self._source, self._may_confirm = source, may_confirm
        if self._made is None or (self._from is None and not source):
            return
        if self._from is None:
            self._from = FromElsewhere(self._heading, short=True)
            self._from.confirmed.connect(self._confirm)
            self._head.insertWidget(1, self._from)
        self._from.show_source(source, appear=appear, may_confirm=may_confirm)

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.focus_first()  # and not “Remove”, which is the next

    def row(self) -> Row:
        values = {key: editor.value() for key, editor in (self._made or {}).items()}
        return Row(self.row_id, {**self._kept, **values})

    def add_button(self, make: Callable[[], QPushButton]) -> None:
        """Beside the title, once there is one."""
        self._buttons.append(make)

    def tab_stops(self) -> list[QWidget]:
        """Everything in the card that Tab reaches, the fields before the buttons."""
        return [self] if self._made is None else self._built_stops()

    def _built_stops(self) -> list[QWidget]:
        self.build()
        return [w for w in self.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def inputs(self) -> list[QWidget]:
        return [editor.input_widget() for editor in self._editors.values()]

    def focus_first(self) -> None:
        """The first thing to be typed, behind what stands there; what is only read is passed over.

        Nothing is selected: the next key must not take the place of a name.
        """
        typed = (w for w in self.inputs() if not bool(w.property("readOnly")))
        first = next(typed, self.inputs()[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.end(False)  # noqa: FBT003 - Qt's

    def caret_at(self, widget: QWidget, question: str) -> Caret:
        """Where it is, while that widget of the card has it; of a button, the row alone."""
        for key, editor in (self._made or {}).items():
            if editor.isAncestorOf(widget):
                return Caret(question, self.row_id, key, *editor.caret(widget))
        return Caret(question, self.row_id)

    def put_caret(self, caret: Caret) -> None:
        """The focus with it in its column; in the first that is typed, if there is no such one."""
        editor = self._editors.get(caret.column)
        if editor is None:
            self.focus_first()
            return
        if not editor.isVisibleTo(self):
            self.unfold()
        editor.put_caret(caret.at, caret.since)
