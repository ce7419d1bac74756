"""A section that was not discussed: the tick, the reason that prints, and a choice where it holds
words.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop_app.forms.model import Section
from desktop_app.forms.reasons import no_reason, says_why
from desktop_app.records.left_out import (
    left_out_in_vain,
    may_be_left_out,
    questions_with_words,
)
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.choices import Chosen
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.lines import LineEditor
from desktop_app.ui.fields import say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, stacked, words

_TICKED = "yes"
_TYPED_AT = "What you type goes nowhere: the caret is at this tick. Go to the box it belongs in."
_TAB = "Press Tab to say why not."
_UNTIL = "Until you say why, it does not count as not discussed."


class _Tick(QCheckBox):
    """A space among letters is part of a word that was meant for a box of text, and ticks nothing.

    `typed_at` comes with each letter.
    """

    typed_at = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._is_typed_at = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().strip() and event.text().isprintable() and not held:
            self._is_typed_at = True
            self.typed_at.emit()
        elif not (self._is_typed_at and event.text() == " "):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_typed_at = False
        super().focusInEvent(event)


class LeftOut(QWidget):
    """A section may be left out, with a reason that prints, while there is no word in it.

    `ticked` asks whether it may: to be answered by `leave_out` or `ask`. `take_out_wanted` says
    that its words are to go.
    """

    edited = Signal()
    ticked = Signal()
    take_out_wanted = Signal()

    def __init__(self, section: Section, room: Room) -> None:
        super().__init__()
        self._section = section
        self._undo = room.undo
        self.chosen = ""
        self._is_asked = False  # whether to keep the words, until that is answered
        self._box = _Tick("Not discussed at this meeting")
        self._box.setEnabled(not room.read_only)
        self._box.setAccessibleDescription(_TAB)
        self._typed_at = words("", "alert")
        self._typed_at.hide()
        self._label = QLabel("Why not? This reason prints in the minutes.")
        self._why = LineEditor(room)
        self._label.setBuddy(self._why.input_widget())
        self._why.name(self._label.text(), _UNTIL)
        self._until = words(_UNTIL, "muted")
        self._choice = self._offer(read_only=room.read_only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        parts = (self._box, self._typed_at, self._choice, self._label, self._why, self._until)
        for part in parts:
            layout.addWidget(part)
        self._box.toggled.connect(self._toggled)
        self._box.typed_at.connect(self._say_typed_at)
        self._why.edited.connect(self.edited)
        self._why.edited.connect(self._weigh)

    def _offer(self, *, read_only: bool) -> QWidget:
        self._question = words("")
        self._keep = button("", self._keep_words)
        self._take = button("Take the words out: it was not discussed", self.take_out_wanted.emit)
        back = self._undo.promise("brings them back")
        self._back = words(back, "muted")
        self._take.setAccessibleDescription(back)
        ways = QWidget()
        flow = Flow()
        for way in (self._keep, self._take):
            way.setEnabled(not read_only)
            flow.addWidget(way)
        ways.setLayout(flow)
        choice = QWidget()
        choice.setLayout(stacked(self._question, ways, self._back))
        choice.hide()
        return choice

    # what is ticked

    def _toggled(self) -> None:
        if self._box.isChecked() == bool(self.chosen):
            return
        if self.chosen:
            self._choose("")
        else:
            self.ticked.emit()
        self._box.setChecked(bool(self.chosen))

    def _say_typed_at(self) -> None:
        say(self._typed_at, f"{_TYPED_AT} {_TAB}" if self.chosen else _TYPED_AT)

    def leave_out(self) -> None:
        """It holds no word."""
        self._choose(_TICKED)

    def ask(self) -> None:
        """It holds words: whether they stay is for the chair to say, and nothing is ticked."""
        self._is_asked = True

    def ticking(self) -> Chosen:
        """The step that ticks it, to be taken with others."""
        return Chosen(self, _TICKED)

    def _choose(self, text: str) -> None:
        self._undo.do(Chosen(self, text))
        self.show_chosen()

    def _keep_words(self) -> None:
        self._is_asked = False
        if self.chosen:
            self._choose("")
        self._choice.hide()
        self.take_focus()

    def refresh(self, meeting: OpenMeeting) -> None:
        """What the words of the section make of it; it never goes with the caret in it."""
        form, record, focus = meeting.form, meeting.record, QApplication.focusWidget()
        may_be = may_be_left_out(self._section)
        offered = may_be or bool(self.chosen)
        if offered or not (focus and self.isAncestorOf(focus)):
            self.setVisible(offered)
        names = [one.words for one in questions_with_words(form, self._section, record)]
        wrong = left_out_in_vain(form, self._section, record)
        disputed = any(meeting.raised_at(question) for question in self._section.question)
        self._is_asked = self._is_asked and bool(names)
        asking = f"There are words here: {'; '.join(names)}. Was this discussed?"
        self._question.setText(wrong or asking)
        self._keep.setText("Keep the words: it was discussed" if may_be else "Take the mark off")
        for part in (self._take, self._back):
            part.setVisible(may_be and not disputed)
        in_doubt = bool(names) or not may_be
        self._choice.setVisible(in_doubt and (self._is_asked or bool(self.chosen)))

    def stands(self) -> bool:
        return True

    def choose(self, text: str) -> None:
        """Ticked or not: by hand, undone or done again."""
        self._tick(text)
        self.edited.emit()

    def _tick(self, text: str) -> None:
        self.chosen = text
        self._is_asked = False
        self._box.setChecked(bool(text))
        say(self._typed_at, "")
        for part in (self._label, self._why):
            part.setVisible(bool(text))
        self._weigh()

    def _weigh(self) -> None:
        """What is no reason is refused."""
        text = self._why.value()
        self._until.setText(" ".join(part for part in (no_reason(text), _UNTIL) if part))
        self._until.setVisible(bool(self.chosen) and not says_why(text))

    def show_chosen(self) -> None:
        """The tick. Letters meant for elsewhere must not become its reason: Tab leads there."""
        self.take_focus()

    def ask_why(self) -> None:
        """The reason comes next."""
        self._why.input_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        return self._why.value() if self.chosen else ""

    def show_value(self, text: str) -> None:
        self._why.show_value(text)
        self._tick(_TICKED if text else "")

    # where the caret is

    def take_focus(self) -> None:
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def caret_at(self, widget: QWidget) -> Caret:
        """Of the tick, or in the reason."""
        in_reason = self._why.isAncestorOf(widget)
        return Caret("", "", "why", *self._why.caret(widget)) if in_reason else Caret("")

    def is_reason(self, widget: QWidget) -> bool:
        """What is typed there is the reason."""
        return self._why.isAncestorOf(widget)

    def put_caret(self, caret: Caret) -> bool:
        """In the reason alone: nobody comes back to the tick, which a lone Space would change."""
        if not (caret.column and self.chosen):
            return False
        self._why.put_caret(caret.at, caret.since)
        return True
