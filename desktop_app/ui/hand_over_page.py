"""Handing a draft over: a passphrase for the file, where it goes, the way back and the way off."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import folder_to_use
from desktop_app.ui.flow import Flow
from desktop_app.ui.new_passphrase import NewPassphrase
from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.sure import Sure

SAY_BUSY_AFTER = 300  # milliseconds
_ABOUT = (
    "The draft goes into one encrypted file that opens with its own passphrase, in Chairside on "
    "the other laptop. From then on it is read-only here, so that nobody types in two places."
)
_TELL_IT = (
    "Tell the passphrase by phone or in person, never together with the file. Nobody can open "
    "the file without it; the draft stays here, and you can continue here after all."
)
_BACK = (
    "What is typed on the other laptop meanwhile does not come here by itself, and its file will "
    "be refused. Agree with whoever has it that they stop."
)
_OFF = (
    "Every word of the draft goes from this laptop for good, with the open actions that nothing "
    "else here holds; backups made before keep them until they expire. The trail says that it was "
    "removed. Its file still opens here, or the signed minutes once they are there."
)


class HandOverPage(Column):
    """`wanted` carries the passphrase and the folder; the others were confirmed by a tick."""

    wanted = Signal(str, object)
    back_wanted = Signal()
    off_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._passphrase = NewPassphrase("Passphrase of this file")
        self._save = button("Save the file…", self._ask_folder, "primary")
        self._busy = words("", "muted")
        self._alert = words("", "alert")
        self._title = words("", "title")
        self._state = words("", "label")
        self._giving, self._given = QWidget(), QWidget()
        self._sure = Sure(
            "Continue here after all…",
            _BACK,
            "The draft is not being worked on anywhere else",
            "Continue here",
        )
        self._off = Sure(
            "Take it off this laptop…",
            _OFF,
            "I have made sure that it was opened on the other laptop",
            "Take it off now",
        )
        self._back = button("‹ Back  (Esc)", self.left.emit)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(lambda: say(self._busy, "Encrypting the file…"))
        self._lay_out()
        self._passphrase.entered.connect(self._ask_folder)
        self._sure.wanted.connect(self.back_wanted)
        self._off.wanted.connect(self.off_wanted)

    def _lay_out(self) -> None:
        self._giving.setLayout(
            stacked(words(_ABOUT), words(_TELL_IT, "muted"), self._passphrase, gap=16)
        )
        about = "It is read-only here. Open its file in Chairside on the other laptop to go on."
        self._given.setLayout(stacked(self._state, words(about), self._sure, self._off, gap=16))
        self.content.addWidget(self._title)
        self.content.addWidget(self._giving)
        self.content.addWidget(self._given)
        self.content.addLayout(stacked(self._busy, self._alert))
        steps = Flow()
        steps.addWidget(self._save)
        steps.addWidget(self._back)
        self.content.addLayout(steps)
        self.end()

    def start(self, handed_over: str) -> None:
        """`handed_over` says when it was; empty for a draft that is in work here."""
        self._rest()
        self._passphrase.clear()
        say(self._alert, "")
        say(self._state, handed_over)
        self._giving.setVisible(not handed_over)
        self._save.setVisible(not handed_over)
        self._title.setText("This draft was handed over" if handed_over else "Hand over this draft")
        self._given.setVisible(bool(handed_over))
        (self._back if handed_over else self._passphrase).setFocus()

    def say_removing(self, sentence: str) -> None:
        """There is no other step until it is off."""
        self._given.setEnabled(False)
        self._back.setEnabled(False)
        say(self._alert, "")
        say(self._busy, sentence)

    def say_trouble(self, sentence: str) -> None:
        """Nothing was handed over, taken back or off; what was typed stays."""
        self._rest()
        say(self._alert, sentence)

    def _ask_folder(self) -> None:
        if not self._passphrase.checked():
            return
        if folder := folder_to_use(self, "Save the file in"):
            self.hand_over(folder)

    def hand_over(self, folder: Path) -> None:
        """Asks for it, with the passphrase that is typed."""
        if passphrase := self._passphrase.checked():
            say(self._alert, "")
            self._save.setEnabled(False)
            self._patience.start()
            self.wanted.emit(passphrase, folder)

    def _rest(self) -> None:
        self._patience.stop()
        say(self._busy, "")
        for step in (self._save, self._given, self._back):
            step.setEnabled(True)
