"""One screen at a time, what may lie over it for a while, and the lock in front of all."""

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid


class Layers(QStackedWidget):
    """What is left is let go, with everything it showed; what is covered stays as it is.

    Behind a lock screens may still come and go: an answer that was on its way brings one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock: QWidget | None = None
        self._had_focus: QWidget | None = None  # before the lock

    def show_alone(self, page: QWidget) -> None:
        """In the place of all that is there."""
        for other in self._pages():
            self.removeWidget(other)
            other.deleteLater()
        self.cover(page)

    def cover(self, page: QWidget) -> None:
        """Over what is in sight, which is kept beneath with its caret."""
        self.insertWidget(len(self._pages()), page)
        if not self._lock:
            self.setCurrentWidget(page)

    def uncover(self, page: QWidget) -> None:
        """What lay beneath comes into sight again."""
        if not self._lock:
            self.setCurrentIndex(self.indexOf(page) - 1)  # first: its focus comes back with it
        self.removeWidget(page)
        page.deleteLater()

    def lock(self, page: QWidget) -> None:
        """Nothing else is in sight until it is taken off."""
        self._lock, self._had_focus = page, QApplication.focusWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)

    def unlock(self) -> None:
        """What lies behind the lock comes into sight as it was, with the caret where it was."""
        page, self._lock = self._lock, None
        if page:
            self.uncover(page)
        if self._had_focus and isValid(self._had_focus) and self.isAncestorOf(self._had_focus):
            self._had_focus.setFocus()

    def keep_lock_alone(self) -> None:
        """What lies behind it is let go; it is a screen like any other."""
        for other in self._pages():
            self.removeWidget(other)
            other.deleteLater()
        self._lock = None

    def _pages(self) -> list[QWidget]:
        """But for the lock, the one in front last."""
        every = (self.widget(place) for place in range(self.count()))
        return [page for page in every if page and page is not self._lock]
