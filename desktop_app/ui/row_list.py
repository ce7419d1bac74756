"""A list of thousands of rows that costs only what is in sight: two lines of words a row."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_AROUND = 8  # pixels between a row's edge and its words
_PAGE_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Entry(Protocol):
    """A row: asked for its words when it comes into sight. A heading has no key."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def under(self) -> str: ...
    @property
    def step(self) -> str: ...


class Heading:
    """The words above a group of rows."""

    key = under = step = ""

    def __init__(self, title: str) -> None:
        self.title = title


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()

    def replace(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.entries[index.row()].key:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        said = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in (*said, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self.entries[index.row()]
        parts = (entry.title, entry.under, entry.step)
        return ", ".join(part for part in parts if part)


class _Painter(QStyledItemDelegate):
    """First line: title, and the next step at its end; second line, quieter: the rest."""

    def __init__(self, owner: "RowList", model: _Model) -> None:
        super().__init__(owner)
        self._owner = owner
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, self._owner.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = self._model.entries[index.row()]
        painter.save()
        if entry.key:
            self._paint_ground(painter, option)
            self._paint_row(painter, option, entry)
        else:
            self._paint_heading(painter, option, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state, palette, rect = option.state, QApplication.palette(), option.rect
        pointed = state & QStyle.StateFlag.State_MouseOver
        if state & QStyle.StateFlag.State_Selected or pointed:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        focused = self._owner.hasFocus() and state & QStyle.StateFlag.State_Selected
        if focused:
            pen = painter.pen()
            pen.setColor(palette.color(QPalette.ColorRole.Accent))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        inside = option.rect.adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND)
        line = option.fontMetrics.lineSpacing()
        first = QRect(inside.x(), inside.y(), inside.width(), line)
        role = QPalette.ColorRole
        for_step = option.fontMetrics.horizontalAdvance(entry.step)
        self._words(painter, first, entry.step, role.Accent, right=True)
        title = first.adjusted(0, 0, -for_step - _AROUND if entry.step else 0, 0)
        painter.setFont(_bold(option.font))
        self._words(painter, title, entry.title, role.Text)
        painter.setFont(option.font)
        second = first.translated(0, line)
        self._words(painter, second, entry.under, role.PlaceholderText)

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        line = option.fontMetrics.lineSpacing()
        rect = option.rect.adjusted(_AROUND, 0, -_AROUND, -_AROUND // 2)
        rect.setTop(rect.bottom() - line)
        painter.setFont(_bold(option.font))
        self._words(painter, rect, entry.title, QPalette.ColorRole.PlaceholderText)

    def _words(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        role: QPalette.ColorRole,
        *,
        right: bool = False,
    ) -> None:
        painter.setPen(QApplication.palette().color(role))  # the view's own has the sheet's colours
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, fitting)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


class RowList(QListView):
    """As high as all its rows: the page around it scrolls. `chosen` carries a row's key."""

    chosen = Signal(str)

    def __init__(self, name: str, lines: int = 2) -> None:
        super().__init__()
        self._lines = lines
        self._entries = _Model()
        self.setAccessibleName(name)
        self.setModel(self._entries)
        self.setItemDelegate(_Painter(self, self._entries))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        marked = self.selectionModel().selectionChanged
        marked.connect(lambda: QTimer.singleShot(0, self, self._follow_mark))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Puts in all rows; none is chosen."""
        self._entries.replace(entries)
        self._fit()

    def keys(self) -> list[str]:
        """What can be chosen, from the top."""
        return [entry.key for entry in self._entries.entries if entry.key]

    def row_height(self) -> int:
        return self.fontMetrics().lineSpacing() * self._lines + 2 * _AROUND

    def start(self, place: int = 0) -> None:
        """The focus on a row, counted among those that can be chosen."""
        if place < len(keys := self.keys()):
            rows = (n for n, entry in enumerate(self._entries.entries) if entry.key == keys[place])
            self._go_to(next(rows), 1)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, row: int, step: int) -> None:
        """Makes that row current, or the next in the direction of `step` that can be chosen."""
        entries = self._entries.entries
        while 0 <= row < len(entries) and not entries[row].key:
            row += step
        if 0 <= row < len(entries):
            self.setCurrentIndex(self._entries.index(row))

    def _fit(self) -> None:
        self.setFixedHeight(self.row_height() * len(self._entries.entries))

    def _follow_mark(self) -> None:
        """A tool marks a row without making it the current one, which Enter would open."""
        for marked in self.selectedIndexes():
            self.setCurrentIndex(marked)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and (key := self._entries.entries[index.row()].key):
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif step := _PAGE_KEYS.get(Qt.Key(event.key())):
            self._turn(step)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        page = self._page()
        rows = max(1, page.viewport().height() // self.row_height() - 1) if page else 1
        last = len(self._entries.entries) - 1
        there = min(max(self.currentIndex().row() + step * rows, 0), last)
        self._go_to(there, -step if there == last else 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go_to(0, 1)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        QTimer.singleShot(0, self, self._keep_in_sight)  # once the page has its new height

    def _keep_in_sight(self) -> None:
        page = self._page()
        current = self.currentIndex()
        if page and (inside := page.widget()) and current.isValid():
            middle = self.mapTo(inside, self.visualRect(current).center())
            page.ensureVisible(middle.x(), middle.y(), 0, self.row_height())

    def _page(self) -> QScrollArea | None:
        parent = self.parentWidget()
        while parent and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
            self._fit()
