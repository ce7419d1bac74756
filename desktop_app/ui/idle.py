"""Whoever does nothing for long enough is gone: the window then locks itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

IDLE, IDLE_IN_MEETING = 10 * 60, 20 * 60  # seconds
LOOK_EVERY = 15_000  # milliseconds
ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}


def longest(*, in_meeting: bool) -> int:
    """Seconds without a key or a move of the hand; in a meeting people talk before they type."""
    return IDLE_IN_MEETING if in_meeting else IDLE


class Idleness(QObject):
    """`passed` comes again and again once nothing was done for as long as `limit` says, in seconds.

    Keys and mouse are heard at every window of ours, as they reach it, whatever in it takes them:
    one event a key, where at the application there would be thousands.
    """

    passed = Signal()

    def __init__(self, limit: Callable[[], float], now: Callable[[], float]) -> None:
        super().__init__()
        self._limit = limit
        self._now = now
        self._last = now()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_EVERY)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):  # a window that opens takes the focus
            app.focusWindowChanged.connect(self._hear)

    def restart(self) -> None:
        """Somebody is there."""
        self._last = self._now()
        self._hear()

    def look(self) -> None:
        self._hear()
        if self._now() - self._last > self._limit():
            self.passed.emit()

    def _hear(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # asked again, it is still heard once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTIVITY:
            self._last = self._now()
        return super().eventFilter(watched, event)
