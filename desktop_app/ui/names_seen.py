"""Where initials stand for the child's name in actions, shown only when the chair asks to see."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.services.names_in_actions import Found
from desktop_app.ui.pieces import button, clear, stacked, words

_SHOW, _HIDE = "Show these words", "Hide these words"
_TICKED = "Where ticked, the initials stand instead. Untick what does not mean the child."


class NamesSeen(QWidget):
    """`chosen` says that a word now gives way, or stands again."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[Found, bool] = {}
        self._shown: dict[Found, int] = {}
        self._about = words("", "muted")
        self._open = button(_SHOW, self._turn, "quiet")
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(4)
        self._list = QWidget()
        self._list.setLayout(stacked(words(_TICKED, "muted"), self._boxes, gap=4))
        self._list.hide()
        self.setLayout(stacked(self._about, self._open, self._list, gap=4))

    @property
    def choices(self) -> Mapping[Found, bool]:
        return self._choices

    def forget(self) -> None:
        """For the next time the page is opened."""
        self._choices.clear()
        self._list.hide()
        self._open.setText(_SHOW)

    def show_found(self, found: Mapping[Found, int]) -> None:
        """How many times each stands in the actions; nothing where none does."""
        self.setVisible(bool(found))
        if found != self._shown:
            self._shown = dict(found)
            clear(self._boxes)
            for one, times in found.items():
                self._boxes.addWidget(self._box(one, times))
        self._tell()

    def _box(self, found: Found, times: int) -> QCheckBox:
        often = "once" if times == 1 else f"{times} times"
        where = "" if found.is_sure else ", perhaps another word"
        box = QCheckBox(f"“{found.words}”, {often}{where}".replace("&", "&&"))
        box.setChecked(self._gives_way(found))
        box.toggled.connect(lambda: self._choose(found, box))
        return box

    def _gives_way(self, found: Found) -> bool:
        return self._choices.get(found, found.is_sure)

    def _choose(self, found: Found, box: QCheckBox) -> None:
        self._choices[found] = box.isChecked()
        self._tell()
        self.chosen.emit()

    def _tell(self) -> None:
        gone = sum(times for one, times in self._shown.items() if self._gives_way(one))
        left = sum(self._shown.values()) - gone
        said = [f"Initials stand for the child’s name {_times(gone)}."] if gone else []
        if left:
            said.append(f"What is, or may be, the child’s name is let stand {_times(left)}.")
        self._about.setText(" ".join(said))

    def _turn(self) -> None:
        opened = self._list.isHidden()
        self._list.setVisible(opened)
        self._open.setText(_HIDE if opened else _SHOW)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
