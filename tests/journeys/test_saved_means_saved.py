"""“Saved” stands over nothing unsaved, in whatever state; a lock hides what cannot be saved yet."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from after_the_meeting import everything_held
from answered_dialogs import Dialogs, pressed
from at_the_desk import CHEAP, PASSPHRASE, PATIENCE, chairside, focus, press, wait_for
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import CTRL, no_file_longer_than, said, unlock
from test_killed_while_typing import prepare, stored

from desktop_app.assemble import Desk
from desktop_app.errors import ProgramFault
from desktop_app.paths import Places
from desktop_app.storage.slots import USUAL
from desktop_app.storage.store import Store
from desktop_app.ui.file_dialogs import file_to_open
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

SECRET = "Mother said he is NOT safe there"


@contextmanager
def in_the_meeting(qtbot: QtBot, folder: Path) -> Iterator[tuple[Window, MeetingFlow]]:
    with chairside(qtbot, folder) as window:
        unlock(qtbot, window)
        yield window, wait_for(qtbot, window, MeetingFlow)


def desk_of(window: Window) -> Desk:
    return window._desk


def notes() -> QPlainTextEdit:
    box = focus()
    assert isinstance(box, QPlainTextEdit)
    return box


def says(qtbot: QtBot, window: Window, words: str) -> None:
    qtbot.waitUntil(lambda: words in said(window), timeout=PATIENCE)


@contextmanager
def storage_held_back(window: Window) -> Iterator[None]:
    """Its thread does nothing meanwhile, as on a disk that has gone to sleep."""
    go_on = Event()
    desk_of(window).ask(lambda _: go_on.wait(PATIENCE / 1000))
    yield
    go_on.set()


@contextmanager
def store_that_refuses(window: Window) -> Iterator[None]:
    """Every change to a meeting ends in an error that nobody expects (SQLITE_CONSTRAINT)."""
    run_in(
        window,
        "CREATE TRIGGER refuses BEFORE UPDATE ON meeting BEGIN SELECT RAISE(ABORT, '!'); END",
    )
    yield
    run_in(window, "DROP TRIGGER refuses")


def run_in(window: Window, sql: str) -> None:
    def work(store: Store) -> None:
        with store.writing() as connection:
            connection.exec_driver_sql(sql)

    desk_of(window).ask(work).result()


# what the status line says


def test_saved_is_not_said_while_a_batch_is_on_its_way_and_comes_by_itself(
    qtbot: QtBot, tmp_path: Path
):
    meeting_id = prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        with storage_held_back(window):
            qtbot.keyClicks(notes(), "First. ")
            assert "Saved" not in said(window)
            says(qtbot, window, "Saving…")
            qtbot.keyClicks(notes(), SECRET)  # while the first batch waits
            assert "Saved" not in said(window)
        says(qtbot, window, "Saved ")
        assert held(window, meeting_id) == f"First. {SECRET}"


def held(window: Window, meeting_id: str) -> str:
    """What the store holds now."""
    record = desk_of(window).ask(lambda store: store.record(meeting_id)).result()
    return record.answers.get("background", "")


def test_an_unexpected_fault_ends_nothing_and_no_more_is_said_than_is_known(
    qtbot: QtBot, tmp_path: Path
):
    meeting_id = prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        with qtbot.capture_exceptions() as faults:
            with store_that_refuses(window):
                qtbot.keyClicks(notes(), SECRET)
                qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=PATIENCE)
                assert "Not saved" in said(window)
                assert "Saved" not in said(window)
                kind, fault, trace = faults[0]
                window.say_fault(cast("type[BaseException]", kind), fault, trace)
                assert "not saved yet" in window.foot.text
                assert SECRET not in window.foot.text
                qtbot.keyClicks(notes(), " and more")
            qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=PATIENCE)
        says(qtbot, window, "Saved ")
        assert held(window, meeting_id) == f"{SECRET} and more"


# locking


@contextmanager
def full_disk_under(qtbot: QtBot, window: Window) -> Iterator[None]:
    with no_file_longer_than(1024):
        qtbot.keyClicks(notes(), SECRET)
        qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=PATIENCE)
        yield


def in_sight(window: Window) -> str:
    """Every word that somebody in the room could read, or a screen reader say."""
    shown = [w for w in window.findChildren(QWidget) if w.isVisible()]
    texts = [w.text() for w in shown if isinstance(w, QLabel | QLineEdit | QAbstractButton)]
    texts += [w.toPlainText() for w in shown if isinstance(w, QPlainTextEdit)]
    return "\n".join(texts + [w.accessibleName() for w in shown])


def test_on_a_full_disk_a_lock_hides_the_record_and_keeps_its_words(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        with full_disk_under(qtbot, window):
            box = notes()
            before = box.textCursor().position()
            press(qtbot, Qt.Key.Key_L, CTRL)
            page = wait_for(qtbot, window, UnlockPage)
            assert not flow.isVisible()
            assert "Robin" not in in_sight(window)
            assert "1 ·" not in in_sight(window)
            assert SECRET not in in_sight(window)
            assert "kept behind this page" in window.banner.text
            for key in (Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_Comma, Qt.Key.Key_L):
                press(qtbot, key, CTRL)
            assert page.isVisible()
            unlock(qtbot, window)
            qtbot.waitUntil(flow.isVisible, timeout=PATIENCE)
            assert focus() is box
            assert box.textCursor().position() == before
            qtbot.keyClicks(box, ", she said")
        qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=PATIENCE)
    assert stored(tmp_path, meeting_id) == f"{SECRET}, she said"


def test_a_wrong_passphrase_uncovers_nothing(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        with store_that_refuses(window), qtbot.capture_exceptions():
            qtbot.keyClicks(notes(), SECRET)
            qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=PATIENCE)
            press(qtbot, Qt.Key.Key_L, CTRL)
            unlock(qtbot, window, "not the passphrase at all")
            says(qtbot, window, "not the passphrase")
            assert not flow.isVisible()
            qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=PATIENCE)
        qtbot.waitUntil(lambda: is_closed(window), timeout=PATIENCE)


def test_a_covered_store_is_closed_by_itself_once_its_words_are_saved(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        with full_disk_under(qtbot, window):
            press(qtbot, Qt.Key.Key_L, CTRL)
            qtbot.keyClicks(focus(), PASSPHRASE[:6])  # whoever types on loses no letter
        qtbot.waitUntil(lambda: is_closed(window), timeout=PATIENCE)
        assert not window.banner.isVisible()
        qtbot.waitUntil(lambda: SECRET not in everything_held(window), timeout=PATIENCE)
        qtbot.keyClicks(focus(), PASSPHRASE[6:])
        press(qtbot, Qt.Key.Key_Return)
        wait_for(qtbot, window, MeetingFlow)
        assert notes().toPlainText() == SECRET
    assert stored(tmp_path, meeting_id) == SECRET


def is_closed(window: Window) -> bool:
    return isinstance(desk_of(window).ask(lambda _: None).exception(), ProgramFault)


def test_the_passphrase_is_taken_also_when_the_store_is_closed_meanwhile(
    qtbot: QtBot, tmp_path: Path
):
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        with storage_held_back(window):
            qtbot.keyClicks(notes(), SECRET)
            press(qtbot, Qt.Key.Key_L, CTRL)
            unlock(qtbot, window)  # asked for while the last batch is on its way
        flow = wait_for(qtbot, window, MeetingFlow)
        assert flow.isVisible()
        assert notes().toPlainText() == SECRET


def test_what_was_on_its_way_stays_behind_the_lock(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        with storage_held_back(window):
            press(qtbot, Qt.Key.Key_M, CTRL)
            qtbot.keyClicks(notes(), SECRET)
            press(qtbot, Qt.Key.Key_L, CTRL)
        qtbot.waitUntil(lambda: is_closed(window), timeout=PATIENCE)
        assert wait_for(qtbot, window, UnlockPage).isVisible()
        assert not window.findChildren(HomePage)


def test_a_lock_takes_away_what_stands_beside_the_window(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        press(qtbot, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        window.show_keys()
        QTimer.singleShot(50, window.lock)  # as idleness does, while a dialog is open
        assert file_to_open(window, "A file", "*.docx") is None
        assert [w for w in window.findChildren(QWidget) if w.isWindow() and w.isVisible()] == []
        wait_for(qtbot, window, UnlockPage)


def test_a_full_disk_keeps_nobody_out(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        with no_file_longer_than(1024):
            unlock(qtbot, window)
            wait_for(qtbot, window, MeetingFlow)
            press(qtbot, Qt.Key.Key_M, CTRL)
            home = wait_for(qtbot, window, HomePage)
            home.meeting_chosen.emit(meeting_id)
            wait_for(qtbot, window, MeetingFlow)
        trail = desk_of(window).ask(lambda store: store.set_setting("size", "100"))
        trail.result()
    desk = Desk(desk_of(window).places, desk_of(window).cost)
    desk.unlock(PASSPHRASE).result()
    acts = desk.ask(acts_of).result()
    desk.close()
    assert acts[-3:] == ["unlock", "change setting", "unlock"]


def acts_of(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.exec_driver_sql("SELECT act FROM audit ORDER BY seq").scalars())


# closing


def test_keep_chairside_open_keeps_it_open(qtbot: QtBot, tmp_path: Path, dialogs: Dialogs):
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        with full_disk_under(qtbot, window):
            dialogs.expect(QMessageBox, pressed("Keep Chairside open"))
            window.close()
            assert window.isVisible()
        qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=PATIENCE)
        says(qtbot, window, "Saved ")
        assert window.isVisible()
        assert SECRET in in_sight(window)


def test_close_and_lose_it_closes(qtbot: QtBot, tmp_path: Path, dialogs: Dialogs):
    meeting_id = prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _), full_disk_under(qtbot, window):
        dialogs.expect(QMessageBox, pressed("Close and lose it"))
        window.close()
        assert not window.isVisible()
    assert stored(tmp_path, meeting_id) == ""


Way = Callable[[MeetingFlow], object]
WAYS: dict[str, Way] = {
    "to the meetings": lambda flow: flow.leave(),
    "to the preview": lambda flow: flow.show_preview(),
    "to the Word file": lambda flow: flow.show_word(),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_has_to_wait_for_saving_says_why_it_was_not_done(
    qtbot: QtBot, tmp_path: Path, dialogs: Dialogs, way: str
):
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, flow):
        with no_file_longer_than(1024):
            qtbot.keyClicks(notes(), SECRET)
            WAYS[way](flow)
            says(qtbot, window, "That was not done")
            assert flow.page.isVisible()
        qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=PATIENCE)
        assert flow.page.isVisible()


# the way in


@contextmanager
def little_memory() -> Iterator[None]:
    """The system gives no more than a little of it to this process."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + 40_000_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def test_too_little_memory_for_the_passphrase_leaves_the_way_in_open(qtbot: QtBot, tmp_path: Path):
    desk = Desk(Places(tmp_path), USUAL)
    desk.set_up(PASSPHRASE, {"council": "calderdale"}).result()
    desk.close()
    with chairside(qtbot, tmp_path) as window:
        with qtbot.capture_exceptions() as faults, little_memory():
            unlock(qtbot, window)
            says(qtbot, window, "made a mistake")
        assert faults[0][0] is MemoryError
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)


