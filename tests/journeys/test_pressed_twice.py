"""Every step that asks the store, pressed twice before its answer comes, is taken once.

Each is taken once in one store and pressed twice in another like it: both trails say the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from after_signing import NOON
from answered_dialogs import Dialogs, chosen
from at_the_desk import CHEAP, PATIENCE, chairside, find, focus, press, wait_for
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from screens_examples import store_busy
from signed_minutes import PASSPHRASE, new_store, signed
from test_bad_luck_at_the_desk import said, unlock

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes, Child, Row, new_id
from desktop_app.services.case_system import keep_receipt
from desktop_app.services.handing_over import hand_over_to
from desktop_app.services.meetings import new_meeting
from desktop_app.storage.store import Store
from desktop_app.ui.after_page import AfterPage
from desktop_app.ui.correct_page import CorrectPage
from desktop_app.ui.home_page import HomePage
from desktop_app.ui.meeting_flow import MeetingFlow
from desktop_app.ui.new_meeting import NewMeeting
from desktop_app.ui.settings_page import SettingsPage
from desktop_app.ui.sign_page import SignPage
from desktop_app.ui.take_in_page import TakeInPage
from desktop_app.ui.window import Window
from desktop_app.ui.word_page import WordPage

ENTER = Qt.Key.Key_Return
LATER = NOON + timedelta(40)  # of the window: signed minutes may go by then
Press = Callable[[], object]


@dataclass
class Room:
    """The window with what a step needs; `press` is what the test presses."""

    qtbot: QtBot
    window: Window
    dialogs: Dialogs
    folder: Path

    @property
    def desk(self) -> Desk:
        return self.window._desk

    def button(self, words: str) -> QPushButton:
        """In sight, as soon as it is there and can be pressed."""

        def there() -> list[QPushButton]:
            every = (b for b in self.window.findChildren(QPushButton) if b.isVisible())
            return [b for b in every if b.text().startswith(words) and b.isEnabled()]

        self.qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
        return there()[0]

    def go(self, words: str) -> None:
        self.button(words).click()

    def tick(self, words: str) -> None:
        boxes = (b for b in self.window.findChildren(QCheckBox) if b.isVisible())
        next(b for b in boxes if words in b.text()).click()

    def line(self, name: str) -> QLineEdit:
        """By the name that a screen reader says, as soon as it is there."""

        def there() -> list[QLineEdit]:
            every = (b for b in self.window.findChildren(QLineEdit) if b.isVisible())
            return [b for b in every if b.accessibleName() == name]

        self.qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE)
        return there()[0]

    def says(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in said(self.window), timeout=PATIENCE)

    def wait(self, kind: type[QWidget]) -> QWidget:
        return wait_for(self.qtbot, self.window, kind)

    def open(self, which: str) -> MeetingFlow:
        """The draft or the signed meeting, from the list."""
        home = wait_for(self.qtbot, self.window, HomePage)
        lines = self.desk.ask(lambda store: store.meetings()).result()
        home.meeting_chosen.emit(next(o.meeting.id for o in lines if o.meeting.state == which))
        return wait_for(self.qtbot, self.window, MeetingFlow)

    def after(self, which: str, way: str) -> None:
        flow = self.open(which)
        if which == "signed":
            self.wait(WordPage)
        flow.show_after()
        self.wait(AfterPage)
        self.go(way)


def made_ready(folder: Path) -> None:
    """A child with signed minutes and one with a draft, each with somebody who was there."""
    places = Places(folder / "store")
    store = new_store(places, lambda: NOON.isoformat())
    signed(store, places)
    desk = Desk(places, CHEAP)
    form = desk.council.form("initial_ppm", desk.council.profile("calderdale"))
    child = Child("c", {"child_name": "Jo Sampleton", "case_number": "77"})
    store.save_child(child)
    draft = new_meeting(store, form, child, {})
    people = (Row("q", {"name": "Dana Sampleton", "relation": "Mother", "attended": "Present"}),)
    answers = {"meeting_date": "20 Nov 2026", "chair": "Casey Chair", "chair_role": "Manager"}
    store.save(draft.id, Changes(answers, attendance=people))
    store.close()


# the steps: each leads to where it is pressed, and gives what presses it


def start_a_meeting(room: Room) -> Press:
    press(room.qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = wait_for(room.qtbot, room.window, NewMeeting)
    new = new_id()
    return lambda: page.wanted.emit("initial_ppm", "", "Robin Newname", "12 04 418", new)


def start_the_next(room: Room) -> Press:
    room.open("signed")
    room.wait(WordPage)
    return room.button("Start the next").click


def begin_a_correction(room: Room) -> Press:
    room.open("signed")
    room.go("Correct these minutes")
    room.wait(CorrectPage)
    room.qtbot.keyClicks(room.line("Why are they corrected?"), "A wrong date")
    return lambda: room.qtbot.keyClick(room.line("Why are they corrected?"), ENTER)


def keep_the_receipt(room: Room) -> Press:
    room.after("signed", "Case system")
    room.says("SHA-256")
    room.qtbot.keyClicks(focus(), "MOS-77")
    return lambda: room.qtbot.keyClick(focus(), ENTER)


def note_a_copy(room: Room) -> Press:
    """Without a file: not shared, with a reason."""
    room.after("draft", "Copies")
    room.qtbot.waitUntil(lambda: "Dana" in rows(room), timeout=PATIENCE)
    press(room.qtbot, ENTER)
    find(room.window, QRadioButton, "Nothing: the minutes are not shared").click()
    room.line("Why").setText("She asked not to get them")
    return room.button("Note it").click


def rows(room: Room) -> str:
    from after_the_meeting import rows_of

    from desktop_app.ui.row_list import RowList

    shown = (one for one in room.window.findChildren(RowList) if one.isVisible())
    return "\n".join(line for one in shown for line in rows_of(one))


def save_a_copy(room: Room) -> Press:
    room.after("draft", "Copies")
    room.qtbot.waitUntil(lambda: "Dana" in rows(room), timeout=PATIENCE)
    press(room.qtbot, ENTER)
    room.dialogs.expect(QFileDialog, chosen(room.folder / "copy.docx"))
    return room.button("Save the Word file").click


def send_the_draft(room: Room) -> Press:
    room.after("draft", "Comments")
    room.line("Who gets the draft").setText("Priya Invented")
    room.dialogs.expect(QFileDialog, chosen(room.folder))
    return room.button("Save the draft for them").click


def hand_it_over(room: Room) -> Press:
    room.after("draft", "Hand over")
    room.says("Hand over this draft")
    for name in ("Passphrase of this file", "The same again"):
        room.line(name).setText(PASSPHRASE)
    room.dialogs.expect(QFileDialog, chosen(room.folder))
    return room.button("Save the file").click


def copy_the_actions(room: Room) -> Press:
    room.after("draft", "Actions")
    return room.button("Copy for e-mail").click


def take_minutes_off(room: Room) -> Press:
    lines = room.desk.ask(lambda store: store.meetings()).result()
    of = next(one.meeting.id for one in lines if one.meeting.state == "signed")

    def receipt(store: Store) -> None:
        keep_receipt(store, of, f"{NOON:%d %B %Y}", "MOS-77", "Casey Chair", NOON.date())

    room.desk.ask(receipt).result()
    home = wait_for(room.qtbot, room.window, HomePage)
    home.step_chosen.emit(of, "taking off")
    room.go("Take them off…")
    room.tick("I have opened them")
    return room.button("Take them off now").click


def take_a_draft_back(room: Room) -> Press:
    _hand_over_behind(room)
    room.open("handed over")
    room.go("Continue here after all")
    room.tick("not being worked on")
    return room.button("Continue here").click


def take_a_draft_in(room: Room) -> Press:
    file = _hand_over_behind(room)
    page = _from_file(room, file)
    line = next(b for b in page.findChildren(QLineEdit) if b.isVisible())
    line.setText(PASSPHRASE)
    return lambda: room.qtbot.keyClick(line, ENTER)


def _hand_over_behind(room: Room) -> Path:
    lines = room.desk.ask(lambda store: store.meetings()).result()
    of = next(one.meeting.id for one in lines if one.meeting.state == "draft")
    asked = room.desk.ask(lambda store: hand_over_to(store, of, PASSPHRASE, room.folder, CHEAP))
    return asked.result()


def _from_file(room: Room, file: Path) -> TakeInPage:
    wait_for(room.qtbot, room.window, HomePage).file_wanted.emit()
    page = wait_for(room.qtbot, room.window, TakeInPage)
    page.read(file)
    room.says("draft from another laptop")
    return page


def make_a_certificate(room: Room) -> Press:
    press(room.qtbot, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    room.wait(SettingsPage)
    return room.button("Make a certificate").click


def back_up(room: Room) -> Press:
    press(room.qtbot, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    room.wait(SettingsPage)
    return room.button("Make a backup now").click


def sign(room: Room) -> Press:
    flow = room.open("draft")
    flow.signing.start()
    page = wait_for(room.qtbot, room.window, SignPage)
    plain = next(b for b in page.findChildren(QRadioButton) if "visible" in b.text())
    plain.click()
    return room.button("Sign the minutes").click


STEPS: tuple[Callable[[Room], Press], ...] = (
    start_a_meeting,
    start_the_next,
    begin_a_correction,
    keep_the_receipt,
    note_a_copy,
    save_a_copy,
    send_the_draft,
    hand_it_over,
    copy_the_actions,
    take_minutes_off,
    take_a_draft_back,
    take_a_draft_in,
    make_a_certificate,
    back_up,
    sign,
)


@contextmanager
def ready(qtbot: QtBot, folder: Path, dialogs: Dialogs) -> Iterator[Room]:
    made_ready(folder)
    with chairside(qtbot, folder / "store", lambda: LATER) as window:
        unlock(qtbot, window)
        wait_for(qtbot, window, HomePage)
        window.activateWindow()
        room = Room(qtbot, window, dialogs, folder)
        qtbot.waitUntil(lambda: "back up" in trail(room), timeout=PATIENCE)  # that of the day
        yield room


def trail(room: Room) -> list[str]:
    """The acts that the trail and the meetings' events hold, without their times."""

    def work(store: Store) -> list[str]:
        with store.reading() as connection:
            acts = connection.exec_driver_sql("SELECT act FROM audit ORDER BY seq").scalars()
            events = connection.exec_driver_sql("SELECT act FROM event ORDER BY id").scalars()
            copies = connection.exec_driver_sql("SELECT given FROM copy").scalars()
            return [*acts, *events, *copies]

    return room.desk.ask(work).result()


def pressed(room: Room, step: Callable[[Room], Press], times: int) -> list[str]:
    """What the trail holds once all has come to rest."""
    act, before = step(room), trail(room)
    with store_busy(room.desk):
        for _ in range(times):
            act()
            QApplication.processEvents()
    return _at_rest(room, before)


def _at_rest(room: Room, before: list[str]) -> list[str]:
    """The trail has what the step brought, and the same when everything asked for is answered."""
    room.qtbot.waitUntil(lambda: trail(room) != before, timeout=PATIENCE)
    last: list[str] = []

    def quiet() -> bool:
        nonlocal last
        seen, last = last, trail(room)
        return seen == last

    for _ in range(5):
        room.qtbot.waitUntil(quiet, timeout=PATIENCE)
    return last


@pytest.mark.parametrize("step", STEPS, ids=lambda one: one.__name__)
def test_it_is_taken_once(
    qtbot: QtBot, tmp_path: Path, dialogs: Dialogs, step: Callable[[Room], Press]
):
    with ready(qtbot, tmp_path / "once", dialogs) as room:
        once = pressed(room, step, 1)
    with ready(qtbot, tmp_path / "twice", dialogs) as room:
        twice = pressed(room, step, 2)
    assert twice == once
