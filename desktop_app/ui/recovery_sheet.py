"""The sheet with the recovery key: printed, or as a PDF that somebody else keeps."""

from datetime import datetime

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from desktop_app.records.dates import in_words

GROUPS_A_LINE = 3
MONOSPACED = ["Consolas", "Cascadia Mono", "DejaVu Sans Mono", "Courier New"]


def key_lines(key: str) -> list[str]:
    """`7K2M-…` in lines of three groups, as the eye copies them."""
    groups = key.split("-")
    return ["   ".join(groups[n : n + GROUPS_A_LINE]) for n in range(0, len(groups), GROUPS_A_LINE)]


def print_sheet(key: str, parent: QWidget) -> bool:
    """Asks which printer; false when the chair changed their mind."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # slow to load, and asked for once

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _set_page(printer)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    _sheet(key).print_(printer)
    return True


def sheet_pdf(key: str) -> bytes:
    """The whole file; nothing is written."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Chairside recovery sheet")
    _set_page(writer)
    _sheet(key).print_(writer)
    del writer  # the PDF is whole once its writer has gone
    return bytes(buffer.data().data())


def _set_page(device: QPagedPaintDevice) -> None:
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(25, 25, 25, 25), QPageLayout.Unit.Millimeter)


def _sheet(key: str) -> QTextDocument:
    today = in_words(datetime.now().astimezone().date())
    lines = "<br>".join(line.replace(" ", "&nbsp;") for line in key_lines(key))
    families = ", ".join(f"'{family}'" for family in MONOSPACED)
    document = QTextDocument()
    font = QFont("Arial")
    font.setPointSizeF(12)
    document.setDefaultFont(font)
    document.setHtml(
        "<h1>Chairside recovery sheet</h1>"
        "<p>Whoever holds this key and the laptop can read every minute on it. Keep it locked "
        "away, and never with the laptop.</p>"
        f'<p style="font-family: {families}; font-size: 18pt; line-height: 150%">{lines}</p>'
        "<p>If the passphrase is lost: start Chairside, choose “I have lost my passphrase”, type "
        "this key, and choose a new passphrase. This sheet counts until a new one is made in "
        "Settings; backups made before that still open with it.</p>"
        f"<p>Made on {today}.</p>"
    )
    return document
