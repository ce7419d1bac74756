"""A step that is taken only after a tick: what follows from it is said first."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.ui.pieces import button, in_a_row, into_sight, stacked, words


class Sure(QWidget):
    """`wanted` comes from the last button, which the tick sets free.

    `about` tells screen readers which of several like it this one is.
    """

    wanted = Signal()

    def __init__(self, ask: str, explained: str, tick: str, act: str, about: str = "") -> None:
        super().__init__()
        self._ask = button(ask, self.open)
        self._tick = QCheckBox(tick)
        self._act = button(act, self.wanted.emit)
        self._act.setEnabled(False)
        self._tick.toggled.connect(self._act.setEnabled)
        for one in (self._ask, self._tick, self._act) if about else ():
            one.setAccessibleName(f"{one.text()}: {about}")
        self._more = QWidget()
        self._more.setLayout(stacked(words(explained), self._tick, in_a_row(self._act, None)))
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(in_a_row(self._ask, None))
        layout.addWidget(self._more)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self._ask, self._tick, self._act

    def open(self) -> None:
        """Shows what follows, with the focus on the tick."""
        self._ask.hide()
        self._more.show()
        self._tick.setFocus()
        into_sight(self._act, self._tick)


def sure_of_trust(about: str) -> Sure:
    """Before a certificate is trusted; the same wherever that can be done."""
    return Sure(
        "Trust this certificate…",
        "Ask the signer, by phone or in person, to read out the fingerprint of their certificate: "
        "in Chairside it stands in Settings, under “Sealing”. Only if all of it is the same is the "
        "certificate theirs.",
        "I compared the fingerprint with the signer",
        "Trust it from now on",
        about,
    )


def sure_of_child(ask: str) -> Sure:
    """Before a child without meetings is removed; the same wherever that can be done."""
    return Sure(
        ask,
        "Name, number, key dates and what was kept of earlier meetings, open actions too, go for "
        "good. The trail keeps that a child was removed, not who. Keep the child if you chair the "
        "next meeting.",
        "I do not need this child here any more",
        "Remove the child now",
    )


def tab_through(before: QWidget, steps: Iterable[Sure], *after: QWidget) -> None:
    """What is made late comes last for Tab unless it is put in its place."""
    stops = (before, *(stop for step in steps for stop in step.stops), *after)
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)
