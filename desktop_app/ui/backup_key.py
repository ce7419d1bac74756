"""What opens a backup: the passphrase of its day, or the recovery key and a new passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.ui.fields import Field, say
from desktop_app.ui.new_passphrase import NewPassphrase
from desktop_app.ui.pieces import button, in_a_row, into_sight, stacked, words
from desktop_app.ui.waiting import Waiting

_SHEET = (
    "The nine groups of four on the printed sheet of the laptop on which the backup was made: the "
    "sheet that was in use on that day. A change of passphrase does not change it."
)


class BackupKey(QWidget):
    """`entered` at Enter in the last box; `changed` when it may have begun or ceased to wait."""

    entered = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._passphrase = Field(
            "Passphrase of that day", "The one that opened Chairside when it was made.", secret=True
        )
        self._shown = QCheckBox("Show the passphrase")
        self._wait = words("", "muted")
        self._wait.hide()
        self._lost = button("I have lost that passphrase", self._turn, "quiet")
        self._key = Field("Recovery key", _SHEET)
        self._new = NewPassphrase("New passphrase")
        self._by_passphrase, self._by_key = QWidget(), QWidget()
        self.waiting = Waiting(self)
        self._lay_out()
        self._connect()
        self._show(by_key=False)

    def _lay_out(self) -> None:
        have = button("I have the passphrase after all", self._turn, "quiet")
        self._by_passphrase.setLayout(
            stacked(self._passphrase, self._shown, self._wait, in_a_row(self._lost, None))
        )
        self._by_key.setLayout(stacked(self._key, self._new, in_a_row(have, None), gap=16))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._by_passphrase)
        layout.addWidget(self._by_key)

    def _connect(self) -> None:
        self._shown.toggled.connect(self._passphrase.show_letters)
        self._passphrase.entered.connect(self.entered)
        self._key.entered.connect(self._new.first.take_focus)
        self._new.entered.connect(self.entered)
        self.waiting.goes_on.connect(self._show_wait)
        self.waiting.over.connect(self._end_wait)

    @property
    def by_recovery_key(self) -> bool:
        return not self._by_key.isHidden()

    @property
    def waits(self) -> bool:
        """The passphrase was wrong several times; the recovery key can be used meanwhile."""
        return self.waiting.is_on and not self.by_recovery_key

    def checked(self) -> tuple[str, ...]:
        """The passphrase; or recovery key and new passphrase; nothing, and said why."""
        self.say_nothing()
        if not self.by_recovery_key:
            if not self._passphrase.text():
                self._passphrase.refuse("Type the passphrase first.")
            return (self._passphrase.text(),) if self._passphrase.text() else ()
        if not self._key.text().strip():
            self._key.refuse("Type the recovery key from the printed sheet.")
            return ()
        new = self._new.checked()
        return (self._key.text(), new) if new else ()

    def refuse(self, sentence: str) -> None:
        """It is not what opens the backup; what was typed stays, marked."""
        field = self._key if self.by_recovery_key else self._passphrase
        field.refuse(sentence)
        into_sight(self._lost, field)

    def say_nothing(self) -> None:
        self._passphrase.say("")
        self._key.say("")

    def clear(self) -> None:
        self._passphrase.set_text("")
        self._key.set_text("")
        self._new.clear()

    def take_focus(self) -> None:
        (self._key if self.by_recovery_key else self._passphrase).take_focus()

    def _turn(self) -> None:
        self._show(by_key=not self.by_recovery_key)
        self.take_focus()

    def _show(self, *, by_key: bool) -> None:
        self._by_key.setVisible(by_key)
        self._by_passphrase.setVisible(not by_key)
        self.changed.emit()

    def _show_wait(self, sentence: str) -> None:
        if self._passphrase.box.hasFocus():
            self._lost.setFocus()  # the one way on meanwhile
        self._passphrase.setEnabled(False)
        self._wait.setText(sentence)
        self._wait.show()  # not announced each second: the refusal said how long it is
        self.changed.emit()

    def _end_wait(self, sentence: str) -> None:
        self._passphrase.setEnabled(True)
        self._passphrase.say("")
        say(self._wait, sentence)
        self.changed.emit()
        if not self.by_recovery_key:
            self._passphrase.take_focus()
