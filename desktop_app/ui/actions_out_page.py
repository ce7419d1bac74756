"""What the room sees of the actions: large, this child only, and the ways out above them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from desktop_app.minutes.actions_page import NO_DATE, NOBODY, Action, ActionsPage
from desktop_app.minutes.blocks import DRAFT
from desktop_app.services.actions_out import Sent
from desktop_app.services.calendar_entry import When
from desktop_app.services.names_in_actions import Choices, Found
from desktop_app.ui.flow import Flow
from desktop_app.ui.names_seen import NamesSeen
from desktop_app.ui.pieces import Column, button, card, clear, stacked, words
from desktop_app.ui.theme import set_role

WIDEST = 1_000  # pixels at 100%: it is read from across a table
_NONE = "No action is open. While you type, F9 adds one."
_DONE = "What was done with them (they count as sent once you note it):"
_NO_NEXT = "No calendar entry can be saved yet: the date of the next meeting is not set."


class ActionsOutPage(QWidget):
    """`named` says that the chair wants the child's name in the actions, or no longer."""

    left = Signal()
    named = Signal()
    word_wanted = Signal()
    pdf_wanted = Signal()
    copy_wanted = Signal()
    entry_wanted = Signal()
    gone = Signal()  # the chair says that they are sent

    def __init__(self) -> None:
        super().__init__()
        self._title = words("", "title")
        self._about = words("", "muted")
        self._empty = words("", "muted")
        self._tells = words("", "alert")
        self._next = words("", "muted")
        self._sent = words("", "muted")
        self._with_name = QCheckBox("Leave the child’s name in the actions")
        self._with_name.toggled.connect(lambda: self.named.emit())
        self._names = NamesSeen()
        self._names.chosen.connect(self.named)
        self._actions = QVBoxLayout()
        self._actions.setSpacing(12)
        self._column = Column(WIDEST)
        self._column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        set_role(self._column, "reading")
        self._lay_out()

    def _lay_out(self) -> None:
        bar = Flow()
        bar.addWidget(button("‹ Back  (Esc)", self.left.emit))
        self._entry = self._way("Calendar entry…", "Alt+D", self.entry_wanted)
        self._ways = (
            self._way("Word page…", "Alt+W", self.word_wanted),
            self._way("PDF…", "Alt+P", self.pdf_wanted),
            self._way("Copy for e-mail", "Alt+C", self.copy_wanted),
            self._entry,
            self._way("They are sent", "Alt+S", self.gone),
        )
        for way in self._ways:
            bar.addWidget(way)
        self.wait()
        content = self._column.content
        content.addLayout(stacked(self._title, self._about, self._tells, self._empty, gap=4))
        content.addLayout(self._actions)
        below = (self._next, self._sent, self._with_name, self._names)
        content.addLayout(stacked(*below, gap=4))
        self._column.end()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(card(bar, "bar", 8))
        layout.addWidget(self._column, 1)

    def _way(self, text: str, keys: str, wanted: SignalInstance) -> QPushButton:
        made = button(f"{text}  ({keys})", wanted.emit)
        shortcut = QShortcut(QKeySequence(keys), self, made.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def wait(self) -> None:
        """Until the actions are there nothing goes out, however fast the chair is."""
        for one in (*self._ways, self._with_name):
            one.setEnabled(False)

    @property
    def is_named(self) -> bool:
        return self._with_name.isChecked()

    def forget_name(self) -> None:
        """Asked for once, it must not be on the screen the next time."""
        self._with_name.setChecked(False)
        self._names.forget()

    def take_focus(self) -> None:
        self._column.setFocus(Qt.FocusReason.OtherFocusReason)

    def warn_of(self, names: Sequence[str]) -> None:
        """Parts of the child's name that the whole room would see; none takes it away."""
        self._tells.setText(f"These words may tell who the child is: {', '.join(names)}.")
        self._tells.setVisible(bool(names))

    @property
    def choices(self) -> Choices:
        """What the chair chose of the words that name the child, or may."""
        return self._names.choices

    def show_names(self, found: Mapping[Found, int]) -> None:
        """How many times words name the child, or may; none where the name is left in."""
        self._names.show_found(found)

    def show_actions(self, page: ActionsPage, following: When | None, empty: int) -> None:
        """`empty` is how many required answers are, 0 once signed."""
        self._title.setText(f"Actions: {page.child}")
        state = [DRAFT] if page.is_draft else []
        said = (page.meeting, f"reference {page.minutes.reference}", *state)
        self._about.setText(" · ".join(said))
        self._column.setAccessibleName(self._title.text())
        clear(self._actions)
        if not page.groups:
            self._actions.addWidget(words(_NONE))
        for heading, actions in page.groups:
            self._show_group(heading, actions)
        self._empty.setText(_still_empty(empty))
        self._empty.setVisible(bool(empty))
        self._next.setText(f"Next meeting: {following.in_words}" if following else _NO_NEXT)
        for one in (*self._ways, self._with_name):
            one.setEnabled(True)
        self._entry.setEnabled(following is not None)

    def _show_group(self, heading: str, actions: Sequence[Action]) -> None:
        self._actions.addWidget(words(heading, "label"))
        for number, action in enumerate(actions, 1):
            by = f"by {action.target}" if action.target else NO_DATE
            what = words(f"{number}. {action.text}", "large")
            who = words(f"{action.owner or NOBODY.capitalize()}, {by}", "title")
            for label in (what, who):
                label.setMinimumHeight(1)  # else Qt keeps room for a much narrower text
            self._actions.addWidget(card(stacked(what, who)))

    def say_sent(self, sent: Sequence[Sent]) -> None:
        """The last one first; nothing where nothing was done with them."""
        lines = [f"{one.at}: {_how(one)}" for one in sent]
        self._sent.setText("\n".join([_DONE, *lines]))
        self._sent.setVisible(bool(sent))


def _how(one: Sent) -> str:
    how = one.words
    return f"{how}. A correction has changed the actions since" if one.is_stale else how


def _still_empty(count: int) -> str:
    answers = "1 required answer is" if count == 1 else f"{count} required answers are"
    return f"{answers} still empty in these minutes."
