"""The asides of one meeting: each is made when it is first chosen, and kept."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.policy.profile import Profile
from desktop_app.services.after_meeting import steps
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.after_page import AfterPage
from desktop_app.ui.aside import Aside
from desktop_app.ui.courier import Courier


class Asides(QObject):
    """`chosen` carries the place of one, `page_wanted` what to show; the rest is an aside's own."""

    changed = Signal()
    removed = Signal()
    alone = Signal(bool)
    chosen = Signal(int)
    page_wanted = Signal(QWidget)
    left = Signal()
    told = Signal(str)
    other_wanted = Signal(str)

    def __init__(
        self,
        kinds: Sequence[type[Aside]],
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__()
        self._kinds = kinds
        self._given = (desk, courier, meeting, profile, settings)
        self._made: dict[int, Aside] = {}
        self.page = AfterPage([(kind.words, kind.why) for kind in kinds])
        self.page.chosen.connect(self.chosen)
        self.page.left.connect(self.left)

    def open(self, place: int) -> None:
        """Everything typed is saved already."""
        if place not in self._made:
            made = self._kinds[place](*self._given)
            made.setParent(self)
            made.left.connect(self.show_all)
            made.told.connect(self.told)
            made.changed.connect(self.changed)
            made.removed.connect(self.removed)
            made.alone.connect(self.alone)
            made.other_wanted.connect(self.other_wanted)
            self._made[place] = made
        aside = self._made[place]
        self.page_wanted.emit(aside.page)
        aside.start()

    def open_kind(self, kind: type[Aside]) -> None:
        self.open(self._kinds.index(kind))

    def show_all(self) -> None:
        self.page_wanted.emit(self.page)
        self.page.start()
        desk, courier, meeting, profile, _ = self._given
        record = meeting.record
        asked = desk.ask(lambda store: steps(store, record, profile))
        courier.send(
            self.page, asked, self.page.show_steps, lambda trouble: self.told.emit(str(trouble))
        )

    def is_showing(self, page: QWidget | None) -> bool:
        """Whether a page is that of an aside."""
        return any(aside.page is page for aside in self._made.values())
