"""The first start, by keyboard, from the council to the recovery sheet."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import box, first_sent, focused, nameless_inputs, press, sentences

from desktop_app.ui.first_run import FirstRun

KEY = "7K2M-9QXZ-1ABC-2DEF-3GHJ-4KMN-5PQR-6STV-70X1"
LONG = "four plain words together"


@pytest.fixture
def page(qtbot: QtBot) -> FirstRun:
    page = FirstRun([("calderdale", "Calderdale"), ("invented", "Invented Council")])
    qtbot.addWidget(page)
    page.resize(683, 384)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.start()
    return page


def enter(qtbot: QtBot, *lines: str) -> None:
    for text in lines:
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)


def test_the_whole_way_by_keyboard(page: FirstRun, qtbot: QtBot):
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.wanted) as asked:
        enter(qtbot, "", "Una Chair", "Team manager", LONG, LONG)
    assert asked.args == [
        {
            "council": "invented",
            "my_name": "Una Chair",
            "my_role": "Team manager",
            "passphrase": LONG,
        }
    ]
    page.show_recovery_key(KEY)
    assert "7K2M   9QXZ   1ABC" in sentences(page)
    have_the_sheet(qtbot)
    assert "9QXZ" not in sentences(page)
    with qtbot.waitSignal(page.finished):
        enter(qtbot, "7oxi")  # as somebody reads it: small letters, o for 0, i for 1


def have_the_sheet(qtbot: QtBot) -> None:
    """By keyboard, past printing and saving."""
    for _ in range(2):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    button = focused()
    assert isinstance(button, QPushButton)
    assert button.text() == "I have the sheet"
    qtbot.keyClick(button, Qt.Key.Key_Return)


def test_a_council_must_be_chosen(page: FirstRun):
    press(page, "Continue")
    assert "Choose your council." in sentences(page)


def test_the_only_council_is_chosen_already(qtbot: QtBot):
    page = FirstRun([("invented", "Invented Council")])
    qtbot.addWidget(page)
    page.start()
    press(page, "Continue")
    assert "Who is in the chair?" in sentences(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "Write your name"),
        (("", "Una Chair", ""), "Write your role"),
        (("", "Una Chair", "Team manager", "", ""), "Nothing is typed yet."),
        (("", "Una Chair", "Team manager", "short", "short"), "This one has 5."),
        (("", "Una Chair", "Team manager", LONG, LONG + "?"), "The two are not the same."),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    page: FirstRun, qtbot: QtBot, typed: tuple[str, ...], said: str
):
    with qtbot.assertNotEmitted(page.wanted):
        enter(qtbot, *typed)
        if said.startswith("Write your name"):
            press(page, "Continue")
    assert said in sentences(page)


def test_back_keeps_what_was_typed(page: FirstRun, qtbot: QtBot):
    enter(qtbot, "", "Una Chair", "Team manager")
    press(page, "Back")
    press(page, "Back")
    with qtbot.waitSignal(page.wanted) as asked:
        for _ in range(3):
            qtbot.keyClick(focused(), Qt.Key.Key_Return)
        enter(qtbot, LONG, LONG)
    assert first_sent(asked)["my_name"] == "Una Chair"


def test_a_failed_set_up_is_said_and_can_be_tried_again(page: FirstRun, qtbot: QtBot):
    enter(qtbot, "", "Una Chair", "Team manager", LONG, LONG)
    page.say_trouble("Not saved: the disk is full.")
    assert "Not saved: the disk is full." in sentences(page)
    with qtbot.waitSignal(page.wanted):
        press(page, "Set up Chairside")


def test_the_key_must_be_written_down_before_going_on(page: FirstRun, qtbot: QtBot):
    page.show_recovery_key(KEY)
    have_the_sheet(qtbot)
    with qtbot.assertNotEmitted(page.finished):
        enter(qtbot, "")
        assert "Type the last four characters of the key." in sentences(page)
        enter(qtbot, "9QXZ")
    assert "That is not the last group of the key." in sentences(page)


def test_whoever_has_to_look_again_types_it_again(page: FirstRun, qtbot: QtBot):
    page.show_recovery_key(KEY)
    have_the_sheet(qtbot)
    qtbot.keyClicks(focused(), "70")
    assert "7K2M" not in sentences(page)
    press(page, "Show the key again")
    assert "7K2M   9QXZ   1ABC" in sentences(page)
    assert not box(page, "Last group of the key").isVisible()
    have_the_sheet(qtbot)
    assert box(page, "Last group of the key").text() == ""


def test_what_was_found_in_the_folder_is_said_on_the_first_page(qtbot: QtBot):
    page = FirstRun([("invented", "Invented Council")], "There are keys here already.")
    qtbot.addWidget(page)
    page.show()
    page.start()
    assert "There are keys here already." in sentences(page)


def test_the_sheet_is_handed_on_as_a_pdf_and_said_to_be_saved_once_it_is(
    page: FirstRun, qtbot: QtBot, tmp_path: Path
):
    page.show_recovery_key(KEY)
    with qtbot.waitSignal(page.recovery.sheet_wanted) as wanted:
        page.recovery.save_to(tmp_path / "sheet.pdf")
    assert wanted.args
    path, pdf = wanted.args
    assert path == tmp_path / "sheet.pdf"
    assert bytes(pdf).startswith(b"%PDF")
    assert "saved" not in sentences(page)
    page.recovery.say_saved(path)
    assert "The sheet was saved: sheet.pdf" in sentences(page)


def test_a_sheet_that_cannot_be_saved_is_said(page: FirstRun):
    page.show_recovery_key(KEY)
    page.say_trouble("“sheet.pdf” cannot be saved in E: the disk is full.")
    assert "the disk is full" in sentences(page)
    assert "The sheet was saved" not in sentences(page)


def test_every_input_has_a_name(page: FirstRun):
    assert nameless_inputs(page) == []
