"""Choosing one or several of a few terms: every one in sight, reached by arrows or first letter."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop_app.records.choices import is_listed
from desktop_app.ui.editors.editor import Editor, Room, not_listed
from desktop_app.ui.editors.undo import Change
from desktop_app.ui.flow import Flow


class Chooser(Protocol):
    """What is chosen in it stands in `chosen`; to `choose` is the choice made, undone, redone."""

    @property
    def chosen(self) -> str: ...
    def stands(self) -> bool: ...
    def choose(self, text: str) -> None: ...
    def show_chosen(self) -> None: ...


class Chosen(Change):
    """A letter is quickly hit by mistake: Ctrl+Z brings the choice before back."""

    def __init__(self, chooser: Chooser, now: str) -> None:
        self._chooser = chooser
        self._before, self._now = chooser.chosen, now

    def take_back(self) -> bool:
        return self._choose(self._now, self._before)

    def do_again(self) -> bool:
        return self._choose(self._before, self._now)

    def _choose(self, before: str, now: str) -> bool:
        if self._chooser.chosen != before or not self._chooser.stands():
            return False
        self._chooser.choose(now)
        return True

    def show(self) -> None:
        self._chooser.show_chosen()


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


class _Terms(Editor):
    """Buttons side by side. A stored term that is no longer among them stays, as one more."""

    def __init__(self, room: Room, terms: Sequence[str]) -> None:
        super().__init__()
        self._room = room
        self._label = ("", "")
        self.chosen = ""
        self._terms = terms
        self._odd = not_listed()
        self._is_shown = False  # while what is chosen is put on the buttons
        self._flow = Flow(gap=4)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for term in terms:
            self._add(term)

    def _buttons_there(self) -> Sequence[QAbstractButton]:
        raise NotImplementedError

    def _add(self, term: str) -> None:
        raise NotImplementedError

    def _take_in(self, button: QAbstractButton) -> None:
        button.setEnabled(not self._room.read_only)
        button.toggled.connect(self._toggled)  # by whatever means: not every hand clicks
        self._flow.addWidget(button)
        self._flow.removeWidget(self._odd)
        self._flow.addWidget(self._odd)  # after them all
        self._name(button)

    def _toggled(self) -> None:
        if not self._is_shown:
            self._choose(self.value())

    def _choose(self, text: str) -> None:
        if text != self.chosen:
            self._room.undo.do(Chosen(self, text))

    def choose(self, text: str) -> None:
        """The choice made, undone or made again."""
        self.show_value(text)
        self.edited.emit()

    def show_value(self, text: str) -> None:
        self.chosen = text
        self._is_shown = True
        self._check(self._terms_of(text))
        self._is_shown = False
        self._odd.setVisible(not is_listed(text, self._terms))

    def _terms_of(self, text: str) -> list[str]:
        return [line for line in text.split("\n") if line]

    def _check(self, chosen: Sequence[str]) -> None:
        there = [button.text() for button in self._buttons_there()]
        for term in chosen:
            if term not in there:
                self._add(term)
        for button in self._buttons_there():
            button.setChecked(button.text() in chosen)

    def show_chosen(self) -> None:
        """The focus where something was chosen."""
        raise NotImplementedError

    def value(self) -> str:
        return "\n".join(b.text() for b in self._buttons_there() if b.isChecked())

    def caret(self, within: QWidget) -> tuple[int, int]:
        here = (n for n, button in enumerate(self._buttons_there()) if button is within)
        at = next(here, 0)
        return at, at

    def put_caret(self, at: int, since: int) -> None:  # noqa: ARG002 - of text alone
        buttons = self._buttons_there()
        buttons[min(at, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self, label: str, description: str) -> None:
        self._label = (label, description)
        for button in self._buttons_there():
            self._name(button)

    def _name(self, button: QAbstractButton) -> None:
        label, description = self._label
        button.setAccessibleName(f"{label}: {button.text()}" if label else button.text())
        button.setAccessibleDescription(description)


class ChoiceEditor(_Terms):
    """One of a few."""

    def __init__(self, room: Room, terms: list[str]) -> None:
        self._buttons: list[_Choice] = []
        super().__init__(room, terms)

    def _buttons_there(self) -> Sequence[QAbstractButton]:
        return self._buttons

    def _add(self, term: str) -> None:
        choice = _Choice(term)
        choice.letter.connect(self._pick_letter)
        choice.taken_back.connect(lambda: self._choose(""))
        self._buttons.append(choice)
        self._take_in(choice)

    def _pick_letter(self, letter: str) -> None:
        chosen = next((b for b in self._buttons if b.text().lower().startswith(letter)), None)
        if chosen:
            chosen.setFocus()
            self._choose(chosen.text())

    def _terms_of(self, text: str) -> list[str]:
        return [text] if text else []

    def _check(self, chosen: Sequence[str]) -> None:
        for button in self._buttons:
            button.setAutoExclusive(False)  # else the last one cannot be cleared
        super()._check(chosen)
        for button in self._buttons:
            button.setAutoExclusive(True)

    def one_line_width(self) -> int:
        """Pixels that all terms need side by side."""
        gap = self._flow.spacing()
        return sum(button.sizeHint().width() + gap for button in self._buttons)

    def input_widget(self) -> QWidget:
        return next((b for b in self._buttons if b.isChecked()), self._buttons[0])

    def show_chosen(self) -> None:
        self.input_widget().setFocus(Qt.FocusReason.OtherFocusReason)


class ChoicesEditor(_Terms):
    """Any of a few; the answer has one term a line."""

    def __init__(self, room: Room, terms: list[str]) -> None:
        self._boxes: list[QCheckBox] = []
        self._last = 0  # the box that was ticked or cleared last
        super().__init__(room, terms)

    def _buttons_there(self) -> Sequence[QAbstractButton]:
        return self._boxes

    def _add(self, term: str) -> None:
        box = QCheckBox(term)
        self._boxes.append(box)
        self._take_in(box)

    def input_widget(self) -> QWidget:
        return self._boxes[0]

    def _check(self, chosen: Sequence[str]) -> None:
        before = [box.isChecked() for box in self._boxes]
        super()._check(chosen)
        changed = (n for n, was in enumerate(before) if self._boxes[n].isChecked() != was)
        self._last = next(changed, self._last)

    def show_chosen(self) -> None:
        """The box that was changed."""
        self.put_caret(self._last, self._last)
