"""The find box of a list: Ctrl+K goes there, Down leaves it, Esc empties it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from desktop_app.ui.fields import Field


class FindField(Field):
    """`left` when the chair goes on to the list."""

    left = Signal()

    def __init__(self, label: str, hint: str) -> None:
        super().__init__(f"{label}  (Ctrl+K)", "")
        self.box.setAccessibleName(label)
        self.box.setAccessibleDescription(hint)
        self.box.setPlaceholderText(hint)
        self.box.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+K"), self, self.take_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text():
                self.set_text("")
                return True
        return super().eventFilter(watched, event)
