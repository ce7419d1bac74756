"""Nothing of a meeting is offered that cannot be, once it is taken off or another way is taken."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest
from after_signing import desk_at, signed_in
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import press, sentences
from signed_minutes import SETTINGS

from desktop_app.assemble import Desk
from desktop_app.services.at_hand import at_hand
from desktop_app.services.case_system import UPLOADED
from desktop_app.ui.courier import Courier
from desktop_app.ui.forgetting import Forgetting
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_pages import ONCE_SIGNED
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.screens import Screens

PATIENCE = 10_000


@pytest.fixture
def meeting_id(tmp_path: Path) -> str:
    return signed_in(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, meeting_id: str) -> Iterator[Desk]:
    with desk_at(tmp_path) as desk:
        yield desk


def buttons(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(QPushButton) if one.isVisibleTo(page)]


def long_uploaded(desk: Desk, meeting_id: str) -> None:
    on = (datetime.now().astimezone() - timedelta(40)).date()
    detail = {"on": on.isoformat(), "reference": "M-7", "by": "C", "version": "1", "sha256": "0"}
    desk.ask(lambda store: store.note_event(meeting_id, UPLOADED, detail)).result()


def test_of_minutes_that_were_taken_off_nothing_is_offered(
    qtbot: QtBot, desk: Desk, meeting_id: str
):
    long_uploaded(desk, meeting_id)
    flow = MeetingFlow(
        desk, Courier(), desk.ask(lambda store: at_hand(store, meeting_id)).result(), SETTINGS
    )
    qtbot.addWidget(flow)
    flow.show()
    flow.activateWindow()
    flow.asides.open(ONCE_SIGNED.index(Forgetting))
    qtbot.waitUntil(lambda: "Take them off…" in buttons(flow), timeout=PATIENCE)
    assert any(one.startswith("Preview") for one in buttons(flow))
    press(flow, "Take them off…")
    next(one for one in flow.findChildren(QCheckBox) if one.isVisibleTo(flow)).click()
    press(flow, "Take them off now")
    qtbot.waitUntil(lambda: "The minutes are off" in sentences(flow), timeout=PATIENCE)
    assert sorted(buttons(flow)) == ["Remove the child too…", "‹ Meetings  (Esc)"]
    for key, modifier in (
        (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(flow, key, modifier)
        desk.ask(lambda _: None).result()
        QApplication.processEvents()
    assert "The minutes are off" in sentences(flow)
    with qtbot.waitSignal(flow.gone, timeout=PATIENCE):
        qtbot.keyClick(flow, Qt.Key.Key_Escape)


def test_a_word_file_waits_only_for_the_meeting_that_is_started_for_it(
    qtbot: QtBot, desk: Desk, meeting_id: str, tmp_path: Path
):
    file = tmp_path / "old minutes.docx"
    docx.Document().save(str(file))
    pages: list[QWidget] = []
    screens = Screens(desk, Courier(), dict(SETTINGS))
    screens.page_wanted.connect(pages.append)
    screens._prepare(file)
    qtbot.waitUntil(lambda: bool(pages) and isinstance(pages[-1], NewMeeting), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "“old minutes.docx”" in sentences(pages[-1]), timeout=PATIENCE)
    screens.show_home()
    qtbot.waitUntil(lambda: isinstance(pages[-1], HomePage), timeout=PATIENCE)
    screens.new_meeting()
    qtbot.waitUntil(lambda: isinstance(pages[-1], NewMeeting), timeout=PATIENCE)
    assert "old minutes" not in sentences(pages[-1])
    for page in pages:
        page.deleteLater()
