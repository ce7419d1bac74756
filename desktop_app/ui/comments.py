"""The draft goes out for comment, what came back is written down, and somebody authorises it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import anchor
from desktop_app.records.comments import COMMENTS
from desktop_app.records.meeting import Record
from desktop_app.services.comments import (
    SentOut,
    authorise,
    authorised,
    authority,
    for_comment,
    is_changed_since,
    note_authorised,
    note_taken_back,
    send_out,
    sent_out,
    take_back,
)
from desktop_app.services.exporting import printed_now
from desktop_app.services.marks_on_minutes import Marking, Shelf
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.who_gets_what import MayNotSeeAll, ReasonMissing, Wanted, refuse
from desktop_app.storage.store import Store
from desktop_app.ui.aside import Aside
from desktop_app.ui.comments_page import CommentsPage
from desktop_app.ui.courier import Courier
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.undo import SectionUndo
from desktop_app.ui.file_dialogs import folder_to_use
from desktop_app.ui.step import step

T = TypeVar("T")


class Comments(Aside):
    """What is typed here is saved like every other answer."""

    words = "Comments…"
    why = "To whom the draft went, what came back, and who authorised it."

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__(desk, courier, meeting, profile, settings)
        room = Room(
            terms=desk.council.library.choices,
            people=self._people,
            day=lambda: anchor(meeting.record),
            undo=SectionUndo(),
            read_only=meeting.is_signed,
        )
        self.page = self._page = CommentsPage(room, profile.authorise, desk.today)
        self._page.left.connect(self.left)
        self._page.told.connect(self.told)
        self._page.send_wanted.connect(self._want_send)
        self._page.edited.connect(self._keep_rows)
        self._page.authorise_wanted.connect(self._authorise)
        self._page.take_back_wanted.connect(self._take_back)

    def start(self) -> None:
        self._page.show_rows(self._meeting.rows(COMMENTS))
        self._page.show_prints(asked_for=self._profile.comments_print)
        self._show_authorised()
        self._ask(partial(_sent_out, self._of), self._begin)

    def _begin(self, sent: Sequence[SentOut]) -> None:
        self._page.show_sent(sent)
        self._page.take_focus()

    def _people(self) -> list[str]:
        names = (row.values.get("name", "").strip() for row in self._meeting.record.attendance)
        return [name for name in names if name]

    @property
    def _of(self) -> str:
        return self._meeting.record.meeting.id

    # the draft

    @step
    def _want_send(self, to: str, reader: str, reason: str) -> None:
        """Asks for the folder once it is known that they may get it."""
        wanted = for_comment(to, reader, reason, self._desk.today)

        def ask(_: None) -> None:
            if folder := folder_to_use(self._page, "Folder for the draft"):
                self.send_out(wanted, folder)

        self._ask(lambda store: refuse(self._draft(store)[1], wanted), ask, self._refuse)

    def _draft(self, store: Store) -> tuple[Record, Shelf]:
        """As it stands now, with what is marked in it."""
        record = store.record(self._of)
        draft = printed_now(store, record, self._desk.council, self._profile)
        return record, Marking(self._meeting.form, record, draft).shelf(store)

    @step
    def send_out(self, wanted: Wanted, folder: Path) -> None:
        """Writes the draft into the folder and notes that these people get it."""
        base, now = self._desk.council.word_base, self._desk.now()

        def work(store: Store) -> tuple[Path, list[SentOut]]:
            path = send_out(store, *self._draft(store), wanted, now, folder, base)
            return path, sent_out(store, self._of)

        self._ask(work, self._say_sent, self._refuse)

    def _refuse(self, trouble: CannotProceed) -> None:
        if isinstance(trouble, ReasonMissing):
            self._page.ask_why(str(trouble))
        elif isinstance(trouble, MayNotSeeAll):
            self._page.refuse_whom(str(trouble))
        else:
            self._say(trouble)

    def _say_sent(self, done: tuple[Path, list[SentOut]]) -> None:
        path, sent = done
        self._page.show_sent(sent)
        self._page.forget_whom()
        self.told.emit(f"Draft saved: {path}. Send it the secure way.")

    # what came back

    def _keep_rows(self) -> None:
        self._meeting.set_rows(COMMENTS, self._page.rows())
        self._changed()

    def _changed(self) -> None:
        self.changed.emit()
        self._show_authorised()

    # authorised

    @step
    def _authorise(self, name: str, role: str, on: str) -> None:
        try:
            by = authority(name, role, on, self._desk.today)
        except CannotProceed as trouble:
            self._page.say_trouble(str(trouble))
            return

        def keep(_: None) -> None:
            authorise(self._meeting, by)
            self._changed()

        self._ask(lambda store: note_authorised(store, self._of, by), keep)

    @step
    def _take_back(self) -> None:
        def keep(_: None) -> None:
            take_back(self._meeting)
            self._changed()

        self._ask(lambda store: note_taken_back(store, self._of), keep)

    def _show_authorised(self) -> None:
        by = authorised(self._meeting.record)
        changed = bool(by) and is_changed_since(self._meeting.record)
        self._page.show_authorised(by, changed=changed)

    def _ask(
        self,
        work: Callable[[Store], T],
        then: Callable[[T], object],
        failed: Callable[[CannotProceed], object] | None = None,
    ) -> None:
        self._courier.send(self, self._desk.ask(work), then, failed or self._say)

    def _say(self, trouble: CannotProceed) -> None:
        self.told.emit(str(trouble))


def _sent_out(of: str, store: Store) -> list[SentOut]:
    return sent_out(store, of)
