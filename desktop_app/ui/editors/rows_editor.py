"""What every table offers: a card for each row, what stands in them, and where the caret is."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.forms.model import Column, Question
from desktop_app.records.answers import is_filled
from desktop_app.records.brought import Marks, untouched
from desktop_app.records.meeting import Row
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.caret import Caret
from desktop_app.ui.editors.editor import Room


class RowsEditor(QWidget):
    """`edited` says that some row changed; `told` carries a sentence for the chair.

    `confirmed` carries the id of a row that was brought in and is right.
    """

    edited = Signal()
    told = Signal(str)
    confirmed = Signal(str)

    def __init__(self, question: Question, room: Room) -> None:
        super().__init__()
        self.question = question
        self.room = room
        self._brought: dict[str, tuple[Row, str]] = {}  # as it came, and from where
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
        card.confirmed.connect(lambda: self.confirmed.emit(row_id))
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

    # what was brought in

    def put_marks(self, marks: Marks) -> None:
        """Those rows stand as they were brought in from there; others that do are confirmed."""
        for row in self.marks().keys() - marks.keys():
            del self._brought[row]
        self._brought |= {r.id: (r, marks[r.id]) for r in self.standing() if r.id in marks}

    def note_brought(self, rows: Iterable[Row], source: str) -> None:
        """More that came in."""
        self._brought |= {row.id: (row, source) for row in rows}

    def marks(self) -> dict[str, str]:
        """Of the rows that say what they said when they came, or say it again by undo."""
        if not self._brought:
            return {}  # most tables, at each key
        came = {key: source for key, (_, source) in self._brought.items()}
        return untouched(came, [row for row, _ in self._brought.values()], self.standing())

    def show_sources(self, marks: Marks, right: Marks, *, appear: bool) -> None:
        """`right` are those that may be confirmed."""
        for card in self.cards():
            source, may = marks.get(card.row_id, ""), card.row_id in right
            card.show_source(source, may_confirm=may, appear=appear)

    def input_widget(self) -> QWidget:
        raise NotImplementedError

    def take_focus(self) -> None:
        """At the first thing to be typed: what is only read is passed over."""
        cards = self.cards()
        if cards:
            cards[0].focus_first()
        else:
            self.input_widget().setFocus()

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
