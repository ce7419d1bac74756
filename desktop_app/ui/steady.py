"""What is being typed into never moves: while the page around it changes, it scrolls along."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

_Kind = QEvent.Type
_DEEPEST = 8  # layouts in one another, from a cell to the page: each asks the next one out


def is_typed_in(page: QWidget, last_focus: QWidget | None) -> bool:
    """Whether the caret is in a box of text there, be it that the window is not in front."""
    focus = QApplication.focusWidget() or last_focus
    if focus is None or not isValid(focus) or not page.isAncestorOf(focus):
        return False
    return isinstance(focus, QLineEdit | QPlainTextEdit) and not focus.isReadOnly()


def show_in_place(part: QWidget, *, shown: bool, appear: bool) -> None:
    """Where it goes before it may `appear`, its room stays until the caret has moved on."""
    policy = part.sizePolicy()
    there = policy.retainSizeWhenHidden() or not part.isHidden()
    policy.setRetainSizeWhenHidden(there and not appear)
    part.setSizePolicy(policy)
    part.setVisible(shown)


def lay_out() -> None:
    """Now, not before the next paint: what has just come in has its place then."""
    for _ in range(_DEEPEST):
        QCoreApplication.sendPostedEvents(None, _Kind.LayoutRequest.value)


class Steady(QObject):
    """Holds one widget of a page at its height in the window.

    Where scrolling does not reach, the page gets an empty band above or below, which goes again
    as soon as it is out of sight. `content` ends with a stretch. `moved_on` says that another
    widget of the page has the focus, for those that let it `follow_focus`.
    """

    moved_on = Signal()

    def __init__(self, page: QScrollArea, content: QVBoxLayout) -> None:
        super().__init__(page)
        self._page = page
        self._content = content
        self._margins = content.contentsMargins()
        self._above = self._below = 0
        self.held: QWidget | None = None
        self._y: int | None = None  # until it is shown
        self._is_seen = False  # not scrolled away from, there
        self._is_at_it = self._is_shorter = False
        self._bar = page.verticalScrollBar()
        page.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or all moves aside
        self._bar.setEnabled(False)  # the sheet shows it only while it can be moved
        self._bar.valueChanged.connect(self._scrolled)
        self._bar.rangeChanged.connect(self._range_changed)
        self._around: list[QWidget] = []  # what holds it in turn: all of them may move
        page.installEventFilter(self)

    def hold(self, widget: QWidget) -> None:
        """From now on this one, where it is now."""
        if widget is not self.held:
            self._watch(widget)
        self.held = widget
        self._note_y()
        self._trim()

    def follow_focus(self) -> None:
        """Holds whatever in the page has the focus."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new and new is not self.held and self._page.isAncestorOf(new):
            self.hold(new)
            self.moved_on.emit()

    def start_anew(self) -> None:
        """Holds nothing; out of sight the page has no band."""
        self._watch(None)
        self.held = None
        self._make_bands(0, 0)

    def _watch(self, widget: QWidget | None) -> None:
        for one in self._around:
            if isValid(one):
                one.removeEventFilter(self)
        self._around.clear()
        around = widget.parentWidget() if widget else None
        while around is not None and around is not self._page.widget():  # which scrolling moves
            self._around.append(around)
            around = around.parentWidget()
        if widget:
            self._around.append(widget.window())
        for one in self._around:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (_Kind.LayoutRequest, _Kind.UpdateRequest):  # laid out; about to be painted
            self._settle()
        elif kind in (_Kind.Move, _Kind.Resize):  # perhaps in the midst of being laid out
            self._keep()
            if watched is self._page and kind == _Kind.Resize and self._is_seen:
                QTimer.singleShot(0, self, self._uncover)
        elif kind == _Kind.Show:
            self._y = None  # what it had while nobody saw it says nothing
            QTimer.singleShot(0, self, self._note_y)
        return False

    def _moved(self) -> int:
        """How much lower it is than it should be."""
        held, y = self.held, self._y
        if y is None or held is None or not isValid(held) or not held.isVisible():
            return 0
        return _height_of(held) - y

    def _note_y(self) -> None:
        held = self.held
        if held is None or not isValid(held) or not held.isVisible():
            self._y, self._is_seen = None, False
        else:
            self._y, self._is_seen = _height_of(held), not held.visibleRegion().isEmpty()

    def _scrolled(self) -> None:
        """By the chair, or to bring something into sight: that is where it is from now on."""
        if self._is_shorter:
            self._is_shorter = False
            self._keep()
        elif not self._is_at_it:
            self._note_y()
            self._trim()

    def _range_changed(self, _least: int, most: int) -> None:
        """Of a page that is shorter now, Qt scrolls back next."""
        self._bar.setEnabled(most > 0)
        self._is_shorter = self._bar.value() > most
        self._keep()

    def _keep(self) -> None:
        """As far as scrolling goes, and at once."""
        if self._is_at_it or not (moved := self._moved()):
            return
        if self._is_seen:
            self._is_at_it = True
            self._bar.setValue(self._bar.value() + moved)
            self._is_at_it = False
        else:
            self._note_y()

    def _settle(self) -> None:
        """With a band where the page does not reach: never while it is being laid out."""
        if self._is_at_it or not self._moved():
            return
        lay_out()
        self._keep()
        if missing := self._moved():
            below = self._below + missing + self._unused() if missing > 0 else self._below
            self._make_bands(self._above + max(0, -missing), below)
            lay_out()
            self._keep()
            QTimer.singleShot(0, self, self._trim)

    def _unused(self) -> int:
        """What the page has free at its end is no band yet."""
        last = self._content.itemAt(self._content.count() - 1)
        return last.geometry().height() if last else 0

    def _uncover(self) -> None:
        """Of a page with less room than before, the caret may be below its edge."""
        held, inside = self.held, self._page.widget()
        if held and inside and isValid(held) and held.isVisible():
            line = held.cursorRect() if isinstance(held, QPlainTextEdit) else held.rect()
            top, bottom = (held.mapTo(inside, at) for at in (line.topLeft(), line.bottomLeft()))
            self._page.ensureVisible(0, bottom.y(), 0, 4)
            self._page.ensureVisible(0, top.y(), 0, 4)
        self._trim()

    def _trim(self) -> None:
        """What of the bands is out of sight is not needed any more."""
        value, free = self._bar.value(), self._bar.maximum() - self._bar.value()
        above, below = max(0, self._above - value), max(0, self._below - free)
        if (above, below) != (self._above, self._below):
            self._make_bands(above, below)
            lay_out()

    def _make_bands(self, above: int, below: int) -> None:
        most = self._page.viewport().height()
        self._above, self._below = min(above, most), min(below, most)
        around = self._margins
        top, bottom = around.top() + self._above, around.bottom() + self._below
        self._content.setContentsMargins(around.left(), top, around.right(), bottom)


def _height_of(widget: QWidget) -> int:
    """In its window."""
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()
