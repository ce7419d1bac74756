"""The part of the settings that makes a new recovery key, and the page that shows it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.services.my_settings import new_recovery_key, use_recovery_key
from desktop_app.storage.keys import NewRecoveryKey, is_confirmed
from desktop_app.ui.courier import Courier
from desktop_app.ui.fields import Field, say
from desktop_app.ui.first_run import WIDEST
from desktop_app.ui.pieces import button, into_sight, stacked, words
from desktop_app.ui.recovery_page import WHY, RecoveryPage
from desktop_app.ui.saving_the_sheet import save_when_asked
from desktop_app.ui.settings_parts import Part

SAY_BUSY_AFTER = 300  # milliseconds
NOT_CONFIRMED = (
    "The recovery sheet of this store was never confirmed: Chairside ended before part of its key "
    "was typed. Without a sheet, nobody can read the minutes once the passphrase is forgotten. "
    "Make a new one now."
)
_IS_CONFIRMED = "There is a recovery sheet: part of its key was typed from it."
_WHY_NEW = (
    f"{WHY} Until its last group is typed here, the sheet that you had before opens the minutes; "
    "from then on only the new one does."
)
_NEW_COUNTS = (
    "The new sheet counts. The one before opens the minutes on this laptop no longer: destroy it "
    "once no backup made before today is left."
)
OLD_STAYS = (
    "Nothing has been changed: a sheet that you had before opens the minutes as it did. Destroy "
    "the new one if you have printed or saved it; it opens nothing."
)
_IN_THE_WAY = (
    "The new recovery key does not count yet. If you close Chairside now, it is not shown again, "
    "and a sheet that you have printed or saved of it opens nothing. The sheet that you had "
    "before, if you have one, stays in force."
)


class RecoveryPart(Part):
    """`wanted` carries the passphrase; `done` or `say_trouble` answers."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Recovery sheet",
            "The key on the printed sheet opens Chairside when the passphrase is lost. Make a new "
            "one when the sheet is lost, or somebody may have read it. The old key then opens the "
            "minutes on this laptop no longer. Backups made before still open with the old one, "
            "until they go by their date.",
        )
        self._state, self._not_confirmed = words(""), words("", "alert")
        self._passphrase = Field("Your passphrase", secret=True)
        self._make = button("Make a new recovery sheet", self._want)
        self._done, self._under_way = words("", "good"), words("", "muted")
        for label in (self._state, self._not_confirmed, self._done, self._under_way):
            label.hide()
        self.content.addLayout(stacked(self._state, self._not_confirmed))
        self.content.addWidget(self._passphrase)
        self.content.addLayout(stacked(self._done, self._under_way, self._make))
        self._passphrase.entered.connect(self._want)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(lambda: say(self._under_way, "Making a new key…"))

    def show_state(self, confirmed: bool | None) -> None:  # noqa: FBT001 - a courier's answer
        """Nothing is said of a sheet of which nothing is known."""
        self._state.setText(_IS_CONFIRMED if confirmed else "")
        self._state.setVisible(bool(confirmed))
        self._not_confirmed.setText(NOT_CONFIRMED if confirmed is False else "")
        self._not_confirmed.setVisible(confirmed is False)
        if self._passphrase.box.hasFocus():  # which these sentences push down
            into_sight(self._make, self._passphrase)

    def take_focus(self) -> None:
        self._passphrase.take_focus()
        into_sight(self._make, self._passphrase)

    def rest(self, done: str = "") -> None:
        """Asks again; says what was done."""
        self._patience.stop()
        say(self._under_way, "")
        self._allow(asking=True)
        self._passphrase.set_text("")
        say(self._done, done)

    def say_trouble(self, sentence: str) -> None:
        """Nothing was changed, and why; what was typed stays."""
        typed = self._passphrase.text()
        self.rest()
        self._passphrase.set_text(typed)
        self._passphrase.refuse(sentence)

    def _want(self) -> None:
        say(self._done, "")
        self._passphrase.say("")
        if not self._passphrase.text():
            self._passphrase.refuse("Type the passphrase that opens Chairside.")
            return
        self._allow(asking=False)
        self._patience.start()
        self.wanted.emit(self._passphrase.text())

    def _allow(self, *, asking: bool) -> None:
        for widget in (self._passphrase, self._make):
            widget.setEnabled(asking)


class RecoveryFlow(QObject):
    """`page_wanted` brings the page with the key, `left` goes back to the settings."""

    page_wanted = Signal(QWidget)
    left = Signal(QWidget)

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._page: RecoveryPage | None = None  # while a new key is shown
        self.part = RecoveryPart()
        self.part.wanted.connect(self._make)

    @property
    def stands_in_the_way(self) -> str:
        """What is lost when the window is closed now; empty when nothing is."""
        return _IN_THE_WAY if self._page and self._page.waits_for_proof else ""

    def refresh(self) -> None:
        """Shows what is known of the sheet in use."""
        asked = self._desk.ask(lambda _: is_confirmed(self._desk.places.keys))
        self._courier.watch(self.part, asked, self.part.show_state, self._say_trouble)

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self.part.say_trouble(str(trouble))

    def _make(self, passphrase: str) -> None:
        places, cost = self._desk.places, self._desk.cost
        asked = self._desk.ask(lambda _: new_recovery_key(places, passphrase, cost))
        self._courier.send(self.part, asked, self._show, self._say_trouble)

    def _show(self, new: NewRecoveryKey) -> None:
        keep = button("Back without a new sheet  (Esc)", self.leave, "quiet")
        page = self._page = RecoveryPage(WIDEST, "Settings", _WHY_NEW, "Use the new sheet", keep)
        page.proved.connect(partial(self._use, page, new))
        save_when_asked(page, self._desk, self._courier)
        self.part.rest()
        self.page_wanted.emit(page)  # first: the key stands there in a multiple of its letters
        page.show_key(new.printed)
        page.start()

    def _use(self, page: RecoveryPage, new: NewRecoveryKey) -> None:
        """The last group was typed from the sheet."""
        asked = self._desk.ask(lambda store: use_recovery_key(store, self._desk.places, new))
        self._courier.send(
            page,
            asked,
            lambda _: self._leave(_NEW_COUNTS),
            lambda trouble: page.say_trouble(str(trouble)),
        )

    def leave(self) -> None:
        """Without the new one: nothing has been changed. Once it is proved, its answer leads on."""
        if self.stands_in_the_way:
            self._leave(OLD_STAYS)

    def _leave(self, done: str) -> None:
        page, self._page = self._page, None
        self.part.rest(done)
        self.refresh()
        self.left.emit(page)
        self.part.take_focus()
