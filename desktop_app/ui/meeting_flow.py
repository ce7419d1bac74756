"""One meeting from typing to the Word file: its pages, and the way from each to the next."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.records.comments import COMMENTS
from desktop_app.records.meeting import Changes, Record
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.at_hand import AtHand
from desktop_app.services.exporting import printed_now
from desktop_app.services.sealing import Seal
from desktop_app.services.signing import Difference, Hand
from desktop_app.storage.store import Store
from desktop_app.ui.comments import Comments
from desktop_app.ui.courier import Courier
from desktop_app.ui.editors.offering import settle_within
from desktop_app.ui.meeting_bar import Way
from desktop_app.ui.meeting_pages import STEPS, MeetingPages
from desktop_app.ui.saver import Saver
from desktop_app.ui.step import step

T = TypeVar("T")
_OWN = Qt.FindChildOption.FindDirectChildrenOnly  # the pages have keys of their own
DICTIONARY_AFTER = 300  # milliseconds: the page is painted by then
CALM = 300  # milliseconds without a key, before “Saved” is said
NOT_DONE = (
    "That was not done: what you typed last is not saved yet. Chairside keeps trying; when the "
    "banner above is gone, ask for it again."
)


class MeetingFlow(MeetingPages):
    """`told` carries a sentence; `signed` says that the record changed state.

    `saving_moved` says that words are saved now, or no longer.

    `signed` and `other_wanted` carry the id of the meeting to show now; `gone` says that this one
    is no longer here, so that nothing of it may be saved.
    """

    left = Signal()
    told = Signal(str)
    saving_moved = Signal()
    signed = Signal(str)
    next_wanted = Signal(str)
    other_wanted = Signal(str)
    gone = Signal()

    def __init__(
        self, desk: Desk, courier: Courier, at_hand: AtHand, settings: dict[str, str]
    ) -> None:
        super().__init__(desk, courier, at_hand, settings)
        self._version: int | None = None  # of signed minutes, the one to show; else the last
        self._before_preview: QWidget = self.page
        self.saver = Saver(
            self.meeting, lambda: self.page.has_news, self.page.collect, self._save, courier
        )
        self.saver.setParent(self)  # no batch is begun once this is gone
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._show_saving)
        self._lay_out(self._ways())
        self._connect()

    def start(self, step: str = "") -> None:
        """Where the chair was; of a signed record its Word file, or the page of that step."""
        if self._is_away:
            self.asides.open(0)
        elif self.meeting.is_signed:
            self.page.status.show_signed()
            self.asides.open_kind(STEPS[step]) if step in STEPS else self.show_word()
        else:
            self.show_page()
            QTimer.singleShot(DICTIONARY_AFTER, self, self._load_dictionary)
            if self._corrected:
                self.told.emit(self._corrected)

    def _load_dictionary(self) -> None:
        self._courier.watch(self, self._desk.spelling(), self.page.check_spelling, self._say)

    def _ways(self) -> list[Way]:
        ways: list[Way] = [
            ("‹ Meetings", self.leave, "quiet"),
            ("Preview  (Ctrl+P)", self.show_preview, ""),
        ]
        if self._is_away:
            return ways
        if self.correcting.is_begun:
            ways.append(("This correction…", self.show_correction, "quiet"))
        ways.append(("After the meeting…  (F11)", self.show_after, "quiet"))
        if self.meeting.is_signed:
            return [*ways, ("Word file", self.show_word, "")]
        bring_in: Way = ("Bring in…  (Ctrl+O)", self.show_prepared, "quiet")
        return [*ways, bring_in, ("Before you sign  (F12)", self.show_check, "")]

    def _connect(self) -> None:
        self.page.changed.connect(self.saver.something_changed)
        self.page.told.connect(self.told)
        self.saver.moved.connect(self._follow_saving)
        self.saver.refused.connect(lambda: self.told.emit(NOT_DONE))
        self.check.answered.connect(self.saver.something_changed)
        self.check.answered.connect(self.page.follow)
        self.check.handled.connect(self._handle)
        self.check.undo_wanted.connect(self._take_back)
        self.check.redo_wanted.connect(self._do_again)
        self.check.question_wanted.connect(self._back_to_question)
        self.check.confirmed.connect(self.page.confirm)
        self.check.confirmed.connect(self.check.refresh)
        self.check.sign_wanted.connect(self.signing.start)
        self.check.left.connect(self.show_page)
        self.prepared.changed.connect(self._show_prepared_answers)
        self.prepared.told.connect(self.told)
        self.prepared.left.connect(self.show_page)
        self.preview.left.connect(lambda: self._stack.setCurrentWidget(self._before_preview))
        self.preview.word_wanted.connect(self.show_word)
        self.preview.told.connect(self.told)
        self.sign.left.connect(self.show_check)
        self.signing.ready.connect(lambda: self._stack.setCurrentWidget(self.sign))
        self.signing.wanted.connect(self._sign)
        self.signing.signed.connect(self.signed)
        self.word_flow.version_wanted.connect(self._show_version)
        self.word_flow.countersigned.connect(self.show_word)
        self.word.countersign_wanted.connect(self._show_countersigning)
        self.countersign.left.connect(self.show_word)
        self.word.correct_wanted.connect(self.show_correction)
        self.correcting.changed.connect(self.saver.something_changed)
        self.correcting.told.connect(self.told)
        self.correcting.other_wanted.connect(self.other_wanted)
        self.correct.give_up_wanted.connect(lambda: self.flush(self.correcting.give_up))
        self.correct.left.connect(self._back)
        self.asides.chosen.connect(self._open_aside)
        self.asides.page_wanted.connect(self._show_aside)
        self.asides.changed.connect(self.saver.something_changed)
        self.asides.told.connect(self.told)
        self.asides.other_wanted.connect(self.other_wanted)
        self.asides.removed.connect(self.gone)
        self.asides.alone.connect(self._leave_alone)
        self.asides.left.connect(self._back_from_asides)
        self.word.preview_wanted.connect(self.show_preview)
        self.word.left.connect(self.leave)
        self.word.next_wanted.connect(self.next_wanted)
        for keys, act in (
            ("F12", self.show_check),
            ("Ctrl+O", self.show_prepared),
            ("Ctrl+P", self._print_or_preview),
            ("F11", self.show_after),
        ):
            QShortcut(QKeySequence(keys), self, act)
        back = QShortcut(QKeySequence("Esc"), self, self._back)
        back.setEnabled(False)  # among the questions Esc belongs to what is typed in
        self._stack.currentChanged.connect(
            lambda: back.setEnabled(self._stack.currentWidget() is not self.page)
        )

    # saving

    def _save(self, changes: Changes) -> Future[str]:
        meeting_id = self.meeting.record.meeting.id
        return self._desk.ask(lambda store: store.save(meeting_id, changes))

    def _follow_saving(self) -> None:
        """“Saving…” stands at once, “Saved” after a moment: it must not flicker at each key."""
        self._calm.stop()
        if self.saver.is_saved and not self.saver.trouble:
            self._bar.say_title(self.meeting)
            self._calm.start()
        else:
            self._show_saving()
        self.saving_moved.emit()

    def _show_saving(self) -> None:
        status, saver = self.page.status, self.saver
        if self.meeting.is_signed:
            status.show_signed()
        elif saver.trouble:
            status.show_not_saved()
        elif saver.is_saved:
            status.show_saved(saver.at)
        else:
            status.show_saving()

    def flush(self, then: Callable[[], object]) -> None:
        """Runs `then` once everything typed is saved."""
        self.saver.flush(then)

    @step
    def leave(self) -> None:
        settle_within(self.page)
        self.flush(self.left.emit)

    # from page to page

    def show_page(self) -> None:
        self._stack.setCurrentWidget(self.page)
        self.page.come_back()

    def _back(self) -> None:
        here = self._stack.currentWidget()
        if here is self.preview:
            self._stack.setCurrentWidget(self._before_preview)
        elif self.asides.is_showing(here):
            self.asides.show_all()
        elif here in (self.correct, self.countersign, self.asides.page):
            self._back_from_asides()
        elif here is not self.page:
            self.show_page()

    def _back_to_question(self, key: str) -> None:
        if key == COMMENTS.key:
            self.flush(lambda: self.asides.open_kind(Comments))
            return
        self.page.show_findings()
        self._stack.setCurrentWidget(self.page)
        self.page.go_to_question(key)

    def show_check(self) -> None:
        """What is still to do, counted from what is on the screen now."""
        if self.meeting.is_signed:
            return
        settle_within(self.page)
        self.page.collect()
        self.saver.something_changed()
        self._stack.setCurrentWidget(self.check)
        self.check.refresh()

    # what is not asked now, handled on the check page

    def _handle(self, changes: Changes) -> None:
        self.page.sections.handle(changes)
        self._handled()

    def _take_back(self) -> None:
        self.page.sections.handled.undo()
        self._handled()

    def _do_again(self) -> None:
        self.page.sections.handled.redo()
        self._handled()

    def _handled(self) -> None:
        self.page.follow()
        self.check.refresh()

    def show_prepared(self) -> None:
        """Where a Word file is brought in; its answers are held against what is typed by now."""
        if self.meeting.is_signed:
            return
        self.page.collect()
        self.saver.something_changed()
        self._stack.setCurrentWidget(self.prepared)
        self.prepared.start()

    def _show_prepared_answers(self, before: Record) -> None:
        self.page.reload(before)
        self.saver.something_changed()

    @step
    def show_preview(self) -> None:
        here = self._stack.currentWidget()
        if here and here is not self.preview:
            self._before_preview = here
        self._with_printed(self._show_printed)

    def _show_printed(self, snapshot: Snapshot) -> None:
        self.preview.show_minutes(snapshot)
        self._stack.setCurrentWidget(self.preview)

    def _print_or_preview(self) -> None:
        if self._stack.currentWidget() is self.preview:
            self.preview.print_paper()
        else:
            self.show_preview()

    @step
    def show_word(self) -> None:
        self._with_printed(self._show_word)

    def _show_word(self, snapshot: Snapshot) -> None:
        self.word_flow.show(snapshot)
        self._stack.setCurrentWidget(self.word)

    def _show_version(self, number: int) -> None:
        self._version = number
        self.show_word()

    def _with_printed(self, then: Callable[[Snapshot], object]) -> None:
        """What would print now: saved first, so that no page shows what the store does not hold."""

        def work(store: Store) -> Snapshot:
            record = store.record(self.meeting.record.meeting.id)
            council, number = self._desk.council, self._version
            return printed_now(store, record, council, self._profile, self._checks, number)

        self.flush(lambda: self._ask(work, then))

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))

    def show_after(self) -> None:
        """Of a draft that is away nothing but its way back is to be had."""
        if not self._is_away:
            self.asides.show_all()

    def _open_aside(self, place: int) -> None:
        self.flush(lambda: self.asides.open(place))

    def _show_aside(self, page: QWidget) -> None:
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _leave_alone(self, alone: bool) -> None:  # noqa: FBT001 - a slot
        """What is being removed is not shown meanwhile, nor once it is gone."""
        self._bar.setHidden(alone)
        for shortcut in self.findChildren(QShortcut, options=_OWN):
            shortcut.setEnabled(not alone)

    def _back_from_asides(self) -> None:
        if self._is_away:
            self.left.emit()
        elif self.meeting.is_signed:
            self.show_word()
        else:
            self.show_page()

    # signing and correcting

    @step
    def _sign(self, hand: Hand, seal: Seal, learned: list[Difference]) -> None:
        self.flush(lambda: self.signing.sign(hand, seal, learned))

    def show_correction(self) -> None:
        """Of signed minutes, to begin one; of a correction, its reason and the way back."""
        self._stack.setCurrentWidget(self.correct)
        self.correcting.start()

    def _show_countersigning(self) -> None:
        self._stack.setCurrentWidget(self.countersign)
        self.countersign.start(self._profile.countersign)
