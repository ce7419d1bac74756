"""Minutes on the screen as they will read on paper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from desktop_app.minutes.html import to_html
from desktop_app.records.snapshot import Snapshot
from desktop_app.ui.theme import text_scale

_WIDEST = 900  # pixels: about as wide as the paper at this distance


class PrintedPage(QWidget):
    """White with black ink, whatever the screen's theme; at most as wide as paper is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._page = QTextBrowser()
        self._page.setOpenLinks(False)
        self._page.setAccessibleName(name)
        self._page.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; }")
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QHBoxLayout(self)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.addWidget(self._page)

    def show_printed(self, snapshot: Snapshot) -> None:
        """At the chair's text size; on paper it has always its own."""
        scale = text_scale(self)
        self._page.setMaximumWidth(round(_WIDEST * scale))
        self._page.setHtml(to_html(snapshot, scale))
        self._page.setFocus()
