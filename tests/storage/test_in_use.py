"""One Chairside at a time has the store; the system itself frees it when that one dies."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.storage.in_use import Hold, InUse

PROGRAM = """
import sys
from pathlib import Path
from desktop_app.storage.in_use import Hold
held = Hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "data" / "in-use.lock"


@pytest.fixture
def other(lock: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_start_says_who_has_it(lock: Path, other: subprocess.Popen[str]):
    with pytest.raises(InUse) as refused:
        Hold(lock)
    assert f"(process {other.pid})" in refused.value.happened
    assert f" on {os.uname().nodename}" in refused.value.happened
    assert refused.value.do


def test_a_killed_process_frees_it_at_once(lock: Path, other: subprocess.Popen[str]):
    other.send_signal(signal.SIGKILL)
    other.wait()
    Hold(lock).release()


def test_it_can_be_had_again_after_its_release(lock: Path):
    first = Hold(lock)
    with pytest.raises(InUse, match="already open"):
        Hold(lock)
    first.release()
    Hold(lock).release()


def test_a_refused_start_does_not_change_the_note(lock: Path, other: subprocess.Popen[str]):
    before = lock.read_bytes()
    for _ in range(2):
        with pytest.raises(InUse, match=f"process {other.pid}"):
            Hold(lock)
    assert lock.read_bytes() == before


@pytest.mark.parametrize("note", [b"", b"rubbish", b"[]", b'{"since": 3}', b"\xff\xfe"])
def test_an_unreadable_note_still_means_in_use(lock: Path, note: bytes):
    held = Hold(lock)
    lock.write_bytes(note)
    with pytest.raises(InUse, match="already open"):
        Hold(lock)
    held.release()
    Hold(lock).release()


def test_the_note_is_private(lock: Path):
    Hold(lock).release()
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert stat.S_IMODE(lock.parent.stat().st_mode) == 0o700
