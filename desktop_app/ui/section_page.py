"""One section of a form: any form, any section, built from its data."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from desktop_app.forms.model import Question, Section
from desktop_app.records.findings import Finding
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.from_elsewhere import FromElsewhere
from desktop_app.ui.left_out import LeftOut
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words
from desktop_app.ui.question_view import QuestionView
from desktop_app.ui.steady import Steady, is_typed_in, lay_out


def left_out_key(section: Section) -> str:
    """Of the answer that says why it was not discussed."""
    return f"not_discussed.{section.key}"


class SectionPage(Column):
    """`edited` carries the key of what changed; `step` is -1 or 1."""

    edited = Signal(str)
    told = Signal(str)
    confirmed = Signal(str, str)
    step = Signal(int)

    def __init__(self, section: Section, position: str, meeting: OpenMeeting, room: Room) -> None:
        super().__init__()
        self.section = section
        self.last_focus: QWidget | None = None
        self._left_at: Caret | None = None  # when another section was gone to
        self._steady = Steady(self, self.content)
        self.views = {question.key: QuestionView(question, room) for question in section.question}
        self._sought: QuestionView | None = None
        self._left_out = LeftOut(room)
        self._brought = FromElsewhere(section.title, all_of="all of this section")
        self._brought.confirmed.connect(lambda: self.confirmed.emit("", ""))
        self._lay_out(position)
        for view in self.views.values():
            view.show_answer(meeting)
            view.edited.connect(self.edited)
            view.told.connect(self.told)
            view.confirmed.connect(self.confirmed)
        left_out = left_out_key(section)
        self._left_out.show_value(meeting.answer(left_out))
        self._left_out.edited.connect(lambda: self.edited.emit(left_out))

    def _lay_out(self, position: str) -> None:
        head = [words(self.section.title, "title"), words(position, "muted")]
        if self.section.hint:
            head.append(words(self.section.hint))
        self.content.addLayout(stacked(*head, gap=4))
        self.content.addWidget(self._brought)
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

    def refresh(self, meeting: OpenMeeting, *, at_once: bool = False) -> None:
        """What follows from other answers.

        While the caret is in a box of text no question comes or goes: what Tab was about to reach
        stays the next. They do `at_once` when the caret has moved on.
        """
        appear = at_once or not is_typed_in(self, self.last_focus)
        for view in self.views.values():
            view.refresh(meeting, appear=appear)
        self._show_brought(meeting, appear=appear)

    def _show_brought(self, meeting: OpenMeeting, *, appear: bool) -> None:
        """Where there is more than one question to confirm."""
        asked = (q for q in self.section.question if meeting.applies(q))
        marks = [right for q in asked if (right := meeting.can_confirm(q))]
        several = len(marks) > 1 and not meeting.is_signed
        source = next(iter(marks[0].values())) if several else ""
        self._brought.show_source(source, appear=appear, count=sum(map(len, marks)))

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

    def hold(self, widget: QWidget) -> None:
        """That has the focus now: it is in sight, and stays where it is on the screen."""
        self.last_focus, self._left_at = widget, None
        lay_out()
        self.ensureWidgetVisible(widget, 0, 24)
        self._steady.hold(widget)

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

    # where the caret is

    def caret(self) -> Caret | None:
        """Where it is, or was before it left the page."""
        last = self.last_focus
        if last is None or not isValid(last):
            return None
        if self._left_out.isAncestorOf(last):
            return replace(self._left_out.caret_at(last), question=left_out_key(self.section))
        view = self.view_around(last)
        return view.caret_at(last) if view else None

    def leave(self) -> None:
        """Another page comes in its place."""
        self._left_at = self._left_at or self.caret()
        self._steady.start_anew()

    def put_caret(self, caret: Caret) -> bool:
        """The focus with it where it was, or near; False when its question is not here."""
        if caret.question == left_out_key(self.section) and self._left_out.isVisibleTo(self):
            self._left_out.put_caret(caret)
            return True
        view = self.views.get(caret.question)
        if view is None or not view.isVisibleTo(self):
            return False
        view.put_caret(caret)
        return True

    def select_again(self, caret: Caret) -> bool:
        """In the line to which the focus came back, and that has forgotten what was selected."""
        last = self.last_focus
        if not isinstance(last, QLineEdit) or self.caret() != caret.without_selection:
            return False
        if caret.at != caret.since:
            last.setSelection(caret.since, caret.at - caret.since)
        return True

    def show_end_of(self, key: str) -> None:
        self.views[key].show_end()

    def take_focus(self) -> None:
        """Where the caret was, else the first question."""
        left_at, last = self._left_at, self.last_focus
        if last and isValid(last) and last.isVisibleTo(self):  # its row may have gone
            last.setFocus()
            if left_at and isinstance(last, QLineEdit):  # it forgets what is selected
                self.put_caret(left_at)
        elif not (left_at and self.put_caret(left_at)):
            first = next((v for v in self.views.values() if v.isVisibleTo(self)), None)
            if first:
                first.take_focus()
