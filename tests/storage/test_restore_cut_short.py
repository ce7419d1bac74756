"""A restore that is cut short anywhere leaves one store with its own keys, the old or the new."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from cut_short import killed_at, needs_fork
from invented import CHEAP, MEETING, PASSPHRASE, start

from desktop_app.paths import Places
from desktop_app.services.backing_up import alone, back_up, keep_house, restore
from desktop_app.services.my_settings import change_passphrase
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage import in_place
from desktop_app.storage.check import check
from desktop_app.storage.keys import WrongPassphrase
from desktop_app.storage.store import Store

pytestmark = pytest.mark.long
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OF_THE_BACKUP = "the passphrase of the other laptop"


def silent(_: str) -> None:
    pass


@pytest.fixture
def before(tmp_path: Path) -> Places:
    """A store whose passphrase was changed, killed in use: a log lies beside it."""
    places = Places(tmp_path / "before")
    store, _ = set_up(places, "the first passphrase of all", {"council": "x"}, CHEAP)
    change_passphrase(store, places, "the first passphrase of all", PASSPHRASE, CHEAP)
    start(store, replace(MEETING, id="old", reference="PPM-222222"))
    places.keys.with_name("keys.json.previous").write_bytes(b"slots of before")
    copytree(places.data, tmp_path / "in use")
    store.close()
    in_use = Places(tmp_path / "in use")
    assert in_use.store.with_name("chairside.db-wal").stat().st_size > 0
    return in_use


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Of another laptop: its store opens by no key of the one that is here."""
    places = Places(tmp_path / "other")
    store, _ = set_up(places, OF_THE_BACKUP, {"council": "x"}, CHEAP)
    start(store, replace(MEETING, id="new", reference="PPM-333333"))
    made = back_up(alone(store), places, 28, NOW, silent)
    store.close()
    return made.path


def opened(places: Places) -> tuple[Store, str]:
    """By whichever passphrase opens it: one does, and the other does not."""
    opens: list[tuple[Store, str]] = []
    for passphrase in (PASSPHRASE, OF_THE_BACKUP):
        with suppress(WrongPassphrase):
            opens.append((unlock(places, passphrase, CHEAP)[0], passphrase))
    assert len(opens) == 1
    return opens[0]


@needs_fork
@pytest.mark.parametrize("is_new", [False, True])
def test_killed_at_any_step(before: Places, backup: Path, tmp_path: Path, is_new: bool):
    seen: list[str] = []
    step, died = 0, True
    while died:
        places = Places(tmp_path / "data")
        if not is_new:
            copytree(before.data, places.data)
        putting_back = partial(restore, places, backup, OF_THE_BACKUP, NOW, silent, CHEAP)
        died = killed_at(step, putting_back)
        step += 1
        if in_place.is_set_up(places):
            store, by = opened(places)
            is_there = {one.meeting.id for one in store.meetings()}
            assert is_there == ({"old"} if by == PASSPHRASE else {"new"})
            assert check(store) == []
            keep_house(alone(store), places, 28, NOW)
            store.close()
            names = {file.name for file in places.data.iterdir()}
            left = set() if by == OF_THE_BACKUP else {"chairside.db-shm"}
            kept = {"chairside.db", "keys.json", "keys.json.previous", "backups"}
            assert names - left - {"attempts.json"} == kept
            copy = places.keys.with_name("keys.json.previous")
            assert copy.read_bytes() == places.keys.read_bytes()
            seen.append(by)
        else:
            assert is_new
            seen.append("")
        if places.data.exists():
            rmtree(places.data)
    first = "" if is_new else PASSPHRASE
    assert set(seen) == {first, OF_THE_BACKUP}
    assert seen == sorted(seen, key=[first, OF_THE_BACKUP].index)  # never back again
    assert seen.count(OF_THE_BACKUP) > 4


def test_no_key_of_before_stays_beside_the_new_ones(before: Places, backup: Path):
    restore(before, backup, OF_THE_BACKUP, NOW, silent, CHEAP)
    assert [file.name for file in before.data.glob("keys.json*")] == ["keys.json"]


def test_what_was_being_unpacked_is_taken_away_when_the_house_is_kept(before: Places):
    store, _ = unlock(before, PASSPHRASE, CHEAP)
    room = in_place.making_ready(before).data
    room.mkdir()
    (room / "chairside.db").write_bytes(b"a whole store")
    keep_house(alone(store), before, 28, NOW)
    store.close()
    assert not room.exists()
