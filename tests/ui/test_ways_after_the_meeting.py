"""Nothing of a meeting is offered that cannot be, once it is taken off or another way is taken."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from after_signing import desk_at, sha256_of, signed_in
from patience import PATIENCE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import press, sentences
from signed_minutes import SETTINGS

from desktop_app.assemble import Desk
from desktop_app.services.actions_out import GONE, SENT
from desktop_app.services.at_hand import at_hand
from desktop_app.services.case_system import UPLOADED
from desktop_app.ui.courier import Courier
from desktop_app.ui.forgetting import Forgetting
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.meeting_pages import ONCE_SIGNED
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.screens import Screens


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
    on = desk.today - timedelta(40)
    detail = {
        "on": on.isoformat(),
        "reference": "M-7",
        "by": "C",
        "version": "1",
        "sha256": sha256_of(desk, meeting_id),
    }
    desk.ask(lambda store: store.note_event(meeting_id, UPLOADED, detail)).result()


def test_what_is_done_is_ticked_and_what_is_not_is_said(qtbot: QtBot, desk: Desk, meeting_id: str):
    flow = MeetingFlow(
        desk, Courier(), desk.ask(lambda store: at_hand(store, meeting_id)).result(), SETTINGS
    )
    qtbot.addWidget(flow)
    flow.show()
    flow.show_after()
    qtbot.waitUntil(lambda: "Not yet: Word file saved" in sentences(flow), timeout=PATIENCE)
    said = [one for one in sentences(flow).split("\n") if one.startswith(("✓", "Not yet:"))]
    assert said == [
        "Not yet: Actions sent",
        "Not yet: Draft saved for comment",
        "✓ Signed: version 1.0, Tue 17 Nov 2026",
        "Not yet: Word file saved",
        "Not yet: Copies noted",
        "Not yet: Receipt from Mosaic",
        "Not yet: Tracker updated",
    ]
    desk.ask(lambda store: store.note_event(meeting_id, "exported", {})).result()
    desk.ask(lambda store: store.note_event(meeting_id, SENT, {"how": GONE})).result()
    long_uploaded(desk, meeting_id)
    flow.show_after()
    qtbot.waitUntil(lambda: "✓ Receipt from Mosaic: M-7" in sentences(flow), timeout=PATIENCE)
    assert "✓ Word file saved: " in sentences(flow)
    assert "✓ Actions sent: " in sentences(flow)


@pytest.mark.parametrize(
    ("step", "seen"), [("case system", "Onto Mosaic"), ("taking off", "Not yet")]
)
def test_a_reminder_leads_to_its_own_page(
    qtbot: QtBot, desk: Desk, meeting_id: str, step: str, seen: str
):
    flow = MeetingFlow(
        desk, Courier(), desk.ask(lambda store: at_hand(store, meeting_id)).result(), SETTINGS
    )
    qtbot.addWidget(flow)
    flow.show()
    flow.start(step)
    qtbot.waitUntil(lambda: seen in sentences(flow).split("\n"), timeout=PATIENCE)


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
    ways = ["Remove the child too…", "‹ Meetings  (Esc)"]
    qtbot.waitUntil(lambda: sorted(buttons(flow)) == ways, timeout=PATIENCE)
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
