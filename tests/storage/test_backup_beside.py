"""A backup is made beside the chair's work: words are saved meanwhile, and locking ends it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

import pytest
from invented import CHEAP, DATA_KEY, MEETING, PASSPHRASE, hashes, sign, start

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes
from desktop_app.services.backing_up import alone, keep_house, restore
from desktop_app.storage import removal
from desktop_app.storage.backups import backups
from desktop_app.storage.check import check
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Stopped

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HERE = str(Path(__file__).parent)
COPYING, LOOKING, WRITING = (
    "Copying the store.",
    "Looking through the copy.",
    "Writing the backup.",
)
T = TypeVar("T")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def desk(places: Places) -> Iterator[Desk]:
    desk = Desk(places, CHEAP, lambda: NOW)
    desk.set_up(PASSPHRASE, {"council": "lambeth"}).result()
    desk.ask(start).result()
    yield desk
    desk.close()


def typed(store: Store, text: str) -> str:
    return store.save(MEETING.id, Changes({"history": text}))


def history(store: Store) -> str:
    return store.record(MEETING.id).answers["history"]


def at(sentence: str, act: Callable[[], object]) -> Callable[[str], object]:
    return lambda said: act() if said == sentence else None


# the copy


def test_what_is_typed_while_it_is_copied_is_kept_and_not_in_the_copy(
    store: Store, reopen: Callable[[], Store], path: Path
):
    start(store)
    copying = store.begin_copy()
    for number in range(60):
        typed(store, f"{number} " * 40_000)  # many times what usually moves into the file
    before = path.stat().st_mtime_ns
    copying.write_to(path.with_name("copy.db"))
    assert path.stat().st_mtime_ns == before
    store.end_copy()
    assert history(reopen()).startswith("59 59")
    copy = open_store(path.with_name("copy.db"), DATA_KEY, create=False)
    assert (history(copy), check(copy)) == ("Moved twice.", [])
    copy.close()


def test_the_file_stays_as_it_is_only_until_the_copy_is_made(store: Store, path: Path):
    start(store)
    copying = store.begin_copy()
    before = hashes(path.parent)[path.name]
    typed(store, "x" * 5_000_000)
    assert hashes(path.parent)[path.name] == before
    copying.write_to(path.with_name("copy.db"))
    store.end_copy()
    typed(store, "y" * 5_000_000)
    assert hashes(path.parent)[path.name] != before


@pytest.mark.parametrize("act", [Store.settle, Store.rewrite, Store.close])
def test_what_changes_the_file_ends_the_copy_first(
    store: Store, path: Path, act: Callable[[Store], None]
):
    start(store)
    copying = store.begin_copy()
    act(store)
    with pytest.raises(Stopped):
        copying.write_to(path.with_name("copy.db"))


def test_a_copy_in_the_middle_is_waited_for_and_not_for_long(store: Store, path: Path):
    start(store)
    store.save(MEETING.id, Changes({f"a{n}": "words " * 1000 for n in range(3000)}))
    copying, copy = store.begin_copy(), path.with_name("copy.db")
    ended: list[str] = []

    def work() -> None:
        try:
            copying.write_to(copy)
        except Stopped:
            ended.append("stopped")
        else:
            ended.append("whole")

    thread = Thread(target=work)
    thread.start()
    while not copy.exists() or copy.stat().st_size < 100_000:
        pass
    store.close()
    assert path.with_name("chairside.db-wal").exists() is False
    thread.join()
    assert ended == ["stopped"]


def test_no_second_process_comes_in_after_a_copy(store: Store, path: Path):
    """Closing a file that this process has open twice would let go of its locks."""
    start(store)
    store.begin_copy().write_to(path.with_name("copy.db"))
    store.end_copy()
    program = (
        "import sys\nfrom pathlib import Path\nfrom invented import DATA_KEY\n"
        "from desktop_app.storage.connect import connect\n"
        "try:\n    connect(Path(sys.argv[1]), DATA_KEY, 'mode=rw').execute('BEGIN IMMEDIATE')\n"
        "except Exception as refused:\n    print(refused)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([HERE, *sys.path])},
        check=True,
        text=True,
    )
    assert "locked" in done.stdout
    typed(store, "Still here.")


# beside the chair's work


@pytest.mark.parametrize("when", [LOOKING, WRITING])
def test_words_are_saved_while_a_backup_is_looked_through(desk: Desk, when: str):
    """The backup waits for the word here: if the word waited for the backup, nothing would end."""
    saved: list[str] = []

    def save() -> None:
        saved.append(desk.ask(lambda store: typed(store, "Typed meanwhile.")).result(timeout=10))

    made = desk.back_up(28, at(when, save)).result(timeout=60)
    assert len(saved) == 1
    assert made.path.exists()
    assert desk.ask(history).result() == "Typed meanwhile."


def test_a_backup_of_a_busy_store_comes_back_whole(desk: Desk, places: Places, tmp_path: Path):
    typing = [desk.ask(lambda store, n=n: typed(store, f"{n}")) for n in range(100)]
    keeping = desk.keep_house(28)
    typing += [desk.ask(lambda store, n=n: typed(store, f"{n}")) for n in range(100, 300)]
    assert keeping.result(timeout=60) == []
    assert all(save.result(timeout=10) for save in typing)
    (made,) = backups(places.backups)
    empty = Places(tmp_path / "another laptop")
    restore(empty, made.path, PASSPHRASE, NOW, lambda _: None, CHEAP)
    other = Desk(empty, CHEAP)
    other.unlock(PASSPHRASE).result()
    assert int(other.ask(history).result()) >= 99
    assert other.ask(check).result() == []
    other.close()


@pytest.mark.parametrize("when", [COPYING, LOOKING, WRITING])
def test_locking_ends_it_and_nothing_is_counted(desk: Desk, places: Places, when: str):
    making = desk.back_up(28, at(when, lambda: desk.lock().result(timeout=10)))
    assert isinstance(making.exception(timeout=60), Stopped)
    assert list(places.backups.iterdir()) == []
    desk.unlock(PASSPHRASE).result()
    assert desk.keep_house(28).result(timeout=60) == []
    assert len(backups(places.backups)) == 1


def test_one_that_was_asked_for_and_locked_over_is_remembered(desk: Desk):
    making = desk.back_up(28, at(LOOKING, lambda: desk.lock().result(timeout=10)))
    making.exception(timeout=60)
    assert desk.given_up == NOW
    desk.unlock(PASSPHRASE).result()
    desk.back_up(28, lambda _: None).result(timeout=60)
    assert desk.given_up is None
    desk.lock().result()
    assert desk.given_up is None


@pytest.mark.parametrize("asked", [True, False])
def test_one_that_was_stopped_or_not_asked_for_is_not(desk: Desk, asked: bool):
    if asked:
        desk.back_up(28, at(LOOKING, desk.stop_backup)).exception(timeout=60)
        desk.lock().result()
    else:
        making = desk.keep_house(28)
        desk.lock().result()
        making.result(timeout=60)
    assert desk.given_up is None


def test_closing_ends_it(desk: Desk, places: Places):
    begun, go_on = Event(), Event()

    def wait() -> None:
        begun.set()
        go_on.wait()

    making = desk.back_up(28, at(LOOKING, wait))
    begun.wait()
    closing = Thread(target=desk.close)
    closing.start()
    go_on.set()
    closing.join(timeout=30)
    assert not closing.is_alive()
    assert isinstance(making.exception(), Stopped)
    assert list(places.backups.iterdir()) == []


def test_a_passphrase_changed_meanwhile_opens_it(desk: Desk, tmp_path: Path):
    new = "another invented passphrase"

    def change() -> None:
        desk.change_passphrase(PASSPHRASE, new).result(timeout=30)

    made = desk.back_up(28, at(LOOKING, change)).result(timeout=60)
    empty = Places(tmp_path / "another laptop")
    said = restore(empty, made.path, new, NOW, lambda _: None, CHEAP)
    assert "is in place" in said[0]


def test_a_removal_ends_it_and_it_is_made_anew(store: Store, tmp_path: Path):
    start(store)
    sign(store)
    places, removed = Places(tmp_path / "data"), [""]

    def ask(work: Callable[[Store], T], /) -> T:
        """As if the minutes were taken off just when the copy begins."""
        result = work(store)
        if isinstance(result, tuple) and removed.pop() == "":
            removal.remove(store, MEETING.id, "a rule", (), lambda _: None, kernel=False)
            removed.append("done")
        return result

    (tmp_path / "data" / "keys.json").write_text("{}")
    assert keep_house(ask, places, 28, NOW) == []
    (made,) = backups(places.backups)
    assert made.made == NOW
    with store.reading() as connection:
        query = "SELECT act FROM audit ORDER BY seq DESC LIMIT 2"
        acts = connection.exec_driver_sql(query).scalars().all()
    assert acts == ["back up", "remove"]


def test_one_that_is_not_right_is_said_each_time_and_not_counted(store: Store, tmp_path: Path):
    places = Places(tmp_path / "data")
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
    for hour in range(2):
        (said,) = keep_house(alone(store), places, 28, NOW + timedelta(hours=hour))
        assert "guard" in said
    assert list(places.backups.iterdir()) == []


def test_what_a_power_cut_left_is_taken_away(store: Store, tmp_path: Path):
    places = Places(tmp_path / "data")
    places.backups.mkdir()
    for ending in (".copy", ".copy-wal", ".new"):
        (places.backups / f"chairside_x.chairside-backup{ending}").write_bytes(b"half")
    (places.backups / "mine.new").write_bytes(b"mine")
    (places.data / "keys.json").write_text("{}")
    keep_house(alone(store), places, 28, NOW)
    names = sorted(file.name for file in places.backups.iterdir())
    assert names == ["daily_2026-11-22_093000.chairside-backup", "mine.new"]
