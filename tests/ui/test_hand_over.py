"""A draft is handed over from its own page, and taken back there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from meeting_room import council
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, press, sentences

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Child
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.handover_file import open_parcel
from desktop_app.storage.slots import Cost
from desktop_app.ui.courier import Courier
from desktop_app.ui.hand_over import HandOver

CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "kettle marmalade seven"
HERE = council()
FORM = HERE.form("initial_ppm", HERE.profile("calderdale"))
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Places(tmp_path / "here"), CHEAP)
    made.set_up("a long invented passphrase", {"council": "calderdale"}).result()
    yield made
    made.close()
    QApplication.processEvents()


@pytest.fixture
def aside(qtbot: QtBot, desk: Desk) -> HandOver:
    def work(store):  # noqa: ANN001, ANN202
        store.save_child(CHILD)
        return store.record(new_meeting(store, FORM, CHILD, {}).id)

    meeting = OpenMeeting(FORM, desk.ask(work).result())
    made = HandOver(desk, Courier(), meeting, HERE.profile("calderdale"), {})
    qtbot.addWidget(made.page)
    made.page.resize(760, 600)
    made.page.show()
    began(made)
    return made


def began(aside: HandOver) -> None:
    aside.start()
    aside._desk.ask(lambda _: None).result()  # the storage thread works in the order asked
    QApplication.processEvents()


def type_passphrase(aside: HandOver, first: str, second: str) -> None:
    boxes = aside.page.findChildren(QLineEdit)
    boxes[0].setText(first)
    boxes[1].setText(second)


def state(aside: HandOver) -> str:
    of = aside._of
    return aside._desk.ask(lambda store: store.record(of).meeting.state).result()


def test_the_file_opens_with_the_passphrase_and_the_draft_is_read_only(
    qtbot: QtBot, aside: HandOver, tmp_path: Path
):
    type_passphrase(aside, PASSPHRASE, PASSPHRASE)
    with qtbot.waitSignals([aside.told, aside.other_wanted], timeout=5000):
        aside.page.hand_over(tmp_path)
    (file,) = tmp_path.glob("*.chairside")
    parcel = open_parcel(file.read_bytes(), PASSPHRASE, CHEAP)
    assert file.name == f"{parcel.record.meeting.reference}.chairside"
    assert state(aside) == "handed over"
    began(aside)
    assert f"as {file.name}." in sentences(aside.page)
    assert "Save the file" not in sentences(aside.page)


def test_a_short_passphrase_or_a_slip_hands_nothing_over(aside: HandOver, tmp_path: Path):
    for first, second in (("short", "short"), (PASSPHRASE, "kettle marmalade eight")):
        type_passphrase(aside, first, second)
        aside.page.hand_over(tmp_path)
        QApplication.processEvents()
    assert not list(tmp_path.glob("*.chairside"))
    assert state(aside) == "draft"


def test_a_folder_that_is_not_there_hands_nothing_over(
    qtbot: QtBot, aside: HandOver, tmp_path: Path
):
    type_passphrase(aside, PASSPHRASE, PASSPHRASE)
    aside.page.hand_over(tmp_path / "not there")
    qtbot.waitUntil(lambda: "Nothing was handed over" in sentences(aside.page), timeout=5000)
    assert state(aside) == "draft"


def test_a_file_that_is_there_already_is_never_written_over(
    qtbot: QtBot, aside: HandOver, tmp_path: Path
):
    reference = aside._desk.ask(lambda store: store.record(aside._of)).result().meeting.reference
    standing = tmp_path / f"{reference}.chairside"
    standing.write_bytes(b"another")
    type_passphrase(aside, PASSPHRASE, PASSPHRASE)
    with qtbot.waitSignal(aside.other_wanted, timeout=5000):
        aside.page.hand_over(tmp_path)
    assert standing.read_bytes() == b"another"
    assert (tmp_path / f"{reference} (2).chairside").exists()


def test_it_goes_on_here_after_all_only_after_a_tick(qtbot: QtBot, aside: HandOver, tmp_path: Path):
    type_passphrase(aside, PASSPHRASE, PASSPHRASE)
    with qtbot.waitSignal(aside.other_wanted, timeout=5000):
        aside.page.hand_over(tmp_path)
    began(aside)
    press(aside.page, "Continue here after all")
    press(aside.page, "Continue here")
    assert state(aside) == "handed over"
    tick = next(box for box in aside.page.findChildren(QCheckBox) if "anywhere else" in box.text())
    tick.click()
    with qtbot.waitSignal(aside.other_wanted, timeout=5000):
        press(aside.page, "Continue here")
    assert state(aside) == "draft"


def test_it_goes_off_this_laptop_only_after_a_tick(qtbot: QtBot, aside: HandOver, tmp_path: Path):
    type_passphrase(aside, PASSPHRASE, PASSPHRASE)
    with qtbot.waitSignal(aside.other_wanted, timeout=5000):
        aside.page.hand_over(tmp_path)
    began(aside)
    press(aside.page, "Take it off this laptop")
    press(aside.page, "Take it off now")
    assert state(aside) == "handed over"
    tick = next(box for box in aside.page.findChildren(QCheckBox) if "opened on" in box.text())
    tick.click()
    with qtbot.waitSignals([aside.alone, aside.removed], timeout=5000):
        press(aside.page, "Take it off now")
    of = aside._of
    assert not aside._desk.ask(lambda store: store.has_meeting(of)).result()


def test_every_input_has_a_name(aside: HandOver):
    assert nameless_inputs(aside.page) == []
