"""A first start that is cut short anywhere is begun again, or opens by the passphrase typed."""

import errno
import json
import subprocess
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import rmtree

import pytest
from cut_short import killed_at, needs_fork, refused_at
from invented import CHEAP, PASSPHRASE, hashes
from test_restore_cut_short import NOW, silent

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.services.backing_up import alone, back_up, restore
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage import in_place, key_file, keys, never_opened
from desktop_app.storage.check import check
from desktop_app.storage.in_place import Coming
from desktop_app.storage.look import NotOurs
from desktop_app.storage.trouble import NotSaved

pytestmark = pytest.mark.long

SETTINGS = {"council": "calderdale", "my_name": "Casey Chair", "my_role": "Team manager"}
WHOLE = {"chairside.db", "keys.json"}
NOW_HERE = f"{datetime.now().astimezone():%Y-%m-%d}"


def first_run(places: Places) -> None:
    set_up(places, PASSPHRASE, SETTINGS, CHEAP)[0].close()


def require_whole(places: Places) -> None:
    """It opens by what was typed, and lacks nothing of it."""
    store, _ = unlock(places, PASSPHRASE, CHEAP)
    assert store.settings() == SETTINGS
    assert check(store) == []
    store.close()
    assert {file.name for file in places.data.iterdir()} == WHOLE | {"keys.json.previous"}


@needs_fork
def test_killed_at_any_step(tmp_path: Path):
    seen: list[bool] = []
    died = True
    while died:
        places = Places(tmp_path / "data")
        died = killed_at(len(seen), partial(first_run, places))
        seen.append(in_place.is_set_up(places))
        if not seen[-1]:
            first_run(places)
        require_whole(places)
        rmtree(places.data)
    assert seen == sorted(seen)  # never back again
    assert seen.count(False) > 10
    assert seen.count(True) > 5


def test_whatever_the_disk_refuses_is_a_sentence_and_the_next_try_works(tmp_path: Path):
    errors = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO)
    step, came_to_it = 0, True
    while came_to_it:
        places = Places(tmp_path / str(step))
        said = ""
        with refused_at(step, errors[step % 4]) as is_refused:
            try:
                first_run(places)
            except NotSaved as refused:
                said = refused.do
            came_to_it = is_refused()
        assert said or in_place.is_set_up(places)
        if not in_place.is_set_up(places):
            there = {file.name for file in tmp_path.glob(f"{step}/*")}
            assert there <= {"setting-up"}  # what could not even be swept away
            first_run(places)
        require_whole(places)
        step += 1
    assert step > 15


