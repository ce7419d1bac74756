"""Backups in Settings, and putting one back: in the real window, on a real store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from at_the_desk import (
    CHEAP,
    PASSPHRASE,
    PATIENCE,
    backup_counts,
    chairside,
    find,
    focus,
    press,
    step_is_over,
    wait_for,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from screens_examples import nameless_inputs, sentences
from test_bad_luck_at_the_desk import no_file_longer_than, said, unlock
from test_killed_while_typing import prepare, stored

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.storage.backups import backups, unpack
from desktop_app.ui.backups_flow import BackupsFlow
from desktop_app.ui.fields import Pick
from desktop_app.ui.first_run import FirstRun
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.restore_page import RestorePage
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.sure import Sure
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

SECONDS = PATIENCE / 1000
CTRL = Qt.KeyboardModifier.ControlModifier
NOW, ELSEWHERE, PUT_BACK = (
    "Make a backup now",
    "Save one to a folder of your choice…",
    "Put a backup back…",
)
GIVEN_UP = "was given up when Chairside was locked"
LOST, GO = "I have lost that passphrase", "Put it back"
NEW = "a wholly new passphrase"


@contextmanager
def in_a_meeting(qtbot: QtBot, folder: Path) -> Iterator[Window]:
    """The backup of the day is made and taken away again: what a test makes is all there is."""
    had = backups(Places(folder).backups)
    with chairside(qtbot, folder) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        if not had:
            daily(qtbot, window, folder).unlink()
        yield window


def daily(qtbot: QtBot, window: Window, folder: Path) -> Path:
    """The backup that was made by itself, once it is there."""
    there = Places(folder).backups
    qtbot.waitUntil(lambda: bool(backups(there)), timeout=PATIENCE)
    backup_counts(window)
    (one,) = backups(there)
    assert one.was_made_by_itself
    return one.path


def at_the_backups(qtbot: QtBot, window: Window) -> BackupsFlow:
    """From the meeting; the part knows which backups there are."""
    press(qtbot, Qt.Key.Key_Comma, CTRL)
    flow = wait_for(qtbot, window, SettingsPage).backups
    wait_for(qtbot, flow.part, Sure)
    return flow


def says(qtbot: QtBot, page: QWidget, sentence: str) -> None:
    qtbot.waitUntil(lambda: sentence in sentences(page), timeout=PATIENCE)


def make_one(qtbot: QtBot, window: Window) -> Path:
    flow = at_the_backups(qtbot, window)
    find(window, QPushButton, NOW).click()
    says(qtbot, flow.part, "✓ Backup made")
    return backups(window._desk.places.backups)[0].path


def put_back(qtbot: QtBot, window: Window) -> RestorePage:
    """The page, with the focus where the next step is."""
    find(window, QPushButton, PUT_BACK).click()
    page = wait_for(qtbot, window, RestorePage)
    qtbot.waitUntil(lambda: isinstance(focus_in(page), Pick | QPushButton), timeout=PATIENCE)
    return page


def focus_in(page: QWidget) -> QWidget | None:
    widget = QApplication.focusWidget()
    return widget if widget and page.isAncestorOf(widget) else None


def back_to_the_notes(qtbot: QtBot, window: Window) -> QPlainTextEdit:
    press(qtbot, Qt.Key.Key_Escape)
    wait_for(qtbot, window, MeetingFlow)
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    return box


def type_passphrase(qtbot: QtBot, window: Window, passphrase: str = PASSPHRASE) -> None:
    box = find(window, QLineEdit, "Passphrase of that day")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, passphrase)
    press(qtbot, Qt.Key.Key_Return)


# the part of the settings


def test_it_shows_where_they_are_when_the_last_was_made_and_until_when_it_stays(
    qtbot: QtBot, tmp_path: Path
):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        part = at_the_backups(qtbot, window).part
        assert "There is none yet." in sentences(part)
        place = find(window, QLineEdit, "Folder of these backups")
        assert place.text() == str(Places(tmp_path).backups)
        find(window, QPushButton, NOW).click()
        says(qtbot, part, "Last backup: ")
        [made] = backups(Places(tmp_path).backups)
        assert f"{made.made:%H:%M}, kept until " in sentences(part)
        assert str(made.until.year) in sentences(part)


def test_the_backup_of_the_day_is_made_for_whoever_only_opens_a_meeting(
    qtbot: QtBot, tmp_path: Path
):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        daily(qtbot, window, tmp_path)
        assert window.findChildren(MeetingFlow)


def test_two_of_the_same_minute_can_be_told_apart(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        for _ in range(2):
            make_one(qtbot, window)
            back_to_the_notes(qtbot, window)
        at_the_backups(qtbot, window)
        page = put_back(qtbot, window)
        offered = [pick.text() for pick in page.findChildren(Pick)]
        assert len(set(offered)) == 2


def test_a_restore_that_was_cut_short_is_finished_by_unlocking(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        backup = make_one(qtbot, window)
        qtbot.keyClicks(back_to_the_notes(qtbot, window), "after")
    places = Places(tmp_path)
    unpack(backup, tmp_path / "restored")  # as the power left it: nothing is in place yet
    places.store.unlink()
    with chairside(qtbot, tmp_path) as window:
        wait_for(qtbot, window, UnlockPage)
        assert "ended while a backup was being put back" in said(window)
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
    assert stored(tmp_path, meeting_id) == ""
    assert not (tmp_path / "restored").exists()


def test_a_second_press_while_one_is_made_makes_no_second(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        part, go_on = at_the_backups(qtbot, window).part, Event()
        window._desk.ask(lambda _: go_on.wait(SECONDS))
        button = find(window, QPushButton, NOW)
        button.click()
        button.click()
        go_on.set()
        says(qtbot, part, "✓ Backup made")
        window._desk.ask(lambda _: None).result()
        QApplication.processEvents()
        assert "There is a file" not in sentences(part)
        assert len(backups(Places(tmp_path).backups)) == 1


@contextmanager
def held_up(flow: BackupsFlow) -> Iterator[None]:
    """A backup that is on its way meanwhile, on a thread that is held by what it tells."""
    begun, go_on = Event(), Event()

    def hold() -> None:
        begun.set()
        go_on.wait(SECONDS)

    flow._how_far.connect(hold, Qt.ConnectionType.DirectConnection)
    flow.make()
    assert begun.wait(SECONDS)
    try:
        yield
    finally:
        go_on.set()


def test_the_settings_can_be_left_meanwhile_and_the_window_says_what_became_of_it(
    qtbot: QtBot, tmp_path: Path
):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        with held_up(at_the_backups(qtbot, window)):
            qtbot.keyClicks(back_to_the_notes(qtbot, window), "typed meanwhile")
        qtbot.waitUntil(lambda: "Backup made: " in said(window), timeout=PATIENCE)
        assert len(backups(Places(tmp_path).backups)) == 1


def test_one_that_takes_long_can_be_stopped(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        flow = at_the_backups(qtbot, window)
        with held_up(flow):
            stop = find_soon(qtbot, window, "Stop making the backup")
            assert "Copying the store." in sentences(flow.part)
            stop.setFocus()
            press(qtbot, Qt.Key.Key_Space)
        says(qtbot, flow.part, "The backup was stopped.")
        assert focus() is find(window, QPushButton, NOW)
        assert backups(Places(tmp_path).backups) == []
        find(window, QPushButton, NOW).click()
        says(qtbot, flow.part, "✓ Backup made")


def test_one_that_was_locked_over_is_said_after_unlocking_and_in_the_part(
    qtbot: QtBot, tmp_path: Path
):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        with held_up(at_the_backups(qtbot, window)):
            window.lock()
            wait_for(qtbot, window, UnlockPage)
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        qtbot.waitUntil(lambda: GIVEN_UP in said(window), timeout=PATIENCE)
        part = at_the_backups(qtbot, window).part
        says(qtbot, part, GIVEN_UP)
        find(window, QPushButton, NOW).click()
        says(qtbot, part, "✓ Backup made")
        assert GIVEN_UP not in sentences(part)


def find_soon(qtbot: QtBot, window: Window, name: str) -> QPushButton:
    def there() -> bool:
        buttons = (b for b in window.findChildren(QPushButton) if b.isVisible())
        return any(b.accessibleName() == name for b in buttons)

    qtbot.waitUntil(there, timeout=PATIENCE)
    return find(window, QPushButton, name)


def test_one_is_saved_elsewhere_only_after_what_follows_is_ticked(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path / "data")
    with in_a_meeting(qtbot, tmp_path / "data") as window:
        flow = at_the_backups(qtbot, window)
        find(window, QPushButton, ELSEWHERE).click()
        choose = find(window, QPushButton, "Choose the folder…")
        assert "opens with the passphrase that you use today" in sentences(flow.part)
        assert not choose.isEnabled()
        press(qtbot, Qt.Key.Key_Space)
        assert choose.isEnabled()
        flow.make(tmp_path / "stick")
        says(qtbot, flow.part, "✓ Backup saved: ")
        [made] = backups(tmp_path / "stick")
        assert f"{made.path}. Remove it from there by " in sentences(flow.part)
        assert focus() is find(window, QPushButton, ELSEWHERE)
    assert not list(Places(tmp_path / "data").backups.glob("*"))


def test_a_full_disk_is_said_and_the_next_try_can_work(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        part = at_the_backups(qtbot, window).part
        with no_file_longer_than(1024):
            find(window, QPushButton, NOW).click()
            says(qtbot, part, "Not saved")
        assert backups(Places(tmp_path).backups) == []
        find(window, QPushButton, NOW).click()
        says(qtbot, part, "✓ Backup made")
        assert "Not saved" not in sentences(part)


def test_tab_goes_through_the_part_in_order_and_everything_has_a_name(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        page = at_the_backups(qtbot, window).part
        assert nameless_inputs(page) == []
        find(window, QLineEdit, "Folder of these backups").setFocus()
        stops: list[str] = []
        for _ in range(3):
            press(qtbot, Qt.Key.Key_Tab)
            here = focus()
            assert isinstance(here, QPushButton)
            stops.append(here.text())
        assert stops == [NOW, ELSEWHERE, PUT_BACK]


# putting one back


def test_a_backup_comes_back_and_what_was_typed_since_is_set_aside(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        qtbot.keyClicks(focus(), "before")
        make_one(qtbot, window)
        qtbot.keyClicks(back_to_the_notes(qtbot, window), " and after")
        at_the_backups(qtbot, window)
        page = put_back(qtbot, window)
        says(qtbot, page, "Which one")
        press(qtbot, Qt.Key.Key_Return)
        qtbot.keyClicks(focus(), PASSPHRASE)
        press(qtbot, Qt.Key.Key_Return)
        says(qtbot, page, "is in place.")
        assert "is kept as set-aside_" in sentences(page)
        press(qtbot, Qt.Key.Key_Return)
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        box = focus()
        assert isinstance(box, QPlainTextEdit)
        assert box.toPlainText() == "before"
        part = at_the_backups(qtbot, window).part
        assert "set aside when a backup was put back" in sentences(part)
    assert stored(tmp_path, meeting_id) == "before"


def test_what_was_set_aside_comes_back_in_the_same_way(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        backup = make_one(qtbot, window)
        qtbot.keyClicks(back_to_the_notes(qtbot, window), "after")
    desk = Desk(Places(tmp_path), CHEAP)
    desk.restore(backup, PASSPHRASE, lambda _: None).result()
    desk.close()
    assert stored(tmp_path, meeting_id) == ""
    with chairside(qtbot, tmp_path) as window:
        wait_for(qtbot, window, UnlockPage)
        page = put_back(qtbot, window)
        [aside] = [one for one in page.findChildren(Pick) if "set aside" in one.text()]
        aside.setChecked(True)
        type_passphrase(qtbot, window)
        says(qtbot, page, "is in place.")
    assert stored(tmp_path, meeting_id) == "after"


@pytest.mark.parametrize("way_back", [Qt.Key.Key_Escape, None])
def test_looking_at_it_changes_nothing(qtbot: QtBot, tmp_path: Path, way_back: Qt.Key | None):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        qtbot.keyClicks(focus(), "every word")
        at_the_backups(qtbot, window)
        page = put_back(qtbot, window)
        says(qtbot, page, "There is none in the folder of backups")
        find(window, QPushButton, "Put it back").click()
        assert "Choose a backup first." in sentences(page)
        if way_back:
            press(qtbot, way_back)
        else:
            find(window, QPushButton, "Back  (Esc)").click()
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
    assert stored(tmp_path, meeting_id) == "every word"


def test_a_wrong_passphrase_is_said_at_its_box_and_changes_nothing(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        make_one(qtbot, window)
        qtbot.keyClicks(back_to_the_notes(qtbot, window), "since")
        at_the_backups(qtbot, window)
        page = put_back(qtbot, window)
        type_passphrase(qtbot, window, "not the passphrase at all")
        says(qtbot, page, "That is not the passphrase.")
        assert focus() is find(window, QLineEdit, "Passphrase of that day")
        assert len(backups(Places(tmp_path).backups)) == 1
    assert stored(tmp_path, meeting_id) == "since"


def test_wrong_passphrases_wait_as_they_do_at_unlocking(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        make_one(qtbot, window)
        at_the_backups(qtbot, window)
        page = put_back(qtbot, window)
        for _ in range(3):
            type_passphrase(qtbot, window, "not the passphrase at all")
            says(qtbot, page, "That is not the passphrase.")
        says(qtbot, page, "You can try again in ")
        box, go = find(window, QLineEdit, "Passphrase of that day"), find(window, QPushButton, GO)
        assert not box.isEnabled()
        assert not go.isEnabled()
        assert focus() is find(window, QPushButton, LOST)
        find(window, QPushButton, LOST).click()
        assert go.isEnabled()
        find(window, QPushButton, "I have the passphrase after all").click()
        assert not go.isEnabled()
        while page._secret.waiting.is_on:
            page._secret.waiting.tick()
        assert box.isEnabled()
        assert go.isEnabled()
        assert focus() is box
        type_passphrase(qtbot, window)
        says(qtbot, page, "wrong several times")  # no second has passed: the store counts
        press(qtbot, Qt.Key.Key_Escape)
        wait_for(qtbot, window, UnlockPage)
    assert [one.was_set_aside for one in backups(Places(tmp_path).backups)] == [False]


def test_the_printed_key_puts_a_backup_back_and_a_new_passphrase_opens_it(
    qtbot: QtBot, tmp_path: Path
):
    desk = Desk(Places(tmp_path / "old"), CHEAP)
    printed = desk.set_up(PASSPHRASE, {"council": "calderdale"}).result()
    backup = desk.back_up(28, lambda _: None, tmp_path / "stick").result().path
    desk.close()
    with chairside(qtbot, tmp_path / "new") as window:
        wait_for(qtbot, window, FirstRun)
        page = put_back(qtbot, window)
        page.file_chosen.emit(backup)
        qtbot.waitUntil(lambda: bool(page._picks), timeout=PATIENCE)
        find(window, QPushButton, LOST).click()
        assert "the printed sheet of the laptop on which the backup was made" in sentences(page)
        key = find(window, QLineEdit, "Recovery key")
        assert focus() is key
        assert nameless_inputs(page) == []
        for typed, refused in (("", "Type the recovery key"), ("7K2M", "mistyped")):
            type_key(qtbot, key, typed)
            says(qtbot, page, refused)
            assert focus() is key
        type_key(qtbot, key, printed)
        says(qtbot, page, "is in place.")
        assert "the recovery sheet that was in use when the backup was made" in sentences(page)
        press(qtbot, Qt.Key.Key_Return)
        wait_for(qtbot, window, UnlockPage)
        qtbot.keyClicks(focus(), NEW)
        press(qtbot, Qt.Key.Key_Return)
        wait_for(qtbot, window, HomePage)


def type_key(qtbot: QtBot, box: QLineEdit, printed: str) -> None:
    """The key, the new passphrase twice, by Enter alone."""
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, printed)
    for text in (NEW, NEW):
        press(qtbot, Qt.Key.Key_Return)
        below = focus()
        assert isinstance(below, QLineEdit)
        below.clear()
        qtbot.keyClicks(below, text)
    press(qtbot, Qt.Key.Key_Return)


def test_a_damaged_file_is_refused_and_another_can_be_chosen(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        backup = make_one(qtbot, window)
        page = put_back(qtbot, window)
        whole = backup.read_bytes()
        page.file_chosen.emit(tmp_path / "keys.json")
        says(qtbot, page, "keys.json is not a backup of Chairside")
        turned = bytearray(whole)
        turned[len(whole) // 2] ^= 1
        backup.write_bytes(turned)
        type_passphrase(qtbot, window)
        says(qtbot, page, "not a backup of Chairside, or not all of it is there")
        (tmp_path / "whole.chairside-backup").write_bytes(whole)
        page.file_chosen.emit(tmp_path / "whole.chairside-backup")
        qtbot.waitUntil(lambda: len(page._picks) == 2, timeout=PATIENCE)
        type_passphrase(qtbot, window)
        says(qtbot, page, "is in place.")
    assert stored(tmp_path, meeting_id) == ""


def test_a_store_that_no_longer_opens_is_brought_back_from_the_way_in(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        qtbot.keyClicks(focus(), "every word")
        make_one(qtbot, window)
    Places(tmp_path).store.write_bytes(b"broken" * 4096)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: "chairside.db" in said(window), timeout=PATIENCE)
        page = put_back(qtbot, window)
        type_passphrase(qtbot, window)
        says(qtbot, page, "is in place.")
        press(qtbot, Qt.Key.Key_Return)
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
    assert stored(tmp_path, meeting_id) == "every word"


def test_a_new_laptop_begins_with_the_backup_of_the_old_one(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path / "old")
    with in_a_meeting(qtbot, tmp_path / "old") as window:
        qtbot.keyClicks(focus(), "every word")
        flow = at_the_backups(qtbot, window)
        flow.make(tmp_path / "stick")
        says(qtbot, flow.part, "✓ Backup saved")
    [backup] = backups(tmp_path / "stick")
    with chairside(qtbot, tmp_path / "new") as window:
        wait_for(qtbot, window, FirstRun)
        page = put_back(qtbot, window)
        says(qtbot, page, "There is none in the folder")
        page.file_chosen.emit(backup.path)
        qtbot.waitUntil(lambda: bool(page._picks), timeout=PATIENCE)
        assert "There is none" not in sentences(page)
        type_passphrase(qtbot, window)
        says(qtbot, page, "is in place.")
        press(qtbot, Qt.Key.Key_Return)
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
    assert stored(tmp_path / "new", meeting_id) == "every word"


def test_words_that_are_not_saved_yet_are_not_left_behind(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        at_the_backups(qtbot, window)
        name = find(window, QLineEdit, "Your name")
        name.setFocus()
        with no_file_longer_than(1024):
            qtbot.keyClicks(name, "Una Newname")
            find(window, QPushButton, PUT_BACK).click()
            qtbot.waitUntil(lambda: "Not saved" in said(window), timeout=PATIENCE)
            assert not window.findChildren(RestorePage)
            step_is_over(window)
        put_back(qtbot, window)
    assert stored(tmp_path, meeting_id) == ""


def test_nothing_leads_away_while_the_store_is_replaced(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        make_one(qtbot, window)
        page = put_back(qtbot, window)
        go_on = Event()
        window._desk._thread.run(lambda: go_on.wait(SECONDS))
        type_passphrase(qtbot, window)
        for key, modifier in ((Qt.Key.Key_Escape, None), (Qt.Key.Key_N, CTRL)):
            qtbot.keyClick(window, key, modifier or Qt.KeyboardModifier.NoModifier)
        assert page.isVisible()
        go_on.set()
        says(qtbot, page, "is in place.")


def test_every_input_of_the_page_has_a_name(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_a_meeting(qtbot, tmp_path) as window:
        make_one(qtbot, window)
        page = put_back(qtbot, window)
        assert nameless_inputs(page) == []
