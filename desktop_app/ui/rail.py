"""The list of sections: where each stands, in shape and in word."""

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop_app.forms.model import Section
from desktop_app.services.open_meeting import SectionState

CHARACTERS = 27  # width
FIGURE_SPACE = "\u2007"


def _shape(state: SectionState, size: int, ink: QColor) -> QIcon:
    """An empty ring, a half-filled ring, a tick or a dash."""
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
    painter.end()
    return QIcon(picture)


class Rail(QListWidget):
    """`chosen` carries the place of a section in the list."""

    chosen = Signal(int)

    def __init__(self, sections: tuple[Section, ...]) -> None:
        super().__init__()
        self.setAccessibleName("Sections")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._titles = [section.title for section in sections]
        self._keys = [section.key for section in sections]
        for _ in sections:
            self.addItem(QListWidgetItem())
        self.currentRowChanged.connect(self.chosen)

    def show_states(self, states: dict[str, SectionState]) -> None:
        for place, (key, title) in enumerate(zip(self._keys, self._titles, strict=True)):
            state = states[key]
            item = self.item(place)
            number = f"{place + 1}".rjust(2, FIGURE_SPACE)
            item.setText(f"{number}  {title}")
            item.setIcon(_shape(state, self.fontMetrics().height(), self.palette().text().color()))
            item.setToolTip(f"{title}: {state}")
            said = f"Section {place + 1}, {title}, {state}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def show_current(self, place: int) -> None:
        """Marks a section without choosing it again."""
        with QSignalBlocker(self):
            self.setCurrentRow(place)
