"""The backup of the day, and what goes by its date: begun once the first screen is there."""

from PySide6.QtCore import QObject, Signal

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.ui.chosen_council import ChosenCouncil
from desktop_app.ui.courier import Courier


class Housekeeping(QObject):
    """Once for each time the store is opened; `told` carries what there is to say."""

    told = Signal(str)

    def __init__(self, desk: Desk, courier: Courier, council: ChosenCouncil) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._council = council
        self._is_begun = self._is_tidied = False

    def begin(self) -> None:
        """No backups while the council's file is broken: it says how long they are kept."""
        if self._council.has_rules and not self._is_begun:
            self._is_begun = True
            keeping = self._desk.keep_house(self._council.profile.backup_days)
            self._courier.watch(self, keeping, self._tell, self._say)
        elif not self._is_begun and not self._is_tidied:
            self._is_tidied = True
            self._courier.watch(self, self._desk.tidy(), self._tell, self._say)

    def _tell(self, sentences: list[str]) -> None:
        if sentences:
            self.told.emit(" ".join(sentences))

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))
