"""A child: meetings, and the details that every meeting about the child begins with."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.forms.library import Library
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Changes, Child, Meeting, MeetingLine, Record, new_id
from desktop_app.services.case_numbers import AboutNumber, as_typed
from desktop_app.services.journey import Journey
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.offering import settle_within
from desktop_app.ui.editors.undo import SectionUndo
from desktop_app.ui.fields import say
from desktop_app.ui.journey import JourneyView
from desktop_app.ui.meeting_entries import ChildMeeting
from desktop_app.ui.one_number import OneNumber
from desktop_app.ui.pieces import COLUMN, Column, button, card, in_a_row, stacked, words
from desktop_app.ui.question_view import QuestionView
from desktop_app.ui.removing_child import OfferToRemove
from desktop_app.ui.row_list import RowList
from desktop_app.ui.steady import Steady, is_typed_in
from desktop_app.ui.theme import text_scale

_NEW = "A child not on this laptop yet"
_NO_MEETINGS = "This child's meetings will stand here. “Start a meeting” begins one."


class ChildPage(QWidget):
    """`saved` comes before `left` or `meeting_wanted` when something typed was not handed over yet.

    The details are edited as an open meeting's answers are: same questions, editors, findings.
    """

    saved = Signal(Child)
    meeting_wanted = Signal(str)
    meeting_chosen = Signal(str)
    left = Signal()
    told = Signal(str)

    def __init__(self, library: Library, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._form = library.child
        self._details = self._opened(Child(new_id(), {}))
        self._on_the_way: list[Changes] = []
        self._was_checked = False
        self._undo = SectionUndo(settle=self._show_what_applies)
        room = Room(library.choices, list, lambda: now().date(), self._undo)
        self._views = {
            question.key: QuestionView(question, room, needed="needed")
            for question in self._form.questions()
            if not question.has_rows  # a child's details are words, not rows
        }
        self._title = words("", "title")
        self._number = words("", "muted")
        self.one_number = OneNumber()
        self._rows = RowList("This child's meetings")
        self._no_meetings = words(_NO_MEETINGS, "muted")
        self._no_longer = words("")
        self.removal = OfferToRemove()
        self._meetings = QWidget()
        self._journey = JourneyView()
        self._column = Column()
        self._state = words("")
        self._said = words("", "alert")
        self._discard = button("Leave without saving", self._leave_without)
        self._lay_out()
        self._steady = Steady(self._column, self._column.content)
        self._connect()

    def _lay_out(self) -> None:
        self._start = button("Start a meeting", self._want_meeting)
        heading = words("Meetings", "label")
        self._meetings.setLayout(
            stacked(heading, self._rows, self._no_meetings, self._no_longer, self._start)
        )
        content = self._column.content
        content.addLayout(stacked(self._title, self._number, gap=4))
        for part in (self.one_number, self._meetings, self._journey):
            content.addWidget(part)
        for section in self._form.in_the_room():
            content.addWidget(words(section.title, "title"))
            for question in section.question:
                if question.key in self._views:
                    content.addWidget(self._views[question.key])
        content.addWidget(self.removal)
        self._column.end()
        layout = stacked(self._column, self._foot(), gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _foot(self) -> QFrame:
        """Always in sight: saving, going back, and how it stands with what was typed."""
        self._discard.hide()
        save = button("Save  (Ctrl+S)", self.save, "primary")
        steps = in_a_row(save, button("Back  (Esc)", self.leave), self._state)
        self._inside = QWidget()
        self._fit()
        lines = stacked(self._said, self._discard, steps)
        lines.setContentsMargins(16, 0, 16, 0)
        self._inside.setLayout(lines)
        return card(in_a_row(self._inside), "foot", 8)

    def _fit(self) -> None:
        """The foot is as wide as the column above it."""
        self._inside.setMaximumWidth(round(COLUMN * text_scale(self)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _connect(self) -> None:
        for view in self._views.values():
            view.edited.connect(self._edited)
            view.told.connect(self.told)
        self._rows.chosen.connect(self._choose_meeting)
        self._undo.keys_within(self._column)
        self._steady.follow_focus()
        self._steady.moved_on.connect(self._show_what_applies)
        self.one_number.number_wanted.connect(lambda: self._go_to("case_number"))
        QShortcut(QKeySequence("Escape"), self, self.leave)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)

    def _opened(self, child: Child) -> OpenMeeting:
        now = self._now().astimezone(UTC).isoformat()
        meeting = Meeting("", "", child.id, self._form.key, created_at=now)
        return OpenMeeting(self._form, Record(meeting, child, answers=as_typed(child)))

    # what is shown

    def show_child(
        self, child: Child | None, lines: list[MeetingLine], names: Mapping[str, str]
    ) -> None:
        """None begins a new child. Words of the same child that wait to be saved are left alone."""
        same = child is not None and child.id == self._details.record.child.id
        if not same or not self._details.has_unsaved:
            self.keep()
            self._show_details(child or Child(new_id(), {}))
        self._meetings.setVisible(child is not None)
        self._journey.setVisible(child is not None)
        self._journey.wait()
        newest = sorted(lines, key=lambda line: line.meeting.created_at, reverse=True)
        self._rows.show_entries([ChildMeeting(line, names) for line in newest])
        self._rows.setVisible(bool(lines))
        self._no_meetings.setVisible(not lines)
        for part in (self._no_longer, self.one_number, self.removal):
            part.hide()

    def show_number(self, about: AboutNumber, names: Mapping[str, str]) -> None:
        """Who else has the case number; nothing where it is this child's alone."""
        self.one_number.show_about(about, names)
        self._stay_in_sight()
        self._say_number(about.child.case_number)
        if about.typed and about.doubles:
            self._say(f"{about.doubles[0].because} The top of this page shows both.")

    def say_no_longer(self, sentence: str) -> None:
        """About minutes that were here once; empty when there were none."""
        self._no_longer.setText(sentence)
        self._no_longer.setVisible(bool(sentence))
        if sentence:
            self._no_meetings.hide()

    def show_journey(self, journey: Journey) -> None:
        """Comes after the page."""
        self._journey.show_journey(journey)
        self._stay_in_sight()

    def _stay_in_sight(self) -> None:
        """What the chair types in, though something above it has grown."""
        focused = self.focusWidget()
        if focused and any(view.isAncestorOf(focused) for view in self._views.values()):
            QTimer.singleShot(0, self, lambda: self._column.ensureWidgetVisible(focused))

    def _show_details(self, child: Child) -> None:
        self._undo.forget()  # what was typed about another child
        self._details = self._opened(child)
        self._on_the_way.clear()
        self._was_checked = False
        for view in self._views.values():
            view.show_answer(self._details)
        self._say_findings([])
        self._say("")
        self._state.setText("")
        self._name_child()
        self._column.verticalScrollBar().setValue(0)

    def start(self) -> None:
        """The caret in the first empty one of what must be known, else where meetings are."""
        if missing := self._missing():
            self._views[missing[0].question].take_focus()
        elif self._rows.keys():
            self._rows.start()
        elif self._meetings.isVisibleTo(self):
            self._start.setFocus()
        else:
            next(iter(self._views.values())).take_focus()

    def say_saved(self) -> None:
        """What was handed over first, of what is on its way, is stored."""
        del self._on_the_way[:1]
        if not (self._on_the_way or self._details.has_unsaved):
            self._say("")
            self._state.setText(f"Saved {self._now():%H:%M}")

    def say_trouble(self, sentence: str) -> None:
        """What was handed over first could not be stored: it counts as unsaved again."""
        for changes in self._on_the_way[:1]:
            self._details.put_back(changes)
        del self._on_the_way[:1]
        self._state.setText("Not saved")
        self._say(sentence)

    def _name_child(self) -> None:
        self._title.setText(self.child().name.strip() or _NEW)
        self._say_number(self.child().case_number)

    def _say_number(self, number: str) -> None:
        self._number.setText(f"Case number {number}" if number else "")

    def _say(self, sentence: str) -> None:
        say(self._said, sentence)
        self._discard.hide()

    def _say_findings(self, found: list[Finding]) -> None:
        for key, view in self._views.items():
            view.show_findings([finding for finding in found if finding.question == key])

    # what was typed

    @property
    def has_unsaved(self) -> bool:
        return self._details.has_unsaved

    def child(self) -> Child:
        """As the page stands now."""
        record = self._details.record
        return Child(record.child.id, {key: text for key, text in record.answers.items() if text})

    def _edited(self, key: str) -> None:
        self._views[key].keep(self._details)
        self._refresh(appear=not is_typed_in(self._column, self._steady.held))
        if self._was_checked:
            self._say_findings(self._missing())
        if self._details.has_unsaved:
            self._state.setText("Not saved yet")

    def _refresh(self, *, appear: bool) -> None:
        for view in self._views.values():
            view.refresh(self._details, appear=appear)

    def _show_what_applies(self) -> None:
        self._refresh(appear=True)

    def _missing(self) -> list[Finding]:
        found = self._details.findings()
        return [one for one in found if one.weight == "blocks" and one.question in self._views]

    def _is_complete(self) -> bool:
        """Says what is missing and puts the caret there."""
        missing = self._missing()
        self._was_checked = True
        self._say_findings(missing)
        self._say("Not saved: what is needed is still empty." if missing else "")
        if missing:
            self._go_to(missing[0].question)
        return not missing

    def keep(self) -> None:
        """Hands over what is typed, complete or not: for a lock that cannot wait."""
        if self._details.has_unsaved:
            self._on_the_way.append(self._details.take_unsaved())
            self._name_child()
            self.saved.emit(self.child())

    def save(self) -> None:
        """Hands over what is typed, unless the name or the case number is missing."""
        settle_within(self)
        if self._is_complete():
            self.keep()

    def leave(self) -> None:
        """Saves first; when it cannot, says why and offers to leave without."""
        settle_within(self)
        if not self.has_unsaved or self._is_complete():
            self.keep()
            self.left.emit()
        else:
            self._discard.show()

    def _leave_without(self) -> None:
        self._details = self._opened(self._details.record.child)
        self.left.emit()

    def _go_to(self, key: str) -> None:
        view = self._views[key]
        view.take_focus()
        self._column.ensureWidgetVisible(view)

    def _want_meeting(self) -> None:
        if self._is_complete():
            self.keep()
            self.meeting_wanted.emit(self.child().id)

    def _choose_meeting(self, meeting_id: str) -> None:
        if not self.has_unsaved or self._is_complete():
            self.keep()
            self.meeting_chosen.emit(meeting_id)
