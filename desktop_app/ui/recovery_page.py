"""The recovery key, shown once: printed or saved, and proved to be written down."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop_app.errors import CannotProceed
from desktop_app.ui.fields import Field, say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, card, stacked, words
from desktop_app.ui.recovery_sheet import MONOSPACED, key_lines, print_sheet, save_sheet

_LARGER = 1.3  # times the text's size
_MISREAD = str.maketrans("OIL", "011")  # the key has no O, I or L


def _as_read(group: str) -> str:
    return group.strip().upper().translate(_MISREAD)


class RecoveryPage(Column):
    """`finished` once the last group of the key was typed from the sheet."""

    finished = Signal()

    def __init__(self, widest: int, step: str) -> None:
        super().__init__(widest)
        self._key = ""
        self._shown = QLabel()
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = words("", "alert")
        self._said.hide()
        self._done = words("", "good")
        self._done.hide()
        hint = "To show that it is written down, type the last four characters from the sheet."
        self._proof = Field("Last group of the key", hint)
        self._proof.entered.connect(self._finish)
        self._lay_out(step)

    def _lay_out(self, step: str) -> None:
        why = (
            "If the passphrase is ever lost, this key is the only way back to the minutes. "
            "Keep the sheet locked away, not with the laptop. It is shown only now."
        )
        sheet = Flow()
        sheet.addWidget(button("Print the sheet", self._print))
        sheet.addWidget(button("Save as PDF", self._save))
        head = [words(step, "muted"), words("Keep the recovery sheet", "title"), words(why)]
        self.content.addStretch(1)
        self.content.addLayout(stacked(*head, gap=4))
        self.content.addWidget(card(stacked(self._shown), margin=16))
        self.content.addLayout(sheet)
        self.content.addLayout(stacked(self._said, self._done))
        self.content.addWidget(self._proof)
        self.content.addWidget(button("Start using Chairside", self._finish, "primary"))
        self.content.addStretch(2)

    def show_key(self, key: str) -> None:
        self._key = key
        font = QFont()
        font.setFamilies(MONOSPACED)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(self.font().pointSizeF() * _LARGER)
        self._shown.setFont(font)
        self._shown.setText("\n".join(key_lines(key)))
        self._shown.setAccessibleName("Recovery key: " + ", ".join(key.split("-")))

    def start(self) -> None:
        """The caret where the proof is typed, the key in sight above it."""
        self._proof.take_focus()

    def say_trouble(self, sentence: str) -> None:
        say(self._done, "")
        say(self._said, sentence)
        self.ensureWidgetVisible(self._said)

    def _say_done(self, sentence: str) -> None:
        say(self._said, "")
        say(self._done, sentence)
        self._proof.take_focus()

    def _print(self) -> None:
        if print_sheet(self._key, self):
            self._say_done("The sheet was sent to the printer.")

    def _save(self) -> None:
        ask = "Save the recovery sheet, best not on this laptop"
        chosen, _ = QFileDialog.getSaveFileName(
            self, ask, "Chairside recovery sheet.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Writes the PDF, and says whether it is there."""
        try:
            save_sheet(self._key, path)
        except CannotProceed as trouble:
            self.say_trouble(str(trouble))
        else:
            self._say_done(f"The sheet was saved: {path.name}")

    def _finish(self) -> None:
        if _as_read(self._proof.text()) == _as_read(self._key.rpartition("-")[2]):
            self._proof.say("")
            self.finished.emit()
        elif self._proof.text().strip():
            self._proof.refuse("That is not the last group of the key. Compare it with the sheet.")
        else:
            self._proof.refuse("Type the last four characters of the key.")
