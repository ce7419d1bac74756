"""From “Correct these minutes” to a draft of their next version, and back."""

from PySide6.QtCore import QObject, Signal

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.signing import CORRECTION, begin_correction
from desktop_app.storage.store import Store
from desktop_app.ui.correct_page import CorrectPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.step import step


class CorrectFlow(QObject):
    """`changed` says that the reason was typed; `other_wanted` carries the meeting to show now."""

    changed = Signal()
    told = Signal(str)
    other_wanted = Signal(str)

    def __init__(self, desk: Desk, courier: Courier, meeting: OpenMeeting) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._meeting = meeting
        self.page = CorrectPage(is_begun=self.is_begun)
        self.page.begin_wanted.connect(self._begin)
        self.page.reason_typed.connect(self._keep_reason)

    @property
    def is_begun(self) -> bool:
        """Whether the meeting is itself a correction."""
        return bool(self._meeting.record.meeting.corrects)

    def start(self) -> None:
        self.page.start(self._meeting.answer(CORRECTION) if self.is_begun else "")

    @step
    def _begin(self, reason: str) -> None:
        of = self._meeting.record.meeting.id
        asked = self._desk.ask(lambda store: begin_correction(store, of, reason))
        self._courier.send(self, asked, self.other_wanted.emit, self._say)

    def _keep_reason(self, reason: str) -> None:
        self._meeting.set_answer(CORRECTION, reason)
        self.changed.emit()

    @step
    def give_up(self) -> None:
        """Everything typed is saved already: nothing is written to the draft after it is gone."""
        draft = self._meeting.record.meeting

        def work(store: Store) -> str:
            store.give_up_correction(draft)
            return draft.corrects

        self._courier.send(self, self._desk.ask(work), self.other_wanted.emit, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))
