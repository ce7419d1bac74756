"""“Not discussed” with words in the section, under stray keys, and with what is no reason."""

import pytest
from meeting_room import record
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from section_states import (
    FORMS,
    HERE,
    KEY,
    kept,
    left_out_tick,
    opened,
    press,
    state,
    undo,
    words_may_go,
)

from desktop_app.forms.model import Form, Question, Section
from desktop_app.records.left_out import left_out_key, may_be_left_out, questions_with_words
from desktop_app.records.meeting import Record, Row
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.meeting_page import MeetingPage


def by_space(tick: QAbstractButton) -> None:
    tick.setFocus()
    QTest.keyClick(tick, KEY.Key_Space)


def by_accessibility(tick: QAbstractButton) -> None:
    face = QAccessible.queryAccessibleInterface(tick)
    face.actionInterface().doAction("Toggle")


WAYS = {"hand": QAbstractButton.click, "key": by_space, "tool": by_accessibility}


def full(form: Form) -> Record:
    """Something stands at every question."""
    said = {q.key: "Kerry" for q in form.questions() if not q.has_rows and q.kind != "calculated"}
    tables = {q.key: (one_row(q),) for q in form.questions() if q.has_rows}
    parts = {"attendance": "attendance", "actions": "actions", "carried_actions": "carried"}
    apart = {parts[q.kind]: tables.pop(q.key) for q in form.questions() if q.kind in parts}
    begun = record(form.key, **said)
    return Record(begun.meeting, begun.child, said, tables, **apart)


def one_row(question: Question) -> Row:
    asked = [column.key for column in question.columns if not column.read_only]
    return Row(question.rows[0].key if question.rows else "r1", {asked[0]: "Kerry"})


def page_of(qtbot: QtBot, form: str, kept: Record | None = None) -> MeetingPage:
    page = opened(form, kept)
    qtbot.addWidget(page)
    return page


def tick_of(page: MeetingPage) -> QAbstractButton:
    tick = left_out_tick(page)
    assert tick
    return tick


