"""Killed at each operation while a file leaves: it is whole, old or absent, and nothing stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
KINDS = ("signed minutes", "a page", "a backup")
MORE = (
    "a draft",
    "a copy in Word",
    "a copy on paper",
    "a draft for comment",
    "a preparation form",
    "a handed-over draft",
)


def killed_everywhere(kind: str, folder: Path) -> int:
    """How many places there were."""
    done = subprocess.run(
        [sys.executable, str(HERE / "leaving_killed.py"), kind, str(folder / "room")],
        env=os.environ | {"PYTHONPATH": str(HERE.parent / "storage")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX parts a process in two")
@pytest.mark.parametrize(
    "kind", [*KINDS, *(pytest.param(kind, marks=pytest.mark.faults) for kind in MORE)]
)
def test_nothing_in_plain_stays_and_no_file_is_half(kind: str, tmp_path: Path):
    assert killed_everywhere(kind, tmp_path) >= 10
