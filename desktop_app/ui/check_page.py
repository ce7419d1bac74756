"""Before you sign: everything still to do, each a way to its question."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.forms.reasons import no_reason
from desktop_app.records.findings import Finding, Weight
from desktop_app.records.meeting import Changes
from desktop_app.records.unasked import EARLIER_HEADING, Unasked
from desktop_app.services.left_over import kept, moved, places_for
from desktop_app.services.left_to_do import left_to_do
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.announce import announce
from desktop_app.ui.as_kept import show_as_kept
from desktop_app.ui.fields import say
from desktop_app.ui.left_over_card import LeftOverCard
from desktop_app.ui.pieces import Column, button, card, clear, in_a_row, link, stacked, words

_Part = Weight | Literal["brought"]
_PARTS: tuple[tuple[_Part, str, str], ...] = (
    ("blocks", "These must be there", "The minutes cannot be signed without them."),
    (
        "reason",
        "Still empty: finish, or say why not",
        "You can sign without these. Your reason prints in the minutes.",
    ),
    (
        "brought",
        "Brought in, and not confirmed today",
        "You can sign with these. Each prints as not confirmed today, with the day it is from.",
    ),
    ("warning", "Please look at these", "Tick each one when you have read it."),
)


_NOT_ASKED = "Recorded, but not asked now"
_BELONGS_NOWHERE = "Some words belong to no question of the form now: they come first."
_NOT_ASKED_HINT = (
    "Each can be moved, kept or taken out; Ctrl+Z on this page brings it back. What is left as it "
    f"is prints under “{EARLIER_HEADING}”."
)


def _part_of(finding: Finding) -> _Part:
    return "brought" if finding.brought else finding.weight


class CheckPage(Column):
    """`question_wanted` carries a key, and so does `confirmed`: it still holds.

    `answered` says that a reason or a tick was given. Ctrl+Z takes back what was done here with
    words that are not asked now.
    """

    question_wanted = Signal(str)
    confirmed = Signal(str)
    answered = Signal()
    handled = Signal(object)  # what is done with words that are not asked now: Changes
    undo_wanted = Signal()
    redo_wanted = Signal()
    sign_wanted = Signal()
    left = Signal()

    def __init__(self, meeting: OpenMeeting) -> None:
        super().__init__()
        self.meeting = meeting
        self._first_to_do: QPushButton | None = None
        self._stops: list[QWidget] = []
        self._unread: list[_Tick] = []
        self._reasons: list[QLineEdit] = []
        self._heading = words("", "title")
        self._summary = words("", "muted")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(24)
        self._sign = button("Go on to sign", self.sign_wanted.emit, "primary")
        self._back = button("‹ Back to the meeting", self.left.emit)
        self.content.addLayout(stacked(self._heading, self._summary, gap=4))
        self.content.addLayout(self._parts)
        self.content.addLayout(in_a_row(self._back, self._sign, None))
        self.end()
        for keys, wanted in (
            ("Ctrl+Z", self.undo_wanted),
            ("Ctrl+Y", self.redo_wanted),
            ("Ctrl+Shift+Z", self.redo_wanted),
        ):
            QShortcut(QKeySequence(keys), self, wanted.emit)

    def _read_all(self) -> None:
        """As far as they were in sight: the next that was not comes there now."""
        for tick in self._unread:
            tick.setChecked(tick.isChecked() or tick.was_seen)
        unseen = [tick for tick in self._unread if not tick.isChecked()]
        if not unseen:
            self._sign.setFocus()
        elif inside := self.widget():
            first = unseen[0].mapTo(inside, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(first - self.viewport().height() // 4)
            announce(self, f"{len(unseen)} were not in sight yet. Press again when they were.")

    def reasons(self) -> list[QLineEdit]:
        """Where a reason may be given, in the order on the page."""
        return self._reasons

    def refresh(self) -> None:
        """Lists what the meeting asks for now, and puts the focus on the first thing to do."""
        found = self.meeting.findings()
        clear(self._parts)
        self._first_to_do = None
        self._stops = []
        self._unread = []
        self._reasons = []
        if not_asked := [finding for finding in found if finding.left_over]:
            self._parts.addLayout(self._not_asked(not_asked))
        for part, title, hint in _PARTS:
            those = (finding for finding in found if _part_of(finding) == part)
            if these := [finding for finding in those if not finding.left_over]:
                self._parts.addLayout(self._part(part, title, hint, these))
        self._count(found)
        self._order()
        (self._first_to_do or self._sign).setFocus()
        QTimer.singleShot(0, self._show_first)  # once the new list has its place

    def _show_first(self) -> None:
        if self._first_to_do:
            self.ensureWidgetVisible(self._first_to_do)
        else:
            self.verticalScrollBar().setValue(0)

    def _order(self) -> None:
        """Tab goes through the findings, then to the buttons below them."""
        before: QWidget = self
        for stop in (*self._stops, self._back, self._sign):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _count(self, found: list[Finding]) -> None:
        left = left_to_do(found)
        self._heading.setText("Before you sign" if left else "Ready to sign")
        if left:
            said = f"{left}. Everything typed is safe."
        else:
            said = "Nothing stands in the way. You can still go back and change anything."
        if brought := sum(finding.brought for finding in found):
            what = "answer or table prints" if brought == 1 else "answers and tables print"
            said = f"{said} {brought} {what} as not confirmed today."
        if any(finding.left_over and not finding.question for finding in found):
            said = f"{said} {_BELONGS_NOWHERE}"
        self._summary.setText(said)
        self._sign.setEnabled(not left)

    def _part(self, part: _Part, title: str, hint: str, found: list[Finding]) -> QLayout:
        layout = stacked(words(title, "label"), words(hint, "muted"))
        for finding in found:
            layout.addWidget(self._finding(finding))
        if part == "warning":  # below them: who presses it has come past them
            every = button("I have read all of these", self._read_all)
            self._stops.append(every)
            layout.addWidget(every)
        return layout

    def _not_asked(self, found: list[Finding]) -> QLayout:
        """One list of all that stands in the record and is not asked now."""
        left_over = {one.key: one for one in self.meeting.left_over()}
        layout = stacked(words(_NOT_ASKED, "label"), words(_NOT_ASKED_HINT, "muted"))
        for finding in found:
            one = left_over[finding.left_over]
            made = LeftOverCard(one, places_for(self.meeting, one), read_only=False)
            made.moved.connect(partial(self._move, one))
            made.kept.connect(partial(self._handle, kept(one)))
            made.taken_out.connect(partial(self._handle, one.out))
            if self._first_to_do is None and not finding.settled:
                self._first_to_do = made.stops[0]
            self._stops += made.stops
            layout.addWidget(made)
            if one.question and not one.kept:
                tick = _add_tick(made.said, finding, partial(self._answer, f"read.{finding.key}"))
                self._stops.append(tick)
                self._unread.append(tick)
        return layout

    def _move(self, one: Unasked, key: str) -> None:
        self._handle(moved(self.meeting, one, self.meeting.form.question(key)))

    def _handle(self, changes: Changes) -> None:
        self.handled.emit(changes)

    def _finding(self, finding: Finding) -> QWidget:
        way = link(f"{finding.about} ›", partial(self.question_wanted.emit, finding.question))
        way.setAccessibleDescription(finding.message)
        if self._first_to_do is None and finding.holds_up:
            self._first_to_do = way
        self._stops.append(way)
        layout = stacked(in_a_row(way, None), words(finding.message), gap=4)
        if finding.source:
            layout.addWidget(words(finding.source, "muted"))
        if finding.weight == "reason":
            key = f"reason.{finding.key}"
            given = self.meeting.answer(key) or finding.reason
            why = _Reason(finding.about, given, partial(self._answer, key))
            self._stops.append(why.line)
            self._reasons.append(why.line)
            layout.addWidget(why)
        elif finding.brought:
            self._add_brought(layout, finding)
        elif finding.weight == "warning":
            tick = _add_tick(layout, finding, partial(self._answer, f"read.{finding.key}"))
            self._stops.append(tick)
            self._unread.append(tick)
        return card(layout)

    def _add_brought(self, layout: QVBoxLayout, finding: Finding) -> None:
        if self.meeting.can_confirm(self.meeting.form.question(finding.question)):
            holds = button("It still holds", lambda: self.confirmed.emit(finding.question))
            holds.setAccessibleDescription(f"{finding.about}: {finding.message}")
            self._stops.append(holds)
            layout.addLayout(in_a_row(holds, None))

    def _answer(self, key: str, text: str) -> None:
        self.meeting.set_answer(key, text)
        self._count(self.meeting.findings())
        self.answered.emit()


class _Reason(QWidget):
    """Why something is signed over; what is no reason is refused once the caret has left it."""

    def __init__(self, about: str, given: str, answer: Callable[[str], None]) -> None:
        super().__init__()
        self.line = QLineEdit(given)
        show_as_kept(self.line)
        self.line.setMaxLength(2_000)
        label = QLabel("Sign without it, because")
        label.setBuddy(self.line)
        self.line.setAccessibleName(f"Sign without {about}, because")
        self._refused = words("", "alert")
        self.setLayout(stacked(label, self.line, self._refused))
        self.line.textChanged.connect(answer)
        self.line.textChanged.connect(self._take_back)
        self.line.editingFinished.connect(lambda: self._say(no_reason(self.line.text())))
        self._say(no_reason(given))

    def _take_back(self, text: str) -> None:
        if not no_reason(text):
            self._say("")

    def _say(self, refused: str) -> None:
        say(self._refused, refused)
        self.line.setAccessibleDescription(refused)


def _add_tick(layout: QVBoxLayout, finding: Finding, answer: Callable[[str], None]) -> "_Tick":
    tick = _Tick("I have read this")
    tick.setAccessibleName(f"I have read: {finding.about}, {finding.message}")
    tick.setChecked(finding.settled)
    tick.toggled.connect(lambda: answer("yes" if tick.isChecked() else ""))
    layout.addWidget(tick)
    return tick


class _Tick(QCheckBox):
    """Remembers whether it has been in sight."""

    was_seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        self.was_seen = True
        super().paintEvent(event)
