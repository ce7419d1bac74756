"""A case number is one child, at the desk: an old store with doubles, and keys pressed twice."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from at_the_desk import PASSPHRASE, PATIENCE, chairside, find, focus, press, type_into, wait_for
from old_stores import VERSION_1
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from signed_minutes import new_store

from desktop_app.paths import Places
from desktop_app.records.meeting import Child
from desktop_app.storage.store import Store
from desktop_app.ui.child_page import ChildPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.unlock_page import UnlockPage
from desktop_app.ui.window import Window

ENTER = Qt.Key.Key_Return


def unlocked(qtbot: QtBot, window: Window, passphrase: str) -> HomePage:
    wait_for(qtbot, window, UnlockPage)
    window.activateWindow()
    type_into(qtbot, find(window, QLineEdit, "Passphrase"), passphrase)
    qtbot.keyClick(find(window, QLineEdit, "Passphrase"), ENTER)
    return wait_for(qtbot, window, HomePage)


def says(window: QWidget, sentence: str) -> bool:
    labels = (one for one in window.findChildren(QLabel) if one.isVisible())
    return any(sentence in one.text() for one in labels)


def said(qtbot: QtBot, window: QWidget, sentence: str) -> None:
    qtbot.waitUntil(lambda: says(window, sentence), timeout=PATIENCE)
    QApplication.processEvents()


def go(qtbot: QtBot, window: QWidget, name: str) -> None:
    """By keyboard, as soon as the button is there."""

    def there() -> list[QPushButton]:
        buttons = (one for one in window.findChildren(QPushButton) if one.isVisible())
        return [one for one in buttons if one.isEnabled() and one.text() == name]

    qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
    there()[0].setFocus()
    press(qtbot, ENTER)


def children(window: Window) -> list[Child]:
    return window._desk.ask(lambda store: store.children()).result()


def opened(qtbot: QtBot, window: Window, child: Child) -> ChildPage:
    """Once its own name is on the page: another child's page may still be there."""

    def shown() -> bool:
        pages = [page for page in window.findChildren(ChildPage) if page.isVisible()]
        return any(page.child().id == child.id for page in pages)

    qtbot.waitUntil(shown, timeout=PATIENCE)
    QApplication.processEvents()
    return wait_for(qtbot, window, ChildPage)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return VERSION_1.copied("twice", tmp_path / "data").data


def test_an_old_store_says_what_takes_long_and_then_what_is_shared(
    qtbot: QtBot, old: Path, monkeypatch: pytest.MonkeyPatch
):
    heard: list[str] = []
    say = UnlockPage.say_how_far

    def hear(page: UnlockPage, sentence: str) -> None:
        say(page, sentence)
        heard.extend(one.text() for one in page.findChildren(QLabel) if one.isVisible())

    monkeypatch.setattr(UnlockPage, "say_how_far", hear)
    with chairside(qtbot, old) as window:
        unlocked(qtbot, window, VERSION_1.secret())
        assert "Copying the store before it is brought up to date." in heard
        assert "Bringing the store up to date." in heard
        said(
            qtbot, window, "Two children on this laptop have the case number 1204417: R.T. and R.T."
        )
        assert says(window, "Either both are one child, or one number is wrong.")
        assert says(window, "2 more numbers are shared.")
        assert not says(window, "Testname")  # the room may see it


def test_two_records_of_one_child_are_joined_and_come_apart_after_a_restart(
    qtbot: QtBot, old: Path
):
    with chairside(qtbot, old) as window:
        unlocked(qtbot, window, VERSION_1.secret())
        before = children(window)
        first, second = before[:2]
        go(qtbot, window, "See both")
        opened(qtbot, window, first)
        assert says(window, "Another child on this laptop has the case number 1204417.")
        for line in ("Robin Testname", "Born 12 May 2019", "robin  testname", "Born 12/05/2019"):
            assert says(window, line)
        assert says(window, "Name and date of birth agree.")
        go(qtbot, window, "Open the other")
        opened(qtbot, window, second)  # both pages say so
        assert says(window, "Another child on this laptop has the case number 1204417.")
        go(qtbot, window, "Join the two…")
        tick = find(window, QCheckBox, "Both are records of one child: Robin Testname")
        assert focus() is tick
        press(qtbot, Qt.Key.Key_Space)
        act = find(window, QPushButton, "Join them now")
        act.setFocus()
        for _ in range(2):  # Enter bounces
            press(qtbot, ENTER)
        opened(qtbot, window, first)
        said(qtbot, window, "was joined with this one.")
        assert len(children(window)) == len(before) - 1
        assert len(find(window, QWidget, "This child's meetings").keys()) == 2
    with chairside(qtbot, old) as window:
        unlocked(qtbot, window, VERSION_1.secret())
        assert not says(window, "R.T. and R.T.")
        window._screens.child_screens.show_one(first.id)  # type: ignore[union-attr]
        opened(qtbot, window, first)
        undo = find(window, QPushButton, "Undo the joining")
        undo.setFocus()
        for _ in range(2):
            press(qtbot, ENTER)
        said(qtbot, window, "Another child on this laptop has the case number 1204417.")
        assert children(window) == before


