"""What can be undone of rows: cards put in, removed and moved."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QApplication

from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.undo import Change


class Rows(Protocol):
    """The table that is changed."""

    def put(self, cards: Sequence[Card], place: int) -> None: ...
    def make_way(self) -> None: ...
    def cards(self) -> Sequence[Card]: ...
    def take(self, cards: Sequence[Card]) -> None: ...
    def shift(self, card: Card, place: int) -> None: ...
    def holds(self, card: Card) -> bool: ...
    def place_of(self, card: Card) -> int: ...
    def focus_near(self, place: int) -> None: ...
    def say_edited(self) -> None: ...


class PutRows(Change):
    """New cards; `instead` is the empty one before them that gives its place."""

    def __init__(
        self, rows: Rows, cards: Sequence[Card], place: int, instead: Card | None = None
    ) -> None:
        self._rows, self._cards, self._place = rows, cards, place
        self._instead = [instead] if instead else []

    def do_again(self) -> bool:
        if all(self._rows.holds(card) for card in self._cards):
            return False
        self._rows.put(self._cards, self._place)
        self._rows.take(self._instead)
        self._rows.say_edited()
        return True

    def take_back(self) -> bool:
        if not any(self._rows.holds(card) for card in self._cards):
            return False
        self._rows.put(self._instead, self._place - 1)
        self._rows.take(self._cards)
        self._rows.say_edited()
        return True

    def show(self) -> None:
        if self._rows.holds(self._cards[0]):
            self._cards[0].focus_first()
        else:
            self._rows.focus_near(self._place - len(self._instead))


class RemoveRow(Change):
    """The card is kept whole, for coming back."""

    def __init__(self, rows: Rows, card: Card) -> None:
        self._rows, self._card, self._place = rows, card, rows.place_of(card)
        self._was_the_last = len(rows.cards()) == 1

    def do_again(self) -> bool:
        if not self._rows.holds(self._card):
            return False
        self._rows.take([self._card])
        self._rows.say_edited()
        return True

    def take_back(self) -> bool:
        if self._rows.holds(self._card):
            return False
        if self._was_the_last:
            self._rows.make_way()
        self._rows.put([self._card], self._place)
        self._rows.say_edited()
        return True

    def show(self) -> None:
        if self._rows.holds(self._card):
            self._card.focus_first()
        else:
            self._rows.focus_near(self._place)


class MoveRow(Change):
    """`step` is -1 for up, 1 for down."""

    def __init__(self, rows: Rows, card: Card, step: int) -> None:
        self._rows, self._card, self._step = rows, card, step

    def do_again(self) -> bool:
        return self._shift(self._step)

    def take_back(self) -> bool:
        return self._shift(-self._step)

    def _shift(self, step: int) -> bool:
        if not self._rows.holds(self._card):
            return False
        self._rows.shift(self._card, self._rows.place_of(self._card) + step)
        self._rows.say_edited()
        return True

    def show(self) -> None:
        focus = QApplication.focusWidget()
        if not (focus and self._card.isAncestorOf(focus)):
            self._card.focus_first()
