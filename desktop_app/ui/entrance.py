"""The way in: unlock, recovery, or the first run where nothing is set up yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.ui.courier import Courier
from desktop_app.ui.unlock_page import UnlockPage

if TYPE_CHECKING:  # loads only on a first start
    from desktop_app.ui.first_run import FirstRun


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
        self.page_wanted.emit(page)
        page.start()

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

    def _show_first_run(self) -> None:
        from desktop_app.ui.first_run import FirstRun

        profiles = [(one.key, one.name) for one in self._desk.council.profiles.values()]
        page = FirstRun(profiles)
        page.wanted.connect(partial(self._set_up, page))
        page.finished.connect(self.opened)
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
