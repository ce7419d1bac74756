"""Part of the store is damaged: the chair reads what, and works on with all that is whole."""

import importlib
from pathlib import Path

import pytest
from at_the_desk import CHEAP, PASSPHRASE, PATIENCE, chairside, press, wait_for
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import said, unlock
from test_killed_while_typing import prepare

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Child
from desktop_app.services.meetings import new_meeting
from desktop_app.storage import leaving
from desktop_app.storage.store import Store
from desktop_app.ui.children_page import ChildrenPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow

CTRL = Qt.KeyboardModifier.ControlModifier


def second_meeting(folder: Path, damage: str) -> str:
    """Of another child, beside that of `prepare`; then the damage is done."""
    desk = Desk(Places(folder), CHEAP)
    desk.unlock(PASSPHRASE).result()
    form = desk.council.form("initial_ppm", desk.council.profile("calderdale"))

    def work(store: Store) -> str:
        child = Child("c2", {"child_name": "Bo Whole", "case_number": "2222222"})
        store.save_child(child)
        made = new_meeting(store, form, child, {})
        with store.writing() as connection:
            connection.exec_driver_sql(damage)
        return made.id

    made = desk.ask(work).result()
    desk.close()
    return made


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE child SET details = '{' WHERE id = 'c'", "The details of a child are damaged"),
        ("UPDATE answer SET value = '{' WHERE meeting_id <> ''", "damaged"),
        ("UPDATE setting SET value = '7' WHERE key = 'text_size'", "“text_size” is damaged"),
    ],
)
def test_what_is_damaged_is_named_and_the_list_is_there(
    qtbot: QtBot, tmp_path: Path, damage: str, named: str
):
    prepare(tmp_path)
    desk = Desk(Places(tmp_path), CHEAP)
    desk.unlock(PASSPHRASE).result()
    desk.ask(lambda store: store.set_setting("text_size", "120")).result()
    desk.close()
    second_meeting(tmp_path, damage)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        if "setting" in damage:
            wait_for(qtbot, window, MeetingFlow)
            press(qtbot, Qt.Key.Key_M, CTRL)
        wait_for(qtbot, window, HomePage)
        qtbot.waitUntil(lambda: named in said(window), timeout=PATIENCE)


def test_a_whole_meeting_opens_beside_a_damaged_child(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    whole = second_meeting(tmp_path, "UPDATE child SET details = '{' WHERE id = 'c'")
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        home = wait_for(qtbot, window, HomePage)
        assert "PPM-" in said(window)
        home.meeting_chosen.emit(whole)
        flow = wait_for(qtbot, window, MeetingFlow)
        assert flow.meeting.record.child.name == "Bo Whole"
        press(qtbot, Qt.Key.Key_M, CTRL)
        wait_for(qtbot, window, HomePage)
        window._to_children()
        wait_for(qtbot, window, ChildrenPage)
        qtbot.waitUntil(lambda: "details of a child are damaged" in said(window), timeout=PATIENCE)


@pytest.mark.parametrize("council", ["calderdale", "of another laptop"])
def test_what_a_kill_left_in_a_folder_goes_at_the_next_start(
    qtbot: QtBot, tmp_path: Path, council: str
):
    """Also while the council's file is broken, and no backup can be dated."""
    left = tmp_path / "Ann Pear" / "chairside-0a1b2c3d.tmp"
    left.parent.mkdir()
    left.write_bytes(b"words")
    prepare(tmp_path / "data")
    desk = Desk(Places(tmp_path / "data"), CHEAP)
    desk.unlock(PASSPHRASE).result()
    desk.ask(lambda store: store.set_setting("council", council)).result()
    desk.ask(lambda store: store.set_setting("open_meeting", "")).result()
    desk.ask(lambda store: leaving.remember(store, left)).result()
    desk.close()
    importlib.reload(leaving)  # another run of the program
    with chairside(qtbot, tmp_path / "data") as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)
        qtbot.waitUntil(lambda: not left.exists(), timeout=PATIENCE)
