"""Putting a backup back: which one, what opens it, and what was done. Nothing is open.

It can be reached without the store, which may be damaged or not yet there.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from desktop_app.services.backing_up import SET_ASIDE_DAYS
from desktop_app.services.backups_in_words import in_words
from desktop_app.storage.backups import ENDING, Backup, Folder
from desktop_app.ui.announce import announce
from desktop_app.ui.backup_key import BackupKey
from desktop_app.ui.fields import Pick, say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, into_sight, stacked, words

_WHY = (
    "Everything in Chairside on this laptop becomes as it was when the backup was made; what was "
    "typed since is not in it. Minutes that were taken off this laptop since stay off, and drafts "
    "that were handed over stay so. What is here now is set aside first, for "
    f"{SET_ASIDE_DAYS} days, and can be put back in the same way."
)
_NONE = "There is none in the folder of backups on this laptop. Choose the file of one."
_DONE = (
    "From now on the passphrase that you have just typed opens Chairside here, and so does the "
    "recovery sheet that was in use when the backup was made, on the laptop that made it."
)


class RestorePage(Column):
    """`wanted` carries the path of a backup and the passphrase; `file_chosen` one from elsewhere.

    `recovery_wanted` carries the path, the printed key and the new passphrase. `how_far` may be
    emitted from any thread.
    """

    wanted = Signal(Path, str)
    recovery_wanted = Signal(Path, str, str)
    file_chosen = Signal(Path)
    left = Signal()
    how_far = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._picks: dict[Path, Pick] = {}
        self._offered: list[Backup] = []
        self._choices = QVBoxLayout()
        self._choices.setSpacing(4)
        self._none = words(_NONE, "muted")
        self._damaged = words("", "alert")
        self._damaged.hide()
        self._file = button("Choose the file of a backup…", self._ask_file)
        self._secret = BackupKey()
        self._go = button("Put it back", self._want, "primary")
        self._back = button("Back  (Esc)", self.left.emit)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName("Putting the backup back")
        self._how_far, self._trouble = words("", "muted"), words("", "alert")
        self._asking, self._done = QWidget(), QVBoxLayout()
        self._lay_out()
        self._secret.entered.connect(self._want)
        self._secret.changed.connect(self._let_go_on)
        self.how_far.connect(self._how_far.setText)
        self._esc = QShortcut(QKeySequence("Esc"), self, self.left.emit)
        self._show_busy(is_busy=False)

    def _lay_out(self) -> None:
        steps = Flow()
        steps.addWidget(self._go)
        steps.addWidget(self._back)
        which = stacked(
            words("Which one", "label"), self._choices, self._damaged, self._none, self._file
        )
        self._none.hide()
        self._trouble.hide()
        said = stacked(self._progress, self._how_far, self._trouble)
        asked = stacked(words(_WHY), which, self._secret, said, steps, gap=16)
        self._asking.setLayout(asked)
        self.content.addWidget(words("Put a backup back", "title"))
        self.content.addWidget(self._asking)
        self.content.addLayout(self._done)
        self.end()

    def offer(self, folder: Folder) -> None:
        """The newest first; it is chosen, unless it is what another was put in place of."""
        found = folder.found
        say(self._damaged, "\n".join(folder.sentences))
        for one in found:
            self._add(one)
        self._none.setVisible(not found)
        if found:
            self._choose(next((one for one in found if not one.was_set_aside), found[0]))
        else:
            self._file.setFocus()

    def add(self, one: Backup) -> None:
        """One from elsewhere, which is chosen."""
        say(self._trouble, "")
        self._none.hide()
        if one.path not in self._picks:
            self._add(one)
        self._choose(one)

    def _add(self, one: Backup) -> None:
        pick = Pick()
        pick.entered.connect(self._secret.take_focus)
        before = [*self._picks.values()]
        self._picks[one.path] = pick
        self._offered.append(one)
        for other in self._offered:
            self._picks[other.path].setText(in_words(other, self._offered))
        self._choices.addWidget(pick)
        pick.show()  # at once, or it could not take the focus
        if before:
            QWidget.setTabOrder(before[-1], pick)
        QWidget.setTabOrder(pick, self._file)

    def _choose(self, one: Backup) -> None:
        pick = self._picks[one.path]
        pick.setChecked(True)
        pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_file(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            "Backup to put back",
            QStandardPaths.writableLocation(documents),
            f"Backups of Chairside (*{ENDING})",
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))

    def _want(self) -> None:
        if self._secret.waits:
            return
        say(self._trouble, "")
        self._secret.say_nothing()
        chosen = next((path for path, pick in self._picks.items() if pick.isChecked()), None)
        if chosen is None:
            say(self._trouble, "Choose a backup first.")
            self._file.setFocus()
        elif given := self._secret.checked():
            self._show_busy(is_busy=True)
            signal = self.recovery_wanted if self._secret.by_recovery_key else self.wanted
            signal.emit(chosen, *given)

    # what became of it

    def say_trouble(self, sentence: str) -> None:
        """Nothing was put back, and why; what was typed stays."""
        self._show_busy(is_busy=False)
        say(self._trouble, sentence)
        self._go.setFocus()
        into_sight(self._trouble)

    def refuse(self, sentence: str, seconds: int = 0) -> None:
        """Passphrase or key opens another; after so many seconds one can be tried again."""
        self._show_busy(is_busy=False)
        self._secret.refuse(sentence)
        self._secret.waiting.begin(seconds)

    def show_done(self, sentences: Sequence[str]) -> None:
        """What was done, with one way on."""
        self._show_busy(is_busy=False)
        self._secret.clear()
        self._asking.hide()
        on = button("Unlock Chairside", self.left.emit, "primary")
        for sentence in sentences:
            self._done.addWidget(words(sentence))
        self._done.addWidget(words(_DONE))
        self._done.addWidget(on)
        on.setFocus()
        announce(self, " ".join(sentences))

    def _show_busy(self, *, is_busy: bool) -> None:
        """Nothing leads away while the store is being replaced."""
        self._progress.setVisible(is_busy)
        self._how_far.setText("")
        self._how_far.setVisible(is_busy)
        for widget in (*self._picks.values(), self._file, self._secret, self._back):
            widget.setEnabled(not is_busy)
        self._esc.setEnabled(not is_busy)
        self._let_go_on()
        if is_busy:
            into_sight(self._how_far)

    def _let_go_on(self) -> None:
        self._go.setEnabled(self._back.isEnabled() and not self._secret.waits)
