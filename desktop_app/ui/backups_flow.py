"""What the backups part of the settings asks for, and what becomes of it."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.records.dates import short
from desktop_app.services.backups_in_words import given_up, in_words
from desktop_app.storage.backups import Backup
from desktop_app.ui.backups_part import BackupsPart
from desktop_app.ui.chosen_council import ChosenCouncil
from desktop_app.ui.courier import Courier

SAY_BUSY_AFTER = 300  # milliseconds
_STOPPED = "The backup was stopped. Those made before are still there."


class BackupsFlow(QObject):
    """A backup goes on when the settings are left; `told` then carries what became of it."""

    told = Signal(str)
    _how_far = Signal(str)  # from the storage thread

    def __init__(self, desk: Desk, courier: Courier, settings: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._council = ChosenCouncil(desk, settings)
        self._is_busy = self._is_stopped = False
        self.part = BackupsPart(desk.places.backups)
        self.part.now_wanted.connect(self.make)
        self.part.elsewhere_wanted.connect(self.make)
        self.part.stop_wanted.connect(self._stop)
        self._how_far.connect(self.part.say_how_far)
        self._patience = QTimer(self.part)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SAY_BUSY_AFTER)
        self._patience.timeout.connect(self.part.show_busy)

    def refresh(self) -> None:
        """Shows which backups there are now, and until when one of today may be kept."""
        self._courier.watch(
            self.part, self._desk.backups(), self.part.show_backups, self._say_trouble
        )
        if days := self._days():
            self.part.offer_elsewhere(self._desk.today + timedelta(days))
        if asked_at := self._desk.given_up:
            self.part.say_trouble(given_up(asked_at))
            self._desk.given_up_is_read()

    def _days(self) -> int:
        """How long one may be kept; 0, and said why, while the council's file is broken."""
        try:
            return self._council.profile.backup_days
        except CannotProceed as trouble:
            self._say_trouble(trouble)
            return 0

    def make(self, folder: Path | None = None) -> None:
        """Into that folder, else among those that are made by themselves."""
        days = self._days()
        if self._is_busy or not days:
            return
        self._is_busy, self._is_stopped = True, False
        self.part.forget()
        self._patience.start()
        making = self._desk.back_up(days, lambda sentence: self._how_far.emit(sentence), folder)
        self._courier.send(self, making, lambda one: self._made(one, folder), self._not_made)

    def _stop(self) -> None:
        self._is_stopped = True
        self._desk.stop_backup()

    def _made(self, one: Backup, folder: Path | None) -> None:
        said = f"Backup made: {in_words(one)}."
        if folder:
            said = f"Backup saved: {one.path}. Remove it from there by {short(one.until)}."
        self._rest()
        if isValid(self.part):
            self.part.say_made(said)
            self.refresh()
        else:
            self.told.emit(said)

    def _not_made(self, trouble: CannotProceed) -> None:
        self._rest()
        said = _STOPPED if self._is_stopped else str(trouble)
        if isValid(self.part):
            self.part.say_trouble(said)
        else:
            self.told.emit(said)

    def _rest(self) -> None:
        self._is_busy = False
        if isValid(self.part):
            self._patience.stop()

    def _say_trouble(self, trouble: CannotProceed) -> None:
        self.part.say_trouble(str(trouble))
