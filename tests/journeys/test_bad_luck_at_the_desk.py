"""Wrong passphrase, locking, a full disk, a second start, broken files: words stay safe."""

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from answered_dialogs import Dialogs, pressed
from at_the_desk import (
    CHEAP,
    PASSPHRASE,
    PATIENCE,
    Chair,
    chairside,
    find,
    focus,
    press,
    saved,
    type_into,
    wait_for,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot
from test_killed_while_typing import QUESTION, prepare, stored

from desktop_app.storage.in_use import Hold
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.trouble import hold_or_say
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def unlock(qtbot: QtBot, window: Window, passphrase: str = PASSPHRASE) -> None:
    wait_for(qtbot, window, UnlockPage)
    type_into(qtbot, find(window, QLineEdit, "Passphrase"), passphrase)
    press(qtbot, Qt.Key.Key_Return)


def said(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_wrong_passphrase_is_said_and_loses_nothing(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window, "not the passphrase at all")
        qtbot.waitUntil(lambda: "not the passphrase" in said(window), timeout=PATIENCE)
        unlock(qtbot, window)
        assert wait_for(qtbot, window, MeetingFlow)


def test_locking_keeps_every_word_and_the_place(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        qtbot.keyClicks(focus(), "Half a sent")
        press(qtbot, Qt.Key.Key_L, CTRL)
        wait_for(qtbot, window, UnlockPage)
        assert "Half a sent" not in said(window)
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        box = focus()
        assert isinstance(box, QPlainTextEdit)
        assert box.toPlainText() == "Half a sent"
    assert stored(tmp_path, meeting_id) == "Half a sent"


def test_locking_while_another_page_is_on_its_way_is_no_mistake(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        qtbot.keyClick(focus(), Qt.Key.Key_M, CTRL)
        qtbot.keyClick(focus(), Qt.Key.Key_L, CTRL)
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)
        assert "made a mistake" not in said(window)


def on_the_way_home(qtbot: QtBot, window: Window) -> Callable[[], None]:
    """The list of meetings is asked for, and comes when what is given back is called."""
    flow = wait_for(qtbot, window, MeetingFlow)
    flow.flush(lambda: None)
    qtbot.waitUntil(lambda: not flow.meeting.has_unsaved, timeout=PATIENCE)
    free = Event()
    window._desk.ask(lambda _: free.wait())
    left = []
    window._screens._flow.saver.moved.connect(lambda: left.append(True))
    press(qtbot, Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(
        lambda: bool(left), timeout=PATIENCE
    )  # all was saved, and the list is asked for
    return free.set


def test_what_is_typed_while_another_page_is_on_its_way_is_kept(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        come = on_the_way_home(qtbot, window)
        qtbot.keyClicks(focus(), "One more thing")
        come()
        wait_for(qtbot, window, HomePage)
    assert stored(tmp_path, meeting_id) == "One more thing"


def test_closing_while_another_page_is_on_its_way_closes(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        come = on_the_way_home(qtbot, window)
        come()
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)


def test_closing_saves_what_was_typed_a_moment_ago(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, MeetingFlow)
        qtbot.keyClicks(focus(), "The last words")
    assert stored(tmp_path, meeting_id) == "The last words"


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """A disk as good as full: the system refuses to let any file grow past this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_said_and_saving_goes_on_by_itself(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        chair = Chair(qtbot, flow)
        chair.answer(QUESTION, "Before. ")
        saved(qtbot, flow)
        with no_file_longer_than(1024):
            type_into(qtbot, box_of(window), "While the disk is full. ")
            qtbot.waitUntil(lambda: "Not saved" in window.banner.text, timeout=PATIENCE)
            assert window.banner.isVisible()
            assert "stays on the screen" in window.banner.text
            type_into(qtbot, box_of(window), "And more.")
            assert box_of(window).toPlainText().endswith("And more.")
        qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=PATIENCE)
    assert stored(tmp_path, meeting_id) == "Before. While the disk is full. And more."


def box_of(window: Window) -> QPlainTextEdit:
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    return box


def test_a_second_start_says_who_has_the_store_and_stops(dialogs: Dialogs, tmp_path: Path):
    first = Hold(tmp_path / "in-use.lock")
    sentences: list[str] = []
    dialogs.expect(QMessageBox, pressed("OK", sentences.append))
    assert hold_or_say(tmp_path / "in-use.lock") is None
    assert "in use" in sentences[0] or "already" in sentences[0]
    first.release()
    again = hold_or_say(tmp_path / "in-use.lock")
    assert again is not None
    again.release()


def test_a_councils_broken_form_is_named_and_the_rest_works(qtbot: QtBot, tmp_path: Path):
    prepare(tmp_path)
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "own.toml").write_text('key = "own"\nname = "Own"\ntitel = "Own"\n')
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        flow.leave()
        wait_for(qtbot, window, HomePage)
        assert "own.toml, line 3" in said(window)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\0" * 4080, b"words" * 999])
def test_a_damaged_store_is_named_and_left_alone(qtbot: QtBot, tmp_path: Path, content: bytes):
    prepare(tmp_path)
    store = tmp_path / "chairside.db"
    store.write_bytes(content)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        qtbot.waitUntil(lambda: "chairside.db" in said(window), timeout=PATIENCE)
        assert wait_for(qtbot, window, UnlockPage)
    assert store.read_bytes() == content


def test_a_lost_passphrase_is_replaced_with_the_printed_key(qtbot: QtBot, tmp_path: Path):
    from desktop_app.assemble import Desk
    from desktop_app.paths import Places

    desk = Desk(Places(tmp_path), CHEAP)
    recovery_key = desk.set_up(PASSPHRASE, {"council": "calderdale"}).result()
    desk.close()
    with chairside(qtbot, tmp_path) as window:
        page = wait_for(qtbot, window, UnlockPage)
        page.recover_wanted.emit(recovery_key.lower(), "another invented passphrase")
        assert wait_for(qtbot, window, HomePage)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window, "another invented passphrase")
        assert wait_for(qtbot, window, HomePage)


def test_a_screen_asked_for_before_locking_does_not_come_after_it(qtbot: QtBot, tmp_path: Path):
    meeting_id = prepare(tmp_path)
    with chairside(qtbot, tmp_path) as window:
        unlock(qtbot, window)
        flow = wait_for(qtbot, window, MeetingFlow)
        flow.leave()
        wait_for(qtbot, window, HomePage)
        assert window._screens is not None
        shown: list[type] = []
        window._layers.currentChanged.connect(
            lambda _: shown.append(type(window._layers.currentWidget()))
        )
        window._screens.open_meeting(meeting_id)
        window.lock()
        wait_for(qtbot, window, UnlockPage)
        assert UnlockPage in shown
        assert MeetingFlow not in shown
