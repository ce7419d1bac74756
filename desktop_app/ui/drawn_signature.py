"""A signature drawn with mouse or pen, or taken from a picture file."""

import base64
from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygon,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.fields import say
from desktop_app.ui.file_dialogs import file_to_open
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, words

LARGEST = QSize(600, 180)  # pixels that are kept
_PEN = 3
_INK = 200  # a grey darker than this is ink, of 255
_MOST_PIXELS = 50_000_000  # of a picture file, before it is made smaller


class _Sheet(QWidget):
    """White as paper in every theme; `changed` at the end of each stroke."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._strokes: list[list[QPoint]] = []
        self.setMinimumSize(240, 96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(LARGEST.width())
        self.setFixedHeight(LARGEST.height() * 2 // 3)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Drawn signature")
        self.setAccessibleDescription("Drawn with mouse or pen. It may stay empty.")

    def show_image(self, image: QImage) -> None:
        self.image = image
        self._strokes = []
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._strokes:
            self.image = QImage()  # a new signature takes the place of the one shown
        self._strokes.append([event.position().toPoint()])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes:
            self._strokes[-1].append(event.position().toPoint())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self.changed.emit()

    def drawn(self) -> QImage:
        """What was drawn, or what was shown."""
        if not self._strokes:
            return self.image
        image = QImage(self.size(), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        _draw(painter, self._strokes)
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._strokes:
            _draw(painter, self._strokes)
        elif not self.image.isNull():
            painter.drawImage(_inside(self.rect(), self.image.size()), self.image)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _draw(painter: QPainter, strokes: Sequence[Sequence[QPoint]]) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(Qt.GlobalColor.black), _PEN)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for stroke in strokes:
        painter.drawPolyline(QPolygon([*stroke, stroke[-1]]))


def _inside(room: QRect, size: QSize) -> QRect:
    fitting = size.scaled(room.adjusted(8, 8, -8, -8).size(), Qt.AspectRatioMode.KeepAspectRatio)
    if fitting.width() > size.width():
        fitting = size
    made = QRect(QPoint(0, 0), fitting)
    made.moveCenter(room.center())
    return made


class DrawnSignature(QWidget):
    """`value` is a PNG in base64, cut to the ink; empty when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._said = words("", "alert")
        self._said.hide()
        ways = Flow(gap=8)
        ways.addWidget(button("From a picture…", self._choose))
        ways.addWidget(button("Without one", self.clear))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        label = words("Drawn signature, if you wish", "label")
        label.setBuddy(self._sheet)
        layout.addWidget(label)
        layout.addWidget(words("Draw it here with mouse or pen, or take a picture of it.", "muted"))
        layout.addWidget(self._sheet)
        layout.addLayout(ways)
        layout.addWidget(self._said)

    def show_value(self, drawing: str) -> None:
        with suppress(ValueError):  # a setting that is damaged: the sheet is empty then
            self._sheet.show_image(QImage.fromData(QByteArray(base64.b64decode(drawing))))
        say(self._said, "")

    def clear(self) -> None:
        self.show_value("")

    def value(self) -> str:
        return in_base64(self._sheet.drawn())

    def _choose(self) -> None:
        kinds = "Pictures (*.png *.jpg *.jpeg *.bmp)"
        if path := file_to_open(self, "A picture of your signature", kinds):
            self.take_picture(str(path))

    def take_picture(self, path: str) -> None:
        """Shows it, or says why it is no use; what was there then stays."""
        reader = QImageReader(path)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.width() * size.height() > _MOST_PIXELS:
            say(self._said, "That picture is too large. Choose a smaller one.")
            return
        picture = reader.read()
        ink = as_ink(picture)
        if ink.isNull():
            say(self._said, "No signature can be seen in that picture. Choose another.")
            return
        self._sheet.show_image(ink)
        say(self._said, "")


def as_ink(picture: QImage) -> QImage:
    """Dark strokes on white, cut to the ink and at most LARGEST; null where there is no ink."""
    if picture.isNull():
        return picture
    flat = QImage(picture.size(), QImage.Format.Format_Grayscale8)
    flat.fill(Qt.GlobalColor.white)  # what is seen through becomes paper
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    small = flat
    if flat.width() > 2 * LARGEST.width() or flat.height() > 2 * LARGEST.height():
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small = flat.scaled(LARGEST * 2, keep, smooth)
    where = _ink_in(small)
    if where.isNull():
        return QImage()
    cut = small.copy(where.adjusted(-4, -4, 4, 4).intersected(small.rect()))
    if cut.width() > LARGEST.width() or cut.height() > LARGEST.height():
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        cut = cut.scaled(LARGEST, keep, smooth)
    return cut


def _ink_in(image: QImage) -> QRect:
    """The smallest rectangle with all that is dark."""
    width, height, line = image.width(), image.height(), image.bytesPerLine()
    pixels = bytes(image.constBits())
    rows = [pixels[y * line : y * line + width] for y in range(height)]
    dark = [y for y, row in enumerate(rows) if min(row) < _INK]
    if not dark:
        return QRect()
    inked = [rows[y] for y in dark]
    columns = [x for x in range(width) if any(row[x] < _INK for row in inked)]
    return QRect(QPoint(columns[0], dark[0]), QPoint(columns[-1], dark[-1]))


def in_base64(image: QImage) -> str:
    """A PNG; empty for an image without ink."""
    ink = as_ink(image)
    if ink.isNull():
        return ""
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(ink)
    buffer.close()
    return base64.b64encode(raw.data()).decode()
