"""The few small widgets that every screen is made of."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.ui.announce import announce
from desktop_app.ui.step import Step
from desktop_app.ui.theme import WAITING, set_role, set_waiting, text_scale

COLUMN = 760  # pixels at 100%: no line of questions is longer
GREYED_AFTER = 300  # milliseconds: most answers come sooner, and nothing should flicker


def words(text: str, role: str = "") -> QLabel:
    """Wrapped text; roles: title, label, muted, alert, good."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if role:
        set_role(label, role)
    return label


class _Rich(QLabel):
    """Remembers its heights: a layout asks often, and each answer lays the text out anew.

    Its text stays as it was made.
    """

    def __init__(self, html: str) -> None:
        super().__init__(html)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)


def rich(html: str) -> QLabel:
    """Wrapped text of our own with bold words and lists; what was typed must be escaped."""
    return _Rich(html)


class _StepButton(QPushButton):
    """Pressed again before its step has come to an end, it does nothing.

    It looks so if that lasts; it keeps the focus, which what comes next may go by.
    """

    def __init__(self, text: str, act: Callable[[], object]) -> None:
        super().__init__(text)
        self._step = Step(self._end)
        self.clicked.connect(lambda: self._take(act))

    def _take(self, act: Callable[[], object]) -> None:
        self._step.take(act)
        if isValid(self) and self._step.is_under_way:
            QTimer.singleShot(GREYED_AFTER, self, self._grey)

    def _grey(self) -> None:
        if self._step.is_under_way and not self.property(WAITING):
            set_waiting(self, waiting=True)
            announce(self, "One moment…")

    def _end(self) -> None:
        if isValid(self):
            set_waiting(self, waiting=False)


class _Link(_StepButton):
    """Words of a form, however long: where it gets narrow they stand on several lines."""

    def __init__(self, text: str, act: Callable[[], object]) -> None:
        super().__init__(text, act)
        self._words = text.split()
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """As wide as one line, and as high as they stand now."""
        return QSize(self._wide(" ".join(self._words)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max(map(self._wide, self._words)), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = [self._words[0]]
        for word in self._words[1:]:
            longer = f"{lines[-1]} {word}"
            if self._wide(longer) <= self.width():
                lines[-1] = longer
            else:
                lines.append(word)
        if (text := "\n".join(lines)) != self.text():
            self.setText(text)

    def _wide(self, line: str) -> int:
        beside = super().sizeHint().width() - self._widest(self.text().split("\n"))
        return self._widest([line]) + beside

    def _widest(self, lines: Iterable[str]) -> int:
        return max(self.fontMetrics().size(0, line).width() for line in lines)


def button(text: str, act: Callable[[], object], role: str = "") -> QPushButton:
    """`role` is primary for the one main step of a screen, quiet for side ways."""
    return _made(_StepButton(text, act), role)


def link(text: str, act: Callable[[], object]) -> QPushButton:
    """A button with words of a form, which may be long."""
    return _made(_Link(text, act), "")


def _made(made: QPushButton, role: str) -> QPushButton:
    made.setAutoDefault(True)  # Enter presses it where it has the focus, as Space does
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if role:
        set_role(made, role)
    return made


def stacked(*parts: QWidget | QLayout, gap: int = 8) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    _fill(layout, parts)
    return layout


def in_a_row(*parts: QWidget | QLayout | None, gap: int = 8) -> QHBoxLayout:
    """None stands for the stretch between what keeps left and what keeps right."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            _fill(layout, (part,))
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout, ...]) -> None:
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def card(layout: QLayout, role: str = "card", margin: int = 12) -> QFrame:
    frame = QFrame()
    set_role(frame, role)
    layout.setContentsMargins(margin, margin, margin, margin)
    frame.setLayout(layout)
    return frame


def into_sight(*widgets: QWidget) -> None:
    """Scrolls the page that they are on once they are laid out; the last one goes before."""
    page = widgets[0].parentWidget()
    while page and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    if page:
        for widget in widgets:
            QTimer.singleShot(0, widget, partial(page.ensureWidgetVisible, widget))


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


def in_eights(digits: str) -> str:
    """A long row of digits with places where its line can break."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))


class Column(QScrollArea):
    """A page: one scrolling column, at most `widest` pixels at 100% and growing with the text."""

    def __init__(self, widest: int = COLUMN) -> None:
        super().__init__()
        self._widest = widest
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._fit()
        self.content = QVBoxLayout(self._inner)
        self.content.setContentsMargins(16, 16, 16, 24)
        self.content.setSpacing(16)
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inner, 1000)
        row.addStretch(1)
        self.setWidget(page)

    def _fit(self) -> None:
        self._inner.setMaximumWidth(round(self._widest * text_scale(self)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def end(self) -> None:
        """Keeps what was added at the top."""
        self.content.addStretch(1)
