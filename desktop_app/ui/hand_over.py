"""Handing a draft over to another laptop, taking it back, and taking it off this one."""

from pathlib import Path

from PySide6.QtCore import Signal

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.services.handing_over import (
    hand_over_to,
    handed_over_in_words,
    remove_handed_over,
    take_back,
)
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.aside import Aside
from desktop_app.ui.courier import Courier
from desktop_app.ui.hand_over_page import HandOverPage
from desktop_app.ui.step import step


class HandOver(Aside):
    """After either step `other_wanted` asks for the same meeting anew: it is read-only, or not."""

    words = "Hand over this draft…"
    why = "One encrypted file with a passphrase of its own, to be opened on another laptop."
    _how_far = Signal(str)  # from the storage thread

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__(desk, courier, meeting, profile, settings)
        self._of = meeting.record.meeting.id
        self.page = self._page = HandOverPage()
        self._page.left.connect(self.left)
        self._page.wanted.connect(self.hand_over)
        self._page.back_wanted.connect(self._take_back)
        self._page.off_wanted.connect(self._take_off)
        self._how_far.connect(self._page.say_removing)

    def start(self) -> None:
        asked = self._desk.ask(lambda store: handed_over_in_words(store, self._of))
        self._courier.send(self, asked, self._page.start, self._say)

    @step
    def hand_over(self, passphrase: str, folder: Path) -> None:
        of, cost = self._of, self._desk.cost
        asked = self._desk.ask(lambda store: hand_over_to(store, of, passphrase, folder, cost))
        self._courier.send(self, asked, self._say_handed_over, self._say)

    def _say_handed_over(self, path: Path) -> None:
        self.told.emit(f"Handed over: {path.name} is in {path.parent}.")
        self.other_wanted.emit(self._of)

    @step
    def _take_back(self) -> None:
        asked = self._desk.ask(lambda store: take_back(store, self._of))
        self._courier.send(self, asked, lambda _: self.other_wanted.emit(self._of), self._say)

    @step
    def _take_off(self) -> None:
        of, told = self._of, self._how_far.emit
        self._page.say_removing("")
        self.alone.emit(True)  # noqa: FBT003 - a signal
        asked = self._desk.ask(lambda store: remove_handed_over(store, of, told))
        self._courier.send(self, asked, lambda _: self.removed.emit(), self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.alone.emit(False)  # noqa: FBT003 - a signal
        self._page.say_trouble(str(trouble))
