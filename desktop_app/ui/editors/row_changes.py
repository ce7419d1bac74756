"""What can be undone of rows: cards put in, removed and moved."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QApplication

from desktop_app.ui.editors.cards import Card


class Rows(Protocol):
    """The table that is changed."""

    def put(self, cards: Sequence[Card], place: int) -> None: ...
    def take(self, cards: Sequence[Card]) -> None: ...
    def holds(self, card: Card) -> bool: ...
    def place_of(self, card: Card) -> int: ...
    def focus_near(self, place: int) -> None: ...
    def say_edited(self) -> None: ...


class PutRows(QUndoCommand):
    """New cards; `instead` is the empty one before them that gives its place."""

    def __init__(
        self, rows: Rows, cards: Sequence[Card], place: int, instead: Card | None = None
    ) -> None:
        super().__init__()
        self._rows, self._cards, self._place = rows, cards, place
        self._instead = [instead] if instead else []

    def redo(self) -> None:
        self._rows.put(self._cards, self._place)
        self._rows.take(self._instead)
        if len(self._cards) > 1 or self._instead:
            self._rows.focus_near(self._place - len(self._instead))  # the caret's card may be gone
        self._rows.say_edited()

    def undo(self) -> None:
        self._rows.put(self._instead, self._place - 1)
        self._rows.take(self._cards)
        self._rows.focus_near(self._place - len(self._instead))
        self._rows.say_edited()


class RemoveRow(QUndoCommand):
    """The card is kept whole, for coming back."""

    def __init__(self, rows: Rows, card: Card) -> None:
        super().__init__()
        self._rows, self._card, self._place = rows, card, rows.place_of(card)

    def redo(self) -> None:
        self._rows.take([self._card])
        self._rows.focus_near(self._place)
        self._rows.say_edited()

    def undo(self) -> None:
        self._rows.put([self._card], self._place)
        self._card.focus_first()
        self._rows.say_edited()


class MoveRow(QUndoCommand):
    """`step` is -1 for up, 1 for down."""

    def __init__(self, rows: Rows, card: Card, step: int) -> None:
        super().__init__()
        self._rows, self._card, self._step = rows, card, step

    def redo(self) -> None:
        self._shift(self._step)

    def undo(self) -> None:
        self._shift(-self._step)

    def _shift(self, step: int) -> None:
        if not self._rows.holds(self._card):
            return
        focus = QApplication.focusWidget()
        place = self._rows.place_of(self._card)
        self._rows.take([self._card])
        self._rows.put([self._card], place + step)
        if focus and self._card.isAncestorOf(focus):
            focus.setFocus()  # a card that is taken out lets go of it
        else:
            self._card.focus_first()
        self._rows.say_edited()
