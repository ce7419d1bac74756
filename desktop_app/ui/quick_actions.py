"""An action from wherever the chair is: typed as one line, or a line of the notes made into one."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_app.records.answers import anchor
from desktop_app.records.meeting import Row, new_id
from desktop_app.records.people import people_in
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.quick_action import Action, read_action
from desktop_app.ui.editors.line_under_caret import line_under_caret
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
    ) -> None:
        super().__init__(sections)
        self._meeting, self._sections = meeting, sections
        self._side, self._sides = side, sides
        self._before: QWidget | None = None
        side.read_by(self._understood, self._people)
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
        """Turns the line under the caret into an action, as one step with what becomes of it.

        Out of notes it moves; a box of one line keeps what is to be done, without the shorthand.
        """
        box = QApplication.focusWidget()
        line = line_under_caret(box)
        if self._meeting.is_signed or line is None:
            return
        if not line.words.strip():
            self.told.emit("There are no words on this line to make an action of.")
            return
        self._before = box
        self.collecting.emit()
        read = self._understood(line.words.strip())
        if editor := self._table():
            put = editor.taking_in(Row(new_id(), read.values), box)
            was_changed = line.become("" if line.moves else read.text)
            put.do_again()
            undo = self._sections.undo_here
            (undo.widen if was_changed else undo.push)(put)
            self._tell(read)
        self._back_to_text()

    def _take(self, line: str) -> None:
        if self._meeting.is_signed:
            return
        self.collecting.emit()  # the names of those present, above all
        if editor := self._table():
            read = self._understood(line)
            editor.append(Row(new_id(), read.values), self._before)
            self._tell(read)
        self._back_to_text()

    def _table(self) -> FreeRows | None:
        question = self._meeting.form.of_kind("actions")
        editor = self._sections.view_of(question).rows_editor() if question else None
        return editor if isinstance(editor, FreeRows) else None

    def _tell(self, read: Action) -> None:
        self.collecting.emit()
        self._side.show_actions(self._meeting.record.actions)
        asked = [one.words for one in read.owners if one.could_be]
        which = (
            f" Which {' and which '.join(asked)} is meant is still to be settled." if asked else ""
        )
        self.told.emit(f"Action added.{which}")

    def _understood(self, line: str) -> Action:
        return read_action(line, self._people(), anchor(self._meeting.record))

    def _people(self) -> list[str]:
        """Whoever is named anywhere in this record."""
        return sorted(set(people_in(self._meeting.form, self._meeting.record)) - {""})

    def _back_to_text(self) -> None:
        self._sides.give_back()
        back = self._before
        if back and isValid(back) and back.isVisible():
            back.setFocus()
        else:
            self._sections.current.take_focus()
