"""What an accessibility tool does is stored as what a hand does, in every form and every kind."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens_examples import NAMES, child, line, page_of
from section_states import FORMS, KEY, State, kept, opened, state

from desktop_app.forms.marks import readers
from desktop_app.records.brought import LAST_TIME
from desktop_app.services.who_gets_what import Wanted
from desktop_app.ui.copy_page import CopyPage
from desktop_app.ui.editors.cards import Card
from desktop_app.ui.editors.offering import ChoiceBox
from desktop_app.ui.meeting_entries import ChildMeeting
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.rail import Rail
from desktop_app.ui.row_list import RowList

pytestmark = pytest.mark.long
Typed = QLineEdit | QPlainTextEdit
WORDS = "12 May"  # a date, a number to be flagged, and words


# the two of them


def hand_presses(button: QAbstractButton) -> None:
    button.setFocus()
    QTest.keyClick(button, KEY.Key_Space)


def tool_presses(button: QAbstractButton) -> None:
    interface = QAccessible.queryAccessibleInterface(button)
    actions = interface.actionInterface()
    actions.doAction("Toggle" if button.isCheckable() else "Press")


def hand_types(box: Typed, text: str) -> None:
    box.setFocus()
    QTest.keySequence(box, QKeySequence.StandardKey.SelectAll)
    QTest.keyClicks(box, text)
    QTest.keyClick(box, KEY.Key_Tab)


def tool_types(box: Typed, text: str) -> None:
    interface = QAccessible.queryAccessibleInterface(box)
    editable = interface.editableTextInterface()
    editable.deleteText(0, interface.textInterface().characterCount())
    editable.insertText(0, text)


def text_for(box: Typed) -> str:
    """Of a list the second term as one begins it, in small letters."""
    return box.terms()[1].lower() if isinstance(box, ChoiceBox) else WORDS


# over the forms


def build(page: MeetingPage) -> None:
    """Rows out of sight too."""
    for card in page.sections.current.findChildren(Card):
        card.build()
    QApplication.processEvents()


def buttons(page: QWidget) -> list[QAbstractButton]:
    found = page.findChildren(QAbstractButton)
    return [b for b in found if b.isCheckable() and b.isVisible() and b.isEnabled()]


def typed(page: QWidget) -> list[Typed]:
    found: list[Typed] = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return [b for b in found if b.isVisible() and not b.isReadOnly() and b.accessibleName()]


def both(qtbot: QtBot, form: str) -> Iterator[tuple[MeetingPage, MeetingPage]]:
    """The same section twice: for the hand, which needs the window in front, and for the tool."""
    tools, hands = opened(form), opened(form)
    for page in (tools, hands):
        qtbot.addWidget(page)
    for place in range(len(hands.sections.all)):
        for page in (tools, hands):
            page.go_to(place)
            build(page)
        hands.activateWindow()
        assert QTest.qWaitForWindowActive(hands)
        yield hands, tools


def saved(page: MeetingPage) -> State:
    QApplication.processEvents()
    return kept(page)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_pressed_is_stored_alike_and_undone(qtbot: QtBot, form: str):
    pressed = 0
    for hands, tools in both(qtbot, form):
        by_hand, by_tool = buttons(hands.sections.current), buttons(tools.sections.current)
        assert [b.accessibleName() for b in by_hand] == [b.accessibleName() for b in by_tool]
        for hand, tool in zip(by_hand, by_tool, strict=True):
            before, shown = saved(tools), state(tools)
            hand_presses(hand)
            tool_presses(tool)
            assert hand.isChecked() == tool.isChecked()
            assert saved(hands) == saved(tools), hand.accessibleName()
            assert state(hands).get("left out") == state(tools).get("left out")
            if saved(tools) != before:
                pressed += 1
                tools.sections.undo()
                assert saved(tools) == before
                assert state(tools) == shown
                tools.sections.redo()
    assert pressed > 40


@pytest.mark.parametrize("form", FORMS)
def test_what_is_typed_is_stored_alike(qtbot: QtBot, form: str):
    kinds: set[str] = set()
    for hands, tools in both(qtbot, form):
        by_hand, by_tool = typed(hands.sections.current), typed(tools.sections.current)
        assert [b.accessibleName() for b in by_hand] == [b.accessibleName() for b in by_tool]
        for hand, tool in zip(by_hand, by_tool, strict=True):
            before = saved(tools)
            tool_types(tool, text_for(tool))
            hand_types(hand, text_for(tool))
            assert saved(hands) == saved(tools) != before, hand.accessibleName()
            kinds.add(type(hand.parentWidget()).__name__)
    assert {"LineEditor", "ReadEditor", "NotesEditor", "ChoiceLine"} <= kinds


# the rows of a table, and what was brought in


def named(page: QWidget, words: str) -> QPushButton:
    found = (b for b in page.findChildren(QPushButton) if b.isVisible())
    return next(b for b in found if b.text().startswith(words))


def test_a_tool_adds_and_removes_rows(qtbot: QtBot):
    page = opened("initial_ppm")
    qtbot.addWidget(page)
    page.go_to_question("attendance")
    build(page)
    before = saved(page)
    tool_presses(named(page, "Remove"))
    qtbot.waitUntil(lambda: len(page.meeting.record.attendance) == 1 or saved(page) != before)
    assert [row.values["name"] for row in page.meeting.record.attendance] == ["Sam Madeup"]
    page.sections.undo()
    assert saved(page) == before
    cards = len(page.sections.current.findChildren(Card))
    tool_presses(named(page, "Add a person"))
    qtbot.waitUntil(lambda: len(page.sections.current.findChildren(Card)) > cards)


def test_a_tool_confirms_what_was_brought_in(qtbot: QtBot):
    page = opened("initial_ppm")
    qtbot.addWidget(page)
    page.meeting.bring_in("legal_status", "Full care order", LAST_TIME)
    page.reload(page.meeting.record)
    page.go_to_question("legal_status")
    QApplication.processEvents()
    tool_presses(named(page, "It still holds"))
    qtbot.waitUntil(lambda: not page.meeting.is_brought_in("legal_status"))


def test_a_tool_that_marks_a_section_goes_there(qtbot: QtBot):
    page = opened("initial_ppm")
    qtbot.addWidget(page)
    tool_marks(page.findChildren(Rail)[0], 4)
    qtbot.waitUntil(lambda: page.sections.place == 4)


def tool_marks(rows: QListView, place: int) -> None:
    item = QAccessible.queryAccessibleInterface(rows).child(place)
    item.actionInterface().doAction("Toggle")


def test_enter_opens_the_row_that_a_tool_marked(qtbot: QtBot):
    rows = RowList("Meetings")
    qtbot.addWidget(rows)
    ann, bo = child(), child("Bo Plum", "100002")
    entries = [ChildMeeting(line(name, about), NAMES) for name, about in (("a", ann), ("b", bo))]
    rows.show_entries(entries)
    rows.show()
    rows.activateWindow()
    rows.start()
    tool_marks(rows, 1)
    qtbot.waitUntil(lambda: rows.currentIndex().row() == 1)
    with qtbot.waitSignal(rows.chosen) as chosen:
        QTest.keyClick(rows, KEY.Key_Return)
    assert chosen.args == [entries[1].key]


# other pages


def test_a_childs_details_are_stored_alike(qtbot: QtBot):
    hands, tools = page_of(qtbot, child()), page_of(qtbot, child())
    hands.activateWindow()
    assert QTest.qWaitForWindowActive(hands)
    changed = 0
    for hand, tool in zip(buttons(hands), buttons(tools), strict=True):
        before = tools.child()
        hand_presses(hand)
        tool_presses(tool)
        assert hands.child() == tools.child(), hand.accessibleName()
        changed += tools.child() != before
    for hand, tool in zip(typed(hands), typed(tools), strict=True):
        before = tools.child()
        tool_types(tool, text_for(tool))
        hand_types(hand, text_for(tool))
        QApplication.processEvents()
        assert hands.child() == tools.child() != before, hand.accessibleName()
    assert changed > 5
    assert tools.has_unsaved


def test_who_gets_a_copy_is_followed_alike(qtbot: QtBot):
    hands, tools = CopyPage(), CopyPage()
    for page in (tools, hands):
        qtbot.addWidget(page)
        page.start("Ann Pear", "Mother", readers()[0].key, {}, date(2026, 11, 21), signed=True)
        page.show()
    wanted: set[Wanted] = set()
    for hand, tool in zip(buttons(hands), buttons(tools), strict=True):
        hand_presses(hand)
        tool_presses(tool)
        assert hands.wanted() == tools.wanted(), hand.text()
        wanted.add(hands.wanted())
    assert len({one.leave_out for one in wanted}) > 2
