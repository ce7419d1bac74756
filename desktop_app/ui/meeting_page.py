"""A meeting: rail, questions, guidance, actions so far, and whether it is saved."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.forms.model import Column, Question
from desktop_app.records.answers import anchor
from desktop_app.records.meeting import Record
from desktop_app.services.carried_marks import first_said
from desktop_app.services.guide import Guide
from desktop_app.services.last_time import LastTime, last_time
from desktop_app.services.left_to_do import left_to_do
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.spelling import Spelling, own_words
from desktop_app.ui.editors.caret import Caret, caret_of
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.notes import stamp_time
from desktop_app.ui.editors.spelling import MeetingWords
from desktop_app.ui.editors.undo import SectionUndo
from desktop_app.ui.glance import remark_on
from desktop_app.ui.question_view import QuestionView
from desktop_app.ui.quick_actions import QuickActions
from desktop_app.ui.rail import Rail
from desktop_app.ui.sections import Sections
from desktop_app.ui.side_panel import SidePanel
from desktop_app.ui.sides import Sides
from desktop_app.ui.status_line import StatusLine

# milliseconds: rail and counts follow the typing at a distance, and a choice at once
FOLLOW_TYPING, FOLLOW_CHOICES = 1_200, 50
TYPED = {"line", "notes", "person"}  # kinds on which little depends


class MeetingPage(QWidget):
    """`changed` starts the throttle; `told` carries a sentence for the chair."""

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        meeting: OpenMeeting,
        terms: Callable[[Question | Column], Sequence[str]],
        previous: Record | None = None,
        guide: Guide | None = None,
    ) -> None:
        super().__init__()
        self.meeting = meeting
        self._previous = previous
        self._in_hand: QuestionView | None = None
        self._words = MeetingWords(lambda: own_words(meeting))
        guide = guide or Guide()
        room = Room(
            terms=terms,
            people=self._people,
            day=lambda: anchor(meeting.record),
            undo=SectionUndo(),
            read_only=meeting.is_signed,
            words=self._words,
            remark=partial(remark_on, guide),
        )
        self._check_was_seen = False
        self.sections = Sections(meeting, room)
        self._rail = Rail(self.sections.all)
        self._side = SidePanel(guide)
        self._sides = Sides(self._rail, self.sections, self._side)
        self._actions = QuickActions(meeting, self.sections, self._side, self._sides)
        self.status = StatusLine()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sides, 1)
        layout.addWidget(self.status)
        self._connect()
        self.follow()
        self.come_back()

    def _connect(self) -> None:
        self.sections.edited.connect(self.changed)
        self.sections.settling.connect(self._settle)
        self.sections.told.connect(self.told)
        self.sections.confirmed.connect(self.confirm)
        self.sections.step.connect(self.step)
        self._rail.chosen.connect(self.go_to)
        self._rail.entered.connect(lambda: self.sections.current.take_focus())
        self._rail.itemClicked.connect(lambda: self.sections.current.take_focus())
        self._actions.collecting.connect(self.collect)
        self._actions.told.connect(self.told)
        self._side.bring_in.connect(self._bring_in)
        self._side.disagrees.connect(self.sections.start_dispute)
        self._followed = QTimer(self)
        self._followed.setSingleShot(True)
        self._followed.timeout.connect(self.follow)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._minute = QTimer(self)
        self._minute.timeout.connect(lambda: self.status.show_elapsed(self._clock.elapsed()))
        self._minute.start(15_000)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        for keys, act in self._keys().items():
            QShortcut(QKeySequence(keys), self, act)

    def _keys(self) -> dict[str, Callable[[], object]]:
        return {
            "Ctrl+PgDown": lambda: self.step(1),
            "Ctrl+PgUp": lambda: self.step(-1),
            "Ctrl+G": self._rail_focus,
            "F6": lambda: self._cycle(1),
            "Shift+F6": lambda: self._cycle(-1),
            "F3": self.sections.start_dispute,
            "F4": self._bring_in,
            "Ctrl+H": self._confirm_here,
            "Alt+H": lambda: self._confirm_here(whole=True),
            "Ctrl+Shift+H": lambda: self.confirm(""),
            "F9": self._actions.start,
            "Shift+F9": self._actions.take_line,
            "F5": stamp_time,
            "F8": self._sides.toggle_both,
            "F1": self._sides.toggle_guidance,
            "Shift+F1": self._side.open_window,
            "Ctrl+Shift+A": self._to_attendance,
            "Ctrl+Z": self.sections.undo,
            "Ctrl+Y": self.sections.redo,
            "Ctrl+Shift+Z": self.sections.redo,
        }

    # where the chair is

    def go_to(self, place: int) -> None:
        """Shows a section, with the caret where it was."""
        page = self.sections.go_to(place)
        self._rail.show_current(place)
        if not self._rail.hasFocus():
            page.take_focus()

    def step(self, by: int) -> None:
        if 0 <= self.sections.place + by < len(self.sections.all):
            self.go_to(self.sections.place + by)
            self.sections.current.take_focus()

    def go_to_question(self, key: str) -> None:
        """Shows the section of a question and puts the caret there; else to the first section."""
        place = self.sections.place_of(key)
        self.go_to(place or 0)
        if place is not None:
            self.sections.current.show_question(key)

    def come_back(self) -> None:
        """To where the chair was, with the caret where it was."""
        caret = self._noted
        self.go_to(self.sections.place_of(caret.question) or 0)
        self.sections.current.put_caret(caret)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        page = self.sections.current
        if not new or not page.isAncestorOf(new):
            return
        moved_on = new is not page.last_focus
        page.hold(new)
        if moved_on:
            self.collect()  # a disagreement stands in two places: nobody sees an old one
            self.sections.tidy_disputes()
            page.refresh(self.meeting, at_once=True)
        if view := page.view_around(new):
            self._in_hand = view
            self._side.show_guidance(view.question, new, can_disagree=self.sections.takes_disputes)
            self._show_last_time()
        if moved_on or not page.select_again(self._noted):
            self._note_place()

    def hideEvent(self, event: QHideEvent) -> None:
        """Something else comes in its place, and may take the focus."""
        super().hideEvent(event)
        self._note_place()

    @property
    def _noted(self) -> Caret:
        return caret_of(self.meeting.record.meeting.place)

    def _note_place(self) -> None:
        """A line that lost the focus has forgotten what was selected in it."""
        caret = self.sections.current.caret()
        forgotten = caret == self._noted.without_selection and not self.sections.has_caret
        if caret and not forgotten and not self.meeting.is_signed:
            self.meeting.set_place(caret.kept())

    # what is undone

    def _settle(self) -> None:
        self.collect()
        self.sections.current.refresh(self.meeting, at_once=True)

    # last time

    def _show_last_time(self) -> None:
        if view := self._in_hand:
            last = self._last_time(view.question)
            takes = not (view.question.has_rows or self.meeting.is_signed)
            self._side.show_last_time(last, can_bring_in=takes and bool(last and last.text))

    def _last_time(self, question: Question) -> LastTime | None:
        return last_time(self._previous, self.meeting, question) if self._previous else None

    def _bring_in(self) -> None:
        """Puts the answer of last time into the question in hand, marked until confirmed."""
        view = self._in_hand
        if not view or view.question.has_rows or self.meeting.is_signed:
            return
        self.collect()
        last = self._last_time(view.question)
        if not last or not last.text:
            self.told.emit("Nothing was said about this last time.")
        elif self.meeting.answer(view.question.key).strip():
            self.told.emit("There is an answer already. Empty it first to bring in the old one.")
        else:
            self.sections.bring_in(view.question, last.text, self._said_first(view.question))
            self._follow_now()

    def _said_first(self, question: Question) -> str:
        """Where the mark says it is from; a fact has none."""
        if question.nature == "fact" or self._previous is None:
            return ""
        return first_said(self._previous, question)

    def confirm(self, key: str, row: str = "") -> None:
        """It still holds: a row, all of a question, or without a key of the section in sight."""
        if self.meeting.is_signed:
            return
        self.collect()
        if key:
            self.sections.confirm(self.meeting.form.question(key), row)
        else:
            self.sections.confirm_all()
        self._follow_now()

    def _confirm_here(self, *, whole: bool = False) -> None:
        """The row or the answer in which the caret is; or all rows of its table."""
        caret = self.sections.current.caret()
        view = self._in_hand
        if caret and view and (caret.row or whole or not view.question.has_rows):
            self.confirm(view.question.key, "" if whole else caret.row)

    def _follow_now(self) -> None:
        self.collect()
        self.changed.emit()
        self.follow()
        self._show_last_time()

    # what was typed

    @property
    def has_news(self) -> bool:
        """Something typed that was not collected yet."""
        return self.sections.has_news

    def collect(self) -> None:
        """Hands everything edited since the last time to the open meeting, and where it was."""
        kinds = self.sections.collect()
        self._note_place()
        if not kinds <= TYPED:
            self._followed.start(FOLLOW_CHOICES)
        elif kinds and not self._followed.isActive():
            self._followed.start(FOLLOW_TYPING)

    def reload(self, before: Record) -> None:
        """Shows what the meeting holds, after something else than typing has changed it."""
        self.sections.show_answers(before)
        self._follow_now()

    def follow(self) -> None:
        """Rail, counts and what applies follow the answers, behind the typing."""
        self._side.show_actions(self.meeting.record.actions)
        self._words.follow()
        found = self.meeting.findings()
        self._rail.show_states(self.meeting.states(found))
        if not self.meeting.is_signed:
            brought = sum(finding.brought for finding in found)
            self.status.show_to_do(left_to_do(found), brought)
        self.sections.current.refresh(self.meeting)
        if self._check_was_seen:
            self.sections.show_findings(found)

    def show_findings(self) -> None:
        """From now on each question says what the check page says of it."""
        self._check_was_seen = True
        self.sections.show_findings(self.meeting.findings())

    def check_spelling(self, spelling: Spelling) -> None:
        """From now on unknown words in notes are underlined."""
        self._words.use(spelling)

    def _people(self) -> list[str]:
        names = (row.values.get("name", "").strip() for row in self.meeting.record.attendance)
        return sorted({name for name in names if name})

    def _to_attendance(self) -> None:
        if question := self.meeting.form.of_kind("attendance"):
            self.go_to_question(question.key)

    # what is in sight

    def _rail_focus(self) -> None:
        self._sides.want_rail()
        self._rail.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _cycle(self, step: int) -> None:
        """F6: rail, questions, actions, as far as they are in sight."""
        page = self.sections.current
        stops: list[tuple[QWidget, Callable[[], object]]] = [
            (page, page.take_focus),
            (self._side, self._actions.start),
            (self._rail, self._rail_focus),
        ]
        focus = QApplication.focusWidget()
        inside = (
            n for n, (w, _) in enumerate(stops) if focus and (w is focus or w.isAncestorOf(focus))
        )
        here = next(inside, 0)
        stops[(here + step) % len(stops)][1]()
