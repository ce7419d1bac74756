"""The minutes as they will read, with print, PDF and the draft's Word file."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.minutes.file_name import file_name
from desktop_app.minutes.html import to_html
from desktop_app.records.snapshot import Snapshot
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card
from desktop_app.ui.theme import text_scale

MARGIN = 18.0  # millimetres
WIDEST = 900  # pixels: about as wide as the paper at this distance


class PreviewPage(QWidget):
    """`told` carries a sentence for the chair; `word_wanted` asks for the Word file."""

    left = Signal()
    word_wanted = Signal()
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._snapshot: Snapshot | None = None
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setAccessibleName("The minutes as they will read")
        # paper is white with black ink, whatever the screen's theme
        self._page.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; }")
        bar = Flow()
        for made in (
            button("‹ Back", self.left.emit),
            button("Print…  (Ctrl+P)", self.print_paper),
            button("Save as PDF…", self._ask_pdf),
            button("Save the Word file…", self.word_wanted.emit),
        ):
            bar.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(card(bar, "bar", 8))
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QHBoxLayout()
        sheet.addWidget(self._page)
        layout.addLayout(sheet, 1)

    def show_minutes(self, snapshot: Snapshot) -> None:
        """On the screen at the chair's text size; on paper always at its own."""
        self._snapshot = snapshot
        scale = text_scale(self)
        self._page.setMaximumWidth(round(WIDEST * scale))
        self._page.setHtml(to_html(snapshot, scale))
        self._page.setFocus()

    def print_paper(self) -> None:
        printer = _a4()
        if QPrintDialog(printer, self).exec():
            self._pour(printer)

    def _ask_pdf(self) -> None:
        if not self._snapshot:
            return
        name = Path(file_name(self._snapshot)).with_suffix(".pdf").name
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", name, "*.pdf")
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        """Writes an A4 PDF and says where, or why it could not be written."""
        printer = _a4()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        before = path.stat().st_mtime_ns if path.exists() else None
        self._pour(printer)
        written = path.exists() and path.stat().st_mtime_ns != before
        if written:
            self.told.emit(f"PDF saved: {path}")
        else:
            self.told.emit(f"The PDF could not be written to {path}. Choose another folder.")

    def _pour(self, printer: QPrinter) -> None:
        if not self._snapshot:
            return
        document = QTextDocument()
        document.setHtml(to_html(self._snapshot))
        document.print_(printer)


def _a4() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    size = QPageSize(QPageSize.PageSizeId.A4)
    upright = QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter))
    return printer
