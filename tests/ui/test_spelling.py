"""Spelling in the real meeting page: what is underlined, and what Ctrl+. and F7 do."""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from meeting_room import council, meeting_page, open_meeting, record
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Row
from desktop_app.services.at_hand import AtHand
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.spelling import Spelling
from desktop_app.ui.courier import Courier
from desktop_app.ui.editors.notes import NotesBox
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_page import MeetingPage

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, page: W) -> W:
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    page = shown(qtbot, meeting_page())
    page.check_spelling(Spelling.load())
    return page


def notes(page: MeetingPage, key: str = "background") -> NotesBox:
    page.go_to_question(key)
    box = QApplication.focusWidget()
    assert isinstance(box, NotesBox)
    return box


def underlined(box: NotesBox) -> list[str]:
    found: list[str] = []
    block = box.document().firstBlock()
    while block.isValid():
        as_qt_counts = block.text().encode("utf-16-le")
        for one in block.layout().formats():
            assert one.format.underlineStyle() == WAVE
            word = as_qt_counts[one.start * 2 : (one.start + one.length) * 2]
            found.append(word.decode("utf-16-le"))
        block = block.next()
    return found


def type_in(qtbot: QtBot, box: NotesBox, text: str) -> None:
    qtbot.keyClicks(box, text)
    QApplication.processEvents()


