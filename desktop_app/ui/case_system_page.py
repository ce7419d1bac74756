"""The receipt of the case system, the minutes section by section, and the row of the tracker."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.records.dates import short
from desktop_app.services.case_system import CaseFile, Receipt
from desktop_app.services.plain_sections import PlainSection
from desktop_app.ui.announce import announce
from desktop_app.ui.fields import Field, say
from desktop_app.ui.pieces import Column, button, card, clear, in_a_row, in_eights, stacked, words

COPY_KEY = "F2"


class CaseSystemPage(Column):
    """`receipt_wanted` carries day, reference and who; `copy_wanted` a PlainSection."""

    receipt_wanted = Signal(str, str, str)
    copy_wanted = Signal(object)
    row_wanted = Signal()
    tracker_wanted = Signal(str)
    left = Signal()

    def __init__(self, case_system: str) -> None:
        super().__init__()
        self._case_system = case_system
        self._next: PlainSection | None = None
        self._is_new = True  # what was opened again is not folded under the chair's hands
        self._due = QVBoxLayout()
        self._receipt_trouble, self._tracker_trouble = words("", "alert"), words("", "alert")
        self._trouble = self._receipt_trouble  # beside what was asked for last
        for trouble in (self._receipt_trouble, self._tracker_trouble):
            trouble.hide()
        title = words(f"Onto {case_system}", "title")
        back = button("‹ Back  (Esc)", self.left.emit)
        self.content.addLayout(stacked(title, self._due))
        self.content.addLayout(in_a_row(back, None))
        self._add_receipt()
        self._add_sections()
        self._add_tracker()
        self.end()
        key = QShortcut(QKeySequence(COPY_KEY), self, self._copy_next)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _add_receipt(self) -> None:
        self._kept = QVBoxLayout()
        self._on = Field("Uploaded on", "Such as 21 Nov 2026, or “today”.")
        self._reference = Field(f"Reference that {self._case_system} gave it")
        self._by = Field("Uploaded by")
        self._sha256 = words("", "muted")
        self._sha256.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for field in (self._on, self._reference, self._by):
            field.entered.connect(self._want_receipt)
        keep = button("Keep the receipt", self._want_receipt, "primary")
        step = stacked(self._receipt_trouble, in_a_row(keep, None))
        self._asked = QWidget()
        self._asked.setLayout(stacked(self._on, self._reference, self._by, step, gap=16))
        self._another = button("Enter another receipt…", self._ask_another)
        self._another.hide()
        kept = stacked(words("Receipt", "label"), self._kept, self._sha256)
        row = in_a_row(self._another, None)
        self.content.addWidget(card(stacked(kept, row, self._asked, gap=16)))

    def _ask_another(self) -> None:
        self._fold(is_folded=False)
        self._reference.take_focus()

    def _fold(self, *, is_folded: bool) -> None:
        self._another.setVisible(is_folded)
        self._asked.setHidden(is_folded)

    def _add_sections(self) -> None:
        self._how_far = words("", "muted")
        self._copy = button(f"Copy the next  ({COPY_KEY})", self._copy_next)
        self._sections = QGridLayout()
        self._sections.setColumnStretch(0, 1)
        explained = (
            f"Where {self._case_system} has boxes to type into: {COPY_KEY} copies the next section "
            "as plain text and ticks it here. Paste it there with Ctrl+V."
        )
        self.content.addWidget(
            card(
                stacked(
                    words("Section by section", "label"),
                    words(explained),
                    in_a_row(self._copy, None),
                    self._how_far,
                    self._sections,
                )
            )
        )

    def _add_tracker(self) -> None:
        self._row = QGridLayout()
        self._row.setColumnStretch(1, 1)
        self._tracked = words("", "good")
        self._tracked_on = Field("Tracker updated on")
        self._tracked_on.entered.connect(self._want_tracker)
        copy = button("Copy the row", self.row_wanted.emit)
        done = button("The tracker has it", self._want_tracker)
        self.content.addWidget(
            card(
                stacked(
                    words("Row of the tracker", "label"),
                    self._row,
                    in_a_row(copy, None),
                    self._tracked,
                    self._tracked_on,
                    self._tracker_trouble,
                    in_a_row(done, None),
                    gap=12,
                )
            )
        )

    def start(self, by: str) -> None:
        """Afresh, with the focus where the next step is."""
        self._is_new = True
        self._on.set_text("today")
        self._tracked_on.set_text("today")
        self._reference.set_text("")
        self._by.set_text(by)
        self.forget_trouble()
        self._reference.take_focus()

    def forget_reference(self) -> None:
        """It is kept: what follows is to copy the sections."""
        self._reference.set_text("")
        self._fold(is_folded=True)
        self._copy.setFocus()
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self._copy))

    def show_file(self, found: CaseFile) -> None:
        clear(self._due)
        for sentence in found.due:
            self._due.addWidget(words(sentence, "alert" if "Overdue" in sentence else ""))
        self._show_receipts(found)
        self._show_sections(found.sections)
        self._show_row(found)

    def say_trouble(self, sentence: str) -> None:
        """Beside what was asked for, with the caret where something is missing."""
        say(self._trouble, sentence)
        fields = (self._on, self._reference, self._by)
        empty = [one for one in fields if not one.text().strip()]
        shown: list[QWidget] = [self._trouble]
        if self._trouble is self._receipt_trouble and empty:
            empty[0].take_focus()
            shown.append(empty[0])
        for part in shown:
            QTimer.singleShot(0, part, partial(self.ensureWidgetVisible, part))

    def forget_trouble(self) -> None:
        for trouble in (self._receipt_trouble, self._tracker_trouble):
            say(trouble, "")

    def say_copied(self, what: str) -> None:
        self.forget_trouble()
        announce(self, f"Copied: {what}")

    def _show_receipts(self, found: CaseFile) -> None:
        clear(self._kept)
        for one in found.receipts:
            self._kept.addWidget(words(_in_words(one, found.version), "good"))
        if not found.receipt:
            nothing = f"Version {found.version}.0 has no receipt from {self._case_system} yet."
            self._kept.addWidget(words(nothing))
        if self._is_new or not found.receipt:
            self._fold(is_folded=found.receipt is not None)
        if self._is_new and found.receipt:
            self._copy.setFocus()
        self._is_new = False
        self._sha256.setText(f"SHA-256 of the signed Word file: {in_eights(found.sha256)}")

    def _show_sections(self, sections: Sequence[PlainSection]) -> None:
        waiting = [one for one in sections if not one.copied]
        self._next = waiting[0] if waiting else None
        done = len(sections) - len(waiting)
        following = f" Next: {self._next.heading}" if self._next else ""
        self._how_far.setText(f"{done} of {len(sections)} copied.{following}")
        self._copy.setEnabled(self._next is not None)
        clear(self._sections)
        for place, one in enumerate(sections):
            tick = words(f"✓ {one.heading}" if one.copied else one.heading, _look(one, self._next))
            again = "Copy again" if one.copied else "Copy"
            copy = button(again, partial(self._copy_one, one), "quiet")
            copy.setAccessibleName(f"{again}: {one.heading}")
            self._sections.addWidget(tick, place, 0)
            self._sections.addWidget(copy, place, 1, Qt.AlignmentFlag.AlignRight)

    def _show_row(self, found: CaseFile) -> None:
        clear(self._row)
        for place, (heading, text) in enumerate(found.row):
            self._row.addWidget(words(heading, "muted"), place, 0)
            self._row.addWidget(words(text or "–"), place, 1)
        on = found.tracker_on
        self._tracked.setText(f"✓ The tracker was updated on {short(on)}." if on else "")
        self._tracked.setVisible(bool(on))

    def _want_receipt(self) -> None:
        self._trouble = self._receipt_trouble
        self.receipt_wanted.emit(self._on.text(), self._reference.text(), self._by.text())

    def _want_tracker(self) -> None:
        self._trouble = self._tracker_trouble
        self.tracker_wanted.emit(self._tracked_on.text())

    def _copy_one(self, section: PlainSection) -> None:
        """The list is built anew after it: the focus goes to where the next step is."""
        self._copy.setFocus()
        self.copy_wanted.emit(section)

    def _copy_next(self) -> None:
        if self._next:
            self.copy_wanted.emit(self._next)


def _look(one: PlainSection, following: PlainSection | None) -> str:
    if one.copied:
        return "good"
    return "label" if one is following else ""


def _in_words(one: Receipt, last: int) -> str:
    older = "" if one.version == last else " A later version has been signed since."
    return (
        f"✓ Version {one.version}.0: {one.reference}, uploaded on {short(one.on)} by {one.by}."
        f"{older}"
    )
