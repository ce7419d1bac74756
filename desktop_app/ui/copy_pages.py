"""The pages of the copies, one in sight, with the keys that they share."""

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget


class CopyPages(QStackedWidget):
    """Takes Esc and Ctrl+P before the meeting around it does."""

    back = Signal()
    on_paper = Signal()

    def event(self, event: QEvent) -> bool:
        is_first = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_first and self._signal(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if signal := self._signal(event):
            signal.emit()
        else:
            super().keyPressEvent(event)

    def _signal(self, event: QKeyEvent) -> SignalInstance | None:
        if event.key() == Qt.Key.Key_Escape:
            return self.back
        with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return self.on_paper if with_control and event.key() == Qt.Key.Key_P else None
