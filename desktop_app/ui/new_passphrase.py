"""Choosing a passphrase: twice, long enough, and shown when nobody looks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.ui.fields import Field
from desktop_app.ui.pieces import stacked

SHORTEST = 15  # characters: storage.keys refuses less, and is too slow to load to ask it here
_HINT = f"At least {SHORTEST} characters: several words in a row that only you would put together."


class NewPassphrase(QWidget):
    """`entered` at Enter in the second box."""

    entered = Signal()

    def __init__(self, what: str) -> None:
        super().__init__()
        self.first = Field(what, _HINT, secret=True)
        self.second = Field("The same again", secret=True)
        self.shown = QCheckBox("Show what I type")
        self.shown.toggled.connect(self.first.show_letters)
        self.shown.toggled.connect(self.second.show_letters)
        self.first.entered.connect(self.second.take_focus)
        self.second.entered.connect(self.entered)
        self.setLayout(stacked(self.first, self.second, self.shown, gap=16))
        self.setFocusProxy(self.first)

    def clear(self) -> None:
        for field in (self.first, self.second):
            field.set_text("")
            field.say("")
        self.shown.setChecked(False)

    def checked(self) -> str:
        """The passphrase; empty, and said why, when it is too short or was typed differently."""
        length = len(self.first.text())
        self.first.say("")
        self.second.say("")
        if length < SHORTEST:
            has = f"This one has {length}." if length else "Nothing is typed yet."
            self.first.refuse(f"A passphrase needs at least {SHORTEST} characters. {has}")
            return ""
        if self.first.text() != self.second.text():
            self.second.refuse("The two are not the same. Type the passphrase here again.")
            return ""
        return self.first.text()
