"""The minutes, entry by entry, row by row, line by line: what copies leave out, and why."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.forms.marks import reasons
from desktop_app.records.copies import Place, Spot
from desktop_app.records.numbers import whole_number
from desktop_app.ui.announce import announce
from desktop_app.ui.find_field import FindField
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, card, in_a_row, stacked, words
from desktop_app.ui.row_list import Heading, RowList
from desktop_app.ui.theme import text_scale

_ABOUT = (
    "Go to a question, a row or a paragraph with the arrow keys and press the number of the reason "
    "why copies leave it out; 0 lets it stand. The minutes themselves stay as they are."
)
_UNTIL_SIGNED = (
    "The marks stay until this correction is signed: the signed minutes still hold those words. "
    "Until then"
)
_BESIDE = 260  # pixels at 100%: the words in hand, and the reasons under them


class _Line:
    """A place as a row of the list; rows and paragraphs stand under their question."""

    def __init__(self, key: str, spot: Spot, why: str) -> None:
        self.key = key
        self.spot = spot
        self.step = why
        said = _on_one_line(spot)
        named = f"{spot.name}: {said}" if spot.name else said
        self.title = spot.about if spot.place.is_whole else f"    {named}"
        kind = "Paragraph" if spot.place.line >= 0 else "Row"
        self.under = said if spot.place.is_whole else f"    {kind} of “{spot.about}”"

    @property
    def haystack(self) -> str:
        return f"{self.spot.section} {self.title} {self.under} {self.step}".lower()


def _on_one_line(spot: Spot) -> str:
    """The cells of a row part from each other."""
    between = " · " if spot.place.row >= 0 else " "
    lines = (" ".join(line.split()) for line in spot.text.split("\n"))
    return between.join(line for line in lines if line)


class _List(RowList):
    """`numbered` carries the number that was pressed."""

    numbered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (number := whole_number(event.text())) is not None:
            self.numbered.emit(number)
        else:
            super().keyPressEvent(event)


class MarksPage(QWidget):
    """`mark_wanted` carries a Spot and the key of a reason, empty to let it stand."""

    mark_wanted = Signal(object, str)
    lost_taken_off = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, _Line] = {}
        self._all: list[_Line | Heading] = []
        self._entries: list[_Line | Heading] = []  # those in sight
        self._names = {one.key: one.name for one in reasons()}
        self._list = _List("What stands in the minutes")
        self._list.numbered.connect(self._number)
        self._find = FindField("Find in the minutes", "A name, a question, or a reason.")
        self._find.typed.connect(self._refresh)
        self._find.left.connect(self._go_to_list)
        self._find.entered.connect(self._go_to_list)
        self._none = words("Nothing in the minutes has all of these words.", "muted")
        self._list.selectionModel().currentChanged.connect(lambda: self._show_current())
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setAccessibleName("What stands there")
        self._words.setTabChangesFocus(True)
        self._alert = words("", "alert")
        self._take_off = button("Take those marks off", self.lost_taken_off.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        column = Column()
        title = words("Mark what is left out", "title")
        column.content.addLayout(stacked(title, words(_ABOUT, "muted"), gap=4))
        column.content.addLayout(stacked(self._alert, self._take_off))
        column.content.addLayout(stacked(self._find, self._none, self._list))
        column.end()
        steps = Flow()
        steps.addWidget(button("‹ Back  (Esc)", self.left.emit))
        for number, key in enumerate(("", *self._names)):
            said = self._names.get(key, "Let it stand")
            steps.addWidget(button(f"{number}  {said}", lambda n=number: self._number(n)))
        beside = stacked(self._words, steps)
        beside.setStretch(0, 1)
        self._beside = card(beside, "bar")
        self._fit()
        layout = in_a_row(column, self._beside, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _fit(self) -> None:
        """Beside the list, so that large letters too leave it the height of the page."""
        self._beside.setFixedWidth(round(_BESIDE * text_scale(self)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_spots(self, spots: Sequence[Spot], why: Mapping[Place, Sequence[str]]) -> None:
        """`why`: the keys of the reasons at each marked place."""
        entries: list[_Line | Heading] = []
        section = ""
        for number, spot in enumerate(spots):
            if spot.section and spot.section != section:
                section = spot.section
                entries.append(Heading(section))
            entries.append(_Line(str(number), spot, self._named(why, spot)))
        self._lines = {entry.key: entry for entry in entries if isinstance(entry, _Line)}
        self._all = entries
        self._find.set_text("")
        self._refresh()
        self._list.start()
        self._show_current()

    def _go_to_list(self) -> None:
        if self._entries:
            self._list.start()

    def _refresh(self) -> None:
        """Those that have what is typed, under their headings."""
        wanted = self._find.text().lower().split()
        shown: list[_Line | Heading] = []
        for entry in self._all:
            if isinstance(entry, Heading):
                if shown and isinstance(shown[-1], Heading):
                    shown.pop()
                shown.append(entry)
            elif all(word in entry.haystack for word in wanted):
                shown.append(entry)
        if shown and isinstance(shown[-1], Heading):
            shown.pop()
        self._entries = shown
        self._list.show_entries(shown)
        self._none.setVisible(bool(wanted) and not shown)
        self._show_current()

    def _named(self, why: Mapping[Place, Sequence[str]], spot: Spot) -> str:
        return ", ".join(self._names[key] for key in why.get(spot.place, ()))

    def follow(self, why: Mapping[Place, Sequence[str]]) -> None:
        """The same list with the marks as they are now."""
        for line in self._lines.values():
            line.step = self._named(why, line.spot)
        self._list.viewport().update()
        if line := self._current():
            announce(self._list, f"{line.title.strip()}: {line.step or 'stands in every copy'}")

    def show_lost(self, abouts: Sequence[str], *, to_go: bool) -> None:
        """Where words were marked that were changed since; none hides it.

        Unless some are `to_go`, the signed minutes still hold all of these words.
        """
        listed = "; ".join(dict.fromkeys(abouts))
        until = "Until then" if to_go else _UNTIL_SIGNED
        self._alert.setText(
            f"Words that were marked have been changed since, under: {listed}. Mark them again "
            f"where they still are to be left out. {until} no copy with parts left out is made."
        )
        self._alert.setVisible(bool(abouts))
        self._take_off.setVisible(bool(abouts) and to_go)

    def _current(self) -> _Line | None:
        row = self._list.currentIndex().row()
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        return entry if isinstance(entry, _Line) else None

    def _show_current(self) -> None:
        line = self._current()
        self._words.setPlainText(line.spot.text if line else "")

    def _number(self, number: int) -> None:
        keys = ["", *self._names]
        line = self._current()
        if line and number < len(keys):
            self.mark_wanted.emit(line.spot, keys[number])
        self._list.setFocus()
