"""The Word file of a meeting: its page, its versions, and saving it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.minutes.export import TargetBusy
from desktop_app.minutes.file_name import file_name
from desktop_app.policy.profile import Profile
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.countersigning import Countersigned, countersign, how_far
from desktop_app.services.exporting import (
    export_minutes,
    signed_in_words,
    version_of,
    versions_in_words,
)
from desktop_app.services.next_meeting import next_steps
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import Seal
from desktop_app.storage.store import Store
from desktop_app.ui.countersign_page import CountersignPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.step import step
from desktop_app.ui.word_page import WordPage


class WordFlow(QObject):
    """`version_wanted` carries the number of a signed version to be shown instead.

    `countersigned` says that the file has another signature now.
    """

    version_wanted = Signal(int)
    countersigned = Signal()

    def __init__(
        self, desk: Desk, courier: Courier, meeting: OpenMeeting, profile: Profile
    ) -> None:
        super().__init__()
        self._desk = desk
        self._courier = courier
        self._meeting = meeting
        self._profile = profile
        self.snapshot: Snapshot | None = None
        self.page = WordPage(profile.case_system)
        self.page.save_wanted.connect(self._export)
        self.page.version_wanted.connect(self.version_wanted)
        self.countersigning = CountersignPage()
        self.countersigning.wanted.connect(self.countersign)

    def show(self, snapshot: Snapshot) -> None:
        """Fills the page with the version or the draft that this snapshot is."""
        self.snapshot = snapshot
        signed = signed_in_words(snapshot)
        self.page.start(file_name(snapshot), signed)
        self.page.offer_next(self._next_steps() if signed else [])
        self.page.offer_versions([], 0)
        self.page.ask_to_countersign("", None)
        if signed:
            self._ask_about(snapshot)

    def _ask_about(self, snapshot: Snapshot) -> None:
        """All versions, which of them this is, and whether it is countersigned."""
        of, role = self._meeting.record.meeting.id, self._profile.countersign

        def work(store: Store) -> tuple[list[tuple[int, str]], int, Countersigned | None]:
            version = version_of(store, of, snapshot)
            return (
                versions_in_words(store, of),
                version.number,
                how_far(store, version) if role else None,
            )

        def show(found: tuple[list[tuple[int, str]], int, Countersigned | None]) -> None:
            self.page.offer_versions(found[0], found[1])
            self.page.ask_to_countersign(role, found[2])

        self._courier.watch(self, self._desk.ask(work), show, self._say)

    @step
    def countersign(self, role: str, seal: Seal) -> None:
        """The version that is shown."""
        of, snapshot, now = self._meeting.record.meeting.id, self.snapshot, self._desk.now()
        if snapshot is None:
            return

        def work(store: Store) -> None:
            countersign(store, version_of(store, of, snapshot), role, seal, now)

        self._courier.send(
            self,
            self._desk.ask(work),
            lambda _: self.countersigned.emit(),
            lambda trouble: self.countersigning.say_trouble(str(trouble)),
        )

    def _say(self, trouble: CannotProceed) -> None:
        self.page.say_trouble(str(trouble))

    def _next_steps(self) -> list[tuple[str, str, str]]:
        forms = {form.key: form.name for form in self._desk.council.offered(self._profile)}
        steps = next_steps(self._meeting.form, self._meeting.record, forms)
        return [(step.form, forms[step.form], step.because) for step in steps]

    @step
    def _export(self, folder: str, name: str) -> None:
        snapshot = self.snapshot
        if snapshot is None or not folder:
            self.page.say_trouble("Choose the folder that the Word file goes to.")
            return
        of, base = self._meeting.record.meeting.id, self._desk.council.word_base
        self._courier.send(
            self,
            self._desk.ask(
                lambda store: export_minutes(store, of, snapshot, Path(folder), name, base)
            ),
            lambda path: self.page.say_saved(path, signed=snapshot.signature is not None),
            self._say_not_exported,
        )

    def _say_not_exported(self, trouble: CannotProceed) -> None:
        other = trouble.other_name if isinstance(trouble, TargetBusy) else ""
        self.page.say_trouble(str(trouble), other)
