"""The actions read back in large type, and out the same day: Word, PDF, e-mail, calendar."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.minutes.actions_page import ActionsPage, for_email, to_html, to_word
from desktop_app.minutes.file_name import actions_name, calendar_name
from desktop_app.policy.profile import Profile
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.actions_out import (
    COPY,
    ENTRY,
    GONE,
    PDF,
    SENT,
    WORD,
    Sent,
    actions_page,
    sent_before,
    still_empty,
)
from desktop_app.services.calendar_entry import calendar_entry, next_meeting
from desktop_app.services.exporting import printed_now
from desktop_app.services.names_in_actions import found_in, names_left
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.written_file import save
from desktop_app.storage.store import Store
from desktop_app.ui.actions_out_page import ActionsOutPage
from desktop_app.ui.aside import Aside
from desktop_app.ui.courier import Courier
from desktop_app.ui.file_dialogs import file_to_save
from desktop_app.ui.on_paper import to_pdf
from desktop_app.ui.step import step

T = TypeVar("T")


class ActionsOut(Aside):
    """Only what may be seen by the whole room: no name of the child, nothing else of the record."""

    words = "Actions…"
    why = "Read them back in large type, then send them out the same day."

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__(desk, courier, meeting, profile, settings)
        self._minutes: Snapshot | None = None
        self.page = self._page = ActionsOutPage()
        self._page.left.connect(self.left)
        self._page.named.connect(self._show)
        self._page.word_wanted.connect(partial(self._ask_path, "Save the Word page", "*.docx"))
        self._page.pdf_wanted.connect(partial(self._ask_path, "Save as PDF", "*.pdf"))
        self._page.copy_wanted.connect(self.copy)
        self._page.gone.connect(self.note_gone)
        self._page.entry_wanted.connect(partial(self._ask_path, "Calendar entry", "*.ics"))

    def start(self) -> None:
        of = self._of

        def work(store: Store) -> tuple[Snapshot, list[Sent]]:
            record, council = store.record(of), self._desk.council
            return printed_now(store, record, council, self._profile), sent_before(store, of)

        self._page.wait()
        self._ask(work, self._begin)

    def _begin(self, found: tuple[Snapshot, list[Sent]]) -> None:
        self._minutes, sent = found
        self._page.say_sent(sent)
        self._page.forget_name()
        self._show()
        self._page.take_focus()

    def _show(self) -> None:
        draft = not self._meeting.is_signed
        empty = still_empty(self._meeting) if draft else 0
        actions, record = self._actions(), self._meeting.record
        self._page.show_actions(actions, next_meeting(self._meeting.asked), empty)
        named = self._page.is_named
        self._page.show_names({} if named else found_in(self._as_typed(), record))
        self._page.warn_of([] if named else names_left(actions.texts, record))

    def _actions(self) -> ActionsPage:
        """As it stands when it is asked for."""
        return self._page_of(named=self._page.is_named)

    def _as_typed(self) -> list[str]:
        page = self._page_of(named=True)
        return [one.text for one in (*page.new, *page.carried)]

    def _page_of(self, *, named: bool) -> ActionsPage:
        assert self._minutes  # noqa: S101 - the buttons can be pressed once it is there
        closed = self._desk.council.library.closing_statuses(self._meeting.form)
        choices = self._page.choices
        return actions_page(self._meeting, self._minutes, closed, choices, named=named)

    # the ways out

    def _ask_path(self, title: str, kind: str) -> None:
        name = actions_name(self._actions().minutes)
        if kind == "*.ics":
            name = calendar_name(self._meeting.record.meeting.reference)
        usual = Path(name).with_suffix(kind[1:]).name
        if chosen := file_to_save(self._page, title, usual, kind):
            save = {"*.docx": self.save_word, "*.pdf": self.save_pdf, "*.ics": self.save_entry}
            save[kind](chosen)

    @step
    def save_word(self, path: Path) -> None:
        """Writes the page as a Word file and says where, or why it could not be written."""
        page, base = self._actions(), self._desk.council.word_base
        self._send(WORD, path, lambda: to_word(page, base), f"Word page saved: {path}")

    @step
    def save_pdf(self, path: Path) -> None:
        """The same as a PDF."""
        page = self._actions()
        pdf = to_pdf(page.minutes, to_html(page))
        self._send(PDF, path, lambda: pdf, f"PDF saved: {path}")

    @step
    def copy(self) -> None:
        """Puts the page on the clipboard, as plain text and as it looks."""
        plain, html = for_email(self._actions())
        data = QMimeData()
        data.setText(plain)
        data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(data)
        said = "Copied, not sent: paste it into your e-mail. The first line is for the subject."
        self._note(COPY, said)

    @step
    def note_gone(self) -> None:
        """The chair says so; nobody here could know."""
        self._note(GONE, "Noted: the actions are sent.")

    @step
    def save_entry(self, path: Path) -> None:
        """Writes the calendar entry of the next meeting, which names nobody."""
        record = self._meeting.asked
        when = next_meeting(record)
        if when:
            entry = calendar_entry(record, when, self._desk.now())
            said = f"Calendar entry saved: {path}. It says “Meeting” and the reference, no more."
            self._send(ENTRY, path, lambda: entry, said)

    def _send(self, how: str, path: Path, content: Callable[[], bytes], said: str) -> None:
        """Noted only once it is written."""

        def work(store: Store) -> list[Sent]:
            save(store, path, content())
            return _noted(self._of, how, store)

        self._ask(work, partial(self._done, said))

    def _note(self, how: str, said: str) -> None:
        self._ask(partial(_noted, self._of, how), partial(self._done, said))

    def _done(self, said: str, sent: list[Sent]) -> None:
        self._page.say_sent(sent)
        self.told.emit(said)

    @property
    def _of(self) -> str:
        return self._meeting.record.meeting.id

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))


def _noted(of: str, how: str, store: Store) -> list[Sent]:
    store.note_event(of, SENT, {"how": how})
    return sent_before(store, of)
