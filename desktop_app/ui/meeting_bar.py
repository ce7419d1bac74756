"""The bar above a meeting: whose it is, how it is marked, and the ways out of it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QLabel

from desktop_app.records.answers import anchor
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import Child
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button
from desktop_app.ui.theme import set_role

Way = tuple[str, Callable[[], object], str]  # words, what it does, role of the button


class MeetingBar(QFrame):
    """The first way stands before the title, the others after the marking."""

    def __init__(self, marking: str, ways: Sequence[Way]) -> None:
        super().__init__()
        set_role(self, "bar")
        self._title = QLabel()
        set_role(self._title, "label")
        marked = QLabel(marking)
        set_role(marked, "muted")
        first, *others = (button(*way) for way in ways)
        for said in (self._title, marked):
            said.setContentsMargins(4, 0, 4, 0)
        bar = Flow(bar=True)
        for widget in (first, self._title, marked, *others):
            bar.addWidget(widget)
        bar.setContentsMargins(4, 8, 4, 8)  # a draft’s ways fit one line at 200%
        self.setLayout(bar)

    def say_title(self, meeting: OpenMeeting) -> None:
        """Initials, number and date as the record has them now."""
        record = meeting.record
        child = Child("", record.answers)
        day = read_date(record.answers.get("meeting_date", ""), anchor(record))
        held = short(day) if day else "no date yet"
        name = f"{'Correction: ' if record.meeting.corrects else ''}{meeting.form.name}"
        self._title.setText(f"{name} · {child.initials} {child.case_number} · {held}")
