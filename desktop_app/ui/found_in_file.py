"""What a Word file holds, whose it is, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPushButton, QWidget

from desktop_app.records.meeting import Child
from desktop_app.services.from_file import FromFile, recommended, summary, whose_words
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
        self,
        found: FromFile,
        child: Child | None,
        steps: Sequence[tuple[str, str]],
        instead_of: str,
    ) -> None:
        super().__init__()
        set_role(self, "card")
        self._sure = QCheckBox()
        self._steps: list[QPushButton] = []
        if found.record:
            self._add_signed_steps(steps)
        prepared = button("Take it as prepared answers…", self.prepared_wanted.emit)
        self._prepared = prepared
        told = [_line(one, "" if place else "label") for place, one in enumerate(summary(found))]
        limits = [_line(one, "muted" if found.record else "") for one in found.words]
        if limits and told and not found.record:  # ours, and yet not to be taken in as signed
            set_role(limits[0], "alert")
        layout = stacked(stacked(*told, gap=4), *limits, gap=12)
        if found.record:
            says, tick = whose_words(found, child)
            for sentence in filter(None, (instead_of, says)):
                layout.addWidget(_line(sentence))
            self._sure.setText(tick)
            layout.addWidget(self._sure)
        ways = Flow()
        for step in (*self._steps, prepared):
            ways.addWidget(step)
        layout.addLayout(ways)
        if actions := recommended(found):
            listed = (_line(one, "muted") for one in actions)
            layout.addLayout(stacked(words("Recommended actions", "label"), *listed, gap=4))
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

    @property
    def steps(self) -> tuple[QWidget, ...]:
        """What comes next, the first step first."""
        return (self._sure, *self._steps) if self._steps else (self._prepared,)


def _line(of_others: str, role: str = "") -> QLabel:
    return words(breakable(of_others), role)
