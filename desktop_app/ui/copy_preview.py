"""A copy as it will read, with the steps that give it away."""

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.minutes.html import to_html
from desktop_app.records.snapshot import Snapshot
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card
from desktop_app.ui.preview_page import MARGIN, WIDEST
from desktop_app.ui.theme import text_scale


class CopyPreview(QWidget):
    left = Signal()
    word_wanted = Signal()
    pdf_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setAccessibleName("The copy as it will read")
        # paper is white with black ink, whatever the screen's theme
        self._page.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; }")
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = Flow(bar=True)
        for made in (
            button("‹ Back  (Esc)", self.left.emit),
            button("Save the Word file…", self.word_wanted.emit),
            button("Save as PDF…", self.pdf_wanted.emit),
            button("Print…  (Ctrl+P)", self.print_wanted.emit),
        ):
            bar.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(card(bar, "bar", 8))
        sheet = QHBoxLayout()
        sheet.addWidget(self._page)
        layout.addLayout(sheet, 1)

    def show_copy(self, copy: Snapshot) -> None:
        """On the screen at the chair's text size."""
        scale = text_scale(self)
        self._page.setMaximumWidth(round(WIDEST * scale))
        self._page.setHtml(to_html(copy, scale))
        self._page.setFocus()


def print_copy(copy: Snapshot, asked_from: QWidget) -> bool:
    """Asks for the printer; whether it was given the copy."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    size, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter))
    if not QPrintDialog(printer, asked_from).exec():
        return False
    document = QTextDocument()
    document.setHtml(to_html(copy))
    document.print_(printer)
    return True
