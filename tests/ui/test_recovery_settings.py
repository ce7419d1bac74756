"""A new recovery sheet, made in the settings of the real window on a real store."""

from collections.abc import Callable
from pathlib import Path

import pytest
from answered_dialogs import Dialogs
from at_the_desk import CHEAP, PATIENCE, chairside, find, focus, press, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, sentences
from sqlalchemy import text
from test_bad_luck_at_the_desk import no_file_longer_than, said, unlock
from test_settings_page import NOW, Laptop, at_the_settings, back_home, settings

from desktop_app.paths import Places
from desktop_app.services.demo import PASSPHRASE, make_demo
from desktop_app.storage import key_file, keys
from desktop_app.storage.keys import WrongRecoveryKey
from desktop_app.storage.store import Store
from desktop_app.ui.closing import CLOSE, STAY
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.recovery_page import RecoveryPage
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("made")
    return Laptop(folder, make_demo(Places(folder), NOW.date(), CHEAP))


@pytest.fixture
def laptop(made: Laptop, tmp_path: Path) -> Laptop:
    return made.copied(tmp_path)


def says(qtbot: QtBot, page: SettingsPage, sentence: str) -> None:
    qtbot.waitUntil(lambda: sentence in sentences(page), timeout=PATIENCE)


def ask_for_a_key(qtbot: QtBot, window: Window, passphrase: str = PASSPHRASE) -> None:
    find(window, QLineEdit, "Your passphrase").setFocus()
    qtbot.keyClicks(focus(), passphrase)
    press(qtbot, Qt.Key.Key_Return)


def new_key(qtbot: QtBot, window: Window) -> tuple[RecoveryPage, str]:
    """The page with it, and what it shows."""
    ask_for_a_key(qtbot, window)
    page = wait_for(qtbot, window, RecoveryPage)
    return page, page._shown.accessibleName().removeprefix("Recovery key: ").replace(", ", "-")


def prove(qtbot: QtBot, window: Window, group: str) -> None:
    find(window, QPushButton, "I have the sheet").setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.keyClicks(focus(), group)
    press(qtbot, Qt.Key.Key_Return)


def opens(folder: Path, key: str) -> bool:
    try:
        keys.unlock_with_recovery_key(Places(folder).keys, key)
    except WrongRecoveryKey:
        return False
    return True


def pressing(button: str) -> Callable[[QMessageBox], None]:
    def answer(question: QMessageBox) -> None:
        asked.append(question.informativeText())
        next(one for one in question.buttons() if one.text() == button).click()

    asked.clear()
    return answer


asked: list[str] = []  # what questions said was lost


def test_the_whole_way_by_keyboard(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, settings_page):
        says(qtbot, settings_page, "There is a recovery sheet")
        page, new = new_key(qtbot, window)
        assert isinstance(focus(), QPushButton)
        assert nameless_inputs(settings_page) == []
        assert new.split("-")[4] in sentences(page)
        prove(qtbot, window, "9QXZ")
        assert "That is not the last group of the key." in sentences(page)
        assert new.split("-")[4] not in sentences(page)
        assert opens(laptop.folder, laptop.recovery_key)
        assert not opens(laptop.folder, new)
        press(qtbot, Qt.Key.Key_A, CTRL)
        qtbot.keyClicks(focus(), new.split("-")[-1].lower())
        press(qtbot, Qt.Key.Key_Return)
        says(qtbot, settings_page, "The new sheet counts.")
        assert focus() is find(window, QLineEdit, "Your passphrase")
        assert not opens(laptop.folder, laptop.recovery_key)
        assert opens(laptop.folder, new)
        press(qtbot, Qt.Key.Key_L, CTRL)
        wait_for(qtbot, window, UnlockPage).recover_wanted.emit(new, "a third invented passphrase")
        wait_for(qtbot, window, HomePage)


def test_the_new_sheet_is_saved_as_a_pdf_or_said_not_to_be(
    qtbot: QtBot, laptop: Laptop, tmp_path: Path
):
    with at_the_settings(qtbot, laptop.folder) as (window, settings_page):
        page, _ = new_key(qtbot, window)
        page.save_to(tmp_path / "gone" / "sheet.pdf")
        says(qtbot, settings_page, "“sheet.pdf” cannot be saved")
        page.save_to(tmp_path / "sheet.pdf")
        says(qtbot, settings_page, "The sheet was saved: sheet.pdf")
        assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
        find(window, QPushButton, "Back without a new sheet  (Esc)").click()


def test_pressed_twice_is_done_once(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        _, new = new_key(qtbot, window)
        find(window, QPushButton, "I have the sheet").click()
        qtbot.keyClicks(focus(), new.split("-")[-1])
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape):
            qtbot.keyClick(focus(), key)
        says(qtbot, page, "The new sheet counts.")
        acts = window._desk.ask(changes_of_key).result()
        assert acts == 1
        assert "Nothing has been changed" not in sentences(page)


def changes_of_key(store: Store) -> int:
    with store.reading() as connection:
        counted = connection.execute(
            text("SELECT count(*) FROM audit WHERE act = 'change recovery key'")
        )
        return int(counted.scalar_one())


