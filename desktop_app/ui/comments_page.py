"""What the chair sees of the way out for comment: whom to, what came back, who authorised it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLayout, QWidget

from desktop_app.forms.marks import readers
from desktop_app.records.comments import COMMENTS
from desktop_app.records.dates import in_words
from desktop_app.records.meeting import Row
from desktop_app.services.comments import SentOut
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.fields import Field, Pick, say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, in_a_row, stacked, words

_WHOM = "Who gets the draft"
_KINDS = (
    "Of several together, those who may see least. Whoever may not see all of it gets a copy with "
    "parts left out, under “Copies…”."
)
_SEND = "The Word file carries DRAFT on every page and in its name. Send it the secure way."
_CAME_BACK = "What came back"
_PRINTS = "Your council prints this in the minutes."
_NOT_PRINTED = "This is kept with the minutes and does not print."
_NOTHING_CAME = "Nothing was written down before the minutes were signed."
_CHANGED = "The minutes were changed since. Ask again, then record it here once more."


class CommentsPage(Column):
    """`send_wanted` carries whom, the kind of people and why they may see all of it.

    `authorise_wanted` carries name, role and day as typed.
    """

    left = Signal()
    told = Signal(str)
    edited = Signal()
    send_wanted = Signal(str, str, str)
    authorise_wanted = Signal(str, str, str)
    take_back_wanted = Signal()

    def __init__(self, room: Room, authorise: str, today: date) -> None:
        super().__init__()
        self._read_only = room.read_only
        self._whom = Field(_WHOM, "Names, or whom you send it to together.")
        self._readers = {one.key: Pick(one.name) for one in readers()}
        self._why = Field("Why they see all of it", "Needed where something is usually left out.")
        self._send = button("Save the draft for them…", self._want_send, "primary")
        self._sent = words("", "muted")
        self._prints = words("", "muted")
        self._nothing = words(_NOTHING_CAME)
        self._nothing.hide()
        self._rows = FreeRows(COMMENTS, room)
        self._rows.edited.connect(self.edited)
        self._rows.told.connect(self.told)
        room.undo.keys_within(self._rows)
        self._lay_out()
        self._authorised = self._authorised_part(authorise, today)
        if authorise:
            self.content.addWidget(self._authorised)
        self.content.addLayout(in_a_row(button("‹ Back  (Esc)", self.left.emit), None))
        self.end()

    def _lay_out(self) -> None:
        self.content.addWidget(words("Comments on the draft", "title"))
        out = QWidget()
        sending = stacked(words(_SEND, "muted"), self._send)
        out.setLayout(stacked(self._whom, self._kinds(), self._why, sending, gap=16))
        if self._read_only:
            out.hide()  # shown before it lies in the page, it would be a window for a moment
        for field in (self._whom, self._why):
            field.entered.connect(self._want_send)
        self.content.addLayout(stacked(out, self._sent))
        heading = words(_CAME_BACK, "label")
        self.content.addLayout(stacked(heading, self._prints, self._nothing, self._rows))

    def _kinds(self) -> QLayout:
        """Of several people together, those count who may see least."""
        group, picks = QButtonGroup(self), Flow()
        for pick in self._readers.values():
            group.addButton(pick)
            picks.addWidget(pick)
        next(iter(self._readers.values())).setChecked(True)
        return stacked(words("Who they are", "label"), words(_KINDS, "muted"), picks)

    def _authorised_part(self, role: str, today: date) -> QWidget:
        self._by = words("", "good")
        self._changed = words(_CHANGED, "alert")
        self._name = Field("Authorised by")
        self._role = Field("Role")
        self._role.set_text(role)
        self._on = Field("On", "A date, such as 12 March.")
        self._on.set_text(in_words(today))
        self._trouble = words("", "alert")
        self._trouble.hide()
        record = button("Record that it is authorised", self._authorise)
        self._take_back = button("Take it back", self.take_back_wanted.emit, "quiet")
        for field in (self._name, self._role, self._on):
            field.entered.connect(self._authorise)
        self._asked = QWidget()
        fields = (self._name, self._role, self._on)
        self._asked.setLayout(stacked(*fields, stacked(self._trouble, record), gap=16))
        part = QWidget()
        heading = words(f"Your council asks for this before signing: {role}", "label")
        said = (heading, self._by, self._changed, self._take_back, self._asked)
        part.setLayout(stacked(*said))
        return part

    def take_focus(self) -> None:
        if not self._read_only:
            self._whom.take_focus()

    # the draft

    def _want_send(self) -> None:
        if not self._whom.text().strip():
            self._whom.refuse("Say who gets the draft.")
            return
        for field in (self._whom, self._why):
            field.say("")
        reader = next(key for key, pick in self._readers.items() if pick.isChecked())
        self.send_wanted.emit(self._whom.text(), reader, self._why.text())

    def ask_why(self, sentence: str) -> None:
        """A reason is missing: the caret goes where it is typed."""
        self._why.refuse(sentence)

    def refuse_whom(self, sentence: str) -> None:
        """These people may not get all of it."""
        self._whom.refuse(sentence)

    def forget_whom(self) -> None:
        """The next time it goes to others."""
        for field in (self._whom, self._why):
            field.set_text("")

    def show_sent(self, sent: Sequence[SentOut]) -> None:
        """The last time first."""
        lines = [f"{one.at}: {one.to}" for one in sent]
        self._sent.setText("\n".join(["Saved to go out for comment:", *lines]))
        self._sent.setVisible(bool(sent))

    # what came back

    def rows(self) -> tuple[Row, ...]:
        return self._rows.value()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self._rows.show_value(rows)
        self._nothing.setVisible(self._read_only and not rows)
        self._prints.setHidden(self._nothing.isVisibleTo(self))

    def show_prints(self, *, asked_for: bool) -> None:
        self._prints.setText(_PRINTS if asked_for else _NOT_PRINTED)

    # authorised

    def _authorise(self) -> None:
        say(self._trouble, "")
        self.authorise_wanted.emit(self._name.text(), self._role.text(), self._on.text())

    def say_trouble(self, sentence: str) -> None:
        """With the caret where something is missing."""
        say(self._trouble, sentence)
        fields = (self._name, self._role, self._on)
        next((one for one in fields if not one.text().strip()), self._on).take_focus()

    def show_authorised(self, by: str, *, changed: bool) -> None:
        """`by` is empty until somebody has; `changed` since then."""
        self._by.setText(f"✓ Authorised by {by}.")
        self._by.setVisible(bool(by) and not changed)
        self._changed.setText(f"Authorised by {by}. {_CHANGED}")
        self._changed.setVisible(changed)
        self._take_back.setVisible(bool(by) and not self._read_only)
        self._asked.setVisible((not by or changed) and not self._read_only)
