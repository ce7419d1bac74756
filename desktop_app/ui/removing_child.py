"""Removing a child of whom no meeting is here: the offer on the child's page, and the wait."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop_app.records.dates import short
from desktop_app.ui.pieces import Column, stacked, words
from desktop_app.ui.sure import sure_of_child


class OfferToRemove(QWidget):
    """Hidden until it is offered."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._backups = words("", "muted")
        sure = sure_of_child("Remove this child…")
        sure.wanted.connect(self.wanted)
        self.setLayout(stacked(words("Off this laptop", "title"), sure, self._backups))
        self.hide()

    def offer(self, backups_until: date | None) -> None:
        if backups_until:
            last = (
                f"Backups on this laptop made before hold the child until {short(backups_until)}."
            )
            self._backups.setText(last)
        self.show()


class RemovingPage(Column):
    """While it lasts: how far it is, and nothing to press. Another page takes its place."""

    def __init__(self) -> None:
        super().__init__()
        progress = QProgressBar()
        progress.setRange(0, 0)
        progress.setAccessibleName("Removing")
        self._how_far = words("", "muted")
        title = words("Removing the child from this laptop", "title")
        self.content.addLayout(stacked(title, progress, self._how_far))
        self.end()

    def say_how_far(self, sentence: str) -> None:
        self._how_far.setText(sentence)
