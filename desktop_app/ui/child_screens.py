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
from desktop_app.services.case_numbers import (
    AboutNumber,
    about_number,
    join,
    keep_details,
    undo_joining,
)
from desktop_app.services.forgetting import no_longer_here
from desktop_app.services.journey import journey
from desktop_app.storage.removal import remove_child
from desktop_app.storage.store import Store
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.chosen_council import ChosenCouncil
from desktop_app.ui.courier import Courier
from desktop_app.ui.removing_child import RemovingPage
from desktop_app.ui.step import step

T = TypeVar("T")


@dataclass(frozen=True)
class _Found:
    """What the store says of a child; `backups_until` is asked where there are no meetings."""

    child: Child | None
    lines: list[MeetingLine]
    about: AboutNumber | None = None
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

    @step
    def show_all(self) -> None:
        def work(store: Store) -> tuple[list[Child], tuple[str, ...]]:
            return store.children(), store.unread

        self.leaving.emit(lambda: self._ask(work, self._show_all))

    def _show_all(self, found: tuple[list[Child], tuple[str, ...]]) -> None:
        page = ChildrenPage()
        page.show_children(*found)
        page.child_chosen.connect(self.show_one)
        page.new_wanted.connect(lambda: self.show_one(""))
        self.page_wanted.emit(page)
        page.start()

    @step
    def show_one(self, child_id: str) -> None:
        places, today = self._desk.places, self._desk.today
        library = self._desk.council.library

        def work(store: Store) -> _Found:
            lines = [line for line in store.meetings() if line.child.id == child_id]
            about = about_number(store, child_id, library, today)
            if about is None:
                return _Found(None, lines)
            until = None if lines else held_until(places)
            no_longer = no_longer_here(store, about.child, lines)
            return _Found(about.child, lines, about, no_longer, until)

        self.leaving.emit(lambda: self._ask(work, self._show_one))

    def _show_one(self, found: _Found) -> None:
        child, lines = found.child, found.lines
        page = ChildPage(self._desk.council.library, self._desk.now)
        page.show_child(child, lines, self._council.names)
        page.say_no_longer(found.no_longer)
        if child and found.about:
            page.show_number(found.about, self._council.names)
            page.one_number.join_wanted.connect(partial(self._join, child.id))
            page.one_number.undo_wanted.connect(partial(self._undo_joining, child.id))
            page.one_number.child_wanted.connect(self.show_one)
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

    @step
    def _join(self, child_id: str, other_id: str) -> None:
        """Once what was typed on the page is kept."""
        library, today = self._desk.council.library, self._desk.today

        def joined(kept: str) -> None:
            self.told.emit("The two were joined. It can be undone on that child’s page.")
            self.show_one(kept)

        self.leaving.emit(
            lambda: self._ask(lambda store: join(store, child_id, other_id, library, today), joined)
        )

    @step
    def _undo_joining(self, child_id: str) -> None:
        def undone(_: None) -> None:
            self.told.emit("The joining was undone: both are there again.")
            self.show_one(child_id)

        self.leaving.emit(lambda: self._ask(lambda store: undo_joining(store, child_id), undone))

    @step
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
            self._courier.watch(page, asked, page.show_journey, self._say)

    def _keep_child(self, lines: list[MeetingLine], child: Child) -> None:
        page = self.page
        library, today = self._desk.council.library, self._desk.today
        if page:
            self._courier.watch(
                page,
                self._desk.ask(lambda store: keep_details(store, child, library, today)),
                lambda about: self._child_kept(page, child, lines, about),
                lambda trouble: page.say_trouble(str(trouble)),
            )

    def _child_kept(
        self, page: ChildPage, child: Child, lines: list[MeetingLine], about: AboutNumber | None
    ) -> None:
        page.say_saved()
        if about:
            page.show_number(about, self._council.names)
        if page is self.page:
            self._tell_journey(page, child, lines)
