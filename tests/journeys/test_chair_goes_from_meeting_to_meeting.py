"""One meeting leads to the next in the real window: actions are carried, homes end, plans begin."""

from pathlib import Path

from at_the_desk import Chair, chairside, find, press, saved, type_into, wait_for
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import KEY, first_run, start_a_meeting

from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Grid
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.editors.rows import CarriedRows
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage


def sign_over(qtbot: QtBot, window: Window, flow: MeetingFlow) -> WordPage:
    """Signs with a reason for whatever is still empty, as a chair in a hurry may."""
    press(qtbot, KEY.Key_F12)
    check = wait_for(qtbot, window, CheckPage)
    blocking = [f.key for f in flow.meeting.findings() if f.weight == "blocks"]
    assert blocking == []
    for line in check.reasons():
        type_into(qtbot, line, "Not reached today.")
    unread = [f for f in flow.meeting.findings() if f.weight == "warning" and not f.settled]
    if unread:
        find(window, QPushButton, "I have read all of these").setFocus()
        press(qtbot, KEY.Key_Space)
    find(window, QPushButton, "Go on to sign").setFocus()
    press(qtbot, KEY.Key_Space)
    wait_for(qtbot, window, SignPage)
    find(window, QPushButton, "Sign the minutes").setFocus()
    press(qtbot, KEY.Key_Space)
    return wait_for(qtbot, window, WordPage)


def go_on(qtbot: QtBot, window: Window, name: str) -> MeetingFlow:
    before = wait_for(qtbot, window, MeetingFlow)
    find(window, QPushButton, f"Start the next: {name}").setFocus()
    press(qtbot, KEY.Key_Space)
    qtbot.waitUntil(
        lambda: (
            wait_for(qtbot, window, MeetingFlow).meeting.record.meeting.id
            != before.meeting.record.meeting.id
        ),
        timeout=10_000,
    )
    return wait_for(qtbot, window, MeetingFlow)


def carried(flow: MeetingFlow) -> CarriedRows:
    flow.page.go_to_question("carried")
    rows = flow.page.sections.current.views["carried"].rows_editor()
    assert isinstance(rows, CarriedRows)
    return rows


def test_from_an_initial_ppm_to_its_review_and_the_one_after(qtbot: QtBot, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window)
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "2 Nov 2026")
        chair.answer("background", "Robin came into care in May.")
        chair.answer("child_views", "I want to see Gran.")
        chair.answer("plan", "Not yet decided")
        chair.answer("actions", "Book the medical", "Priya Invented", "+1w")
        chair.answer("actions", "Call the school", "Priya Invented", "+2w")
        saved(qtbot, flow)
        sign_over(qtbot, window, flow)

        flow = go_on(qtbot, window, "Review PPM")
        rows = carried(flow)
        assert [row.values["text"] for row in rows.value()] == [
            "Book the medical",
            "Call the school",
        ]
        first = rows._cards[0]
        text = first._editors["text"].input_widget()
        assert isinstance(text, QPlainTextEdit)
        assert text.isReadOnly()
        status = next(b for b in first.findChildren(QRadioButton) if b.text() == "Done")
        status.setFocus()
        press(qtbot, KEY.Key_Space)
        second = rows._cards[1]
        update = second._editors["update"].input_widget()
        assert isinstance(update, QPlainTextEdit)
        type_into(qtbot, update, "Head teacher away.")
        status = next(b for b in second.findChildren(QRadioButton) if b.text() == "Not done")
        status.setFocus()
        press(qtbot, KEY.Key_Space)
        flow.page.go_to_question("background")
        qtbot.waitUntil(lambda: flow.meeting.is_brought_in("background"), timeout=5_000)
        find(window, QPushButton, "It still holds").setFocus()
        press(qtbot, KEY.Key_Space)
        assert not flow.meeting.is_brought_in("background")
        flow.page.go_to_question("child_views")
        press(qtbot, KEY.Key_F4)  # what was said last time, marked until it is confirmed
        assert flow.meeting.answer("child_views") == "I want to see Gran."
        assert flow.meeting.is_brought_in("child_views")
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "14 Dec 2026")
        chair.answer("plan", "Not yet decided")
        chair.answer("actions", "Visit Gran", "Sam Madeup", "+1w")
        saved(qtbot, flow)
        page = sign_over(qtbot, window, flow)
        page.save_wanted.emit(str(out), "review.docx")
        qtbot.waitUntil(lambda: (out / "review.docx").exists(), timeout=10_000)

        flow = go_on(qtbot, window, "Review PPM")
        left = [row.values["text"] for row in carried(flow).value()]
        assert left == ["Call the school", "Visit Gran"]
    printed = read_back(out / "review.docx")
    entries = (e for s in printed.template for g in s.groups for e in g)
    table = next(e for e in entries if e.key == "carried")
    assert isinstance(table, Grid)
    assert [row[3] for row in table.rows] == ["Done", "Not done. Head teacher away."]


def test_from_stability_to_disruption_to_an_initial_ppm(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path) as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window, "Stability meeting")
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "2 Nov 2026")
        chair.answer("child_views", "I am not sure.")
        chair.answer("stability_outcome", "Cannot continue: disruption meeting")
        saved(qtbot, flow)
        sign_over(qtbot, window, flow)
        flow = go_on(qtbot, window, "Disruption meeting")
        assert flow.meeting.answer("child_name") == "Robin Testname"
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "9 Nov 2026")
        chair.answer("child_views", "I miss the dog.")
        chair.answer("stage", "The home has ended")
        chair.answer("home_matched", "Yes")
        chair.answer("disruption_outcome", "Ended, learning agreed")
        saved(qtbot, flow)
        sign_over(qtbot, window, flow)
        flow = go_on(qtbot, window, "Initial PPM")
        assert flow.meeting.form.key == "initial_ppm"
