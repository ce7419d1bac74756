"""A child's deadlines in words, and the journey as a time line: a list to a screen reader."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPolygon,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.records.dates import short
from desktop_app.services.deadlines import Deadline
from desktop_app.services.journey import Journey, Stop
from desktop_app.ui.pieces import clear, stacked, words
from desktop_app.ui.theme import text_scale

_Index = QModelIndex | QPersistentModelIndex
_STOP = Qt.ItemDataRole.UserRole
_GUTTER, _AROUND = 32, 6  # pixels at 100%: where the line runs, above and below the words
_TALL = 100_000
_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_NOTHING_DUE = "Nothing is due by the dates that are known."


class JourneyView(QWidget):
    """Both, once the storage thread has counted them; until then it says so."""

    def __init__(self) -> None:
        super().__init__()
        self._deadlines = QVBoxLayout()
        self._deadlines.setSpacing(12)
        self._line = TimeLine()
        deadlines = stacked(words("Deadlines", "label"), self._deadlines)
        self.setLayout(stacked(deadlines, stacked(words("Journey", "label"), self._line), gap=16))
        self.wait()

    def wait(self) -> None:
        clear(self._deadlines)
        self._deadlines.addWidget(words("The dates are being counted.", "muted"))
        self._line.show_stops(())

    def show_journey(self, journey: Journey) -> None:
        clear(self._deadlines)
        for deadline in journey.deadlines:
            self._deadlines.addLayout(_in_words(deadline))
        if not journey.deadlines:
            self._deadlines.addWidget(words(_NOTHING_DUE, "muted"))
        for gap in journey.gaps:
            self._deadlines.addWidget(words(gap, "muted"))
        self._line.show_stops(journey.stops)


def _in_words(deadline: Deadline) -> QVBoxLayout:
    """What and by when, then who says so: every day by itself where sources differ."""
    first = deadline.limits[0]
    head = words(
        f"{deadline.what}: {short(first[0])}. {deadline.state}.",
        "alert" if deadline.overdue else "",
    )
    if len(deadline.limits) == 1:
        return stacked(head, words(first[1], "muted"), gap=2)
    days = (f"{short(day)} by {sources}" for day, sources in deadline.limits)
    return stacked(head, words("Sources differ. " + ". ".join(days) + ".", "muted"), gap=2)


class TimeLine(QListView):
    """As high as all its stops: the page around it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._stops = QStandardItemModel()
        self.setModel(self._stops)
        self.setAccessibleName("Journey, the earliest day first")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Painter(self))
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)

    def show_stops(self, stops: tuple[Stop, ...]) -> None:
        self._stops.clear()
        for stop in stops:
            item = QStandardItem(stop.words)
            item.setEditable(False)
            item.setData(stop, _STOP)
            self._stops.appendRow(item)
        self._fit()

    def is_last(self, index: _Index) -> bool:
        return index.row() == self._stops.rowCount() - 1

    def length(self, pixels: int) -> int:
        return round(pixels * text_scale(self))

    def _fit(self) -> None:
        """Wrapped words are as high as the width makes them."""
        self.scheduleDelayedItemsLayout()
        rows = range(self._stops.rowCount())
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        QTimer.singleShot(0, self, self._keep_in_sight)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._stops.index(0, 0))

    def _keep_in_sight(self) -> None:
        page = self.parentWidget()
        while page and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page and (inside := page.widget()) and self.hasFocus():
            row = self.visualRect(self.currentIndex())
            middle = self.mapTo(inside, row.center())
            page.ensureVisible(middle.x(), middle.y(), 0, row.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class _Painter(QStyledItemDelegate):
    """The day, what it is, and the note under it, beside a mark whose shape says the kind."""

    def __init__(self, line: TimeLine) -> None:
        super().__init__(line)
        self._line = line

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._line.viewport().width()
        inside = QRect(0, 0, width, _TALL)
        bottom = max((box.bottom() for _, box, _, _ in self._parts(inside, index)), default=0)
        return QSize(0, bottom + self._line.length(_AROUND))

    def _parts(
        self, rect: QRect, index: _Index
    ) -> list[tuple[str, QRect, QFont, QPalette.ColorRole]]:
        stop: Stop = index.data(_STOP)
        plain, bold = self._line.font(), QFont(self._line.font())
        bold.setWeight(QFont.Weight.DemiBold)
        role = QPalette.ColorRole
        alert = role.BrightText if stop.overdue else role.PlaceholderText
        gap = self._line.length(_AROUND)
        room = rect.adjusted(self._line.length(_GUTTER), gap, -gap, 0)
        parts: list[tuple[str, QRect, QFont, QPalette.ColorRole]] = []
        for text, font, colour in (
            (short(stop.day), plain, role.PlaceholderText),
            (stop.what, bold, role.Text),
            (stop.note, plain, alert),
        ):
            if text:
                box = QFontMetrics(font).boundingRect(room, _WRAPPED, text)
                box = QRect(room.x(), room.y(), room.width(), box.height())
                parts.append((text, box, font, colour))
                room.setTop(box.bottom() + 1)
        return parts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_focus(painter, option)
        self._paint_line(painter, option.rect, index)
        for text, box, font, colour in self._parts(option.rect, index):
            painter.setFont(font)
            painter.setPen(QApplication.palette().color(colour))
            painter.drawText(box, _WRAPPED, text)
        painter.restore()

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if self._line.hasFocus() and option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def _paint_line(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        stop: Stop = index.data(_STOP)
        palette, role = QApplication.palette(), QPalette.ColorRole
        gap = self._line.length(_AROUND)
        x = rect.x() + self._line.length(_GUTTER) // 2
        middle = QPoint(x, rect.y() + gap + QFontMetrics(self._line.font()).height() // 2)
        first, last = index.row() == 0, self._line.is_last(index)
        painter.setPen(QPen(palette.color(role.Mid), max(1, self._line.length(2))))
        painter.drawLine(
            x, middle.y() if first else rect.top(), x, middle.y() if last else rect.bottom() + 1
        )
        colour = palette.color(role.BrightText if stop.overdue else role.Accent)
        painter.setPen(QPen(colour, max(1, self._line.length(2))))
        solid = stop.kind in ("meeting", "today") or stop.overdue
        painter.setBrush(colour if solid else palette.color(role.Window))
        self._paint_mark(painter, stop, middle)

    def _paint_mark(self, painter: QPainter, stop: Stop, middle: QPoint) -> None:
        """A dot for a meeting, a ring for a date or a plan, a diamond for a deadline, a bar now."""
        r, x, y = self._line.length(6), middle.x(), middle.y()
        if stop.kind == "deadline":
            corners = [QPoint(x, y - r), QPoint(x + r, y), QPoint(x, y + r), QPoint(x - r, y)]
            painter.drawPolygon(QPolygon(corners))
        elif stop.kind == "today":
            painter.drawRect(QRect(x - 3 * r // 2, y - r // 3, 3 * r, 2 * (r // 3)))
        else:
            painter.drawEllipse(middle, r, r)
