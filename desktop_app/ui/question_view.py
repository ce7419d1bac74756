"""One question on the page: its words, its hint, its editor, and what is still to do."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.forms.model import Question
from desktop_app.records.brought import WHOLE, Marks, is_old_views, why_key
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import LONGEST_ANSWER, Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.disputes import Disputes
from desktop_app.ui.editors.build import editor_of
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Editor, Room
from desktop_app.ui.editors.rows import CarriedRows, FixedRows, FreeRows
from desktop_app.ui.editors.rows_editor import RowsEditor
from desktop_app.ui.from_elsewhere import FromElsewhere
from desktop_app.ui.no_new_views import COLUMN as NO_NEW
from desktop_app.ui.no_new_views import NoNewViews
from desktop_app.ui.pieces import in_a_row, words

_ROWS: dict[str, type[RowsEditor]] = {"fixed_table": FixedRows, "carried_actions": CarriedRows}
_SAID_BESIDE = ("unread", "unlisted")  # findings that the editor itself says


class QuestionView(QWidget):
    """`edited` carries the question's key; `keep` hands the answer to the open meeting.

    `confirmed` carries a question's key, and the row of it that is right, or nothing for all.
    """

    edited = Signal(str)
    told = Signal(str)
    confirmed = Signal(str, str)

    def __init__(self, question: Question, room: Room, needed: str = "needed to sign") -> None:
        super().__init__()
        self.question = question
        self._room = room
        remark = room.remark(question) if room.remark else ""
        self._hint = " ".join(said for said in (question.hint, remark) if said)
        self._disputes: Disputes | None = None  # until somebody disagrees
        self._before_dispute: QWidget | None = None
        self._needed = words(needed, "muted")
        self._rows = _rows_editor(question, room)
        self._editor = None if question.has_rows else _text_editor(question, room)
        self._calculated = words("") if question.kind == "calculated" else None
        self._unconfirmed = ("", "")  # text as it was brought in, and from where
        self._said = words("", "alert")
        self._said.hide()
        every = "all of these" if question.has_rows else ""
        self._brought = FromElsewhere(question.words, all_of=every)
        self._brought.confirmed.connect(lambda: self.confirmed.emit(question.key, ""))
        self._no_new: NoNewViews | None = None  # until there are old ones
        self._lay_out()
        editor = self._rows or self._editor
        if editor:
            editor.edited.connect(lambda: self.edited.emit(question.key))
            editor.told.connect(self.told)
        if self._rows:
            self._rows.confirmed.connect(partial(self.confirmed.emit, question.key))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        label = words(self.question.words, "label")
        self._needed.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._needed.setWordWrap(False)
        layout.addLayout(in_a_row(label, self._needed))
        if self._hint:
            layout.addWidget(words(self._hint, "muted"))
        inside = self._rows or self._editor or self._calculated
        if inside:
            layout.addWidget(inside)
        layout.addWidget(self._said)
        layout.addWidget(self._brought)
        if self._editor:
            self._editor.name(self.question.words, self._hint)
            label.setBuddy(self._editor.input_widget())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def put(self, value: str | tuple[Row, ...], marks: Marks) -> None:
        """Puts in a whole answer, with the marks of what is not confirmed of it."""
        self._show_value(value)
        self._put_marks(marks)
        self.edited.emit(self.question.key)

    def _put_marks(self, marks: Marks) -> None:
        if self._rows:
            self._rows.put_marks(marks)
        elif marks or self._marks():
            self._unconfirmed = (str(self._value()), marks.get(WHOLE, ""))

    def _marks(self) -> dict[str, str]:
        """Of what stands as it was brought in, or does so again by undo."""
        if self._rows:
            return self._rows.marks()
        value, source = self._unconfirmed
        return {WHOLE: source} if source and self._value() == value else {}

    def show_answer(self, meeting: OpenMeeting) -> None:
        """Puts in what is stored; emits nothing."""
        key = self.question.key
        self._show_value(meeting.rows(self.question) if self._rows else meeting.answer(key))
        self._put_marks(meeting.marks(self.question))
        self.show_disputes(meeting)
        self.refresh(meeting)

    def _show_value(self, value: str | tuple[Row, ...]) -> None:
        if self._rows and not isinstance(value, str):
            self._rows.show_value(value)
        elif self._editor and isinstance(value, str):
            self._editor.show_value(value)

    def _value(self) -> str | tuple[Row, ...]:
        if self._rows:
            return self._rows.value()
        return self._editor.value() if self._editor else ""

    def refresh(self, meeting: OpenMeeting, *, appear: bool = True) -> None:
        """What follows from other answers: whether it applies, and what is calculated.

        It does not `appear` or go while one types near by, and never goes with the caret in it.
        """
        applies = meeting.applies(self.question)
        focus = QApplication.focusWidget()
        if appear and (applies or not (focus and self.isAncestorOf(focus))):
            self.setVisible(applies)
        self._show_marks(meeting, appear=appear)
        self._needed.setVisible(meeting.is_needed(self.question))
        if self._calculated:
            self._calculated.setText(meeting.calculated(self.question) or "Not known yet")

    def _show_marks(self, meeting: OpenMeeting, *, appear: bool) -> None:
        """Rows say it beside their titles; of several, all can be confirmed at once."""
        right, marks = meeting.can_confirm(self.question), meeting.marks(self.question)
        may = not self._room.read_only
        if self._rows:
            self._rows.show_sources(marks, right if may else {}, appear=appear)
        several = not self._rows or len(right) > 1
        source = next(iter(right.values()), "") if several else ""
        self._brought.show_source(source, appear=appear, count=len(right), may_confirm=may)
        old = next((one for one in marks.values() if is_old_views(self.question, one)), "")
        if old and self._no_new is None:
            self._no_new = self._add_no_new()
        if self._no_new:
            self._no_new.show_value(meeting.answer(why_key(self.question)))
            self._no_new.show_source(old, appear=appear)

    def _add_no_new(self) -> NoNewViews:
        part = NoNewViews(self._room, self.question.words)
        part.edited.connect(lambda: self.edited.emit(self.question.key))
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - set by _lay_out
        layout.insertWidget(layout.indexOf(self._brought), part)
        return part

    def keep(self, meeting: OpenMeeting) -> None:
        value, key = self._value(), self.question.key
        if not isinstance(value, str):
            meeting.set_rows(self.question, value)
        elif self._editor:
            meeting.set_answer(key, value)
        meeting.set_marks(self.question, self._marks())
        if self._no_new:
            meeting.set_answer(why_key(self.question), self._no_new.taken())
        if self._disputes:
            here = self._disputes
            meeting.set_raised_at(self.question, here.value(), here.marks())

    def show_findings(self, findings: list[Finding]) -> None:
        """Says under the answer what the check page says, in the same words."""
        own = [f"{self.question.key}.{what}" for what in _SAID_BESIDE]
        text = "\n".join(f.message for f in findings if not f.settled and f.key not in own)
        self._said.setText(text)
        self._said.setVisible(bool(text))
        if self._editor:
            said = " ".join(part for part in (self._hint, text) if part)
            self._editor.name(self.question.words, said)

    # who disagrees

    def show_disputes(self, meeting: OpenMeeting) -> None:
        """As they stand in the table of disagreements, which may be this question's own."""
        if self.question == meeting.disagreements and self._rows:
            self._rows.show_value(meeting.rows(self.question))
            self._rows.put_marks(meeting.marks(self.question))
        elif meeting.disagreements and (meeting.raised_at(self.question) or self._disputes):
            here = self._disputes_here(meeting.disagreements)
            here.show_value(meeting.raised_at(self.question))
            here.put_marks(meeting.marks(meeting.disagreements))

    def start_dispute(self, kept: Question, back: QWidget) -> QWidget:
        """An empty card with the caret in it, for a row of `kept`; Esc leads `back`."""
        if self.question == kept and isinstance(self._rows, FreeRows):
            return self._rows.add_row()
        here = self._disputes_here(kept)
        if not here.isAncestorOf(back):
            self._before_dispute = back
        return here.add_row()

    def _disputes_here(self, kept: Question) -> Disputes:
        if self._disputes is None:
            self._disputes = Disputes(kept, self.question, self._room)
            self._disputes.edited.connect(lambda: self.edited.emit(self.question.key))
            self._disputes.told.connect(self.told)
            self._disputes.confirmed.connect(partial(self.confirmed.emit, kept.key))
            self._disputes.left.connect(self._leave_disputes)
            layout = self.layout()
            assert layout is not None  # noqa: S101 - set by _lay_out
            layout.addWidget(self._disputes)
            QWidget.setTabOrder(self._brought.last_stop, self._disputes.input_widget())
        return self._disputes

    def _leave_disputes(self) -> None:
        back = self._before_dispute
        if back and isValid(back):
            back.setFocus()
        else:
            self.take_focus()

    def tidy_disputes(self) -> None:
        if self._disputes:
            self._disputes.tidy()

    def rows_editor(self) -> RowsEditor | None:
        return self._rows

    def take_focus(self) -> bool:
        """False where nothing is typed or chosen."""
        if self._rows:
            self._rows.take_focus()
        elif self._editor:
            self._editor.input_widget().setFocus()
        return bool(self._rows or self._editor)

    def show_end(self) -> None:
        """The focus, with the caret behind the answer."""
        if self._editor:
            self._editor.put_caret(LONGEST_ANSWER, LONGEST_ANSWER)
        else:
            self.take_focus()

    def caret_at(self, widget: QWidget) -> Caret:
        """Where it is, while that widget of the question has the focus."""
        for rows in (self._rows, self._disputes):
            if rows and rows.isAncestorOf(widget):
                return replace(rows.caret_at(widget), question=self.question.key)
        if self._no_new and self._no_new.isAncestorOf(widget):
            return self._no_new.caret_at(widget, self.question.key)
        if self._editor and self._editor.isAncestorOf(widget):
            return Caret(self.question.key, "", "", *self._editor.caret(widget))
        return Caret(self.question.key)

    def put_caret(self, caret: Caret) -> None:
        """The focus with it where it was, or as near as can be."""
        if self._no_new and caret.column == NO_NEW and self._no_new.isVisibleTo(self):
            self._no_new.put_caret(caret)
            return
        if self._editor and not caret.row:
            self._editor.put_caret(caret.at, caret.since)
            return
        there = (rows for rows in (self._rows, self._disputes) if rows)
        if not any(rows.put_caret(caret) for rows in there):
            begun = self._rows and self._rows.begin_again(caret)
            if not begun:
                self.take_focus()


def _rows_editor(question: Question, room: Room) -> RowsEditor | None:
    if not question.has_rows:
        return None
    return _ROWS.get(question.kind, FreeRows)(question, room)


def _text_editor(question: Question, room: Room) -> Editor | None:
    return None if question.kind == "calculated" else editor_of(question, room)
