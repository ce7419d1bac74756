"""The page on which signed minutes go onto the case system, used by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from after_signing import desk_at, shown, signed_in
from patience import PATIENCE
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from screens_examples import box, nameless_inputs, press, sentences
from signed_minutes import profile_of

from desktop_app.assemble import Desk
from desktop_app.ui.case_system import CaseSystem


@pytest.fixture
def meeting_id(tmp_path: Path) -> str:
    return signed_in(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, meeting_id: str) -> Iterator[Desk]:
    with desk_at(tmp_path) as desk:
        yield desk


@pytest.fixture
def aside(desk: Desk, meeting_id: str, qtbot: QtBot) -> CaseSystem:
    made = shown(qtbot, desk, CaseSystem, meeting_id, profile_of(desk.places))
    qtbot.waitUntil(lambda: "SHA-256" in sentences(made.page), timeout=PATIENCE)
    return made


def acts(desk: Desk, meeting_id: str) -> list[str]:
    return [one.act for one in desk.ask(lambda store: store.events(meeting_id)).result()]


def test_a_receipt_is_kept_with_two_words_and_enter(
    aside: CaseSystem, desk: Desk, meeting_id: str, qtbot: QtBot
):
    assert "has no receipt from Mosaic yet" in sentences(aside.page)
    reference = box(aside.page, "Reference that Mosaic gave it")
    assert QApplication.focusWidget() is reference
    assert box(aside.page, "Uploaded by").text() == "Casey Chair"
    qtbot.keyClicks(reference, "MOS-77")
    with qtbot.waitSignal(aside.told) as told:
        qtbot.keyClick(reference, Qt.Key.Key_Return)
    assert told.args == ["Receipt kept: MOS-77."]
    qtbot.waitUntil(lambda: "✓ Version 1.0: MOS-77" in sentences(aside.page), timeout=PATIENCE)
    assert acts(desk, meeting_id) == ["uploaded"]
    assert not reference.isVisibleTo(aside.page)
    press(aside.page, "Enter another receipt…")
    assert QApplication.focusWidget() is reference
    aside.start()  # the page as it is opened again
    qtbot.waitUntil(lambda: not reference.isVisibleTo(aside.page), timeout=PATIENCE)


def test_a_missing_reference_is_said_and_nothing_is_kept(
    aside: CaseSystem, desk: Desk, meeting_id: str, qtbot: QtBot
):
    box(aside.page, "Uploaded by").setFocus()
    press(aside.page, "Keep the receipt")
    qtbot.waitUntil(lambda: "reference is missing" in sentences(aside.page), timeout=PATIENCE)
    assert QApplication.focusWidget() is box(aside.page, "Reference that Mosaic gave it")
    assert acts(desk, meeting_id) == []


def test_one_key_copies_the_next_section_and_ticks_it(
    aside: CaseSystem, desk: Desk, meeting_id: str, qtbot: QtBot
):
    copied: list[str] = []
    for count in (1, 2, 3):
        qtbot.keyClick(aside.page, Qt.Key.Key_F2)
        copied.append(QGuiApplication.clipboard().text())
        wanted = f"{count} of "
        qtbot.waitUntil(lambda w=wanted: w in sentences(aside.page), timeout=PATIENCE)
    assert len(set(copied)) == 3
    assert all(copied)
    assert acts(desk, meeting_id) == ["section copied"] * 3
    aside.start()
    qtbot.waitUntil(lambda: "3 of " in sentences(aside.page), timeout=PATIENCE)


def test_the_row_is_copied_for_spreadsheets_and_for_word(aside: CaseSystem):
    press(aside.page, "Copy the row")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text().startswith("1204417\t")
    assert "<td>1204417</td>" in mime.html()


def test_the_tracker_is_said_to_have_it(aside: CaseSystem, qtbot: QtBot):
    assert "Permanence tracker updated" in sentences(aside.page)
    press(aside.page, "The tracker has it")
    qtbot.waitUntil(lambda: "✓ The tracker was updated" in sentences(aside.page), timeout=PATIENCE)
    assert "Permanence tracker updated" not in sentences(aside.page)


def test_every_input_has_a_name(aside: CaseSystem):
    assert nameless_inputs(aside.page) == []
