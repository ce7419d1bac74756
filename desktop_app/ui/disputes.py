"""Who disagrees with the answer above: a card each, the same rows as in the table of them all."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop_app.forms.model import Column, Question
from desktop_app.records.disagreements import ABOUT, begun_at, says_more
from desktop_app.records.meeting import Row, new_id
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.rows import FreeRows


class Disputes(FreeRows):
    """Takes no room while nobody disagrees. `left` is Esc: back to the text, nothing lost."""

    left = Signal()

    def __init__(self, kept: Question, about: Question, room: Room) -> None:
        super().__init__(kept, room)
        self._begun = begun_at(about)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._paste.hide()

    def _typed_columns(self) -> tuple[Column, ...]:
        """Without what it is about: that stands right above."""
        return tuple(column for column in self.question.columns if column.key != ABOUT)

    def _show_blank(self) -> None:
        """Nobody disagrees until somebody says so."""

    def value(self) -> tuple[Row, ...]:
        rows = (card.row() for card in self._cards if not self._is_empty(card))
        return tuple(Row(row.id, {**self._begun, **row.values}) for row in rows)

    def _is_empty(self, card: Card) -> bool:
        return not says_more(card.row(), self._begun)

    def add_row(self) -> Card:
        """An empty card with the caret in it; not for undo, which has nothing to take back."""
        empty = (card for card in self._cards if self._is_empty(card))
        card = next(empty, None) or self._free_card(new_id())
        if card not in self._cards:
            self.put([card], len(self._cards))
        card.focus_first()
        return card

    def tidy(self) -> None:
        """Lets go of cards in which nothing stands, unless the caret does.

        Not while a mouse button is down: what is being clicked would move away.
        """
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        here = self._cards.with_caret()
        if empty := [card for card in self._cards if card is not here and self._is_empty(card)]:
            self.set_aside(empty)

    def put(self, cards: Sequence[Card], place: int) -> None:
        super().put(cards, place)
        self.setVisible(bool(self._cards))

    def take(self, cards: Sequence[Card]) -> None:
        super().take(cards)
        self.setVisible(bool(self._cards))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            self.tidy()
        else:
            super().keyPressEvent(event)
