"""A copy as it will read, with the steps that give it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.records.snapshot import Snapshot
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, card
from desktop_app.ui.printed_page import PrintedPage


class CopyPreview(QWidget):
    left = Signal()
    word_wanted = Signal()
    pdf_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._page = PrintedPage("The copy as it will read")
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
        layout.addWidget(self._page, 1)

    def show_copy(self, copy: Snapshot) -> None:
        """On the screen at the chair's text size."""
        self._page.show_printed(copy)
