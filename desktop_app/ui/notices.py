"""What the window says by itself: a standing banner, and a sentence at its foot for a while."""

from functools import partial
from itertools import count

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from desktop_app.ui.announce import announce
from desktop_app.ui.pieces import stacked, words
from desktop_app.ui.theme import set_role

SENTENCE_STAYS = 8_000  # milliseconds


class _Notice(QFrame):
    def __init__(self, role: str) -> None:
        super().__init__()
        set_role(self, role)
        self._words = words("")
        layout = stacked(self._words)
        layout.setContentsMargins(8, 8, 8, 8)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def _say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))


class Banner(_Notice):
    """Stands until there is nothing to say any more."""

    def __init__(self) -> None:
        super().__init__("banner")

    def say(self, sentence: str) -> None:
        """Tells screen readers what is new."""
        if sentence and sentence != self.text:
            announce(self, sentence)
        self._say(sentence)


class Foot(_Notice):
    """Each sentence goes by itself; one that comes meanwhile stands below it, not in its place."""

    def __init__(self) -> None:
        super().__init__("bar")
        self._numbers = count()
        self._standing: dict[int, str] = {}

    def say(self, sentence: str) -> None:
        """Tells screen readers, too."""
        number = next(self._numbers)
        self._standing[number] = sentence
        self._show()
        announce(self, sentence)
        QTimer.singleShot(SENTENCE_STAYS, self, partial(self._end, number))

    def clear(self) -> None:
        self._standing.clear()
        self._show()

    def _end(self, number: int) -> None:
        self._standing.pop(number, None)
        self._show()

    def _show(self) -> None:
        self._say("\n".join(dict.fromkeys(self._standing.values())))
