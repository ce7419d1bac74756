"""Words pasted from Word are those that Word shows, in notes and in a line of their own."""

import pytest
from meeting_room import meeting_page
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.services.pasted_text import text_on_clipboard
from desktop_app.ui.meeting_page import MeetingPage

HTML = (
    "<html><body><p class=MsoNormal>He may <del>not </del>go <span style='display:none;"
    "mso-hide:all'>to 1 Invented Road </span>home.</p><p>It is <s>unsafe</s> safe.</p></body>"
)
PLAIN = "He may not go to 1 Invented Road home.\nIt is unsafe safe."
SHOWN = "He may go home.\nIt is [struck out: unsafe] safe."
LEFT = "4 hidden words were not taken. 1 deleted word was not taken."


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    made = meeting_page()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    mime = QMimeData()
    mime.setHtml(HTML)
    mime.setText(PLAIN)
    QGuiApplication.clipboard().setMimeData(mime)
    return made


@pytest.mark.parametrize(("key", "shown"), [("background", SHOWN), ("legal_status_note", SHOWN)])
def test_what_its_source_does_not_show_is_left_out_and_said(
    page: MeetingPage, qtbot: QtBot, key: str, shown: str
):
    page.go_to_question(key)
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit | QLineEdit)
    with qtbot.waitSignal(page.told) as told:
        qtbot.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [LEFT]
    page.collect()
    as_kept = shown if isinstance(box, QPlainTextEdit) else shown.replace("\n", " ")
    assert page.meeting.answer(key) == as_kept


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", PLAIN),
        ("<p>A  b</p>", "A  b"),
        ("<p><s></s>A\tb</p>", "A\tb"),
        ("<p>hidden treasure</p>", "hidden treasure"),
    ],
)
def test_where_all_is_shown_the_plain_words_stay_as_they_are(html: str, text: str):
    assert text_on_clipboard(html, text) == (text, ())


def test_a_letter_with_a_table_in_it_comes_as_words_in_their_turn():
    html = "<p>Dear all</p><table><tr><td>a<del>b</del><td>c<tr><td>d</table><p>Yours"
    assert text_on_clipboard(html, "Dear all\nab\tc\nd\nYours") == (
        "Dear all\na c\nd\nYours",
        ("1 deleted word was not taken.",),
    )


def test_what_cannot_be_read_whole_is_taken_as_it_stands_and_said():
    html = "<div>" * 3_000 + "<del>a</del>"
    text, left = text_on_clipboard(html, "a b")
    assert text == "a b"
    assert left
