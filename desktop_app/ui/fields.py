"""What short forms ask with: a labelled line that says what is wrong with it, and a choice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.records.text import one_line
from desktop_app.ui.announce import announce
from desktop_app.ui.as_kept import show_as_kept
from desktop_app.ui.pieces import words


def say(label: QLabel, sentence: str) -> None:
    """Shows a sentence, also to screen readers; hides the label when there is none."""
    label.setText(sentence)
    label.setVisible(bool(sentence))
    if sentence:
        announce(label, sentence)


class Field(QWidget):
    """`typed` at every change, `entered` at Enter."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, label: str, hint: str = "", *, secret: bool = False) -> None:
        super().__init__()
        self._hint = hint
        self._secret = secret
        self.box = QLineEdit()
        if not secret:
            show_as_kept(self.box)
        self.box.setAccessibleName(label)
        self.box.setAccessibleDescription(hint)
        self.show_letters(not secret)
        self.box.textChanged.connect(self.typed)
        self.box.returnPressed.connect(self.entered)
        self._said = words("", "alert")
        self._said.hide()
        self._lay_out(label)
        self.setFocusProxy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _lay_out(self, label: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        title = words(label, "label")
        title.setBuddy(self.box)
        layout.addWidget(title)
        if self._hint:
            layout.addWidget(words(self._hint, "muted"))
        layout.addWidget(self.box)
        layout.addWidget(self._said)

    def text(self) -> str:
        """As typed, spaces included; of no secret, cleaned as every answer is."""
        return self.box.text() if self._secret else one_line(self.box.text())

    def set_text(self, text: str) -> None:
        self.box.setText(text)

    def show_letters(self, shown: bool) -> None:  # noqa: FBT001 - a slot of QCheckBox.toggled
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.box.setEchoMode(mode)

    def say(self, sentence: str) -> None:
        """Says what is wrong under the box, and as its description; empty takes it back."""
        say(self._said, sentence)
        described = " ".join(part for part in (self._hint, sentence) if part)
        self.box.setAccessibleDescription(described)

    def refuse(self, sentence: str) -> None:
        """Says it and puts the caret there, with all that was typed marked."""
        self.say(sentence)
        self.take_focus()

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()


class Pick(QRadioButton):
    """One of a few; Enter picks it and goes on."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setChecked(True)
            self.entered.emit()
        else:
            super().keyPressEvent(event)
