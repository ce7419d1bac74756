"""Beside the questions: guidance for the one in hand, and the actions so far."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.forms.glance import Entry, Glance
from desktop_app.forms.model import Question
from desktop_app.records.meeting import Row
from desktop_app.services.guide import Guide
from desktop_app.services.last_time import LastTime
from desktop_app.ui.action_line import ActionLine, People, Read
from desktop_app.ui.actions_so_far import Actions
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.glance import NOT_CHOSEN, MoreGuidance, contradiction_in_html, entry_in_html
from desktop_app.ui.pieces import Column, button, clear, rich, stacked, words
from desktop_app.ui.theme import set_role

CHARACTERS = 36  # width


class SidePanel(QFrame):
    """`action_typed` carries one line, `action_left` gives the focus back.

    `bring_in` asks for the answer of last time, `disagrees` for a disagreement here.
    """

    disagrees = Signal()
    action_typed = Signal(str)
    bring_in = Signal()
    action_left = Signal()

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        set_role(self, "side")
        self._guide = guide
        self._question: Question | None = None
        self._shown: tuple[object, ...] = ()
        self._window = MoreGuidance(self, guide)
        self._guidance = QVBoxLayout()
        self._guidance.setSpacing(8)
        self._at_a_glance = QVBoxLayout()
        self._at_a_glance.setSpacing(8)
        self._disagree = button("Somebody disagrees  (F3)", self.disagrees.emit, "quiet")
        self._disagree.hide()
        self._last = self._last_time()
        self._heading = words("Actions so far", "label")
        self._line = ActionLine()
        self._line.typed.connect(self.action_typed)
        self._line.left.connect(self.action_left)
        self._line.grew.connect(self._show_line_later)
        self._actions = Actions()
        self._column = column = Column()
        column.content.setContentsMargins(12, 16, 12, 24)
        column.content.addLayout(stacked(self._guidance, self._disagree))
        column.content.addWidget(self._last)
        column.content.addLayout(self._at_a_glance)
        column.content.addLayout(stacked(self._heading, self._line, self._actions))
        column.end()
        self.setLayout(stacked(column))

    def show_guidance(self, question: Question, at: QWidget, *, can_disagree: bool) -> None:
        """Follows the row of the widget `at`; does nothing where that is in hand already."""
        self._disagree.setVisible(can_disagree)
        entries = self._guide.entries_of(question, _row_around(at))
        if (question.key, entries) == self._shown:
            return
        self._question, self._shown = question, (question.key, entries)
        clear(self._guidance)
        clear(self._at_a_glance)
        glances = self._guide.glances(question)
        more = self._more(glances)
        if entries:
            self._guidance.addWidget(more)
            self._show_entries(entries, self._guidance)
        self._show_guidance_of(question)
        if not entries:
            self._guidance.addWidget(more)
        for glance in glances:
            self._show_glance(glance)
        self._column.verticalScrollBar().setValue(0)

    def _show_guidance_of(self, question: Question) -> None:
        self._guidance.addWidget(words(question.words, "label"))
        self._guidance.addWidget(words(question.guidance or question.hint))
        for one in self._guide.contradictions(question.key):
            self._guidance.addWidget(words(one.heading, "label"))
            said = f"{contradiction_in_html(one)}<p>{NOT_CHOSEN}</p>"
            self._guidance.addWidget(rich(said))
        for line in self._guide.sources(question.source):
            self._guidance.addWidget(words(line, "muted"))

    def _show_glance(self, glance: Glance) -> None:
        """What explains rows or is compared stands in the window; the rest here, too."""
        if glance.labels:
            return
        self._at_a_glance.addWidget(words(glance.title, "label"))
        self._at_a_glance.addWidget(words(glance.note, "muted"))
        self._show_entries(glance.entry, self._at_a_glance)
        for line in self._guide.sources(glance.source):
            self._at_a_glance.addWidget(words(line, "muted"))

    def _show_entries(self, entries: Sequence[Entry], layout: QVBoxLayout) -> None:
        for entry in entries:
            layout.addWidget(words(entry.title, "label"))
            layout.addWidget(rich(entry_in_html(entry)))

    def _more(self, glances: Sequence[Glance]) -> QWidget:
        compared = any(glance.labels for glance in glances)
        said = "All options" if compared else "More on this"
        return button(f"{said}  (Shift+F1)", self.open_window, "quiet")

    def open_window(self) -> None:
        """Everything said about the question in hand, in a window that can stay open."""
        if self._question:
            self._window.show_on(self._question)

    def _last_time(self) -> QWidget:
        self._last_heading = words("", "label")
        self._last_text = words("")
        self._last_change = words("", "muted")
        self._bring_in = button("Bring it in  (F4)", self.bring_in.emit, "quiet")
        part = QWidget()
        said = (self._last_heading, self._last_text, self._last_change, self._bring_in)
        part.setLayout(stacked(*said, gap=4))
        part.hide()
        return part

    def show_last_time(self, last: LastTime | None, *, can_bring_in: bool) -> None:
        """None where no earlier meeting of this child is on the laptop."""
        self._last.setVisible(last is not None)
        if last:
            self._last_heading.setText(f"Last time, {last.held}")
            self._last_text.setText(last.text)
            self._last_text.setVisible(bool(last.text))
            self._last_change.setText(last.change)
            self._bring_in.setVisible(can_bring_in)

    def show_actions(self, rows: tuple[Row, ...]) -> None:
        self._heading.setText(f"Actions so far ({len(rows)})")
        self._actions.show_rows(rows)

    def read_by(self, read: Read, people: People) -> None:
        """How a typed action is understood, and who may be meant in it."""
        self._line.use(read, people)

    def start_action(self) -> None:
        self._line.setFocus()
        self._show_line_later()

    def _show_line_later(self) -> None:
        """The panel may only then have its lengths."""
        QTimer.singleShot(0, self, self._show_line)

    def _show_line(self) -> None:
        self._column.ensureWidgetVisible(self._line)


def _row_around(widget: QWidget | None) -> str:
    """The key of the row in which a widget stands; empty outside rows."""
    while widget and not isinstance(widget, Card):
        widget = widget.parentWidget()
    return widget.row_id if widget else ""
