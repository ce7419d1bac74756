"""On a child's page: another child has the same case number, side by side, and what can be done."""

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.records.meeting import Child, MeetingLine
from desktop_app.services.case_numbers import AboutNumber, Double
from desktop_app.ui.flow import Flow
from desktop_app.ui.meeting_entries import ChildMeeting
from desktop_app.ui.pieces import button, card, clear, in_a_row, stacked, words
from desktop_app.ui.sure import Sure

_MOST = 4  # meetings in sight of each
_JOINED = (
    "Every meeting of both then stands under one child, and the details of both; where they say "
    "otherwise, those of the record that was kept first stay. It can be undone on the child’s page."
)


class OneNumber(QWidget):
    """Hidden while the number is this child's alone.

    `join_wanted` and `child_wanted` carry the other child's id; `number_wanted` asks for the field.
    """

    join_wanted = Signal(str)
    undo_wanted = Signal()
    child_wanted = Signal(str)
    number_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._content = QVBoxLayout(self)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.setSpacing(16)
        self.hide()

    def show_about(self, about: AboutNumber, names: Mapping[str, str]) -> None:
        """`names` of the forms by key."""
        clear(self._content)
        for double in about.doubles:
            self._content.addWidget(self._double(about, double, names))
        if about.typed and not about.doubles:
            self._content.addWidget(card(stacked(words(_free_again(about.typed)))))
        if about.joined:
            undo = button("Undo the joining", self.undo_wanted.emit)
            self._content.addWidget(card(stacked(words(about.joined), in_a_row(undo, None))))
        self.setVisible(bool(about.doubles or about.typed or about.joined))

    def _double(self, about: AboutNumber, double: Double, names: Mapping[str, str]) -> QWidget:
        heading = words(double.because, "alert")
        this = _side("This child", about.child, about.lines, names)
        that = _side("The other", double.child, double.lines, names)
        sides = in_a_row(this, that, gap=24)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        lines = [heading, sides]
        if double.why_not:
            lines.append(words(f"{double.why_not} {double.to_do}"))
        else:
            lines += [words(_agree(double)), self._joining(double)]
        return card(stacked(*lines, self._ways(double), gap=12), margin=16)

    def _joining(self, double: Double) -> Sure:
        sure = Sure(
            "Join the two…",
            _JOINED,
            "Both are records of one child",
            "Join them now",
            double.child.name,
        )
        sure.wanted.connect(partial(self.join_wanted.emit, double.child.id))
        return sure

    def _ways(self, double: Double) -> Flow:
        ways = Flow()
        correct = button("Correct the number of this child", self.number_wanted.emit)
        opens = partial(self.child_wanted.emit, double.child.id)
        ways.addWidget(correct)
        ways.addWidget(button("Open the other", opens))
        return ways


def _free_again(typed: str) -> str:
    return (
        f"The case number {typed} was typed for this child when another had it. It is free now: "
        "save this page, and it is this child’s."
    )


def _agree(double: Double) -> str:
    said = "Name and date of birth agree."
    if not double.differ:
        return said
    listed = "; ".join(f"{label}: “{this}”, “{that}”" for label, this, that in double.differ)
    return f"{said} They differ in this (this child’s first): {listed}."


def _side(
    title: str, child: Child, lines: tuple[MeetingLine, ...], names: Mapping[str, str]
) -> QWidget:
    side = QWidget()
    said = [words(title, "muted"), words(child.name or child.initials, "label")]
    said += [words(line) for line in _about(child, lines, names)]
    layout = stacked(*said, gap=4)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    side.setLayout(layout)
    return side


def _about(child: Child, lines: tuple[MeetingLine, ...], names: Mapping[str, str]) -> Iterator[str]:
    yield f"Case number {child.case_number}" if child.case_number else "No case number"
    born = child.details.get("date_of_birth", "").strip()
    yield f"Born {born}" if born else "No date of birth here"
    if not lines:
        yield "No meetings here"
    for line in lines[:_MOST]:
        entry = ChildMeeting(line, names)
        yield f"{entry.title}, {entry.under}"
    if len(lines) > _MOST:
        yield f"and {len(lines) - _MOST} more"
