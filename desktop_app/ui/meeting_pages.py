"""The pages of one meeting, made and laid out; meeting_flow.py leads from each to the next."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.services.at_hand import AtHand
from desktop_app.services.guide import guide_for
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.actions_out import ActionsOut
from desktop_app.ui.aside import Aside
from desktop_app.ui.asides import Asides
from desktop_app.ui.case_system import CaseSystem
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.comments import Comments
from desktop_app.ui.copies import Copies
from desktop_app.ui.correct_flow import CorrectFlow
from desktop_app.ui.courier import Courier
from desktop_app.ui.forgetting import Forgetting
from desktop_app.ui.hand_over import HandOver
from desktop_app.ui.meeting_bar import MeetingBar, Way
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.prepared_page import PreparedPage
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.signing_flow import SigningFlow
from desktop_app.ui.word_flow import WordFlow

WHILE_TYPING = (ActionsOut, Comments, Copies, HandOver)
ONCE_SIGNED = (ActionsOut, Comments, Copies, CaseSystem, Forgetting)
HANDED_OVER = (HandOver,)
STEPS: Mapping[str, type[Aside]] = {"case system": CaseSystem, "taking off": Forgetting}


class MeetingPages(QWidget):
    """What a meeting shows, and what it works with."""

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        at_hand: AtHand,
        settings: dict[str, str],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._settings = settings
        council = desk.council
        self._profile = council.profile(settings.get("council", ""))
        form = council.form(at_hand.record.meeting.form, self._profile)
        previous = council.as_asked(at_hand.previous) if at_hand.previous else None
        self._checks = checks_for(
            form,
            self._profile,
            previous,
            at_hand.others,
            council.library.closing_statuses(form),
            tuple(map(council.as_asked, at_hand.family)),
            at_hand.corrected,
        )
        self._corrected = at_hand.corrected
        self.meeting = OpenMeeting(form, at_hand.record, self._checks)
        guide = guide_for(self._profile, form.key)
        self.page = MeetingPage(self.meeting, council.library.choices, previous, guide)
        self.check = CheckPage(self.meeting)
        self.preview = PreviewPage(desk, courier)
        self.signing = SigningFlow(desk, courier, self.meeting, self._profile, settings)
        self.sign = self.signing.page
        self.word_flow = WordFlow(desk, courier, self.meeting, self._profile)
        self.word, self.countersign = self.word_flow.page, self.word_flow.countersigning
        self.correcting = CorrectFlow(desk, courier, self.meeting)
        self.correct = self.correcting.page
        self.prepared = PreparedPage(
            self.meeting, council.library.choices, self._profile.marking, desk, courier
        )
        kinds = ONCE_SIGNED if self.meeting.is_signed else WHILE_TYPING
        if self._is_away:
            kinds = HANDED_OVER
        self.asides = Asides(kinds, desk, courier, self.meeting, self._profile, settings)
        for flow in (self.signing, self.word_flow, self.correcting, self.asides):
            flow.setParent(self)  # none is told of anything once the pages are gone
        self._stack = QStackedWidget()

    @property
    def _is_away(self) -> bool:
        """On another laptop: here it can only be read, or taken back."""
        return self.meeting.record.meeting.state == "handed over"

    def _lay_out(self, ways: list[Way]) -> None:
        typing = (self.page, self.check, self.preview, self.prepared)
        signing = (self.sign, self.word, self.correct, self.countersign)
        for page in (*typing, *signing, self.asides.page):
            self._stack.addWidget(page)
        self._bar = MeetingBar(self._profile.marking, ways)
        self._bar.say_title(self.meeting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
