"""The part of the settings page about backups: which there are, making one, putting one back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from desktop_app.records.dates import short
from desktop_app.services.backing_up import KEEP
from desktop_app.services.backups_in_words import in_words
from desktop_app.storage.backups import Folder
from desktop_app.ui.fields import Field, say
from desktop_app.ui.pieces import button, clear, in_a_row, into_sight, stacked, words
from desktop_app.ui.settings_parts import Part
from desktop_app.ui.sure import Sure, tab_through

_NONE = "There is none yet."
_PUT_BACK = (
    "If this laptop’s minutes are damaged, or something was lost. Chairside locks for it, and "
    "nothing is changed before you have chosen a backup and typed its passphrase."
)


class BackupsPart(Part):
    """`elsewhere_wanted` carries the folder; `put_back_wanted` leaves the settings."""

    now_wanted = Signal()
    stop_wanted = Signal()
    elsewhere_wanted = Signal(Path)
    put_back_wanted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "Backups",
            "Chairside makes a backup a day by itself. It is encrypted as the minutes are, and "
            "opens with the passphrase of the day on which it was made, or with this laptop’s "
            f"recovery sheet. The newest {KEEP} of these are kept, none for longer than its date; "
            "one that you ask for stays until its date.",
        )
        self._last, self._others = words("", "label"), words("", "muted")
        self._damaged = words("", "alert")
        self._now = button("Make a backup now", self.now_wanted.emit)
        self._elsewhere = QVBoxLayout()
        self._sure: Sure | None = None
        self._until: date | None = None  # of a backup that is made today
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName("Making a backup")
        self._stop = button("Stop", self.stop_wanted.emit)
        self._stop.setAccessibleName("Stop making the backup")
        self._how_far, self._said = words("", "muted"), words("", "good")
        self._trouble = words("", "alert")
        self._put_back = button("Put a backup back…", self.put_back_wanted.emit)
        under_way = (self._progress, self._how_far, self._stop)
        for widget in (self._others, self._damaged, *under_way, self._said, self._trouble):
            widget.hide()
        self._lay_out(folder)

    def _lay_out(self, folder: Path) -> None:
        place = Field(
            "Folder of these backups",
            "It is on this laptop, and would be lost with it.",
        )
        place.set_text(str(folder))
        place.box.setReadOnly(True)
        place.box.setCursorPosition(0)
        self.content.addLayout(stacked(self._last, self._others, self._damaged, gap=4))
        self.content.addWidget(place)
        said = stacked(self._progress, self._how_far, self._stop, self._said, self._trouble)
        self.content.addLayout(stacked(in_a_row(self._now, None), self._elsewhere, said))
        self.content.addLayout(stacked(self._put_back, words(_PUT_BACK, "muted"), gap=4))

    def show_backups(self, folder: Folder) -> None:
        """The newest first."""
        found = folder.found
        say(self._damaged, "\n".join(folder.sentences))
        last = next((one for one in found if not one.was_set_aside), None)
        self._last.setText(f"Last backup: {in_words(last, found)}" if last else _NONE)
        others = [in_words(one, found) for one in found if one is not last]
        self._others.setText("\n".join(["Also there:", *others]))
        self._others.setVisible(bool(others))

    def offer_elsewhere(self, until: date) -> None:
        """`until` is the last day of a backup that is made today. A step half taken is left."""
        if self._until != until:
            self._until = until
            self._ask_about_elsewhere(until)

    def _ask_about_elsewhere(self, until: date) -> None:
        """Closed, as it is to be each time."""
        focused = self._sure and self._sure.isAncestorOf(self.window().focusWidget())
        clear(self._elsewhere)
        self._sure = sure = Sure(
            "Save one to a folder of your choice…",
            "The file holds everything that Chairside keeps on this laptop. It stays encrypted, "
            "and opens with the passphrase that you use today, even after you change it. From "
            "there Chairside cannot remove it: somebody has to.",
            f"I will see that it is removed by {short(until)}",
            "Choose the folder…",
        )
        sure.wanted.connect(self._ask_folder)
        self._elsewhere.addWidget(sure)
        tab_through(self._now, [sure], self._stop, self._put_back)
        if focused:
            sure.show()  # at once, or it could not take the focus
            sure.stops[0].setFocus()

    def _ask_folder(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        usual = QStandardPaths.writableLocation(documents)
        if folder := QFileDialog.getExistingDirectory(self, "Save a backup in", usual):
            self.elsewhere_wanted.emit(Path(folder))

    # while one is made, and what became of it

    def forget(self) -> None:
        """What became of the one before."""
        say(self._said, "")
        say(self._trouble, "")
        self._how_far.setText("")

    def show_busy(self) -> None:
        self._show_progress(shown=True)
        self._bring_up(self._stop)

    def say_how_far(self, sentence: str) -> None:
        self._how_far.setText(sentence)

    def say_made(self, sentence: str) -> None:
        self._show_progress(shown=False)
        say(self._said, f"✓ {sentence}")
        self._bring_up(self._said)
        if self._until:
            self._ask_about_elsewhere(self._until)

    def say_trouble(self, sentence: str) -> None:
        """No backup was made, or they cannot be listed, and why."""
        self._show_progress(shown=False)
        say(self._trouble, sentence)
        self._bring_up(self._trouble)

    def _show_progress(self, *, shown: bool) -> None:
        """The buttons stay: the focus must not be moved while it waits on one."""
        if self._stop.hasFocus():
            self._now.setFocus()
        for widget in (self._progress, self._how_far, self._stop):
            widget.setVisible(shown)

    def _bring_up(self, widget: QWidget) -> None:
        """Unless the chair is at another part of the settings meanwhile."""
        focused = self.window().focusWidget()
        if focused and self.isAncestorOf(focused):
            into_sight(widget)