def menu_at(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_misspelling_is_underlined_once_it_is_typed(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "She will recieve")
    assert underlined(box) == []
    type_in(qtbot, box, " it")
    assert underlined(box) == ["recieve"]


def test_a_word_left_by_the_caret_is_typed(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "recieve")
    qtbot.keyClick(box, KEY.Key_Home)
    assert underlined(box) == ["recieve"]
    qtbot.keyClick(box, KEY.Key_End)
    assert underlined(box) == ["recieve"]
    type_in(qtbot, box, "r")
    assert underlined(box) == []
    qtbot.keyClick(box, KEY.Key_Tab)
    assert underlined(box) == ["reciever"]


def test_enter_keeps_what_stands_above_underlined(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "recieve it")
    qtbot.keyClick(box, KEY.Key_Return)
    assert underlined(box) == ["recieve"]
    type_in(qtbot, box, "teh end")
    assert underlined(box) == ["recieve", "teh"]


def test_an_emoji_shifts_no_underline(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    box.insertPlainText("Smiled 😀😀 recieve it")
    assert underlined(box) == ["recieve"]


def test_stored_notes_are_checked_when_the_dictionary_comes(qtbot: QtBot):
    lines = [f"Line {n} will recieve it" for n in range(400)]
    page = shown(qtbot, meeting_page(background="\n".join(lines)))
    box = notes(page)
    assert underlined(box) == []
    with qtbot.assertNotEmitted(page.changed):
        page.check_spelling(Spelling.load())
        qtbot.waitUntil(lambda: underlined(box) == ["recieve"] * 400)
    assert not box.document().isUndoAvailable()


def test_a_paste_of_many_lines_is_checked_to_its_end(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    box.insertPlainText("teh line\n" * 300)
    qtbot.waitUntil(lambda: underlined(box) == ["teh"] * 300)


def test_names_of_the_meeting_are_never_underlined(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "Robin Testname, Priya's view, Zephyrina too")
    assert underlined(box) == ["Zephyrina"]
    attendance = next(q for q in page.meeting.form.questions() if q.kind == "attendance")
    people = (*page.meeting.record.attendance, Row("p9", {"name": "Zephyrina Notreal"}))
    page.meeting.set_rows(attendance, people)
    page.follow()
    qtbot.waitUntil(lambda: underlined(box) == [])


def test_signed_notes_are_not_checked(qtbot: QtBot):
    made = record(background="recieve teh")
    made = replace(made, meeting=replace(made.meeting, state="signed"))
    page = shown(
        qtbot, MeetingPage(OpenMeeting(open_meeting().form, made), council().library.choices)
    )
    page.check_spelling(Spelling.load())
    box = notes(page)
    QApplication.processEvents()
    assert underlined(box) == []
    with qtbot.assertNotEmitted(page.told):
        qtbot.keyClick(box, KEY.Key_F7)
        qtbot.keyClick(box, KEY.Key_Period, CTRL)
    assert box.toPlainText() == "recieve teh"


def test_one_key_mends_the_last_misspelling_and_one_undo_takes_it_back(
    page: MeetingPage, qtbot: QtBot
):
    box = notes(page)
    type_in(qtbot, box, "Teh school")
    qtbot.keyClick(box, KEY.Key_Return)
    type_in(qtbot, box, "will recieve")
    with qtbot.waitSignal(page.told) as told, qtbot.waitSignal(page.changed):
        qtbot.keyClick(box, KEY.Key_Period, CTRL)
    assert told.args == ["“recieve” became “receive”. Ctrl+Z in “Background” takes that back."]
    type_in(qtbot, box, " it")
    assert box.toPlainText() == "Teh school\nwill receive it"
    qtbot.keyClick(box, KEY.Key_Period, CTRL)
    assert box.toPlainText() == "The school\nwill receive it"
    qtbot.keyClick(box, KEY.Key_Z, CTRL)
    assert box.toPlainText() == "Teh school\nwill receive it"
    qtbot.keyClick(box, KEY.Key_Z, CTRL)
    assert box.toPlainText() == "Teh school\nwill receive"
    qtbot.keyClick(box, KEY.Key_Z, CTRL)
    assert box.toPlainText() == "Teh school\nwill recieve"


@pytest.mark.parametrize("text", ["All is well.", ""])
def test_where_nothing_is_misspelt_the_keys_say_so(page: MeetingPage, qtbot: QtBot, text: str):
    box = notes(page)
    type_in(qtbot, box, text)
    with qtbot.waitSignal(page.told, check_params_cb=lambda said: "misspelt" in said):
        qtbot.keyClick(box, KEY.Key_Period, CTRL)
    with qtbot.waitSignal(page.told, check_params_cb=lambda said: "misspelt" in said):
        qtbot.keyClick(box, KEY.Key_F7)
    assert box.toPlainText() == text


def test_what_the_dictionary_cannot_mend_is_said(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "qqqqqqqqqzzzz ")
    with qtbot.waitSignal(page.told, check_params_cb=lambda said: "nothing like it" in said):
        qtbot.keyClick(box, KEY.Key_Period, CTRL)
    assert box.toPlainText() == "qqqqqqqqqzzzz "
    qtbot.keyClick(box, KEY.Key_F7)
    assert [action.text() for action in menu_at(qtbot).actions()] == ["Keep this word"]


def test_before_the_dictionary_is_there_the_keys_say_so(qtbot: QtBot):
    page = shown(qtbot, meeting_page(background="recieve"))
    box = notes(page)
    for key, modifier in ((KEY.Key_Period, CTRL), (KEY.Key_F7, Qt.KeyboardModifier.NoModifier)):
        with qtbot.waitSignal(page.told, check_params_cb=lambda said: "not loaded" in said):
            qtbot.keyClick(box, key, modifier)


def test_the_dictionary_comes_by_itself_once_the_meeting_is_shown(qtbot: QtBot, tmp_path: Path):
    desk = Desk(Places(tmp_path))
    made = record(background="will recieve it")
    flow = MeetingFlow(desk, Courier(), AtHand(made), {"council": "calderdale"})
    shown(qtbot, flow)
    flow.start()
    box = notes(flow.page)
    qtbot.waitUntil(lambda: underlined(box) == ["recieve"])
    desk.close()


def test_f7_steps_from_one_to_the_next_and_round(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "Teh school will recieve it ")
    seen: list[str] = []
    for _ in range(3):
        qtbot.keyClick(box, KEY.Key_F7)
        menu = menu_at(qtbot)
        seen.append(box.textCursor().selectedText())
        qtbot.keyClick(menu, KEY.Key_Escape)
        assert not box.textCursor().hasSelection()
    assert seen == ["Teh", "recieve", "Teh"]
    assert box.toPlainText() == "Teh school will recieve it "


def test_a_suggestion_is_taken_by_arrow_and_enter(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "will recieve it")
    qtbot.keyClick(box, KEY.Key_F7)
    menu = menu_at(qtbot)
    second = menu.actions()[1].text()
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert box.toPlainText() == f"will {second} it"
    qtbot.keyClick(box, KEY.Key_Z, CTRL)
    assert box.toPlainText() == "will recieve it"


def test_a_word_is_kept_for_this_meeting_alone(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "Zephyrina came. ")
    qtbot.keyClick(box, KEY.Key_F7)
    menu = menu_at(qtbot)
    qtbot.keyClick(menu, KEY.Key_Up)
    assert menu.activeAction().text() == "Keep this word"
    qtbot.keyClick(menu, KEY.Key_Return)
    qtbot.waitUntil(lambda: underlined(box) == [])
    page.follow()
    qtbot.keyClick(box, KEY.Key_End)
    type_in(qtbot, box, "Zephyrina left.")
    assert underlined(box) == []
    assert not Spelling.load().is_known("Zephyrina")


def test_a_row_that_is_gone_is_asked_no_more(page: MeetingPage, qtbot: QtBot):
    form = page.meeting.form
    place = page.sections.all.index(form.section_of("actions"))
    editor = page.sections.page(place).views["actions"].rows_editor()
    assert isinstance(editor, FreeRows)
    editor.show_value((Row("a", {"text": "recieve"}),))
    editor.show_value(())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page._words.keep("Zephyrina")
    QApplication.processEvents()


def test_the_underline_follows_light_and_dark(page: MeetingPage, qtbot: QtBot):
    box = notes(page)
    type_in(qtbot, box, "recieve it")
    palette = box.palette()
    palette.setColor(palette.ColorRole.BrightText, Qt.GlobalColor.green)
    box.setPalette(palette)

    def is_green() -> bool:
        (one,) = box.document().firstBlock().layout().formats()
        return one.format.underlineColor() == QColor(Qt.GlobalColor.green)

    assert not is_green()
    qtbot.waitUntil(is_green)
