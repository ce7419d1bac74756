"""The actions beside the questions: as the rows say them, and those that stay are not made anew."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from meeting_room import council, record
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.records.meeting import Row
from desktop_app.services.guide import Guide
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.meeting_page import MeetingPage
from desktop_app.ui.side_panel import SidePanel

NONE_YET = "None yet. F9 adds one from wherever you are."
ROWS = some.lists(
    some.builds(
        lambda at, text, owner, target: Row(
            f"a{at}", {"text": text, "owner": owner, "target": target}
        ),
        some.integers(0, 5),
        some.sampled_from(["Book the medical", "Write to school", ""]),
        some.sampled_from(["Priya", ""]),
        some.sampled_from(["1 April 2027", ""]),
    ),
    max_size=6,
    unique_by=lambda row: row.id,
).map(tuple)
MANY = tuple(Row(f"a{n}", {"text": f"Action {n}", "owner": f"Person {n}"}) for n in range(60))


@pytest.fixture
def panel(qtbot: QtBot) -> SidePanel:
    made = SidePanel(Guide())
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show()
    return made


def labels(panel: SidePanel) -> list[QLabel]:
    """Those of the actions, in the order in which a screen reader comes to them."""
    QApplication.processEvents()
    shown = [one for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]
    heading = next(one for one in shown if one.text().startswith("Actions so far"))
    return shown[shown.index(heading) + 1 :]


def said(panel: SidePanel) -> list[str]:
    return [one.text() for one in labels(panel)]


def expected(rows: tuple[Row, ...]) -> list[str]:
    lines: list[str] = []
    for row in reversed(rows):
        who, when = row.values["owner"] or "nobody yet", row.values["target"] or "no date yet"
        lines += [row.values["text"], f"{who}, {when}"]
    return lines or [NONE_YET]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(ROWS, max_size=4))
def test_whatever_changes_they_read_as_the_rows_do(panel: SidePanel, turns: list[tuple[Row, ...]]):
    for rows in turns:
        panel.show_actions(rows)
        assert said(panel) == expected(rows)
        down = [one.mapTo(panel, QPoint(0, 0)).y() for one in labels(panel)]
        assert down == sorted(down)


def test_what_stays_is_the_same_and_what_changed_says_so(panel: SidePanel):
    panel.show_actions(MANY)
    before = labels(panel)
    panel.show_actions(MANY)
    assert labels(panel) == before
    new = Row("new", {"text": "One more"})
    edited = Row("a30", {"text": "Other words", "owner": "Person 30"})
    panel.show_actions((*(edited if row.id == "a30" else row for row in MANY), new))
    after = labels(panel)
    assert after[2:] == before
    assert after[2 + 2 * 29].text() == "Other words"
    panel.show_actions(MANY[1:])
    assert labels(panel) == before[:-2]


def test_typing_leaves_them_alone(qtbot: QtBot):
    here = council()
    form = here.form("initial_ppm", here.profile("calderdale"))
    meeting = OpenMeeting(form, replace(record(), actions=MANY))
    page = MeetingPage(meeting, here.library.choices)
    qtbot.addWidget(page)
    page.show()
    (panel,) = page.findChildren(SidePanel)
    before = labels(panel)
    meeting.set_answer("background", "Something was said.")
    page.follow()
    assert labels(panel) == before
