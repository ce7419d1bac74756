"""Saves while the chair types: a throttle, never a delay that each key starts again."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Changes
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.courier import Courier

EVERY = 200  # milliseconds between batches while typing
TRY_AGAIN = 2_000  # milliseconds after a batch that failed


class Saver(QObject):
    """`saved` comes only after the commit returned; a batch that failed is tried again."""

    saved = Signal(datetime)
    failed = Signal(str)

    def __init__(
        self,
        meeting: OpenMeeting,
        collect: Callable[[], None],
        save: Callable[[Changes], Future[str]],
        courier: Courier,
    ) -> None:
        super().__init__()
        self._meeting = meeting
        self._collect = collect
        self._save = save
        self._courier = courier
        self._under_way = False
        self._afterwards: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hand_over)

    def something_changed(self) -> None:
        """Called at every key: starts the throttle unless it runs already."""
        if not self._timer.isActive():
            self._timer.start(EVERY)

    def flush(self, then: Callable[[], object]) -> None:
        """Runs `then` when everything typed so far is saved; not at all if it cannot be."""
        self._afterwards.append(then)
        self._timer.start(0)

    def _hand_over(self) -> None:
        if self._under_way:
            return  # its answer starts the next batch
        self._collect()
        if not self._meeting.has_unsaved:
            self._run_afterwards()
            return
        changes = self._meeting.take_unsaved()
        self._under_way = True
        self._courier.send(
            self,
            self._save(changes),
            self._done,
            lambda why: self._put_back(changes, why),
        )

    def _done(self, at: str) -> None:
        self._under_way = False
        self.saved.emit(datetime.fromisoformat(at).astimezone())
        if self._afterwards:
            self._hand_over()

    def _put_back(self, changes: Changes, why: CannotProceed) -> None:
        self._under_way = False
        self._meeting.put_back(changes)
        self._afterwards.clear()
        self.failed.emit(f"{why.happened} {why.safe}".strip())
        self._timer.start(TRY_AGAIN)

    def _run_afterwards(self) -> None:
        waiting, self._afterwards = self._afterwards, []
        for act in waiting:
            act()
