"""Beside the questions: guidance for the one in hand, and the actions so far."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop_app.forms.model import Question
from desktop_app.records.meeting import Row
from desktop_app.services.last_time import LastTime
from desktop_app.ui.pieces import Column, button, clear, stacked, words
from desktop_app.ui.theme import set_role

CHARACTERS = 36  # width


class _ActionLine(QLineEdit):
    """Enter takes the action in; Esc goes back to the text and keeps what was typed."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("@who  what  +2w")
        self.setAccessibleName("New action")
        self.setAccessibleDescription("Type @name, what is to be done, and a date, then Enter.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SidePanel(QFrame):
    """`action_typed` carries one line, `action_left` gives the focus back.

    `bring_in` asks for the answer of last time.
    """

    action_typed = Signal(str)
    bring_in = Signal()
    action_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "side")
        self._guidance = QVBoxLayout()
        self._guidance.setSpacing(8)
        self._last = self._last_time()
        self._heading = words("Actions so far", "label")
        self._line = _ActionLine()
        self._line.returnPressed.connect(self._typed)
        self._line.left.connect(self.action_left)
        self._actions = QVBoxLayout()
        self._actions.setSpacing(8)
        column = Column()
        column.content.addLayout(self._guidance)
        column.content.addWidget(self._last)
        column.content.addLayout(stacked(self._heading, self._line, self._actions))
        column.end()
        self.setLayout(stacked(column))

    def show_guidance(self, question: Question) -> None:
        clear(self._guidance)
        self._guidance.addWidget(words(question.words, "label"))
        self._guidance.addWidget(words(question.guidance or question.hint))
        if question.source:
            self._guidance.addWidget(words(question.source, "muted"))

    def _last_time(self) -> QWidget:
        self._last_heading = words("", "label")
        self._last_text = words("")
        self._last_change = words("", "muted")
        self._bring_in = button("Bring it in  (F4)", self.bring_in.emit, "quiet")
        part = QWidget()
        said = (self._last_heading, self._last_text, self._last_change, self._bring_in)
        part.setLayout(stacked(*said, gap=4))
        part.hide()
        return part

    def show_last_time(self, last: LastTime | None, *, can_bring_in: bool) -> None:
        """None where no earlier meeting of this child is on the laptop."""
        self._last.setVisible(last is not None)
        if last:
            self._last_heading.setText(f"Last time, {last.held}")
            self._last_text.setText(last.text)
            self._last_text.setVisible(bool(last.text))
            self._last_change.setText(last.change)
            self._bring_in.setVisible(can_bring_in)

    def show_actions(self, rows: tuple[Row, ...]) -> None:
        self._heading.setText(f"Actions so far ({len(rows)})")
        clear(self._actions)
        if not rows:
            self._actions.addWidget(words("None yet. F9 adds one from wherever you are.", "muted"))
        for row in reversed(rows):
            self._actions.addWidget(words(row.values.get("text", "")))
            who = row.values.get("owner", "") or "nobody yet"
            when = row.values.get("target", "") or "no date yet"
            self._actions.addWidget(words(f"{who}, {when}", "muted"))

    def start_action(self) -> None:
        self._line.setFocus()

    def _typed(self) -> None:
        if line := self._line.text().strip():
            self._line.clear()
            self.action_typed.emit(line)
        else:
            self.action_left.emit()
