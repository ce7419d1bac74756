"""Taking signed minutes off this laptop: what stands in the way, what follows, and doing it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.records.dates import short
from desktop_app.services.backing_up import held_until
from desktop_app.services.forgetting import Outlook, outlook, take_off
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.removal import remove_child
from desktop_app.storage.store import Store
from desktop_app.ui.aside import Aside
from desktop_app.ui.courier import Courier
from desktop_app.ui.fields import say
from desktop_app.ui.pieces import Column, button, clear, in_a_row, stacked, words
from desktop_app.ui.step import step
from desktop_app.ui.sure import Sure, sure_of_child

T = TypeVar("T")


class ForgettingPage(Column):
    """`wanted` was confirmed by a tick; `done` leaves a meeting that is no longer here.

    Once it `is_gone` there is only that way out.
    """

    wanted = Signal()
    child_wanted = Signal()
    done = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._back = button("‹ Back  (Esc)", self.left.emit)
        self._title = words("Take these minutes off this laptop", "title")
        self._said = QVBoxLayout()
        self._said.setSpacing(8)
        self._step = QVBoxLayout()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName("Removing")
        self._how_far = words("", "muted")
        self._trouble = words("", "alert")
        self.content.addLayout(stacked(self._title, self._said))
        self.content.addLayout(self._step)
        self.content.addLayout(stacked(self._progress, self._how_far, self._trouble))
        self._away = button("‹ Meetings  (Esc)", self.done.emit, "primary")
        self._away.hide()
        self.content.addLayout(in_a_row(self._back, self._away, None))
        self.end()
        self.is_gone = False
        self._esc = QShortcut(QKeySequence("Esc"), self, self.done.emit)
        self._esc.setEnabled(False)  # before, it goes back
        self.wait()

    def wait(self) -> None:
        """Empty until it is known what stands in the way."""
        clear(self._said)
        clear(self._step)
        self._busy(is_busy=False)
        say(self._trouble, "")
        self._back.setFocus()

    def show_outlook(self, found: Outlook, case_system: str, backups_until: date | None) -> None:
        self.wait()
        if found.in_the_way:
            self._said.addWidget(words("Not yet", "label"))
            for sentence in found.in_the_way:
                self._said.addWidget(words(sentence))
            self._back.setFocus()
            return
        for sentence in found.follows:
            self._said.addWidget(words(sentence))
        if backups_until:
            last = f"Backups on this laptop made before hold them until {short(backups_until)}."
            self._said.addWidget(words(last, "muted"))
        sure = Sure(
            "Take them off…",
            "They cannot be brought back from this laptop.",
            f"I have opened them in {case_system}: they are all there",
            "Take them off now",
        )
        sure.wanted.connect(self.wanted)
        self._step.addWidget(sure)
        self.setTabOrder(sure.stops[-1], self._back)
        sure.stops[0].setFocus()

    def show_removing(self) -> None:
        clear(self._step)
        say(self._trouble, "")
        self._busy(is_busy=True)
        self.verticalScrollBar().setValue(0)

    def say_how_far(self, sentence: str) -> None:
        self._how_far.setText(sentence)

    def show_gone(self, *, offer_child: bool) -> None:
        """What is left to decide, with one way out."""
        self.wait()
        self._back.hide()
        self.is_gone = True
        self._esc.setEnabled(True)
        self._title.setText("The minutes are off this laptop")
        self._away.show()
        self._away.setFocus()
        if offer_child:
            self._said.addWidget(
                words("No meeting of this child is left here. The child’s details still are.")
            )
            sure = sure_of_child("Remove the child too…")
            sure.wanted.connect(self.child_wanted)
            self._step.addWidget(sure)
            self.setTabOrder(sure.stops[-1], self._away)

    def say_trouble(self, sentence: str) -> None:
        self._busy(is_busy=False)
        say(self._trouble, sentence)

    def _busy(self, *, is_busy: bool) -> None:
        self._progress.setVisible(is_busy)
        self._how_far.setVisible(is_busy)
        for way_out in (self._back, self._away):
            way_out.setEnabled(not is_busy)


class Forgetting(Aside):
    """`removed` says that the meeting is no longer here: nothing of it may be shown or saved."""

    words = "Take off this laptop…"
    why = "Once the minutes are safe on the case system and their time here is over."
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
        self._about = meeting.record.meeting
        self._closed = desk.council.library.closing_statuses(meeting.form)
        self.page = self._page = ForgettingPage()
        self._page.left.connect(self.left)
        self._page.done.connect(self.removed)
        self._page.wanted.connect(self._take_off)
        self._page.child_wanted.connect(self._remove_child)
        self._how_far.connect(self._page.say_how_far)

    def start(self) -> None:
        of, profile, closed, places = self._about, self._profile, self._closed, self._desk.places

        def work(store: Store) -> tuple[Outlook, date | None]:
            return outlook(store, of, profile, closed, self._desk.today), held_until(places)

        self._page.wait()
        self._ask(
            work, lambda found: self._page.show_outlook(found[0], profile.case_system, found[1])
        )

    @step
    def _take_off(self) -> None:
        of, profile, closed = self._about, self._profile, self._closed
        told = self._how_far.emit
        self._page.show_removing()
        self.alone.emit(True)  # noqa: FBT003 - a signal
        self._ask(
            lambda store: take_off(store, of, profile, closed, self._desk.today, told),
            lambda is_last: self._page.show_gone(offer_child=is_last),
        )

    @step
    def _remove_child(self) -> None:
        child, told = self._about.child_id, self._how_far.emit
        self._page.show_removing()
        self._ask(lambda store: remove_child(store, child, told), lambda _: self.removed.emit())

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.alone.emit(self._page.is_gone)
        self._page.say_trouble(str(trouble))
