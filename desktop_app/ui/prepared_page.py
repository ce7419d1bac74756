"""Bringing in a Word file: what was found in it, what stands now, and the words that are left."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.prepared import (
    File,
    Found,
    State,
    Terms,
    Whose,
    bring_in,
    compare,
    read_file,
    save_form,
    whose,
)
from desktop_app.ui.courier import Courier
from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import file_to_open, folder_to_use
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, card, clear, in_a_row, stacked, words
from desktop_app.ui.theme import set_role

_ABOUT = (
    "A preparation form that has come back, or older minutes. You see what was found in it before "
    "anything is brought in, and nothing that you have typed is replaced unless you say so."
)
_GROUPS: dict[State, str] = {
    "new": "New",
    "differs": "Differs from what stands now",
    "of its day": "Said at that meeting: bring in only what holds today",
}
_COUNTED: dict[State, str] = {
    "new": "new",
    "differs": "different from what stands now",
    "of its day": "of that meeting’s own day",
    "same": "the same already",
}
_BRING = "Bring it in"
_LONGEST = 700  # characters of an answer in the list
_REST_LINES = 12
_BESIDE = 110  # characters of width: with less, the words that are left stand below


class PreparedPage(QWidget):
    """`changed` carries the record as it was before answers came in; `told` a sentence."""

    changed = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(
        self,
        meeting: OpenMeeting,
        terms: Terms,
        marking: str,
        desk: Desk,
        courier: Courier,
    ) -> None:
        super().__init__()
        self._meeting = meeting
        self._terms = terms
        self._marking = marking
        self._desk = desk
        self._courier = courier
        self._file: File | None = None
        self._whose = Whose()
        self._column = Column()
        self._choose = button("Choose the Word file…", self._ask_file, "primary")
        self._summary = words("", "label")
        self._unshown = words("", "muted")
        self._alert = words("", "alert")
        self._sure = QCheckBox("This file is about the child of this meeting")
        self._sure.toggled.connect(self._refresh)
        self._all = button("", self._bring_all, "primary")
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._rest = QPlainTextEdit()
        self._rest.setReadOnly(True)
        self._rest.setAccessibleName("Not recognised")
        self._lay_out()
        self._start_anew()

    def _lay_out(self) -> None:
        content = self._column.content
        content.addLayout(
            stacked(words("Bring in a Word file", "title"), words(_ABOUT, "muted"), gap=4)
        )
        steps = Flow()
        steps.addWidget(self._choose)
        steps.addWidget(button("Back  (Esc)", self.left.emit))
        content.addLayout(steps)
        content.addLayout(stacked(self._summary, self._unshown, self._alert, self._sure, self._all))
        content.addLayout(self._list)
        self._forms = self._forms_to_send()
        content.addWidget(self._forms)
        self._column.end()
        self._beside = self._rest_panel()
        self._body = QHBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self._column, 3)
        self._arrange()

    def _forms_to_send(self) -> QWidget:
        """The form has to go out before it can come back."""
        part = QWidget()
        blank = button("Save a blank form…", partial(self._ask_folder, known=False))
        known = button("Save one with what is known…", partial(self._ask_folder, known=True))
        steps = Flow()
        steps.addWidget(blank)
        steps.addWidget(known)
        about = "Save it as a Word file and send it the secure way; it comes back in here."
        heading = words("Preparation form for the social worker", "label")
        part.setLayout(stacked(heading, words(about, "muted"), steps))
        return part

    def _rest_panel(self) -> QFrame:
        about = "These words of the file belong to no question that was found. Copy what you need."
        heading = words("Not recognised", "label")
        self._rest.setMinimumHeight(_REST_LINES * self._rest.fontMetrics().lineSpacing())
        panel = card(stacked(heading, words(about, "muted"), self._rest), "side")
        panel.hide()
        return panel

    # the file

    def start(self) -> None:
        """Compares again: answers may have been typed since."""
        self._refresh()
        self._choose.setFocus()

    def _start_anew(self) -> None:
        set_role(self._choose, "primary")
        for part in (self._summary, self._unshown, self._alert, self._sure, self._all):
            part.hide()
        clear(self._list)

    def _ask_file(self) -> None:
        if chosen := file_to_open(self, "Bring in a Word file", "Word files (*.docx)"):
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Shows what is in the file, once it is read; brings nothing in."""
        reading = read_file(path, self._meeting.form)
        self._courier.send(self, reading, self._show_file, self._say_unreadable)

    def _say_unreadable(self, trouble: CannotProceed) -> None:
        self._file = None
        self._start_anew()
        self._beside.hide()
        say(self._alert, str(trouble))

    def _show_file(self, file: File) -> None:
        self._file = file
        self._whose = whose(file, self._meeting)
        self._sure.setChecked(False)
        self._rest.setPlainText(file.rest)
        self._beside.setVisible(bool(file.rest))
        self._refresh()
        self._column.verticalScrollBar().setValue(0)
        for step in (self._sure, self._all):
            if step.isVisibleTo(self) and step.isEnabled():
                step.setFocus()
                break

    # what was found

    def _refresh(self) -> None:
        self._start_anew()
        if self._file is None:
            return
        found = compare(self._file, self._meeting, self._terms)
        may = not self._whose.another and (not self._whose.doubt or self._sure.isChecked())
        say(self._alert, self._whose.another or self._whose.doubt)
        self._sure.setVisible(bool(self._whose.doubt))
        say(self._summary, _summed_up(self._file, found))
        say(self._unshown, " ".join(self._file.left))
        new = sum(one.state == "new" for one in found)
        self._all.setText(f"Bring in all {new} that are new" if new > 1 else "Bring in what is new")
        self._all.setVisible(bool(new))
        set_role(self._choose, "" if new else "primary")
        self._all.setEnabled(may)
        for state, heading in _GROUPS.items():
            group = [one for one in found if one.state == state]
            if group:
                self._list.addWidget(words(heading, "label"))
            for one in group:
                self._list.addWidget(self._card(one, may=may))

    def _card(self, found: Found, *, may: bool) -> QFrame:
        step = self._step(found)
        step.setEnabled(may)
        inside = stacked(words(found.question.words, "label"), words(_shortened(found.text)), gap=4)
        if found.stands:
            inside.addWidget(words("Stands now", "muted"))
            inside.addWidget(words(_shortened(found.stands)))
        inside.addLayout(in_a_row(step, None))
        return card(inside)

    def _step(self, found: Found) -> QPushButton:
        text = _BRING
        if found.stands:
            text = "Add it to what stands" if found.adds else "Use this instead"
        step = button(text, lambda: self._bring([found]))
        step.setAccessibleName(f"{text}: {found.question.words}")
        return step

    def _bring_all(self) -> None:
        if self._file:
            found = compare(self._file, self._meeting, self._terms)
            self._bring([one for one in found if one.state == "new"])

    def _bring(self, several: Sequence[Found]) -> None:
        was = self._meeting.record
        before = replace(was, answers=dict(was.answers), tables=dict(was.tables))
        for found in several:
            bring_in(found, self._meeting)
        self.changed.emit(before)
        answers = "1 answer was" if len(several) == 1 else f"{len(several)} answers were"
        self.told.emit(f"{answers} brought in, marked until you confirm.")
        self._refresh()
        QTimer.singleShot(0, self, self._focus_next)  # the cards are in sight by then

    def _focus_next(self) -> None:
        """The next that is new, never a step that replaces: Enter is soon pressed twice."""
        steps: list[QPushButton] = self.findChildren(QPushButton)
        left = (s for s in steps if s.isVisibleTo(self) and s.text() == _BRING and s.isEnabled())
        next(left, self._choose).setFocus()

    # the form to send

    def _ask_folder(self, *, known: bool) -> None:
        if folder := folder_to_use(self, "Folder for the form"):
            self.save(folder, known=known)

    def save(self, folder: Path, *, known: bool) -> None:
        """Writes the preparation form and says where, or why it could not be written."""
        of, terms, marking = self._meeting, self._terms, self._marking
        self._courier.send(
            self,
            self._desk.ask(lambda store: save_form(store, of, terms, marking, folder, known=known)),
            lambda path: self.told.emit(f"Preparation form saved: {path}"),
            lambda trouble: self.told.emit(str(trouble)),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The words that are left stand beside what was found; in a narrow window below it."""
        if self.width() >= _BESIDE * self.fontMetrics().averageCharWidth():
            self._body.addWidget(self._beside, 2)
        else:
            content = self._column.content
            content.insertWidget(content.indexOf(self._forms), self._beside)


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rstrip()}… ({len(text[_LONGEST:].split())} words more)"


def _summed_up(file: File, found: Sequence[Found]) -> str:
    kind = "a preparation form" if file.returned else "no preparation form of ours"
    states = [one.state for one in found]
    said = [f"{states.count(state)} {what}" for state, what in _COUNTED.items() if state in states]
    answers = ", ".join(said) or "none"
    return f"“{file.name}” is {kind}. Answers found: {answers}."