def sentences(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def press_button(page: MeetingPage, begins: str) -> None:
    there = page.sections.current.findChildren(QAbstractButton)
    next(b for b in there if b.isVisible() and b.text().startswith(begins)).click()
    QApplication.processEvents()


def words_in(page: MeetingPage, section: Section) -> bool:
    return bool(questions_with_words(page.meeting.form, section, page.meeting.record))


def go_to(page: MeetingPage, section: str) -> None:
    page.go_to([one.key for one in page.sections.all].index(section))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_with_words_in_it_no_section_is_ticked_and_the_choice_is_in_words(
    qtbot: QtBot, form: str, way: str
):
    page = page_of(qtbot, form, full(HERE.library.forms[form]))
    for place, section in enumerate(page.sections.all):
        page.go_to(place)
        if not may_be_left_out(section):
            assert left_out_tick(page) is None
            continue
        before, saved = state(page), kept(page)
        tick = tick_of(page)
        WAYS[way](tick)
        assert not tick.isChecked()
        assert "There are words here: " in sentences(page)
        assert (state(page), kept(page)) == (before, saved)
        press_button(page, "Keep the words")
        assert not tick.isChecked()
        assert words_may_go(page) is None
        assert (state(page), kept(page)) == (before, saved)


def test_words_that_are_taken_out_come_back_by_undo(qtbot: QtBot):
    form = HERE.library.forms["review_ppm"]
    page = page_of(qtbot, form.key, full(form))
    for section in filter(may_be_left_out, page.sections.all):
        go_to(page, section.key)
        before, saved = state(page), kept(page)
        tick_of(page).click()
        press_button(page, "Take the words out")
        assert tick_of(page).isChecked()
        reason = QApplication.focusWidget()
        assert isinstance(reason, QLineEdit)
        QTest.keyClicks(reason, "Adjourned")
        assert kept(page)[left_out_key(section.key)] == "Adjourned"
        found = page.meeting.findings()
        assert page.meeting.states(found)[section.key] == "not discussed"
        undo()
        undo()
        assert (state(page), kept(page)) == (before, saved)
        assert not tick_of(page).isChecked()


def test_a_name_typed_at_the_tick_ticks_nothing_and_is_no_reason(qtbot: QtBot):
    page = page_of(qtbot, "initial_ppm")
    go_to(page, "life_story")
    saved, tick = kept(page), tick_of(page)
    tick.setFocus()
    for letter in "Ben Van Oyelaran":
        focus = QApplication.focusWidget()
        assert focus
        QTest.keyClicks(focus, letter)
    assert not tick.isChecked()
    assert kept(page) == saved
    assert "What you type goes nowhere" in sentences(page)


@pytest.mark.parametrize("form", FORMS)
def test_a_lone_space_and_what_is_typed_after_it_leave_no_section_out(qtbot: QtBot, form: str):
    page = page_of(qtbot, form)
    for place, section in enumerate(page.sections.all):
        page.go_to(place)
        tick = left_out_tick(page)
        if tick is None or words_in(page, section):
            continue
        saved = kept(page)
        tick.setFocus()
        for letter in " Oyelaran":
            focus = QApplication.focusWidget()
            assert focus
            QTest.keyClicks(focus, letter)
        assert kept(page) == saved
        assert page.meeting.states(page.meeting.findings())[section.key] != "not discussed"
        assert "What you type goes nowhere" in sentences(page)


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_section_is_ticked_and_counts_once_it_says_why(qtbot: QtBot, way: str):
    page = page_of(qtbot, "initial_ppm")
    go_to(page, "life_story")
    tick = tick_of(page)
    WAYS[way](tick)
    tick.setFocus()
    press(KEY.Key_Tab)
    reason = QApplication.focusWidget()
    assert isinstance(reason, QLineEdit)
    key = left_out_key("life_story")
    assert key not in kept(page)
    assert "Until you say why" in sentences(page)
    QTest.keyClicks(reason, "to follow")
    assert "“to follow” says nothing" in sentences(page)
    page.collect()
    assert page.meeting.states(page.meeting.findings())["life_story"] == "not started"
    reason.clear()
    QTest.keyClicks(reason, "Unborn")
    assert "Until you say why" not in sentences(page)
    page.collect()
    assert page.meeting.states(page.meeting.findings())["life_story"] == "not discussed"


def marked(section: str, question: str) -> Record:
    """As an older Chairside could keep it."""
    return record(**{left_out_key(section): "No time.", question: "Kerry keeps it."})


@pytest.mark.parametrize("answer", ["Keep the words", "Take the words out"])
def test_where_both_stand_the_chair_is_led_there_and_says_which(qtbot: QtBot, answer: str):
    page = page_of(qtbot, "initial_ppm", marked("life_story", "life_story"))
    key = left_out_key("life_story")
    [found] = [one for one in page.meeting.findings() if one.question == key]
    page.go_to_question(found.question)
    assert QApplication.focusWidget() is tick_of(page)
    assert found.message in sentences(page)
    press_button(page, answer)
    page.collect()
    assert [one for one in page.meeting.findings() if one.question == key] == []
    kept_words = answer == "Keep the words"
    assert (key in kept(page), "life_story" in kept(page)) == (not kept_words, kept_words)
    assert tick_of(page).isChecked() != kept_words


def test_a_mark_on_who_was_there_can_be_taken_off(qtbot: QtBot):
    page = page_of(qtbot, "initial_ppm", record(**{left_out_key("present"): "No time."}))
    go_to(page, "present")
    press_button(page, "Take the mark off")
    assert left_out_key("present") not in kept(page)
    go_to(page, "background")
    go_to(page, "present")
    assert left_out_tick(page) is None


def test_a_disagreement_stays_whatever_is_ticked(qtbot: QtBot):
    row = Row("r", {"who": "Lee Madeup", "view": "Never asked.", "raised.at": "life_story"})
    begun = record()
    page = page_of(
        qtbot,
        "initial_ppm",
        Record(begun.meeting, begun.child, {}, {"disagreements": (row,)}),
    )
    go_to(page, "life_story")
    tick_of(page).click()
    assert "There are words here" in sentences(page)
    assert words_may_go(page) is None


def test_before_you_sign_refuses_what_is_no_reason(qtbot: QtBot):
    page = page_of(qtbot, "initial_ppm")
    check = CheckPage(page.meeting)
    qtbot.addWidget(check)
    check.show()
    check.activateWindow()
    check.refresh()
    QApplication.processEvents()
    line, *others = check.reasons()
    line.setFocus()
    left = sum(not one.settled for one in page.meeting.findings())
    QTest.keyClicks(line, "n/a")
    others[0].setFocus()
    assert "“n/a” says nothing" in sentences(check)
    assert sum(not one.settled for one in page.meeting.findings()) == left
    check.refresh()
    QApplication.processEvents()
    assert check.reasons()[0].text() == "n/a"
    line = check.reasons()[0]
    line.clear()
    QTest.keyClicks(line, "Not reached.")
    assert "says nothing" not in sentences(check)
    assert sum(not one.settled for one in page.meeting.findings()) == left - 1
