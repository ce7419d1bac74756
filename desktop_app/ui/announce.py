"""Says a sentence to screen readers at once: for trouble and for what a key did."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not before the window

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
