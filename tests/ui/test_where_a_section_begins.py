"""Entering a section by any way puts the caret where one types or chooses, never on a button."""

from collections.abc import Callable

import pytest
from meeting_room import record
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from section_states import FORMS, HERE, KEY, opened, press

from desktop_app.forms.model import Form
from desktop_app.records.meeting import Record, Row
from desktop_app.ui.meeting_page import MeetingPage

CTRL = Qt.KeyboardModifier.ControlModifier


def with_people_and_actions(form: Form) -> Record:
    """As a meeting is started from the one before."""
    begun = record(form.key)
    people = tuple(Row(f"p{n}", {"name": f"Priya {n}", "relation": "Aunt"}) for n in range(3))
    earlier = {"text": "Write to school", "owner": "Priya 1", "origin": "m0", "target": "3 May"}
    return Record(
        begun.meeting, begun.child, begun.answers, {}, people, people[:0], (Row("c1", earlier),)
    )


def by_next(page: MeetingPage, place: int) -> None:
    page.go_to(max(place - 1, 0))
    page.sections.current.take_focus()
    press(KEY.Key_PageDown, CTRL)


def by_back(page: MeetingPage, place: int) -> None:
    page.go_to(min(place + 1, len(page.sections.all) - 1))
    page.sections.current.take_focus()
    press(KEY.Key_PageUp, CTRL)


def by_rail(page: MeetingPage, place: int) -> None:
    page.sections.current.take_focus()
    press(KEY.Key_G, CTRL)
    for digit in str(place + 1):
        press(getattr(KEY, f"Key_{digit}"))
    press(KEY.Key_Return)


WAYS: list[Callable[[MeetingPage, int], None]] = [by_next, by_back, by_rail]


@pytest.mark.parametrize("way", WAYS, ids=["next", "back", "rail"])
@pytest.mark.parametrize("start", [lambda form: record(form.key), with_people_and_actions])
@pytest.mark.parametrize("form", FORMS)
def test_the_caret_is_where_one_types_or_chooses(
    qtbot: QtBot,
    form: str,
    start: Callable[[Form], Record],
    way: Callable[[MeetingPage, int], None],
):
    page = opened(form, start(HERE.library.forms[form]))
    qtbot.addWidget(page)
    for place in range(len(page.sections.all)):
        way(page, place)  # at the ends there is no further: the caret is where it was
        place = page.sections.place
        here = QApplication.focusWidget()
        section = page.sections.all[place].key
        assert here, section
        assert page.sections.current.isAncestorOf(here), section
        assert not isinstance(here, QPushButton | QToolButton), f"{section}: {here.text()}"
        assert isinstance(here, QAbstractButton) or not here.property("readOnly"), section
