"""A section that was not discussed: the tick, and the reason that prints."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.choices import Chosen
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.lines import LineEditor

_TICKED = "yes"


class LeftOut(QWidget):
    """A section may be left out, with a reason that prints."""

    edited = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._undo = room.undo
        self.chosen = ""
        self._box = QCheckBox("Not discussed at this meeting")
        self._label = QLabel("Why not? This reason prints in the minutes.")
        self._why = LineEditor(room)
        self._label.setBuddy(self._why.input_widget())
        self._why.name(self._label.text(), "")
        self._box.setEnabled(not room.read_only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        layout.addWidget(self._label)
        layout.addWidget(self._why)
        self._box.toggled.connect(self._toggled)
        self._why.edited.connect(self.edited)

    def _toggled(self) -> None:
        ticked = _TICKED if self._box.isChecked() else ""
        if ticked != self.chosen:
            self._undo.do(Chosen(self, ticked))
            self.show_chosen()

    def stands(self) -> bool:
        return True

    def choose(self, text: str) -> None:
        """Ticked or not: by hand, undone or done again."""
        self._tick(text)
        self.edited.emit()

    def _tick(self, text: str) -> None:
        self.chosen = text
        self._box.setChecked(bool(text))
        self._label.setVisible(bool(text))
        self._why.setVisible(bool(text))

    def show_chosen(self) -> None:
        """Once it is ticked, the reason comes next."""
        here = self._why.input_widget() if self.chosen else self._box
        here.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        return self._why.value() if self.chosen else ""

    def show_value(self, text: str) -> None:
        self._why.show_value(text)
        self._tick(_TICKED if text else "")

    def caret_at(self, widget: QWidget) -> Caret:
        """Of the tick, or in the reason."""
        in_reason = self._why.isAncestorOf(widget)
        return Caret("", "", "why", *self._why.caret(widget)) if in_reason else Caret("")

    def put_caret(self, caret: Caret) -> None:
        if caret.column and self.chosen:
            self._why.put_caret(caret.at, caret.since)
        else:
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)
