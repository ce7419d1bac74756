"""The part of the settings page that changes the passphrase."""

from PySide6.QtCore import QTimer, Signal

from desktop_app.ui.fields import Field, say
from desktop_app.ui.new_passphrase import NewPassphrase
from desktop_app.ui.pieces import button, stacked, words
from desktop_app.ui.settings_parts import Part

SAY_BUSY_AFTER = 300  # milliseconds


class PassphrasePart(Part):
    """`wanted` carries the passphrase of now and the new one; `done` or `say_trouble` answers."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            "Lock and passphrase",
            "Chairside locks itself when it is left alone for a while, and at once with Ctrl+L. "
            "After a change of passphrase the printed recovery key keeps working. Backups made "
            "before still open with the old passphrase.",
        )
        self._current = Field("Passphrase now", secret=True)
        self._new = NewPassphrase("New passphrase")
        self._change = button("Change the passphrase", self._want)
        self._done = words("", "good")
        self._under_way = words("", "muted")
        for label in (self._done, self._under_way):
            label.hide()
        self.content.addWidget(self._current)
        self.content.addWidget(self._new)
        self.content.addLayout(stacked(self._done, self._under_way, self._change))
        self._current.entered.connect(self._new.first.take_focus)
        self._new.shown.toggled.connect(self._current.show_letters)
        self._new.entered.connect(self._want)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(lambda: say(self._under_way, "Changing the passphrase…"))

    def done(self) -> None:
        """It is changed; all three boxes are emptied."""
        self._rest()
        self._current.set_text("")
        self._new.clear()
        say(self._done, "The passphrase is changed. The printed recovery key still works.")
        self._change.setFocus()

    def say_trouble(self, sentence: str) -> None:
        """Nothing was changed, and why; what was typed stays."""
        self._rest()
        self._current.refuse(sentence)

    def _want(self) -> None:
        say(self._done, "")
        self._current.say("")
        if not self._current.text():
            self._current.refuse("Type the passphrase that opens Chairside now.")
        elif new := self._new.checked():
            self._allow(asking=False)
            self._patience.start()
            self.wanted.emit(self._current.text(), new)

    def _rest(self) -> None:
        self._patience.stop()
        say(self._under_way, "")
        self._allow(asking=True)

    def _allow(self, *, asking: bool) -> None:
        for widget in (self._current, self._new, self._change):
            widget.setEnabled(asking)
