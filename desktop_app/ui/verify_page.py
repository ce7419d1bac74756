"""Is this file signed, whole and unchanged? Asked of files that may come from anywhere."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.services.sealing import trusted
from desktop_app.services.trust import look_at, trust
from desktop_app.ui.courier import Courier
from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import files_to_open
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.sure import tab_through
from desktop_app.ui.verdict_card import VerdictCard

if TYPE_CHECKING:  # slow to import, and few files are checked
    from desktop_app.minutes.seal.verify import Verdict

_ABOUT = (
    "Choose Word files, or drop them on the window. They are only looked at: nothing in them is "
    "run, and nothing is changed."
)


class VerifyPage(Column):
    """Looks at one file after the other, on a thread of its own."""

    left = Signal()

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._cards: dict[Path, VerdictCard] = {}  # the first on top
        self._waiting: list[Path] = []
        self._under_way = False
        self._known: set[str] = set()  # fingerprints of certificates that are trusted
        self._choose = button("Choose a file…", self._ask_files, "primary")
        self._back = button("Back  (Esc)", self.left.emit)
        self._trouble = words("", "alert")
        self._trouble.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        title = words("Is this file signed, whole and unchanged?", "title")
        steps = Flow()
        steps.addWidget(self._choose)
        steps.addWidget(self._back)
        self.content.addLayout(stacked(title, words(_ABOUT, "muted"), gap=4))
        self.content.addLayout(stacked(steps, self._trouble))
        self.content.addLayout(self._list)
        self.end()
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def start(self) -> None:
        self._choose.setFocus()

    def _ask_files(self) -> None:
        self.check(files_to_open(self, "Check signed files", "Word files (*.docx)"))

    def check(self, files: Sequence[Path]) -> None:
        """Those asked last stand on top; those asked before stay below."""
        asked = list(dict.fromkeys(files))
        for file in asked:
            if old := self._cards.pop(file, None):
                old.hide()
                old.deleteLater()
        self._cards = {file: self._card(file) for file in asked} | self._cards
        for place, file in enumerate(asked):
            self._list.insertWidget(place, self._cards[file])
        self._waiting = [*(file for file in self._waiting if file not in asked), *asked]
        if asked:
            self.verticalScrollBar().setValue(0)
        self._courier.send(self, self._desk.ask(trusted), self._begin, self._give_up)

    def _begin(self, known: set[str]) -> None:
        self._known = known
        self._look_on()

    def _give_up(self, trouble: CannotProceed) -> None:
        while self._waiting:
            self._cards[self._waiting.pop()].say_trouble(str(trouble))

    def _card(self, file: Path) -> VerdictCard:
        card = VerdictCard(file)
        card.trust_wanted.connect(self._trust)
        return card

    def _look_on(self) -> None:
        if self._under_way or not self._waiting:
            return
        self._under_way = True
        file = self._waiting.pop(0)
        self._courier.send(
            self,
            look_at(file, self._known),
            partial(self._show, file),
            partial(self._say_unreadable, file),
        )

    def _show(self, file: Path, verdict: "Verdict") -> None:
        self._cards[file].show_verdict(verdict)
        tab_through(self._back, [step for card in self._cards.values() for step in card.steps])
        self._look_further()

    def _say_unreadable(self, file: Path, trouble: CannotProceed) -> None:
        self._cards[file].say_trouble(str(trouble))
        self._look_further()

    def _look_further(self) -> None:
        self._under_way = False
        self._look_on()

    def _trust(self, certificate: bytes) -> None:
        """All files are looked at again: the signer may have signed others of them too."""
        self._choose.setFocus()  # what has it now goes with its card
        self._courier.send(
            self,
            self._desk.ask(lambda store: trust(store, certificate)),
            lambda _: self.check(list(self._cards)),
            lambda trouble: say(self._trouble, str(trouble)),
        )
