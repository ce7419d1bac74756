"""What is being typed into never moves, whatever comes, goes or grows around it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens_examples import box, child, page_of
from section_states import FORMS, KEY, boxes, opened, press, type_in

from desktop_app.forms.model import Condition
from desktop_app.records.brought import LAST_TIME
from desktop_app.records.disagreements import begun_at
from desktop_app.records.meeting import Row
from desktop_app.ui.meeting_page import MeetingPage

LONG = "\n".join(f"Line {n} of what was written before the meeting." for n in range(12))


def spot(widget: QWidget) -> tuple[int, int]:
    at = widget.mapTo(widget.window(), QPoint(0, 0))
    return at.x(), at.y()


# what can change in a section while one types


def met(condition: Condition) -> str:
    """A word that makes it true."""
    if condition.is_ is not None:
        return condition.is_
    if condition.any_of:
        return condition.any_of[0]
    return "99" if condition.over is not None else "something"


def conditions_are_met(page: MeetingPage) -> None:
    for question in page.sections.current.section.question:
        for condition in question.shown_if:
            key, _, cell = condition.question.partition(".")
            if not cell:
                said = page.meeting.answer(key)
                new = met(condition)
                page.meeting.set_answer(key, f"{said}\n{new}".strip() if said != new else new)
    page.follow()


def conditions_fail(page: MeetingPage) -> None:
    for question in page.sections.current.section.question:
        for condition in question.shown_if:
            if "." not in condition.question:
                page.meeting.set_answer(condition.question, "")
    page.follow()


def findings_are_said(page: MeetingPage) -> None:
    page.show_findings()


def findings_are_settled(page: MeetingPage) -> None:
    asked = (q for s in page.sections.all for q in s.question)
    for question in asked:
        if question.kind in ("line", "notes", "person"):
            page.meeting.set_answer(question.key, page.meeting.answer(question.key) or "Said.")
    page.follow()


def marks_come(page: MeetingPage) -> None:
    for question in page.sections.current.section.question:
        page.meeting.set_answer(f"brought.{question.key}", LAST_TIME)
    page.follow()


def marks_go(page: MeetingPage) -> None:
    for question in page.sections.current.section.question:
        page.meeting.confirm(question.key)
    page.follow()


def somebody_disagrees(page: MeetingPage) -> None:
    for question in page.sections.current.section.question:
        said = {**begun_at(question), "who": "Gran", "view": LONG}
        page.meeting.set_raised_at(question, (Row(f"d-{question.key}", said),))
        page.sections.current.show_disputes(page.meeting, ())


def nobody_disagrees_any_more(page: MeetingPage) -> None:
    for question in page.sections.current.section.question:
        page.meeting.set_raised_at(question, ())
    page.sections.current.show_disputes(page.meeting, ())


def long_words_come_in(page: MeetingPage) -> None:
    before = page.meeting.record
    before = replace(before, answers=dict(before.answers), tables=dict(before.tables))
    focus = QApplication.focusWidget()
    assert focus is not None
    here = page.sections.current.view_around(focus)
    for question in page.sections.current.section.question:
        if question.kind == "notes" and here and question != here.question:
            page.meeting.set_answer(question.key, LONG)
    page.reload(before)


def a_banner_comes(page: MeetingPage) -> None:
    """As the window shows one above, and a sentence below."""
    layout = page.layout()
    assert layout is not None
    above = layout.itemAt(0).widget()
    assert above is not None
    layout.setContentsMargins(0, 40, 0, 40)


def banner_goes(page: MeetingPage) -> None:
    layout = page.layout()
    assert layout is not None
    layout.setContentsMargins(0, 0, 0, 0)


CHANGES: tuple[Callable[[MeetingPage], None], ...] = (
    conditions_are_met,
    findings_are_said,
    marks_come,
    somebody_disagrees,
    a_banner_comes,
    conditions_fail,
    findings_are_settled,
    marks_go,
    long_words_come_in,
    nobody_disagrees_any_more,
    banner_goes,
)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_into_stays_where_it_is(qtbot: QtBot, form: str):
    every_section(qtbot, form)


def test_nor_does_it_move_in_large_letters(qtbot: QtBot):
    usual = QApplication.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 2)
    QApplication.setFont(large)
    try:
        every_section(qtbot, "stability")
    finally:
        QApplication.setFont(usual)


def every_section(qtbot: QtBot, form: str) -> None:
    page = opened(form)
    qtbot.addWidget(page)
    for place in range(len(page.sections.all)):
        page.go_to(place)
        QApplication.processEvents()
        if there := boxes(page):
            here = there[len(there) // 2]
            here.setFocus()
            QApplication.processEvents()
            for change in CHANGES:
                nothing_moves(page, here, change)


class Painted(QObject):
    """Where something was, each time its page was painted."""

    def __init__(self, widget: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self._widget = widget
        self._page = page
        self.at: list[tuple[int, int]] = []

    def __enter__(self) -> "Painted":
        self._page.installEventFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        for _ in range(5):
            QApplication.processEvents()
        self._page.removeEventFilter(self)
        self.at.append(spot(self._widget))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's
        if event.type() == QEvent.Type.Paint:
            self.at.append(spot(self._widget))
        return False


def nothing_moves(page: MeetingPage, here: QWidget, change: Callable[[MeetingPage], None]) -> None:
    was = spot(here)
    covered = was[1] < 60 or was[1] + here.height() > page.height() - 150
    if change is a_banner_comes and covered:
        return  # it has to come into sight again
    with Painted(here, page.sections.current.viewport()) as painted:
        change(page)
    section = page.sections.current.section.key
    assert set(painted.at) == {was}, f"{change.__name__} in {section}: {here.accessibleName()}"
    assert QApplication.focusWidget() is here


# questions that come and go


def shown_by_text(page: MeetingPage) -> Iterator[tuple[str, str, str]]:
    """Where one types, what, and the question that comes by it in the same section."""
    for section in page.sections.all:
        keys = {question.key for question in section.question}
        for question in section.question:
            for condition in question.shown_if:
                if condition.question in keys and len(question.shown_if) == 1:
                    yield condition.question, met(condition), question.key


def test_questions_come_once_the_caret_has_moved_on_and_tab_goes_where_it_would_have(
    qtbot: QtBot,
):
    tried = 0
    for form in FORMS:
        page = opened(form)
        qtbot.addWidget(page)
        tried += questions_come(page)
        page.hide()
    assert tried > len(FORMS)


def questions_come(page: MeetingPage) -> int:
    tried = 0
    for asked, word, comes in shown_by_text(page):
        page.go_to_question(asked)
        here = QApplication.focusWidget()
        if not isinstance(here, QLineEdit | QPlainTextEdit):
            continue  # a choice: what follows from it comes at once
        QApplication.processEvents()
        view = page.sections.current.views[comes]
        if view.isVisible():
            continue  # another question has the same condition
        press(KEY.Key_Tab)
        after = QApplication.focusWidget()
        press(KEY.Key_Backtab)
        assert after is not None
        assert QApplication.focusWidget() is here
        was, next_was = spot(here), spot(after)
        type_in(here, word)
        page.collect()
        page.follow()
        QApplication.processEvents()
        assert (spot(here), spot(after)) == (was, next_was)
        assert not view.isVisible()
        press(KEY.Key_Tab)
        assert QApplication.focusWidget() is after
        assert view.isVisible()
        if next_was[1] + after.height() < page.height() - 60:
            assert spot(after) == next_was
        tried += 1
    return tried


def test_a_question_never_goes_from_under_the_caret(page: MeetingPage):
    page.go_to_question("looked_after_from")
    type_in(line(), "3 May 2026")
    page.go_to_question("first_review_on")
    view = page.sections.current.views["first_review_on"]
    assert view.isVisible()
    here = line()
    page.meeting.set_answer("looked_after_from", "")
    page.follow()
    QApplication.processEvents()
    assert view.isVisible()
    type_in(here, "4 June")
    press(KEY.Key_Backtab)
    assert not view.isVisible()
    assert page.meeting.answer("first_review_on") == "4 June"


def test_nor_when_the_caret_has_just_come_there(page: MeetingPage):
    page.go_to_question("looked_after_from")
    day = line()
    type_in(day, "3 May 2026")
    press(KEY.Key_Tab)
    day.setFocus()
    view = page.sections.current.views["first_review_on"]
    assert view.isVisible()
    day.selectAll()
    press(KEY.Key_Delete)
    press(KEY.Key_Tab)
    assert view.isAncestorOf(line())
    assert view.isVisible()
    press(KEY.Key_Tab)
    assert not view.isVisible()


def test_what_follows_from_a_choice_comes_at_once(page: MeetingPage):
    page.go_to_question("sibling_group")
    press(KEY.Key_Y)
    page.collect()
    page.follow()
    assert page.sections.current.views["siblings_apart"].isVisible()


def line() -> QLineEdit:
    here = QApplication.focusWidget()
    assert isinstance(here, QLineEdit)
    return here


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = opened("initial_ppm")
    qtbot.addWidget(made)
    return made


# what may move it


def test_whoever_scrolls_away_to_read_is_left_there(page: MeetingPage):
    page.go_to_question("preferred_name")
    QApplication.processEvents()
    bar = page.sections.current.verticalScrollBar()
    here = QApplication.focusWidget()
    assert here is not None
    was = spot(here)
    for _ in range(2):
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    QApplication.processEvents()
    assert spot(here)[1] < was[1]
    assert here.visibleRegion().isEmpty()
    read = bar.value()
    assert read > 0
    for change in (findings_are_said, marks_come, a_banner_comes, marks_go, banner_goes):
        change(page)
        for _ in range(3):
            QApplication.processEvents()
        assert bar.value() == read


def test_a_note_grows_downwards_and_its_caret_stays_in_sight(page: MeetingPage):
    page.go_to_question("background")
    here = QApplication.focusWidget()
    assert isinstance(here, QPlainTextEdit)
    was = spot(here)
    for number in range(14):
        QTest.keyClicks(here, f"Line {number}")
        press(KEY.Key_Return)
        page.collect()
        page.follow()
        assert spot(here) == was
    page.resize(1366, 320)
    for _ in range(3):
        QApplication.processEvents()
    caret = here.viewport().mapTo(page, here.cursorRect().bottomLeft())
    seen = page.sections.current.viewport()
    bottom = seen.mapTo(page, QPoint(0, seen.height())).y()
    assert caret.y() <= bottom


def test_the_room_that_a_page_was_given_goes_again(page: MeetingPage):
    """So that nothing moved it was pushed down, and a band stood above it."""
    page.go_to_question("child_name")
    QApplication.processEvents()
    title = page.sections.current.findChildren(QLabel)[0]
    findings_are_said(page)
    QApplication.processEvents()
    last = boxes(page)[-1]
    last.setFocus()
    QApplication.processEvents()
    top, was = spot(title), spot(last)
    findings_are_settled(page)
    for _ in range(3):
        QApplication.processEvents()
    assert spot(last) == was
    assert spot(title)[1] > top[1]
    page.step(1)
    page.step(-1)
    for _ in range(3):
        QApplication.processEvents()
    assert spot(title) == top
    inside = page.sections.current.widget()
    needed = inside.layout()
    assert needed is not None
    assert needed.heightForWidth(inside.width()) <= page.sections.current.viewport().height()


# the child's page, where the same questions stand


def test_on_the_childs_page_nothing_moves_either(qtbot: QtBot):
    page = page_of(qtbot, child())
    page.resize(1100, 700)
    box_of_day = box(page, "Looked after since")
    box_of_day.setFocus()
    QApplication.processEvents()
    press(KEY.Key_Tab)
    after = QApplication.focusWidget()
    press(KEY.Key_Backtab)
    assert after is not None
    was = spot(box_of_day)
    type_in(box_of_day, "3 May 2026")
    assert spot(box_of_day) == was
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is after
    assert box(page, "First looked-after review on").isVisible()


# a list of terms


def test_esc_closes_a_list_and_leaves_no_page(qtbot: QtBot):
    page = page_of(qtbot, child())
    legal = box(page, "Legal status")
    QApplication.processEvents()
    type_letter(legal, "f")
    with qtbot.assertNotEmitted(page.left):
        esc_in_the_list()
    assert legal.text() == "f"
    assert legal.hasFocus()
    with qtbot.waitSignal(page.left):
        press(KEY.Key_Escape)


def test_esc_closes_a_list_and_leaves_no_disagreement(page: MeetingPage):
    page.go_to_question("background")
    press(KEY.Key_F3)
    who = line()
    type_letter(who, "p")
    esc_in_the_list()
    assert who.hasFocus()
    assert who.text() == "p"


def type_letter(line: QLineEdit, letter: str) -> None:
    line.setFocus()
    line.clear()
    QTest.keyClick(line, letter)
    QApplication.processEvents()


def esc_in_the_list() -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None, "no list is open"
    QTest.keyClick(popup, KEY.Key_Escape)
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None
