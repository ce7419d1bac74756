"""The meetings, grouped by what the chair must do next."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.records.meeting import MeetingLine
from desktop_app.services.case_numbers import Shared
from desktop_app.services.case_system import Waiting
from desktop_app.services.coming_up import ComingUp
from desktop_app.ui.announce import announce
from desktop_app.ui.child_entries import ChildEntry, by_name
from desktop_app.ui.find_field import FindField
from desktop_app.ui.finder import Finder
from desktop_app.ui.flow import Flow
from desktop_app.ui.meeting_entries import SHOW_DONE, ComingEntry, MeetingEntry, grouped
from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.recovery_flow import NOT_CONFIRMED
from desktop_app.ui.row_list import Entry, Heading, RowList
from desktop_app.ui.shared_numbers import SharedNumbers

_NONE_YET = (
    "Your meetings will stand here, those that need something from you at the top. "
    "Start one with “New meeting”: it takes the child's name and case number. Minutes that were "
    "taken off this laptop are not listed."
)


class HomePage(Column):
    """Initials and case numbers only: the laptop may face the room.

    `step_chosen` carries a meeting and a page of it, for what it waits for.
    """

    meeting_chosen = Signal(str)
    step_chosen = Signal(str, str)
    new_wanted = Signal()
    child_chosen = Signal(str)
    check_wanted = Signal()
    file_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._finder = Finder[MeetingEntry]((), MeetingEntry.haystack)
        self._children = Finder[ChildEntry]((), ChildEntry.haystack)
        self._waiting: Mapping[str, Waiting] = {}
        self._child_ids: Collection[str] = ()
        self._coming: Sequence[ComingEntry] = ()
        self._shown: list[Entry] = []
        self._all_done = False
        self._find = FindField("Find a meeting", "Child's name, case number, record, date.")
        self._rows = RowList("Meetings")
        self._empty = words("")
        self._shared = SharedNumbers()
        self._shared.child_chosen.connect(self.child_chosen)
        self._mistakes = words("", "muted")
        self._unread = words("", "alert")
        self._unread.hide()
        self._no_sheet = QWidget()
        self._lay_out()
        self._find.typed.connect(self._refresh)
        self._find.left.connect(self._rows.start)
        self._find.entered.connect(self._open_first)
        self._rows.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        title = words("Meetings", "title")
        self._new = button("New meeting  (Ctrl+N)", self.new_wanted.emit, "primary")
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        title.setWordWrap(False)
        head = Flow()
        head.addWidget(title)
        head.addWidget(self._new)
        make = button("Make a new recovery sheet…", self.sheet_wanted.emit)
        self._no_sheet.setLayout(stacked(words(NOT_CONFIRMED, "alert"), make))
        self._no_sheet.hide()
        self.content.addWidget(self._no_sheet)
        self.content.addLayout(head)
        self.content.addWidget(self._shared)
        self.content.addLayout(stacked(self._unread, self._find, self._rows, self._empty))
        self.content.addWidget(self._mistakes)
        ways = Flow(gap=8)
        ways.addWidget(button("Start from a file…", self.file_wanted.emit, "quiet"))
        ways.addWidget(button("Check a signed file…", self.check_wanted.emit, "quiet"))
        self.content.addLayout(ways)
        self.end()

    def show_meetings(
        self,
        lines: list[MeetingLine],
        names: Mapping[str, str],
        mistakes: Sequence[str],
        waiting: Mapping[str, Waiting] = MappingProxyType({}),
        unread: Sequence[str] = (),
        shared: Sequence[Shared] = (),
    ) -> None:
        """`names` of the forms by key; `mistakes` are sentences about the council's own files.

        `unread` are those about what is damaged in the store. `waiting` says by meeting what
        signed minutes still need once their Word file is saved; `shared` are case numbers that
        more than one child has.
        """
        self._shared.show_all(shared)
        entries = [MeetingEntry(line, names, waiting.get(line.meeting.id)) for line in lines]
        self._finder = Finder(entries, MeetingEntry.haystack)
        self._waiting = waiting
        by_id = {line.child.id: line.child for line in lines}
        self._child_ids = by_id.keys()
        children = [ChildEntry(child, "Open the child") for child in by_name(by_id.values())]
        self._children = Finder(children, ChildEntry.haystack)
        self._mistakes.setText("\n".join(mistakes))
        self._mistakes.setVisible(bool(mistakes))
        self._unread.setText("\n".join(unread))
        self._unread.setVisible(bool(unread))
        self._find.setVisible(bool(lines))
        self._refresh()

    def show_coming(self, coming: Sequence[ComingUp]) -> None:
        """Comes after the list, and leaves the chair on the row where they are."""
        self._coming = [ComingEntry(one) for one in coming]
        if not coming:
            return
        current = self._rows.currentIndex().row()
        key = self._shown[current].key if current >= 0 else ""
        self._refresh()
        if key and self._rows.hasFocus():
            self._rows.start(self._rows.keys().index(key))

    def show_sheet(self, confirmed: bool | None) -> None:  # noqa: FBT001 - a courier's answer
        """Comes after the list; nothing is said of a sheet of which nothing is known."""
        if confirmed is False:
            self._no_sheet.show()
            announce(self._no_sheet, NOT_CONFIRMED)

    def start(self) -> None:
        """The focus on the first meeting, or in the find box while one is being sought."""
        if self._rows.keys() and not self._find.text():
            self._rows.start()
        elif self._find.isVisibleTo(self):
            self._find.take_focus()
        else:
            self._new.setFocus()

    def _refresh(self) -> None:
        typed = self._find.text().strip()
        found = self._finder.find(typed)
        coming = () if typed else self._coming
        rows = grouped(found, coming, all_done=self._all_done or bool(typed))
        self._shown = [*rows, *self._found_children(typed)]
        self._rows.show_entries(self._shown)
        nothing = f"No meeting has “{typed}”. Esc shows all meetings again." if typed else _NONE_YET
        self._empty.setText(nothing)
        is_told = bool(self._unread.text()) and not typed  # that there is more than can be shown
        self._empty.setVisible(not found and not is_told)

    def _found_children(self, typed: str) -> list[Entry]:
        """Whoever is looked for by name or number can be opened too."""
        found = self._children.find(typed) if typed else ()
        return [Heading("Children"), *found] if found else []

    def _open_first(self) -> None:
        if self._find.text().strip() and (keys := self._rows.keys()):
            self._choose(keys[0])

    def _choose(self, key: str) -> None:
        if key == SHOW_DONE:
            place = self._rows.keys().index(SHOW_DONE)
            self._all_done = True
            self._refresh()
            self._rows.start(place)
        elif key in self._child_ids:
            self.child_chosen.emit(key)
        elif step := self._waiting.get(key):
            self.step_chosen.emit(key, step.where)
        else:
            self.meeting_chosen.emit(key)
