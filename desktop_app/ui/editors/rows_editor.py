"""What every table offers: a card for each row, what stands in them, and where the caret is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.forms.model import Column, Question
from desktop_app.records.answers import is_filled
from desktop_app.records.meeting import Row
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Room


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

    def cards(self) -> Sequence[Card]:
        """In their order, the empty ones too."""
        raise NotImplementedError

    def value(self) -> tuple[Row, ...]:
        return tuple(row for row in self.standing() if is_filled(row))

    def standing(self) -> tuple[Row, ...]:
        """As they stand here, the empty ones too: `show_value` puts the same cards there again."""
        return tuple(card.row() for card in self.cards())

    def show_value(self, rows: tuple[Row, ...]) -> None:
        """Puts in what was stored; emits nothing."""
        raise NotImplementedError

    def input_widget(self) -> QWidget:
        raise NotImplementedError

    def caret_at(self, widget: QWidget) -> Caret:
        """Where it is, while that widget has the focus."""
        card = next((card for card in self.cards() if _is_in(widget, card)), None)
        return card.caret_at(widget, self.question.key) if card else Caret(self.question.key)

    def put_caret(self, caret: Caret) -> bool:
        """The focus with it where it was; False when that row is not here."""
        card = next((card for card in self.cards() if card.row_id == caret.row), None)
        if card:
            card.put_caret(caret)
        return card is not None

    def begin_again(self, caret: Caret) -> bool:  # noqa: ARG002 - where rows can be added
        """Of a row that was begun and in which nothing stood, an empty one, with the caret."""
        return False


def _is_in(widget: QWidget, card: Card) -> bool:
    return widget is card or card.isAncestorOf(widget)
