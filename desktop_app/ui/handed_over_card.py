"""A draft that was handed over asks for its passphrase, and whose it is where that is in doubt."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from desktop_app.services.handing_over import SAME_CHILD
from desktop_app.ui.fields import Field, say
from desktop_app.ui.pieces import button, in_a_row, stacked, words
from desktop_app.ui.theme import set_role

SAY_BUSY_AFTER = 300  # milliseconds
_ABOUT = (
    "This is a draft from another laptop. It opens with the passphrase that was given to its file, "
    "and goes on here; where it came from it is read-only."
)


class HandedOverCard(QFrame):
    """`wanted` carries the passphrase; `settle` or `refuse` answers."""

    wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        set_role(self, "card")
        self._passphrase = Field("Passphrase of this file", secret=True)
        self._open = button("Open the draft here", self._want, "primary")
        self._doubt, self._same = words("", "alert"), QCheckBox(SAME_CHILD)
        self._busy = words("", "muted")
        for one in (self._doubt, self._same, self._busy):
            one.hide()
        self._go_on: Callable[[], object] | None = None  # once only the child is in doubt
        layout = stacked(
            words(name, "label"),
            words(_ABOUT),
            self._passphrase,
            self._doubt,
            self._same,
            self._busy,
            in_a_row(self._open, None),
            gap=12,
        )
        layout.setContentsMargins(16, 16, 16, 16)
        self.setLayout(layout)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(lambda: say(self._busy, "Opening the draft…"))
        self._passphrase.entered.connect(self._want)
        self._same.toggled.connect(self._open.setEnabled)

    def start(self) -> None:
        self._passphrase.take_focus()

    def refuse(self, sentence: str) -> None:
        """Nothing was opened, and why."""
        self._ask_whose("", None)
        self._open.setEnabled(True)
        self._passphrase.refuse(sentence)

    def settle(self, doubt: str, go_on: Callable[[], object]) -> None:
        """Goes on at once, or after a tick where it may be another child's."""
        if not doubt:
            go_on()
            return
        self._ask_whose(doubt, go_on)
        self._open.setEnabled(False)
        self._same.setFocus()

    def _ask_whose(self, doubt: str, go_on: Callable[[], object] | None) -> None:
        self._patience.stop()
        say(self._busy, "")
        say(self._doubt, doubt)
        self._go_on = go_on
        self._same.setChecked(False)
        self._same.setVisible(bool(doubt))
        self._passphrase.setVisible(not doubt)

    def _want(self) -> None:
        if self._go_on:
            self._open.setEnabled(False)
            self._patience.start()
            self._go_on()
        elif not self._passphrase.text():
            self._passphrase.refuse("Type the passphrase of this file.")
        elif self._open.isEnabled():
            self._passphrase.say("")
            self._open.setEnabled(False)
            self._patience.start()
            self.wanted.emit(self._passphrase.text())
