"""Puts the council's own Word file to use, or takes it out, and shows which page is in use."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.services import word_base
from desktop_app.ui.courier import Courier
from desktop_app.ui.step import step
from desktop_app.ui.word_base_part import WordBasePart


class WordBaseFlow(QObject):
    """Work is done on the storage thread: a file may lie on a slow drive."""

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self.part = WordBasePart()
        self.part.file_chosen.connect(self.use)
        self.part.ours_wanted.connect(self._use_ours)

    def refresh(self) -> None:
        places = self._desk.places
        asked = self._desk.ask(lambda _: word_base.in_use(places))
        self._courier.watch(self, asked, self.part.show_in_use, self._say)

    @step
    def use(self, file: Path) -> None:
        """Minutes are written into this file from now on, if it can be used."""
        places = self._desk.places
        self._do(lambda: word_base.use(places, file))

    @step
    def _use_ours(self) -> None:
        places = self._desk.places
        self._do(lambda: word_base.use_ours_again(places))

    def _do(self, work: Callable[[], None]) -> None:
        self._courier.send(
            self, self._desk.ask(lambda _: work()), lambda _: self._follow(), self._say
        )

    def _follow(self) -> None:
        again = self._desk.read_council_again()
        self._courier.send(self, again, lambda _: self.refresh(), self._say)

    def _say(self, trouble: CannotProceed) -> None:
        reasons = trouble.reasons if isinstance(trouble, word_base.Refused) else ()
        self.part.say_trouble(str(trouble), reasons)
