"""Where something was brought in from, and the press that says it is right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.records.brought import is_of_meeting, whence
from desktop_app.ui.pieces import button, in_a_row, words
from desktop_app.ui.steady import show_in_place

_HOLDS = "It still holds"


class FromElsewhere(QWidget):
    """`short` stands beside a title; `all_of` is what the press confirms more than one thing of."""

    confirmed = Signal()

    def __init__(self, of: str, *, short: bool = False, all_of: str = "") -> None:
        super().__init__()
        self._short = short
        self._all_of = all_of
        self._said = words("", "muted")
        self._said.setWordWrap(not short)
        self._confirm = button(_HOLDS, self.confirmed.emit, "quiet" if short else "")
        self.name(of)
        self.setLayout(in_a_row(self._said, self._confirm))
        self.hide()

    def name(self, of: str) -> None:
        """What it belongs to."""
        self._confirm.setAccessibleDescription(f"Confirms what was brought in: {of}")

    @property
    def last_stop(self) -> QWidget:
        """Where Tab goes on from."""
        return self._confirm

    def show_source(
        self, source: str, *, appear: bool = True, count: int = 1, may_confirm: bool = True
    ) -> None:
        """Where it came from; empty when it is nobody’s but today’s."""
        if source:
            said = "Brought in" if self._short else whence(source)
            self._said.setText(f"{said} ({count})" if count > 1 else said)
            right = _HOLDS if is_of_meeting(source) else "It is right"
            self._confirm.setText(f"{right}  ({self._all_of})" if self._all_of else right)
        self._confirm.setVisible(may_confirm)
        show_in_place(self, shown=bool(source), appear=appear)
