"""The first run, closed and killed where it hurts: the next start leads in, and says what lacks."""

import errno
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from answered_dialogs import Dialogs
from at_the_desk import PASSPHRASE, PATIENCE, chairside, find, focus, press, wait_for
from cut_short import refused_at
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from screens_examples import sentences
from test_bad_luck_at_the_desk import no_file_longer_than, said, unlock
from test_chair_minutes_an_initial_ppm import first_run
from test_recovery_settings import asked, pressing
from test_set_up_cut_short import cut_short_before

from desktop_app.paths import Places
from desktop_app.services.opening import set_up
from desktop_app.storage import in_place, keys
from desktop_app.storage.in_place import Coming
from desktop_app.storage.slots import Cost
from desktop_app.storage.trouble import NotSaved
from desktop_app.ui.closing import CLOSE, STAY
from desktop_app.ui.first_run import FirstRun
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.recovery_page import RecoveryPage
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

CHEAP = Cost(memory=64, passes=1, lanes=1)


def to_the_key(qtbot: QtBot, window: Window) -> FirstRun:
    """The first run, as far as the page with the recovery key."""
    page = wait_for(qtbot, window, FirstRun)
    page.wanted.emit(
        {
            "council": "calderdale",
            "my_name": "Chris Chairperson",
            "my_role": "Team manager",
            "passphrase": PASSPHRASE,
        }
    )
    wait_for(qtbot, window, RecoveryPage)
    return page


class Session:
    """What the system hands over when it ends everything; PySide can make none."""

    def __init__(self) -> None:
        self.goes_on = True

    def allowsInteraction(self) -> bool:  # noqa: N802 - Qt’s own name
        return True

    def release(self) -> None:
        pass

    def cancel(self) -> None:
        self.goes_on = False


def by_its_button(window: Window) -> bool:
    return window.close()


def by_quitting(window: Window) -> bool:
    """As Alt+F4, or the menu of the system."""
    QCoreApplication.sendEvent(QApplication.instance(), QEvent(QEvent.Type.Quit))
    return not window.isVisible()


def by_the_session(window: Window) -> bool:
    session = Session()
    window.session_ends(session)  # pyright: ignore[reportArgumentType]
    return session.goes_on


WAYS = {"its button": by_its_button, "quitting": by_quitting, "the session": by_the_session}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("hidden", [False, True])
def test_nobody_closes_the_page_with_the_key_unasked(
    qtbot: QtBot, tmp_path: Path, dialogs: Dialogs, way: str, hidden: bool
):
    with chairside(qtbot, tmp_path) as window:
        page = to_the_key(qtbot, window)
        if hidden:
            find(window, QPushButton, "I have the sheet").click()
        dialogs.expect(QMessageBox, pressing(STAY))
        assert not WAYS[way](window)
        assert "this key is not shown again" in asked[0]
        assert page.recovery.isVisible()
        if way == "the session":  # which lets everything go on as it is
            dialogs.expect(QMessageBox, pressing(CLOSE))
            assert WAYS[way](window)
        dialogs.expect(QMessageBox, pressing(CLOSE))  # a quit would end every test after this
        assert window.close()
    says_what_lacks(qtbot, tmp_path)


def says_what_lacks(qtbot: QtBot, folder: Path) -> None:
    """The next start: in by the passphrase, and a sentence that leads to a sheet."""
    with chairside(qtbot, folder) as window:
        unlock(qtbot, window)
        home = wait_for(qtbot, window, HomePage)
        qtbot.waitUntil(lambda: "was never confirmed" in sentences(home), timeout=PATIENCE)
        assert find(window, QPushButton, "Make a new recovery sheet…").isVisible()


def test_esc_and_enter_keep_the_window_open(qtbot: QtBot, tmp_path: Path, dialogs: Dialogs):
    with chairside(qtbot, tmp_path) as window:
        to_the_key(qtbot, window)
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
            dialogs.expect(QMessageBox, lambda question, key=key: qtbot.keyClick(question, key))
            assert not window.close()
        dialogs.expect(QMessageBox, pressing(CLOSE))
        assert window.close()


