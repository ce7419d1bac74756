"""Invented children and meetings for the lists, and what every screen must offer."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from desktop_app.assemble import Desk, now_here
from desktop_app.forms.library import load_library
from desktop_app.records.meeting import Child, Meeting, MeetingLine
from desktop_app.ui.child_page import ChildPage

NAMES = {"initial_ppm": "Initial PPM", "review_ppm": "Review PPM"}
_INPUTS = (QLineEdit, QPlainTextEdit, QAbstractButton, QListView)


def child(name: str = "Ann Pear", number: str = "100001") -> Child:
    return Child(f"child-{number}", {"child_name": name, "case_number": number})


def line(
    meeting_id: str,
    about: Child,
    held: str = "21/11/2026",
    form: str = "initial_ppm",
    signed: str = "",
    exported: str = "",
) -> MeetingLine:
    at = "2026-11-02T10:00:00+00:00"
    state = "signed" if signed else "draft"
    reference = f"PPM-{meeting_id.upper()}"
    meeting = Meeting(meeting_id, reference, about.id, form, state, at, at)
    return MeetingLine(meeting, about, held, signed, exported)


def nameless_inputs(page: QWidget) -> list[str]:
    """Inputs of which a screen reader could say nothing."""
    return [
        repr(widget)
        for widget in page.findChildren(QWidget)
        if isinstance(widget, _INPUTS)
        and widget.objectName() != "completions"
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def sentences(page: QWidget) -> str:
    """Every word in sight that is not typed into a box."""
    labels = (label for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    return "\n".join(label.text() for label in labels)


_W = TypeVar("_W", bound=QWidget)


def inside(page: QWidget, kind: type[_W]) -> _W:
    """The first of its kind on a page."""
    return page.findChildren(kind)[0]


def first_sent(caught: SignalBlocker) -> Any:  # noqa: ANN401 - a signal carries anything
    """What a signal carried."""
    assert caught.args
    return caught.args[0]


def press(page: QWidget, words: str) -> None:
    """Presses the button in sight whose text begins so."""
    buttons = (b for b in page.findChildren(QAbstractButton) if b.isVisibleTo(page))
    next(b for b in buttons if b.text().startswith(words)).click()


@contextmanager
def store_busy(desk: Desk) -> Iterator[None]:
    """Nothing that is asked of the store meanwhile is answered before the end."""
    free = Event()
    desk.ask(lambda _: free.wait())
    try:
        yield
    finally:
        free.set()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def box(page: QWidget, label: str) -> QLineEdit:
    """The line that a screen reader calls so."""
    return next(b for b in page.findChildren(QLineEdit) if b.accessibleName() == label)


def page_of(qtbot: QtBot, about: Child) -> ChildPage:
    """A child's page in a small window, with one draft."""
    page = ChildPage(load_library(), now_here)
    qtbot.addWidget(page)
    page.resize(683, 384)
    page.show_child(about, [line("draft", about)], NAMES)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.start()
    return page
