"""A killed process loses at most the last half second; the rest is exactly what was typed."""

import os
import random
import select
import sys
import time
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from at_the_desk import CHEAP, PASSPHRASE
from typist import QUESTION, STREAM, type_until_killed

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes, Child
from desktop_app.services.meetings import new_meeting
from desktop_app.storage.store import Store
from desktop_app.storage.whole_file import make_private_folder, new_private_file

pytestmark = pytest.mark.long
HALF_A_SECOND = 0.5
KILLS = 10  # in each of the five tests
LOADED = [
    "at_the_desk",
    "desktop_app.services.opening",
    "desktop_app.storage.thread",
    "desktop_app.ui.screens",
    "desktop_app.ui.meeting_flow",
]


def prepare(folder: Path) -> str:
    """A store whose meeting is open with the caret in its notes; the meeting's id."""
    meeting_id, files = _prepared()
    make_private_folder(folder)
    for name, content in files.items():
        with os.fdopen(new_private_file(folder / name), "wb") as file:
            file.write(content)
    return meeting_id


@cache
def _prepared() -> tuple[str, dict[str, bytes]]:
    """The files of that store, which nobody has opened since."""
    with TemporaryDirectory() as made:
        folder = Path(made) / "store"
        meeting_id = _set_up(folder)
        return meeting_id, {one.name: one.read_bytes() for one in folder.iterdir()}


def _set_up(folder: Path) -> str:
    desk = Desk(Places(folder), CHEAP)
    desk.set_up(PASSPHRASE, {"council": "calderdale"}).result()
    form = desk.council.form("initial_ppm", desk.council.profile("calderdale"))

    def work(store: Store) -> str:
        child = Child("c", {"child_name": "Robin Testname", "case_number": "1"})
        store.save_child(child)
        meeting = new_meeting(store, form, child, {})
        store.save(meeting.id, Changes(place=QUESTION))
        store.set_setting("open_meeting", meeting.id)
        return meeting.id

    meeting_id = desk.ask(work).result()
    desk.close()
    return meeting_id


def stored(folder: Path, meeting_id: str) -> str:
    desk = Desk(Places(folder), CHEAP)
    desk.unlock(PASSPHRASE).result()
    text = desk.ask(lambda store: store.record(meeting_id).answers.get(QUESTION, "")).result()
    desk.close()
    return text


@pytest.fixture(scope="module")
def processes() -> BaseContext:
    """New ones that have loaded already what the window needs, as often as one is killed."""
    made = get_context("forkserver")
    made.set_forkserver_preload(LOADED)
    return made


def killed_while_typing(
    processes: BaseContext, folder: Path, seconds: float
) -> tuple[int, list[float]]:
    """How long the text was at the start, and how many seconds before the kill each key came."""
    ours, its = processes.Pipe(duplex=False)
    typist = processes.Process(target=type_until_killed, args=(folder, its))
    typist.start()
    its.close()
    with open(ours.fileno(), "rb", buffering=0, closefd=False) as told:
        start = int(told.readline() or b"-1")
        assert start >= 0, "the typist did not reach the meeting"
        end = time.monotonic() + seconds
        keys: list[float] = []
        while (left := end - time.monotonic()) > 0:
            if select.select([told], [], [], left)[0]:
                keys += [time.monotonic()] * len(told.read(4096))
        killed = time.monotonic()
        typist.kill()
        typist.join()
        keys += [killed] * len(told.read())
    ours.close()
    typist.close()
    return start, [killed - key for key in keys]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes cannot be waited for on Windows")
@pytest.mark.parametrize("seed", range(5))
def test_ten_kills_at_random_moments(processes: BaseContext, tmp_path: Path, seed: int):
    moments = random.Random(seed)  # noqa: S311 - no secret
    folder = tmp_path / "store"
    meeting_id = prepare(folder)
    for _ in range(KILLS):
        before = len(stored(folder, meeting_id))
        start, keys = killed_while_typing(processes, folder, moments.uniform(0.05, 1.2))
        text = stored(folder, meeting_id)
        assert start == before
        assert text == STREAM[: len(text)]
        must_be_there = sum(age > HALF_A_SECOND for age in keys)
        assert len(text) >= start + must_be_there
        assert len(text) <= start + len(keys) + 1  # the last key's byte may have been cut off
