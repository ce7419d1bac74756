"""Views of an earlier meeting: new words are wanted, or the reason why there are none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.records.brought import no_new_views, whence
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.lines import LineEditor
from desktop_app.ui.pieces import stacked, words
from desktop_app.ui.steady import show_in_place

COLUMN = "why"  # of a caret in it


class NoNewViews(QWidget):
    """Nobody can say of another’s views that they still hold: there is no press for it."""

    edited = Signal()

    def __init__(self, room: Room, of: str) -> None:
        super().__init__()
        self._of = of
        self._kept = ""  # what the meeting has; else something was typed since
        self._said = words("", "muted")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._why = LineEditor(room)
        self._label.setBuddy(self._why.input_widget())
        self._why.edited.connect(self.edited)
        self.setLayout(stacked(self._said, self._label, self._why, gap=4))
        self.hide()

    def show_source(self, source: str, *, appear: bool = True) -> None:
        if source:
            self._said.setText(f"{whence(source)}. Write what was said since, or say here:")
            self._label.setText(no_new_views(source))
            self._why.name(f"{no_new_views(source)}: {self._of}", "")
        show_in_place(self, shown=bool(source), appear=appear)

    def show_value(self, text: str) -> None:
        """What was given elsewhere since; not over what was typed here and nobody took yet."""
        if self._why.value() == self._kept != text:
            self._why.show_value(text)
            self._kept = text

    def taken(self) -> str:
        """The reason, which the meeting has from now on."""
        self._kept = self._why.value()
        return self._kept

    def caret_at(self, widget: QWidget, question: str) -> Caret:
        return Caret(question, "", COLUMN, *self._why.caret(widget))

    def put_caret(self, caret: Caret) -> None:
        self._why.put_caret(caret.at, caret.since)
