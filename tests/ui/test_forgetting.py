"""Taking minutes off the laptop in the window: asked first, shown while it runs, then gone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from after_signing import desk_at, sha256_of, shown, signed_in
from patience import PATIENCE
from PySide6.QtWidgets import QCheckBox, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, press, sentences
from signed_minutes import profile_of

from desktop_app.assemble import Desk
from desktop_app.records.dates import short
from desktop_app.services.case_system import UPLOADED
from desktop_app.ui.forgetting import Forgetting

Start = Callable[[int | None], Forgetting]


@pytest.fixture
def meeting_id(tmp_path: Path) -> str:
    return signed_in(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, meeting_id: str) -> Iterator[Desk]:
    with desk_at(tmp_path) as desk:
        yield desk


@pytest.fixture
def start(desk: Desk, meeting_id: str, qtbot: QtBot) -> Start:
    """With a receipt so many days old, or none."""

    def begin(days_ago: int | None) -> Forgetting:
        if days_ago is not None:
            on = desk.today - timedelta(days_ago)
            detail = {
                "on": on.isoformat(),
                "reference": "MOS-77",
                "by": "Casey Chair",
                "version": "1",
                "sha256": sha256_of(desk, meeting_id),
            }
            desk.ask(lambda store: store.note_event(meeting_id, UPLOADED, detail)).result()
        aside = shown(qtbot, desk, Forgetting, meeting_id, profile_of(desk.places))
        wanted = ("Not yet", "removed from this laptop")
        qtbot.waitUntil(lambda: any(w in sentences(aside.page) for w in wanted), timeout=PATIENCE)
        return aside

    return begin


def buttons(aside: Forgetting) -> list[str]:
    found = aside.page.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisibleTo(aside.page)]


def confirm(aside: Forgetting, ask: str, act: str) -> None:
    press(aside.page, ask)
    press(aside.page, act)  # the tick is still missing: nothing happens
    assert not aside.page.findChildren(QProgressBar)[0].isVisibleTo(aside.page)
    ticks = aside.page.findChildren(QCheckBox)
    next(one for one in ticks if one.isVisibleTo(aside.page)).click()
    press(aside.page, act)


def test_without_a_receipt_there_is_only_a_way_back(start: Start):
    aside = start(None)
    assert "There is no receipt from Mosaic" in sentences(aside.page)
    assert buttons(aside) == ["‹ Back  (Esc)"]


def test_before_its_time_the_day_is_named(start: Start, desk: Desk):
    aside = start(3)
    day = desk.today + timedelta(25)
    assert f"They may go on {short(day)}" in sentences(aside.page)
    assert buttons(aside) == ["‹ Back  (Esc)"]


def test_they_go_only_after_a_tick_and_then_the_child_is_asked_about(
    start: Start, desk: Desk, meeting_id: str, qtbot: QtBot
):
    aside = start(28)
    assert "1 open action waits" in sentences(aside.page)
    assert "MOS-77" in sentences(aside.page)
    heard: list[str] = []
    aside._how_far.connect(heard.append)
    confirm(aside, "Take them off…", "Take them off now")
    assert aside.page.findChildren(QProgressBar)[0].isVisibleTo(aside.page)
    qtbot.waitUntil(lambda: "Remove the child too…" in buttons(aside), timeout=PATIENCE)
    assert "The minutes are off this laptop" in sentences(aside.page)
    assert len(heard) == 2
    assert not desk.ask(lambda store: store.has_meeting(meeting_id)).result()
    assert len(desk.ask(lambda store: store.children()).result()) == 1
    with qtbot.waitSignal(aside.removed, timeout=PATIENCE):
        confirm(aside, "Remove the child too…", "Remove the child now")
    assert desk.ask(lambda store: store.children()).result() == []


def test_the_child_may_stay(start: Start, desk: Desk, qtbot: QtBot):
    aside = start(28)
    confirm(aside, "Take them off…", "Take them off now")
    qtbot.waitUntil(lambda: "‹ Meetings  (Esc)" in buttons(aside), timeout=PATIENCE)
    with qtbot.waitSignal(aside.removed):
        press(aside.page, "‹ Meetings")
    assert len(desk.ask(lambda store: store.children()).result()) == 1


def test_every_input_has_a_name(start: Start):
    assert nameless_inputs(start(28).page) == []
