"""A selection meeting agrees a match: its panel date is asked for, printed, and kept in view."""

from datetime import timedelta
from pathlib import Path

import pytest
from at_the_desk import PATIENCE, Chair, chairside, find, press, saved, wait_for
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import sign_over
from test_chair_minutes_an_initial_ppm import answered, first_run, save_word, start_a_meeting

from desktop_app.assemble import now_here
from desktop_app.minutes.read_back import read_back
from desktop_app.records.dates import in_words, short
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.journey import TimeLine
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.window import Window

NOW = now_here()  # the window’s too: no midnight falls between the two
TODAY = NOW.date()
HELD, PANEL = TODAY - timedelta(days=3), TODAY + timedelta(days=40)
ASKED = "Agree the panel date, or say who books it by when."


def in_sight(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def selection(qtbot: QtBot, window: Window) -> tuple[MeetingFlow, Chair]:
    """A meeting that recommends the match, without a date for panel."""
    first_run(qtbot, window)
    flow = start_a_meeting(qtbot, window, "Selection meeting")
    chair = Chair(qtbot, flow)
    chair.answer("meeting_date", f"{HELD:%d/%m/%Y}")
    chair.answer("child_views", "I want to stay with Ana.")
    assert not flow.meeting.applies(flow.meeting.form.question("panel_on"))
    chair.answer("decision", "Proceed")
    saved(qtbot, flow)
    flow.page.follow()
    return flow, chair


def asked_on_the_check_page(qtbot: QtBot, window: Window) -> bool:
    press(qtbot, Qt.Key.Key_F12)
    check = wait_for(qtbot, window, CheckPage)
    qtbot.waitUntil(lambda: "Say " in in_sight(check), timeout=PATIENCE)
    said = ASKED in in_sight(check)
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not check.isVisible(), timeout=PATIENCE)
    return said


def the_childs_page(qtbot: QtBot, window: Window) -> ChildPage:
    find(window, QPushButton, "‹ Meetings").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    wait_for(qtbot, window, HomePage)
    window._screens.child_screens.show_one(
        window._desk.ask(lambda store: store.children()).result()[0].id
    )
    page = wait_for(qtbot, window, ChildPage)
    qtbot.waitUntil(lambda: any("Today" in one for one in journey(page)), timeout=PATIENCE)
    QApplication.processEvents()
    return page


def journey(page: ChildPage) -> list[str]:
    times = page.findChildren(TimeLine)
    model = times[0].model() if times else QStringListModel()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


@pytest.mark.parametrize(
    ("answers", "deadline"),
    [
        ({"panel_on": f"{PANEL:%d/%m/%Y}"}, "Match put to panel or the decision-maker"),
        (
            {"panel_book_by": f"{PANEL:%d/%m/%Y}", "panel_booked_by": "Priya Invented"},
            "Panel date booked",
        ),
    ],
    ids=["a date agreed", "a date to be booked by somebody"],
)
def test_from_the_recommendation_to_the_panel_on_the_childs_page(
    qtbot: QtBot, tmp_path: Path, answers: dict[str, str], deadline: str
):
    out = tmp_path / "out"
    out.mkdir()
    with chairside(qtbot, tmp_path / "store", lambda: NOW) as window:
        flow, chair = selection(qtbot, window)
        assert asked_on_the_check_page(qtbot, window)
        for key, text in answers.items():
            chair.answer(key, text)
        saved(qtbot, flow)
        assert not asked_on_the_check_page(qtbot, window)
        sign_over(qtbot, window, flow)
        file = save_word(qtbot, window, out)
        page = the_childs_page(qtbot, window)
        said = in_sight(page)
        assert f"{deadline}: {short(PANEL)}. Due in 40 days." in said
        assert "Selection meeting" in said
        assert any(one.startswith(f"{short(PANEL)}. Deadline: {deadline}") for one in journey(page))
    under = answered(read_back(file))
    assert under[next(iter(answers))] == in_words(PANEL)


def test_no_panel_is_waited_for_where_the_match_is_put_off(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path, lambda: NOW) as window:
        flow, chair = selection(qtbot, window)
        chair.answer("panel_on", f"{PANEL:%d/%m/%Y}")
        chair.answer("decision", "Defer")
        saved(qtbot, flow)
        assert not asked_on_the_check_page(qtbot, window)
        sign_over(qtbot, window, flow)
        page = the_childs_page(qtbot, window)
        assert "Match put to panel" not in in_sight(page)
