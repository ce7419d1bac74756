"""The minutes as they will read, with print, PDF and the draft's Word file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.minutes.file_name import file_name
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.written_file import save
from desktop_app.ui.courier import Courier
from desktop_app.ui.file_dialogs import file_to_save
from desktop_app.ui.flow import Flow
from desktop_app.ui.on_paper import print_on_paper, to_pdf
from desktop_app.ui.pieces import button, card
from desktop_app.ui.printed_page import PrintedPage


class PreviewPage(QWidget):
    """`told` carries a sentence for the chair; `word_wanted` asks for the Word file."""

    left = Signal()
    word_wanted = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, courier: Courier) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._snapshot: Snapshot | None = None
        self._page = PrintedPage("The minutes as they will read")
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
        layout.addWidget(self._page, 1)

    def show_minutes(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._page.show_printed(snapshot)

    def print_paper(self) -> None:
        if self._snapshot:
            print_on_paper(self._snapshot, self)

    def _ask_pdf(self) -> None:
        if not self._snapshot:
            return
        name = Path(file_name(self._snapshot)).with_suffix(".pdf").name
        if chosen := file_to_save(self, "Save as PDF", name, "*.pdf"):
            self.save_pdf(chosen)

    def save_pdf(self, path: Path) -> None:
        """Writes an A4 PDF and says where, or why it could not be written."""
        if self._snapshot:
            pdf = to_pdf(self._snapshot)
            self._courier.send(
                self,
                self._desk.ask(lambda store: save(store, path, pdf)),
                lambda _: self.told.emit(f"PDF saved: {path}"),
                lambda trouble: self.told.emit(str(trouble)),
            )
