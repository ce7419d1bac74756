"""What a meeting leads to besides typing, checking and signing: each has a page of its own."""

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Aside(QObject):
    """`words` is what its button says and `why` what it is for; `start` fills the `page`.

    `left` goes back, `told` carries a sentence, `other_wanted` the id of the meeting to show now;
    `changed` says that something was typed, `removed` that the meeting is no longer here.
    """

    changed = Signal()
    removed = Signal()
    left = Signal()
    told = Signal(str)
    other_wanted = Signal(str)
    words: ClassVar[str] = ""
    why: ClassVar[str] = ""
    page: QWidget

    def start(self) -> None:
        """Everything typed is saved already."""
        raise NotImplementedError
