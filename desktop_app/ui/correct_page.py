"""Correcting signed minutes: why, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from desktop_app.services.signing import no_correction
from desktop_app.ui.fields import Field
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words


class CorrectPage(Column):
    """`begin_wanted` and `reason_typed` carry the reason; `give_up_wanted` was confirmed."""

    begin_wanted = Signal(str)
    reason_typed = Signal(str)
    give_up_wanted = Signal()
    left = Signal()

    def __init__(self, *, is_begun: bool) -> None:
        super().__init__()
        self._is_begun = is_begun
        self._reason = Field("Why are they corrected?", "This prints in the corrected minutes.")
        self.content.addWidget(words("Correct the signed minutes", "title"))
        self.content.addWidget(
            words(
                "What was signed stays as it is, and its Word file with it. The correction "
                "becomes the next version: it names the one before, says why it was made, and is "
                "checked and signed like any other minutes."
            )
        )
        self.content.addWidget(self._reason)
        back = button("‹ Back", self.left.emit)
        if is_begun:
            self._reason.typed.connect(self.reason_typed)
            self._reason.entered.connect(self._leave_with_reason)
            self.content.addLayout(in_a_row(back, None))
            self._add_giving_up()
        else:
            begin = button("Begin the correction", self._begin, "primary")
            self._reason.entered.connect(self._begin)
            self.content.addLayout(in_a_row(back, begin, None))
        self.end()

    def _add_giving_up(self) -> None:
        sure = QCheckBox("Yes, remove what I changed in this correction")
        give_up = button("Give up this correction", self.give_up_wanted.emit)
        give_up.setEnabled(False)
        sure.toggled.connect(give_up.setEnabled)
        head = words("No correction after all?", "label")
        stays = words("The signed minutes stay as they are.", "muted")
        self.content.addLayout(stacked(head, stays, sure, in_a_row(give_up, None)))

    def start(self, reason: str) -> None:
        self._reason.set_text(reason)
        self._reason.say("")
        self._reason.take_focus()

    def _begin(self) -> None:
        if self._is_reason():
            self.begin_wanted.emit(self._reason.text().strip())

    def _leave_with_reason(self) -> None:
        if self._is_reason():
            self.left.emit()

    def _is_reason(self) -> bool:
        """What is none is refused."""
        refused = no_correction(self._reason.text())
        if refused:
            self._reason.refuse(refused)
        return not refused