def test_the_proof_pressed_twice_opens_once(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path) as window:
        page = to_the_key(qtbot, window)
        opened: list[bool] = []
        window._entrance.opened.connect(lambda: opened.append(True))
        find(window, QPushButton, "I have the sheet").click()
        qtbot.keyClicks(focus(), page.recovery._key.split("-")[-1])
        for _ in range(2):
            qtbot.keyClick(focus(), Qt.Key.Key_Return)
        wait_for(qtbot, window, HomePage)
        assert opened == [True]


def test_whoever_proved_the_sheet_is_asked_nothing(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path) as window:
        first_run(qtbot, window)
        home = wait_for(qtbot, window, HomePage)
        assert keys.is_confirmed(Places(tmp_path).keys) is True
        assert "was never confirmed" not in sentences(home)


def test_a_full_disk_at_the_proof_is_said_and_tried_again(qtbot: QtBot, tmp_path: Path):
    with chairside(qtbot, tmp_path) as window:
        page = to_the_key(qtbot, window)
        key = page.recovery._key
        find(window, QPushButton, "I have the sheet").click()
        qtbot.keyClicks(focus(), key.split("-")[-1])
        with no_file_longer_than(100):
            press(qtbot, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: "Not saved: " in said(window), timeout=PATIENCE)
        press(qtbot, Qt.Key.Key_Return)
        wait_for(qtbot, window, HomePage)


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from PySide6.QtWidgets import QApplication
from at_the_desk import CHEAP
from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.ui.first_run import FirstRun
from desktop_app.ui.recovery_page import RecoveryPage
from desktop_app.ui.theme import Theme
from desktop_app.ui.window import Window

app = QApplication([])
window = Window(Desk(Places(Path(sys.argv[1])), CHEAP), Theme())
window.show()
[page] = window.findChildren(FirstRun)
who = {"council": "calderdale", "my_name": "Casey Chair", "my_role": "Team manager"}
page.wanted.emit({**who, "passphrase": "a long invented passphrase"})
while not page.recovery.isVisible():
    app.processEvents()
os._exit(9)
"""


def test_killed_on_the_page_with_the_key(qtbot: QtBot, tmp_path: Path):
    asked = [sys.executable, "-c", KILLED, str(tmp_path), *sys.path]
    assert subprocess.run(asked, check=False, env=os.environ).returncode == 9
    says_what_lacks(qtbot, tmp_path)


def step_after_it_counts(folder: Path) -> int:
    """The first change of a name that can fail once keys and store count."""
    for step in range(60):
        places = Places(folder / str(step))
        with refused_at(step, errno.EIO), suppress(NotSaved):
            set_up(places, PASSPHRASE, {"council": "calderdale"}, CHEAP)[0].close()
        if in_place.half_done(places):
            return step
    raise AssertionError


def test_a_set_up_that_counted_and_could_not_end_leads_to_the_passphrase(
    qtbot: QtBot, tmp_path: Path
):
    step = step_after_it_counts(tmp_path / "tried")
    with chairside(qtbot, tmp_path / "data") as window:
        page = wait_for(qtbot, window, FirstRun)
        with refused_at(step, errno.EIO) as is_refused:
            page.wanted.emit({"council": "calderdale", "passphrase": PASSPHRASE})
            wait_for(qtbot, window, UnlockPage)
            assert is_refused()
        assert "the disk reported a fault" in said(window)
        assert "It is ready once you unlock" in said(window)
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)


@pytest.mark.parametrize("coming", Coming)
def test_what_was_coming_to_its_place_is_named(qtbot: QtBot, tmp_path: Path, coming: Coming):
    ready = Places(tmp_path / coming.value[1])
    set_up(ready, PASSPHRASE, {"council": "calderdale"}, CHEAP)[0].close()
    with chairside(qtbot, tmp_path) as window:
        wait_for(qtbot, window, UnlockPage)
        what = "being put back" if coming is Coming.RESTORE else "being set up"
        assert what in said(window)
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)


def test_a_first_run_that_a_version_before_left_is_said_and_begun_again(
    qtbot: QtBot, tmp_path: Path
):
    cut_short_before(Places(tmp_path / "data"))
    with chairside(qtbot, tmp_path / "data") as window:
        page = wait_for(qtbot, window, FirstRun)
        assert "so nothing is lost" in sentences(page)
        first_run(qtbot, window)
        wait_for(qtbot, window, HomePage)
    assert len(list(tmp_path.glob("data/never-used_*/keys.json"))) == 1
