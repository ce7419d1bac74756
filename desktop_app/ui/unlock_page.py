"""The way in: a passphrase, or the recovery key. Light to load, for it comes up first."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedWidget

from desktop_app.ui.fields import Field, say
from desktop_app.ui.new_passphrase import NewPassphrase
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words
from desktop_app.ui.waiting import Waiting

WIDEST = 480  # pixels: one field needs no more
SAY_BUSY_AFTER = 300  # milliseconds
PUT_BACK = "Put a backup back…"


class _Sheet(Column):
    """A short form a third of the way down, with what is wrong and what is under way."""

    def __init__(self) -> None:
        super().__init__(WIDEST)
        self.said = words("", "alert")
        self.under_way = words("", "muted")
        self.said.hide()
        self.under_way.hide()
        self.content.addStretch(1)

    def settle(self) -> None:
        """Called when all is in its place."""
        self.content.addStretch(2)


class UnlockPage(QStackedWidget):
    """`recover_wanted` carries the printed key and the new passphrase."""

    unlock_wanted = Signal(str)
    recover_wanted = Signal(str, str)
    restore_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._passphrase = Field("Passphrase", secret=True)
        self._shown = QCheckBox("Show the passphrase")
        self._unlock = button("Unlock", self._want_unlock, "primary")
        self._key = Field("Recovery key", "The nine groups of four on the printed sheet.")
        self._new = NewPassphrase("New passphrase")
        self._recover = button("Open with the recovery key", self._want_recovery, "primary")
        self._way_in, self._way_back = _Sheet(), _Sheet()
        self._lay_out_way_in()
        self._lay_out_way_back()
        self.waiting = Waiting(self)
        self.waiting.goes_on.connect(self._show_wait)
        self.waiting.over.connect(self._end_wait)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(self._say_busy)

    def _lay_out_way_in(self) -> None:
        sheet = self._way_in
        lost = button("I have lost my passphrase", self._show_way_back, "quiet")
        self._shown.toggled.connect(self._passphrase.show_letters)
        self._passphrase.entered.connect(self._want_unlock)
        sheet.content.addWidget(words("Chairside", "title"))
        sheet.content.addLayout(stacked(self._passphrase, self._shown))
        sheet.content.addLayout(stacked(sheet.said, sheet.under_way))
        sheet.content.addWidget(self._unlock)
        self._restore = button(PUT_BACK, self.restore_wanted.emit, "quiet")
        sheet.content.addLayout(stacked(lost, self._restore))
        sheet.settle()
        self.addWidget(sheet)

    def _lay_out_way_back(self) -> None:
        sheet = self._way_back
        back = button("Back", self._show_way_in)
        self._key.entered.connect(self._new.first.take_focus)
        self._new.entered.connect(self._want_recovery)
        why = "The recovery key on the printed sheet opens Chairside and sets a new passphrase."
        head = stacked(words("I have lost my passphrase", "title"), words(why), gap=4)
        sheet.content.addLayout(head)
        sheet.content.addWidget(self._key)
        sheet.content.addWidget(self._new)
        sheet.content.addLayout(stacked(sheet.said, sheet.under_way))
        sheet.content.addLayout(in_a_row(self._recover, back, None))
        sheet.settle()
        self.addWidget(sheet)

    def start(self) -> None:
        """Clears all that was typed; the caret waits in the field."""
        self.rest()
        for sheet in (self._way_in, self._way_back):
            say(sheet.said, "")
        self._shown.setChecked(False)
        self._passphrase.set_text("")
        self._key.set_text("")
        self._key.say("")
        self._new.clear()
        self._show_way_in()

    def offer_restore(self, *, offered: bool) -> None:
        self._restore.setVisible(offered)

    def say_trouble(self, sentence: str) -> None:
        """Says why it did not open; what was typed stays, marked, to be typed anew."""
        self.rest()
        sheet = self._way_back if self.currentWidget() is self._way_back else self._way_in
        say(sheet.said, sentence)
        self._take_focus()
        QTimer.singleShot(0, self, lambda: sheet.ensureWidgetVisible(sheet.said))  # once laid out

    def hold_back(self, seconds: int) -> None:
        """The passphrase waits; the recovery key can be used meanwhile."""
        self.rest()
        self.waiting.begin(seconds)

    def busy(self) -> None:
        """Until the next word of the page; says so only when it takes long."""
        for widget in self._inputs():
            widget.setEnabled(False)
        self._patience.start()

    def _inputs(self) -> tuple[Field | QPushButton | NewPassphrase, ...]:
        return (self._passphrase, self._unlock, self._key, self._new, self._recover)

    def rest(self) -> None:
        """What was under way has come to its end."""
        self._patience.stop()
        for sheet in (self._way_in, self._way_back):
            say(sheet.under_way, "")
        for widget in self._inputs():
            widget.setEnabled(True)
        if self.waiting.is_on:
            self._show_wait(self.waiting.sentence)

    def _say_busy(self) -> None:
        self.say_how_far("Opening…")

    def say_how_far(self, sentence: str) -> None:
        """What takes long, such as bringing a store up to date."""
        self._patience.stop()
        for sheet in (self._way_in, self._way_back):
            say(sheet.under_way, sentence)

    def _show_wait(self, sentence: str) -> None:
        self._let_try(can_try=False)
        self._way_in.under_way.setText(sentence)
        self._way_in.under_way.show()  # not announced each second: the trouble said how long it is

    def _end_wait(self, sentence: str) -> None:
        self._let_try(can_try=True)
        say(self._way_in.said, "")
        say(self._way_in.under_way, sentence)
        if self.currentWidget() is self._way_in:
            self._take_focus()

    def _let_try(self, *, can_try: bool) -> None:
        self._passphrase.setEnabled(can_try)
        self._unlock.setEnabled(can_try)

    def _show_way_in(self) -> None:
        self.setCurrentWidget(self._way_in)
        self._take_focus()

    def _show_way_back(self) -> None:
        self.setCurrentWidget(self._way_back)
        self._take_focus()

    def _take_focus(self) -> None:
        field = self._key if self.currentWidget() is self._way_back else self._passphrase
        field.take_focus()

    def _want_unlock(self) -> None:
        if not self._passphrase.text():
            self.say_trouble("Type the passphrase first.")
            return
        say(self._way_in.said, "")
        self.unlock_wanted.emit(self._passphrase.text())

    def _want_recovery(self) -> None:
        say(self._way_back.said, "")
        if not self._key.text().strip():
            self._key.refuse("Type the recovery key from the printed sheet.")
            return
        self._key.say("")
        if passphrase := self._new.checked():
            self.recover_wanted.emit(self._key.text(), passphrase)
