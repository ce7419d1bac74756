"""The chair types, moves and undoes in the real meeting page, by keyboard alone."""

import pytest
from meeting_room import meeting_page
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.ui.editors.notes import LONGEST_PARAGRAPH, broken_up
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.meeting_page import MeetingPage

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = meeting_page()
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def rows(page: MeetingPage, key: str) -> FreeRows:
    page.go_to_question(key)
    editor = page.sections.current.views[key].rows_editor()
    assert isinstance(editor, FreeRows)
    return editor


def press(qtbot: QtBot, key: KEY, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(focus(), key, modifier)
    QApplication.processEvents()


def test_every_input_of_every_section_has_a_name(page: MeetingPage):
    for place, section in enumerate(page.sections.all):
        page.go_to(place)
        for kind in (QLineEdit, QPlainTextEdit, QAbstractButton):
            for widget in page.sections.page(place).findChildren(kind):
                said = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert said, f"{section.key}: {widget} says nothing to a screen reader"


def test_what_is_typed_reaches_the_open_meeting(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    qtbot.keyClicks(focus(), "Robin came into care in May.")
    press(qtbot, KEY.Key_Return)
    qtbot.keyClicks(focus(), "A second line.")
    page.collect()
    assert page.meeting.answer("background") == "Robin came into care in May.\nA second line."


def test_the_throttle_is_started_by_the_first_key(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    with qtbot.waitSignal(page.changed):
        qtbot.keyClick(focus(), KEY.Key_A)


def test_sections_are_walked_by_keys_with_the_caret_where_it_was(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    box = focus()
    qtbot.keyClicks(box, "abc")
    place = page.sections.place
    press(qtbot, KEY.Key_PageDown, CTRL)
    assert page.sections.place == place + 1
    press(qtbot, KEY.Key_PageUp, CTRL)
    assert page.sections.place == place
    assert focus() is box


def test_tab_leaves_notes_and_never_types(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("child_views")
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    press(qtbot, KEY.Key_Tab)
    assert focus() is not box
    assert box.toPlainText() == ""


def test_a_row_is_finished_and_the_next_started_with_one_key(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    qtbot.keyClicks(focus(), "Book the medical")
    press(qtbot, KEY.Key_Return, CTRL)
    qtbot.keyClicks(focus(), "Visit the school")
    said = [row.values["text"] for row in editor.value()]
    assert said == ["Book the medical", "Visit the school"]


def test_rows_move_with_their_words(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    qtbot.keyClicks(focus(), "First")
    press(qtbot, KEY.Key_Return, CTRL)
    qtbot.keyClicks(focus(), "Second")
    press(qtbot, KEY.Key_Up, ALT)
    assert [row.values["text"] for row in editor.value()] == ["Second", "First"]
    press(qtbot, KEY.Key_Down, ALT)
    assert [row.values["text"] for row in editor.value()] == ["First", "Second"]


def test_a_removed_row_comes_back_with_one_undo(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "attendance")
    before = editor.value()
    remove = next(
        b for b in editor.findChildren(QAbstractButton) if b.text() == "Remove" and b.isVisible()
    )
    remove.setFocus()
    press(qtbot, KEY.Key_Space)
    assert len(editor.value()) == len(before) - 1
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == before
    press(qtbot, KEY.Key_Y, CTRL)
    assert len(editor.value()) == len(before) - 1


def test_undo_takes_back_text_before_an_older_row_change(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    press(qtbot, KEY.Key_Return, CTRL)  # a second row
    qtbot.keyClicks(focus(), "words")
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == ()
    assert len(editor._cards) == 2
    press(qtbot, KEY.Key_Z, CTRL)
    assert len(editor._cards) == 1


def test_a_letter_picks_a_choice_and_delete_takes_it_back(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("sibling_group")
    press(qtbot, KEY.Key_Y)
    page.collect()
    assert page.meeting.answer("sibling_group") == "Yes"
    press(qtbot, KEY.Key_Delete)
    page.collect()
    assert page.meeting.answer("sibling_group") == ""


def test_a_question_appears_when_it_applies(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("sibling_group")
    view = page.sections.current.views["siblings_apart"]
    assert not view.isVisible()
    press(qtbot, KEY.Key_Y)
    page.collect()
    page.follow()
    assert view.isVisible()


def test_an_impossible_date_stays_as_typed_and_is_flagged(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("meeting_date")
    qtbot.keyClicks(focus(), "31/2/2026")
    page.collect()
    assert page.meeting.answer("meeting_date") == "31/2/2026"
    found = [f for f in page.meeting.findings() if f.key == "meeting_date.unread"]
    assert len(found) == 1
    labels = [w.text() for w in page.findChildren(QWidget) if hasattr(w, "text")]  # type: ignore[attr-defined]
    assert "Not a date: kept as typed" in labels


def test_an_action_is_typed_from_anywhere_as_one_line(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    box = focus()
    press(qtbot, KEY.Key_F9)
    qtbot.keyClicks(focus(), "@Pri book the sibling assessment +2w")
    press(qtbot, KEY.Key_Return)
    assert focus() is box
    (row,) = page.meeting.record.actions
    assert row.values["text"] == "book the sibling assessment"
    assert row.values["owner"] == "Priya Invented"
    assert row.values["target"] == "5 December 2026"


def test_esc_leaves_the_action_line_and_keeps_what_was_typed(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    box = focus()
    press(qtbot, KEY.Key_F9)
    line = focus()
    qtbot.keyClicks(line, "half an action")
    press(qtbot, KEY.Key_Escape)
    assert focus() is box
    assert isinstance(line, QLineEdit)
    assert line.text() == "half an action"


def test_a_line_of_the_notes_becomes_an_action(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    qtbot.keyClicks(focus(), "Sam to call the school")
    press(qtbot, KEY.Key_F9, SHIFT)
    assert page.meeting.record.actions[0].values["text"] == "Sam to call the school"


def test_f5_stamps_the_time(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    press(qtbot, KEY.Key_F5)
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText()[0] == "["
    assert box.toPlainText()[6:] == "] "


def test_f8_leaves_the_questions_alone_and_brings_both_sides_back(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    press(qtbot, KEY.Key_F8)
    assert not page._rail.isVisible()
    assert not page._side.isVisible()
    press(qtbot, KEY.Key_F8)
    assert page._rail.isVisible()
    assert page._side.isVisible()


def paste(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def test_a_paste_that_does_not_fit_is_refused_with_a_sentence(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    paste("x" * (LONGEST_ANSWER + 1))
    with qtbot.waitSignal(page.told) as told:
        press(qtbot, KEY.Key_V, CTRL)
    assert "Nothing was put in" in told.args[0]
    page.collect()
    assert page.meeting.answer("background") == ""
    page.go_to_question("child_name")
    with qtbot.waitSignal(page.told):
        press(qtbot, KEY.Key_V, CTRL)


def test_pasted_control_characters_are_shown(page: MeetingPage, qtbot: QtBot):
    page.go_to_question("background")
    paste("page one\x0cpage two\x1b[0m\x00")
    press(qtbot, KEY.Key_V, CTRL)
    page.collect()
    assert page.meeting.answer("background") == "page one\npage two␛[0m␀"


def test_a_giant_paragraph_is_broken_up_without_losing_a_character():
    text = "word " * 20_000
    broken = broken_up(text)
    assert broken.replace("\n", "") == text
    assert max(map(len, broken.split("\n"))) <= LONGEST_PARAGRAPH
    assert broken_up("short\n  lines \n") == "short\n  lines \n"
    assert broken_up("x" * 9_000).replace("\n", "") == "x" * 9_000


def test_the_side_gives_way_when_there_is_no_room(page: MeetingPage, qtbot: QtBot):
    page.resize(700, 400)
    QApplication.processEvents()
    assert not page._side.isVisible()
    assert page._rail.isVisible()
    page.go_to_question("background")
    press(qtbot, KEY.Key_F1)
    assert page._side.isVisible()
    assert not page._rail.isVisible()
