"""Two hundred actions carried: what is not in sight costs nothing, and loses nothing."""

from dataclasses import replace

import pytest
from meeting_room import council, record
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.records.meeting import Row
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.editors.rows import CarriedRows
from desktop_app.ui.meeting_page import MeetingPage

KEY = Qt.Key
MANY = tuple(
    Row(f"a{n}", {"text": f"Action number {n}", "owner": "Priya", "origin": "PPM-1, 2 Nov 2026"})
    for n in range(200)
)


@pytest.fixture
def page(qtbot: QtBot) -> MeetingPage:
    return shown(qtbot, MANY)


def shown(qtbot: QtBot, carried: tuple[Row, ...]) -> MeetingPage:
    here = council()
    form = here.form("review_ppm", here.profile("calderdale"))
    meeting = OpenMeeting(form, replace(record("review_ppm"), carried=carried))
    made = MeetingPage(meeting, here.library.choices)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    made.go_to_question("carried")
    QApplication.processEvents()
    return made


def rows_of(page: MeetingPage) -> CarriedRows:
    rows = page.sections.current.views["carried"].rows_editor()
    assert isinstance(rows, CarriedRows)
    return rows


def built(rows: CarriedRows) -> list[int]:
    return [n for n, card in enumerate(rows._cards) if card.is_built]


def test_only_what_is_in_sight_is_built(page: MeetingPage):
    assert 0 in built(rows_of(page))
    assert len(built(rows_of(page))) < 12


def test_what_was_never_in_sight_keeps_its_words(page: MeetingPage, qtbot: QtBot):
    rows = rows_of(page)
    update = rows._cards[0]._editors["update"].input_widget()
    update.setFocus()
    qtbot.keyClicks(update, "Done last week.")
    page.collect()
    kept = page.meeting.record.carried
    assert [row.id for row in kept] == [row.id for row in MANY]
    assert kept[0].values["update"] == "Done last week."
    assert kept[1:] != ()
    for before, now in zip(MANY, kept, strict=True):
        assert before.values.items() <= now.values.items()
    assert len(built(rows)) < 12


def test_scrolling_brings_every_action_into_sight(qtbot: QtBot):
    page = shown(qtbot, MANY[:18])  # half as many again as are in sight
    rows = rows_of(page)
    bar = page.sections.current.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.value() + 300)
        QApplication.processEvents()
        return rows._cards[-1].is_built

    qtbot.waitUntil(at_the_end, timeout=20_000)
    assert built(rows) == list(range(18))
    text = rows._cards[-1]._editors["text"].input_widget()
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == "Action number 17"
    assert [rows._column.indexOf(card) for card in rows._cards] == list(range(18))


def test_tab_goes_on_into_an_action_that_was_not_in_sight(page: MeetingPage, qtbot: QtBot):
    rows = rows_of(page)
    unseen = max(built(rows)) + 1
    rows._cards[unseen - 1].tab_stops()[-1].setFocus()
    focus = QApplication.focusWidget()
    assert focus
    qtbot.keyClick(focus, KEY.Key_Tab)
    qtbot.waitUntil(lambda: rows._cards[unseen].isAncestorOf(QApplication.focusWidget()))
    now = QApplication.focusWidget()
    assert now
    qtbot.keyClick(now, KEY.Key_Backtab)
    back = QApplication.focusWidget()
    assert back
    assert rows._cards[unseen - 1].isAncestorOf(back)


def test_a_new_row_after_them_all_takes_the_caret(page: MeetingPage):
    rows = rows_of(page)
    card = rows.add_row()
    focus = QApplication.focusWidget()
    assert focus
    assert card.isAncestorOf(focus)
    assert rows._cards[-1] is card
    assert card.isVisible()
