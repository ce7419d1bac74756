"""The cards of a table in their order: shown, built and numbered as far down as they are seen."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.ui.editors.cards import Card

AT_ONCE, AHEAD = 2, 8  # cards that are built unseen; those that stand ready to be scrolled to


class CardsInOrder(list[Card]):
    """Changed by `put`, `take` and `shift` alone. `name` is what one is called, such as “Action”.

    Tab comes to them from the first of the `buttons` below them, and goes on to these.
    """

    def __init__(
        self, table: QWidget, column: QVBoxLayout, name: str, buttons: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self._table = table
        self._column = column
        self._name = name
        self._buttons = buttons

    def put(self, cards: Sequence[Card], place: int) -> None:
        """Those that are not there yet, at a place or as near to it as there are cards."""
        new = [card for card in cards if card not in self]
        with self._laid_out_once(len(new)):
            for at, card in enumerate(new, min(place, len(self))):
                self.insert(at, card)
                if at < AT_ONCE:
                    card.build()
            self._reveal()
        self._number()

    def take(self, cards: Sequence[Card]) -> None:
        """Takes out those that are there, whole, so that undo can put them back."""
        gone = [card for card in cards if card in self]
        with self._laid_out_once(len(gone)):
            for card in gone:
                _let_go_of_focus(card)
                self.remove(card)
                self._column.removeWidget(card)
                card.hide()
        self._number()

    def shift(self, card: Card, place: int) -> None:
        """It stays in sight, with the caret in it."""
        self.remove(card)
        self.insert(place, card)
        self._column.removeWidget(card)
        self._reveal()
        self._number()

    def went_on(self, card: Card) -> None:
        """One has been built, so that some more follow it in sight."""
        if card in self:
            self._reveal()
            self._number()

    def with_caret(self) -> Card | None:
        focus = QApplication.focusWidget()
        return next((card for card in self if focus and card.isAncestorOf(focus)), None)

    @contextmanager
    def _laid_out_once(self, cards: int) -> Generator[None]:
        """Out of sight while many cards change: else the page is laid out again for each."""
        out_of_sight = cards > 1 and self._table.isVisible()
        focus = _let_go_of_focus(self._table) if out_of_sight else None
        if out_of_sight:
            self._table.hide()
        yield
        if out_of_sight:
            self._table.show()
        if focus and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self) -> None:
        """All down to the last that was asked for, and some more: the rest costs nothing yet."""
        built = [place for place, card in enumerate(self) if card.is_built]
        for place, card in enumerate(self[: max(built, default=0) + AHEAD]):
            if self._column.indexOf(card) < 0:
                self._column.insertWidget(place, card)
            card.show()

    def _number(self) -> None:
        for number, card in enumerate(self, 1):
            card.set_title(f"{self._name} {number}")
        before = self._buttons[0]  # Qt orders only what takes the focus
        here = (card for card in self if self._column.indexOf(card) >= 0)
        for stop in (*(stop for card in here for stop in card.tab_stops()), *self._buttons):
            QWidget.setTabOrder(before, stop)
            before = stop


def _let_go_of_focus(inside: QWidget) -> QWidget | None:
    """Before it is hidden: else Qt gives the focus to whatever Tab comes to next."""
    focus = QApplication.focusWidget()
    if focus is None or not (inside is focus or inside.isAncestorOf(focus)):
        return None
    focus.clearFocus()
    return focus
