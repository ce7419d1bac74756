"""One section of a form: any form, any section, built from its data."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from desktop_app.forms.model import Question, Section
from desktop_app.records.findings import Finding
from desktop_app.records.left_out import left_out_key
from desktop_app.records.meeting import Changes
from desktop_app.records.unasked import Unasked
from desktop_app.services.left_over import kept, moved, places_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.offering import settle_within
from desktop_app.ui.from_elsewhere import FromElsewhere
from desktop_app.ui.left_out import LeftOut
from desktop_app.ui.left_over_card import LeftOverCard
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words
from desktop_app.ui.question_view import QuestionView
from desktop_app.ui.steady import Steady, is_typed_in, lay_out


class SectionPage(Column):
    """`edited` carries the key of what changed; `step` is -1 or 1.

    `left_out` says that it was ticked as not discussed, `take_out` that its words are to go.
    """

    edited = Signal(str)
    left_out = Signal()
    take_out = Signal()
    told = Signal(str)
    confirmed = Signal(str, str)
    handled = Signal(object, object)  # what is not asked now, and what is done with it: Changes
    step = Signal(int)

    def __init__(self, section: Section, position: str, meeting: OpenMeeting, room: Room) -> None:
        super().__init__()
        self.section = section
        self.last_focus: QWidget | None = None
        self._left_at: Caret | None = None  # when another section was gone to
        self._steady = Steady(self, self.content)
        self.views = {question.key: QuestionView(question, room) for question in section.question}
        self._left_over: dict[str, LeftOverCard] = {}  # by the key of its question
        self._read_only = room.read_only
        self._sought: QuestionView | None = None
        self.not_discussed = LeftOut(section, room)
        self._brought = FromElsewhere(section.title, all_of="all of this section")
        self._brought.confirmed.connect(lambda: self.confirmed.emit("", ""))
        self._lay_out(position)
        for view in self.views.values():
            view.show_answer(meeting)
            view.edited.connect(self.edited)
            view.told.connect(self.told)
            view.confirmed.connect(self.confirmed)
        left_out = left_out_key(section.key)
        self.not_discussed.show_value(meeting.answer(left_out))
        self.not_discussed.edited.connect(lambda: self.edited.emit(left_out))
        self.not_discussed.ticked.connect(self.left_out)
        self.not_discussed.take_out_wanted.connect(self.take_out)
        self.not_discussed.refresh(meeting)

    def _lay_out(self, position: str) -> None:
        head = [words(self.section.title, "title"), words(position, "muted")]
        if self.section.hint:
            head.append(words(self.section.hint))
        self.content.addLayout(stacked(*head, gap=4))
        self.content.addWidget(self._brought)
        for view in self.views.values():
            self.content.addWidget(view)
        self.content.addWidget(self.not_discussed)
        back = button("‹ Back  (Ctrl+PgUp)", lambda: self.step.emit(-1))
        on = button("Next  (Ctrl+PgDn) ›", lambda: self.step.emit(1))
        self.content.addLayout(in_a_row(back, on, None))
        self.end()

    def keep(self, key: str, meeting: OpenMeeting) -> None:
        """Hands what was edited to the open meeting."""
        if key in self.views:
            self.views[key].keep(meeting)
        else:
            meeting.set_answer(key, self.not_discussed.value())

    def refresh(self, meeting: OpenMeeting, *, at_once: bool = False) -> None:
        """What follows from other answers.

        While the caret is in a box of text no question comes or goes: what Tab was about to reach
        stays the next. They do `at_once` when the caret has moved on.
        """
        appear = at_once or not is_typed_in(self, self.last_focus)
        for view in self.views.values():
            view.refresh(meeting, appear=appear)
        self._show_brought(meeting, appear=appear)
        if appear:
            self.not_discussed.refresh(meeting)
            self._show_left_over(meeting)

    def _show_brought(self, meeting: OpenMeeting, *, appear: bool) -> None:
        """Where there is more than one question to confirm."""
        asked = (q for q in self.section.question if meeting.applies(q))
        marks = [right for q in asked if (right := meeting.can_confirm(q))]
        several = len(marks) > 1 and not meeting.is_signed
        source = next(iter(marks[0].values())) if several else ""
        self._brought.show_source(source, appear=appear, count=sum(map(len, marks)))

    def _show_left_over(self, meeting: OpenMeeting) -> None:
        """What is not asked now and still stands there, each in the place of its question."""
        here = (one for one in meeting.left_over() if one.section == self.section.key)
        hidden = (one for one in here if not self.views[one.question].isVisibleTo(self))
        now = {one.question: one for one in hidden}
        for key, there in list(self._left_over.items()):
            if now.get(key) != there.one or there.places != places_for(meeting, there.one):
                self._left_over.pop(key).deleteLater()
                there.hide()
        for key, one in now.items():
            if key not in self._left_over:
                self._left_over[key] = self._left_over_card(meeting, one)

    def _left_over_card(self, meeting: OpenMeeting, one: Unasked) -> LeftOverCard:
        made = LeftOverCard(one, places_for(meeting, one), read_only=self._read_only)
        made.moved.connect(partial(self._move, meeting, one))
        made.kept.connect(lambda: self.handled.emit(one, kept(one)))
        made.taken_out.connect(lambda: self.handled.emit(one, one.out))
        self.content.insertWidget(self.content.indexOf(self.views[one.question]) + 1, made)
        return made

    def _move(self, meeting: OpenMeeting, one: Unasked, key: str) -> None:
        self.handled.emit(one, moved(meeting, one, meeting.form.question(key)))

    def show_again(self, changes: Changes, meeting: OpenMeeting) -> None:
        """What these have changed, as it stands now."""
        rows = {"attendance": changes.attendance, "actions": changes.actions}
        rows |= {"carried_actions": changes.carried}
        for key, view in self.views.items():
            whole = rows.get(view.question.kind) is not None
            if whole or key in changes.answers or key in changes.tables:
                view.show_answer(meeting)

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
        if key == left_out_key(self.section.key):
            self.not_discussed.take_focus()
            return
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
        if self.not_discussed.isAncestorOf(last):
            return replace(
                self.not_discussed.caret_at(last), question=left_out_key(self.section.key)
            )
        view = self.view_around(last)
        return view.caret_at(last) if view else None

    def leave(self) -> None:
        """Another page comes in its place."""
        settle_within(self)
        self._left_at = self._left_at or self.caret()
        self._steady.start_anew()

    def put_caret(self, caret: Caret) -> bool:
        """The focus with it where it was, or near; False when its question is not here."""
        if caret.question == left_out_key(self.section.key):
            return self.not_discussed.put_caret(caret)
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
        """Of what is not asked now, its card."""
        card = self._left_over.get(key)
        if card and card.stops:
            card.stops[0].setFocus()
        elif self.views[key].isVisibleTo(self):
            self.views[key].show_end()
        else:
            self.take_focus()

    def take_focus(self) -> None:
        """Where the caret was, else the first question; never at a button or the tick.

        The next key may be meant for an answer: it must neither remove nor confirm anything.
        """
        left_at, last = self._left_at, self.last_focus
        if last and self._takes_words(last):  # its row may have gone
            last.setFocus()
            if left_at and isinstance(last, QLineEdit):  # it forgets what is selected
                self.put_caret(left_at)
        elif not ((beside := left_at or self.caret()) and self.put_caret(beside)):
            self._start()

    def _takes_words(self, widget: QWidget) -> bool:
        """Or a choice, of an answer or as the reason."""
        if not (isValid(widget) and widget.isVisibleTo(self)):
            return False
        if self.not_discussed.isAncestorOf(widget):
            return self.not_discussed.is_reason(widget)
        return not isinstance(widget, QPushButton | Card)

    def _start(self) -> None:
        """At the first question that is asked here and takes an answer."""
        for view in self.views.values():
            if view.isVisibleTo(self) and view.take_focus():
                return
