"""One section of a form: any form, any section, built from its data."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.forms.model import Question, Section
from desktop_app.records.findings import Finding
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.lines import LineEditor
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words
from desktop_app.ui.question_view import QuestionView


class _NotDiscussed(QWidget):
    """A section may be left out, with a reason that prints."""

    edited = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._box = QCheckBox("Not discussed at this meeting")
        self._label = QLabel("Why not? This reason prints in the minutes.")
        self.why = LineEditor(room)
        self._label.setBuddy(self.why.input_widget())
        self.why.name(self._label.text(), "")
        self._box.setEnabled(not room.read_only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        layout.addWidget(self._label)
        layout.addWidget(self.why)
        self._box.toggled.connect(self._toggled)
        self.why.edited.connect(self.edited)

    def _toggled(self) -> None:
        self._show_why()
        if self._box.isChecked():
            self.why.input_widget().setFocus()
        self.edited.emit()

    def _show_why(self) -> None:
        self._label.setVisible(self._box.isChecked())
        self.why.setVisible(self._box.isChecked())

    def value(self) -> str:
        return self.why.value() if self._box.isChecked() else ""

    def show_value(self, text: str) -> None:
        self.why.show_value(text)
        self._box.setChecked(bool(text))
        self._show_why()


class SectionPage(Column):
    """`edited` carries the key of what changed; `step` is -1 or 1."""

    edited = Signal(str)
    told = Signal(str)
    confirmed = Signal(str)
    step = Signal(int)

    def __init__(self, section: Section, position: str, meeting: OpenMeeting, room: Room) -> None:
        super().__init__()
        self.section = section
        self.last_focus: QWidget | None = None
        self.views = {question.key: QuestionView(question, room) for question in section.question}
        self._sought: QuestionView | None = None
        self._left_out = _NotDiscussed(room)
        self._lay_out(position)
        for view in self.views.values():
            view.show_answer(meeting)
            view.edited.connect(self.edited)
            view.told.connect(self.told)
            view.confirmed.connect(self.confirmed)
        self._left_out.show_value(meeting.answer(self._left_out_key))
        self._left_out.edited.connect(lambda: self.edited.emit(self._left_out_key))

    @property
    def _left_out_key(self) -> str:
        return f"not_discussed.{self.section.key}"

    def _lay_out(self, position: str) -> None:
        head = [words(self.section.title, "title"), words(position, "muted")]
        if self.section.hint:
            head.append(words(self.section.hint))
        self.content.addLayout(stacked(*head, gap=4))
        for view in self.views.values():
            self.content.addWidget(view)
        if not any(question.blocks for question in self.section.question):
            self.content.addWidget(self._left_out)
        back = button("‹ Back  (Ctrl+PgUp)", lambda: self.step.emit(-1))
        on = button("Next  (Ctrl+PgDn) ›", lambda: self.step.emit(1))
        self.content.addLayout(in_a_row(back, on, None))
        self.end()

    def keep(self, key: str, meeting: OpenMeeting) -> None:
        """Hands what was edited to the open meeting."""
        if key in self.views:
            self.views[key].keep(meeting)
        else:
            meeting.set_answer(key, self._left_out.value())

    def refresh(self, meeting: OpenMeeting) -> None:
        """What follows from other answers."""
        for view in self.views.values():
            view.refresh(meeting)

    def show_disputes(self, meeting: OpenMeeting, edited: Collection[str]) -> None:
        """As they stand now, but for the questions at which they were just `edited`."""
        for key, view in self.views.items():
            if key not in edited:
                view.show_disputes(meeting)

    def start_dispute(self, kept: Question) -> None:
        """At the question where the caret is or was."""
        back = self.last_focus
        if back and isValid(back) and (view := self.view_around(back)):
            card = view.start_dispute(kept, back)
            QTimer.singleShot(0, card, lambda: self._show_whole(card))

    def _show_whole(self, card: QWidget) -> None:
        if inside := self.widget():
            top = card.mapTo(inside, QPoint(0, 0)).y()
            self.ensureVisible(0, top + card.height(), 0, 8)
            self.ensureVisible(0, top, 0, 8)

    def show_findings(self, found: list[Finding]) -> None:
        for key, view in self.views.items():
            view.show_findings([finding for finding in found if finding.question == key])

    def view_around(self, widget: QWidget) -> QuestionView | None:
        """The question in which a widget stands."""
        return next((v for v in self.views.values() if v.isAncestorOf(widget)), None)

    def show_question(self, key: str) -> None:
        """The caret in a question, and its words in sight once the page has its lengths."""
        self.views[key].take_focus()
        self._sought = self.views[key]
        QTimer.singleShot(0, self._scroll_to_sought)

    def _scroll_to_sought(self) -> None:
        view = self._sought
        if view is None:
            return
        self.ensureVisible(0, view.y() + view.height(), 0, 0)
        self.ensureVisible(0, view.y(), 0, 0)
        if self.last_focus and isValid(self.last_focus) and view.isAncestorOf(self.last_focus):
            self.ensureWidgetVisible(self.last_focus, 0, 24)

    def take_focus(self) -> None:
        """Where the caret was, else the first question."""
        last = self.last_focus
        if last and isValid(last) and last.isVisibleTo(self):  # its row may have gone
            last.setFocus()
            return
        first = next((v for v in self.views.values() if v.isVisibleTo(self)), None)
        if first:
            first.take_focus()
