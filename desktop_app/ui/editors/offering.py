"""Boxes with a list: one that suggests terms, and one of which the terms are all there is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QCompleter, QListView, QWidget

from desktop_app.records.choices import is_listed, matching, settled, stem, takes_own_words
from desktop_app.ui.editors.box import Box
from desktop_app.ui.editors.editor import Editor
from desktop_app.ui.editors.undo import SectionUndo

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_SEEN = 10  # terms at once; the list scrolls
_BY_HAND = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class OfferingBox(Box):
    """Offers terms while one types, those that begin with it first, and takes other words too.

    To point at a term puts nothing in; Enter, Tab and a click do. Qt's own wiring of box and list
    would put it in, so that Esc left what was only looked at.
    """

    def __init__(
        self, owner: Editor, undo: SectionUndo, terms: Callable[[], Sequence[str]]
    ) -> None:
        super().__init__(owner, undo)
        self.terms = terms
        self._names = QStringListModel(self)
        self._list = QCompleter(self._names, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(_MOST_SEEN)
        self._view = QListView()
        self._view.setObjectName("completions")
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName("Choices")
        self._list.setPopup(self._view)
        self._list.setWidget(self)
        self._list.activated.connect(self._take)

    def completer(self) -> QCompleter:
        return self._list

    @property
    def is_open(self) -> bool:
        return self._view.isVisible()

    @property
    def _pointed_at(self) -> str:
        return str(self._view.currentIndex().data() or "") if self.is_open else ""

    def _became(self, text: str) -> None:
        super()._became(text)
        if not self.history.is_last_step:
            self.close_list()
        elif self.hasFocus() or self.is_open:
            self._offer(text)

    def _offer(self, text: str) -> None:
        """A list that has only what stands there already would keep the next key to itself."""
        terms = self.terms()
        found = self._found(text) if text.strip() and text not in terms else []
        if found:
            self._open(found)
        else:
            self.close_list()

    def _found(self, text: str) -> list[str]:
        return matching(text, self.terms())

    def _meant(self, text: str) -> str:
        """The term that the list points at when it opens."""
        return text

    def open_list(self) -> None:
        """What is begun, or else all."""
        terms = list(self.terms())
        text = self.text().strip()
        found = [] if is_listed(text, terms) else matching(text, terms)
        self._open(found or terms)

    def _open(self, terms: list[str]) -> None:
        self._names.setStringList(terms)
        bar = self._view.verticalScrollBar().sizeHint().width()
        width = max(self.width(), self._view.sizeHintForColumn(0) + bar)
        self._list.complete(QRect(0, 0, width, self.height()))  # no term is cut, in a cell neither
        meant = self._meant(self.text())
        place = next((n for n, term in enumerate(terms) if stem(term) == meant), -1)
        self._view.setCurrentIndex(self._names.index(place))

    def close_list(self) -> None:
        self._view.hide()

    def _take(self, term: str) -> None:
        """Of one that takes own words, they come next."""
        self.close_list()
        self._put(f"{stem(term)}: " if takes_own_words(term) else term)

    def _put(self, text: str) -> None:
        """As a step of its own."""
        if text != self.text():
            self.history.end_step()
            self.setText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._names.setStringList(list(self.terms()))
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc with the list open closes that alone: no page takes it as its own."""
        is_first = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_first and self._keeps(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab takes what is pointed at along."""
        term = self._pointed_at
        self.close_list()
        if term:
            self._put(stem(term))
        return super().focusNextPrevChild(on)

    def _keeps(self, event: QKeyEvent) -> bool:
        return self.is_open and event.key() == Qt.Key.Key_Escape

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif self.is_open and key == Qt.Key.Key_Escape:
            self.close_list()
        elif self.is_open and key == Qt.Key.Key_Down:
            self._point_on()
        elif key == Qt.Key.Key_Down:
            self.open_list()
        elif key in _ENTER and (term := self._pointed_at):
            self._take(term)
        else:
            super().keyPressEvent(event)

    def _point_on(self) -> None:
        """Qt does so itself wherever the list has the keyboard."""
        at = self._view.currentIndex().row() + 1
        self._view.setCurrentIndex(self._names.index(min(at, self._names.rowCount() - 1)))


class ChoiceBox(OfferingBox):
    """A choice of many: looks like a list, opens like one, and a fragment becomes its term.

    The list points at what a fragment would become. It becomes it when the box is left; a key
    that leads away in mid-word (F9) leaves it to be typed on, and what the program put in stays.
    """

    left = Signal()

    def __init__(self, owner: Editor, undo: SectionUndo, terms: Sequence[str]) -> None:
        super().__init__(owner, undo, lambda: terms)
        self.setTextMargins(0, 0, self._arrow_width(), 0)

    def _arrow_width(self) -> int:
        return self.fontMetrics().height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setTextMargins(0, 0, self._arrow_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isReadOnly():
            return
        size = self._arrow_width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().text().color(), size / 10))
        x, y, half = self.width() - size * 0.8, self.height() / 2, size * 0.25
        tip = QPointF(x, y + half / 2)
        painter.drawPolyline([tip + QPointF(-half, -half), tip, tip + QPointF(half, -half)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.isReadOnly():
            self.selectAll()
            self.open_list()

    def _keeps(self, event: QKeyEvent) -> bool:
        """Alt+Down too, which moves a row anywhere else in it."""
        alt_down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        return super()._keeps(event) or (bool(alt_down) and not self.isReadOnly())

    def _found(self, text: str) -> list[str]:
        """Where none has it in it, as words of one's own, if the list takes them."""
        own = settled(text, self.terms())
        return super()._found(text) or ([own] if own != text else [])

    def _meant(self, text: str) -> str:
        return settled(text, self.terms())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        settles = event.key() in _ENTER and not self._pointed_at
        super().keyPressEvent(event)
        if settles:
            self.close_list()
            self.settle()

    def _became(self, text: str) -> None:
        super()._became(text)
        if self.history.is_last_step:
            QTimer.singleShot(0, self, self._settle_without_caret)

    def _settle_without_caret(self) -> None:
        """A tool types into boxes that have no caret, and leaves none."""
        if self.isVisible() and self.window().focusWidget() is not self:
            self.settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _BY_HAND and self.isVisible():
            self.settle()
        self.left.emit()

    def settle(self) -> None:
        """What was typed last becomes the term that it stands for, as a step of its own."""
        if self.history.is_last_step:
            self._put(settled(self.text(), self.terms()))


def settle_within(page: QWidget) -> None:
    """Before another page comes, which takes the focus by no hand."""
    focus = QApplication.focusWidget()
    if isinstance(focus, ChoiceBox) and page.isAncestorOf(focus):
        focus.settle()
