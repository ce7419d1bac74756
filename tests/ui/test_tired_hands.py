"""What a tired chair does by mistake: undo in the wrong place, bounced keys, long typing."""

import sys

import pytest
from meeting_room import meeting_page
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from test_typing_in_a_meeting import ALT, CTRL, KEY, focus, press, rows

from desktop_app.services.sealing import Seal
from desktop_app.services.signing import Hand
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.sign_page import SignPage


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = meeting_page()
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def test_typing_does_not_use_up_pythons_own_constants(page: MeetingPage):
    """PySide6 6.12.0 on Python 3.11 lost a reference to True at each signal, and then crashed."""
    page.go_to_question("background")
    before = [sys.getrefcount(one) for one in (True, False, None)]
    for _ in range(300):
        QTest.keyClick(focus(), KEY.Key_A)
    after = [sys.getrefcount(one) for one in (True, False, None)]
    assert all(now > then - 100 for then, now in zip(before, after, strict=True)), (before, after)


def test_undo_never_touches_a_section_out_of_sight(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    qtbot.keyClicks(focus(), "Book the medical")
    press(qtbot, KEY.Key_Return, CTRL)
    qtbot.keyClicks(focus(), "Visit the school")
    page.go_to_question("background")
    qtbot.keyClicks(focus(), "words")
    for _ in range(8):
        press(qtbot, KEY.Key_Z, CTRL)
    assert [row.values["text"] for row in editor.value()] == [
        "Book the medical",
        "Visit the school",
    ]


def test_text_can_be_redone_with_ctrl_y(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("next_meeting")
    qtbot.keyClicks(focus(), "+6w")
    press(qtbot, KEY.Key_Z, CTRL)
    press(qtbot, KEY.Key_Y, CTRL)
    page.collect()
    assert page.meeting.answer("next_meeting") == "+6w"


def test_a_choice_hit_by_mistake_comes_back(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("sibling_group")
    press(qtbot, KEY.Key_Y)
    press(qtbot, KEY.Key_N)
    press(qtbot, KEY.Key_Z, CTRL)
    page.collect()
    assert page.meeting.answer("sibling_group") == "Yes"


def test_the_focus_stays_in_the_rows_after_undo_and_redo(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    qtbot.keyClicks(focus(), "First")
    press(qtbot, KEY.Key_Return, CTRL)
    qtbot.keyClicks(focus(), "Second")
    press(qtbot, KEY.Key_Up, ALT)
    assert editor.isAncestorOf(focus())
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.isAncestorOf(focus())
    press(qtbot, KEY.Key_Y, CTRL)
    assert editor.isAncestorOf(focus())


def test_tab_goes_through_a_row_then_to_the_next_and_then_to_the_button(
    page: MeetingPage, qtbot: QtBot
):
    editor = rows(page, "actions")
    press(qtbot, KEY.Key_Return, CTRL)
    first, _ = editor._cards
    first.focus_first()
    walked = []
    for _ in range(9):
        walked.append(focus())
        press(qtbot, KEY.Key_Tab)
    inside = ["first" if first.isAncestorOf(w) else "second" for w in walked[:8]]
    assert inside == ["first"] * 4 + ["second"] * 4
    assert walked[8] is editor._add


def test_the_first_empty_row_takes_the_caret(page: MeetingPage):
    editor = rows(page, "carers")
    assert editor._cards[0].isAncestorOf(focus())


def test_sections_are_found_by_number_and_letters_and_enter_goes_in(
    page: MeetingPage, qtbot: QtBot
):
    press(qtbot, KEY.Key_G, CTRL)
    qtbot.keyClicks(focus(), "fam")
    press(qtbot, KEY.Key_Return)
    assert page.sections.all[page.sections.place].title.lower().startswith("fam")
    assert page.sections.current.isAncestorOf(focus())
    press(qtbot, KEY.Key_G, CTRL)
    page._rail.keyboardSearch("16")
    assert page.sections.place == 15
    page._rail.keyboardSearch("5")
    assert page.sections.place == 4


def test_a_stored_text_is_gone_on_with_at_its_end(qtbot: QtBot):
    page = meeting_page(background="Bronwen saw")
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.go_to_question("background")
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    qtbot.keyClicks(box, " it")
    assert box.toPlainText() == "Bronwen saw it"


def test_the_check_page_keeps_the_focus_on_the_first_thing_to_do(page: MeetingPage, qtbot: QtBot):
    check = CheckPage(page.meeting)
    qtbot.addWidget(check)
    check.resize(900, 600)
    check.show()
    check.activateWindow()
    for _ in range(3):
        check.refresh()
        QApplication.processEvents()
        button = focus()
        assert isinstance(button, QPushButton)
        assert button.isVisible()
        assert button.text().startswith(page.meeting.findings()[0].about)


def test_enter_alone_never_signs(qtbot: QtBot):
    sign = SignPage()
    qtbot.addWidget(sign)
    sign.show()
    sign.activateWindow()
    QApplication.processEvents()
    hand = Hand("Chris Chairperson", "Team manager")
    sign.start(hand, Seal(), "", [])
    asked: list[object] = []
    sign.sign_wanted.connect(lambda *said: asked.append(said))
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Return)
    assert asked == []

    press(qtbot, KEY.Key_Space)
    assert asked == [(hand, Seal(), [])]


def test_the_action_line_gives_a_narrow_window_its_rail_back(page: MeetingPage, qtbot: QtBot):
    page.resize(700, 500)
    QApplication.processEvents()
    page.go_to_question("background")
    press(qtbot, KEY.Key_F9)
    assert not page._rail.isVisible()
    press(qtbot, KEY.Key_Escape)
    assert page._rail.isVisible()
    assert not page._side.isVisible()
