"""What can be done with the minutes besides typing and signing: one button and a sentence each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words


class AfterPage(Column):
    """`chosen` carries the place of a way among those given."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.content.addWidget(words("After the meeting", "title"))
        self._buttons: list[QPushButton] = []
        for place, (does, why) in enumerate(ways):
            made = button(does, partial(self.chosen.emit, place))
            made.setAccessibleDescription(why)
            self._buttons.append(made)
            self.content.addLayout(stacked(made, words(why, "muted"), gap=4))
        self.content.addLayout(in_a_row(button("‹ Back", self.left.emit), None))
        self.end()

    def start(self) -> None:
        self._buttons[0].setFocus()
