"""Minutes on A4 paper, printed or as a PDF; the only place that asks a printer."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.minutes.html import to_html
from desktop_app.minutes.page_words import at_the_foot, at_the_head
from desktop_app.records.snapshot import Snapshot

_MARGIN = 18.0  # millimetres
_EDGE = 9  # points, of the words at the head and foot of a page
_ROOM = 2  # lines at the head and at the foot, of which one is empty
_SIDES = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)


def to_pdf(snapshot: Snapshot, html: str = "") -> bytes:
    """The whole file; nothing is written. Other `html` about the same minutes may stand in it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(_a4())
    _pour(snapshot, html or to_html(snapshot), writer)
    buffer.close()
    return bytes(buffer.data().data())


def print_on_paper(snapshot: Snapshot, asked_from: QWidget) -> bool:
    """Asks for the printer; whether it was given the page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_a4())
    if not QPrintDialog(printer, asked_from).exec():
        return False
    _pour(snapshot, to_html(snapshot), printer)
    return True


def _a4() -> QPageLayout:
    size, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter)


def _pour(snapshot: Snapshot, html: str, device: QPagedPaintDevice) -> None:
    """Qt's own printing has a page number only: a leaf that lies alone must say what it is."""
    painter = QPainter(device)
    painter.setFont(QFont(painter.font().family(), _EDGE, QFont.Weight.Bold))
    paper = QRectF(painter.viewport())
    room = _ROOM * QFontMetricsF(painter.font(), device).height()
    body = paper.adjusted(0, room, 0, -room)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(device)
    document.setHtml(html)
    document.setPageSize(body.size())
    count = document.pageCount()
    for number in range(count):
        if number:
            device.newPage()
        _edge(painter, paper, Qt.AlignmentFlag.AlignTop, at_the_head(snapshot))
        foot = (*at_the_foot(snapshot), f"Page {number + 1} of {count}")
        _edge(painter, paper, Qt.AlignmentFlag.AlignBottom, foot)
        _draw(painter, document, body, number)
    painter.end()


def _edge(
    painter: QPainter, paper: QRectF, where: Qt.AlignmentFlag, words: tuple[str, str, str]
) -> None:
    for side, text in zip(_SIDES, words, strict=True):
        painter.drawText(paper, where | side, text)


def _draw(painter: QPainter, document: QTextDocument, body: QRectF, number: int) -> None:
    """One page of the document, which lies on paper as on a roll."""
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)  # whatever the screen's theme
    leaf = QRectF(0, number * body.height(), body.width(), body.height())
    context.palette, context.clip = palette, leaf  # pyright: ignore[reportAttributeAccessIssue]
    painter.save()
    painter.translate(0, body.top() - leaf.top())
    painter.setClipRect(leaf)
    document.documentLayout().draw(painter, context)
    painter.restore()
