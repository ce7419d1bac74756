"""Copies as PDF and on paper, asked for as the chair does: what leaves is what was redacted."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest
from answered_dialogs import Dialogs, chosen, printed_into, put_off
from pdf_leaves import leaves_of
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from screens_examples import press
from test_copies_page import CHILD, PATIENCE, PEOPLE, SAID, Host, page, rows, told

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.copies import Place, is_copy
from desktop_app.records.meeting import Meeting
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.copies_of_minutes import redacted
from desktop_app.storage.slots import Cost
from desktop_app.ui.on_paper import to_pdf

SECRET = Place("background", line=1)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Host]:
    desk = Desk(Places(tmp_path / "store"), Cost(memory=64, passes=1, lanes=1))
    desk.set_up("a long invented passphrase", {"council": "calderdale"}).result()
    meeting = Meeting("m1", "PPM-TEST22", "c", "initial_ppm")
    desk.ask(lambda store: store.save_child(CHILD)).result()
    desk.ask(lambda store: store.start_meeting(meeting, SAID, {}, PEOPLE, ())).result()
    made = Host(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.aside.start()
    qtbot.waitUntil(lambda: bool(rows(made).keys()), timeout=PATIENCE)
    yield made
    desk.close()
    QApplication.processEvents()


def copy_for_mother(qtbot: QtBot, window: Host) -> Snapshot:
    """On her page, with one line marked; the copy as it has to read."""
    aside = window.aside
    aside.show_marks()
    line = next(one for one in aside.marks._lines.values() if one.spot.place == SECRET)
    aside.marks.mark_wanted.emit(line.spot, "other_child")
    qtbot.waitUntil(lambda: SECRET in {m.place for m in aside.held.marks}, timeout=PATIENCE)
    aside.show_person("Dana Testname", "Mother")
    copy = redacted(aside.held, aside.one.wanted(), aside._maker())
    assert "Otherchild" not in str(copy)
    assert "Otherchild" in str(aside.held.snapshot)
    return copy


own_dialog = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the system's own dialog cannot be answered"
)


def test_the_pdf_is_that_of_the_redacted_copy(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path
):
    copy = copy_for_mother(qtbot, window)
    path = tmp_path / "mother.pdf"
    dialogs.expect(QFileDialog, chosen(path))
    press(page(window), "Save as PDF")
    told(qtbot, window, "PDF saved")
    drawn = leaves_of(path.read_bytes())
    assert drawn == leaves_of(to_pdf(copy))
    assert drawn != leaves_of(to_pdf(window.aside.held.snapshot))


@own_dialog
def test_what_is_printed_is_the_redacted_copy_and_it_is_noted(
    qtbot: QtBot, window: Host, dialogs: Dialogs, tmp_path: Path
):
    copy = copy_for_mother(qtbot, window)
    path = tmp_path / "printed.pdf"
    dialogs.expect(QPrintDialog, printed_into(path))
    press(page(window), "Print")
    told(qtbot, window, "✓ Printed. Noted as copy 1 for Dana Testname.")
    drawn = leaves_of(path.read_bytes())
    assert drawn == leaves_of(to_pdf(copy))
    assert drawn != leaves_of(to_pdf(window.aside.held.snapshot))
    (noted,) = window.aside.held.given
    assert (noted.person, noted.given) == ("Dana Testname", "redacted")


@own_dialog
def test_what_was_not_printed_after_all_is_not_noted(qtbot: QtBot, window: Host, dialogs: Dialogs):
    copy_for_mother(qtbot, window)
    dialogs.expect(QPrintDialog, put_off)
    press(page(window), "Print")
    qtbot.waitUntil(lambda: not dialogs.still_expected, timeout=PATIENCE)
    press(page(window), "Preview")
    qtbot.waitUntil(lambda: page(window) is window.aside.preview, timeout=PATIENCE)
    assert window.aside.held.given == ()


@dataclass(frozen=True)
class Leaking(Snapshot):
    """Minutes of which every copy says the name all the same."""

    def __post_init__(self) -> None:
        if is_copy(self):
            object.__setattr__(self, "council", "Otherchild")


@pytest.mark.parametrize("way", ["Preview", "Print", "Save as PDF"])
def test_a_copy_that_still_holds_what_was_left_out_is_neither_shown_nor_printed(
    qtbot: QtBot, window: Host, tmp_path: Path, way: str
):
    copy_for_mother(qtbot, window)
    aside = window.aside
    minutes = aside.held.snapshot
    same = Leaking(**{each.name: getattr(minutes, each.name) for each in fields(minutes)})
    aside._held = replace(aside.held, snapshot=same)
    press(page(window), way)
    told(qtbot, window, "“otherchild”")
    assert page(window) is aside.one
    assert not list(tmp_path.glob("*.pdf"))
    assert not aside.held.given
