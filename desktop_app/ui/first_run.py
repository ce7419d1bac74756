"""The first start: council, who the chair is, passphrase, recovery sheet. Four short pages."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.ui.announce import announce
from desktop_app.ui.fields import Field, Pick, say
from desktop_app.ui.new_passphrase import NewPassphrase
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words
from desktop_app.ui.recovery_page import WHY, RecoveryPage
from desktop_app.ui.unlock_page import PUT_BACK

WIDEST = 560  # pixels
SAY_BUSY_AFTER = 300  # milliseconds
_PAGES = 4


class FirstRun(QStackedWidget):
    """`wanted` after the third page; `show_recovery_key` then brings the fourth.

    `found` is a sentence about what lies in the folder already.
    """

    wanted = Signal(dict)
    finished = Signal()
    restore_wanted = Signal()

    def __init__(self, profiles: list[tuple[str, str]], found: str = "") -> None:
        super().__init__()
        self._found = words(found, "alert")
        self._councils = {key: Pick(name) for key, name in profiles}
        self._name = Field("Your name", "As it prints under the minutes.")
        self._role = Field("Your role", "Such as: Team manager.")
        self._passphrase = NewPassphrase("Passphrase")
        self._set_up = button("Set up Chairside", self._want, "primary")
        self._said = [words("", "alert") for _ in range(_PAGES - 1)]
        self._under_way = words("", "muted")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(lambda: say(self._under_way, "Setting up…"))
        step, leads_on = f"Step {_PAGES} of {_PAGES}", "Start using Chairside"
        self.recovery = RecoveryPage(WIDEST, step, WHY, leads_on)
        self.recovery.proved.connect(self.finished)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        on_1 = button("Continue", self._council_chosen, "primary")
        on_2 = button("Continue", self._named, "primary")
        restore = button(PUT_BACK, self.restore_wanted.emit, "quiet")  # of another laptop
        why = "Chairside asks and prints what your council expects."
        self._page("Your council", why, list(self._councils.values()), [on_1, restore])
        why = "Your name and role begin every record that you chair. You can change them there."
        who: list[QWidget] = [self._name, self._role]
        self._page("Who is in the chair?", why, who, [on_2, self._back()])
        why = "It opens Chairside on this laptop, and nobody can read the minutes without it."
        pass_on = [self._set_up, self._back()]
        self._page("Choose a passphrase", why, [self._passphrase], pass_on)
        self.addWidget(self.recovery)

    def _page(self, title: str, why: str, asked: list[QWidget], steps: list[QWidget]) -> None:
        number = self.count() + 1
        column = Column(WIDEST)
        step = words(f"Step {number} of {_PAGES}", "muted")
        column.content.addStretch(1)
        column.content.addLayout(stacked(step, words(title, "title"), words(why), gap=4))
        if number == 1 and self._found.text():
            column.content.addWidget(self._found)
        column.content.addLayout(stacked(*asked, gap=4 if number == 1 else 16))
        said = [self._said[number - 1], *([self._under_way] if number == _PAGES - 1 else [])]
        for label in said:
            label.hide()
        column.content.addLayout(stacked(*said))
        column.content.addLayout(in_a_row(*steps, None))
        column.content.addStretch(2)
        self.addWidget(column)

    def _back(self) -> QWidget:
        return button("Back", lambda: self._go_to(self.currentIndex() - 1))

    def _connect(self) -> None:
        for council in self._councils.values():
            council.entered.connect(self._council_chosen)
        if len(self._councils) == 1:
            next(iter(self._councils.values())).setChecked(True)
        self._name.entered.connect(self._role.take_focus)
        self._role.entered.connect(self._named)
        self._passphrase.entered.connect(self._want)

    def start(self) -> None:
        """The first page, with the focus in it."""
        self._go_to(0)
        if found := self._found.text():
            announce(self._found, found)

    def say_trouble(self, sentence: str) -> None:
        """Why the set-up failed, or the key was not saved; everything typed stays."""
        self._rest()
        if self.currentWidget() is self.recovery:
            self.recovery.say_trouble(sentence)
        else:
            self._say(sentence)
            self._take_focus()

    def show_recovery_key(self, key: str) -> None:
        """The last page; the passphrase is forgotten here."""
        self._rest()
        self._passphrase.clear()
        self.recovery.show_key(key)
        self.setCurrentWidget(self.recovery)
        self.recovery.start()

    def _rest(self) -> None:
        self._patience.stop()
        say(self._under_way, "")
        self._set_up.setEnabled(True)
        self._passphrase.setEnabled(True)

    def _say(self, sentence: str) -> None:
        say(self._said[self.currentIndex()], sentence)

    def _go_to(self, page: int) -> None:
        self._say("")
        self.setCurrentIndex(page)
        self._take_focus()

    def _take_focus(self) -> None:
        chosen = (box for box in self._councils.values() if box.isChecked())
        council = next(chosen, next(iter(self._councils.values()), None))
        firsts = (council, self._name.box, self._passphrase.first.box)
        if first := firsts[self.currentIndex()]:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _council(self) -> str:
        return next((key for key, box in self._councils.items() if box.isChecked()), "")

    def _council_chosen(self) -> None:
        if self._council():
            self._go_to(1)
        else:
            self._say("Choose your council.")
            self._take_focus()

    def _named(self) -> None:
        self._name.say("")
        self._role.say("")
        if not self._name.text().strip():
            self._name.refuse("Write your name, as it is to print under the minutes.")
        elif not self._role.text().strip():
            self._role.refuse("Write your role, such as: Team manager.")
        else:
            self._go_to(2)

    def _want(self) -> None:
        if not (passphrase := self._passphrase.checked()):
            return
        self._say("")
        self._set_up.setEnabled(False)
        self._passphrase.setEnabled(False)
        self._patience.start()
        self.wanted.emit(
            {
                "council": self._council(),
                "my_name": self._name.text().strip(),
                "my_role": self._role.text().strip(),
                "passphrase": passphrase,
            }
        )
