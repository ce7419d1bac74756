"""The settings, in the real window on a real store: kept, followed at once, said when they fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from at_the_desk import (
    CHEAP,
    PATIENCE,
    chairside,
    find,
    focus,
    press,
    step_is_over,
    type_into,
    wait_for,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, sentences
from sqlalchemy import text
from test_bad_luck_at_the_desk import no_file_longer_than, said, unlock

from desktop_app.assemble import Desk, now_here
from desktop_app.paths import Places
from desktop_app.services.demo import PASSPHRASE, SETTINGS, make_demo
from desktop_app.storage import key_file
from desktop_app.storage.store import Store
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.row_list import RowList
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
OTHER = "another invented passphrase"
NOW = now_here()  # of every window here: no midnight falls between two looks at it
LONG_AGO = timedelta(days=35)  # of the demonstration: the next meeting is due in these days


@dataclass
class Laptop:
    """A store with the invented children, and its printed recovery key."""

    folder: Path
    recovery_key: str

    def copied(self, to: Path) -> "Laptop":
        """Making the demonstration anew takes a second."""
        copytree(self.folder, to, dirs_exist_ok=True)
        return Laptop(to, self.recovery_key)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("made")
    return Laptop(folder, make_demo(Places(folder), NOW.date() - LONG_AGO, CHEAP))


@pytest.fixture
def laptop(made: Laptop, tmp_path: Path) -> Laptop:
    return made.copied(tmp_path)


@contextmanager
def at_the_settings(qtbot: QtBot, folder: Path) -> Iterator[tuple[Window, SettingsPage]]:
    with chairside(qtbot, folder, lambda: NOW) as window:
        unlock(qtbot, window, PASSPHRASE)
        wait_for(qtbot, window, HomePage)
        yield window, settings(qtbot, window)


def settings(qtbot: QtBot, window: Window) -> SettingsPage:
    press(qtbot, Qt.Key.Key_Comma, CTRL)
    return wait_for(qtbot, window, SettingsPage)


def back_home(qtbot: QtBot, window: Window) -> HomePage:
    press(qtbot, Qt.Key.Key_Escape)
    return wait_for(qtbot, window, HomePage)


def stored(folder: Path, passphrase: str = PASSPHRASE) -> dict[str, str]:
    desk = Desk(Places(folder), CHEAP)
    desk.unlock(passphrase).result()
    kept = desk.ask(lambda store: store.settings()).result()
    desk.close()
    return kept


def signing_name(qtbot: QtBot, window: Window) -> str:
    """Who would sign the meeting in sight."""
    flow = wait_for(qtbot, window, MeetingFlow)
    flow.check.sign_wanted.emit()
    wait_for(qtbot, window, SignPage)
    return find(window, QLineEdit, "Your name").text()


def change_passphrase(qtbot: QtBot, window: Window, *typed: str) -> None:
    find(window, QLineEdit, "Passphrase now").setFocus()
    for one in typed:
        qtbot.keyClicks(focus(), one)
        press(qtbot, Qt.Key.Key_Return)


# who the chair is


def test_a_new_name_signs_the_next_meeting_and_leaves_those_begun(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        press(qtbot, Qt.Key.Key_A, CTRL)
        qtbot.keyClicks(focus(), "Una Newname")
        press(qtbot, Qt.Key.Key_Return)
        home = back_home(qtbot, window)
        home.meeting_chosen.emit(draft(laptop.folder, window))
        assert signing_name(qtbot, window) == SETTINGS["my_name"]
        press(qtbot, Qt.Key.Key_N, CTRL)
        page = wait_for(qtbot, window, NewMeeting)
        page.wanted.emit("initial_ppm", "", "Ann Pear", "100001", "")
        assert signing_name(qtbot, window) == "Una Newname"


def draft(folder: Path, window: Window) -> str:
    lines = window._desk.ask(lambda store: store.meetings()).result()
    return next(line.meeting.id for line in lines if line.meeting.state == "draft")


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key.Key_M])
def test_what_still_stands_in_a_box_is_kept_by_whoever_locks_or_goes(
    qtbot: QtBot, laptop: Laptop, key: Qt.Key
):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        type_into(qtbot, find(window, QLineEdit, "Your role"), " and chair")
        press(qtbot, key, CTRL)
        wait_for(qtbot, window, UnlockPage if key == Qt.Key.Key_L else HomePage)
    assert stored(laptop.folder)["my_role"] == f"{SETTINGS['my_role']} and chair"


def test_closing_the_window_keeps_what_still_stands_in_a_box(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        type_into(qtbot, find(window, QLineEdit, "Your name"), " the Third")
    assert stored(laptop.folder)["my_name"].endswith("the Third")


def test_an_emptied_name_stays_as_it_was_and_says_so(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        find(window, QLineEdit, "Your name").clear()
        press(qtbot, Qt.Key.Key_Return)
        assert f"Left empty, this stays: {SETTINGS['my_name']}" in sentences(page)
        back_home(qtbot, window)
    assert stored(laptop.folder)["my_name"] == SETTINGS["my_name"]


def test_a_name_is_stored_once_however_it_is_left(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        type_into(qtbot, find(window, QLineEdit, "Your name"), " the Third")
        press(qtbot, Qt.Key.Key_Return)
        back_home(qtbot, window)
        acts = window._desk.ask(changes_of_name).result()
    assert acts == 2  # the demonstration set it first


def changes_of_name(store: Store) -> int:
    with store.reading() as connection:
        counted = connection.execute(text("SELECT count(*) FROM audit WHERE object = 'my_name'"))
        return int(counted.scalar_one())


def test_a_full_disk_is_said_and_leaving_tries_again(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        with no_file_longer_than(1024):
            type_into(qtbot, find(window, QLineEdit, "Your name"), " the Third")
            press(qtbot, Qt.Key.Key_Escape)
            qtbot.waitUntil(lambda: "Not saved" in sentences(page), timeout=PATIENCE)
            assert page.isVisible()
            assert find(window, QLineEdit, "Your name").text().endswith("the Third")
            step_is_over(window)
        back_home(qtbot, window)
    assert stored(laptop.folder)["my_name"].endswith("the Third")


def test_a_full_disk_keeps_nobody_on_the_page(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page), no_file_longer_than(1024):
        type_into(qtbot, find(window, QLineEdit, "Your name"), " the Third")
        press(qtbot, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: "Not saved" in sentences(page), timeout=PATIENCE)
        find(window, QPushButton, "Leave without saving").click()
        wait_for(qtbot, window, HomePage)
    assert stored(laptop.folder)["my_name"] == SETTINGS["my_name"]


# which council


def rows(home: HomePage) -> str:
    model = home.findChildren(RowList)[0].model()
    return "\n".join(model.index(n, 0).data() for n in range(model.rowCount()))


def test_another_council_changes_by_when_the_home_page_expects(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        home = back_home(qtbot, window)
        qtbot.waitUntil(lambda: "Cal " in rows(home), timeout=PATIENCE)
        page = settings(qtbot, window)
        find(window, QRadioButton, "Calderdale").setFocus()
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Return)
        assert "In use: London Borough of Camden." in sentences(page)
        home = back_home(qtbot, window)
        window._desk.ask(lambda _: None).result()
        QApplication.processEvents()
        assert "Cal " not in rows(home)
    assert stored(laptop.folder)["council"] == "camden"


def test_an_arrow_key_alone_changes_no_council(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        find(window, QRadioButton, "Calderdale").setFocus()
        press(qtbot, Qt.Key.Key_Down)
        assert find(window, QRadioButton, "Camden").isChecked()
        assert "In use: Calderdale" in sentences(page)
        back_home(qtbot, window)
    assert stored(laptop.folder)["council"] == "calderdale"


def test_signed_minutes_are_as_they_were_under_another_council(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        find(window, QRadioButton, "Lambeth").setChecked(True)
        find(window, QPushButton, "Use this council").click()
        back_home(qtbot, window)
        lines = window._desk.ask(lambda store: store.meetings()).result()
        signed = next(line.meeting.id for line in lines if line.meeting.state == "signed")
        [version] = window._desk.ask(lambda store: store.signed_versions(signed)).result()
    assert "Calderdale Metropolitan Borough Council" in version.snapshot


def test_a_councils_own_files_have_a_place_and_their_mistakes_a_sentence(
    qtbot: QtBot, laptop: Laptop
):
    own = laptop.folder / "profiles"
    own.mkdir()
    (own / "ours.toml").write_text('key = "ours"\nname = "Ours"\ncolour = "green"\n')
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        place = find(window, QLineEdit, "Folder for your council's own forms and profiles")
        assert place.text() == str(laptop.folder)
        assert place.isReadOnly()
        assert "ours.toml" in sentences(page)
        assert "colour" in sentences(page)


# the passphrase


def test_a_changed_passphrase_opens_the_store_and_the_old_one_does_not(
    qtbot: QtBot, laptop: Laptop
):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        change_passphrase(qtbot, window, PASSPHRASE, OTHER, OTHER)
        qtbot.waitUntil(lambda: "The passphrase is changed." in sentences(page), timeout=PATIENCE)
        assert find(window, QLineEdit, "Passphrase now").text() == ""
        assert find(window, QLineEdit, "The same again").text() == ""
        press(qtbot, Qt.Key.Key_L, CTRL)
        unlock(qtbot, window, PASSPHRASE)
        qtbot.waitUntil(lambda: "not the passphrase" in said(window), timeout=PATIENCE)
        unlock(qtbot, window, OTHER)
        wait_for(qtbot, window, HomePage)
    assert stored(laptop.folder, OTHER)["my_name"] == SETTINGS["my_name"]


def test_the_printed_key_still_works_after_a_change(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        change_passphrase(qtbot, window, PASSPHRASE, OTHER, OTHER)
        qtbot.waitUntil(
            lambda: "The printed recovery key still works." in sentences(page), timeout=PATIENCE
        )
        press(qtbot, Qt.Key.Key_L, CTRL)
        wait_for(qtbot, window, UnlockPage).recover_wanted.emit(
            laptop.recovery_key, "a third invented passphrase"
        )
        wait_for(qtbot, window, HomePage)


def test_a_wrong_old_passphrase_says_so_and_changes_nothing(qtbot: QtBot, laptop: Laptop):
    keys = Places(laptop.folder).keys
    before = key_file.read(keys).slots
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        change_passphrase(qtbot, window, "not the passphrase", OTHER, OTHER)
        qtbot.waitUntil(lambda: "That is not the passphrase." in sentences(page), timeout=PATIENCE)
        assert focus() is find(window, QLineEdit, "Passphrase now")
        qtbot.waitUntil(lambda: is_in_sight(page, focus()), timeout=PATIENCE)
        assert find(window, QLineEdit, "New passphrase").text() == OTHER
        assert key_file.read(keys).slots == before
    assert stored(laptop.folder)["my_name"] == SETTINGS["my_name"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (("", OTHER, OTHER), "Type the passphrase that opens Chairside now."),
        ((PASSPHRASE, "short", "short"), "A passphrase needs at least 15 characters."),
        ((PASSPHRASE, OTHER, OTHER + "!"), "The two are not the same."),
    ],
)
def test_a_passphrase_that_cannot_be_is_said_before_anything_is_tried(
    qtbot: QtBot, laptop: Laptop, typed: tuple[str, ...], reason: str
):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        change_passphrase(qtbot, window, *typed)
        assert reason in sentences(page)
    assert stored(laptop.folder)["my_name"] == SETTINGS["my_name"]


def test_a_change_of_passphrase_is_in_the_audit_trail(laptop: Laptop):
    desk = Desk(Places(laptop.folder), CHEAP)
    desk.unlock(PASSPHRASE).result()
    desk.change_passphrase(PASSPHRASE, OTHER).result()
    act = desk.ask(last_act).result()
    desk.close()
    assert act == "change passphrase"


def last_act(store: Store) -> str:
    with store.reading() as connection:
        last = connection.execute(text("SELECT act FROM audit ORDER BY seq DESC LIMIT 1"))
        return str(last.scalar_one())


# how it looks


def test_dark_is_chosen_by_keyboard_and_remembered(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        find(window, QRadioButton, "As the system").setFocus()
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Down)
        assert is_dark()
        back_home(qtbot, window)
        settings(qtbot, window)
        assert find(window, QRadioButton, "Dark").isChecked()
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        assert is_dark()
        find(window, QRadioButton, "Light").click()
        assert not is_dark()


def is_dark() -> bool:
    return QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def test_text_grows_by_button_and_key_and_the_page_says_how_large_it_is(
    qtbot: QtBot, laptop: Laptop
):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        larger = find(window, QPushButton, "Larger text  (Ctrl+Plus)")
        larger.setFocus()
        for _ in range(5):
            press(qtbot, Qt.Key.Key_Space)
        assert "Text size: 150%" in sentences(page)
        qtbot.waitUntil(lambda: is_in_sight(page, larger), timeout=PATIENCE)
        press(qtbot, Qt.Key.Key_0, CTRL)
        assert "Text size: 100%" in sentences(page)


def is_in_sight(page: QWidget, widget: QWidget) -> bool:
    [column] = page.findChildren(QScrollArea)
    middle = widget.mapTo(column, widget.rect().center())
    return column.rect().contains(middle)


# by keyboard


def test_tab_goes_through_the_page_from_top_to_bottom(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder):
        stops: list[str] = []
        while len(stops) < 40 and (not stops or name_of(focus()) != "Back  (Esc)"):
            stops.append(name_of(focus()))
            press(qtbot, Qt.Key.Key_Tab)
    assert stops == [
        "Your name",
        "Your role",
        "Calderdale",
        "Use this council",
        "Folder for your council's own forms and profiles",
        "Choose a Word file…",
        "Save it for IT…",
        "Add one from a file…",
        "Passphrase now",
        "New passphrase",
        "The same again",
        "Show what I type",
        "Change the passphrase",
        "Your passphrase",
        "Make a new recovery sheet",
        "Folder of these backups",
        "Make a backup now",
        "Save one to a folder of your choice…",
        "Put a backup back…",
        "As the system",
        "Larger text  (Ctrl+Plus)",
        "Smaller text  (Ctrl+Minus)",
        "Usual size  (Ctrl+0)",
    ]


def name_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()


def test_settings_asked_for_in_a_meeting_lead_back_to_it(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        home = back_home(qtbot, window)
        home.meeting_chosen.emit(draft(laptop.folder, window))
        first = wait_for(qtbot, window, MeetingFlow).meeting.record.meeting.id
        settings(qtbot, window)
        press(qtbot, Qt.Key.Key_Escape)
        assert wait_for(qtbot, window, MeetingFlow).meeting.record.meeting.id == first


def test_every_input_has_a_name(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (_, page):
        assert nameless_inputs(page) == []
