"""The recovery key, shown once: printed or saved, and proved to be on paper.

While its last group is typed the key is out of sight: who copies it from the screen has no sheet.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from desktop_app.ui.fields import Field, say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, card, stacked, words
from desktop_app.ui.recovery_sheet import MONOSPACED, key_lines, print_sheet, sheet_pdf

_LARGER = 1.3  # times the text's size
_MISREAD = str.maketrans("OIL", "011")  # the key has no O, I or L
_HIDDEN = "The key is hidden while you type its last group from the sheet."
WHY = (
    "If the passphrase is ever lost, this key is the only way back to the minutes. Keep the sheet "
    "locked away, not with the laptop. It is shown only now."
)


def _as_read(group: str) -> str:
    return group.strip().upper().translate(_MISREAD)


class RecoveryPage(Column):
    """`proved` once the last group of the key was typed from the sheet; more may have to follow.

    `sheet_wanted` carries where the PDF is to be saved, and the whole of it. `step` and `why` stand
    above and below the title; `leads_on` is what the last button says, and `way_out` a button for
    whoever wants no sheet now.
    """

    sheet_wanted = Signal(Path, bytes)
    proved = Signal()

    def __init__(
        self, widest: int, step: str, why: str, leads_on: str, way_out: QPushButton | None = None
    ) -> None:
        super().__init__(widest)
        self._key = ""
        self._is_proved = False
        self._shown = QLabel()
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hidden = words(_HIDDEN, "muted")
        self._said, self._done = words("", "alert"), words("", "good")
        hint = "To show that you have the sheet, type the last four characters of the key from it."
        self._proof = Field("Last group of the key", hint)
        self._proof.entered.connect(self._prove)
        self._print_it = button("Print the sheet", self._print)
        self._way_out = way_out
        self._showing, self._proving = QWidget(), QWidget()
        self._lay_out(step, why, leads_on)
        self._turn(proving=False)

    def _lay_out(self, step: str, why: str, leads_on: str) -> None:
        sheet, further, last = Flow(), Flow(), Flow()
        sheet.addWidget(self._print_it)
        sheet.addWidget(button("Save as PDF", self._save))
        further.addWidget(button("I have the sheet", self._ask_for_proof, "primary"))
        last.addWidget(button(leads_on, self._prove, "primary"))
        last.addWidget(button("Show the key again", self.start))
        self._showing.setLayout(stacked(card(stacked(self._shown), margin=16), sheet, gap=16))
        self._proving.setLayout(stacked(self._hidden, self._proof, last, gap=16))
        self._further = QWidget()
        self._further.setLayout(further)
        head = [words(step, "muted"), words("Keep the recovery sheet", "title"), words(why)]
        self.content.addStretch(1)
        self.content.addLayout(stacked(*head, gap=4))
        self.content.addWidget(self._showing)
        self.content.addLayout(stacked(self._said, self._done))
        self.content.addWidget(self._further)
        self.content.addWidget(self._proving)
        if self._way_out:
            self.content.addWidget(self._way_out)
        self.content.addStretch(2)

    @property
    def waits_for_proof(self) -> bool:
        """The key is shown, or hidden for now: whoever leaves does not see it again."""
        return bool(self._key) and not self._is_proved

    def show_key(self, key: str) -> None:
        self._key = key
        self._is_proved = False
        font = QFont()
        font.setFamilies(MONOSPACED)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(self.font().pointSizeF() * _LARGER)
        self._shown.setFont(font)
        self._shown.setText("\n".join(key_lines(key)))
        self._shown.setAccessibleName("Recovery key: " + ", ".join(key.split("-")))

    def start(self) -> None:
        """The key in sight, the first way to keep it under the hand."""
        self._turn(proving=False)
        self._print_it.setFocus()

    def _ask_for_proof(self) -> None:
        self._turn(proving=True)
        self._proof.take_focus()

    def _turn(self, *, proving: bool) -> None:
        """Either the key is in sight, or what asks for it."""
        for label in (self._said, self._done):
            say(label, "")
        self._proof.set_text("")
        self._proof.say("")
        self._proving.setVisible(proving)
        self._showing.setVisible(not proving)
        self._further.setVisible(not proving)

    def say_trouble(self, sentence: str) -> None:
        """The sheet was not saved, or what follows from its proof was not done."""
        self._is_proved = False
        say(self._done, "")
        say(self._said, sentence)
        self.ensureWidgetVisible(self._said)

    def _say_done(self, sentence: str) -> None:
        say(self._said, "")
        say(self._done, sentence)

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
        """Asks for the PDF; `say_saved` or `say_trouble` is the answer."""
        self.sheet_wanted.emit(path, sheet_pdf(self._key))

    def say_saved(self, path: Path) -> None:
        self._say_done(f"The sheet was saved: {path.name}")

    def _prove(self) -> None:
        if self._is_proved:  # what follows from it is under way
            return
        say(self._said, "")
        typed, last = _as_read(self._proof.text()), self._key.rpartition("-")[2]
        if last and typed == _as_read(last):
            self._proof.say("")
            self._is_proved = True
            self.proved.emit()
        elif self._proof.text().strip():
            self._proof.refuse("That is not the last group of the key. Compare it with the sheet.")
        else:
            self._proof.refuse("Type the last four characters of the key.")
