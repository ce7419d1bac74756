"""What a meeting leads to besides typing, checking and signing: each has a page of its own."""

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.policy.profile import Profile
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.courier import Courier


class Aside(QObject):
    """`words` is what its button says and `why` what it is for; `start` fills the `page`.

    `left` goes back, `told` carries a sentence, `other_wanted` the id of the meeting to show now;
    `changed` says that something was typed, `removed` that the meeting is no longer here. While it
    is `alone` nothing else of the meeting may be shown: it is being removed, or was.
    """

    changed = Signal()
    removed = Signal()
    alone = Signal(bool)
    left = Signal()
    told = Signal(str)
    other_wanted = Signal(str)
    words: ClassVar[str] = ""
    why: ClassVar[str] = ""
    page: QWidget

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._meeting = meeting
        self._profile = profile
        self._settings = settings

    def start(self) -> None:
        """Everything typed is saved already."""
        raise NotImplementedError
