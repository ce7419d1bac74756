"""The way in: unlock, recovery, a backup put back, or the first run on a new laptop."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.ui.courier import Courier
from desktop_app.ui.file_dialogs import forget_folder
from desktop_app.ui.unlock_page import UnlockPage

if TYPE_CHECKING:  # each loads only when it is asked for
    from concurrent.futures import Future

    from desktop_app.ui.first_run import FirstRun
    from desktop_app.ui.restore_page import RestorePage

_HALF_RESTORED = (
    "Chairside ended while a backup was being put back. It is in place once you unlock: with the "
    "passphrase that you typed for it, not with a later one."
)


class Entrance(QObject):
    """`page_wanted` carries the screen to show; `opened` says that the store is open."""

    page_wanted = Signal(QWidget)
    opened = Signal()

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier

    def show(self) -> None:
        """The unlock screen, or the first run."""
        if self._desk.is_set_up:
            self._show_unlock()
        else:
            self._show_first_run()

    def _show_unlock(self) -> None:
        page = UnlockPage()
        page.unlock_wanted.connect(partial(self._unlock, page))
        page.recover_wanted.connect(partial(self._recover, page))
        page.restore_wanted.connect(self.show_restore)
        self.page_wanted.emit(page)
        forget_folder(page)
        page.start()
        if self._desk.is_half_restored:
            page.say_trouble(_HALF_RESTORED)

    def _unlock(self, page: UnlockPage, passphrase: str) -> None:
        page.busy()
        self._courier.send(
            page,
            self._desk.unlock(passphrase),
            lambda _: self.opened.emit(),
            partial(self._say_locked, page),
        )

    def _recover(self, page: UnlockPage, key: str, new: str) -> None:
        page.busy()
        self._courier.send(
            page,
            self._desk.recover(key, new),
            lambda _: self.opened.emit(),
            partial(self._say_locked, page),
        )

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

        profiles = [(one.key, one.name) for one in self._desk.council.profiles.values()]
        page = FirstRun(profiles)
        page.wanted.connect(partial(self._set_up, page))
        page.finished.connect(self.opened)
        page.restore_wanted.connect(self.show_restore)
        self.page_wanted.emit(page)
        page.start()

    def _set_up(self, page: FirstRun, wanted: dict[str, str]) -> None:
        settings = {key: text for key, text in wanted.items() if key != "passphrase"}
        self._courier.send(
            page,
            self._desk.set_up(wanted["passphrase"], settings),
            page.show_recovery_key,
            lambda trouble: page.say_trouble(str(trouble)),
        )
