"""Asking for a file or a folder: every dialog opens in the folder that was used last.

It is kept on the window alone, and gone when the store is locked: the name of a folder may say
whose minutes lie in it.
"""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_KEPT = "last_folder"  # a property of the window


def last_folder(of: QWidget) -> Path:
    """The folder used last in that widget's window; Documents at first, or once it is gone."""
    kept = of.window().property(_KEPT)
    if kept and Path(kept).is_dir():
        return Path(kept)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    usual = Path(QStandardPaths.writableLocation(documents))
    return usual if usual.is_dir() else Path.home()


def remember_folder(of: QWidget, folder: Path) -> None:
    of.window().setProperty(_KEPT, str(folder))


def forget_folder(of: QWidget) -> None:
    of.window().setProperty(_KEPT, None)


def file_to_save(of: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """None when the chair thought better of it, as with the others."""
    chosen, _ = QFileDialog.getSaveFileName(of, title, str(last_folder(of) / name), kinds)
    return _remembered(of, chosen)


def file_to_open(of: QWidget, title: str, kinds: str) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(of, title, str(last_folder(of)), kinds)
    return _remembered(of, chosen)


def files_to_open(of: QWidget, title: str, kinds: str) -> list[Path]:
    chosen, _ = QFileDialog.getOpenFileNames(of, title, str(last_folder(of)), kinds)
    return [one for each in chosen if (one := _remembered(of, each))]


def folder_to_use(of: QWidget, title: str) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(of, title, str(last_folder(of)))
    if chosen:
        remember_folder(of, Path(chosen))
    return Path(chosen) if chosen else None


def _remembered(of: QWidget, chosen: str) -> Path | None:
    if chosen:
        remember_folder(of, Path(chosen).parent)
    return Path(chosen) if chosen else None
