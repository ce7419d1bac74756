"""Every child on this laptop, found by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from desktop_app.records.meeting import Child
from desktop_app.ui.child_entries import ChildEntry, by_name
from desktop_app.ui.find_field import FindField
from desktop_app.ui.finder import Finder
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.row_list import RowList

_NONE_YET = (
    "The children you hold meetings about will stand here. "
    "A new meeting adds its child, or add one now with “Add a child”."
)


class ChildrenPage(Column):
    """Initials and case numbers only, until a child is opened."""

    child_chosen = Signal(str)
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._finder = Finder[ChildEntry]((), ChildEntry.haystack)
        self._find = FindField("Find a child", "Name or case number.")
        self._rows = RowList("Children", lines=1)
        self._empty = words("")
        self._unread = words("", "alert")
        self._unread.hide()
        self._lay_out()
        self._find.typed.connect(self._refresh)
        self._find.left.connect(self._rows.start)
        self._find.entered.connect(self._open_first)
        self._rows.chosen.connect(self.child_chosen)

    def _lay_out(self) -> None:
        title = words("Children", "title")
        title.setWordWrap(False)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = Flow()
        head.addWidget(title)
        head.addWidget(button("Add a child", self.new_wanted.emit, "primary"))
        self.content.addLayout(head)
        self.content.addLayout(stacked(self._unread, self._find, self._rows, self._empty))
        self.end()

    def show_children(self, children: list[Child], unread: Sequence[str] = ()) -> None:
        """In the order of their names, which are not shown; `unread` says what is damaged."""
        self._unread.setText("\n".join(unread))
        self._unread.setVisible(bool(unread))
        entries = [ChildEntry(child, "Open") for child in by_name(children)]
        self._finder = Finder(entries, ChildEntry.haystack)
        self._find.setVisible(bool(children))
        self._refresh()

    def start(self) -> None:
        """The caret in the find box."""
        self._find.take_focus()

    def _refresh(self) -> None:
        typed = self._find.text().strip()
        found = self._finder.find(typed)
        self._rows.show_entries(found)
        nothing = f"No child has “{typed}”. Esc shows all children again." if typed else _NONE_YET
        self._empty.setText(nothing)
        is_told = bool(self._unread.text()) and not typed  # that there is more than can be shown
        self._empty.setVisible(not found and not is_told)

    def _open_first(self) -> None:
        if self._find.text().strip() and (keys := self._rows.keys()):
            self.child_chosen.emit(keys[0])
