"""Right after a removal: with the child gone too, and locked on the page that says it is done."""

from pathlib import Path

from after_the_meeting import (
    begins,
    choose_row,
    everything_held,
    fill,
    own_profile,
    rows_of,
    says,
    tick,
)
from at_the_desk import chairside, press, wait_for
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import unlock
from test_chair_goes_from_meeting_to_meeting import sign_over
from test_chair_minutes_an_initial_ppm import CTRL, KEY, first_run
from test_chair_signs_and_corrects import first_meeting, save_as
from test_minutes_leave_the_laptop import (
    WORDS,
    a_day_later,
    receipt,
    removals_of,
    take_off,
    today,
    words_of_store,
)

from desktop_app.paths import Places
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.row_list import RowList
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage


def taken_off(qtbot: QtBot, window: Window) -> None:
    """A day later it opens where the chair was: the minutes that are ready to go."""
    unlock(qtbot, window)
    wait_for(qtbot, window, WordPage)
    take_off(qtbot, window)


def ready_to_go(qtbot: QtBot, folder: Path) -> None:
    own_profile(folder, "keep_days = 1\n")
    with chairside(qtbot, folder, today) as window:
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
    assert len(removals_of(store)) == 1


def test_locked_right_after_a_removal_it_opens_with_the_list_of_meetings(
    qtbot: QtBot, tmp_path: Path
):
    ready_to_go(qtbot, tmp_path / "store")
    with chairside(qtbot, tmp_path / "store", a_day_later) as window:
        taken_off(qtbot, window)
        press(qtbot, KEY.Key_L, CTRL)
        unlock(qtbot, window)
        says(qtbot, wait_for(qtbot, window, HomePage), "Your meetings will stand here")


def the_child(qtbot: QtBot, window: Window) -> ChildPage:
    begins(qtbot, window, "Children")
    (rows,) = wait_for(qtbot, window, ChildrenPage).findChildren(RowList)
    choose_row(qtbot, rows, "1204417")
    return wait_for(qtbot, window, ChildPage)


def can_be_removed(window: Window) -> bool:
    buttons = window.findChildren(QPushButton)
    return any(one.isVisible() and one.text() == "Remove this child…" for one in buttons)


def test_a_child_that_was_kept_can_be_removed_later(qtbot: QtBot, tmp_path: Path):
    ready_to_go(qtbot, tmp_path / "store")
    with chairside(qtbot, tmp_path / "store", a_day_later) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, WordPage)
        begins(qtbot, window, "‹ Meetings")
        wait_for(qtbot, window, HomePage)
        the_child(qtbot, window)
        assert not can_be_removed(window)
        (rows,) = wait_for(qtbot, window, ChildPage).findChildren(RowList)
        choose_row(qtbot, rows, "Initial PPM")
        wait_for(qtbot, window, WordPage)
        take_off(qtbot, window)
        begins(qtbot, window, "‹ Meetings")
        wait_for(qtbot, window, HomePage)
        page = the_child(qtbot, window)
        says(qtbot, page, "Backups on this laptop made before hold the child until")
        fill(qtbot, window, "Preferred name", "Robbie")  # goes with the child
        begins(qtbot, window, "Remove this child…")
        says(qtbot, page, "key dates and what was kept of earlier meetings")
        tick(window, "I do not need this child here any more")
        begins(qtbot, window, "Remove the child now")
        children = wait_for(qtbot, window, ChildrenPage)
        says(qtbot, window, "The child was removed from this laptop.")
        assert rows_of(children.findChildren(RowList)[0]) == []
        held = everything_held(window)
        assert [word for word in ("Robin", "Robbie", "1204417", *WORDS) if word in held] == []
    store = Places(tmp_path / "store")
    words = words_of_store(store)
    assert [word for word in (b"1204417", b"Robbie", b"taken_off") if word in words] == []
    assert len(removals_of(store)) == 1
