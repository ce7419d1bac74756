"""The screens behind the passphrase: meetings, children, one child, one meeting."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import Child, MeetingLine, Record
from desktop_app.services.journey import journey, next_ppms
from desktop_app.services.last_time import previous_of
from desktop_app.services.meetings import child_to_meet, new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.storage.store import Store
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.new_meeting import NewMeeting

T = TypeVar("T")
OPEN_MEETING = "open_meeting"  # the setting that brings the chair back to where they were


def _today() -> date:
    return datetime.now().astimezone().date()


class Screens(QObject):
    """Asks the store, builds the screen, shows it; leaves none before its words are kept."""

    page_wanted = Signal(QWidget)
    told = Signal(str)
    banner = Signal(str)  # why words are not saved; empty once they are

    def __init__(self, desk: Desk, courier: Courier, settings: dict[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._settings = settings
        self._flow: MeetingFlow | None = None
        self._child: ChildPage | None = None

    @property
    def in_meeting(self) -> bool:
        return self._flow is not None

    def begin(self) -> None:
        """Where the chair was, else the list of meetings."""
        if meeting_id := self._settings.get(OPEN_MEETING, ""):
            self.open_meeting(meeting_id)
        else:
            self.show_home()

    def leaving(self, then: Callable[[], object]) -> None:
        """Runs `then` once every word of the screen is in the store, not before."""
        if self._flow:
            self._flow.flush(then)
        elif self._child and self._child.has_unsaved:
            self._child.keep()
            self._ask(lambda _: None, lambda _: self._leave_child(then))
        else:
            then()

    def _leave_child(self, then: Callable[[], object]) -> None:
        """The answer to `keep` came before this one: what failed counts as unsaved again."""
        if not (self._child and self._child.has_unsaved):
            then()

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))

    def _show(self, page: QWidget) -> None:
        self._flow = page if isinstance(page, MeetingFlow) else None
        self._child = page if isinstance(page, ChildPage) else None
        self.page_wanted.emit(page)

    def _names(self) -> dict[str, str]:
        return {key: form.name for key, form in self._desk.council.library.forms.items()}

    def _profile(self) -> Profile:
        return self._desk.council.profile(self._settings.get("council", ""))

    def _has_rules(self) -> bool:
        """Not while the council's file is broken; the list of meetings says what to mend."""
        return self._settings.get("council", "") in self._desk.council.profiles

    def _offered(self) -> list[Form]:
        return self._desk.council.offered(self._profile())

    # meetings

    def show_home(self) -> None:
        def work(store: Store) -> list[MeetingLine]:
            if self._flow:
                store.set_setting(OPEN_MEETING, "")
            return store.meetings()

        self.leaving(lambda: self._ask(work, self._show_home))

    def _show_home(self, lines: list[MeetingLine]) -> None:
        page = HomePage()
        page.meeting_chosen.connect(self.open_meeting)
        page.new_wanted.connect(self.new_meeting)
        page.child_chosen.connect(self.show_child)
        page.show_meetings(lines, self._names(), self._desk.council.mistakes)
        self._show(page)
        page.start()
        QTimer.singleShot(0, page, lambda: self._tell_what_is_due(page, lines))

    def _tell_what_is_due(self, page: HomePage, lines: list[MeetingLine]) -> None:
        """After the list is painted: it does not wait for the deadlines."""
        if self._has_rules():
            rules, today = self._profile().rules, _today()
            asked = self._desk.ask(lambda store: next_ppms(store, lines, rules, today))
            self._courier.send(page, asked, page.show_coming, self._say)

    def new_meeting(self, child_id: str = "") -> None:
        """With a child, that one is chosen already."""
        self.leaving(
            lambda: self._ask(
                lambda store: store.children(),
                lambda children: self._show_new_meeting(children, child_id),
            )
        )

    def _show_new_meeting(self, children: list[Child], child_id: str) -> None:
        page = NewMeeting()
        try:
            offered = [(form.key, form.name) for form in self._offered()]
        except CannotProceed as trouble:
            self._say(trouble)
            return
        page.wanted.connect(self._start_meeting)
        page.left.connect(self.show_home)
        self._show(page)
        page.offer(children, offered)
        if child_id:
            page.choose_child(child_id)

    def _start_meeting(self, form_key: str, child_id: str, name: str, number: str) -> None:
        form = self._desk.council.form(form_key, self._profile())

        def work(store: Store) -> str:
            child = child_to_meet(store, child_id, name, number)
            return new_meeting(store, form, child, self._settings).id

        self._ask(work, self.open_meeting)

    def open_meeting(self, meeting_id: str) -> None:
        def work(store: Store) -> tuple[Record, Record | None, list[Child]]:
            store.set_setting(OPEN_MEETING, meeting_id)
            record = store.record(meeting_id)
            others = [child for child in store.children() if child.id != record.child.id]
            return record, previous_of(store, record), others

        self.leaving(lambda: self._ask(work, lambda found: self._show_meeting(*found)))

    def _show_meeting(self, record: Record, previous: Record | None, others: list[Child]) -> None:
        try:
            flow = MeetingFlow(self._desk, self._courier, record, previous, self._settings, others)
        except CannotProceed as trouble:
            self._say(trouble)
            self._flow = None
            self.show_home()
            return
        flow.left.connect(self.show_home)
        flow.told.connect(self.told)
        flow.signed.connect(self.open_meeting)
        flow.next_wanted.connect(partial(self._start_next, record))
        flow.saved.connect(lambda: self.banner.emit(""))
        flow.not_saved.connect(self.banner)
        self._show(flow)
        flow.start()

    def _start_next(self, previous: Record, form_key: str) -> None:
        form = self._desk.council.form(form_key, self._profile())
        closed = self._desk.council.library.closing_statuses(form)

        def work(store: Store) -> str:
            return start_next(store, form, previous, self._settings, closed).id

        self._ask(work, self.open_meeting)

    # children

    def show_children(self) -> None:
        self.leaving(lambda: self._ask(lambda store: store.children(), self._show_children))

    def _show_children(self, children: list[Child]) -> None:
        page = ChildrenPage()
        page.show_children(children)
        page.child_chosen.connect(self.show_child)
        page.new_wanted.connect(lambda: self.show_child(""))
        self._show(page)
        page.start()

    def show_child(self, child_id: str) -> None:
        def work(store: Store) -> tuple[Child | None, list[MeetingLine]]:
            lines = [line for line in store.meetings() if line.child.id == child_id]
            return next((c for c in store.children() if c.id == child_id), None), lines

        self.leaving(lambda: self._ask(work, lambda found: self._show_child(*found)))

    def _show_child(self, child: Child | None, lines: list[MeetingLine]) -> None:
        page = ChildPage(self._desk.council.library)
        page.show_child(child, lines, self._names())
        page.saved.connect(partial(self._keep_child, lines))
        page.told.connect(self.told)
        page.meeting_wanted.connect(self.new_meeting)
        page.meeting_chosen.connect(self.open_meeting)
        page.left.connect(self.show_children)
        self._show(page)
        page.start()
        if child:
            self._tell_journey(page, child, lines)

    def _tell_journey(self, page: ChildPage, child: Child, lines: list[MeetingLine]) -> None:
        """Counted on the storage thread: the calendar of bank holidays takes a while to load."""
        if self._has_rules():
            rules, names, today = self._profile().rules, self._names(), _today()
            details = self._desk.council.library.child
            asked = self._desk.ask(
                lambda store: journey(store, child, lines, rules, names, details, today)
            )
            self._courier.send(page, asked, page.show_journey, self._say)

    def _keep_child(self, lines: list[MeetingLine], child: Child) -> None:
        page = self._child
        if page:
            self._courier.send(
                page,
                self._desk.ask(lambda store: store.save_child(child)),
                lambda _: self._child_kept(page, child, lines),
                lambda trouble: page.say_trouble(str(trouble)),
            )

    def _child_kept(self, page: ChildPage, child: Child, lines: list[MeetingLine]) -> None:
        page.say_saved()
        if page is self._child:
            self._tell_journey(page, child, lines)
