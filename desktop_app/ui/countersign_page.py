"""Countersigning: whoever the council asks for, with a certificate of their own."""

import sys

from PySide6.QtCore import Signal

from desktop_app.services.sealing import Seal
from desktop_app.ui.announce import announce
from desktop_app.ui.fields import Field
from desktop_app.ui.pieces import Column, button, in_a_row, words
from desktop_app.ui.seal_choice import SealChoice


class CountersignPage(Column):
    """`wanted` carries the role and the Seal."""

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._role = Field("Role of whoever countersigns")
        ways = ("file", "windows") if sys.platform == "win32" else ("file",)
        self._seal = SealChoice(ways)
        self._trouble = words("", "alert")
        self._trouble.hide()
        self.content.addWidget(words("Countersign the minutes", "title"))
        self.content.addWidget(
            words(
                "A second digital signature is added to the Word file. The chair’s stays valid, "
                "and the words of the minutes stay as they are."
            )
        )
        for part in (self._role, self._seal, self._trouble):
            self.content.addWidget(part)
        sign = button("Countersign", self._go, "primary")
        self.content.addLayout(in_a_row(button("‹ Back", self.left.emit), sign, None))
        self.end()

    def start(self, role: str) -> None:
        self._role.set_text(role)
        self._trouble.hide()
        self._seal.start(Seal("file"), "")
        self._role.take_focus()

    def say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()
        announce(self._trouble, sentence)

    def _go(self) -> None:
        self.wanted.emit(self._role.text(), self._seal.value())
