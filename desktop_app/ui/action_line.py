"""The line in which an action is typed, and under it what was understood, before Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop_app.records.meeting import Row
from desktop_app.services.quick_action import Action, Offer, offered
from desktop_app.ui.actions_so_far import Action as Shown
from desktop_app.ui.as_kept import show_as_kept
from desktop_app.ui.pieces import stacked, words

Read = Callable[[str], Action]
People = Callable[[], Sequence[str]]
_MOST_NAMES = 6  # that are shown at once


class _Line(QLineEdit):
    """Enter takes the action in; Esc goes back to the text and keeps what was typed.

    Down and Up put in the next person of those who may be meant.
    """

    left = Signal()
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        show_as_kept(self)
        self.setPlaceholderText("@who  what  +2w")
        self.setAccessibleName("New action")
        self.setAccessibleDescription(
            "Type @name, what is to be done, and by when, then Enter. Down chooses a person."
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            self.turned.emit(steps[key])
        else:
            super().keyPressEvent(event)


class ActionLine(QWidget):
    """`typed` carries the line, `left` gives the focus back; `grew` while it is typed in."""

    typed = Signal(str)
    left = Signal()
    grew = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read: Read = Action
        self._people: People = tuple
        self._choice: tuple[Offer, int] | None = None  # whom Down put in, and who else may be meant
        self._line = _Line()
        self._seen = Shown()
        self._asks = words("", "alert")
        self._names = words("", "muted")
        self._line.returnPressed.connect(self._enter)
        self._line.left.connect(self.left)
        self._line.turned.connect(self._turn)
        self._line.textEdited.connect(self._forget_choice)
        self._line.textChanged.connect(self._follow)
        self._line.cursorPositionChanged.connect(self._follow)
        self.setLayout(stacked(self._line, self._seen, self._asks, self._names, gap=4))
        self.setFocusProxy(self._line)
        self._follow()

    def use(self, read: Read, people: People) -> None:
        """How a line is understood, and who may be meant."""
        self._read, self._people = read, people

    def _enter(self) -> None:
        line = self._line.text().strip()
        self._line.clear()
        if line:
            self.typed.emit(line)
        else:
            self.left.emit()

    def _follow(self) -> None:
        line = self._line.text()
        read = self._read(line.strip())
        self._seen.say(Row("", read.values))
        self._seen.setVisible(bool(line.strip()))
        self._say(self._asks, doubts(read))
        offer = offered(line, self._line.cursorPosition(), self._people())
        names = offer.names if offer and offer.start == offer.end else ()  # else it is asked which
        self._say(self._names, f"Down chooses: {_in_short(names)}." if names else "")

    def _say(self, label: QLabel, said: str) -> None:
        label.setText(said)
        label.setVisible(bool(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._line.hasFocus():
            self.grew.emit()

    def _forget_choice(self) -> None:
        self._choice = None

    def _turn(self, step: int) -> None:
        """The name that is put in is chosen among the same people until something is typed."""
        line = self._line.text()
        if self._choice:
            offer, at = self._choice
            at = (at + step) % len(offer.names)
        else:
            found = offered(line, self._line.cursorPosition(), self._people())
            if not found:
                return
            offer, at = found, 0 if step > 0 else len(found.names) - 1
        name, rest = offer.names[at], line[offer.end :]
        end = offer.start + len(name)
        self._choice = (Offer(offer.start, end, offer.names), at)
        self._line.setText(f"{line[: offer.start]}{name}{rest or ' '}")
        self._line.setCursorPosition(end + 1)


def doubts(read: Action) -> str:
    """What is settled later, unless it is settled here."""
    asked = [
        f"Which {one.words}: {_in_short(one.could_be, 'or')}? Down chooses; Enter leaves it open."
        for one in read.owners
        if one.could_be
    ]
    if read.unread:
        asked.append(f"“{read.unread}” is no day that can be read: it stays in the words.")
    return "\n".join(asked)


def _in_short(names: Sequence[str], last: str = "") -> str:
    more = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])]
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}" if last else ", ".join(shown)
