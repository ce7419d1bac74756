"""The sections of a meeting: each page is built when it is first shown, and kept."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget

from desktop_app.forms.model import Question
from desktop_app.records.brought import WHOLE
from desktop_app.records.findings import Finding
from desktop_app.records.left_out import left_out_key, questions_with_words, without_words
from desktop_app.records.meeting import Changes, Record, Row
from desktop_app.records.unasked import Unasked
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.undo import SectionUndo, Together
from desktop_app.ui.put_answer import Answer, PutAnswer, answer_in
from desktop_app.ui.put_changes import PutChanges
from desktop_app.ui.question_view import QuestionView
from desktop_app.ui.section_page import SectionPage


class Sections(QStackedWidget):
    """`edited` says that something was typed; `step` is -1 or 1; `confirmed` carries the key of
    a question or nothing for the whole section, and a row or nothing for all.

    `settling` comes after a step was taken back or done again: what was typed is to be handed over,
    and what follows from it to come to its place.
    """

    edited = Signal()
    settling = Signal()
    told = Signal(str)
    confirmed = Signal(str, str)
    step = Signal(int)

    def __init__(self, meeting: OpenMeeting, room: Room) -> None:
        super().__init__()
        self._meeting = meeting
        self._room = room
        self.all = meeting.form.in_the_room()
        self.place = 0
        self._pages: dict[int, SectionPage] = {}
        self._undos = [  # of each section: only what is in sight is undone
            SectionUndo(section.title, self.settling.emit) for section in self.all
        ]
        self.handled = SectionUndo("Before you sign")  # what that page did with what is not asked
        self._edited: set[tuple[int, str]] = set()
        self._found: list[Finding] | None = None

    @property
    def current(self) -> SectionPage:
        """The page in sight."""
        return self.page(self.place)

    @property
    def undo_here(self) -> SectionUndo:
        """Of the section in sight."""
        return self._undos[self.place]

    @property
    def has_caret(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def go_to(self, place: int) -> SectionPage:
        """Shows a section as its answers stand now; the focus is nowhere until it is given."""
        if here := self._pages.get(self.place):
            here.leave()
        if (focus := QApplication.focusWidget()) and self.has_caret:
            focus.clearFocus()  # else Qt gives it to whatever Tab comes to next
        self.place = place
        self.current.refresh(self._meeting, at_once=True)
        self.setCurrentWidget(self.current)
        return self.current

    def page(self, place: int) -> SectionPage:
        if place not in self._pages:
            self._pages[place] = self._build(place)
            self.addWidget(self._pages[place])
        return self._pages[place]

    def _build(self, place: int) -> SectionPage:
        position = f"Section {place + 1} of {len(self.all)}"
        room = replace(self._room, undo=self._undos[place])
        page = SectionPage(self.all[place], position, self._meeting, room)
        page.edited.connect(partial(self._note_edit, place))
        page.told.connect(self.told)
        page.confirmed.connect(self.confirmed)
        page.handled.connect(partial(self._handle_here, place))
        page.step.connect(self.step)
        page.left_out.connect(partial(self._leave_out, page))
        page.take_out.connect(partial(self._take_words_out, place))
        if self._found is not None:
            page.show_findings(self._found)
        return page

    def place_of(self, key: str) -> int | None:
        """The section of a question, or of the reason why it was left out; None for other keys."""
        for place, section in enumerate(self.all):
            keys = (*(question.key for question in section.question), left_out_key(section.key))
            if key in keys:
                return place
        return None

    def view_of(self, question: Question) -> QuestionView:
        """Builds its page if nobody has been there yet."""
        return self.page(self._place_of(question)).views[question.key]

    # what was typed

    def _note_edit(self, place: int, key: str) -> None:
        self._edited.add((place, key))
        self.edited.emit()

    @property
    def has_news(self) -> bool:
        """Something typed that the meeting has not been handed yet."""
        return bool(self._edited)

    def collect(self) -> set[str]:
        """Hands everything edited since the last time to the meeting; returns its kinds.

        What cannot be handed over stays news, and its fault is raised once all the rest is over.
        """
        edited, self._edited = self._edited, set()
        faults: list[Exception] = []
        before = self._disagreements()
        for place, key in sorted(edited):
            try:
                self._pages[place].keep(key, self._meeting)
            except Exception as fault:  # noqa: BLE001 - raised below
                self._edited.add((place, key))
                faults.append(fault)
        if self._disagreements() != before:
            for at, page in self._pages.items():
                page.show_disputes(self._meeting, {key for place, key in edited if place == at})
        if faults:
            raise faults[0]
        views = [self._pages[place].views.get(key) for place, key in edited]
        return {view.question.kind if view else "line" for view in views}

    def show_answers(self, before: Record) -> None:
        """Puts in again what the meeting holds, as steps that lead there from what was before."""
        self.collect()
        for place, section in enumerate(self.all):
            for question in section.question:
                was, now = answer_in(before, question), self.answer_of(question)
                if was != now:
                    standing = self.standing_of(question)
                    self._undos[place].push(PutAnswer(self, question, was, now, standing))
        for page in self._pages.values():
            for view in page.views.values():
                view.show_answer(self._meeting)

    def show_findings(self, found: list[Finding]) -> None:
        """From now on each question says what the check page says of it."""
        self._found = found
        for page in self._pages.values():
            page.show_findings(found)

    # who disagrees

    def _disagreements(self) -> tuple[Row, ...]:
        kept = self._meeting.disagreements
        return self._meeting.rows(kept) if kept else ()

    def tidy_disputes(self) -> None:
        """Nothing stays of a card that was opened and left empty."""
        for page in self._pages.values():
            for view in page.views.values():
                view.tidy_disputes()

    @property
    def takes_disputes(self) -> bool:
        """False where the form keeps none, and once the meeting is signed."""
        return self._meeting.disagreements is not None and not self._room.read_only

    def start_dispute(self) -> None:
        """At the question in hand."""
        if (kept := self._meeting.disagreements) and self.takes_disputes:
            self.current.start_dispute(kept)

    # what was not discussed

    def _leave_out(self, page: SectionPage) -> None:
        """Where there are words, whether they stay is asked first."""
        self.settling.emit()
        if questions_with_words(self._meeting.form, page.section, self._meeting.record):
            page.not_discussed.ask()
        else:
            page.not_discussed.leave_out()
        page.not_discussed.refresh(self._meeting)

    def _take_words_out(self, place: int) -> None:
        """One step, which brings them all back when it is undone."""
        self.settling.emit()
        page, meeting = self.page(place), self._meeting
        said = questions_with_words(meeting.form, page.section, meeting.record)
        steps = [self._without_words(question) for question in said]
        self._undos[place].do(Together(page.not_discussed.ticking(), *steps))
        self.settling.emit()
        page.not_discussed.ask_why()

    def _without_words(self, question: Question) -> PutAnswer:
        was, begun = self.answer_of(question), "\n".join(question.start_with)
        rows = None if isinstance(was.value, str) else without_words(question, was.value)
        now = Answer(begun if rows is None else rows, {})
        return PutAnswer(self, question, was, now, self.standing_of(question))

    # what is not asked now

    def _handle_here(self, place: int, one: Unasked, changes: Changes) -> None:
        self._put_changes(self._undos[place], changes, one.question)
        self.settling.emit()
        moved_to = (key for key in changes.answers if key in self.current.views)
        self.current.show_end_of(next((k for k in moved_to if k != one.key), one.question))

    def handle(self, changes: Changes) -> None:
        """From the check page, which takes it back."""
        self._put_changes(self.handled, changes, "")

    def _put_changes(self, undo: SectionUndo, changes: Changes, about: str) -> None:
        self.collect()
        undo.do(PutChanges(self, changes, about))

    def as_in(self, changes: Changes) -> Changes:
        self.collect()
        return self._meeting.record.as_in(changes)

    def take_over(self, changes: Changes) -> None:
        self._meeting.take_over(changes)
        for page in self._pages.values():
            page.show_again(changes, self._meeting)
        self.edited.emit()

    def show_end_of_key(self, key: str) -> None:
        self.current.show_end_of(key)

    # answers that come in whole

    def bring_in(self, question: Question, text: str, source: str) -> None:
        """An answer of last time, marked until it is confirmed."""
        self._put(question, Answer(text, {WHOLE: source} if source else {}))

    def confirm(self, question: Question, row: str = "") -> None:
        """What was brought in is right: a row of it, or all that the chair may say so of."""
        self._put(question, self._confirmed(question, row))

    def _confirmed(self, question: Question, row: str = "") -> Answer:
        was, right = self.answer_of(question), self._meeting.can_confirm(question)
        right = {row: right[row]} if row in right else {} if row else right
        left = {one: source for one, source in was.marks.items() if one not in right}
        return replace(was, marks=left)

    def confirm_all(self) -> None:
        """In the section in sight, as one step."""
        meeting, asked = self._meeting, self.all[self.place].question
        brought = [q for q in asked if meeting.applies(q) and meeting.can_confirm(q)]
        if steps := [self._step_to(question, self._confirmed(question)) for question in brought]:
            self._undos[self.place].do(Together(*steps))

    def _put(self, question: Question, answer: Answer) -> None:
        if self.answer_of(question) != answer:
            self._undos[self._place_of(question)].do(self._step_to(question, answer))

    def _step_to(self, question: Question, answer: Answer) -> PutAnswer:
        was = self.answer_of(question)
        return PutAnswer(self, question, was, answer, self.standing_of(question))

    def answer_of(self, question: Question) -> Answer:
        return answer_in(self._meeting.record, question)

    def standing_of(self, question: Question) -> tuple[Row, ...]:
        """None where the page is not built."""
        page = self._pages.get(self._place_of(question))
        rows = page.views[question.key].rows_editor() if page else None
        return rows.standing() if rows else ()

    def put_answer(self, question: Question, answer: Answer, standing: tuple[Row, ...]) -> None:
        view = self.view_of(question)
        view.put(standing or answer.value, answer.marks)

    def show_end_of(self, question: Question) -> None:
        self.current.show_end_of(question.key)

    # what is undone

    def undo(self) -> None:
        self._undos[self.place].undo()

    def redo(self) -> None:
        """Qt knows Ctrl+Y as redo on Windows alone: the action line has one of its own."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and not self.has_caret:
            focus.redo()
        else:
            self._undos[self.place].redo()

    def _place_of(self, question: Question) -> int:
        return self.all.index(self._meeting.form.section_of(question.key))
