"""The screens behind the passphrase: meetings, children, one child, one meeting, settings."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Child, MeetingLine, Record
from desktop_app.services.at_hand import AtHand, at_hand
from desktop_app.services.backups_in_words import given_up
from desktop_app.services.coming_up import next_ppms
from desktop_app.services.meetings import child_to_meet, new_meeting
from desktop_app.services.my_settings import OPEN_MEETING, remember_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.storage.keys import is_confirmed
from desktop_app.storage.store import Store
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.child_screens import ChildScreens
from desktop_app.ui.chosen_council import ChosenCouncil, Listed
from desktop_app.ui.courier import Courier
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.housekeeping import Housekeeping
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.recovery_flow import OLD_STAYS
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.step import step
from desktop_app.ui.take_in_page import TakeInPage
from desktop_app.ui.verify_page import VerifyPage

T = TypeVar("T")


class Screens(QObject):
    """Asks the store, builds the screen, shows it; leaves none before its words are kept."""

    page_wanted = Signal(QWidget)
    told = Signal(str)
    saving_moved = Signal()  # `trouble` and `is_saved` may be otherwise now
    cover_wanted = Signal(QWidget)  # a page that lies over the screen and leaves it as it is
    uncovered = Signal(QWidget)
    size_wanted = Signal(int)
    scheme_wanted = Signal(str)
    restore_wanted = Signal()

    def __init__(self, desk: Desk, courier: Courier, settings: dict[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._settings = settings
        self._council = ChosenCouncil(desk, settings)
        self.child_screens = ChildScreens(desk, courier, self._council)
        self.child_screens.leaving.connect(self.leaving)
        self.child_screens.page_wanted.connect(self._show)
        self.child_screens.told.connect(self.told)
        self.child_screens.new_meeting_wanted.connect(self.new_meeting)
        self.child_screens.meeting_chosen.connect(self.open_meeting)
        self._flow: MeetingFlow | None = None
        self._settings_page: SettingsPage | None = None
        self._verify_page: VerifyPage | None = None
        self._house = Housekeeping(desk, courier, self._council)
        self._house.told.connect(self.told)
        self._prepared: Path | None = None  # to be shown in the meeting that is started next

    @property
    def in_meeting(self) -> bool:
        return self._flow is not None

    @property
    def is_saved(self) -> bool:
        """Whether every word on the screen is in the store."""
        if self._flow:
            return self._flow.saver.is_saved
        page = self._page_of_its_own
        return not (page and page.has_unsaved)

    @property
    def trouble(self) -> str:
        """Why words of the meeting cannot be saved at present."""
        return self._flow.saver.trouble if self._flow else ""

    @property
    def _page_of_its_own(self) -> ChildPage | SettingsPage | None:
        """One that saves by itself, outside a meeting."""
        return self.child_screens.page or self._settings_page

    def begin(self) -> None:
        """Where the chair was, else the list of meetings."""
        meeting_id = self._settings.get(OPEN_MEETING, "")

        # a correction that was signed just before the lights went out is there no longer
        self._ask(
            lambda store: store.has_meeting(meeting_id),
            lambda is_there: self.open_meeting(meeting_id) if is_there else self.show_home(),
        )
        if asked_at := self._desk.given_up:
            self.told.emit(f"{given_up(asked_at)} Make it again in Settings, under “Backups”.")

    def leaving(self, then: Callable[[], object]) -> None:
        """Runs `then` once every word of the screen is in the store, not before."""
        if self.stands_in_the_way:
            then = partial(self._leave_the_key, then)
        if self._flow:
            self._flow.flush(then)
        elif (page := self._page_of_its_own) and page.has_unsaved:
            page.keep()
            self._ask(lambda _: None, lambda _: self._leave(then))
        else:
            then()

    def _leave_the_key(self, then: Callable[[], object]) -> None:
        """Said last, for a lock lets nothing be said while it only covers."""
        then()
        self.told.emit(OLD_STAYS)

    def _leave(self, then: Callable[[], object]) -> None:
        """The answer to `keep` came before this one: what failed counts as unsaved again."""
        if self.is_saved:
            then()

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))

    def _show(self, page: QWidget) -> None:
        """In the place of what is there, once that keeps no word and nothing waits for it."""
        left = self._flow
        if left and not left.saver.is_at_rest:  # since it was left, more was typed or asked for
            left.flush(partial(self._show, page))
            return
        self._flow = page if isinstance(page, MeetingFlow) else None
        self.child_screens.page = page if isinstance(page, ChildPage) else None
        self._settings_page = page if isinstance(page, SettingsPage) else None
        self._verify_page = None
        if not isinstance(page, NewMeeting | MeetingFlow):
            self._prepared = None  # another way was taken
        self.page_wanted.emit(page)
        QTimer.singleShot(0, self._house, self._house.begin)  # after it is painted

    # signed files

    def check_files(self, files: Sequence[Path] = ()) -> None:
        """Over what is on the screen: nothing typed there is left, and it comes back as it was."""
        page = self._verify_page
        if page is None:
            page = self._verify_page = VerifyPage(self._desk, self._courier)
            page.left.connect(self._uncover)
            self.cover_wanted.emit(page)
            page.start()
        page.check(files)

    def _uncover(self) -> None:
        page, self._verify_page = self._verify_page, None
        self.uncovered.emit(page)
        if self._settings_page:  # whom the chair trusts may have changed
            self._settings_page.refresh()

    # meetings

    @step
    def show_home(self) -> None:
        def work(store: Store) -> Listed:
            remember_meeting(store, "")
            return self._council.listed(store)

        self.leaving(lambda: self._ask(work, self._show_home))

    def _show_home(self, listed: Listed) -> None:
        page = HomePage()
        page.meeting_chosen.connect(self.open_meeting)
        page.step_chosen.connect(self.open_meeting)
        page.new_wanted.connect(self.new_meeting)
        page.child_chosen.connect(self.child_screens.show_one)
        page.check_wanted.connect(self.check_files)
        page.file_wanted.connect(self.take_in)
        page.sheet_wanted.connect(self._show_recovery)
        names, mistakes = self._council.names, self._desk.council.mistakes
        page.show_meetings(
            listed.lines, names, mistakes, listed.waiting, listed.unread, listed.shared
        )
        self._show(page)
        page.start()
        QTimer.singleShot(0, page, lambda: self._tell_what_is_due(page, listed.lines))
        sheet = self._desk.ask(lambda _: is_confirmed(self._desk.places.keys))
        self._courier.watch(page, sheet, page.show_sheet, self._say)

    def _tell_what_is_due(self, page: HomePage, lines: list[MeetingLine]) -> None:
        """After the list is painted: it does not wait for the deadlines."""
        if self._council.has_rules:
            rules, today = self._council.profile.rules, self._desk.today
            asked = self._desk.ask(lambda store: next_ppms(store, lines, rules, today))
            self._courier.watch(page, asked, page.show_coming, self._say)

    # from a file

    @step
    def take_in(self) -> None:
        """Signed minutes, a draft of another laptop, or a Word file to be brought in."""
        self.leaving(self._show_take_in)

    def _show_take_in(self) -> None:
        try:
            profile = self._council.profile
        except CannotProceed as trouble:
            self._say(trouble)
            return
        page = TakeInPage(self._desk, self._courier, profile, self._settings)
        page.left.connect(self.show_home)
        page.meeting_ready.connect(self.open_meeting)
        page.prepared_wanted.connect(self._prepare)
        self._show(page)
        page.start()

    def _prepare(self, path: Path) -> None:
        """The record and the child are chosen first; then the file is shown beside them."""
        self._prepared = path
        self.new_meeting()

    @step
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
            offered = [(form.key, form.name) for form in self._council.offered]
        except CannotProceed as trouble:
            self._say(trouble)
            return
        page.wanted.connect(self._start_meeting)
        page.left.connect(self.show_home)
        self._show(page)
        page.offer(children, offered)
        if self._prepared:
            page.say_file(self._prepared.name)
        if child_id:
            page.choose_child(child_id)

    @step
    def _start_meeting(
        self, form_key: str, child_id: str, name: str, number: str, meeting_id: str
    ) -> None:
        form = self._desk.council.form(form_key, self._council.profile)

        closed = self._desk.council.library.closing_statuses(form)

        def work(store: Store) -> str:
            child = child_to_meet(store, child_id, name, number)
            left = store.open_actions(child.id, closed) if form.of_kind("carried_actions") else ()
            begun = new_meeting(
                store, form, child, self._settings, meeting_id=meeting_id, looking_back=left
            )
            return begun.id

        self._ask(work, self.open_meeting)

    @step
    def open_meeting(self, meeting_id: str, step: str = "") -> None:
        def work(store: Store) -> AtHand:
            found = at_hand(store, meeting_id)
            remember_meeting(store, meeting_id)
            return found

        def opening() -> None:
            then = partial(self._show_meeting, step=step)
            self._courier.send(self, self._desk.ask(work), then, self._say_not_opened)

        self.leaving(opening)

    def _say_not_opened(self, trouble: CannotProceed) -> None:
        """Of a damaged meeting, perhaps the one that was open last: the others are in the list."""
        self._say(trouble)
        self._show_home_without_saving()

    def _show_meeting(self, found: AtHand, step: str) -> None:
        try:
            flow = MeetingFlow(self._desk, self._courier, found, self._settings)
        except CannotProceed as trouble:
            self._say(trouble)
            self._flow = None
            self.show_home()
            return
        flow.left.connect(self.show_home)
        flow.told.connect(self.told)
        flow.signed.connect(self.open_meeting)
        flow.other_wanted.connect(self.open_meeting)
        flow.gone.connect(self._show_home_without_saving)
        flow.next_wanted.connect(partial(self._start_next, found.record))
        flow.saving_moved.connect(self.saving_moved)
        self._show(flow)
        flow.start(step)
        if self._prepared:
            path, self._prepared = self._prepared, None
            flow.show_prepared()
            flow.prepared.read(path)

    def _show_home_without_saving(self) -> None:
        """Of minutes that were removed: nothing is written after them."""
        self._flow = None
        self.show_home()

    @step
    def _start_next(self, previous: Record, form_key: str) -> None:
        library = self._desk.council.library
        form = self._desk.council.form(form_key, self._council.profile)
        before, closed = library.forms.get(previous.meeting.form), library.closing_statuses(form)

        self._ask(
            lambda store: start_next(store, form, previous, self._settings, closed, before).id,
            self.open_meeting,
        )

    # settings

    @step
    def show_settings(self) -> None:
        """Leads back to the meeting that was open, else to the list of meetings."""
        if self._settings_page:
            if self._verify_page:
                self._uncover()
            return
        back: Callable[[], object] = self.show_home
        if self._flow:
            back = partial(self.open_meeting, self._flow.meeting.record.meeting.id)
        self.leaving(lambda: self._show_settings(back))

    @property
    def stands_in_the_way(self) -> str:
        """What is lost when the window is closed now; empty when nothing is."""
        return self._settings_page.stands_in_the_way if self._settings_page else ""

    def _show_recovery(self) -> None:
        self.leaving(lambda: self._show_settings(self.show_home, at_recovery=True))

    def _show_settings(self, back: Callable[[], object], *, at_recovery: bool = False) -> None:
        page = SettingsPage(self._desk, self._courier, self._settings)
        page.kept.connect(self._settings.update)
        page.size_wanted.connect(self.size_wanted)
        page.backups.told.connect(self.told)
        page.backups.part.put_back_wanted.connect(self.restore_wanted)
        page.scheme_wanted.connect(self._choose_scheme)
        page.left.connect(back)
        self._show(page)
        page.start(at_recovery=at_recovery)

    def _choose_scheme(self, scheme: str) -> None:
        self._settings["scheme"] = scheme  # the page shows it when it is opened again
        self.scheme_wanted.emit(scheme)
