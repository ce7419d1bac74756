"""From a file: signed minutes, a handed-over draft, or any Word file as prepared answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from meeting_room import council, record
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import first_sent, nameless_inputs, press, sentences

from desktop_app.assemble import Desk
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Record
from desktop_app.records.snapshot import Signature
from desktop_app.services.handing_over import hand_over_to
from desktop_app.services.meetings import new_meeting
from desktop_app.services.sealing import words_of
from desktop_app.services.trust import trust
from desktop_app.storage.slots import Cost
from desktop_app.ui.courier import Courier
from desktop_app.ui.take_in_page import TakeInPage

CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "kettle marmalade seven"
HERE = council()
PROFILE = HERE.profile("calderdale")
FORM = HERE.form("initial_ppm", PROFILE)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SIGNER = from_stored(make_certificate("Casey Chair", "Invented Council", NOW))
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})


def opened(folder: Path) -> Desk:
    made = Desk(Places(folder), CHEAP)
    made.set_up("a long invented passphrase", {"council": "calderdale"}).result()
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opened(tmp_path / "here")
    yield made
    made.close()
    QApplication.processEvents()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> TakeInPage:
    made = TakeInPage(desk, Courier(), PROFILE, {"my_name": "Chris Chairperson"})
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    made.start()
    return made


def minutes() -> Record:
    said = {"child_name": "Robin Testname", "case_number": "1204417", "background": "In May."}
    return record(meeting_date="2 Nov 2026", **said)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    by = Signature("Casey Chair", "Chair", "2 November 2026, 12:00", "True.", words_of(SIGNER))
    snapshot = freeze(FORM, minutes(), Imprint("Invented Council", "OFFICIAL", "1.0", by))
    file = tmp_path / "signed.docx"
    file.write_bytes(seal(to_word(snapshot), SIGNER, at=NOW, role="Chair"))
    return file


def trusting(desk: Desk) -> None:
    desk.ask(lambda store: trust(store, SIGNER.certificate)).result()


def shows(qtbot: QtBot, page: TakeInPage, words: str) -> None:
    qtbot.waitUntil(lambda: words in sentences(page), timeout=10_000)


def steps(page: TakeInPage) -> dict[str, bool]:
    made = (b for b in page.findChildren(QPushButton) if b.isVisibleTo(page))
    return {b.text(): b.isEnabled() for b in made}


def tick(page: TakeInPage, words: str) -> None:
    boxes = (box for box in page.findChildren(QCheckBox) if box.isVisibleTo(page))
    next(box for box in boxes if box.text().startswith(words)).click()


def test_signed_minutes_start_the_next_meeting_once_the_child_is_confirmed(
    qtbot: QtBot, desk: Desk, page: TakeInPage, signed: Path
):
    trusting(desk)
    page.read(signed)
    shows(qtbot, page, "not on this laptop yet")
    next_step = f"Start the next: {HERE.form('review_ppm', PROFILE).name}"
    assert steps(page)[next_step] is False
    tick(page, "This is the right child")
    with qtbot.waitSignal(page.meeting_ready, timeout=5000) as caught:
        press(page, next_step)
    draft = desk.ask(lambda store: store.record(first_sent(caught))).result()
    assert (draft.meeting.form, draft.child.name) == ("review_ppm", "Robin Testname")
    assert draft.answers["background"] == "In May."


def test_they_can_be_kept_alone(qtbot: QtBot, desk: Desk, page: TakeInPage, signed: Path):
    trusting(desk)
    desk.ask(lambda store: store.save_child(CHILD)).result()
    page.read(signed)
    shows(qtbot, page, "on this laptop already")
    tick(page, "This is the right child")
    with qtbot.waitSignal(page.meeting_ready, timeout=5000) as caught:
        press(page, "Only keep these minutes here")
    kept = desk.ask(lambda store: store.record(first_sent(caught))).result()
    assert (kept.meeting.state, kept.child.id) == ("signed", "c")


def test_they_say_that_they_replace_the_draft_that_was_handed_over(
    qtbot: QtBot, desk: Desk, page: TakeInPage, signed: Path, tmp_path: Path
):
    of = minutes().meeting

    def give(store) -> None:  # noqa: ANN001
        store.save_child(CHILD)
        store.start_meeting(replace(of, child_id="c"), {}, {}, (), ())
        hand_over_to(store, of.id, PASSPHRASE, tmp_path, CHEAP)

    trusting(desk)
    desk.ask(give).result()
    page.read(signed)
    shows(qtbot, page, "take the place of the draft that was handed over from this laptop")
    tick(page, "This is the right child")
    with qtbot.waitSignal(page.meeting_ready, timeout=5000) as caught:
        press(page, "Only keep these minutes here")
    assert first_sent(caught) == of.id
    assert desk.ask(lambda store: store.record(of.id)).result().meeting.state == "signed"


def test_a_signer_is_trusted_first_and_the_file_looked_at_again(
    qtbot: QtBot, page: TakeInPage, signed: Path
):
    page.read(signed)
    shows(qtbot, page, "only claimed")
    assert not any(words.startswith("Start the next") for words in steps(page))
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Trust this certificate…"
    press(page, "Trust this certificate")
    tick(page, "I compared the fingerprint")
    press(page, "Trust it from now on")
    shows(qtbot, page, "not on this laptop yet")


def test_any_other_word_file_is_taken_as_prepared_answers(
    qtbot: QtBot, page: TakeInPage, tmp_path: Path
):
    file = tmp_path / "old minutes.docx"
    plain = docx.Document()
    plain.add_paragraph("Minutes of long ago.")
    plain.save(str(file))
    page.read(file)
    shows(qtbot, page, "not a file of minutes that Chairside made")
    with qtbot.waitSignal(page.prepared_wanted) as caught:
        press(page, "Take it as prepared answers")
    assert first_sent(caught) == file


def test_a_handed_over_draft_opens_here_with_its_passphrase(
    qtbot: QtBot, desk: Desk, page: TakeInPage, tmp_path: Path
):
    there = opened(tmp_path / "there")

    def give(store) -> Path:  # noqa: ANN001
        store.save_child(CHILD)
        draft = new_meeting(store, FORM, CHILD, {}, answers={"background": "Typed there."})
        return hand_over_to(store, draft.id, PASSPHRASE, tmp_path, CHEAP)

    file = there.ask(give).result()
    there.close()
    page.read(file)
    shows(qtbot, page, "draft from another laptop")
    (box,) = (b for b in page.findChildren(QLineEdit) if b.isVisibleTo(page))
    box.setText("another invented passphrase")
    press(page, "Open the draft here")
    shows(qtbot, page, "not the passphrase of this file")
    box.setText(PASSPHRASE)
    with qtbot.waitSignal(page.meeting_ready, timeout=5000) as caught:
        press(page, "Open the draft here")
    draft = desk.ask(lambda store: store.record(first_sent(caught))).result()
    assert draft.answers["background"] == "Typed there."
    assert file.stem == draft.meeting.reference


def test_a_draft_of_another_name_under_that_number_is_asked_about_first(
    qtbot: QtBot, desk: Desk, page: TakeInPage, tmp_path: Path
):
    there = opened(tmp_path / "there")
    another = Child("here", {"child_name": "Sam Otherchild", "case_number": "1204-417"})

    def give(store) -> Path:  # noqa: ANN001
        store.save_child(CHILD)
        return hand_over_to(
            store, new_meeting(store, FORM, CHILD, {}).id, PASSPHRASE, tmp_path, CHEAP
        )

    file = there.ask(give).result()
    there.close()
    desk.ask(lambda store: store.save_child(another)).result()
    page.read(file)
    shows(qtbot, page, "draft from another laptop")
    (box,) = (b for b in page.findChildren(QLineEdit) if b.isVisibleTo(page))
    box.setText(PASSPHRASE)
    press(page, "Open the draft here")
    shows(qtbot, page, "names Robin Testname. On this laptop the case number 1204417 belongs to")
    assert "Sam Otherchild" in sentences(page)
    assert steps(page)["Open the draft here"] is False
    assert desk.ask(lambda store: store.meetings()).result() == []
    assert nameless_inputs(page) == []
    tick(page, "Both are the same child")
    with qtbot.waitSignal(page.meeting_ready, timeout=5000) as caught:
        press(page, "Open the draft here")
    draft = desk.ask(lambda store: store.record(first_sent(caught))).result()
    assert draft.child.id == "here"


@pytest.mark.parametrize("name", ["broken.docx", "broken.chairside", "gone.docx"])
def test_a_file_that_is_none_of_these_says_so(
    qtbot: QtBot, page: TakeInPage, tmp_path: Path, name: str
):
    file = tmp_path / name
    if "gone" not in name:
        file.write_bytes(b"nothing of the kind")
    page.read(file)
    qtbot.waitUntil(lambda: page._alert.isVisibleTo(page), timeout=5000)
    assert not any(words.startswith(("Start", "Open", "Take")) for words in steps(page))
    assert page._alert.text().count("not a Word file") <= 1


def test_every_input_has_a_name(qtbot: QtBot, desk: Desk, page: TakeInPage, signed: Path):
    trusting(desk)
    page.read(signed)
    shows(qtbot, page, "not on this laptop yet")
    assert nameless_inputs(page) == []
