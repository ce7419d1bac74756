"""What a meeting leads to besides typing, checking and signing: each has a page of its own."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Aside(QObject):
    """`words` is what its button says, `page` what it shows once `start` has filled it.

    `left` goes back, `told` carries a sentence, `other_wanted` the id of the meeting to show now.
    """

    left = Signal()
    told = Signal(str)
    other_wanted = Signal(str)
    words = ""
    page: QWidget

    def start(self) -> None:
        """Everything typed is saved already."""
        raise NotImplementedError
