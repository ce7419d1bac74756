"""What can be done with the minutes besides typing and signing: one button and a sentence each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout

from desktop_app.services.after_meeting import Step
from desktop_app.ui.pieces import Column, button, clear, in_a_row, stacked, words


class AfterPage(Column):
    """`chosen` carries the place of a way among those given."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        self.content.addLayout(stacked(words("After the meeting", "title"), self._steps))
        self._buttons: list[QPushButton] = []
        list_of_ways = QGridLayout()
        list_of_ways.setSpacing(16)
        list_of_ways.setColumnStretch(1, 1)
        for place, (does, why) in enumerate(ways):
            keys = f"Alt+{place + 1}"
            made = button(f"{does}  ({keys})", partial(self.chosen.emit, place))
            QShortcut(QKeySequence(keys), self, made.click)
            made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            made.setAccessibleDescription(why)
            self._buttons.append(made)
            list_of_ways.addWidget(made, place, 0)
            list_of_ways.addWidget(words(why, "muted"), place, 1)
        self.content.addLayout(list_of_ways)
        self.content.addLayout(in_a_row(button("‹ Back  (Esc)", self.left.emit), None))
        self.end()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Comes after the page: the store is asked for it."""
        clear(self._steps)
        for step in steps:
            self._steps.addWidget(words(step.words, "good" if step.done else "muted"))

    def start(self) -> None:
        self._buttons[0].setFocus()
