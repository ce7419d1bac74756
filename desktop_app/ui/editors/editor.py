"""What every editor of a text answer offers, and what it may ask of its page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.forms.model import Column, Question
from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.ui.editors.spelling import MeetingWords
from desktop_app.ui.editors.undo import SectionUndo
from desktop_app.ui.theme import set_role


@dataclass(frozen=True)
class Room:
    """What editors may know of the meeting: terms, who is present, its day, undo, words.

    Without `words` no spelling is checked. `remark` is said after a question's hint.
    """

    terms: Callable[[Question | Column], Sequence[str]]
    people: Callable[[], list[str]]
    day: Callable[[], date]
    undo: SectionUndo
    read_only: bool = False
    words: MeetingWords | None = None
    remark: Callable[[Question], str] | None = None


class Editor(QWidget):
    """`edited` says that the answer changed; `told` carries a sentence for the chair."""

    edited = Signal()
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row_stands: Callable[[], bool] = lambda: True

    def stands(self) -> bool:
        """Not in a row that is gone."""
        return self._row_stands()

    def stand_in(self, row_stands: Callable[[], bool]) -> None:
        """A row, which says so of itself."""
        self._row_stands = row_stands

    def value(self) -> str:
        raise NotImplementedError

    def show_value(self, text: str) -> None:
        """Puts in what was stored; emits nothing."""
        raise NotImplementedError

    def input_widget(self) -> QWidget:
        """What takes the focus and carries the question's name."""
        raise NotImplementedError

    def caret(self, within: QWidget) -> tuple[int, int]:
        """Where it stands in the answer, and where what is selected begins; of terms, which.

        `within` is the widget that has the focus, or had it when another page came.
        """
        raise NotImplementedError

    def put_caret(self, at: int, since: int) -> None:
        """The focus with it, there or as near as the answer goes."""
        raise NotImplementedError

    def name(self, label: str, description: str) -> None:
        """What a screen reader says of it."""
        widget = self.input_widget()
        widget.setAccessibleName(label)
        widget.setAccessibleDescription(description)


def not_listed() -> QLabel:
    """Said of a choice that is none of its terms; hidden until then."""
    label = QLabel("Not one of the choices: kept as typed")
    set_role(label, "alert")
    label.hide()
    return label


def too_long(length: int, there: int) -> str:
    """The sentence for a paste that does not fit beside the characters that are there."""
    beside = f" beside the {there:,} that are there" if there else ""
    return (
        f"That text has {length:,} characters. It does not fit{beside}: an answer holds "
        f"{LONGEST_ANSWER:,}. Nothing was put in, and your clipboard still has it. "
        "Paste it in parts."
    )


def full_up() -> str:
    """The sentence for a key that no longer fits."""
    return f"This answer is full: it holds {LONGEST_ANSWER:,} characters. The key was not put in."