FULL = """
import resource, signal, sys
from pathlib import Path
from desktop_app.paths import Places
from desktop_app.services.opening import set_up
from desktop_app.storage.slots import Cost
from desktop_app.storage.trouble import NotSaved

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    set_up(Places(Path(sys.argv[1])), "marmalade kettle seven", {}, Cost(64, 1, 1))
except NotSaved as refused:
    print(refused)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="files can grow without limit here")
def test_a_disk_with_room_for_the_keys_alone_leaves_nothing(tmp_path: Path):
    places = Places(tmp_path / "data")
    asked = [sys.executable, "-c", FULL, str(places.data), "2048"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("Not saved: ")
    assert list(places.data.iterdir()) == []
    first_run(places)
    require_whole(places)


def test_no_first_run_over_a_store_or_its_log(tmp_path: Path):
    places = Places(tmp_path / "data")
    first_run(places)
    before = hashes(places.data)
    with pytest.raises(CannotProceed, match="There is a store"):
        first_run(places)
    assert hashes(places.data) == before
    alone_there = Places(tmp_path / "log")
    alone_there.data.mkdir()
    alone_there.data.joinpath("chairside.db-wal").write_bytes(b"words of a lost store")
    with pytest.raises(CannotProceed, match="of an earlier store"):
        first_run(alone_there)
    assert [file.name for file in alone_there.data.iterdir()] == ["chairside.db-wal"]


def test_a_log_that_stayed_beside_the_store_is_not_left_behind(tmp_path: Path):
    """SQLite closes without a word when the disk refuses to take the log into the file."""
    places = Places(tmp_path / "data")
    first_run(places)
    new = in_place.making_ready(places)
    new.data.mkdir()
    for file in ("chairside.db", "keys.json"):
        (new.data / file).write_bytes((places.data / file).read_bytes())
    (new.data / "chairside.db-wal").write_bytes(b"what was typed last")
    with pytest.raises(NotSaved):
        in_place.put(places)
    assert not in_place.half_done(places)


# -- what a version before left ------------------------------------------------------------------


def cut_short_before(places: Places) -> None:
    """As versions before left a first start that ended between the keys and the store."""
    places.data.mkdir()
    keys.create(places.keys, PASSPHRASE, CHEAP)
    of_this_version = json.loads(places.keys.read_bytes())
    del of_this_version["sheet"], of_this_version["checksum"]
    of_this_version["checksum"] = key_file._checksum(of_this_version)
    places.keys.write_text(json.dumps(of_this_version))
    places.data.joinpath("in-use.lock").write_text("{}")
    places.keys.with_name("keys.json.previous").unlink()


@pytest.mark.parametrize("half_made", [False, True])
def test_keys_that_no_store_was_ever_opened_with_are_no_loss(tmp_path: Path, half_made: bool):
    places = Places(tmp_path / "data")
    cut_short_before(places)
    if half_made:
        places.data.joinpath("chairside.db.new").write_bytes(b"half a store")
        places.data.joinpath("chairside.db.new-wal").write_bytes(b"and its log")
    before = hashes(places.data)
    said = never_opened.in_words(places)
    assert not in_place.is_set_up(places)
    assert "so nothing is lost" in said
    assert hashes(places.data) == before  # looking changes nothing
    first_run(places)
    kept = never_opened.room(places).with_name(f"never-used_{NOW_HERE}")
    assert kept.name in said
    del before["in-use.lock"]
    assert hashes(kept) == before
    assert never_opened.in_words(places) == ""
    store, _ = unlock(places, PASSPHRASE, CHEAP)
    assert store.settings() == SETTINGS
    store.close()


@needs_fork
def test_killed_while_such_keys_are_kept(tmp_path: Path):
    died, step = True, 0
    while died:
        places = Places(tmp_path / f"data-{step}")
        cut_short_before(places)
        mine = places.keys.read_bytes()
        died = killed_at(step, partial(never_opened.move_aside, places))
        assert not in_place.is_set_up(places)
        first_run(places)
        unlock(places, PASSPHRASE, CHEAP)[0].close()
        kept = [file.read_bytes() for file in places.data.glob("never-used_*/keys.json")]
        assert kept == [mine]
        step += 1
    assert step == 3


TRACES = {
    "a backup": "backups/daily_2026-11-20_093000.chairside-backup",
    "a log": "chairside.db-wal",
    "an index of a log": "chairside.db-shm",
    "a journal": "chairside.db-journal",
    "a second copy of the keys": "keys.json.previous",
}


@pytest.mark.parametrize("trace", TRACES)
def test_a_store_that_was_opened_and_is_gone_is_lost(tmp_path: Path, trace: str):
    places = Places(tmp_path / "data")
    cut_short_before(places)
    file = places.data / TRACES[trace]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"of the store that is gone")
    require_lost(places)
    assert file.read_bytes() == b"of the store that is gone"


def test_keys_that_came_with_their_store_tell_of_it_alone(tmp_path: Path):
    places = Places(tmp_path / "data")
    first_run(places)
    places.store.unlink()
    require_lost(places)


@pytest.mark.parametrize("content", [b"", b"[1]", b"\0" * 700])
def test_keys_that_cannot_be_read_are_for_it_to_judge(tmp_path: Path, content: bytes):
    places = Places(tmp_path / "data")
    places.data.mkdir()
    places.keys.write_bytes(content)
    assert in_place.is_set_up(places)
    assert never_opened.in_words(places) == ""


def require_lost(places: Places) -> None:
    before = places.keys.read_bytes()
    assert in_place.is_set_up(places)
    assert never_opened.in_words(places) == ""
    with pytest.raises(NotOurs, match="is not in its folder"):
        unlock(places, PASSPHRASE, CHEAP)
    with pytest.raises(CannotProceed, match="There is a store or a key file"):
        first_run(places)
    assert places.keys.read_bytes() == before


def test_a_backup_comes_where_such_keys_are(tmp_path: Path):
    other = Places(tmp_path / "other")
    store, _ = set_up(other, "the passphrase of the other", SETTINGS, CHEAP)
    made = back_up(alone(store), other, 28, NOW, silent).path
    store.close()
    places = Places(tmp_path / "data")
    cut_short_before(places)
    mine = places.keys.read_bytes()
    said = restore(places, made, "the passphrase of the other", NOW, silent, CHEAP)
    assert said[1:] == [f"Keys without a store were here; they stand in “never-used_{NOW_HERE}”."]
    assert [file.read_bytes() for file in places.data.glob("never-used_*/*")] == [mine]
    assert not places.backups.exists()
    unlock(places, "the passphrase of the other", CHEAP)[0].close()


def test_which_of_the_two_was_cut_short_is_known(tmp_path: Path):
    """The sentence at the next start depends on it."""
    for coming in Coming:
        places = Places(tmp_path / coming.name)
        first_run(Places(places.data / coming.value[1]))
        assert in_place.half_done(places) is coming
        unlock(places, PASSPHRASE, CHEAP)[0].close()
        assert in_place.half_done(places) is None
