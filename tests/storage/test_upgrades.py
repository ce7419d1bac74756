"""A store of before is brought up to date whole or not at all, and is then as one made new."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from decrypted import free_pages
from described import described
from invented import CHEAP, DATA_KEY, PASSPHRASE, hashes
from old_stores import ALL, STORES, VERSION_1, OldStores

from desktop_app.errors import ProgramFault
from desktop_app.paths import Places
from desktop_app.services import upgrading
from desktop_app.services.backing_up import alone, keep_house, restore
from desktop_app.services.opening import recover, unlock
from desktop_app.storage import audit
from desktop_app.storage.backups import backups, unpack
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.look import Found, NotOurs, look
from desktop_app.storage.open import open_store
from desktop_app.storage.schema import VERSION
from desktop_app.storage.transactions import utc_now
from desktop_app.storage.upgrades.run import upgrade
from desktop_app.storage.upgrades.steps import STEPS, Execute, Step

of_each_version = pytest.mark.parametrize("old", ALL, ids=lambda old: f"version {old.version}")
of_each_store = pytest.mark.parametrize("name", ["main", "twice"])
ROWS = "SELECT rowid, * FROM {} ORDER BY rowid"


def silent(_: str) -> None:
    pass


def upgraded(old: OldStores, name: str, folder: Path) -> Places:
    places = old.copied(name, folder)
    upgrade(places.store, old.data_key(name), utc_now, silent)
    return places


def rows(connection: dbapi2.Connection, tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
    return {table: connection.execute(ROWS.format(table)).fetchall() for table in tables}


def tables(connection: dbapi2.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return [name for (name,) in connection.execute(query).fetchall()]


def version_of(path: Path, key: bytes) -> int:
    connection = connect_to_write(path, key)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


# every version has its step, and its structure stands still


def test_every_version_has_a_step_and_a_store_of_before():
    assert set(STEPS) == set(range(2, VERSION + 1))
    files = {
        one.stem
        for one in (Path(upgrading.__file__).parents[1] / "storage/upgrades").glob("to_*.py")
    }
    assert files == {f"to_{version}" for version in STEPS}
    assert [old.version for old in ALL] == list(range(1, VERSION))


def test_the_structure_changes_only_with_its_version(tmp_path: Path):
    """When this is red: raise schema.VERSION, add the step, and keep the store of before."""
    new = open_store(tmp_path / "chairside.db", DATA_KEY, create=True)
    new.close()
    connection = connect_to_write(tmp_path / "chairside.db", DATA_KEY)
    assert described(connection) == (STORES / f"schema_{VERSION}.txt").read_text(encoding="utf-8")
    connection.close()


@of_each_version
@of_each_store
def test_upgraded_is_made_new(tmp_path: Path, old: OldStores, name: str):
    places = upgraded(old, name, tmp_path / "old")
    open_store(tmp_path / "new" / "chairside.db", DATA_KEY, create=True).close()
    one = connect_to_write(places.store, old.data_key(name))
    other = connect_to_write(tmp_path / "new" / "chairside.db", DATA_KEY)
    assert described(one) == described(other)
    for pragma in ("user_version", "application_id"):
        assert (
            one.execute(f"PRAGMA {pragma}").fetchone()
            == other.execute(f"PRAGMA {pragma}").fetchone()
        )
    one.close()
    other.close()


@of_each_version
@of_each_store
def test_every_row_is_there_in_its_place(tmp_path: Path, old: OldStores, name: str):
    """But for the number of each child, and the entries of the trail that tell of the upgrade."""
    before = connect_to_write(old.copied(name, tmp_path / "before").store, old.data_key(name))
    after = connect_to_write(upgraded(old, name, tmp_path / "after").store, old.data_key(name))
    there = rows(before, tables(before))
    now = rows(after, tables(before))
    if old.version == 1:
        now["child"] = [row[:3] for row in now["child"]]
    assert now["audit"][: len(there["audit"])] == there["audit"]
    steps = [row[3:5] for row in now.pop("audit")[len(there.pop("audit")) :]]
    assert steps == [("upgrade", f"to version {n}") for n in range(old.version + 1, VERSION + 1)]
    assert now == there
    before.close()
    after.close()


@of_each_version
@of_each_store
def test_it_is_whole_afterwards(tmp_path: Path, old: OldStores, name: str):
    places = upgraded(old, name, tmp_path / "data")
    store = open_store(places.store, old.data_key(name), create=False)
    assert check(store) == []
    store.close()
    for page in free_pages(places.store, old.data_key(name)):
        assert not page.strip(b"\0"), "what the step let go of can still be read"


def test_a_child_whose_details_are_damaged_holds_up_nothing(tmp_path: Path):
    places = VERSION_1.copied("twice", tmp_path / "data")
    key = VERSION_1.data_key("twice")
    connection = connect_to_write(places.store, key)
    connection.execute("UPDATE child SET details = '{\"case_num' WHERE rowid = 1")
    connection.execute("UPDATE child SET details = '[]' WHERE rowid = 2")
    connection.close()
    upgrade(places.store, key, utc_now, silent)
    connection = connect_to_write(places.store, key)
    found = connection.execute(
        "SELECT details, number FROM child ORDER BY rowid LIMIT 2"
    ).fetchall()
    assert found == [('{"case_num', ""), ("[]", "")]
    connection.close()


# as a user meets it


def test_unlocking_brings_it_up_to_date_and_says_so(tmp_path: Path):
    places = VERSION_1.copied("main", tmp_path / "data")
    told: list[str] = []
    store, _ = unlock(places, VERSION_1.secret(), None, told=told.append)
    assert told[-1] == "Bringing the store up to date."
    assert len(store.meetings()) == len(VERSION_1.said())
    store.close()
    assert look(places.store, VERSION_1.data_key("main")) is Found.OURS
    told.clear()
    unlock(places, VERSION_1.secret(), None, told=told.append)[0].close()
    assert not told


def test_so_does_the_recovery_key(tmp_path: Path):
    places = VERSION_1.copied("main", tmp_path / "data")
    key = VERSION_1.secret("recovery key of main")
    store, _ = recover(places, key, PASSPHRASE, CHEAP)
    assert store.children()
    store.close()
    [before] = backups(places.backups)
    restore(places, before.path, PASSPHRASE, datetime.now().astimezone(), silent, CHEAP)


def test_a_backup_of_before_is_kept_and_comes_back(tmp_path: Path):
    """As it was, log included: what an older Chairside would open."""
    places = VERSION_1.copied("twice", tmp_path / "data")
    plain = VERSION_1.copied("twice", tmp_path / "plain")
    unlock(places, VERSION_1.secret(), None, lambda: "2026-12-01T10:00:00+00:00")[0].close()
    [before] = backups(places.backups)
    assert before.path.name.startswith("before-version-2_2026-12-01_")
    assert before.was_made_before_an_upgrade
    assert before.until == date(2026, 12, 29)  # as long as the council keeps one
    unpack(before.path, tmp_path / "unpacked")
    kept, was = tmp_path / "unpacked" / "chairside.db", plain.store
    one, other = (connect_to_write(path, VERSION_1.data_key("twice")) for path in (kept, was))
    assert one.execute("PRAGMA user_version").fetchone()[0] == 1
    assert rows(one, tables(one)) == rows(other, tables(other))
    assert described(one) == described(other)
    one.close()
    other.close()
    now = datetime.now().astimezone()
    said = restore(places, before.path, VERSION_1.secret(), now, silent)
    assert "is in place" in said[0]
    store, _ = unlock(places, VERSION_1.secret(), None)
    assert check(store) == []
    assert len(store.children()) == 13
    store.close()


def test_the_backup_of_before_goes_by_its_date_and_is_none_of_the_day(tmp_path: Path):
    places = VERSION_1.copied("main", tmp_path / "data")
    store, _ = unlock(places, VERSION_1.secret(), None, lambda: "2026-12-01T10:00:00+00:00")
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    keep_house(alone(store), places, 28, noon)
    made = {one.path.name.partition("_")[0]: one for one in backups(places.backups)}
    assert set(made) == {"before-version-2", "daily"}
    keep_house(alone(store), places, 28, noon + timedelta(28))
    assert made["before-version-2"].path.exists()
    said = keep_house(alone(store), places, 28, noon + timedelta(29))
    assert any("Backup removed by its date: before-version-2_" in sentence for sentence in said)
    store.close()


def test_a_newer_store_is_refused_with_every_byte(tmp_path: Path):
    places = VERSION_1.copied("main", tmp_path / "data")
    connection = connect_to_write(places.store, VERSION_1.data_key("main"))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = hashes(places.data)
    with pytest.raises(NotOurs, match="newer Chairside"):
        unlock(places, VERSION_1.secret(), None)
    assert hashes(places.data) == before


def orphaned(path: Path) -> None:
    connection = connect_to_write(path, VERSION_1.data_key("main"))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO answer VALUES ('nobody', 'a', '\"b\"')")
    connection.close()


def one_bit(path: Path) -> None:
    """In a page that something stands in, whatever it is."""
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 4096 // 2 * 4096 + 100] ^= 1
    path.write_bytes(spoilt)


def loose_index(path: Path) -> None:
    """Whole pages, of which one does not say what another does."""
    connection = connect_to_write(path, VERSION_1.data_key("main"))
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = replace(sql, \"act='exported'\", \"act='uploaded'\")"
        " WHERE name = 'ix_event_exported'"
    )
    connection.close()


@pytest.mark.parametrize("spoil", [orphaned, one_bit, loose_index])
def test_what_is_damaged_is_not_upgraded_over(tmp_path: Path, spoil: Callable[[Path], None]):
    places = VERSION_1.copied("main", tmp_path / "data")
    spoil(places.store)
    before = places.store.read_bytes()
    with pytest.raises(upgrading.NotUpgraded) as refused:
        unlock(places, VERSION_1.secret(), None)
    assert refused.value.happened.startswith("This store was written by an older Chairside, and")
    assert "damaged" in refused.value.happened or "wrong" in refused.value.happened
    assert refused.value.do
    assert not list(places.backups.iterdir())
    assert places.store.read_bytes() == before


# a step is done whole or not at all


def failing(error: Exception, after: int) -> Step:
    """The step to version 2, which fails after so many of its statements."""

    def database(execute: Execute) -> None:
        left = after

        def counted(*statement: object) -> dbapi2.Cursor:
            nonlocal left
            if left == 0:
                raise error
            left -= 1
            return execute(*statement)

        STEPS[2].database(counted)

    return Step(database)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (ProgramFault("ours"), ProgramFault),
        (MemoryError(), MemoryError),
        (KeyError("x"), KeyError),
        (sqlite3.OperationalError("not of this library"), sqlite3.OperationalError),
    ],
)
def test_a_step_that_fails_anywhere_leaves_the_store_as_it_was(
    tmp_path: Path, error: Exception, raised: type[Exception]
):
    places = VERSION_1.copied("main", tmp_path / "data")
    key = VERSION_1.data_key("main")
    connection = connect_to_write(places.store, key)
    before = described(connection), rows(connection, tables(connection))
    connection.close()
    for after in (0, 1, 5, 10, 12, 14, 19, 22):
        with pytest.raises(raised):
            upgrade(places.store, key, utc_now, silent, {2: failing(error, after)})
        connection = connect_to_write(places.store, key)
        assert (described(connection), rows(connection, tables(connection))) == before
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        connection.close()
    upgrade(places.store, key, utc_now, silent)
    assert version_of(places.store, key) == VERSION


def test_the_transaction_is_real_and_foreign_keys_are_off_in_it(tmp_path: Path):
    """A table that is dropped to be built anew must not take the rows along that point at it."""
    places = VERSION_1.copied("main", tmp_path / "data")
    key = VERSION_1.data_key("main")
    seen: list[object] = []

    def database(execute: Execute) -> None:
        seen.append(execute("PRAGMA foreign_keys").fetchone()[0])
        execute("DELETE FROM child WHERE id = (SELECT child_id FROM meeting LIMIT 1)")
        seen.append(execute("SELECT count(*) FROM meeting").fetchone()[0])

    with pytest.raises(ProgramFault, match="belong to nothing"):
        upgrade(places.store, key, utc_now, silent, {2: Step(database)})
    assert seen == [0, 15]
    store = open_old(places, key)
    assert store.execute("SELECT count(*) FROM child").fetchone()[0] == 9
    store.close()


def open_old(places: Places, key: bytes) -> dbapi2.Connection:
    return connect_to_write(places.store, key)


@pytest.mark.parametrize("statement", ["COMMIT", "ROLLBACK"])
def test_a_step_may_not_end_its_transaction(tmp_path: Path, statement: str):
    places = VERSION_1.copied("main", tmp_path / "data")

    def database(execute: Execute) -> None:
        execute(statement)

    with pytest.raises((ProgramFault, dbapi2.OperationalError)):
        upgrade(places.store, VERSION_1.data_key("main"), utc_now, silent, {2: Step(database)})
    assert version_of(places.store, VERSION_1.data_key("main")) == 1


def test_several_steps_go_one_after_the_other(tmp_path: Path):
    """And one that fails leaves what the step before it made."""
    places = VERSION_1.copied("main", tmp_path / "data")
    key = VERSION_1.data_key("main")

    def third(execute: Execute) -> None:
        execute("CREATE TABLE later (id TEXT) STRICT")

    def fourth(execute: Execute) -> None:
        execute("DROP TABLE later")
        raise KeyError("fourth")

    steps = {2: STEPS[2], 3: Step(third), 4: Step(fourth)}
    told: list[str] = []
    with pytest.raises(KeyError):
        upgrade(places.store, key, utc_now, told.append, steps, 4)
    assert told == [f"Bringing the store up to date, step {n} of 3." for n in (1, 2, 3)]
    connection = connect_to_write(places.store, key)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 3
    assert connection.execute("SELECT count(*) FROM later").fetchone()[0] == 0
    connection.close()


def test_the_trail_goes_on_from_entry_to_entry(tmp_path: Path):
    places = upgraded(VERSION_1, "main", tmp_path / "data")
    store = open_store(places.store, VERSION_1.data_key("main"), create=False)
    with store.reading() as connection:
        assert audit.verify(connection) == []
    store.close()
