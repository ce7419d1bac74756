"""The actions so far, beside the questions, as their rows say them."""

from PySide6.QtWidgets import QWidget

from desktop_app.records.meeting import Row
from desktop_app.ui.pieces import stacked, words


class Action(QWidget):
    """One of the actions so far, as its row says it."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._who_and_when = words(""), words("", "muted")
        self.setLayout(stacked(self._text, self._who_and_when))

    def say(self, row: Row) -> None:
        who = row.values.get("owner", "") or "nobody yet"
        when = row.values.get("target", "") or "no date yet"
        self._text.setText(row.values.get("text", ""))
        self._who_and_when.setText(f"{who}, {when}")


class Actions(QWidget):
    """The newest first. What did not change stays as it is: it is shown anew between two keys."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, Action] = {}  # by the row's id
        self._none = words("None yet. F9 adds one from wherever you are.", "muted")
        self._stack = stacked(self._none)
        self.setLayout(self._stack)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self._none.setVisible(not rows)
        for gone in self._shown.keys() - {row.id for row in rows}:
            self._let_go(self._shown.pop(gone))
        below: QWidget = self._none
        for row in rows:
            action = self._shown.get(row.id) or Action()
            self._shown[row.id] = action
            action.say(row)
            self._put_above(below, action)
            below = action

    def _put_above(self, below: QWidget, action: Action) -> None:
        """On the screen, and for a screen reader, which goes by the order of children."""
        place = self._stack.indexOf(action)
        if place < 0 or place != self._stack.indexOf(below) - 1:
            self._stack.removeWidget(action)
            self._stack.insertWidget(self._stack.indexOf(below), action)
            action.stackUnder(below)

    def _let_go(self, action: Action) -> None:
        action.hide()
        self._stack.removeWidget(action)
        action.deleteLater()
