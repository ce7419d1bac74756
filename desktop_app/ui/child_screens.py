"""The screens about children: the list of them, and one child."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Child, MeetingLine
from desktop_app.services.backing_up import held_until
from desktop_app.services.forgetting import no_longer_here
from desktop_app.services.journey import journey
from desktop_app.storage.removal import remove_child
from desktop_app.storage.store import Store
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.chosen_council import ChosenCouncil
from desktop_app.ui.courier import Courier
from desktop_app.ui.removing_child import RemovingPage

T = TypeVar("T")


@dataclass(frozen=True)
class _Found:
    """What the store says of a child; `backups_until` is asked where there are no meetings."""

    child: Child | None
    lines: list[MeetingLine]
    no_longer: str = ""
    backups_until: date | None = None


class ChildScreens(QObject):
    """`page` is the one child in sight; `leaving` carries what follows once all words are kept.

    `new_meeting_wanted` carries a child's id, `meeting_chosen` a meeting's.
    """

    leaving = Signal(object)
    page_wanted = Signal(QWidget)
    told = Signal(str)
    new_meeting_wanted = Signal(str)
    meeting_chosen = Signal(str)
    _how_far = Signal(str)  # from the storage thread

    def __init__(self, desk: Desk, courier: Courier, council: ChosenCouncil) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._council = council
        self.page: ChildPage | None = None

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))

    def show_all(self) -> None:
        self.leaving.emit(lambda: self._ask(lambda store: store.children(), self._show_all))

    def _show_all(self, children: list[Child]) -> None:
        page = ChildrenPage()
        page.show_children(children)
        page.child_chosen.connect(self.show_one)
        page.new_wanted.connect(lambda: self.show_one(""))
        self.page_wanted.emit(page)
        page.start()

    def show_one(self, child_id: str) -> None:
        places = self._desk.places

        def work(store: Store) -> _Found:
            lines = [line for line in store.meetings() if line.child.id == child_id]
            child = next((c for c in store.children() if c.id == child_id), None)
            if child is None:
                return _Found(None, lines)
            until = None if lines else held_until(places)
            return _Found(child, lines, no_longer_here(store, child, lines), until)

        self.leaving.emit(lambda: self._ask(work, self._show_one))

    def _show_one(self, found: _Found) -> None:
        child, lines = found.child, found.lines
        page = ChildPage(self._desk.council.library, self._desk.now)
        page.show_child(child, lines, self._council.names)
        page.say_no_longer(found.no_longer)
        if child and not lines:
            page.removal.offer(found.backups_until)
            page.removal.wanted.connect(partial(self._remove, child.id))
        page.saved.connect(partial(self._keep_child, lines))
        page.told.connect(self.told)
        page.meeting_wanted.connect(self.new_meeting_wanted)
        page.meeting_chosen.connect(self.meeting_chosen)
        page.left.connect(self.show_all)
        self.page_wanted.emit(page)
        page.start()
        if child:
            self._tell_journey(page, child, lines)

    def _remove(self, child_id: str) -> None:
        """What was typed on the page goes with the child."""
        page = RemovingPage()
        self._how_far.connect(page.say_how_far)
        self.page_wanted.emit(page)
        told = self._how_far.emit

        def removed(_: object) -> None:
            self.told.emit("The child was removed from this laptop.")
            self.show_all()

        def failed(trouble: CannotProceed) -> None:
            self._say(trouble)
            self.show_one(child_id)

        asked = self._desk.ask(lambda store: remove_child(store, child_id, told))
        self._courier.send(self, asked, removed, failed)

    def _tell_journey(self, page: ChildPage, child: Child, lines: list[MeetingLine]) -> None:
        """Counted on the storage thread: the calendar of bank holidays takes a while to load."""
        if self._council.has_rules:
            rules, names = self._council.profile.rules, self._council.names
            details, today = self._desk.council.library.child, self._desk.today
            asked = self._desk.ask(
                lambda store: journey(store, child, lines, rules, names, details, today)
            )
            self._courier.send(page, asked, page.show_journey, self._say)

    def _keep_child(self, lines: list[MeetingLine], child: Child) -> None:
        page = self.page
        if page:
            self._courier.send(
                page,
                self._desk.ask(lambda store: store.save_child(child)),
                lambda _: self._child_kept(page, child, lines),
                lambda trouble: page.say_trouble(str(trouble)),
            )

    def _child_kept(self, page: ChildPage, child: Child, lines: list[MeetingLine]) -> None:
        page.say_saved()
        if page is self.page:
            self._tell_journey(page, child, lines)
