"""What home says of signed minutes, and what is open to a draft that is away: in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from after_the_meeting import rows_of
from at_the_desk import CHEAP, PATIENCE, chairside, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import sentences
from signed_minutes import PASSPHRASE, SETTINGS, form_of, new_store, signed
from test_bad_luck_at_the_desk import unlock

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.services.at_hand import at_hand
from desktop_app.services.handing_over import hand_over_to
from desktop_app.services.meetings import child_to_meet, new_meeting
from desktop_app.ui.courier import Courier
from desktop_app.ui.hand_over_page import HandOverPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.row_list import RowList


def test_home_says_that_the_receipt_is_still_to_be_entered(qtbot: QtBot, tmp_path: Path):
    places = Places(tmp_path)
    store = new_store(places)
    meeting = signed(store, places)
    store.note_event(meeting.id, "exported", {})
    store.close()
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        (rows,) = wait_for(qtbot, window, HomePage).findChildren(RowList)
        qtbot.waitUntil(lambda: "1204417" in str(rows_of(rows)), timeout=PATIENCE)
        assert rows_of(rows)[0] == "To do now"
        assert "Enter the receipt from Mosaic" in rows_of(rows)[1]


@pytest.fixture
def away(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    """A draft that was handed over."""
    places = Places(tmp_path / "store")
    store = new_store(places)
    child = child_to_meet(store, "", "Robin Testname", "1204417")
    meeting = new_meeting(store, form_of(places), child, {})
    hand_over_to(store, meeting.id, PASSPHRASE, tmp_path, CHEAP)
    store.close()
    desk = Desk(places, CHEAP)
    desk.unlock(PASSPHRASE).result()
    yield desk, meeting.id
    desk.close()
    QApplication.processEvents()


def test_f11_opens_no_other_way_to_a_draft_that_is_away(qtbot: QtBot, away: tuple[Desk, str]):
    desk, of = away
    at = desk.ask(lambda store: at_hand(store, of)).result()
    flow = MeetingFlow(desk, Courier(), at, SETTINGS)
    qtbot.addWidget(flow)
    flow.show()
    flow.activateWindow()
    flow.start()
    page = wait_for(qtbot, flow, HandOverPage)
    qtbot.waitUntil(lambda: "Handed over to another laptop" in sentences(page), timeout=PATIENCE)

    def offered() -> list[str]:
        return sorted(one.text() for one in flow.findChildren(QPushButton) if one.isVisible())

    before = offered()
    qtbot.keyClick(flow, Qt.Key.Key_F11)
    desk.ask(lambda _: None).result()
    QApplication.processEvents()
    assert page.isVisible()
    assert offered() == before
