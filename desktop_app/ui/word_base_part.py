"""The part of the settings page about the council's own Word file with its letterhead."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.services.word_base import InUse
from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import file_to_open
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, clear, stacked, words
from desktop_app.ui.settings_parts import Part
from desktop_app.ui.verdict_card import breakable


class WordBasePart(Part):
    """`file_chosen` carries a Word file, `ours_wanted` asks for Chairside's own page."""

    file_chosen = Signal(Path)
    ours_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Word template",
            "Minutes can be written into your council’s own Word file, with its letterhead, logo "
            "and fonts. It is looked at first: macros, links and hidden parts are refused. Minutes "
            "already signed stay as they are.",
        )
        self._words = words("")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        self._refused = QVBoxLayout()
        self._refused.setSpacing(4)
        self._trouble = words("", "alert")
        self._trouble.hide()
        self._choose = button("Choose a Word file…", self._ask_file)
        self._ours = button("Use Chairside’s own page again", self.ours_wanted.emit)
        self._ours.hide()
        steps = Flow()
        steps.addWidget(self._choose)
        steps.addWidget(self._ours)
        self.content.addLayout(stacked(self._words, self._notes, self._trouble, self._refused))
        self.content.addLayout(steps)

    def show_in_use(self, base: InUse) -> None:
        """What minutes are written into now, and what its officer should know."""
        say(self._trouble, "")
        clear(self._refused)
        clear(self._notes)
        self._words.setText(base.words)
        for sentence in base.notes:
            self._notes.addWidget(words(f"• {breakable(sentence)}", "muted"))
        for sentence in base.refused:
            self._notes.addWidget(words(f"• {breakable(sentence)}", "alert"))
        if self._ours.hasFocus() and not base.kept:
            self._choose.setFocus()
        self._ours.setVisible(base.kept)

    def say_trouble(self, sentence: str, reasons: tuple[str, ...] = ()) -> None:
        """Nothing was changed, and why; what is in use stays in sight."""
        say(self._trouble, sentence)
        clear(self._refused)
        for reason in reasons:
            self._refused.addWidget(words(f"• {breakable(reason)}", "alert"))

    def _ask_file(self) -> None:
        if chosen := file_to_open(self, "Your council’s Word file", "Word files (*.docx)"):
            self.file_chosen.emit(chosen)
