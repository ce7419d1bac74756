"""From a file: signed minutes, a draft that was handed over, or any other Word file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import Child
from desktop_app.services.from_file import (
    FromFile,
    known_child,
    read_in_background,
    start_from,
    steps_from,
    take_in_minutes,
    takes_the_place,
)
from desktop_app.services.handing_over import (
    ENDING,
    Parcel,
    is_handover,
    open_handed_over,
    read_handed_over,
    take_over,
    whose_draft,
)
from desktop_app.services.sealing import trusted
from desktop_app.services.trust import trust
from desktop_app.storage.store import Store
from desktop_app.ui.courier import Courier
from desktop_app.ui.dropped_files import take
from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import file_to_open
from desktop_app.ui.flow import Flow
from desktop_app.ui.found_in_file import FoundInFile
from desktop_app.ui.handed_over_card import HandedOverCard
from desktop_app.ui.pieces import Column, button, clear, stacked, words
from desktop_app.ui.step import step
from desktop_app.ui.theme import set_role
from desktop_app.ui.verdict_card import VerdictCard

T = TypeVar("T")
_ABOUT = (
    "Choose a file, or drop it here: signed minutes as a Word file, a draft that was handed over, "
    "or any other Word file. It is looked at first, and nothing in it is changed."
)


class TakeInPage(Column):
    """`meeting_ready` carries the id of a meeting to show now.

    `prepared_wanted` carries the path of a Word file that can only be taken as prepared answers:
    which record and which child it is for are still to be said.
    """

    meeting_ready = Signal(str)
    prepared_wanted = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, courier: Courier, profile: Profile, settings: dict[str, str]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._profile = profile
        self._settings = settings
        self._path = Path()
        self._choose = button("Choose a file…", self._ask_file, "primary")
        self._alert = words("", "alert")
        self._alert.hide()
        self._shown = QVBoxLayout()
        self._shown.setSpacing(16)
        title = words("From a file", "title")
        back = button("Back  (Esc)", self.left.emit)
        self.content.addLayout(stacked(title, words(_ABOUT, "muted"), gap=4))
        steps = Flow()
        steps.addWidget(self._choose)
        steps.addWidget(back)
        self.content.addLayout(stacked(steps, self._alert))
        self.content.addLayout(self._shown)
        self.end()
        self.setAcceptDrops(True)
        QShortcut(QKeySequence("Escape"), self, self.left.emit)

    def start(self) -> None:
        self._choose.setFocus()

    # the file

    def _ask_file(self) -> None:
        kinds = f"Word files and handed-over drafts (*.docx *{ENDING})"
        if chosen := file_to_open(self, "From a file", kinds):
            self.read(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            take(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            take(event)
            self.read(path)

    def read(self, path: Path) -> None:
        """Says what the file is, and offers what can be done with it; takes nothing in yet."""
        self._path = path
        self._start_anew()
        if path.suffix.lower() == ENDING:
            self._show_handed_over(path)
        else:
            self._ask(trusted, partial(self._look_at, path))

    def _start_anew(self) -> None:
        self._choose.setFocus()  # what has it now goes with its card
        set_role(self._choose, "primary")
        clear(self._shown)
        say(self._alert, "")

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        say(self._alert, str(trouble))

    # Word files

    def _look_at(self, path: Path, known: set[str]) -> None:
        council = self._desk.council
        forms = {form.key: council.form(form.key, self._profile) for form in self._forms()}
        reading = read_in_background(path, known, forms, council.library.choices)
        self._courier.send(self, reading, partial(self._find_child, path), self._say)

    def _forms(self) -> list[Form]:
        return list(self._desk.council.library.forms.values())

    def _find_child(self, path: Path, found: FromFile) -> None:
        if path == self._path:  # another may have been chosen meanwhile
            self._ask(
                lambda store: (known_child(store, found), takes_the_place(store, found)),
                lambda here: self._show(found, *here),
            )

    def _show(self, found: FromFile, child: Child | None, instead_of: str) -> None:
        self._start_anew()
        verdict = VerdictCard(self._path)
        verdict.trust_wanted.connect(self._trust)
        self._shown.addWidget(verdict)
        verdict.show_verdict(found.verdict)
        offered = {form.key: form.name for form in self._desk.council.offered(self._profile)}
        steps = [(step.form, offered[step.form]) for step in steps_from(found, offered)]
        part = FoundInFile(found, child, steps, instead_of)
        part.next_wanted.connect(partial(self._start_next, found))
        part.keep_wanted.connect(partial(self._keep, found))
        part.prepared_wanted.connect(lambda: self.prepared_wanted.emit(self._path))
        self._shown.addWidget(part)
        trusting = [step.stops[0] for step in verdict.steps if found.record is None]
        self._go_on([*trusting, *part.steps])

    def _go_on(self, steps: Sequence[QWidget]) -> None:
        """The focus on the first, with all of them in sight once they are laid out."""
        set_role(self._choose, "")  # what comes next is on the card
        steps[0].setFocus()
        for one in (steps[-1], steps[0]):
            QTimer.singleShot(0, one, partial(self.ensureWidgetVisible, one))

    @step
    def _trust(self, certificate: bytes) -> None:
        """The file is looked at again."""
        self._ask(lambda store: trust(store, certificate), lambda _: self.read(self._path))

    @step
    def _start_next(self, found: FromFile, form_key: str) -> None:
        council = self._desk.council
        form = council.form(form_key, self._profile)
        closed = council.library.closing_statuses(form)

        def work(store: Store) -> str:
            return start_from(store, found, form, self._settings, closed).id

        self._ask(work, self.meeting_ready.emit)

    @step
    def _keep(self, found: FromFile) -> None:
        library = self._desk.council.library
        closed = library.closing_statuses(found.form) if found.form else ()
        self._ask(lambda store: take_in_minutes(store, found, closed).id, self.meeting_ready.emit)

    # a draft that was handed over

    def _show_handed_over(self, path: Path) -> None:
        try:
            raw = read_handed_over(path)
        except CannotProceed as trouble:
            self._say(trouble)
            return
        if not is_handover(raw):
            say(self._alert, "This is not a draft that Chairside handed over.")
            return
        card = HandedOverCard(path.name)
        card.wanted.connect(partial(self._open, card, raw))
        self._shown.addWidget(card)
        set_role(self._choose, "")
        card.start()

    @step
    def _open(self, card: HandedOverCard, raw: bytes, passphrase: str) -> None:
        cost, today = self._desk.cost, self._desk.today
        library = self._desk.council.library

        def work(store: Store) -> tuple[Parcel, str]:
            parcel = open_handed_over(raw, passphrase, cost)
            return parcel, whose_draft(store, parcel, library, today)

        def settle(found: tuple[Parcel, str]) -> None:
            parcel, doubt = found
            card.settle(doubt, partial(self._take_over, card, parcel))

        self._ask_for(card, work, settle)

    @step
    def _take_over(self, card: HandedOverCard, parcel: Parcel) -> None:
        library, today = self._desk.council.library, self._desk.today
        self._ask_for(
            card, lambda store: take_over(store, parcel, library, today).id, self.meeting_ready.emit
        )

    def _ask_for(
        self, card: HandedOverCard, work: Callable[[Store], T], then: Callable[[T], object]
    ) -> None:
        asked = self._desk.ask(work)
        self._courier.send(card, asked, then, lambda trouble: card.refuse(str(trouble)))


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
