"""Python lets go of widgets on the window's thread alone: elsewhere Qt may not take them apart."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 1_000  # milliseconds


class Garbage(QObject):
    """In place of Python's own collection, which runs on whichever thread happens to allocate."""

    def __init__(self, let_go: Callable[[], object]) -> None:
        """`let_go` is what else is to be let go of on this thread."""
        super().__init__()
        self._let_go = let_go
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY)

    def look(self) -> None:
        """Collects as far as Python itself would by now."""
        self._let_go()
        counts, limits = gc.get_count(), gc.get_threshold()
        full = [seen > most for seen, most in zip(counts, limits, strict=True)]
        if any(full):
            gc.collect(max(age for age, is_full in enumerate(full) if is_full))

    def stop(self) -> None:
        """Python collects by itself again."""
        self._timer.stop()
        gc.enable()
