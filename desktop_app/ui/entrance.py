"""The way in: unlock, recovery, a backup put back, or the first run on a new laptop."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.storage.in_place import Coming
from desktop_app.ui.courier import Courier
from desktop_app.ui.file_dialogs import forget_folder
from desktop_app.ui.step import Step
from desktop_app.ui.unlock_page import UnlockPage

if TYPE_CHECKING:  # each loads only when it is asked for
    from collections.abc import Callable
    from concurrent.futures import Future

    from desktop_app.storage.store import Store
    from desktop_app.ui.first_run import FirstRun
    from desktop_app.ui.restore_page import RestorePage

_HALF_DONE = {
    Coming.RESTORE: "Chairside ended while a backup was being put back. It is in place once you "
    "unlock: with the passphrase that you typed for it, not with a later one.",
    Coming.SET_UP: "Chairside ended while it was being set up. It is ready once you unlock: with "
    "the passphrase that you chose.",
}
_KEY_IN_SIGHT = (
    "You have not shown yet that the recovery key is on paper. If you close Chairside now, this "
    "key is not shown again. The passphrase opens Chairside next time, and the list of meetings "
    "then asks you to make a new recovery sheet. Until that is done, nobody can read the minutes "
    "without the passphrase."
)


class Entrance(QObject):
    """`page_wanted` carries the screen to show; `opened` says that the store is open.

    `uncovered` says that the passphrase was typed in front of a store that is open still.
    """

    page_wanted = Signal(QWidget)
    opened = Signal()
    uncovered = Signal()
    _how_far = Signal(str)  # from the storage thread, of an unlocking that takes long

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._cover: UnlockPage | None = None
        self._first_run: FirstRun | None = None

    @property
    def stands_in_the_way(self) -> str:
        """What is lost when the window is closed now; empty when nothing is."""
        page = self._first_run
        if page is None or not isValid(page) or not page.recovery.waits_for_proof:
            return ""
        return _KEY_IN_SIGHT

    def show(self) -> None:
        """The unlock screen, or the first run."""
        if self._desk.is_set_up:
            self._show_unlock()
        else:
            self._show_first_run()

    def show_again(self, trouble: CannotProceed) -> None:
        """The unlock screen, and why it did not open."""
        self._show_unlock().say_trouble(str(trouble))

    def _show_unlock(self) -> UnlockPage:
        page = self._unlock_page()
        self.page_wanted.emit(page)
        forget_folder(page)
        page.start()
        if half_done := self._desk.half_done:
            page.say_trouble(_HALF_DONE[half_done])
        return page

    def _unlock_page(self) -> UnlockPage:
        page = UnlockPage()
        page.unlock_wanted.connect(partial(self._unlock, page))
        page.recover_wanted.connect(partial(self._recover, page))
        page.restore_wanted.connect(self.show_restore)
        self._how_far.connect(page.say_how_far)
        return page

    def cover(self) -> UnlockPage:
        """In front of a store that is open: nothing can be put back over it meanwhile."""
        self._cover = page = self._unlock_page()
        page.offer_restore(offered=False)
        return page

    def end_cover(self) -> None:
        """The store is closed, or the passphrase was typed: the page is an unlock screen."""
        if self._cover:
            self._cover.offer_restore(offered=True)
        self._cover = None

    def _unlock(self, page: UnlockPage, passphrase: str) -> None:
        if page is self._cover:
            asked = self._desk.prove(passphrase)
            self._ask(page, asked, lambda _: self._proved(page, passphrase))
        else:
            asked = self._desk.unlock(passphrase, self._how_far.emit)
            self._ask(page, asked, lambda _: self.opened.emit())

    def _recover(self, page: UnlockPage, key: str, new: str) -> None:
        if page is self._cover:
            asked = self._desk.prove_by_recovery_key(key, new)
            self._ask(page, asked, lambda _: self._proved(page, new))
        else:
            asked = self._desk.recover(key, new, self._how_far.emit)
            self._ask(page, asked, lambda _: self.opened.emit())

    def _proved(self, page: UnlockPage, passphrase: str) -> None:
        if page is self._cover:
            self.uncovered.emit()
        else:  # the store was closed meanwhile
            self._unlock(page, passphrase)

    def _ask(self, page: UnlockPage, asked: Future[None], then: Callable[[None], object]) -> None:
        """The page rests when all that follows has come to its end, in whatever way."""
        page.busy()
        step = Step(partial(_rest, page))
        step.take(lambda: self._courier.send(page, asked, then, partial(self._say_locked, page)))

    def _say_locked(self, page: UnlockPage, trouble: CannotProceed) -> None:
        page.say_trouble(str(trouble))
        if seconds := getattr(trouble, "seconds", 0):
            page.hold_back(seconds)

    def show_restore(self) -> None:
        """The store must be locked, or not there at all."""
        from desktop_app.ui.restore_page import RestorePage

        page = RestorePage()
        page.left.connect(self.show)
        page.file_chosen.connect(partial(self._look_at, page))
        page.wanted.connect(partial(self._restore, page))
        page.recovery_wanted.connect(partial(self._restore_by_key, page))
        self.page_wanted.emit(page)
        self._courier.send(
            page, self._desk.backups(), page.offer, lambda trouble: page.say_trouble(str(trouble))
        )

    def _look_at(self, page: RestorePage, file: Path) -> None:
        self._courier.send(
            page,
            self._desk.backup_at(file),
            page.add,
            lambda trouble: page.say_trouble(str(trouble)),
        )

    def _restore(self, page: RestorePage, backup: Path, passphrase: str) -> None:
        self._bring_back(page, self._desk.restore(backup, passphrase, page.how_far.emit))

    def _restore_by_key(self, page: RestorePage, backup: Path, key: str, new: str) -> None:
        told = page.how_far.emit
        self._bring_back(page, self._desk.restore_by_recovery_key(backup, key, new, told))

    def _bring_back(self, page: RestorePage, restoring: Future[list[str]]) -> None:
        self._courier.send(page, restoring, page.show_done, partial(self._say_not_restored, page))

    def _say_not_restored(self, page: RestorePage, trouble: CannotProceed) -> None:
        from desktop_app.storage.keys import TooSoon, WrongPassphrase, WrongRecoveryKey
        from desktop_app.storage.recovery_key import MistypedRecoveryKey

        if isinstance(trouble, WrongPassphrase | TooSoon):
            page.refuse(str(trouble), trouble.seconds)
        elif isinstance(trouble, WrongRecoveryKey | MistypedRecoveryKey):
            page.refuse(str(trouble))
        else:
            page.say_trouble(str(trouble))

    def _show_first_run(self) -> None:
        from desktop_app.ui.first_run import FirstRun
        from desktop_app.ui.saving_the_sheet import save_when_asked

        profiles = [(one.key, one.name) for one in self._desk.council.profiles.values()]
        page = self._first_run = FirstRun(profiles, self._desk.left_over)
        page.wanted.connect(partial(self._set_up, page))
        save_when_asked(page.recovery, self._desk, self._courier)
        page.finished.connect(partial(self._confirm, page))
        page.restore_wanted.connect(self.show_restore)
        self.page_wanted.emit(page)
        page.start()

    def _set_up(self, page: FirstRun, wanted: dict[str, str]) -> None:
        settings = {key: text for key, text in wanted.items() if key != "passphrase"}
        self._courier.send(
            page,
            self._desk.set_up(wanted["passphrase"], settings),
            page.show_recovery_key,
            partial(self._say_not_set_up, page),
        )

    def _say_not_set_up(self, page: FirstRun, trouble: CannotProceed) -> None:
        """It may count already, though its end failed: then the passphrase opens it."""
        if self._desk.is_set_up:
            half_done = self._desk.half_done
            more = f" {_HALF_DONE[half_done]}" if half_done else ""
            self._show_unlock().say_trouble(f"{trouble}{more}")
        else:
            page.say_trouble(str(trouble))

    def _confirm(self, page: FirstRun) -> None:
        """The last group was typed from the sheet."""

        def work(store: Store) -> None:
            from desktop_app.services.my_settings import confirm_sheet

            confirm_sheet(store, self._desk.places)

        self._courier.send(
            page,
            self._desk.ask(work),
            lambda _: self.opened.emit(),
            lambda trouble: page.say_trouble(str(trouble)),
        )


def _rest(page: UnlockPage) -> None:
    if isValid(page):
        page.rest()
