"""After the meeting: the next PPM from the file alone, and a draft handed over."""

from pathlib import Path

from after_the_meeting import after, begins, mark, says, tick
from answered_dialogs import Dialogs, chosen
from at_the_desk import chairside, press, type_into, wait_for
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot
from test_chair_goes_from_meeting_to_meeting import carried
from test_chair_minutes_an_initial_ppm import KEY, first_run
from test_chair_signs_and_corrects import (
    first_meeting,
    push,
    save_as,
    seal_with_own_certificate,
)

from desktop_app.records.copies import Place
from desktop_app.ui.copies import Copies
from desktop_app.ui.hand_over_page import HandOverPage
from desktop_app.ui.marks_page import MarksPage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.take_in_page import TakeInPage
from desktop_app.ui.window import Window

PASSPHRASE = "kettle marmalade seven"


def test_the_next_ppm_starts_from_the_file_on_an_empty_laptop(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path / "one") as window:
        first_run(qtbot, window)
        flow = first_meeting(qtbot, window)
        seal_with_own_certificate(qtbot, window, flow)
        file = save_as(qtbot, window, tmp_path / "signed.docx")
    with chairside(qtbot, tmp_path / "two") as window:
        first_run(qtbot, window)
        push(qtbot, window, "Start from a file…")
        page = wait_for(qtbot, window, TakeInPage)
        page.read(file)
        begins(qtbot, window, "Trust this certificate")
        tick(window, "I compared the fingerprint")
        begins(qtbot, window, "Trust it from now on")
        says(qtbot, page, "not on this laptop yet")
        tick(window, "This is the right child")
        begins(qtbot, window, "Start the next: Review PPM")
        flow = wait_for(qtbot, window, MeetingFlow)
        assert flow.meeting.answer("child_name") == "Robin Testname"
        assert flow.meeting.answer("background") == "Robin came into care in May."
        assert flow.meeting.is_brought_in("background")
        assert [row.values["text"] for row in carried(flow).value()] == ["Book the medical"]


def hand_over(qtbot: QtBot, window: Window, dialogs: Dialogs, folder: Path) -> Path:
    """From the page “After the meeting” to the file."""
    begins(qtbot, window, "Hand over")
    page = wait_for(qtbot, window, HandOverPage)
    says(qtbot, page, "Hand over this draft")  # as it begins it is emptied
    first, second = [b for b in page.findChildren(QLineEdit) if b.isVisible()][:2]
    type_into(qtbot, first, PASSPHRASE)
    type_into(qtbot, second, PASSPHRASE)
    dialogs.expect(QFileDialog, chosen(folder))
    begins(qtbot, window, "Save the file…")
    says(qtbot, window, "Handed over to another laptop on")
    (file,) = folder.glob("*.chairside")
    return file


def open_handed_over(qtbot: QtBot, window: Window, file: Path) -> MeetingFlow:
    push(qtbot, window, "Start from a file…")
    page = wait_for(qtbot, window, TakeInPage)
    page.read(file)
    says(qtbot, page, "draft from another laptop")
    (box,) = (b for b in page.findChildren(QLineEdit) if b.isVisible())
    type_into(qtbot, box, PASSPHRASE)
    begins(qtbot, window, "Open the draft here")
    return wait_for(qtbot, window, MeetingFlow)


def test_a_draft_is_handed_over_and_goes_on_elsewhere(
    qtbot: QtBot, dialogs: Dialogs, tmp_path: Path
):
    with chairside(qtbot, tmp_path / "one") as window:
        first_run(qtbot, window)
        first_meeting(qtbot, window)
        begins(qtbot, window, "After the meeting…")
        file = hand_over(qtbot, window, dialogs, tmp_path)
    with chairside(qtbot, tmp_path / "two") as window:
        first_run(qtbot, window)
        flow = open_handed_over(qtbot, window, file)
        assert flow.meeting.answer("background") == "Robin came into care in May."
        assert flow.meeting.record.meeting.state == "draft"


def test_what_copies_leave_out_is_handed_over_too(qtbot: QtBot, dialogs: Dialogs, tmp_path: Path):
    with chairside(qtbot, tmp_path / "one") as window:
        first_run(qtbot, window)
        first_meeting(qtbot, window)
        after(qtbot, window, Copies.words)
        mark(qtbot, window, "background", KEY.Key_3)
        press(qtbot, KEY.Key_Escape)
        file = hand_over(qtbot, window, dialogs, tmp_path)
    with chairside(qtbot, tmp_path / "two") as window:
        first_run(qtbot, window)
        open_handed_over(qtbot, window, file)
        after(qtbot, window, Copies.words)
        begins(qtbot, window, "Mark what is left out")
        lines = wait_for(qtbot, window, MarksPage)._lines.values()
        marked = {line.spot.place: line.step for line in lines if line.step}
        assert marked[Place("background")] == "Other child"