def test_a_wrong_passphrase_shows_no_key(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        ask_for_a_key(qtbot, window, "not the passphrase")
        says(qtbot, page, "That is not the passphrase.")
        assert focus() is find(window, QLineEdit, "Your passphrase")
        press(qtbot, Qt.Key.Key_Delete)
        press(qtbot, Qt.Key.Key_Return)
        says(qtbot, page, "Type the passphrase that opens Chairside.")
        assert opens(laptop.folder, laptop.recovery_key)


@pytest.mark.parametrize("way", ["Esc", "its button", "lock", "another page"])
def test_whoever_leaves_before_the_proof_keeps_the_sheet_of_before(
    qtbot: QtBot, laptop: Laptop, way: str
):
    before = Places(laptop.folder).keys.read_bytes()
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        _, new = new_key(qtbot, window)
        if way == "lock":
            press(qtbot, Qt.Key.Key_L, CTRL)
            wait_for(qtbot, window, UnlockPage)
        elif way == "another page":
            press(qtbot, Qt.Key.Key_M, CTRL)
            wait_for(qtbot, window, HomePage)
        else:
            if way == "Esc":
                press(qtbot, Qt.Key.Key_Escape)
            else:
                find(window, QAbstractButton, "Back without a new sheet  (Esc)").click()
            says(qtbot, page, "Nothing has been changed")
            assert focus() is find(window, QLineEdit, "Your passphrase")
        assert new.split("-")[4] not in said(window)
        assert "it opens nothing" in said(window)
        assert Places(laptop.folder).keys.read_bytes() == before
        if way in ("Esc", "its button"):
            back_home(qtbot, window)


def test_the_window_is_not_closed_over_a_key_that_does_not_count_yet(
    qtbot: QtBot, laptop: Laptop, dialogs: Dialogs
):
    with at_the_settings(qtbot, laptop.folder) as (window, _):
        new_key(qtbot, window)
        dialogs.expect(QMessageBox, pressing(STAY))
        assert not window.close()
        assert "a sheet that you have printed or saved of it opens nothing" in asked[0]
        assert wait_for(qtbot, window, RecoveryPage)
        find(window, QPushButton, "I have the sheet").click()
        dialogs.expect(QMessageBox, pressing(CLOSE))  # hidden, it is as little proved
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
    assert opens(laptop.folder, laptop.recovery_key)


def test_a_full_disk_is_said_and_the_old_sheet_stays(qtbot: QtBot, laptop: Laptop):
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        _, new = new_key(qtbot, window)
        with no_file_longer_than(100):
            prove(qtbot, window, new.split("-")[-1])
            says(qtbot, page, "Not saved: ")
            assert opens(laptop.folder, laptop.recovery_key)
            assert not opens(laptop.folder, new)
        press(qtbot, Qt.Key.Key_Return)  # the same again
        says(qtbot, page, "The new sheet counts.")
        assert opens(laptop.folder, new)


def not_confirmed(folder: Path) -> None:
    """As a first run leaves it that ended on the page with the key."""
    path = Places(folder).keys
    found = key_file.read(path)
    key_file.write(path, key_file.KeyFile(found.vault, found.slots, key_file.SHOWN))


def test_a_sheet_that_was_never_confirmed_is_said_until_there_is_one(qtbot: QtBot, laptop: Laptop):
    not_confirmed(laptop.folder)
    with chairside(qtbot, laptop.folder) as window:
        unlock(qtbot, window, PASSPHRASE)
        home = wait_for(qtbot, window, HomePage)
        qtbot.waitUntil(lambda: "was never confirmed" in sentences(home), timeout=PATIENCE)
        find(window, QPushButton, "Make a new recovery sheet…").click()
        page = wait_for(qtbot, window, SettingsPage)
        qtbot.waitUntil(lambda: "was never confirmed" in sentences(page), timeout=PATIENCE)
        assert focus() is find(window, QLineEdit, "Your passphrase")
        _, new = new_key(qtbot, window)
        prove(qtbot, window, new.split("-")[-1])
        says(qtbot, page, "The new sheet counts.")
        says(qtbot, page, "There is a recovery sheet")
        assert "was never confirmed" not in sentences(page)
        home = back_home(qtbot, window)
        press(qtbot, Qt.Key.Key_Comma, CTRL)
        wait_for(qtbot, window, SettingsPage)
        assert "was never confirmed" not in said(window)


def test_nothing_is_said_of_a_sheet_of_a_version_before(qtbot: QtBot, laptop: Laptop):
    path = Places(laptop.folder).keys
    found = key_file.read(path)
    key_file.write(path, key_file.KeyFile(found.vault, found.slots))
    with at_the_settings(qtbot, laptop.folder) as (window, page):
        asked_for = window._desk.ask(lambda _: None)
        asked_for.result()
        back_home(qtbot, window)
        page = settings(qtbot, window)
        ask_for_a_key(qtbot, window, "not the passphrase")
        says(qtbot, page, "That is not the passphrase.")  # what was asked before has come
        assert "was never confirmed" not in sentences(page)
        assert "There is a recovery sheet" not in sentences(page)
