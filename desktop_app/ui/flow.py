"""A layout that puts widgets side by side while they fit and breaks the line when they do not."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Widgets whose size policy expands share what is left of their line.

    In a `bar` what is lower than its line stands in the middle of it, else at the top.
    """

    def __init__(self, gap: int = 8, *, bar: bool = False) -> None:
        super().__init__()
        self._bar = bar
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        around = self.contentsMargins()
        return size + QSize(around.left() + around.right(), around.top() + around.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        inside = rect.marginsRemoved(self.contentsMargins())
        y = inside.y()
        for line in self._lines(inside.width()):
            widths = _shares(line, inside.width(), self._gap)
            height = max(_height(item, w) for item, w in zip(line, widths, strict=True))
            if move:
                self._move(line, widths, QPoint(inside.x(), y), height)
            y += height + self._gap
        return max(y - self._gap, inside.y()) - rect.y() + self.contentsMargins().bottom()

    def _move(self, line: list[QLayoutItem], widths: list[int], at: QPoint, height: int) -> None:
        x = at.x()
        for item, width in zip(line, widths, strict=True):
            own = min(height, _height(item, width))
            down = (height - own) // 2 if self._bar else 0
            item.setGeometry(QRect(x, at.y() + down, width, own))
            x += width + self._gap

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = width + 1
        for item in self._shown():
            wanted = min(item.sizeHint().width(), width)
            if lines and used + self._gap + wanted <= width:
                lines[-1].append(item)
                used += self._gap + wanted
            else:
                lines.append([item])
                used = wanted
        return lines


def _shares(line: list[QLayoutItem], width: int, gap: int) -> list[int]:
    widths = [min(item.sizeHint().width(), width) for item in line]
    growing = [place for place, item in enumerate(line) if _expands(item)]
    left = width - sum(widths) - gap * (len(line) - 1)
    for count, place in enumerate(growing):
        part = left // (len(growing) - count)
        widths[place] += part
        left -= part
    return widths


def _expands(item: QLayoutItem) -> bool:
    widget: QWidget | None = item.widget()
    return bool(widget) and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
