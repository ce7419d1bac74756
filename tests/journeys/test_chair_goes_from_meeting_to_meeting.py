"""One meeting leads to the next in the real window: actions are carried, homes end, plans begin."""

from pathlib import Path

from at_the_desk import (
    Chair,
    chairside,
    find,
    give_reasons,
    press,
    read_all,
    saved,
    type_into,
    wait_for,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot
from test_chair_minutes_an_initial_ppm import KEY, first_run, start_a_meeting

from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Grid
from desktop_app.ui.check_page import CheckPage
from desktop_app.ui.editors.cards import Card
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
    give_reasons(qtbot, check.reasons())
    read_all(qtbot, window, flow)
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


def minute_an_initial_ppm(qtbot: QtBot, flow: MeetingFlow) -> None:
    chair = Chair(qtbot, flow)
    chair.answer("meeting_date", "2 Nov 2026")
    chair.answer("background", "Robin came into care in May.")
    chair.answer("child_views", "I want to see Gran.")
    chair.answer("plan", "Not yet decided")
    chair.answer("actions", "Book the medical", "Priya Invented", "+1w")
    chair.answer("actions", "Call the school", "Priya Invented", "+2w")
    saved(qtbot, flow)


def minute_a_review(qtbot: QtBot, flow: MeetingFlow) -> None:
    chair = Chair(qtbot, flow)
    chair.answer("meeting_date", "14 Dec 2026")
    chair.answer("plan", "Not yet decided")
    chair.answer("actions", "Visit Gran", "Sam Madeup", "+1w")
    saved(qtbot, flow)


def choose(qtbot: QtBot, card: Card, status: str) -> None:
    button = next(b for b in card.findChildren(QRadioButton) if b.text() == status)
    button.setFocus()
    press(qtbot, KEY.Key_Space)


def box(card: Card, column: str) -> QPlainTextEdit:
    found = card._editors[column].input_widget()
    assert isinstance(found, QPlainTextEdit)
    return found


def say_what_became_of_the_actions(qtbot: QtBot, flow: MeetingFlow) -> None:
    """Their words stay as they were signed."""
    rows = carried(flow)
    assert [row.values["text"] for row in rows.value()] == ["Book the medical", "Call the school"]
    medical, school = rows._cards
    assert box(medical, "text").isReadOnly()
    choose(qtbot, medical, "Done")
    type_into(qtbot, box(school, "update"), "Head teacher away.")
    choose(qtbot, school, "Not done")


def confirm_what_still_holds(qtbot: QtBot, window: Window, flow: MeetingFlow) -> None:
    flow.page.go_to_question("background")
    qtbot.waitUntil(lambda: flow.meeting.is_brought_in("background"), timeout=5_000)
    find(window, QPushButton, "It still holds").setFocus()
    press(qtbot, KEY.Key_Space)
    assert not flow.meeting.is_brought_in("background")


def bring_in_what_was_said_last_time(qtbot: QtBot, flow: MeetingFlow) -> None:
    """Views of another day are none of today: nobody can confirm them for the child."""
    flow.page.go_to_question("child_views")
    press(qtbot, KEY.Key_F4)
    assert flow.meeting.answer("child_views") == "I want to see Gran."
    assert flow.meeting.is_brought_in("child_views")
    flow.page.confirm("child_views")
    assert "child_views.brought" in {f.key for f in flow.meeting.findings() if f.weight == "blocks"}
    type_into(qtbot, no_new_views(flow), "Robin was ill")
    flow.page.collect()
    assert not any(
        f.weight == "blocks" and f.question == "child_views" for f in flow.meeting.findings()
    )


def no_new_views(flow: MeetingFlow) -> QLineEdit:
    lines = flow.page.sections.current.findChildren(QLineEdit)
    return next(b for b in lines if b.accessibleName().startswith("No new views since"))


def save_as(qtbot: QtBot, page: WordPage, file: Path) -> None:
    page.save_wanted.emit(str(file.parent), file.name)
    qtbot.waitUntil(file.exists, timeout=10_000)


def printed_updates(file: Path) -> list[str]:
    entries = (e for s in read_back(file).template for g in s.groups for e in g)
    table = next(e for e in entries if e.key == "carried")
    assert isinstance(table, Grid)
    return [row[3] for row in table.rows]


def test_from_an_initial_ppm_to_its_review_and_the_one_after(qtbot: QtBot, tmp_path: Path):
    review = tmp_path / "review.docx"
    with chairside(qtbot, tmp_path / "store") as window:
        first_run(qtbot, window)
        flow = start_a_meeting(qtbot, window)
        minute_an_initial_ppm(qtbot, flow)
        sign_over(qtbot, window, flow)

        flow = go_on(qtbot, window, "Review PPM")
        say_what_became_of_the_actions(qtbot, flow)
        confirm_what_still_holds(qtbot, window, flow)
        bring_in_what_was_said_last_time(qtbot, flow)
        minute_a_review(qtbot, flow)
        save_as(qtbot, sign_over(qtbot, window, flow), review)

        flow = go_on(qtbot, window, "Review PPM")
        left = [row.values["text"] for row in carried(flow).value()]
        assert left == ["Call the school", "Visit Gran"]
    assert printed_updates(review) == ["Done", "Not done. Head teacher away."]


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
