"""The list of sections: where each stands, in shape and in word."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem

from desktop_app.forms.model import Section
from desktop_app.records.numbers import whole_number
from desktop_app.services.open_meeting import SectionState

CHARACTERS = 29  # width


def _shape(state: SectionState, size: int, ink: QColor) -> QIcon:
    """An empty ring, a half-filled ring, one with a dot, a tick or a dash."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, size / 10))
    ring = QRectF(size * 0.2, size * 0.2, size * 0.6, size * 0.6)
    if state == "complete":
        painter.drawPolyline(
            [
                QPointF(size * 0.2, size * 0.55),
                QPointF(size * 0.42, size * 0.78),
                QPointF(size * 0.82, size * 0.25),
            ]
        )
    elif state == "not discussed":
        painter.drawLine(QPointF(size * 0.2, size * 0.5), QPointF(size * 0.8, size * 0.5))
    else:
        painter.drawEllipse(ring)
    if state == "in progress":
        painter.setBrush(ink)
        painter.drawPie(ring, 90 * 16, 180 * 16)  # Qt counts sixteenths of a degree
    if state == "not confirmed":
        painter.setBrush(ink)
        painter.drawEllipse(ring.center(), size * 0.08, size * 0.08)
    painter.end()
    return QIcon(picture)


class Rail(QListWidget):
    """`chosen` carries the place of a section in the list; `entered` goes on to its questions."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._shown: dict[str, SectionState] = {}
        super().__init__()
        self.setAccessibleName("Sections")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._titles = [section.title for section in sections]
        self._keys = [section.key for section in sections]
        self._typed = ""
        self._typing = QElapsedTimer()
        self._typing.start()
        for _ in sections:
            self.addItem(QListWidgetItem())
        self.currentRowChanged.connect(self.chosen)
        self.itemSelectionChanged.connect(lambda: QTimer.singleShot(0, self, self._follow_mark))

    def _follow_mark(self) -> None:
        """A tool marks a row without making it the current one."""
        for marked in self.selectedIndexes():
            self.setCurrentRow(marked.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """By number, or by the letters a title begins with; a pause begins anew."""
        if self._typing.hasExpired(QApplication.keyboardInputInterval()):
            self._typed = ""
        self._typing.start()
        place = self._named(self._typed + search.lower())
        self._typed = self._typed + search.lower() if place is not None else search.lower()
        if place is None:
            place = self._named(self._typed)
        if place is not None:
            self.setCurrentRow(place)

    def _named(self, typed: str) -> int | None:
        if (number := whole_number(typed)) is not None:
            return number - 1 if 0 < number <= self.count() else None
        begun = (n for n, title in enumerate(self._titles) if title.lower().startswith(typed))
        return next(begun, None)

    def changeEvent(self, event: QEvent) -> None:
        """The shapes are drawn in the ink and at the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            states, self._shown = self._shown, {}
            self.show_states(states)

    def show_states(self, states: Mapping[str, SectionState]) -> None:
        size = self.fontMetrics().height()
        self.setIconSize(QSize(size, size))
        for place, (key, title) in enumerate(zip(self._keys, self._titles, strict=True)):
            state = states.get(key)
            if state is None or self._shown.get(key) == state:
                continue
            self._shown[key] = state
            item = self.item(place)
            item.setText(f"{place + 1}  {title}")
            item.setIcon(_shape(state, size, self.palette().text().color()))
            item.setToolTip(f"{title}: {state}")
            said = f"Section {place + 1}, {title}, {state}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def show_current(self, place: int) -> None:
        """Marks a section without choosing it again."""
        with QSignalBlocker(self):
            self.setCurrentRow(place)
        self.scrollToItem(self.item(place))
