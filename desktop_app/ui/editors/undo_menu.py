"""The menu of a box of text, with undo and redo as the keys have them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.ui.editors.undo import SectionUndo

_QTS_OWN = ("edit-undo", "edit-redo")  # as Qt calls its actions, whatever the language


def with_our_undo(menu: QMenu, undo: SectionUndo) -> QMenu:
    """Goes when it is closed. A box that is only read has no undo in it."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    theirs = [one for one in menu.actions() if one.objectName() in _QTS_OWN]
    steps = ((undo.undo, undo.can_undo), (undo.redo, undo.can_redo))
    for qts, (act, can) in zip(theirs, steps, strict=False):
        ours = QAction(qts.icon(), qts.text(), menu)
        ours.setEnabled(can)
        ours.triggered.connect(act)
        menu.insertAction(qts, ours)
        menu.removeAction(qts)
    return menu