def test_where_a_number_is_wrong_it_leads_to_correcting_it(qtbot: QtBot, old: Path):
    with chairside(qtbot, old) as window:
        unlocked(qtbot, window, VERSION_1.secret())
        ash = next(one for one in children(window) if one.name.startswith("Ash"))
        window._screens.child_screens.show_one(ash.id)  # type: ignore[union-attr]
        page = opened(qtbot, window, ash)
        assert says(window, "Their names differ. So one of the two numbers is wrong.")
        buttons = {b.text() for b in page.findChildren(QPushButton) if b.isVisible()}
        assert "Join the two…" not in buttons
        go(qtbot, window, "Correct the number of this child")
        box = find(window, QLineEdit, "Case number")
        assert focus() is box
        box.selectAll()
        qtbot.keyClicks(box, "7702")
        press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not page.one_number.isVisible(), timeout=PATIENCE)
        assert next(one for one in children(window) if one.id == ash.id).case_number == "7702"


def test_a_child_after_an_adoption_is_never_offered_to_be_joined(qtbot: QtBot, old: Path):
    with chairside(qtbot, old) as window:
        unlocked(qtbot, window, VERSION_1.secret())
        for cleo in (one for one in children(window) if one.name.startswith("Cleo")):
            window._screens.child_screens.show_one(cleo.id)  # type: ignore[union-attr]
            page = opened(qtbot, window, cleo)
            assert says(window, "One of them has a new identity, and is never joined")
            buttons = {b.text() for b in page.findChildren(QPushButton) if b.isVisible()}
            assert "Join the two…" not in buttons


# on a store of today


@pytest.fixture
def today(tmp_path: Path) -> Callable[[Callable[[Store], object]], Path]:
    def made(fill: Callable[[Store], object]) -> Path:
        places = Places(tmp_path / "data")
        store = new_store(places)
        fill(store)
        store.close()
        return places.data

    return made


ANA = Child("ana", {"child_name": "Ana Elsewhere", "case_number": "31"})
BO = Child("bo", {"child_name": "Bo Plum", "case_number": "32"})


def begin(qtbot: QtBot, window: Window, name: str, number: str, times: int) -> None:
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = wait_for(qtbot, window, NewMeeting)
    next(iter(page._forms.values())).setChecked(True)
    if not find_or_none(window, "Child's full name"):
        go(qtbot, window, "A child not on this laptop yet")
    type_into(qtbot, find(window, QLineEdit, "Child's full name"), name)
    box = find(window, QLineEdit, "Case number")
    type_into(qtbot, box, number)
    for _ in range(times):  # before the answer to the first can be there
        qtbot.keyClick(box, ENTER)


def find_or_none(window: Window, name: str) -> QLineEdit | None:
    lines = (one for one in window.findChildren(QLineEdit) if one.isVisible())
    return next((one for one in lines if one.accessibleName() == name), None)


@pytest.mark.parametrize("number", ["1204417", "not known yet"])
def test_enter_pressed_twice_starts_one_meeting_of_one_child(
    qtbot: QtBot, today: Callable[[Callable[[Store], object]], Path], number: str
):
    with chairside(qtbot, today(lambda _: None)) as window:
        unlocked(qtbot, window, PASSPHRASE)
        begin(qtbot, window, "Robin Testname", number, 3)
        wait_for(qtbot, window, MeetingFlow)
        qtbot.waitUntil(lambda: window._desk.ask(lambda _: True).result(), timeout=PATIENCE)
        QApplication.processEvents()
        assert len(children(window)) == 1
        assert len(window._desk.ask(lambda store: store.meetings()).result()) == 1


def test_another_name_with_a_number_that_came_meanwhile_is_refused(
    qtbot: QtBot, today: Callable[[Callable[[Store], object]], Path]
):
    """The page was there before the number: the store has the last word."""
    with chairside(qtbot, today(lambda store: store.save_child(BO))) as window:
        unlocked(qtbot, window, PASSPHRASE)
        press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        page = wait_for(qtbot, window, NewMeeting)
        window._desk.ask(lambda store: store.save_child(ANA)).result()
        next(iter(page._forms.values())).setChecked(True)
        go(qtbot, window, "A child not on this laptop yet")
        type_into(qtbot, find(window, QLineEdit, "Child's full name"), "Somebody Else")
        type_into(qtbot, find(window, QLineEdit, "Case number"), "0031")
        press(qtbot, ENTER)
        said(qtbot, window, "The case number 0031 is A.E.’s on this laptop already.")
        assert find(window, QLineEdit, "Child's full name").text() == "Somebody Else"
        assert {one.id for one in children(window)} == {"ana", "bo"}


def test_a_taken_number_on_the_childs_page_loses_no_word_and_holds_up_no_lock(
    qtbot: QtBot, today: Callable[[Callable[[Store], object]], Path]
):
    def fill(store: Store) -> None:
        store.save_child(ANA)
        store.save_child(BO)

    folder = today(fill)
    with chairside(qtbot, folder) as window:
        unlocked(qtbot, window, PASSPHRASE)
        window._screens.child_screens.show_one("bo")  # type: ignore[union-attr]
        opened(qtbot, window, BO)
        box = find(window, QLineEdit, "Case number")
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, "0031")
        type_into(qtbot, find(window, QLineEdit, "Preferred name"), "Bobo")
        press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        wait_for(qtbot, window, UnlockPage)
        unlocked(qtbot, window, PASSPHRASE)
        said(qtbot, window, "Two children on this laptop share a case number: A.E. 31 and B.P. 32.")
        go(qtbot, window, "See both")
        opened(qtbot, window, ANA)
        assert says(window, "was typed for another child on this laptop too")
        go(qtbot, window, "Open the other")
        opened(qtbot, window, BO)
        assert find(window, QLineEdit, "Case number").text() == "0031"
        assert find(window, QLineEdit, "Preferred name").text() == "Bobo"
        assert says(window, "The case number 0031 was typed for this child. It is another child’s")
        assert next(one for one in children(window) if one.id == "bo").case_number == "32"
    shutil.rmtree(folder)
