"""What a Word file holds, whose it is, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton

from desktop_app.records.meeting import Child
from desktop_app.services.from_file import FromFile, summary, whose_words
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, stacked, words
from desktop_app.ui.theme import set_role
from desktop_app.ui.verdict_card import breakable


class FoundInFile(QFrame):
    """`next_wanted` carries a form; with signed minutes only after the child is confirmed."""

    next_wanted = Signal(str)
    keep_wanted = Signal()
    prepared_wanted = Signal()

    def __init__(
        self, found: FromFile, child: Child | None, steps: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        set_role(self, "card")
        self._sure = QCheckBox()
        self._steps: list[QPushButton] = []
        if found.record:
            self._add_signed_steps(steps)
        prepared = button("Take it as prepared answers…", self.prepared_wanted.emit)
        self._prepared = prepared
        told = [words(breakable(one)) for one in summary(found)]
        if told:
            told[0] = words(breakable(summary(found)[0]), "label")
        limits = [
            words(breakable(one), "muted" if found.record else "alert") for one in found.words
        ]
        layout = stacked(stacked(*told, gap=4), *limits, gap=12)
        if found.record:
            says, tick = whose_words(found, child)
            layout.addWidget(words(breakable(says)))
            self._sure.setText(tick)
            layout.addWidget(self._sure)
        ways = Flow()
        for step in (*self._steps, prepared):
            ways.addWidget(step)
        layout.addLayout(ways)
        layout.setContentsMargins(16, 16, 16, 16)
        self.setLayout(layout)

    def _add_signed_steps(self, steps: Sequence[tuple[str, str]]) -> None:
        for place, (form, name) in enumerate(steps):
            role = "" if place else "primary"
            wanted = partial(self.next_wanted.emit, form)
            self._steps.append(button(f"Start the next: {name}", wanted, role))
        self._steps.append(button("Only keep these minutes here", self.keep_wanted.emit))
        for step in self._steps:
            step.setEnabled(False)
            self._sure.toggled.connect(step.setEnabled)

    def start(self) -> None:
        """The focus on what comes next."""
        (self._sure if self._steps else self._prepared).setFocus()
