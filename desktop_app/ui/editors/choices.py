"""Choosing one or several of a few terms: every one in sight, reached by arrows or first letter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoCommand
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop_app.ui.editors.editor import Editor, Room
from desktop_app.ui.flow import Flow


class _Choice(QRadioButton):
    """A letter picks the term that begins with it; Delete takes the choice back."""

    letter = Signal(str)
    taken_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_back.emit()
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.letter.emit(event.text().lower())
        else:
            super().keyPressEvent(event)


class ChoiceEditor(Editor):
    """One of a few. A stored value that is no longer among the terms stays, as one more."""

    def __init__(self, room: Room, terms: list[str]) -> None:
        super().__init__()
        self._room = room
        self._label = ("", "")
        self._chosen = ""
        self._buttons: list[_Choice] = []
        self._flow = Flow(gap=4)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for term in terms:
            self._add(term)

    def _add(self, term: str) -> None:
        choice = _Choice(term)
        choice.setEnabled(not self._room.read_only)
        choice.letter.connect(self._pick_letter)
        choice.taken_back.connect(lambda: self._choose(""))
        choice.clicked.connect(lambda: self._choose(choice.text()))
        self._buttons.append(choice)
        self._flow.addWidget(choice)
        self._name(choice)

    def _pick_letter(self, letter: str) -> None:
        chosen = next((b for b in self._buttons if b.text().lower().startswith(letter)), None)
        if chosen:
            chosen.setFocus()
            self._choose(chosen.text())

    def _choose(self, text: str) -> None:
        if text != self._chosen:
            self._room.undo.push(_Chosen(self, self._chosen, text))

    def choose(self, text: str) -> None:
        """The choice made, undone or made again."""
        self._chosen = text
        self._check(text)
        self.edited.emit()

    def value(self) -> str:
        return next((b.text() for b in self._buttons if b.isChecked()), "")

    def show_value(self, text: str) -> None:
        if text and text not in [button.text() for button in self._buttons]:
            self._add(text)
        self._chosen = text
        self._check(text)

    def _check(self, text: str) -> None:
        for choice in self._buttons:
            choice.setAutoExclusive(False)  # else the last one cannot be cleared
            choice.setChecked(choice.text() == text)
            choice.setAutoExclusive(True)

    def one_line_width(self) -> int:
        """Pixels that all terms need side by side."""
        gap = self._flow.spacing()
        return sum(button.sizeHint().width() + gap for button in self._buttons)

    def input_widget(self) -> QWidget:
        return next((b for b in self._buttons if b.isChecked()), self._buttons[0])

    def name(self, label: str, description: str) -> None:
        self._label = (label, description)
        for choice in self._buttons:
            self._name(choice)

    def _name(self, choice: QAbstractButton) -> None:
        label, description = self._label
        choice.setAccessibleName(f"{label}: {choice.text()}" if label else choice.text())
        choice.setAccessibleDescription(description)


class _Chosen(QUndoCommand):
    """A letter is quickly hit by mistake: Ctrl+Z brings the choice before back."""

    def __init__(self, editor: ChoiceEditor, before: str, now: str) -> None:
        super().__init__()
        self._editor, self._before, self._now = editor, before, now

    def redo(self) -> None:
        self._editor.choose(self._now)

    def undo(self) -> None:
        self._editor.choose(self._before)


class ChoicesEditor(Editor):
    """Any of a few; the answer has one term a line."""

    def __init__(self, room: Room, terms: list[str]) -> None:
        super().__init__()
        self._room = room
        self._label = ("", "")
        self._boxes: list[QCheckBox] = []
        self._flow = Flow(gap=4)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for term in terms:
            self._add(term)

    def _add(self, term: str) -> None:
        box = QCheckBox(term)
        box.setEnabled(not self._room.read_only)
        box.clicked.connect(lambda: self.edited.emit())
        self._boxes.append(box)
        self._flow.addWidget(box)

    def value(self) -> str:
        return "\n".join(box.text() for box in self._boxes if box.isChecked())

    def show_value(self, text: str) -> None:
        said = [line for line in text.split("\n") if line]
        for term in said:
            if term not in [box.text() for box in self._boxes]:
                self._add(term)
        for box in self._boxes:
            box.setChecked(box.text() in said)

    def input_widget(self) -> QWidget:
        return self._boxes[0]

    def name(self, label: str, description: str) -> None:
        for box in self._boxes:
            box.setAccessibleName(f"{label}: {box.text()}")
            box.setAccessibleDescription(description)
