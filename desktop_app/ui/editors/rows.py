"""Tables as lists of cards: rows that are added, removed, moved and undone, or fixed ones."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.forms.model import Column, Question
from desktop_app.records.answers import is_filled
from desktop_app.records.brought import PASTED
from desktop_app.records.meeting import Row, new_id
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.cards_in_order import CardsInOrder
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.pasting import TablePaste
from desktop_app.ui.editors.row_changes import MoveRow, PutRows, RemoveRow
from desktop_app.ui.editors.row_names import adding, one_of
from desktop_app.ui.editors.rows_editor import RowsEditor
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button


class FixedRows(RowsEditor):
    """The rows that the paper form prints, each a card with its label."""

    def __init__(self, question: Question, room: Room) -> None:
        super().__init__(question, room)
        self._cards = [self._new_card(row.key, row.label) for row in question.rows]
        for card, row in zip(self._cards, question.rows, strict=True):
            card.set_title(row.label)
            self._column.addWidget(card)

    def cards(self) -> Sequence[Card]:
        return self._cards

    def show_value(self, rows: tuple[Row, ...]) -> None:
        values = {row.id: row.values for row in rows}
        for card in self._cards:
            card.set_values(values.get(card.row_id, {}))

    def input_widget(self) -> QWidget:
        return self._cards[0].inputs()[0]


class FreeRows(RowsEditor):
    """Ctrl+Enter finishes a row and starts the next, Alt+Up and Alt+Down move it."""

    def __init__(self, question: Question, room: Room) -> None:
        super().__init__(question, room)
        self._made: dict[str, Card] = {}  # by the row's id; also those that undo may put back
        self._blank: list[Card] = []  # the empty one shown while there is no other
        self._aside: dict[Card, int] = {}  # empty ones that nobody took out, and where each was
        self._one = one_of(question)
        self._pasting = TablePaste(self, question.kind, self._typed_columns(), room)
        self._pasting.pasted.connect(self._add_pasted)
        self._pasting.told.connect(self.told)
        self._add = button(f"{adding(question)}  (Ctrl+Enter)", self.add_row)
        self._paste = button("Paste a table  (Ctrl+V)", self._pasting.take, "quiet")
        self._cards = CardsInOrder(self, self._column, self._one, (self._add, self._paste))
        buttons = Flow()
        buttons.addWidget(self._add)
        buttons.addWidget(self._paste)
        self._column.addLayout(buttons)
        self._add.setVisible(not room.read_only)
        self._paste.setVisible(not room.read_only)
        if not room.read_only:
            self.installEventFilter(self._pasting)
            self._shortcut("Ctrl+Return", self._next_row)
            self._shortcut("Ctrl+Enter", self._next_row)
            self._shortcut("Alt+Up", lambda: self._move(-1))
            self._shortcut("Alt+Down", lambda: self._move(1))

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def cards(self) -> Sequence[Card]:
        return self._cards

    def show_value(self, rows: tuple[Row, ...]) -> None:
        """A card that stands for its row already is kept, and with it what can be undone."""
        here = self._cards.with_caret()
        place = self._cards.index(here) if here else 0
        cards = [self._filled_card(row) for row in rows]
        if here and here not in cards and self._is_empty(here):
            cards.append(here)  # a row that was begun is not taken from under the caret
        cards = cards or [card for card in self._blank if self._is_empty(card)]
        gone = [card for card in self._cards if card not in cards]
        self.set_aside([card for card in gone if self._is_empty(card)])
        self.take(gone)
        self.put(cards, len(self._cards))
        for at, card in enumerate(cards):
            if self._cards[at] is not card:
                self._cards.shift(card, at)
        if not self.room.read_only:
            self._show_blank()
        if here and here not in self._cards:
            self.focus_near(place)

    def _is_empty(self, card: Card) -> bool:
        return not is_filled(card.row())

    def input_widget(self) -> QWidget:
        return self._cards[0].inputs()[0] if self._cards else self._add

    def begin_again(self, caret: Caret) -> bool:
        columns = (column.key for column in self._typed_columns())
        begun = caret.row and caret.row not in self._made and caret.column in columns
        if not begun or caret.at or self.room.read_only:
            return False
        if not self._cards or not self._is_empty(self._cards[-1]):
            self.put([self._free_card(new_id())], len(self._cards))
        self._cards[-1].put_caret(caret)
        return True

    def add_row(self) -> Card:
        """A new empty card after the others, with the caret in it."""
        card = self._free_card(new_id())
        self.room.undo.do(PutRows(self, [card], len(self._cards)))
        card.focus_first()
        return card

    def append(self, row: Row, caret: QWidget | None = None) -> None:
        """Takes in a row made elsewhere."""
        self.room.undo.do(self.taking_in(row, caret))

    def taking_in(self, row: Row, caret: QWidget | None) -> PutRows:
        """That step, not taken yet: in the place of an empty last card if there is one.

        One with the caret in it stays, and comes after it.
        """
        last = self._cards[-1] if self._cards and self._is_empty(self._cards[-1]) else None
        kept = last is not None and caret is not None and last.isAncestorOf(caret)
        place = len(self._cards) - kept
        return PutRows(self, [self._filled_card(row)], place, None if kept else last)

    def _add_pasted(self, rows: tuple[Row, ...]) -> None:
        """After the card with the caret; an empty one gives its place."""
        here = self._cards.with_caret() or (self._cards[-1] if self._cards else None)
        place = self._cards.index(here) + 1 if here else 0
        instead = here if here and self._is_empty(here) else None
        cards = [self._filled_card(row) for row in rows]
        self.note_brought(rows, PASTED)
        self.room.undo.do(PutRows(self, cards, place, instead))
        cards[0].focus_first()

    def put(self, cards: Sequence[Card], place: int) -> None:
        for card in cards:
            self._aside.pop(card, None)
        self._cards.put(cards, place)

    def make_way(self) -> None:
        """The empty card that is shown while there is no other."""
        if self._blank and self._cards == self._blank and self._is_empty(self._blank[0]):
            self.set_aside(self._blank)

    def set_aside(self, empty: Sequence[Card]) -> None:
        """Takes them out until a step of the chair's puts something into them again."""
        self._aside |= {card: self.place_of(card) for card in empty}
        self.take(empty)

    def take(self, cards: Sequence[Card]) -> None:
        self._cards.take(cards)

    def shift(self, card: Card, place: int) -> None:
        self._cards.shift(card, place)

    def holds(self, card: Card) -> bool:
        """Not once its row was removed where the same row stands, too."""
        return card in self._cards

    def _stands(self, card: Card) -> bool:
        """In the table, or in it again."""
        if card in self._aside:
            self.put([card], self._aside[card])
        return self.holds(card)

    def place_of(self, card: Card) -> int:
        return self._cards.index(card)

    def say_edited(self) -> None:
        self.edited.emit()

    def _show_blank(self) -> None:
        if not self._cards:
            self._blank = [self._free_card(new_id())]
            self.put(self._blank, 0)

    def _filled_card(self, row: Row) -> Card:
        card = self._made.get(row.id) or self._card_of(row)
        card.set_values(row.values)
        return card

    def _card_of(self, row: Row) -> Card:
        """A card for a stored row."""
        return self._free_card(row.id)

    def _new_card(
        self, row_id: str, title: str, *, locked: bool = False, fold: bool = True
    ) -> Card:
        card = super()._new_card(row_id, title, locked=locked, fold=fold)
        self._made[row_id] = card
        card.stands = lambda: self._stands(card)
        card.built.connect(lambda: self._card_is_built(card))
        return card

    def _card_is_built(self, card: Card) -> None:
        if not self.room.read_only:
            for box in card.inputs():
                box.installEventFilter(self._pasting)
        self._cards.went_on(card)

    def _free_card(self, row_id: str) -> Card:
        card = self._new_card(row_id, self._one)
        self._add_remove(card)
        return card

    def _add_remove(self, card: Card) -> None:
        if not self.room.read_only:
            card.add_button(lambda: button("Remove", lambda: self._remove(card), "quiet"))

    def focus_near(self, place: int) -> None:
        """The card at a place or the last before it; the button where there is none."""
        if self._cards:
            self._cards[min(place, len(self._cards) - 1)].focus_first()
        else:
            self._add.setFocus()

    def _remove(self, card: Card) -> None:
        place = self.place_of(card)
        self.room.undo.do(RemoveRow(self, card))
        self.focus_near(place)
        if is_filled(card.row()):
            promise = self.room.undo.promise("brings it back")
            self.told.emit(f"{self._one} {place + 1} was removed. {promise}")

    def _next_row(self) -> None:
        card = self._cards.with_caret()
        place = self._cards.index(card) + 1 if card else len(self._cards)
        if place < len(self._cards):
            self._cards[place].focus_first()
        else:
            self.add_row()

    def _move(self, step: int) -> None:
        card = self._cards.with_caret()
        if card and 0 <= self._cards.index(card) + step < len(self._cards):
            self.room.undo.do(MoveRow(self, card, step))


class CarriedRows(FreeRows):
    """Actions of earlier meetings: their words stay as signed, what became of them is typed.

    Those without an origin came in from minutes that are not in this store: they are typed whole.
    """

    def _typed_columns(self) -> tuple[Column, ...]:
        """Without the origin: that is what tells an action of this store from others."""
        return tuple(column for column in self.question.columns if column.key != "origin")

    def _card_of(self, row: Row) -> Card:
        if not row.values.get("origin"):
            return self._free_card(row.id)
        return self._new_card(row.id, self._one, locked=True, fold=False)

    def _free_card(self, row_id: str) -> Card:
        card = self._new_card(row_id, self._one, fold=False)
        self._add_remove(card)
        return card
