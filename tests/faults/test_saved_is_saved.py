"""“Saved” is on the screen only while the store holds every word that was typed."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hurting import size
from test_killed_while_typing import prepare, stored
from typist import STREAM

pytestmark = pytest.mark.faults

TYPIST = Path(__file__).with_name("slow_typist.py")
CUTS = 100
MANY = 10  # cuts, of which each kind must be among


def type_until_cut_off(folder: Path, seed: int) -> list[tuple[int, str]]:
    """Every line that came, until the process was killed: half the time while it said “Saved”."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    paths = os.pathsep.join(str(TYPIST.parent.parent / one) for one in ("journeys", "ui"))
    typist = subprocess.Popen(
        [sys.executable, str(TYPIST), str(folder), str(seed)],
        env=os.environ | {"PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
    )
    assert typist.stdout
    lines = [typist.stdout.readline()]
    end, at_saved = time.monotonic() + chance.uniform(0.5, 6), chance.random() < 0.5
    while lines[-1]:
        lines.append(typist.stdout.readline())
        if time.monotonic() > end and (not at_saved or _is_saved(lines[-1].decode())):
            typist.kill()
            lines += typist.stdout.read().splitlines()
            break
    typist.wait()
    typist.stdout.close()
    found = [line.decode().strip().partition(" ") for line in lines if line.strip()]
    return [(int(typed), said) for typed, _, said in found]


def _is_saved(said: str) -> bool:
    return "Saved " in said or "Everything is saved" in said


@pytest.mark.parametrize("part", range(4))
def test_cut_off_while_the_storage_thread_is_held_back(tmp_path: Path, part: int):
    folder = tmp_path / "store"
    meeting_id = prepare(folder)
    saved, unsaved = 0, 0
    cuts = max(2, round(CUTS * size() / 4))
    for cut in range(cuts):
        lines = type_until_cut_off(folder, seed=part * 1_000 + cut)
        text = stored(folder, meeting_id)
        assert text == STREAM[: len(text)]
        called_saved = [typed for typed, said in lines if _is_saved(said)]
        assert len(text) >= max(called_saved, default=0), f"cut {cut} of part {part}"
        saved += _is_saved(lines[-1][1])
        unsaved += lines[-1][0] > len(text)
    if cuts > MANY:  # else the test could not fail
        assert saved
        assert unsaved
