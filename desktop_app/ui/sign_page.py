"""Signing: the declaration, who signs and how, and what the child's details learn from it."""

import sys
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.services.sealing import Seal
from desktop_app.services.signing import STATEMENT, Difference, Hand
from desktop_app.ui.announce import announce
from desktop_app.ui.drawn_signature import DrawnSignature
from desktop_app.ui.fields import Field
from desktop_app.ui.pieces import Column, button, clear, in_a_row, words
from desktop_app.ui.seal_choice import ALL_WAYS, SealChoice


class SignPage(Column):
    """`sign_wanted` carries Hand, Seal and the confirmed differences."""

    sign_wanted = Signal(object, object, list)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._role = Field("Your name"), Field("Your role")
        on_windows = sys.platform == "win32"
        self.seal = SealChoice([how for how in ALL_WAYS if how != "windows" or on_windows])
        self._drawing = DrawnSignature()
        self._differences = QVBoxLayout()
        self._ticks: list[tuple[QCheckBox, Difference]] = []
        self._trouble = words("", "alert")
        self._trouble.hide()
        self._sign = button("Sign the minutes", self._wanted, "primary")
        self._back = button("‹ Back", self.left.emit)
        # Enter goes on; only the button signs, so that no bounced key can
        self._name.entered.connect(self._role.take_focus)
        self._role.entered.connect(self._sign.setFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        self.content.addWidget(words("Sign the minutes", "title"))
        self.content.addWidget(words(STATEMENT))
        for part in (self._name, self._role, self.seal, self._drawing):
            self.content.addWidget(part)
        self.content.addLayout(self._differences)
        self.content.addWidget(
            words(
                "Signing keeps this version as it is: it can be read, printed and saved as a Word "
                "file, but not changed. A mistake found later is corrected as a new version.",
                "muted",
            )
        )
        self.content.addWidget(self._trouble)
        self.content.addLayout(in_a_row(self._back, self._sign, None))
        self.end()

    def start(self, hand: Hand, seal: Seal, own: str, found: Sequence[Difference]) -> None:
        """Fills in who usually signs and how, and offers what the child's details could learn.

        `own` says whose the certificate of this laptop is; empty when there is none.
        """
        self._name.set_text(hand.name)
        self._role.set_text(hand.role)
        self._drawing.show_value(hand.drawing)
        self.seal.start(seal, own)
        self._trouble.hide()
        clear(self._differences)
        self._ticks = []
        if found:
            self._differences.addWidget(words("Change the child's details too?", "label"))
        for difference in found:
            before = difference.before or "empty"
            tick = QCheckBox(f"{difference.label}: {difference.now} (was: {before})")
            tick.setChecked(True)
            self._ticks.append((tick, difference))
            self._differences.addWidget(tick)
        stops = (*(tick for tick, _ in self._ticks), self._back, self._sign)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._name.take_focus()

    def say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()
        announce(self._trouble, sentence)
        if not self._name.text().strip():
            self._name.take_focus()

    def hand(self) -> Hand:
        return Hand(self._name.text(), self._role.text(), self._drawing.value())

    def _wanted(self) -> None:
        learned = [difference for tick, difference in self._ticks if tick.isChecked()]
        self.sign_wanted.emit(self.hand(), self.seal.value(), learned)
