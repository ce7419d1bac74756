"""Words that are not asked now, and what the chair does with them: one key each."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_app.forms.model import Question
from desktop_app.records.unasked import Unasked
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card, stacked, words

_MOST = 1_000  # characters in sight: all of them print, and all of them are moved
_LABEL = 40  # characters of a question's words on a button


class LeftOverCard(QWidget):
    """`moved` carries the key of the question that takes the words. `stops` are its buttons.

    What else belongs to it may be added below what is `said`.
    """

    moved = Signal(str)
    kept = Signal()
    taken_out = Signal()

    def __init__(self, one: Unasked, places: Sequence[Question], *, read_only: bool) -> None:
        super().__init__()
        self.one, self.places = one, places
        self.stops: list[QPushButton] = []
        text = one.text if len(one.text) <= _MOST else f"{one.text[:_MOST].rstrip()}…"
        self.said = said = stacked(
            words(one.about, "label"), words(one.why, "muted"), words(text), gap=4
        )
        if one.kept:
            said.addWidget(words("Kept as a note: it prints at the end of this section.", "good"))
        if not read_only:
            said.addLayout(self._ways(places))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(said))

    def _ways(self, places: Sequence[Question]) -> Flow:
        if places:
            first = places[0]
            self._add(f"Move to “{_short(first)}”", partial(self.moved.emit, first.key))
        if places[1:]:
            self._add("Move elsewhere", lambda: None).setMenu(self._menu(places[1:]))
        if self.one.question and not self.one.kept:
            self._add("Keep as a note", self.kept.emit)
        self._add("Take out", self.taken_out.emit)
        ways = Flow()
        for stop in self.stops:
            ways.addWidget(stop)
        return ways

    def _add(self, text: str, act: Callable[[], object]) -> QPushButton:
        made = button(text, act)
        made.setAccessibleDescription(f"{self.one.about}: {self.one.text[:_MOST]}")
        self.stops.append(made)
        return made

    def _menu(self, places: Sequence[Question]) -> QMenu:
        menu = QMenu(self)
        for place in places:
            menu.addAction(_short(place)).triggered.connect(partial(self._moved_to, place.key))
        return menu

    def _moved_to(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self.moved.emit(key)


def _short(place: Question) -> str:
    said = " ".join(place.words.split())
    return said if len(said) <= _LABEL else f"{said[: _LABEL - 1].rstrip()}…"
