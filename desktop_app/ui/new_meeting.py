"""Starting a meeting: which record, which child, and off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.records.meeting import Child, new_id, same_number
from desktop_app.ui.child_entries import ChildEntry, by_name
from desktop_app.ui.fields import Field, Pick, say
from desktop_app.ui.find_field import FindField
from desktop_app.ui.finder import Finder
from desktop_app.ui.pieces import Column, button, clear, in_a_row, stacked, words
from desktop_app.ui.row_list import RowList

_MOST_SHOWN = 8  # children in sight before more is typed


class NewMeeting(Column):
    """`wanted`: form, id of the child, name, case number, id of the meeting.

    The ids of what is new are made with the page: one meeting is started, however often it is
    asked for.
    """

    wanted = Signal(str, str, str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._children: dict[str, Child] = {}
        self._chosen: Child | None = None
        self._new_child, self._meeting = new_id(), new_id()
        self._forms: dict[str, Pick] = {}
        self._finder = Finder[ChildEntry]((), ChildEntry.haystack)
        self._file = words("")
        self._file.hide()
        self._which_form, self._known, self._new = QWidget(), QWidget(), QWidget()
        self._form_buttons = QVBoxLayout()
        self._find = FindField("Which child?", "Name or case number.")
        self._rows = RowList("Children", lines=1)
        self._found = words("", "muted")
        self._about = words("", "label")
        self._name = Field("Child's full name", "As on the child's record.")
        self._number = Field("Case number", "The number the case system knows the child by.")
        self._same = button("Use that child", self._take_same)
        self._back_to_known = button("Choose a child on this laptop", self._show_known, "quiet")
        self._said = words("", "alert")
        self._start = button("Start the meeting", self._want, "primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        heading = words("Which record?", "label")
        self._which_form.setLayout(stacked(heading, self._form_buttons, gap=4))
        unknown = button("A child not on this laptop yet", self._show_new, "quiet")
        self._known.setLayout(stacked(self._find, self._rows, self._found, self._about, unknown))
        asked = stacked(self._name, self._number, gap=16)
        self._new.setLayout(stacked(asked, self._same, self._back_to_known))
        self.content.addLayout(stacked(words("New meeting", "title"), self._file, gap=4))
        self.content.addWidget(self._which_form)
        self.content.addWidget(self._known)
        self.content.addWidget(self._new)
        self.content.addWidget(self._said)
        back = button("Back  (Esc)", self.left.emit)
        self.content.addLayout(in_a_row(self._start, back, None))
        self.end()

    def _connect(self) -> None:
        self._find.typed.connect(self._look)
        self._find.left.connect(self._rows.start)
        self._find.entered.connect(self._take_found)
        self._rows.chosen.connect(self.choose_child)
        self._name.entered.connect(self._number.take_focus)
        self._number.entered.connect(self._want)
        self._number.typed.connect(self._same.hide)
        QShortcut(QKeySequence("Escape"), self, self.left.emit)

    def offer(self, children: list[Child], forms: list[tuple[str, str]]) -> None:
        """Begins anew. `forms`: key and name of each record that this council keeps."""
        self._children = {child.id: child for child in by_name(children)}
        entries = [ChildEntry(child) for child in self._children.values()]
        self._finder = Finder(entries, ChildEntry.haystack)
        self._offer_forms(forms)
        self._chosen = None
        self._new_child, self._meeting = new_id(), new_id()
        for field in (self._find, self._name, self._number):
            field.set_text("")
            field.say("")
        self._back_to_known.setVisible(bool(children))
        say(self._said, "")
        if children:
            self._show_known()
        else:
            self._show_new()
        self.start()

    def say_file(self, name: str) -> None:
        """A Word file waits for the meeting that is started here."""
        comes = f"“{name}” is shown once the meeting is started; you choose what is brought in."
        self._file.setText(comes)
        self._file.show()

    def _offer_forms(self, forms: list[tuple[str, str]]) -> None:
        clear(self._form_buttons)
        self._forms = {key: Pick(name) for key, name in forms}
        for choice in self._forms.values():
            choice.setAccessibleName(f"Which record? {choice.text()}")
            choice.entered.connect(self._to_child)
            self._form_buttons.addWidget(choice)
        if len(forms) == 1:
            self._forms[forms[0][0]].setChecked(True)
        self._which_form.setVisible(len(forms) > 1)

    def start(self) -> None:
        """The focus on the first thing to be said."""
        if len(self._forms) > 1:
            next(iter(self._forms.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_child()

    def _to_child(self) -> None:
        (self._find if self._known.isVisibleTo(self) else self._name).take_focus()

    def choose_child(self, child_id: str) -> None:
        """For a meeting that begins on the page of its child."""
        self._choose(self._children[child_id])

    # a child on this laptop

    def _show_known(self) -> None:
        self._new.hide()
        self._known.show()
        self._look()
        self._find.take_focus()

    def _look(self) -> None:
        """The rows that match; whoever was chosen before is let go."""
        self._chosen = None
        self._about.hide()
        typed = self._find.text().strip()
        found = self._finder.find(typed)
        self._rows.show_entries(found[:_MOST_SHOWN])
        self._rows.setVisible(bool(found))
        self._found.setText(_more(typed, len(found)))
        self._found.setVisible(bool(self._found.text()))

    def _take_found(self) -> None:
        keys = self._rows.keys()
        if len(keys) == 1:
            self._choose(self._children[keys[0]])
        elif keys:
            self._rows.start()
        else:
            self._show_new()

    def _choose(self, child: Child) -> None:
        self._show_known()
        self._rows.show_entries([])
        self._rows.hide()
        self._found.hide()
        say(self._said, "")
        self._chosen = child
        say(self._about, f"{child.name or child.initials}, case number {child.case_number}")
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    # a child not on this laptop yet

    def _show_new(self) -> None:
        """What was typed to find the child goes along."""
        typed = self._find.text().strip()
        if typed and self._known.isVisibleTo(self):
            field = self._number if any(map(str.isdecimal, typed)) else self._name
            field.set_text(typed)
        self._chosen = None
        self._known.hide()
        self._same.hide()
        self._new.show()
        say(self._said, "")
        (self._number if self._name.text() else self._name).take_focus()

    def _take_same(self) -> None:
        """Of several the chair chooses, by what each page says of them."""
        same = self._with_number(self._number.text())
        self._number.say("")
        if len(same) == 1:
            self._choose(same[0])
        elif same:
            self._find.set_text(same[0].case_number)
            self._show_known()
            self._rows.show_entries([ChildEntry(child) for child in same])

    def _with_number(self, number: str) -> list[Child]:
        return [one for one in self._children.values() if same_number(one.case_number, number)]

    # starting

    def _want(self) -> None:
        form = next((key for key, choice in self._forms.items() if choice.isChecked()), "")
        if not form:
            say(self._said, "Choose which record this meeting makes.")
            self.start()
        elif self._chosen:
            child = self._chosen
            self.wanted.emit(form, child.id, child.name, child.case_number, self._meeting)
        elif self._known.isVisibleTo(self):
            say(self._said, "Choose the child, or “A child not on this laptop yet”.")
            self._find.take_focus()
        elif self._new_is_whole():
            name, number = self._name.text().strip(), self._number.text().strip()
            self.wanted.emit(form, self._new_child, name, number, self._meeting)

    def _new_is_whole(self) -> bool:
        self._name.say("")
        self._number.say("")
        if not self._name.text().strip():
            self._name.refuse("Write the child's full name.")
        elif not self._number.text().strip():
            self._number.refuse("Write the child's number in the case system.")
        elif same := self._with_number(self._number.text()):
            self._offer_same(same)
        else:
            return True
        return False

    def _offer_same(self, same: list[Child]) -> None:
        if len(same) == 1:
            name = same[0].name or same[0].initials
            self._number.refuse(f"{name} has this case number and is on this laptop already.")
            self._same.setText(f"Use {name}")
        else:
            self._number.refuse("More than one child on this laptop has this case number.")
            self._same.setText("Choose one of them")
        self._same.show()
        self._same.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self._same)


def _more(typed: str, count: int) -> str:
    if not count:
        return f"No child on this laptop has “{typed}”."
    if count > _MOST_SHOWN:
        return f"{count - _MOST_SHOWN} more. Type to find the child."
    return ""
