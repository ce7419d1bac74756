"""Saves while the chair types: a throttle, never a delay that each key starts again."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import CannotProceed, Mistake
from desktop_app.records.meeting import Changes
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.courier import Courier
from desktop_app.ui.step import Step, step_now, within

EVERY = 200  # milliseconds between batches while typing
_SAFE = "Everything saved before is safe."
TRY_AGAIN = 2_000  # milliseconds after a batch that failed


class Saver(QObject):
    """What is saved is asked of those who hold the words: `is_saved` is never remembered.

    `moved` says that it may be answered otherwise now. A batch that fails in any way is unsaved
    again and tried again; `refused` then says that what was waiting for it is not done.
    """

    moved = Signal()
    refused = Signal()

    def __init__(
        self,
        meeting: OpenMeeting,
        has_news: Callable[[], bool],
        collect: Callable[[], None],
        save: Callable[[Changes], Future[str]],
        courier: Courier,
    ) -> None:
        super().__init__()
        self._meeting = meeting
        self._has_news = has_news
        self._collect = collect
        self._save = save
        self._courier = courier
        self._batch: Changes | None = None  # on its way to the store
        self._waiting: list[_Waiting] = []
        self.trouble = ""  # why the last batch is not in the store; empty once one is
        self.at: datetime | None = None  # when the last batch was
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hand_over)

    @property
    def is_saved(self) -> bool:
        """Every word typed is in the store, and the commit that brought the last one returned."""
        return not (self._batch or self._meeting.has_unsaved_words or self._has_news())

    @property
    def is_at_rest(self) -> bool:
        """And nothing is to follow once that is so."""
        return self.is_saved and not self._waiting

    @property
    def is_waiting_to_look(self) -> bool:
        """Whether a look at what was typed is still to come by itself."""
        return self._timer.isActive()

    def something_changed(self) -> None:
        """Called at every key: starts the throttle unless it runs already."""
        if not self._timer.isActive():
            self._timer.start(EVERY)
            self.moved.emit()

    def flush(self, then: Callable[[], object]) -> None:
        """Runs `then` when everything typed so far is saved; not at all if it cannot be.

        The step that is being taken waits for it.
        """
        self._waiting.append(_Waiting(then))
        self._timer.start(0)

    def _hand_over(self) -> None:
        if self._batch:
            return  # its end looks again
        fault = self._fault_of(self._collect)
        if self._meeting.has_unsaved:  # of what could be collected, whatever became of the rest
            self._send(self._meeting.take_unsaved())
        elif fault:
            self._fail(Mistake(fault))
        else:
            self.trouble = ""
            self.moved.emit()
            self._run_waiting()
        if fault:
            raise fault

    def _fault_of(self, act: Callable[[], object]) -> Exception | None:
        try:
            act()
        except Exception as fault:  # noqa: BLE001 - raised again once what is whole is on its way
            return fault
        return None

    def _send(self, batch: Changes) -> None:
        self._batch = batch
        try:
            future = self._save(batch)
        except BaseException as fault:
            self._put_back(batch, Mistake(fault))
            raise
        self._courier.watch(self, future, self._done, lambda why: self._put_back(batch, why))

    def _done(self, at: str) -> None:
        self._batch = None
        self.trouble, self.at = "", datetime.fromisoformat(at).astimezone()
        self.moved.emit()
        if self._waiting or not self.is_saved:  # without another key
            self._hand_over()

    def _put_back(self, batch: Changes, why: CannotProceed) -> None:
        self._batch = None
        self._meeting.put_back(batch)
        if self.is_saved:  # but for where the chair is: nobody is kept for that
            self._timer.start(TRY_AGAIN)
            self._run_waiting()
        else:
            self._fail(why)

    def _fail(self, why: CannotProceed) -> None:
        self.trouble = f"{why.happened} {why.safe}".strip()
        if isinstance(why, Mistake):
            self.trouble = f"Not saved: Chairside made a mistake. {_SAFE} {why.do}"
        self._timer.start(TRY_AGAIN)
        self.moved.emit()
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for one in waiting:
                one.drop()
            self.refused.emit()

    def _run_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            one.run()


class _Waiting:
    """What is to follow, within the step that asked for it."""

    def __init__(self, then: Callable[[], object]) -> None:
        self._then = then
        self._step: Step | None = step_now()
        self._release = self._step.hold() if self._step else _nothing

    def run(self) -> None:
        with within(self._step, self._release):
            self._then()

    def drop(self) -> None:
        self._release()


def _nothing() -> None:
    pass
