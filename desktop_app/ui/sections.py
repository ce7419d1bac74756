"""The sections of a meeting: each page is built when it is first shown, and kept."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.forms.model import Question
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.undo import RowUndo
from desktop_app.ui.question_view import QuestionView
from desktop_app.ui.section_page import SectionPage


class Sections(QStackedWidget):
    """`edited` says that something was typed; `step` is -1 or 1; `confirmed` carries a key."""

    edited = Signal()
    told = Signal(str)
    confirmed = Signal(str)
    step = Signal(int)

    def __init__(self, meeting: OpenMeeting, room: Room) -> None:
        super().__init__()
        self._meeting = meeting
        self._room = room
        self.all = meeting.form.in_the_room()
        self.place = 0
        self._pages: dict[int, SectionPage] = {}
        self._undos: dict[int, RowUndo] = {}  # of each section: only what is in sight is undone
        self._edited: set[tuple[int, str]] = set()
        self._found: list[Finding] | None = None

    @property
    def current(self) -> SectionPage:
        """The page in sight."""
        return self.page(self.place)

    def go_to(self, place: int) -> SectionPage:
        """Shows a section as its answers stand now."""
        self.place = place
        self.current.refresh(self._meeting)
        self.setCurrentWidget(self.current)
        return self.current

    def page(self, place: int) -> SectionPage:
        if place not in self._pages:
            self._pages[place] = self._build(place)
            self.addWidget(self._pages[place])
        return self._pages[place]

    def _build(self, place: int) -> SectionPage:
        position = f"Section {place + 1} of {len(self.all)}"
        self._undos[place] = RowUndo()
        room = replace(self._room, undo=self._undos[place])
        page = SectionPage(self.all[place], position, self._meeting, room)
        page.edited.connect(partial(self._note_edit, place))
        page.told.connect(self.told)
        page.confirmed.connect(self.confirmed)
        page.step.connect(self.step)
        if self._found is not None:
            page.show_findings(self._found)
        return page

    def place_of(self, key: str) -> int | None:
        """The section of a question; None for a key that the form does not have."""
        for place, section in enumerate(self.all):
            if any(question.key == key for question in section.question):
                return place
        return None

    def view_of(self, question: Question) -> QuestionView:
        """Builds its page if nobody has been there yet."""
        place = self.all.index(self._meeting.form.section_of(question.key))
        return self.page(place).views[question.key]

    # what was typed

    def _note_edit(self, place: int, key: str) -> None:
        self._edited.add((place, key))
        self.edited.emit()

    def collect(self) -> set[str]:
        """Hands everything edited since the last time to the meeting; returns its kinds."""
        edited, self._edited = self._edited, set()
        before = self._disagreements()
        for place, key in edited:
            self._pages[place].keep(key, self._meeting)
        if self._disagreements() != before:
            for at, page in self._pages.items():
                page.show_disputes(self._meeting, {key for place, key in edited if place == at})
        views = [self._pages[place].views.get(key) for place, key in edited]
        return {view.question.kind if view else "line" for view in views}

    def show_answers(self) -> None:
        """Puts in again what the meeting holds, where a page stands already."""
        self.collect()
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

    def undo_row(self) -> None:
        self._undos[self.place].undo_row()

    def redo_row(self) -> None:
        self._undos[self.place].redo_row()
