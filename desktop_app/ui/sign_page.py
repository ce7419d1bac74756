"""Signing: the declaration, who signs, and what the child's details learn from it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.services.signing import STATEMENT, Difference
from desktop_app.ui.announce import announce
from desktop_app.ui.pieces import Column, button, clear, in_a_row, stacked, words


class SignPage(Column):
    """`sign_wanted` carries name, role and the confirmed differences."""

    sign_wanted = Signal(str, str, list)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._role = QLineEdit(), QLineEdit()
        self._differences = QVBoxLayout()
        self._ticks: list[tuple[QCheckBox, Difference]] = []
        self._trouble = words("", "alert")
        self._trouble.hide()
        self._sign = button("Sign the minutes", self._wanted, "primary")
        self._back = button("‹ Back", self.left.emit)
        self.content.addWidget(words("Sign the minutes", "title"))
        self.content.addWidget(words(STATEMENT))
        for label, line in (("Your name", self._name), ("Your role", self._role)):
            heading = QLabel(label)
            heading.setBuddy(line)
            line.setAccessibleName(label)
            self.content.addLayout(stacked(heading, line, gap=4))
        # Enter goes on; only the button signs, so that no bounced key can
        self._name.returnPressed.connect(self._role.setFocus)
        self._role.returnPressed.connect(self._sign.setFocus)
        self.content.addLayout(self._differences)
        self.content.addWidget(
            words(
                "Signing keeps this version as it is: it can be read, printed and saved as a Word "
                "file, but not changed.",
                "muted",
            )
        )
        self.content.addWidget(self._trouble)
        self.content.addLayout(in_a_row(self._back, self._sign, None))
        self.end()

    def start(self, name: str, role: str, found: Sequence[Difference]) -> None:
        """Fills in who usually signs, and offers what the child's details could learn."""
        self._name.setText(name)
        self._role.setText(role)
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
        stops = (self._name, self._role, *(tick for tick, _ in self._ticks), self._back, self._sign)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._name.setFocus()

    def say_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()
        announce(self._trouble, sentence)
        if not self._name.text().strip():
            self._name.setFocus()

    def _wanted(self) -> None:
        learned = [difference for tick, difference in self._ticks if tick.isChecked()]
        self.sign_wanted.emit(self._name.text(), self._role.text(), learned)
