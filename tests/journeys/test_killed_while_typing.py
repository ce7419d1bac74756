"""A killed process loses at most the last half second; the rest is exactly what was typed."""

import random
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from at_the_desk import CHEAP, PASSPHRASE
from typist import QUESTION, STREAM

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes, Child
from desktop_app.services.meetings import new_meeting
from desktop_app.storage.store import Store

TYPIST = Path(__file__).with_name("typist.py")
HALF_A_SECOND = 0.5
KILLS = 10  # in each of the five tests


def prepare(folder: Path) -> str:
    """A store whose meeting is open with the caret in its notes; the meeting's id."""
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


def type_until_killed(folder: Path, seconds: float) -> tuple[int, list[float]]:
    """How long the text was at the start, and how many seconds before the kill each key came."""
    typist = subprocess.Popen(
        [sys.executable, str(TYPIST), str(folder)], stdout=subprocess.PIPE, bufsize=0
    )
    assert typist.stdout is not None
    start = int(typist.stdout.readline() or b"-1")
    assert start >= 0, "the typist did not reach the meeting"
    end = time.monotonic() + seconds
    keys: list[float] = []
    while (left := end - time.monotonic()) > 0:
        if select.select([typist.stdout], [], [], left)[0]:
            keys += [time.monotonic()] * len(typist.stdout.read(4096) or b"")
    killed = time.monotonic()
    typist.kill()
    typist.wait()
    keys += [killed] * len(typist.stdout.read() or b"")
    typist.stdout.close()
    return start, [killed - key for key in keys]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes cannot be waited for on Windows")
@pytest.mark.parametrize("seed", range(5))
def test_ten_kills_at_random_moments(tmp_path: Path, seed: int):
    moments = random.Random(seed)  # noqa: S311 - no secret
    folder = tmp_path / "store"
    meeting_id = prepare(folder)
    for _ in range(KILLS):
        before = len(stored(folder, meeting_id))
        start, keys = type_until_killed(folder, moments.uniform(0.05, 1.2))
        text = stored(folder, meeting_id)
        assert start == before
        assert text == STREAM[: len(text)]
        must_be_there = sum(age > HALF_A_SECOND for age in keys)
        assert len(text) >= start + must_be_there
        assert len(text) <= start + len(keys) + 1  # the last key's byte may have been cut off
