"""A backup is whole, opens by passphrase or recovery key, goes by its date, comes back safely."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from decrypted import holds
from invented import CHEAP, CHILD, MEETING, PASSPHRASE, hashes, sign, start

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes
from desktop_app.services.backing_up import (
    alone,
    back_up,
    held_until,
    keep_house,
    restore,
    restore_by_recovery_key,
)
from desktop_app.services.my_settings import change_passphrase
from desktop_app.services.opening import recover, set_up, unlock
from desktop_app.storage import backups, removal
from desktop_app.storage.backup_file import NotABackup
from desktop_app.storage.check import check
from desktop_app.storage.keys import TooSoon, UnfitPassphrase, WrongPassphrase, WrongRecoveryKey
from desktop_app.storage.keys import unlock as key_of
from desktop_app.storage.recovery_key import MistypedRecoveryKey
from desktop_app.storage.store import Store

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WORD = "Zanzibarcanary"
NEW = "a wholly new passphrase"


def silent(_: str) -> None:
    pass


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def here(places: Places):
    store, _ = set_up(places, PASSPHRASE, {"council": "lambeth"}, CHEAP)
    start(store)
    store.save(MEETING.id, Changes({"history": WORD}))
    sign(store)
    yield store
    store.close()


def put_back(places: Places, backup: Path, now: datetime = NOW) -> list[str]:
    return list(restore(places, backup, PASSPHRASE, now, silent, CHEAP))


def opened(places: Places) -> Store:
    return unlock(places, PASSPHRASE, CHEAP)[0]


def test_a_backup_comes_back_as_it_was(here: Store, places: Places, tmp_path: Path):
    made = back_up(
        alone(here), places, 28, NOW, silent, tmp_path / "stick" / "one.chairside-backup"
    )
    record = here.record(MEETING.id)
    here.close()
    empty = Places(tmp_path / "another laptop")
    assert put_back(empty, made.path) == ["The backup of Sun 22 Nov 2026, 09:30, is in place."]
    store = opened(empty)
    assert store.record(MEETING.id) == record
    assert check(store) == []
    store.close()
    assert not (empty.data / "restoring").exists()


def test_a_backup_tells_no_word_and_no_key(here: Store, places: Places):
    made = back_up(alone(here), places, 28, NOW, silent)
    raw = made.path.read_bytes()
    for secret in (WORD, "Testa", MEETING.reference, PASSPHRASE, "SQLite format"):
        assert secret.encode() not in raw
        assert secret not in made.path.name
    assert key_of(places.keys, PASSPHRASE, least=CHEAP) not in raw
    assert made.path.stat().st_mode & 0o077 == 0
    assert [file.name for file in places.backups.iterdir()] == [made.path.name]


def test_a_backup_never_lies_over_another_file(here: Store, places: Places):
    first = back_up(alone(here), places, 28, NOW, silent)
    before = first.path.read_bytes()
    with pytest.raises(CannotProceed, match="already"):
        back_up(alone(here), places, 28, NOW, silent, first.path)
    assert first.path.read_bytes() == before


def test_backups_of_the_same_second_lie_side_by_side(here: Store, places: Places):
    made = [back_up(alone(here), places, 28, NOW, silent).path.name for _ in range(3)]
    assert made == [f"chairside_2026-11-22_093000{n}.chairside-backup" for n in ("", "_2", "_3")]
    assert {one.path.name for one in backups.backups(places.backups)} == set(made)


def test_stores_set_aside_in_the_same_second_are_all_kept(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    here.close()
    for _ in range(2):
        put_back(places, path)
    assert len(list(places.backups.glob("set-aside*"))) == 2


def test_a_name_taken_while_it_is_written_is_left_to_its_owner(here: Store, places: Places):
    path = backups.free_path(places.backups, NOW)

    def take(sentence: str) -> None:
        if sentence == "Writing the backup.":
            path.write_bytes(b"somebody else's")

    with pytest.raises(CannotProceed, match="already"):
        back_up(alone(here), places, 28, NOW, take)
    assert path.read_bytes() == b"somebody else's"
    assert list(places.backups.iterdir()) == [path]


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(here: Store, places: Places):
    with here.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
    with pytest.raises(CannotProceed, match="guard"):
        back_up(alone(here), places, 28, NOW, silent)
    assert list(places.backups.iterdir()) == []


@pytest.mark.parametrize("damage", ["cut", "turned", "other", "empty"])
def test_a_damaged_backup_is_refused_and_the_store_stays(here: Store, places: Places, damage: str):
    path = back_up(alone(here), places, 28, NOW, silent).path
    before = here.record(MEETING.id)
    here.close()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    damaged = {"cut": raw[: len(raw) // 2], "turned": raw, "other": b"a list\n" * 99, "empty": b""}
    path.write_bytes(bytes(damaged[damage]))
    with pytest.raises(CannotProceed):
        put_back(places, path)
    store = opened(places)
    assert store.record(MEETING.id) == before
    store.close()


def test_a_whole_file_with_a_damaged_store_in_it_is_refused(
    here: Store, places: Places, tmp_path: Path
):
    with here.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
    here.close()
    aside = backups.set_aside(places, NOW, date(2026, 12, 20))
    empty = Places(tmp_path / "another laptop")
    with pytest.raises(CannotProceed, match="Something is wrong with this backup"):
        put_back(empty, aside.path)
    assert not empty.store.exists()


@pytest.mark.parametrize(
    ("name", "how"), [("../out", ZIP_STORED), ("more", ZIP_STORED), ("keys.json", ZIP_DEFLATED)]
)
def test_an_archive_with_anything_else_in_it_is_refused(tmp_path: Path, name: str, how: int):
    file = tmp_path / "x.chairside-backup"
    with ZipFile(file, "w", how) as archive:
        note = {"made": NOW.isoformat(), "until": "2026-12-20"}
        for one in ("chairside.db", "keys.json", "backup.json"):
            if one != name:
                archive.writestr(one, json.dumps(note))
        archive.writestr(name, b"0" * 2000)
    with pytest.raises(NotABackup):
        put_back(Places(tmp_path / "data"), file)
    assert not (tmp_path / "out").exists()


def test_without_the_passphrase_nothing_comes_back(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    here.close()
    before = places.store.read_bytes()
    with pytest.raises(WrongPassphrase):
        list(restore(places, path, "another passphrase", NOW, silent, CHEAP))
    assert places.store.read_bytes() == before


def by_key(places: Places, backup: Path, key: str, new: str, now: datetime = NOW) -> list[str]:
    return restore_by_recovery_key(places, backup, key, new, now, silent, CHEAP)


def test_the_recovery_key_puts_a_backup_back_and_sets_a_new_passphrase(tmp_path: Path):
    places = Places(tmp_path / "data")
    store, key = set_up(places, PASSPHRASE, {}, CHEAP)
    path = back_up(alone(store), places, 28, NOW, silent).path
    change_passphrase(store, places, PASSPHRASE, "another invented passphrase", CHEAP)
    store.close()
    for there in (places, Places(tmp_path / "another laptop")):
        assert "is in place" in by_key(there, path, key.lower(), NEW)[0]
        with pytest.raises(WrongPassphrase):
            unlock(there, PASSPHRASE, CHEAP)
        unlock(there, NEW, CHEAP)[0].close()
        recover(there, key, PASSPHRASE, CHEAP)[0].close()


def test_a_recovery_key_that_does_not_fit_changes_nothing(
    here: Store, places: Places, tmp_path: Path
):
    path = back_up(alone(here), places, 28, NOW, silent, tmp_path / "b.chairside-backup").path
    here.close()
    store, other = set_up(Places(tmp_path / "other"), PASSPHRASE, {}, CHEAP)
    store.close()
    before = hashes(places.data)
    with pytest.raises(WrongRecoveryKey, match="the sheet that was in use on its laptop"):
        by_key(places, path, other, NEW)
    with pytest.raises(MistypedRecoveryKey):
        by_key(places, path, "7K2M", NEW)
    with pytest.raises(UnfitPassphrase):
        by_key(places, path, other, "short")
    assert hashes(places.data) == before


@pytest.mark.parametrize("kind", ["this laptop", "an empty one", "one whose keys are damaged"])
def test_wrong_passphrases_are_counted_as_at_unlocking(
    here: Store, places: Places, tmp_path: Path, kind: str
):
    path = back_up(alone(here), places, 28, NOW, silent, tmp_path / "b.chairside-backup").path
    here.close()
    there = Places(tmp_path / "empty") if kind == "an empty one" else places
    if kind == "one whose keys are damaged":
        places.keys.write_bytes(b"")
    waits: list[int] = []
    for _ in range(3):
        with pytest.raises(WrongPassphrase) as wrong:
            restore(there, path, "another passphrase", NOW, silent, CHEAP)
        waits.append(wrong.value.seconds)
    assert waits == [0, 0, 10]
    with pytest.raises(TooSoon, match="or use the recovery key"):
        put_back(there, path)
    assert list(there.backups.glob("set-aside*")) == []


def test_one_count_for_the_store_and_its_backups(tmp_path: Path):
    places = Places(tmp_path / "data")
    store, key = set_up(places, PASSPHRASE, {}, CHEAP)
    path = back_up(alone(store), places, 28, NOW, silent).path
    store.close()
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            unlock(places, "another passphrase", CHEAP)
    with pytest.raises(WrongPassphrase):
        restore(places, path, "another passphrase", NOW, silent, CHEAP)
    with pytest.raises(TooSoon):
        unlock(places, PASSPHRASE, CHEAP)
    by_key(places, path, key, NEW)
    unlock(places, NEW, CHEAP)[0].close()


def test_what_is_newer_is_set_aside_and_can_come_back(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    newer = replace(MEETING, id="new", reference="PPM-NEW222")
    here.start_meeting(newer, {"history": "Newer."}, {}, (), ())
    here.close()
    said = put_back(places, path, NOW + timedelta(hours=1))
    assert "set-aside_2026-11-22_103000" in said[-1]
    store = opened(places)
    assert not store.has_meeting("new")
    store.close()
    aside = next(places.backups.glob("set-aside*"))
    put_back(places, aside, NOW + timedelta(hours=2))
    store = opened(places)
    assert store.record("new").answers["history"] == "Newer."
    store.close()


# removed is removed


def test_a_backup_made_after_a_removal_holds_no_word(here: Store, places: Places, tmp_path: Path):
    removal.remove(here, MEETING.id, "a rule", (), silent, kernel=False)
    path = back_up(alone(here), places, 28, NOW, silent).path
    here.close()
    empty = Places(tmp_path / "another laptop")
    put_back(empty, path)
    data_key = key_of(empty.keys, PASSPHRASE, least=CHEAP)
    assert holds(empty.store, data_key, "create store")
    assert not holds(empty.store, data_key, WORD)


def test_a_backup_made_before_does_not_bring_back_what_was_removed(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    removal.remove(here, MEETING.id, "a rule", (), silent, kernel=False)
    here.close()
    said = put_back(places, path, NOW + timedelta(hours=1))
    assert any("removed again" in sentence for sentence in said)
    assert not holds(places.store, key_of(places.keys, PASSPHRASE, least=CHEAP), WORD)
    store = opened(places)
    assert (store.meetings(), check(store)) == ([], [])
    store.close()


# by its date


def test_a_backup_goes_the_day_after_its_last(here: Store, places: Places):
    made = back_up(alone(here), places, 28, NOW, silent)
    assert made.until == date(2026, 12, 20)
    assert held_until(places) == made.until
    assert backups.expire(places.backups, date(2026, 12, 20)).gone == []
    assert backups.expire(places.backups, date(2026, 12, 21)).gone == [made.path.name]
    assert held_until(places) is None


def test_a_store_set_aside_stays_until_its_date_whatever_else_is_made(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    here.close()
    said = put_back(places, path)
    assert said[-1].endswith("until Sun 20 Dec 2026.")
    store = opened(places)
    for day in range(1, 29):
        keep_house(alone(store), places, 28, NOW + timedelta(day))
    there = [one.path.name for one in backups.backups(places.backups)]
    assert [name.partition("_")[0] for name in there] == [
        *(7 * ["daily"]),
        "chairside",
        "set-aside",
    ]
    said = keep_house(alone(store), places, 28, NOW + timedelta(29))
    assert "Backup removed by its date: set-aside_2026-11-22_093000.chairside-backup." in said
    store.close()


def test_a_store_set_aside_is_not_the_backup_of_its_day(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    here.close()
    put_back(places, path, NOW + timedelta(1))
    store = opened(places)
    keep_house(alone(store), places, 28, NOW + timedelta(1, hours=1))
    newest = backups.backups(places.backups)[0]
    assert (newest.made, newest.was_set_aside) == (NOW + timedelta(1, hours=1), False)
    store.close()


def test_once_a_day_and_no_more_than_a_few(here: Store, places: Places):
    for hour in range(0, 24 * 10, 12):
        keep_house(alone(here), places, 28, NOW + timedelta(hours=hour))
    there = backups.backups(places.backups)
    assert [one.made.day for one in there] == [1, 30, 29, 28, 27, 26, 25]


def test_what_the_chair_asked_for_pushes_out_no_daily_one_and_stays_until_its_date(
    here: Store, places: Places
):
    for day in range(7):
        keep_house(alone(here), places, 28, NOW + timedelta(days=day))
    asked = NOW + timedelta(days=6, hours=1)
    for minute in range(7):
        back_up(alone(here), places, 28, asked + timedelta(minutes=minute), silent)
    assert keep_house(alone(here), places, 28, asked + timedelta(hours=1)) == []
    assert len(backups.backups(places.backups)) == 14
    said = keep_house(alone(here), places, 28, asked + timedelta(days=2))
    first = "daily_2026-11-22_093000.chairside-backup"
    assert said == [f"Backup removed, for there are 7 newer daily ones: {first}."]
    keep_house(alone(here), places, 28, asked + timedelta(days=28))
    assert sum(not one.was_made_by_itself for one in backups.backups(places.backups)) == 7


def test_there_is_a_new_one_before_the_last_one_goes(here: Store, places: Places):
    keep_house(alone(here), places, 28, NOW)
    said = keep_house(alone(here), places, 28, NOW + timedelta(days=60))
    assert said == ["Backup removed by its date: daily_2026-11-22_093000.chairside-backup."]
    assert len(backups.backups(places.backups)) == 1


def test_other_files_in_the_folder_are_left_alone(here: Store, places: Places):
    keep_house(alone(here), places, 28, NOW)
    other = places.backups / "mine.chairside-backup"
    other.write_bytes(b"no backup")
    keep_house(alone(here), places, 28, NOW + timedelta(days=60))
    assert other.exists()


def test_the_child_of_a_backup_is_the_same(here: Store, places: Places):
    path = back_up(alone(here), places, 28, NOW, silent).path
    here.close()
    put_back(places, path)
    store = opened(places)
    assert store.children() == [CHILD]
    store.close()
