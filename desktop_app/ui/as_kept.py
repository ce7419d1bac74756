"""What is typed or pasted into a line shows at once as it will be kept."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit

from desktop_app.records.text import one_line


class AsKept(QValidator):
    """Signs in place of what cannot stand, before anybody hears of the text; the caret moves along.

    Places are as Qt counts.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line

    def validate(self, text: str, at: int) -> object:
        kept = one_line(text)
        if kept == text:
            return QValidator.State.Acceptable, text, at
        if _length(kept) > self._line.maxLength():
            return QValidator.State.Invalid, text, at
        return QValidator.State.Acceptable, kept, _length(one_line(_first(text, at)))


def show_as_kept(line: QLineEdit) -> None:
    """From now on."""
    line.setValidator(AsKept(line))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _first(text: str, count: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode(
        "utf-16-le", "surrogatepass"
    )
