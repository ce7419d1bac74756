"""After signing: the minutes go onto the case system, and the laptop remembers that they did."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.records.dates import short
from desktop_app.services.case_system import (
    CaseFile,
    case_file,
    keep_receipt,
    note_copied,
    note_tracker,
)
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.plain_sections import PlainSection
from desktop_app.services.tracker import as_html, as_text
from desktop_app.storage.store import Store
from desktop_app.ui.aside import Aside
from desktop_app.ui.case_system_page import CaseSystemPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.step import step

T = TypeVar("T")


class CaseSystem(Aside):
    """Of signed minutes alone. What was copied is ticked only once that is kept."""

    words = "Case system…"
    why = "Keep the receipt of the upload, copy section by section, bring the tracker up to date."

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__(desk, courier, meeting, profile, settings)
        self._found: CaseFile | None = None
        self.page = self._page = CaseSystemPage(profile.case_system)
        self._page.left.connect(self.left)
        self._page.receipt_wanted.connect(self._keep_receipt)
        self._page.copy_wanted.connect(self._copy)
        self._page.row_wanted.connect(self._copy_row)
        self._page.tracker_wanted.connect(self._note_tracker)

    @property
    def _of(self) -> str:
        return self._meeting.record.meeting.id

    def start(self) -> None:
        self._page.start(self._settings.get("my_name", ""))
        self._look()

    def _look(self) -> None:
        record, form, profile = self._meeting.record, self._meeting.form, self._profile
        self._ask(
            lambda store: case_file(store, record, form, profile, self._desk.today), self._show
        )

    def _show(self, found: CaseFile) -> None:
        self._found = found
        self._page.show_file(found)

    @step
    def _keep_receipt(self, on: str, reference: str, by: str) -> None:
        of = self._of
        self._ask(
            lambda store: keep_receipt(store, of, on, reference, by, self._desk.today),
            lambda receipt: self._received(receipt.reference),
        )

    @step
    def _note_tracker(self, on: str) -> None:
        of = self._of
        self._ask(
            lambda store: note_tracker(store, of, on, self._desk.today),
            lambda day: self._done(f"Noted: the tracker was updated on {short(day)}."),
        )

    def _received(self, reference: str) -> None:
        self._page.forget_reference()
        self._done(f"Receipt kept: {reference}.")

    def _done(self, sentence: str) -> None:
        self._page.forget_trouble()
        self.told.emit(sentence)
        self._look()

    def _copy(self, section: PlainSection) -> None:
        QGuiApplication.clipboard().setText(section.text)
        self._page.say_copied(section.heading)
        of, version = self._of, self._found.version if self._found else 0
        self._ask(
            lambda store: note_copied(store, of, version, section.key), lambda _: self._look()
        )

    def _copy_row(self) -> None:
        if self._found:
            row = QMimeData()
            row.setText(as_text(self._found.row))
            row.setHtml(as_html(self._found.row))
            QGuiApplication.clipboard().setMimeData(row)
            self.told.emit("The row is copied. Paste it into the tracker with Ctrl+V.")

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self._page.say_trouble(str(trouble))
