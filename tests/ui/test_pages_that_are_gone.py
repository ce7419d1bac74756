"""What a page asked the store may be answered once it is gone: it is then told to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from after_signing import desk_at, signed_in
from patience import PATIENCE
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete
from signed_minutes import SETTINGS

from desktop_app.assemble import Desk
from desktop_app.services.at_hand import at_hand
from desktop_app.ui.courier import Courier
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_pages import ONCE_SIGNED
from desktop_app.ui.settings_page import SettingsPage


@pytest.fixture
def meeting_id(tmp_path: Path) -> str:
    return signed_in(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, meeting_id: str) -> Iterator[Desk]:
    with desk_at(tmp_path) as desk:
        yield desk


@contextmanager
def gone_before_the_answer(qtbot: QtBot, desk: Desk, page: QWidget) -> Iterator[None]:
    """What is asked within is answered after the page went; what that raises fails the test."""
    free = Event()
    desk.ask(lambda _: free.wait(PATIENCE / 1000))
    yield
    delete(page)
    free.set()
    last = desk.ask(lambda _: None)
    qtbot.waitUntil(last.done)
    QApplication.processEvents()


@pytest.mark.parametrize("place", [None, *range(len(ONCE_SIGNED))])
def test_no_answer_reaches_a_meeting_that_was_left(
    qtbot: QtBot, desk: Desk, meeting_id: str, place: int | None
):
    found = desk.ask(lambda store: at_hand(store, meeting_id)).result()
    flow = MeetingFlow(desk, Courier(), found, dict(SETTINGS))
    with gone_before_the_answer(qtbot, desk, flow):
        flow.start()
        flow.signing.start()
        if place is not None:
            flow.asides.open(place)


def test_no_answer_reaches_settings_that_were_left(qtbot: QtBot, desk: Desk):
    page = SettingsPage(desk, Courier(), dict(SETTINGS))
    with gone_before_the_answer(qtbot, desk, page):
        page.start()
