"""Backups, drafts and commands of before: they come in by the same steps, or say what to do."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invented import CHEAP, PASSPHRASE, hashes, start
from old_stores import ALL, VERSION_1, OldStores

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.meeting import Record
from desktop_app.services.backing_up import alone, back_up, restore, restore_by_recovery_key
from desktop_app.services.council import load_council
from desktop_app.services.handing_over import open_handed_over, take_over, whose_draft
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage import audit, keys, removal
from desktop_app.storage.backup_file import KEYS, STORE, pack
from desktop_app.storage.backups import backup_at, unpack
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.handover import parcel_of
from desktop_app.storage.handover_file import BadHandover, Parcel, open_parcel, seal_parcel
from desktop_app.storage.look import Found, look
from desktop_app.storage.schema import VERSION
from desktop_app.storage.store import Store
from desktop_app.storage.upgrades import steps
from desktop_app.storage.upgrades.steps import STEPS, Step, of_today

pytestmark = pytest.mark.long

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
LIBRARY = load_council(Places(Path("/nowhere"))).library
of_each_version = pytest.mark.parametrize("old", ALL, ids=lambda old: f"version {old.version}")


def silent(_: str) -> None:
    pass


def holds_what_it_held(store: Store, old: OldStores) -> None:
    assert check(store) == []
    assert {line.meeting.id for line in store.meetings()} == set(old.said())


# backups


@of_each_version
def test_a_backup_of_before_comes_in(tmp_path: Path, old: OldStores):
    before = old.backup.read_bytes()
    places = Places(tmp_path / "data")
    told: list[str] = []
    restore(places, old.backup, old.secret(), NOW, told.append)
    assert "Bringing the store up to date" in " ".join(told)
    assert old.backup.read_bytes() == before
    assert look(places.store, old.data_key("main")) is Found.OURS
    store, _ = unlock(places, old.secret(), None)
    holds_what_it_held(store, old)
    store.close()


@of_each_version
def test_it_comes_in_by_the_printed_key_too(tmp_path: Path, old: OldStores):
    places = Places(tmp_path / "data")
    key = old.secret("recovery key of main")
    restore_by_recovery_key(places, old.backup, key, PASSPHRASE, NOW, silent, CHEAP)
    store, _ = unlock(places, PASSPHRASE, CHEAP)
    holds_what_it_held(store, old)
    store.close()


@of_each_version
@pytest.mark.parametrize("opened_before", [False, True])
def test_what_was_removed_since_stays_removed(tmp_path: Path, old: OldStores, opened_before: bool):
    """Also where the present store is of the older version still: it is asked, and not changed."""
    places = old.copied("main", tmp_path / "data")
    reference = taken_off_with_the_version_of_then(old, places)
    if opened_before:
        unlock(places, old.secret(), None)[0].close()
    else:
        was = hashes(places.data)
    said = restore(places, old.backup, old.secret(), NOW, silent)
    assert any(reference in sentence for sentence in said), said
    if not opened_before:
        [aside] = places.backups.glob("set-aside_*")
        unpack(aside, tmp_path / "aside")
        kept = hashes(tmp_path / "aside")
        assert [kept[name] for name in (STORE, KEYS)] == [was[name] for name in (STORE, KEYS)]
        assert look(tmp_path / "aside" / STORE, old.data_key("main")) is Found.OLDER
    store, _ = unlock(places, old.secret(), None)
    assert reference not in {line.meeting.reference for line in store.meetings()}
    assert check(store) == []
    store.close()
    assert not (places.data / "restoring").exists()


def taken_off_with_the_version_of_then(old: OldStores, places: Places) -> str:
    """The trail says that a draft was taken off: all that a later restore goes by."""
    connection = connect_to_write(places.store, old.data_key("main"))
    query = "SELECT id, reference FROM meeting WHERE state = 'handed over'"
    one, reference = connection.execute(query).fetchone()
    connection.execute("BEGIN")
    for table in ("answer", "table_row", "attendance", "action", "action_update", "event"):
        connection.execute(f"DELETE FROM {table} WHERE meeting_id = ?", (one,))  # noqa: S608
    connection.execute("DELETE FROM meeting WHERE id = ?", (one,))
    append(connection, removal.REMOVE, f"{reference}: handed over to another laptop")
    connection.execute("COMMIT")
    connection.close()
    return reference


def append(connection: dbapi2.Connection, act: str, about: str) -> None:
    execute = connection.execute
    seq, previous = execute("SELECT seq, hash FROM audit ORDER BY seq DESC").fetchone()
    at = "2026-11-30T21:00:00+00:00"
    entry = (seq + 1, at, act, about, previous)
    made = audit.digest(previous, seq + 1, at, act, about)
    execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)", (*entry, made))


def test_a_newer_backup_is_refused_with_every_byte(tmp_path: Path):
    other = Places(tmp_path / "other")
    store, _ = set_up(other, PASSPHRASE, {"council": "lambeth"}, CHEAP)
    key = store_key(other)
    store.close()
    connection = connect_to_write(other.store, key)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    backup = tmp_path / "newer.chairside-backup"
    pack(backup, {STORE: other.store, KEYS: other.keys}, NOW, NOW.date())
    here = Places(tmp_path / "here")
    mine, _ = set_up(here, "the passphrase of this laptop", {"council": "lambeth"}, CHEAP)
    start(mine)
    mine.close()
    before, raw = hashes(here.data), backup.read_bytes()
    with pytest.raises(CannotProceed, match="This backup was made by a newer Chairside"):
        restore(here, backup, PASSPHRASE, NOW, silent, CHEAP)
    assert hashes(here.data) == before
    assert backup.read_bytes() == raw
    assert not (here.data / "restoring").exists()


def store_key(places: Places) -> bytes:
    return keys.unlock(places.keys, PASSPHRASE, least=CHEAP)


def test_an_older_backup_never_takes_a_newer_store_for_unreadable_in_silence(tmp_path: Path):
    """The chair is told that nobody could ask it what was taken off since."""
    places = VERSION_1.copied("main", tmp_path / "data")
    connection = connect_to_write(places.store, VERSION_1.data_key("main"))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    said = restore(places, VERSION_1.backup, VERSION_1.secret(), NOW, silent)
    assert any("cannot be read by this Chairside" in sentence for sentence in said)
    [aside] = places.backups.glob("set-aside_*")
    unpack(aside, tmp_path / "aside")
    assert look(tmp_path / "aside" / STORE, VERSION_1.data_key("main")) is Found.NEWER


def test_a_store_set_aside_before_the_upgrade_comes_back_with_its_log(tmp_path: Path):
    """What is set aside is the files as they lie: the log of a store in use goes along."""
    places = VERSION_1.copied("twice", tmp_path / "data")
    restore(places, VERSION_1.backup, VERSION_1.secret(), NOW, silent)
    [aside] = places.backups.glob("set-aside_*")
    assert not backup_at(aside).was_made_before_an_upgrade
    restore(places, aside, VERSION_1.secret(), NOW, silent)
    store, _ = unlock(places, VERSION_1.secret(), None)
    assert len(store.children()) == 13
    assert check(store) == []
    store.close()


def test_a_restore_that_an_older_version_began_is_finished_and_brought_up_to_date(tmp_path: Path):
    """It was cut short after the one step that counts: what was to come lies ready."""
    places = VERSION_1.copied("twice", tmp_path / "data")
    VERSION_1.copied("main", places.data / "restored")
    store, _ = unlock(places, VERSION_1.secret(), None)
    holds_what_it_held(store, VERSION_1)
    store.close()
    assert not (places.data / "restored").exists()


# drafts


def taken_in(store: Store, parcel: Parcel) -> Record:
    assert whose_draft(store, parcel, LIBRARY, NOW.date()) == ""
    return store.record(take_over(store, parcel, LIBRARY, NOW.date()).id)


@of_each_version
def test_a_draft_of_before_comes_in(tmp_path: Path, old: OldStores):
    raw = old.draft.read_bytes()
    parcel = open_handed_over(raw, old.secret("passphrase of the draft"))
    store, _ = set_up(Places(tmp_path / "data"), PASSPHRASE, {"council": "calderdale"}, CHEAP)
    record = taken_in(store, parcel)
    said = old.said()[record.meeting.id]
    assert dict(record.answers) == said["answers"]
    assert json.loads(json.dumps([one.values for one in record.actions])) == [
        row["values"]
        for row in said["actions"]  # type: ignore[index,union-attr]
    ]
    assert check(store) == []
    store.close()


@of_each_version
def test_it_comes_back_into_the_store_that_handed_it_over(tmp_path: Path, old: OldStores):
    places = old.copied("main", tmp_path / "data")
    store, _ = unlock(places, old.secret(), None)
    parcel = open_handed_over(old.draft.read_bytes(), old.secret("passphrase of the draft"))
    assert taken_in(store, parcel).meeting.state == "draft"
    store.close()


def test_a_draft_goes_out_with_the_version_of_its_store(store: Store):
    start(store)
    parcel = parcel_of(store, "m1")
    raw = seal_parcel(parcel, PASSPHRASE, CHEAP)
    assert raw.split(b"\n")[1] == str(VERSION).encode()
    assert open_parcel(raw, PASSPHRASE, CHEAP) == parcel


@pytest.mark.parametrize("version", [VERSION + 1, VERSION + 400])
def test_a_newer_draft_is_refused_before_its_passphrase_is_tried(version: int):
    raw = VERSION_1.draft.read_bytes().replace(b"\n1\n", f"\n{version}\n".encode(), 1)
    with pytest.raises(BadHandover, match="newer Chairside"):
        open_parcel(raw, "whatever it may be", CHEAP)


def test_the_version_of_a_draft_cannot_be_exchanged():
    raw = VERSION_1.draft.read_bytes().replace(b"\n1\n", f"\n{VERSION}\n".encode(), 1)
    with pytest.raises(CannotProceed):
        open_parcel(raw, VERSION_1.secret("passphrase of the draft"))


def test_a_drafts_content_goes_through_every_step_that_changes_it():
    def third(whole: dict[str, object]) -> dict[str, object]:
        return whole | {"third": True}

    def fourth(whole: dict[str, object]) -> dict[str, object]:
        return whole | {"fourth": whole["third"]}

    more = {2: STEPS[2], 3: Step(silent, third), 4: Step(silent, fourth)}  # type: ignore[arg-type]
    assert of_today({"a": 1}, 1, more) == {"a": 1, "third": True, "fourth": True}
    assert of_today({"third": 7}, 3, more) == {"third": 7, "fourth": 7}
    assert of_today({"a": 1}, 4, more) == {"a": 1}


def test_an_older_draft_goes_through_the_steps_and_one_of_today_does_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    asked: list[int] = []

    def heard(whole: dict[str, object], version: int) -> dict[str, object]:
        asked.append(version)
        return of_today(whole, version)

    monkeypatch.setattr(steps, "of_today", heard)
    open_parcel(VERSION_1.draft.read_bytes(), VERSION_1.secret("passphrase of the draft"))
    start(store)
    open_parcel(seal_parcel(parcel_of(store, "m1"), PASSPHRASE, CHEAP), PASSPHRASE, CHEAP)
    assert asked == [1]


# commands


def chairside(places: Places, *words: str) -> subprocess.CompletedProcess[str]:
    file = places.data.parent / "passphrase"
    file.write_text(VERSION_1.secret() + "\n", encoding="utf-8")
    folder = ["--data-dir", str(places.data), "--passphrase-file", str(file)]
    command = [sys.executable, "-m", "desktop_app", words[0], *folder, *words[1:]]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def test_every_command_works_on_an_old_store(tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    for number, words in enumerate(
        (
            ("check",),
            ("list",),
            ("export", next(reference_of_signed()), "--to", str(out)),
            ("backup", "--to", str(out / "one.chairside-backup")),
            ("restore", str(VERSION_1.backup)),
        )
    ):
        places = VERSION_1.copied("main", tmp_path / f"{number}" / "data")
        done = chairside(places, *words)
        assert done.returncode == 0, done.stderr
        assert done.stdout
        assert look(places.store, VERSION_1.data_key("main")) is Found.OURS
        assert "Traceback" not in done.stderr
    [word] = out.glob("*.docx")
    assert word.read_bytes() in {one.read_bytes() for one in VERSION_1.exported.glob("*.docx")}


def reference_of_signed():
    return (one.name.partition("_")[0] for one in VERSION_1.exported.glob("*_signed-1.docx"))


def test_a_command_on_a_newer_store_says_what_to_do(tmp_path: Path):
    places = VERSION_1.copied("main", tmp_path / "data")
    connection = connect_to_write(places.store, VERSION_1.data_key("main"))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = hashes(places.data)
    done = chairside(places, "list")
    assert done.returncode == 1
    assert "Install the newer Chairside" in done.stderr
    assert {k: v for k, v in hashes(places.data).items() if k in before} == before


def test_a_backup_made_now_is_of_todays_version(tmp_path: Path):
    places = Places(tmp_path / "data")
    store, _ = set_up(places, PASSPHRASE, {"council": "lambeth"}, CHEAP)
    start(store)
    made = back_up(alone(store), places, 28, NOW, silent)
    store.close()
    unpack(made.path, tmp_path / "unpacked")
    assert look(tmp_path / "unpacked" / STORE, store_key(places)) is Found.OURS
