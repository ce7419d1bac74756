"""Widgets are let go of on the window's thread, whoever used them last."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aside_host import a_desk
from at_the_desk import PATIENCE, chairside, focus, wait_for
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import unlock
from test_killed_while_typing import prepare

from desktop_app.assemble import Desk
from desktop_app.ui.courier import Courier
from desktop_app.ui.garbage import Garbage
from desktop_app.ui.meeting_flow import MeetingFlow

MAIN = threading.main_thread().ident


class Watched:
    """Widgets of ours, and the threads on which they were let go of."""

    def __init__(self) -> None:
        self.threads: list[int] = []
        self.alive = 0

    def widget(self) -> QWidget:
        made = QWidget()
        self.alive += 1
        weakref.finalize(made, self._gone)
        return made

    def _gone(self) -> None:
        self.alive -= 1
        self.threads.append(threading.get_ident())


@pytest.fixture
def watched(qapp: object) -> Watched:
    return Watched()


def allocate_much(_: object = None) -> int:
    """Enough for Python to collect, were it left to itself."""
    return sum(len([[number] for number in range(50)]) for _ in range(20_000))


def all_gone(qtbot: QtBot, watched: Watched, garbage: Garbage) -> None:
    def gone() -> bool:
        garbage.look()
        gc.collect()  # what hangs together, too, without waiting until there is more of it
        return watched.alive == 0

    qtbot.waitUntil(gone, timeout=PATIENCE)
    assert set(watched.threads) == {MAIN}


@contextmanager
def collected_here(let_go: Callable[[], object]) -> Iterator[Garbage]:
    garbage = Garbage(let_go)
    yield garbage
    garbage.stop()
    gc.disable()  # the test's own goes on


def test_what_hangs_together_is_not_let_go_of_by_the_storage_thread(
    qtbot: QtBot, tmp_path: Path, watched: Watched
):
    with a_desk(tmp_path) as desk, collected_here(desk.let_go) as garbage:
        for _ in range(20):
            one = watched.widget()
            one.itself = one  # type: ignore[attr-defined]
            del one
            desk.ask(allocate_much).result()
        assert watched.threads == []
        for _ in range(20):
            allocate_much()
            garbage.look()
        all_gone(qtbot, watched, garbage)


def done(desk: Desk, held: QWidget) -> None:
    desk.ask(lambda _: id(held))


def faulty(desk: Desk, held: QWidget) -> None:
    desk.ask(lambda _: held.no_such_thing)  # type: ignore[attr-defined]


def backed_up(desk: Desk, held: QWidget) -> None:
    desk.back_up(1, lambda _: id(held))


def test_what_work_for_the_store_holds_is_let_go_of_here(
    qtbot: QtBot, tmp_path: Path, watched: Watched
):
    with a_desk(tmp_path) as desk, collected_here(desk.let_go) as garbage:
        begin = threading.Event()
        desk.ask(lambda _: begin.wait(PATIENCE / 1000))
        for _ in range(3):
            for ask in (done, faulty, backed_up):
                ask(desk, watched.widget())
        begin.set()  # nobody but the work itself holds them now
        all_gone(qtbot, watched, garbage)


def test_what_waits_for_an_answer_is_let_go_of_here(qtbot: QtBot, tmp_path: Path, watched: Watched):
    courier = Courier()
    with a_desk(tmp_path) as desk, collected_here(desk.let_go) as garbage:
        for _ in range(50):
            held = watched.widget()
            asked = desk.ask(lambda _: None)
            courier.send(held, asked, lambda _, held=held: id(held), lambda _: None)
            held.deleteLater()
            del held
        all_gone(qtbot, watched, garbage)


def test_nothing_is_collected_on_another_thread_while_one_types_and_closes(
    qtbot: QtBot, tmp_path: Path
):
    threads: set[int] = set()

    def note(phase: str, _: object) -> None:
        if phase == "start":
            threads.add(threading.get_ident())

    prepare(tmp_path)
    gc.callbacks.append(note)
    try:
        for _ in range(3):
            with chairside(qtbot, tmp_path) as window:
                unlock(qtbot, window)
                wait_for(qtbot, window, MeetingFlow)
                for _ in range(5):
                    window._desk.ask(allocate_much)
                    qtbot.keyClicks(focus(), "words ")
    finally:
        gc.callbacks.remove(note)
    assert threads <= {MAIN}
