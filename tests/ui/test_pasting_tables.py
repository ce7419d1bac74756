"""A table from older minutes is pasted into a meeting: as rows, in one step, and kept for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from meeting_room import council, record
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from test_typing_in_a_meeting import CTRL, KEY, focus, press

from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Record
from desktop_app.records.snapshot import Grid, fingerprint, to_json
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.pasted_rows import MOST_ROWS
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.ui.editors.rows import FreeRows
from desktop_app.ui.meeting_page import MeetingPage

COUNCIL = council()
REVIEW = COUNCIL.library.forms["review_ppm"]
AT = "2026-11-21T12:00:00+00:00"
ACTIONS = """Action\tWho\tWhen
Book the medical\tPriya Invented\t1 May 2026
Call school\tSam\tasap
"""


def opened(qtbot: QtBot, kept: Record) -> MeetingPage:
    page = MeetingPage(OpenMeeting(REVIEW, kept), COUNCIL.library.choices)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    return opened(qtbot, record("review_ppm"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    yield store
    store.close()


def rows(page: MeetingPage, key: str) -> FreeRows:
    """The rows of a question, with the caret in the first."""
    page.go_to_question(key)
    editor = next(
        one for one in page.findChildren(FreeRows) if one.isVisible() and one.question.key == key
    )
    assert editor.isAncestorOf(focus())
    return editor


def copy(text: str = "", html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def paste(page: MeetingPage, qtbot: QtBot) -> str:
    """What the chair is told."""
    with qtbot.waitSignal(page.told) as told:
        press(qtbot, KEY.Key_V, CTRL)
    return str(told.args[0])


def column(editor: FreeRows, key: str) -> list[str]:
    return [row.values[key] for row in editor.value()]


def test_a_table_becomes_rows_in_place_of_the_empty_one(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    copy(ACTIONS)
    assert paste(page, qtbot) == (
        "2 actions were added from the table. Ctrl+Z in “New recommendations” takes them back."
    )
    assert column(editor, "text") == ["Book the medical", "Call school"]
    assert column(editor, "owner") == ["Priya Invented", "Sam"]
    assert column(editor, "target") == ["1 May 2026", "asap"]
    assert len(editor._cards) == 2
    assert editor._cards[0].isAncestorOf(focus())
    page.collect()
    assert len(page.meeting.record.actions) == 2


def test_a_table_comes_after_the_row_with_the_caret(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    qtbot.keyClicks(focus(), "First")
    press(qtbot, KEY.Key_Return, CTRL)
    qtbot.keyClicks(focus(), "Last")
    editor._cards[0].focus_first()
    copy(ACTIONS)
    paste(page, qtbot)
    assert column(editor, "text") == ["First", "Book the medical", "Call school", "Last"]


def test_one_undo_takes_the_whole_table_back_and_redo_brings_it(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    copy(ACTIONS)
    paste(page, qtbot)
    press(qtbot, KEY.Key_Z, CTRL)
    assert editor.value() == ()
    assert len(editor._cards) == 1
    assert editor.isAncestorOf(focus())
    press(qtbot, KEY.Key_Y, CTRL)
    assert column(editor, "text") == ["Book the medical", "Call school"]
    assert editor.isAncestorOf(focus())
    page.collect()
    assert len(page.meeting.record.actions) == 2


@pytest.mark.parametrize("key", ["attendance", "carried", "carers", "documents"])
def test_every_free_table_takes_one_from_a_line_as_from_notes(
    page: MeetingPage, qtbot: QtBot, key: str
):
    editor = rows(page, key)
    before = len(editor.value())
    copy("One\tfirst\nTwo\tsecond\n")
    for box in (QLineEdit, QPlainTextEdit):
        inputs = [card.findChild(box) for card in editor._cards[:1]]
        if inputs[0]:
            inputs[0].setFocus()
            paste(page, qtbot)
            before += 2
            assert len(editor.value()) == before


def test_words_without_a_table_go_where_the_caret_is(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    copy("Book the medical\nand call", "<p>Book the medical</p><p>and call</p>")
    press(qtbot, KEY.Key_V, CTRL)
    assert column(editor, "text") == ["Book the medical\nand call"]
    copy("Priya", "<table><tr><td>Priya</td></tr></table>")
    owner = editor._cards[0]._editors["owner"].input_widget()
    owner.setFocus()
    press(qtbot, KEY.Key_V, CTRL)
    assert column(editor, "owner") == ["Priya"]
    assert len(editor._cards) == 1


def test_a_letter_with_a_table_in_it_goes_where_the_caret_is(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    letter = "Dear all, this is what we agreed. "
    copy(letter + "One Ann", f"<p>{letter}</p><table><tr><td>One<td>Ann</table>")
    press(qtbot, KEY.Key_V, CTRL)
    assert column(editor, "text") == [letter + "One Ann"]


def test_the_button_is_reached_by_tab_and_says_when_there_is_no_table(
    page: MeetingPage, qtbot: QtBot
):
    editor = rows(page, "actions")
    editor._add.setFocus()
    press(qtbot, KEY.Key_Tab)
    here = focus()
    assert isinstance(here, QPushButton)
    assert here.text().startswith("Paste a table")
    copy("only words")
    with qtbot.waitSignal(page.told) as told:
        press(qtbot, KEY.Key_Space)
    assert "no table" in told.args[0]
    copy(ACTIONS)
    with qtbot.waitSignal(page.told):
        press(qtbot, KEY.Key_Space)
    assert column(editor, "text") == ["Book the medical", "Call school"]


def test_what_had_no_column_is_said(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "attendance")
    copy("Name\tRole\tShoe size\nAnn Invented\tSocial worker\t5\n")
    assert paste(page, qtbot) == (
        "1 person was added from the table. "
        "Ctrl+Z in “Present and apologies” takes it back. "
        "What stood under “Shoe size” is now in “Note”."
    )
    ann = next(row for row in editor.value() if row.values["name"] == "Ann Invented")
    assert ann.values["note"] == "Shoe size: 5"


def test_too_many_rows_are_refused_and_nothing_is_half_in(page: MeetingPage, qtbot: QtBot):
    editor = rows(page, "actions")
    copy("Book\tAnn\n" * (MOST_ROWS + 1))
    assert "Nothing was put in" in paste(page, qtbot)
    assert editor.value() == ()


def signed(store: Store, meeting_id: str) -> Record:
    kept = store.record(meeting_id)
    printed = freeze(REVIEW, kept, Imprint("Nowhere", "OFFICIAL"))
    store.sign(meeting_id, to_json(printed), fingerprint(printed), "", AT, b"word")
    return store.record(meeting_id)


def test_actions_of_older_minutes_are_kept_printed_and_carried_on(qtbot: QtBot, store: Store):
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    store.save_child(child)
    first = new_meeting(store, REVIEW, child, {}).id
    page = opened(qtbot, store.record(first))
    rows(page, "carried")
    copy(
        "PPM recommendations carried forward from previous PPM\tBy Whom\tTarget Date\tStatus\t"
        'First recommended\nBook the medical\tPriya\t1 May 2026\tdone\tJanuary\n"Call school\n'
        'and nursery"\tSam\t+2w\tOpen\tMarch\n'
    )
    assert "“First recommended”" in paste(page, qtbot)
    page.collect()
    store.save(first, page.meeting.take_unsaved())

    again = opened(qtbot, store.record(first))
    shown = rows(again, "carried")
    assert column(shown, "text") == ["Book the medical", "Call school\nand nursery"]
    assert column(shown, "status") == ["Done", "Open"]
    assert column(shown, "update") == ["First recommended: January", "First recommended: March"]
    text = shown._cards[1]._editors["text"].input_widget()
    assert isinstance(text, QPlainTextEdit)
    assert not text.isReadOnly()

    kept = signed(store, first)
    printed = freeze(REVIEW, kept, Imprint("Nowhere", "OFFICIAL"))
    entries = (e for s in printed.template for group in s.groups for e in group)
    table = next(e for e in entries if e.key == "carried")
    assert isinstance(table, Grid)
    assert [row[0] for row in table.rows] == ["Book the medical", "Call school\nand nursery"]

    closed = COUNCIL.library.closing_statuses(REVIEW)
    following = start_next(store, REVIEW, kept, {}, closed)
    (left,) = store.record(following.id).carried
    assert left.values["text"] == "Call school\nand nursery"
    assert left.values["owner"] == "Sam"
    assert left.values["origin"].startswith(kept.meeting.reference)

    locked = opened(qtbot, store.record(following.id))
    editor = rows(locked, "carried")
    copy("One\tAnn\n")
    paste(locked, qtbot)  # after an action whose words are fixed
    locked.collect()
    store.save(following.id, locked.meeting.take_unsaved())
    assert [row.values["text"] for row in store.record(following.id).carried] == [
        "Call school\nand nursery",
        "One",
    ]
    assert editor._cards[0].row().values["text"] == "Call school\nand nursery"


def test_a_signed_meeting_takes_no_table(qtbot: QtBot, store: Store):
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    store.save_child(child)
    meeting = new_meeting(store, REVIEW, child, {"my_name": "Chris Chairperson"}).id
    page = opened(qtbot, signed(store, meeting))
    page.go_to_question("attendance")
    editor = next(one for one in page.findChildren(FreeRows) if one.isVisible())
    before = editor.value()
    copy(ACTIONS)
    editor.input_widget().setFocus()
    press(qtbot, KEY.Key_V, CTRL)
    assert editor.value() == before
    assert not editor._paste.isVisible()


def test_a_table_that_cannot_be_read_whole_is_refused_and_no_words_are_put_in(
    page: MeetingPage, qtbot: QtBot
):
    editor = rows(page, "actions")
    copy("Book\tAnn\n", html="<table><tr><td>Book<td>" + "<div>" * 300 + "Ann" + "</div>" * 300)
    assert "your clipboard still has it" in paste(page, qtbot)
    assert editor.value() == ()
    with qtbot.waitSignal(page.told) as told:
        next(
            one
            for one in page.findChildren(QPushButton)
            if one.isVisible() and "Paste" in one.text()
        ).click()
    assert "to be read whole" in str(told.args[0])
    assert editor.value() == ()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "Book\tAnn\n"
