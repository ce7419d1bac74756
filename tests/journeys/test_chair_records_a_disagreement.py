"""The grandmother disagrees: one key in the room, two places in the minutes, one line next time."""

from pathlib import Path

from at_the_desk import Chair, chairside, focus, press, saved, type_into, wait_for
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import go_on, sign_over
from test_chair_minutes_an_initial_ppm import KEY, first_run, start_a_meeting

from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Grid, Text
from desktop_app.ui.meeting_flow import MeetingFlow


def test_from_the_room_to_the_word_file_and_the_next_meeting(qtbot: QtBot, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window)
        chair = Chair(qtbot, flow)
        chair.answer("meeting_date", "2 Nov 2026")
        chair.answer("background", "Robin came into care in May.")
        chair.answer("child_views", "I want to see Gran.")
        text = focus()
        press(qtbot, KEY.Key_F3)
        for words in ("Gloria Fictional", "He wants to live with her", "The IRO", "+2w"):
            line = focus()
            assert isinstance(line, QLineEdit | QPlainTextEdit)
            type_into(qtbot, line, words)
            line.window().activateWindow()  # offscreen, a list of names stays active when it goes
            if words != "+2w":
                press(qtbot, KEY.Key_Tab)
        press(qtbot, KEY.Key_Escape)
        assert focus() is text
        chair.answer("plan", "Not yet decided")
        saved(qtbot, flow)
        page = sign_over(qtbot, window, flow)
        page.save_wanted.emit(str(out), "minutes.docx")
        qtbot.waitUntil(lambda: (out / "minutes.docx").exists(), timeout=10_000)

        flow = go_on(qtbot, window, "Review PPM")
        wait_for(qtbot, window, MeetingFlow)
        [carried] = flow.meeting.record.tables["disagreements"]
        assert flow.meeting.raised_at(flow.meeting.form.question("child_views")) == ()
        assert carried.values["by_when"] == "16 November 2026"

    printed = read_back(out / "minutes.docx")
    sections = (*printed.template, *printed.additional)
    entries = [entry for s in sections for group in s.groups for entry in group]
    keys = [entry.key for entry in entries]
    here = entries[keys.index("child_views") + 1]
    said = (
        "Gloria Fictional: He wants to live with her. To resolve it: The IRO, by 16 November 2026."
    )
    assert here == Text("disagreement.child_views", "Disagreement", said)
    table = entries[keys.index("disagreements")]
    assert isinstance(table, Grid)
    assert [row[0] for row in table.rows] == ["Gloria Fictional"]
