"""Says where children share a case number: by initials, for the room may see it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.case_numbers import Shared
from desktop_app.ui.pieces import button, card, clear, in_a_row, stacked, words

_MOST = 3  # in sight; the rest come up when these are settled
_WHAT_TO_DO = "Either both are one child, or one number is wrong."


class SharedNumbers(QWidget):
    """Hidden where every number is one child's. `child_chosen` carries the id of the first."""

    child_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._content = QVBoxLayout(self)
        self._content.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_all(self, shared: Sequence[Shared]) -> None:
        clear(self._content)
        lines: list[QWidget] = []
        for one in shared[:_MOST]:
            step = button("See both", partial(self._choose, one))
            step.setAccessibleName(f"{step.text()}: {one.sentence}")
            said = words(f"{one.sentence} {_WHAT_TO_DO}")
            part = QWidget()
            row = in_a_row(said, step, gap=16)
            row.setAlignment(step, Qt.AlignmentFlag.AlignTop)
            part.setLayout(row)
            lines.append(part)
        if len(shared) > _MOST:
            lines.append(words(f"{len(shared) - _MOST} more numbers are shared.", "muted"))
        if lines:
            self._content.addWidget(card(stacked(*lines, gap=12), margin=16))
        self.setVisible(bool(lines))

    def _choose(self, one: Shared) -> None:
        self.child_chosen.emit(one.children[0].id)
