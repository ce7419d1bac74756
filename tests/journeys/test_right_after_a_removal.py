"""Right after a removal: with the child gone too, and locked on the page that says it is done."""

from pathlib import Path

from after_the_meeting import begins, everything_held, own_profile, says, tick
from at_the_desk import chairside, press, wait_for
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import unlock
from test_chair_goes_from_meeting_to_meeting import sign_over
from test_chair_minutes_an_initial_ppm import CTRL, KEY, first_run
from test_chair_signs_and_corrects import first_meeting, save_as
from test_minutes_leave_the_laptop import (
    WORDS,
    a_day_later,
    receipt,
    take_off,
    trail_of,
    words_of_store,
)

from desktop_app.paths import Places
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage


def taken_off(qtbot: QtBot, window: Window) -> None:
    """A day later it opens where the chair was: the minutes that are ready to go."""
    unlock(qtbot, window)
    wait_for(qtbot, window, WordPage)
    take_off(qtbot, window)


def ready_to_go(qtbot: QtBot, folder: Path) -> None:
    own_profile(folder, "keep_days = 1\n")
    with chairside(qtbot, folder) as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        sign_over(qtbot, window, flow)
        save_as(qtbot, window, folder.parent / "signed.docx")
        begins(qtbot, window, "After the meeting…")
        receipt(qtbot, window)


def test_with_the_child_gone_the_list_of_meetings_is_empty_and_nothing_is_saved(
    qtbot: QtBot, tmp_path: Path
):
    ready_to_go(qtbot, tmp_path / "store")
    with chairside(qtbot, tmp_path / "store", a_day_later) as window:
        taken_off(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        flow.meeting.set_answer("background", "Typed since.")  # not kept, whatever it is
        begins(qtbot, window, "Remove the child too…")
        tick(window, "I do not need this child here any more")
        begins(qtbot, window, "Remove the child now")
        home = wait_for(qtbot, window, HomePage)
        says(qtbot, home, "Your meetings will stand here")
        begins(qtbot, window, "Children")
        wait_for(qtbot, window, ChildrenPage)
        held = everything_held(window)
        assert [word for word in ("Robin Testname", "1204417", *WORDS) if word in held] == []
    store = Places(tmp_path / "store")
    assert b"1204417" not in words_of_store(store)
    assert len(trail_of(store)) == 1


def test_locked_right_after_a_removal_it_opens_with_the_list_of_meetings(
    qtbot: QtBot, tmp_path: Path
):
    ready_to_go(qtbot, tmp_path / "store")
    with chairside(qtbot, tmp_path / "store", a_day_later) as window:
        taken_off(qtbot, window)
        press(qtbot, KEY.Key_L, CTRL)
        unlock(qtbot, window)
        says(qtbot, wait_for(qtbot, window, HomePage), "Your meetings will stand here")
