"""One meeting from typing to the Word file: its pages, and the way from each to the next."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.minutes.export import TargetBusy
from desktop_app.minutes.file_name import file_name
from desktop_app.records.answers import anchor
from desktop_app.records.dates import read_date, short
from desktop_app.records.meeting import Changes, Child, Record
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.exporting import export_minutes, printed_now
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.next_meeting import next_steps
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.signing import Difference, differences, keep_signed, signed_snapshot
from desktop_app.storage.store import Store
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.flow import Flow
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.pieces import button, card
from desktop_app.ui.preview_page import PreviewPage
from desktop_app.ui.saver import Saver
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.theme import set_role
from desktop_app.ui.word_page import WordPage

DICTIONARY_AFTER = 300  # milliseconds: the page is painted by then


class MeetingFlow(QWidget):
    """`told` carries a sentence, `not_saved` why; `signed` says that the record changed state."""

    left = Signal()
    told = Signal(str)
    saved = Signal()
    not_saved = Signal(str)
    signed = Signal(str)
    next_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        record: Record,
        previous: Record | None,
        settings: dict[str, str],
        others: Sequence[Child] = (),
    ) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._settings = settings
        council = desk.council
        self._profile = council.profile(settings.get("council", ""))
        form = council.form(record.meeting.form, self._profile)
        closed = council.library.closing_statuses(form)
        self._checks = checks_for(form, self._profile, previous, others, closed)
        self.meeting = OpenMeeting(form, record, self._checks)
        self.page = MeetingPage(self.meeting, council.library.choices, previous)
        self.check = CheckPage(self.meeting)
        self.preview = PreviewPage()
        self.sign = SignPage()
        self.word = WordPage(self._profile.case_system)
        self._printed: Snapshot | None = None
        self._before_preview: QWidget = self.page
        self.saver = Saver(self.meeting, self.page.collect, self._save, courier)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Where the chair was; of a signed record, its Word file."""
        if self.meeting.is_signed:
            self.page.status.show_signed()
            self.show_word()
        else:
            self.show_page()
            QTimer.singleShot(DICTIONARY_AFTER, self, self._load_dictionary)

    def _load_dictionary(self) -> None:
        self._courier.send(self, self._desk.spelling(), self.page.check_spelling, self._say)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for page in (self.page, self.check, self.preview, self.sign, self.word):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._stack, 1)

    def _bar(self) -> QWidget:
        bar = Flow(gap=16, bar=True)
        bar.addWidget(button("‹ Meetings", self.leave, "quiet"))
        self._title = QLabel()
        set_role(self._title, "label")
        self._say_title()
        bar.addWidget(self._title)
        marking = QLabel(self._profile.marking)
        set_role(marking, "muted")
        bar.addWidget(marking)
        bar.addWidget(button("Preview  (Ctrl+P)", self.show_preview))
        if self.meeting.is_signed:
            bar.addWidget(button("Word file", self.show_word))
        else:
            bar.addWidget(button("Before you sign  (F12)", self.show_check))
        return card(bar, "bar", 8)

    def _say_title(self) -> None:
        """Initials, number and date as the record has them now."""
        record = self.meeting.record
        child = Child("", record.answers)
        day = read_date(record.answers.get("meeting_date", ""), anchor(record))
        held = short(day) if day else "no date yet"
        title = f"{self.meeting.form.name} · {child.initials} {child.case_number} · {held}"
        self._title.setText(title)

    def _connect(self) -> None:
        self.page.changed.connect(self.saver.something_changed)
        self.page.told.connect(self.told)
        self.saver.saved.connect(self._say_saved)
        self.saver.failed.connect(self._say_not_saved)
        self.check.answered.connect(self.saver.something_changed)
        self.check.answered.connect(self.page.follow)
        self.check.question_wanted.connect(self._back_to_question)
        self.check.sign_wanted.connect(self._start_signing)
        self.check.left.connect(self.show_page)
        self.preview.left.connect(lambda: self._stack.setCurrentWidget(self._before_preview))
        self.preview.word_wanted.connect(self.show_word)
        self.preview.told.connect(self.told)
        self.sign.left.connect(self.show_check)
        self.sign.sign_wanted.connect(self._sign)
        self.word.save_wanted.connect(self._export)
        self.word.preview_wanted.connect(self.show_preview)
        self.word.left.connect(self.leave)
        self.word.next_wanted.connect(self.next_wanted)
        QShortcut(QKeySequence("F12"), self, self.show_check)
        QShortcut(QKeySequence("Ctrl+P"), self, self._print_or_preview)
        QShortcut(QKeySequence("Esc"), self, self._back)

    # saving

    def _save(self, changes: Changes) -> Future[str]:
        meeting_id = self.meeting.record.meeting.id
        return self._desk.ask(lambda store: store.save(meeting_id, changes))

    def _say_saved(self, at: datetime) -> None:
        self.page.status.show_saved(at)
        self._say_title()
        self.saved.emit()

    def _say_not_saved(self, why: str) -> None:
        self.page.status.show_not_saved()
        self.not_saved.emit(why)

    def flush(self, then: Callable[[], object]) -> None:
        """Runs `then` once everything typed is saved."""
        self.saver.flush(then)

    def leave(self) -> None:
        self.flush(self.left.emit)

    # from page to page

    def show_page(self) -> None:
        self._stack.setCurrentWidget(self.page)
        self.page.go_to_question(self.meeting.record.meeting.place)

    def _back(self) -> None:
        here = self._stack.currentWidget()
        if here is self.preview:
            self._stack.setCurrentWidget(self._before_preview)
        elif here is not self.page:
            self.show_page()

    def _back_to_question(self, key: str) -> None:
        self.page.show_findings()
        self._stack.setCurrentWidget(self.page)
        self.page.go_to_question(key)

    def show_check(self) -> None:
        """What is still to do, counted from what is on the screen now."""
        if self.meeting.is_signed:
            return
        self.page.collect()
        self.saver.something_changed()
        self._stack.setCurrentWidget(self.check)
        self.check.refresh()

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

    def show_word(self) -> None:
        self._with_printed(self._show_word)

    def _show_word(self, snapshot: Snapshot) -> None:
        signed = ""
        if snapshot.signature:
            by = snapshot.signature
            signed = f"Version {snapshot.version}, signed by {by.name}, {by.role}, on {by.at}."
        self.word.start(file_name(snapshot), signed)
        self.word.offer_next(self._next_steps() if signed else [])
        self._stack.setCurrentWidget(self.word)

    def _next_steps(self) -> list[tuple[str, str, str]]:
        forms = {form.key: form.name for form in self._desk.council.offered(self._profile)}
        steps = next_steps(self.meeting.form, self.meeting.record, forms)
        return [(step.form, forms[step.form], step.because) for step in steps]

    def _with_printed(self, then: Callable[[Snapshot], object]) -> None:
        """What would print now: saved first, so that no page shows what the store does not hold."""

        def work(store: Store) -> Snapshot:
            record = store.record(self.meeting.record.meeting.id)
            return printed_now(store, record, self._desk.council, self._profile, self._checks)

        def show(snapshot: Snapshot) -> None:
            self._printed = snapshot
            then(snapshot)

        self.flush(lambda: self._courier.send(self, self._desk.ask(work), show, self._say))

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))

    # signing and the Word file

    def _start_signing(self) -> None:
        record = self.meeting.record
        name = record.answers.get("chair", "") or self._settings.get("my_name", "")
        role = record.answers.get("chair_role", "") or self._settings.get("my_role", "")
        self.sign.start(name, role, differences(self.meeting.form, record))
        self._stack.setCurrentWidget(self.sign)

    def _sign(self, name: str, role: str, learned: list[Difference]) -> None:
        self.flush(lambda: self._keep_signed(name, role, learned))

    def _keep_signed(self, name: str, role: str, learned: list[Difference]) -> None:
        now = datetime.now(UTC)
        try:
            snapshot = signed_snapshot(self.meeting, self._profile, name, role, now.astimezone())
        except CannotProceed as trouble:
            self.sign.say_trouble(str(trouble))
            return
        record = self.meeting.record

        def work(store: Store) -> object:
            at = now.isoformat(timespec="seconds")
            return keep_signed(store, record, snapshot, learned, at)

        self._courier.send(
            self,
            self._desk.ask(work),
            lambda _: self.signed.emit(record.meeting.id),
            lambda trouble: self.sign.say_trouble(str(trouble)),
        )

    def _export(self, folder: str, name: str) -> None:
        snapshot = self._printed
        if snapshot is None or not folder:
            self.word.say_trouble("Choose the folder that the Word file goes to.")
            return
        meeting_id = self.meeting.record.meeting.id
        self._courier.send(
            self,
            self._desk.ask(
                lambda store: export_minutes(store, meeting_id, snapshot, Path(folder), name)
            ),
            lambda path: self.word.say_saved(path, signed=snapshot.signature is not None),
            self._say_not_exported,
        )

    def _say_not_exported(self, trouble: CannotProceed) -> None:
        other = trouble.other_name if isinstance(trouble, TargetBusy) else ""
        self.word.say_trouble(str(trouble), other)
