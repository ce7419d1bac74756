"""Saving the Word file: where to, under which name, and what became of it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from desktop_app.services.countersigning import Countersigned
from desktop_app.ui.file_dialogs import folder_to_use, last_folder, remember_folder
from desktop_app.ui.pieces import Column, button, clear, in_a_row, stacked, words
from desktop_app.ui.theme import set_role

_UPLOAD = " Upload it to {} yourself, then keep the receipt under “After the meeting”."


class WordPage(Column):
    """`save_wanted` carries the folder and the file's name, `next_wanted` a form's key.

    `version_wanted` carries the number of a signed version.
    """

    save_wanted = Signal(str, str)
    preview_wanted = Signal()
    next_wanted = Signal(str)
    version_wanted = Signal(int)
    correct_wanted = Signal()
    countersign_wanted = Signal()
    left = Signal()

    def __init__(self, case_system: str) -> None:
        super().__init__()
        self._case_system = case_system
        self._title = words("", "title")
        self._signed = words("")
        self._folder, self._name = QLineEdit(), QLineEdit()
        self._said = words("")
        self._save = button("Save the Word file", self._wanted, "primary")
        self.content.addLayout(stacked(self._title, self._signed, gap=4))
        for label, line in (("Folder", self._folder), ("Name of the file", self._name)):
            heading = QLabel(label)
            heading.setBuddy(line)
            line.setAccessibleName(label)
            line.returnPressed.connect(self._wanted)
            self.content.addLayout(stacked(heading, line, gap=4))
        choose = button("Choose the folder…", self._choose)
        self.content.addLayout(in_a_row(choose, self._save, None))
        self.content.addWidget(self._said)
        self._next = QVBoxLayout()
        self._next.setSpacing(8)
        self.content.addLayout(self._next)
        self._countersigned = QVBoxLayout()
        self._countersigned.setSpacing(8)
        self.content.addLayout(self._countersigned)
        self._versions = QVBoxLayout()
        self._versions.setSpacing(8)
        self.content.addLayout(self._versions)
        preview = button("Read or print the minutes", self.preview_wanted.emit)
        away = button("‹ Meetings", self.left.emit)
        self.content.addLayout(in_a_row(away, preview, None))
        self.end()

    def start(self, name: str, signed: str) -> None:
        """`signed` says who signed what and when; empty for a draft."""
        self._title.setText("Signed" if signed else "Save a draft as a Word file")
        draft = "It carries DRAFT on every page and in its name. The meeting stays open."
        self._signed.setText(signed or draft)
        self._name.setText(name)
        if not self._folder.isModified():  # what is typed stays
            self._folder.setText(str(last_folder(self)))
        self._said.hide()
        self._save.setFocus()

    def offer_next(self, steps: Sequence[tuple[str, str, str]]) -> None:
        """Form's key, its name and why, of each meeting that may follow."""
        clear(self._next)
        if steps:
            self._next.addWidget(words("What comes next", "label"))
        for key, name, because in steps:
            start = button(f"Start the next: {name}", partial(self.next_wanted.emit, key))
            self._next.addWidget(start)
            self._next.addWidget(words(because, "muted"))

    def offer_versions(self, versions: Sequence[tuple[int, str]], shown: int) -> None:
        """Number and who signed when, of each; with a way to correct the last."""
        clear(self._versions)
        if not versions:
            return
        self._versions.addWidget(words("Versions", "label"))
        for number, signed in versions:
            self._versions.addWidget(words(signed))
            if number != shown:
                show = button(f"Show version {number}", partial(self.version_wanted.emit, number))
                self._versions.addWidget(show)
        correct = button("Correct these minutes…", self.correct_wanted.emit, "quiet")
        self._versions.addWidget(correct)

    def ask_to_countersign(self, role: str, done: Countersigned | None) -> None:
        """Where the council asks for it; None takes it away."""
        clear(self._countersigned)
        if done is None:
            return
        self._countersigned.addWidget(words("Countersignature", "label"))
        if done.by:
            self._countersigned.addWidget(words(f"✓ Countersigned by {done.by}.", "good"))
        elif done.possible:
            asked = f"Your council asks for one: {role}. Countersign before the file goes out."
            self._countersigned.addWidget(words(asked))
            self._countersigned.addWidget(button("Countersign…", self.countersign_wanted.emit))
        else:
            lacks = f"Your council asks for one ({role}), but a visible signature cannot have it."
            self._countersigned.addWidget(words(lacks))

    def say_saved(self, path: Path, *, signed: bool) -> None:
        remember_folder(self, path.parent)
        further = _UPLOAD.format(self._case_system) if signed else ""
        self._say(f"✓ Word file saved and read back: {path}.{further}", "good")

    def say_trouble(self, sentence: str, other_name: str = "") -> None:
        """With another name, that one is put in, ready to be tried."""
        if other_name:
            self._name.setText(other_name)
            sentence += " Another name has been put in: press “Save the Word file” again."
        self._say(sentence, "alert")

    def _say(self, sentence: str, role: str) -> None:
        self._said.setText(sentence)
        set_role(self._said, role)
        self._said.show()

    def _choose(self) -> None:
        if chosen := folder_to_use(self, "Folder"):
            self._folder.setText(str(chosen))

    def _wanted(self) -> None:
        self.save_wanted.emit(self._folder.text().strip(), self._name.text().strip())
