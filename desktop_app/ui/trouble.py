"""Trouble before there is a window: said in a box of its own."""

from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.storage.in_use import Hold


def hold_or_say(in_use: Path) -> Hold | None:
    """The hold on the store, or None after saying who has it."""
    try:
        return Hold(in_use)
    except CannotProceed as trouble:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox()
        box.setWindowTitle("Chairside")
        box.setText(str(trouble))
        box.exec()
        return None
