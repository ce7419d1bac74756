"""From “Sign the minutes” to minutes that are signed, sealed and kept."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import DRAWING, Seal, make_own, own_words, remember, usual
from desktop_app.services.signing import (
    Difference,
    Hand,
    Pen,
    differences,
    keep_signed,
    signed_snapshot,
    take_pen,
)
from desktop_app.storage.store import Store
from desktop_app.ui.courier import Courier
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.step import step

T = TypeVar("T")


class SigningFlow(QObject):
    """`ready` says that the page can be shown, `wanted` hands back what it carries.

    `signed` carries the id of the meeting whose minutes these are now.
    """

    ready = Signal()
    wanted = Signal(object, object, list)
    signed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._meeting = meeting
        self._profile = profile
        self._settings = settings
        self.page = SignPage()
        self.page.sign_wanted.connect(self.wanted)
        self.page.seal.make_wanted.connect(self._make_certificate)

    @step
    def start(self) -> None:
        """Fills the page; `ready` follows."""
        self._ask(own_words, self._fill)

    def _fill(self, own: str) -> None:
        record = self._meeting.record
        hand = Hand(
            record.answers.get("chair", "") or self._settings.get("my_name", ""),
            record.answers.get("chair_role", "") or self._settings.get("my_role", ""),
            self._settings.get(DRAWING, ""),
        )
        found = differences(self._meeting.form, record)
        self.page.start(hand, usual(self._settings), own, found)
        self.ready.emit()

    @step
    def _make_certificate(self) -> None:
        name, council, now = self.page.hand().name, self._profile.council, self._desk.now()

        def work(store: Store) -> str:
            make_own(store, name, council, now)
            return own_words(store)

        self._ask(work, self.page.seal.show_own)

    @step
    def sign(self, hand: Hand, seal: Seal, learned: list[Difference]) -> None:
        """Everything typed is saved already. What stands in the way is said on the page."""
        about, now = self._meeting.record.meeting, self._desk.now()

        def work(store: Store) -> tuple[Pen, dict[str, str]]:
            return take_pen(store, about, seal, now), remember(store, seal, hand.drawing)

        def go_on(taken: tuple[Pen, dict[str, str]]) -> None:
            pen, chosen = taken
            self._settings.update(chosen)
            self._keep(hand, pen, learned)

        self._ask(work, go_on)

    def _keep(self, hand: Hand, pen: Pen, learned: list[Difference]) -> None:
        now = self._desk.now()
        try:
            snapshot = signed_snapshot(self._meeting, self._profile, hand, pen, now)
        except CannotProceed as trouble:
            self._say(trouble)
            return
        record, base = self._meeting.record, self._desk.council.word_base
        self._ask(
            lambda store: keep_signed(store, record, snapshot, pen, learned, now, base),
            lambda version: self.signed.emit(version.meeting_id),
        )

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.page.say_trouble(str(trouble))
