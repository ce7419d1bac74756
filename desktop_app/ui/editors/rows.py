"""Tables as lists of cards: rows that are added, removed, moved and undone, or fixed ones."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.forms.model import Column, Question
from desktop_app.records.answers import is_filled
from desktop_app.records.comments import COMMENTS
from desktop_app.records.meeting import Row, new_id
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.cards_in_order import CardsInOrder
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.pasting import TablePaste
from desktop_app.ui.editors.row_changes import MoveRow, PutRows, RemoveRow
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button

_ADD = {
    "attendance": "Add a person",
    "actions": "Add an action",
    "carried_actions": "Add an action from older minutes",
    "disagreements": "Add a disagreement",
    COMMENTS.key: "Add a comment",
}
_ONE = {
    "attendance": "Person",
    "actions": "Action",
    "carried_actions": "Action",
    "disagreements": "Disagreement",
    COMMENTS.key: "Comment",
}


def _named_by(question: Question) -> str:
    """Its kind, or of the comments, which no form asks for, its key."""
    return COMMENTS.key if question is COMMENTS else question.kind


class RowsEditor(QWidget):
    """`edited` says that some row changed; `told` carries a sentence for the chair."""

    edited = Signal()
    told = Signal(str)

    def __init__(self, question: Question, room: Room) -> None:
        super().__init__()
        self.question = question
        self.room = room
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _new_card(
        self, row_id: str, title: str, *, locked: bool = False, fold: bool = True
    ) -> Card:
        columns = self.question.columns if locked else self._typed_columns()
        card = Card(row_id, title, columns, self.room, locked=locked, fold=fold)
        card.edited.connect(self.edited)
        card.told.connect(self.told)
        return card

    def _typed_columns(self) -> tuple[Column, ...]:
        """Those of a row that is not locked."""
        return self.question.columns

    def value(self) -> tuple[Row, ...]:
        raise NotImplementedError

    def show_value(self, rows: tuple[Row, ...]) -> None:
        """Puts in what was stored; emits nothing."""
        raise NotImplementedError

    def input_widget(self) -> QWidget:
        raise NotImplementedError


class FixedRows(RowsEditor):
    """The rows that the paper form prints, each a card with its label."""

    def __init__(self, question: Question, room: Room) -> None:
        super().__init__(question, room)
        self._cards = [self._new_card(row.key, row.label) for row in question.rows]
        for card, row in zip(self._cards, question.rows, strict=True):
            card.set_title(row.label)
            self._column.addWidget(card)

    def value(self) -> tuple[Row, ...]:
        return tuple(row for card in self._cards if is_filled(row := card.row()))

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
        self._one = _ONE.get(_named_by(question), "Row")
        self._pasting = TablePaste(self, question.kind, self._typed_columns(), room)
        self._pasting.pasted.connect(self._add_pasted)
        self._pasting.told.connect(self.told)
        add = _ADD.get(_named_by(question), "Add a row")
        self._add = button(f"{add}  (Ctrl+Enter)", self.add_row)
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

    def value(self) -> tuple[Row, ...]:
        return tuple(row for card in self._cards if is_filled(row := card.row()))

    def show_value(self, rows: tuple[Row, ...]) -> None:
        """A card that stands for its row already is kept, and with it what can be undone."""
        cards = [self._filled_card(row) for row in rows]
        if cards != self._cards:
            self.take(self._cards.copy())
            self.put(cards, 0)
        if not self.room.read_only:
            self._show_blank()

    def input_widget(self) -> QWidget:
        return self._cards[0].inputs()[0] if self._cards else self._add

    def add_row(self) -> Card:
        """A new empty card after the others, with the caret in it."""
        card = self._free_card(new_id())
        self.room.undo.push(PutRows(self, [card], len(self._cards)))
        card.focus_first()
        return card

    def append(self, row: Row) -> None:
        """Takes in a row made elsewhere, in the place of an empty last card if there is one."""
        card = self._cards[-1] if self._cards and not is_filled(self._cards[-1].row()) else None
        if card is None:
            card = self._free_card(row.id)
            self.room.undo.push(PutRows(self, [card], len(self._cards)))
        card.set_values(row.values)
        self.edited.emit()

    def _add_pasted(self, rows: tuple[Row, ...]) -> None:
        """After the card with the caret; an empty one gives its place."""
        here = self._cards.with_caret() or (self._cards[-1] if self._cards else None)
        place = self._cards.index(here) + 1 if here else 0
        instead = here if here and not is_filled(here.row()) else None
        cards = [self._filled_card(row) for row in rows]
        self.room.undo.push(PutRows(self, cards, place, instead))
        cards[0].focus_first()

    def put(self, cards: Sequence[Card], place: int) -> None:
        self._cards.put(cards, place)

    def take(self, cards: Sequence[Card]) -> None:
        self._cards.take(cards)

    def holds(self, card: Card) -> bool:
        """Not once its row was removed where the same row stands, too."""
        return card in self._cards

    def place_of(self, card: Card) -> int:
        return self._cards.index(card)

    def say_edited(self) -> None:
        self.edited.emit()

    def _show_blank(self) -> None:
        if not self._cards:
            self.put([self._free_card(new_id())], 0)

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
        self.room.undo.push(RemoveRow(self, card))
        if is_filled(card.row()):
            self.told.emit(f"{self._one} {place + 1} was removed. Ctrl+Z brings it back.")

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
            self.room.undo.push(MoveRow(self, card, step))


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
