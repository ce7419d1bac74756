"""The wait after wrong passphrases, counted down in words: the same wherever one is typed."""

from PySide6.QtCore import QObject, QTimer, Signal


class Waiting(QObject):
    """`goes_on` carries a sentence each second, `over` one at the end."""

    goes_on = Signal(str)
    over = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.tick)

    @property
    def is_on(self) -> bool:
        return self._seconds > 0

    @property
    def sentence(self) -> str:
        return f"You can try again in {_in_words(self._seconds)}."

    def begin(self, seconds: int) -> None:
        self._seconds = seconds
        if seconds > 0:
            self._timer.start()
            self.goes_on.emit(self.sentence)

    def tick(self) -> None:
        """One second of the wait has passed."""
        self._seconds -= 1
        if self.is_on:
            self.goes_on.emit(self.sentence)
        else:
            self._timer.stop()
            self.over.emit("You can try again now.")


def _in_words(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in _units(minutes, rest)]
    return " and ".join(parts)


def _units(minutes: int, seconds: int) -> list[tuple[int, str]]:
    return [(count, unit) for count, unit in ((minutes, "minute"), (seconds, "second")) if count]
