"""An action from wherever the chair is: typed as one line, or a line of the notes made into one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from desktop_app.records.answers import anchor
from desktop_app.records.meeting import Row, new_id
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.quick_action import read_action
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.sections import Sections
from desktop_app.ui.side_panel import SidePanel
from desktop_app.ui.sides import Sides


class QuickActions(QObject):
    """`collecting` asks for what was typed so far; `told` carries a sentence for the chair."""

    collecting = Signal()
    told = Signal(str)

    def __init__(
        self,
        meeting: OpenMeeting,
        sections: Sections,
        side: SidePanel,
        sides: Sides,
        people: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(sections)
        self._meeting, self._sections = meeting, sections
        self._side, self._sides = side, sides
        self._people = people
        self._before: QWidget | None = None
        side.action_typed.connect(self._take)
        side.action_left.connect(self._back_to_text)

    def start(self) -> None:
        """Puts the caret into the action line; Esc or Enter brings it back."""
        if self._meeting.is_signed:
            return
        self._before = QApplication.focusWidget()
        self._sides.want_actions()
        self._side.start_action()

    def take_line(self) -> None:
        """Turns the line under the caret into an action; the line stays where it is."""
        box = QApplication.focusWidget()
        if isinstance(box, QPlainTextEdit) and (line := box.textCursor().block().text().strip()):
            self._before = box
            self._take(line)

    def _take(self, line: str) -> None:
        question = self._meeting.form.of_kind("actions")
        if not question or self._meeting.is_signed:
            return
        self.collecting.emit()  # the names of those present, above all
        editor = self._sections.view_of(question).rows_editor()
        if isinstance(editor, FreeRows):
            values = read_action(line, self._people(), anchor(self._meeting.record))
            editor.append(Row(new_id(), values), self._before)
            self.collecting.emit()
            self._side.show_actions(self._meeting.record.actions)
            self.told.emit("Action added.")
        self._back_to_text()

    def _back_to_text(self) -> None:
        self._sides.give_back()
        back = self._before
        if back and isValid(back) and back.isVisible():
            back.setFocus()
        else:
            self._sections.current.take_focus()
