"""One person's copy: what they get and why, how it goes, and the steps to give it."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QWidget

from desktop_app.forms.marks import Reason, readers, reasons
from desktop_app.records.dates import in_words
from desktop_app.services.marks_on_minutes import usually_left_out
from desktop_app.services.sealing import Seal
from desktop_app.services.who_gets_what import Wanted
from desktop_app.storage.copies import Given
from desktop_app.ui.fields import Field, Pick, say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.seal_choice import ALL_WAYS, SealChoice
from desktop_app.ui.theme import set_role

_MOST, _FEW = 8, 2  # names, and places of one name, that are listed
_GIVEN: dict[Given, str] = {
    "redacted": "A copy with parts left out",
    "full": "All of the minutes",
    "not shared": "Nothing: the minutes are not shared",
}


class CopyPage(Column):
    """Each step is a signal; `wanted()` and `seal()` say what for."""

    preview_wanted = Signal()
    word_wanted = Signal()
    pdf_wanted = Signal()
    print_wanted = Signal()
    note_wanted = Signal()
    changed = Signal()
    certificate_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._person = self._role = ""
        self._signed = False
        self._title = words("", "title")
        self._readers = {one.key: Pick(one.name) for one in readers()}
        self._given: dict[Given, Pick] = {key: Pick(said) for key, said in _GIVEN.items()}
        self._reasons = {one.key: QCheckBox(one.name) for one in reasons()}
        self._why = Field(
            "Why", "Needed where nothing is shared, or something that is usually left out."
        )
        self._method = Field("How it goes", "Such as: secure e-mail, by post, by hand.")
        self._day = Field("When")
        self._also = words("")
        self._seal = SealChoice(
            [how for how in ALL_WAYS if how != "windows" or sys.platform == "win32"]
        )
        self._said = words("")
        self._said.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._which = QWidget()
        hint = words(
            "Words that are marked so are gone from the copy. A neutral sentence stands there.",
            "muted",
        )
        left_out = words("What is left out", "label")
        self._which.setLayout(stacked(left_out, hint, _flowing(self._reasons.values()), self._also))
        self.content.addWidget(self._title)
        for heading, picks in (
            ("Who they are", self._readers.values()),
            ("What they get", self._given.values()),
        ):
            self._group(picks)
            self.content.addLayout(stacked(words(heading, "label"), _flowing(picks)))
        for part in (self._which, self._why, self._method, self._day, self._seal):
            self.content.addWidget(part)
        self._files = [
            button("Preview the copy  (Ctrl+P)", self.preview_wanted.emit),
            button("Save the Word file…", self.word_wanted.emit, "primary"),
            button("Save as PDF…", self.pdf_wanted.emit),
            button("Print…", self.print_wanted.emit),
        ]
        self._note = button("Note it without a file", self.note_wanted.emit)
        back = button("‹ Back  (Esc)", self.left.emit)
        self.content.addLayout(stacked(_flowing([*self._files, self._note, back]), self._said))
        self.end()

    def _group(self, picks: Iterable[Pick]) -> None:
        """Several lists of picks stand on one page: one choice in each."""
        group = QButtonGroup(self)
        for pick in picks:
            group.addButton(pick)

    def _connect(self) -> None:
        for pick in self._readers.values():
            pick.toggled.connect(self._reader_toggled)
        for pick in self._given.values():
            pick.toggled.connect(self._follow)
        self._seal.make_wanted.connect(self.certificate_wanted)
        for box in self._reasons.values():
            box.toggled.connect(lambda: self.changed.emit())

    def start(
        self,
        name: str,
        role: str,
        reader: str,
        counts: Mapping[str, int],
        today: date,
        *,
        signed: bool,
    ) -> None:
        """`counts`: how many places are marked for each reason."""
        self._person, self._role, self._signed = name, role, signed
        self._title.setText(f"Copy for {', '.join(part for part in (name, role) if part)}")
        for one in reasons():
            self._reasons[one.key].setText(_counted(one, counts.get(one.key, 0)))
        with QSignalBlocker(self._readers[reader]):
            self._readers[reader].setChecked(True)
        self._given["redacted"].setChecked(True)
        for field in (self._why, self._method):
            field.set_text("")
            field.say("")
        self._day.set_text(in_words(today))
        self._said.hide()
        self._follow()
        self._follow_reader()
        self._readers[reader].setFocus()

    def start_seal(self, seal: Seal, own: str) -> None:
        self._seal.start(seal, own)

    def show_own(self, own: str) -> None:
        self._seal.show_own(own)

    def wanted(self) -> Wanted:
        return Wanted(
            self._person,
            self._role,
            next(key for key, pick in self._readers.items() if pick.isChecked()),
            next(key for key, pick in self._given.items() if pick.isChecked()),
            self._why.text(),
            self._method.text(),
            self._day.text(),
            frozenset(key for key, box in self._reasons.items() if box.isChecked()),
        )

    def seal(self) -> Seal:
        """Of a draft and of what is on paper, none."""
        return self._seal.value() if self._signed else Seal()

    def show_also(self, found: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Names that are left out and stand elsewhere too."""
        lines = [f"“{name}” under {_some(where)}." for name, where in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(f"And {len(found) - _MOST} more names.")
        head = (
            "These names stand in what is left out, and elsewhere in what stays. Mark those places "
            "too if nobody should read them there:"
        )
        self._also.setText("\n".join([head, *lines]) if lines else "")
        self._also.setVisible(bool(lines))

    def say_done(self, sentence: str) -> None:
        self._say(sentence, "good")

    def say_trouble(self, sentence: str) -> None:
        self._say(sentence, "alert")

    def ask_why(self, sentence: str) -> None:
        """A reason is missing: the caret goes where it is typed."""
        self._said.hide()
        self._why.refuse(sentence)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self._why))

    def _forget_said(self) -> None:
        """It was about what was wanted before."""
        self._said.hide()
        self._why.say("")

    def _say(self, sentence: str, role: str) -> None:
        """Also where the page has to scroll for it."""
        self._why.say("")
        set_role(self._said, role)
        say(self._said, sentence)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self._said))

    def _reader_toggled(self, on: bool) -> None:  # noqa: FBT001 - a slot of toggled
        if on:
            self._follow_reader()

    def _follow_reader(self) -> None:
        """What is usually left out for these people; the chair may then decide otherwise."""
        usual = usually_left_out(self.wanted().reader)
        for one in reasons():
            box = self._reasons[one.key]
            with QSignalBlocker(box):
                box.setChecked(one.key in usual)
            box.setEnabled(not one.always)
        self.changed.emit()

    def _follow(self) -> None:
        given = self.wanted().given
        self._which.setVisible(given == "redacted")
        self._seal.setVisible(given == "redacted" and self._signed)
        for step in self._files:
            step.setVisible(given != "not shared")
        set_role(self._note, "primary" if given == "not shared" else "")
        self._forget_said()
        self.changed.emit()


def _some(abouts: Sequence[str]) -> str:
    """`Family time, Background and 3 more`."""
    named = ", ".join(f"“{about}”" for about in abouts[:_FEW])
    return f"{named} and {len(abouts) - _FEW} more" if len(abouts) > _FEW else named


def _counted(reason: Reason, count: int) -> str:
    places = "nothing marked" if not count else f"{count} marked"
    return f"{reason.name} ({places}{', always' if reason.always else ''})"


def _flowing(parts: Iterable[QWidget]) -> Flow:
    flow = Flow()
    for part in parts:
        flow.addWidget(part)
    return flow