def test_a_store_that_cannot_be_shown_is_closed_again(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    desk = Desk(Places(tmp_path), CHEAP)
    desk.unlock(PASSPHRASE).result()
    desk.ask(take_settings_away).result()
    desk.close()
    with chairside(qtbot, tmp_path) as window, qtbot.capture_exceptions():
        for _ in range(2):
            unlock(qtbot, window)
            says(qtbot, window, "made a mistake")
            assert is_closed(window)
            assert "ProgramFault" not in said(window)  # of a store that is open already


def take_settings_away(store: Store) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE setting RENAME TO elsewhere")


def test_a_full_disk_keeps_nobody_out_of_a_store_that_still_has_its_log(
    qtbot: QtBot, tmp_path: Path
):
    """Closed while the disk was full, it could not bring its log into the file."""
    prepare(tmp_path)
    with in_the_meeting(qtbot, tmp_path) as (window, _):
        qtbot.keyClicks(notes(), SECRET)
        says(qtbot, window, "Saved ")
        with no_file_longer_than(1024):
            desk_of(window).lock().result()
            assert (tmp_path / "chairside.db-wal").stat().st_size
            window.lock()
            unlock(qtbot, window)
            wait_for(qtbot, window, MeetingFlow)
            assert SECRET in in_sight(window)
