"""Entering a section, by whatever way: the caret is at something to type or to choose."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from meeting_room import record
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from section_states import CTRL, FORMS, KEY, close_lists, kept, left_out_tick, opened, press

from desktop_app.records.meeting import Record, Row
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.rail import Rail

WORDS = "Ben Oyelaran"


def begun(form: str) -> Record:
    """As a meeting is started from the one before: with its people and its actions."""
    new = record(form)
    people = tuple(Row(f"p{n}", {"name": f"Priya {n}", "relation": "Aunt"}) for n in range(3))
    earlier = {"text": "Write to school", "owner": "Priya 1", "origin": "m0", "target": "3 May"}
    return replace(new, attendance=people, carried=(Row("c1", earlier),))


def by_step(page: MeetingPage, place: int) -> None:
    """From the one beside it."""
    if place:
        page.go_to(place - 1)
        press(KEY.Key_PageDown, CTRL)
    else:
        page.go_to(1)
        press(KEY.Key_PageUp, CTRL)


def by_the_list(page: MeetingPage, place: int) -> None:
    press(KEY.Key_G, CTRL)
    rail = QApplication.focusWidget()
    assert isinstance(rail, Rail)
    QTest.keyClick(rail, KEY.Key_Home)
    for _ in range(place):
        QTest.keyClick(rail, KEY.Key_Down)
    QTest.keyClick(rail, KEY.Key_Return)


def by_a_click(page: MeetingPage, place: int) -> None:
    rail = page.findChild(Rail)
    assert isinstance(rail, QListWidget)
    item = rail.item(place)
    rail.scrollToItem(item)
    at = rail.visualItemRect(item).center()
    QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=at)


WAYS: tuple[Callable[[MeetingPage, int], None], ...] = (by_step, by_the_list, by_a_click)


def takes_words(page: MeetingPage) -> bool:
    """As text or as a choice; “Not discussed” is neither."""
    focus = QApplication.focusWidget()
    if focus is None or not page.sections.current.isAncestorOf(focus):
        return False
    if isinstance(focus, QLineEdit | QPlainTextEdit):
        return not focus.isReadOnly()
    return isinstance(focus, QRadioButton | QCheckBox) and focus is not left_out_tick(page)


def buttons(page: MeetingPage) -> list[QWidget]:
    """Among them the tick, and what steps on, adds, removes or shows more."""
    here = page.sections.current.findChildren(QPushButton)
    tick = left_out_tick(page)
    return [one for one in (*here, *([tick] if tick else [])) if one.isVisible()]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("start", [record, begun])
@pytest.mark.parametrize("way", WAYS)
def test_the_caret_is_where_words_or_a_choice_go(
    qtbot: QtBot,
    way: Callable[[MeetingPage, int], None],
    start: Callable[[str], Record],
    form: str,
):
    page = opened(form, start(form))
    qtbot.addWidget(page)
    for place, section in enumerate(page.sections.all):
        way(page, place)
        QApplication.processEvents()
        assert page.sections.place == place
        assert takes_words(page), (section.key, QApplication.focusWidget())


@pytest.mark.parametrize("form", FORMS)
def test_nobody_comes_back_to_a_button_or_to_the_tick(qtbot: QtBot, form: str):
    page = opened(form)
    qtbot.addWidget(page)
    for place, section in enumerate(page.sections.all):
        page.go_to(place)
        QApplication.processEvents()
        for button in buttons(page):
            button.setFocus()
            by_step(page, place)
            assert takes_words(page), (section.key, button)


@pytest.mark.parametrize("form", FORMS)
def test_nobody_comes_back_from_elsewhere_to_the_tick(qtbot: QtBot, form: str):
    page = opened(form)
    qtbot.addWidget(page)
    for place, section in enumerate(page.sections.all):
        page.activateWindow()
        QApplication.processEvents()
        page.go_to(place)
        if tick := left_out_tick(page):
            tick.setFocus()
            again = opened(form, page.meeting.record)
            qtbot.addWidget(again)
            assert again.sections.all[again.sections.place].key == section.key
            assert takes_words(again), section.key


@pytest.mark.parametrize("form", FORMS)
def test_a_chair_who_types_on_from_the_tick_of_the_section_before_is_heard(qtbot: QtBot, form: str):
    page = opened(form)
    qtbot.addWidget(page)
    for place in range(1, len(page.sections.all)):
        page.go_to(place - 1)
        if tick := left_out_tick(page):
            tick.setFocus()
        press(KEY.Key_PageDown, CTRL)
        focus = QApplication.focusWidget()
        assert focus
        QTest.keyClicks(focus, WORDS)
        close_lists(focus)
        assert not any(key.startswith("not_discussed.") for key in kept(page))
        if isinstance(focus, QPlainTextEdit):
            assert WORDS in focus.toPlainText()
