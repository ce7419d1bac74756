"""The action line says what it understood before Enter, and a line of the minutes moves as one."""

import pytest
from meeting_room import meeting_page
from patience import PATIENCE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.records.meeting import Row
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.theme import Theme

KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
BESIDES = (
    Row("p1", {"name": "Dr Imran Sheikh", "relation": "Paediatrician"}),
    Row("p2", {"name": "Jo Pretend", "relation": "Teacher"}),
    Row("p3", {"name": "Jo Sketch", "relation": "Guardian"}),
)


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = meeting_page()
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    before = made.meeting.record
    people = made.meeting.form.of_kind("attendance")
    assert people
    made.meeting.set_rows(people, (*before.attendance, *BESIDES))
    made.meeting.set_answer("iro_name", "Anita Rao")
    made.reload(before)
    QApplication.processEvents()
    return made


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def line(page: MeetingPage, qtbot: QtBot, typed: str) -> QLineEdit:
    page.go_to_question("background")
    press(qtbot, KEY.Key_F9)
    box = focus()
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, typed)
    return box


def press(qtbot: QtBot, key: KEY, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(focus(), key, modifier)
    QApplication.processEvents()


def said(page: MeetingPage) -> list[str]:
    """What stands in sight, empty words left out."""
    QApplication.processEvents()
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.text()]


def actions(page: MeetingPage) -> list[tuple[str, str, str]]:
    page.collect()
    rows = [row.values for row in page.meeting.record.actions]
    return [(one["text"], one["owner"], one["target"]) for one in rows if any(one.values())]


def test_what_was_understood_stands_under_the_line_before_enter(page: MeetingPage, qtbot: QtBot):
    line(page, qtbot, "@Dr Imran chase the report by Fri")
    assert "chase the report" in said(page)
    assert "Dr Imran Sheikh, 27 November 2026" in said(page)
    assert actions(page) == []
    press(qtbot, KEY.Key_Return)
    assert actions(page) == [("chase the report", "Dr Imran Sheikh", "27 November 2026")]


def test_what_was_understood_is_in_sight_in_large_text_too(page: MeetingPage, qtbot: QtBot):
    Theme(150).apply()
    line(page, qtbot, "@Jo call the school about the trip and the long way by 12/13 March")
    [asked] = [one for one in page.findChildren(QLabel) if one.text().startswith("Which Jo")]

    def is_in_sight() -> bool:
        return asked.visibleRegion().boundingRect().height() == asked.height()

    qtbot.waitUntil(is_in_sight, timeout=PATIENCE)
    Theme().apply()


def test_names_known_anywhere_in_the_record_are_offered(page: MeetingPage, qtbot: QtBot):
    box = line(page, qtbot, "tell @")
    [offers] = [one for one in said(page) if one.startswith("Down chooses: ")]
    assert "Anita Rao" in offers
    press(qtbot, KEY.Key_Down)
    assert box.text() == "tell @Anita Rao "
    qtbot.keyClicks(box, "the date")
    press(qtbot, KEY.Key_Return)
    assert actions(page) == [("tell the date", "Anita Rao", "")]


def test_two_of_a_name_are_asked_about(page: MeetingPage, qtbot: QtBot):
    box = line(page, qtbot, "@Jo call")
    assert any(one.startswith("Which Jo: Jo Pretend or Jo Sketch?") for one in said(page))
    for name in ("Jo Pretend", "Jo Sketch", "Jo Pretend"):
        press(qtbot, KEY.Key_Down)
        assert box.text() == f"@{name} call"
        assert not any("Which" in one for one in said(page))
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Return)
    assert actions(page) == [("call", "Jo Sketch", "")]


def test_enter_leaves_it_open_and_the_check_asks_again(page: MeetingPage, qtbot: QtBot):
    line(page, qtbot, "@Jo call")
    with qtbot.waitSignal(page.told) as told:
        press(qtbot, KEY.Key_Return)
    assert told.args == ["Action added. Which Jo is meant is still to be settled."]
    assert actions(page) == [("call", "Jo", "")]


def test_a_deadline_that_cannot_be_read_is_told_and_stays(page: MeetingPage, qtbot: QtBot):
    line(page, qtbot, "report by 12/13 March")
    assert any(one.startswith("“by 12/13 March” is no day") for one in said(page))
    press(qtbot, KEY.Key_Return)
    assert actions(page) == [("report by 12/13 March", "", "")]


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("First.\n@Pri tell nan by fri\nLast.", 1, "First.\nLast."),
        ("@Pri tell nan by fri\nLast.", 0, "Last."),
        ("First.\n@Pri tell nan by fri", 1, "First."),
        ("@Pri tell nan by fri", 0, ""),
        ("A 🙂.\n@Pri tell nan by fri\n🙂", 1, "A 🙂.\n🙂"),
    ],
)
def test_a_line_moves_out_of_the_notes_as_one_step(
    page: MeetingPage, qtbot: QtBot, before: str, at: int, after: str
):
    page.go_to_question("background")
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    box.insertPlainText(before)
    for _ in range(before.count("\n") - at):
        press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_F9, SHIFT)
    expected = [("tell nan", "Priya Invented", "27 November 2026")]
    assert box.toPlainText() == after
    assert actions(page) == expected
    assert focus() is box
    press(qtbot, KEY.Key_Z, CTRL)
    assert (box.toPlainText(), actions(page)) == (before, [])
    press(qtbot, KEY.Key_Y, CTRL)
    assert (box.toPlainText(), actions(page)) == (after, expected)


def test_a_line_of_its_own_stays_without_the_shorthand(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("legal_status_note")
    box = focus()
    assert isinstance(box, QLineEdit)
    qtbot.keyClicks(box, "@Pri refer to CAMHS +2w")
    press(qtbot, KEY.Key_F9, SHIFT)
    assert box.text() == "refer to CAMHS"
    assert actions(page) == [("refer to CAMHS", "Priya Invented", "5 December 2026")]
    press(qtbot, KEY.Key_Z, CTRL)
    assert (box.text(), actions(page)) == ("@Pri refer to CAMHS +2w", [])


def test_no_action_is_made_of_nothing(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    with qtbot.waitSignal(page.told) as told:
        press(qtbot, KEY.Key_F9, SHIFT)
    assert told.args == ["There are no words on this line to make an action of."]
    page.go_to_question("meeting_date")
    press(qtbot, KEY.Key_F9, SHIFT)
    assert actions(page) == []
