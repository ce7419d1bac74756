"""Tables as lists of cards: rows that are added, removed, moved and undone, or fixed ones."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoCommand
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.forms.model import Question
from desktop_app.records.answers import is_filled
from desktop_app.records.meeting import Row, new_id
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.pieces import button

_ADD = {
    "attendance": "Add a person",
    "actions": "Add an action",
    "carried_actions": "Add an action from older minutes",
}
_ONE = {"attendance": "Person", "actions": "Action", "carried_actions": "Action"}


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
        columns = self.question.columns
        card = Card(row_id, title, columns, self.room, locked=locked, fold=fold)
        card.edited.connect(self.edited)
        card.told.connect(self.told)
        return card

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
        self._cards: list[Card] = []
        self._one = _ONE.get(question.kind, "Row")
        self._add = button(_ADD.get(question.kind, "Add a row") + "  (Ctrl+Enter)", self.add_row)
        self._column.addWidget(self._add)
        self._add.setVisible(not room.read_only)
        if not room.read_only:
            self._shortcut("Ctrl+Return", self._next_row)
            self._shortcut("Ctrl+Enter", self._next_row)
            self._shortcut("Alt+Up", lambda: self._move(-1))
            self._shortcut("Alt+Down", lambda: self._move(1))
            self._show_blank()

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def value(self) -> tuple[Row, ...]:
        return tuple(row for card in self._cards if is_filled(row := card.row()))

    def show_value(self, rows: tuple[Row, ...]) -> None:
        for card in list(self._cards):
            self.take(card)
            card.deleteLater()
        for row in rows:
            card = self._card_of(row)
            card.set_values(row.values)
            self.put(card, len(self._cards))
        if not self.room.read_only:
            self._show_blank()

    def input_widget(self) -> QWidget:
        return self._cards[0].inputs()[0] if self._cards else self._add

    def add_row(self) -> Card:
        """A new empty card after the others, with the caret in it."""
        card = self._free_card(new_id())
        self.room.undo.push(_Add(self, card, len(self._cards)))
        card.focus_first()
        return card

    def append(self, row: Row) -> None:
        """Takes in a row made elsewhere, in the place of an empty last card if there is one."""
        card = self._cards[-1] if self._cards and not is_filled(self._cards[-1].row()) else None
        if card is None:
            card = self._free_card(row.id)
            self.room.undo.push(_Add(self, card, len(self._cards)))
        card.set_values(row.values)
        self.edited.emit()

    def put(self, card: Card, place: int) -> None:
        self._cards.insert(place, card)
        self._column.insertWidget(place, card)
        card.show()
        self._number()

    def take(self, card: Card) -> int:
        """Takes a card out, whole, so that undo can put it back; returns its place."""
        place = self._cards.index(card)
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        self._number()
        return place

    def _show_blank(self) -> None:
        if not self._cards:
            self.put(self._free_card(new_id()), 0)

    def _card_of(self, row: Row) -> Card:
        """A card for a stored row."""
        return self._free_card(row.id)

    def _free_card(self, row_id: str) -> Card:
        card = self._new_card(row_id, self._one)
        self._add_remove(card)
        return card

    def _add_remove(self, card: Card) -> None:
        card.setParent(self)
        if not self.room.read_only:
            card.add_button(button("Remove", lambda: self._remove(card), "quiet"))

    def _number(self) -> None:
        for number, card in enumerate(self._cards, 1):
            card.set_title(f"{self._one} {number}")
        before: QWidget = self
        for stop in (stop for card in self._cards for stop in card.tab_stops()):
            QWidget.setTabOrder(before, stop)
            before = stop
        QWidget.setTabOrder(before, self._add)

    def focus_near(self, place: int) -> None:
        """The card at a place or the last before it; the button where there is none."""
        if self._cards:
            self._cards[min(place, len(self._cards) - 1)].focus_first()
        else:
            self._add.setFocus()

    def _remove(self, card: Card) -> None:
        place = self._cards.index(card)
        self.room.undo.push(_Remove(self, card))
        if is_filled(card.row()):
            self.told.emit(f"{self._one} {place + 1} was removed. Ctrl+Z brings it back.")

    def _here(self) -> Card | None:
        focus = QApplication.focusWidget()
        return next((card for card in self._cards if focus and card.isAncestorOf(focus)), None)

    def _next_row(self) -> None:
        card = self._here()
        place = self._cards.index(card) + 1 if card else len(self._cards)
        if place < len(self._cards):
            self._cards[place].focus_first()
        else:
            self.add_row()

    def _move(self, step: int) -> None:
        card = self._here()
        if card and 0 <= self._cards.index(card) + step < len(self._cards):
            self.room.undo.push(_Move(self, card, step))


class CarriedRows(FreeRows):
    """Actions of earlier meetings: their words stay as signed, what became of them is typed.

    Those without an origin came in from minutes that are not in this store: they are typed whole.
    """

    def _card_of(self, row: Row) -> Card:
        if not row.values.get("origin"):
            return self._free_card(row.id)
        return self._new_card(row.id, self._one, locked=True, fold=False)

    def _free_card(self, row_id: str) -> Card:
        card = self._new_card(row_id, self._one, fold=False)
        self._add_remove(card)
        return card


class _Add(QUndoCommand):
    def __init__(self, rows: FreeRows, card: Card, place: int) -> None:
        super().__init__()
        self._rows, self._card, self._place = rows, card, place

    def redo(self) -> None:
        self._rows.put(self._card, self._place)
        self._rows.edited.emit()

    def undo(self) -> None:
        self._rows.focus_near(self._rows.take(self._card))
        self._rows.edited.emit()


class _Remove(QUndoCommand):
    def __init__(self, rows: FreeRows, card: Card) -> None:
        super().__init__()
        self._rows, self._card, self._place = rows, card, 0

    def redo(self) -> None:
        self._place = self._rows.take(self._card)
        self._rows.focus_near(self._place)
        self._rows.edited.emit()

    def undo(self) -> None:
        self._rows.put(self._card, self._place)
        self._card.focus_first()
        self._rows.edited.emit()


class _Move(QUndoCommand):
    def __init__(self, rows: FreeRows, card: Card, step: int) -> None:
        super().__init__()
        self._rows, self._card, self._step = rows, card, step

    def redo(self) -> None:
        self._shift(self._step)

    def undo(self) -> None:
        self._shift(-self._step)

    def _shift(self, step: int) -> None:
        focus = QApplication.focusWidget()
        self._rows.put(self._card, self._rows.take(self._card) + step)
        if focus and self._card.isAncestorOf(focus):
            focus.setFocus()  # a card that is taken out lets go of it
        else:
            self._card.focus_first()
        self._rows.edited.emit()
