"""Deadlines and journey on a child's page: said in words, listed, and never in the way."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from screens_examples import NAMES, child, inside, line, nameless_inputs, page_of, sentences

from desktop_app.services.coming_up import ComingUp
from desktop_app.services.deadlines import Deadline
from desktop_app.services.journey import Journey, Stop
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.journey import TimeLine
from desktop_app.ui.row_list import RowList
from desktop_app.ui.theme import Theme

ANN = child()
LATE = Deadline("Next PPM", "Overdue by 3 days", True, ((date(2026, 12, 28), "LP 2.2: 6 weeks"),))
TWO = Deadline(
    "Initial PPM",
    "The first date is in 11 days",
    overdue=False,
    limits=(
        (date(2026, 12, 31), "LP 2.2: 14 days"),
        (date(2027, 1, 11), "LP 4.2: 14 working days"),
    ),
)
STOPS = (
    Stop(date(2026, 12, 17), "event", "The child came into care"),
    Stop(date(2026, 12, 28), "deadline", "Deadline: Next PPM", "Overdue. " + "LP 2.2 " * 60, True),
    Stop(date(2026, 12, 31), "today", "Today"),
)
JOURNEY = Journey((LATE, TWO), ("Enter “Date of birth” to know by when: a match.",), STOPS)


@pytest.fixture
def page(qtbot: QtBot) -> ChildPage:
    return page_of(qtbot, ANN)


def tell(page: ChildPage, journey: Journey) -> None:
    page.show_journey(journey)
    QApplication.processEvents()


def listed(page: ChildPage) -> list[str]:
    """As a screen reader says it."""
    model = inside(page, TimeLine).model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_the_page_is_there_before_its_dates_are_counted(page: ChildPage):
    assert "The dates are being counted." in sentences(page)
    tell(page, JOURNEY)
    assert "The dates are being counted." not in sentences(page)


def test_a_deadline_says_what_by_when_how_it_stands_and_who_says_so(page: ChildPage):
    tell(page, JOURNEY)
    said = sentences(page)
    assert "Next PPM: Mon 28 Dec 2026. Overdue by 3 days.\nLP 2.2: 6 weeks" in said
    assert "Enter “Date of birth” to know by when: a match." in said


def test_both_sources_are_shown_where_they_differ(page: ChildPage):
    tell(page, JOURNEY)
    assert (
        "Sources differ. Thu 31 Dec 2026 by LP 2.2: 14 days. "
        "Mon 11 Jan 2027 by LP 4.2: 14 working days." in sentences(page)
    )


def test_overdue_stands_out_besides_being_said(page: ChildPage):
    tell(page, JOURNEY)
    roles = {label.text(): label.property("role") for label in page.findChildren(QLabel)}
    assert roles["Next PPM: Mon 28 Dec 2026. Overdue by 3 days."] == "alert"
    assert roles["Initial PPM: Thu 31 Dec 2026. The first date is in 11 days."] != "alert"


def test_nothing_due_is_said(page: ChildPage):
    tell(page, Journey((), (), ()))
    assert "Nothing is due by the dates that are known." in sentences(page)


def test_the_journey_is_a_list_of_sentences(page: ChildPage):
    tell(page, JOURNEY)
    assert listed(page) == [stop.words for stop in STOPS]
    assert listed(page)[0] == "Thu 17 Dec 2026. The child came into care"
    assert nameless_inputs(page) == []


def test_arrows_walk_through_it_and_keep_it_in_sight(page: ChildPage, qtbot: QtBot):
    tell(page, JOURNEY)
    times = inside(page, TimeLine)
    times.setFocus()
    qtbot.keyClick(times, Qt.Key.Key_End)
    assert times.currentIndex().data() == STOPS[-1].words

    def is_in_sight() -> bool:
        middle = times.mapTo(page, times.visualRect(times.currentIndex()).center())
        return page.rect().contains(middle)

    qtbot.waitUntil(is_in_sight)


@pytest.mark.parametrize("percent", [100, 200])
def test_no_stop_overlaps_another_or_is_cut_off(page: ChildPage, qtbot: QtBot, percent: int):
    Theme(percent).apply()
    tell(page, JOURNEY)
    times = inside(page, TimeLine)
    qtbot.waitUntil(lambda: times.visualRect(times.model().index(2, 0)).height() > 0)
    boxes = [times.visualRect(times.model().index(n, 0)) for n in range(3)]
    assert boxes[0].bottom() < boxes[1].top()
    assert boxes[1].bottom() < boxes[2].top()
    assert boxes[1].height() > 2 * boxes[0].height()  # its note wraps
    assert boxes[2].bottom() < times.viewport().height()


def test_what_is_typed_stays_in_sight_when_the_dates_arrive(page: ChildPage, qtbot: QtBot):
    box = next(b for b in page.findChildren(QLineEdit) if b.accessibleName() == "Preferred name")
    box.setFocus()
    qtbot.keyClicks(box, "Ann")
    tell(page, JOURNEY)

    def is_in_sight() -> bool:
        return page.rect().contains(box.mapTo(page, box.rect().center()))

    qtbot.waitUntil(is_in_sight)
    assert QApplication.focusWidget() is box


def test_a_child_not_kept_yet_has_no_journey(page: ChildPage):
    page.show_child(None, [], NAMES)
    assert not inside(page, TimeLine).isVisibleTo(page)
    assert "Deadlines" not in sentences(page)


# on the list of meetings


def test_the_list_of_meetings_names_what_is_due_and_leaves_the_chair_where_they_are(qtbot: QtBot):
    home = HomePage()
    qtbot.addWidget(home)
    lines = [line("m", ANN, signed="2026-11-20", exported="2026-11-21")]
    home.show_meetings(lines, NAMES, [])
    home.show()
    qtbot.waitExposed(home)
    home.activateWindow()
    home.start()
    rows = inside(home, RowList)
    qtbot.waitUntil(rows.hasFocus)
    before = rows.currentIndex().data()
    home.show_coming([ComingUp(ANN, LATE)])
    shown = [rows.model().index(n, 0).data() for n in range(rows.model().rowCount())]
    assert shown == [
        "Overdue",
        "A.P.  100001, Next PPM by Mon 28 Dec 2026, LP 2.2: 6 weeks, Overdue by 3 days",
        "Done",
        before,
    ]
    assert rows.currentIndex().data() == before
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    with qtbot.waitSignal(home.child_chosen) as chosen:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert chosen.args == [ANN.id]
