"""An upgrade that is cut short anywhere leaves the old store or the new; the next one goes on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from invented import hashes
from old_stores import VERSION_1
from test_upgrades import rows, silent, tables

from desktop_app.paths import Places
from desktop_app.services import upgrading
from desktop_app.services.opening import unlock
from desktop_app.services.upgrading import NotUpgraded, bring_up_to_date
from desktop_app.storage.backups import backups
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect, dbapi2
from desktop_app.storage.look import Found, look
from desktop_app.storage.open import open_store
from desktop_app.storage.transactions import utc_now
from desktop_app.storage.trouble import READ_ONLY, NotSaved
from desktop_app.storage.upgrades import run

pytestmark = pytest.mark.long

KILLED = 9
WRITES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate")
HERE = str(Path(__file__).parent)
KEY = VERSION_1.data_key("twice")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


Rows = dict[str, list[tuple[object, ...]]]


class Watched:
    """A connection that lets it be known before and after each statement."""

    def __init__(self, connection: dbapi2.Connection, passes: Callable[[str], None]) -> None:
        self._connection = connection
        self._passes = passes

    def execute(self, statement: str, *more: object) -> dbapi2.Cursor:
        self._passes(f"before {statement}")
        done = self._connection.execute(statement, *more)
        self._passes(f"after {statement}")
        return done

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - all else is the connection's own
        return getattr(self._connection, name)


def watch(passes: Callable[[str], None], prepare: Callable[[Any], object] = id) -> None:
    """For a process of its own: what the upgrade executes is counted from here on."""
    connect = run.connect_to_write

    def watched(path: Path, key: bytes) -> Any:  # noqa: ANN401
        connection = connect(path, key)
        prepare(connection)
        return Watched(connection, passes)

    run.connect_to_write = watched  # type: ignore[assignment]


def in_a_process(work: Callable[[], None]) -> bool:
    """Whether it was killed before it came to its end."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


def dying(after: int) -> Callable[..., None]:
    left = after

    def passes(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(KILLED)

    return passes


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """All that the store of version 1 held."""
    return held(VERSION_1.copied("twice", tmp_path_factory.mktemp("before") / "data").data)


def held(folder: Path) -> Rows:
    """But for what an upgrade adds: the number of each child, its entry in the trail."""
    path = folder / "chairside.db"
    log = path.with_name("chairside.db-wal")
    has_log = log.exists() and log.stat().st_size > 0
    connection = connect(path, KEY, "mode=ro" if has_log else "mode=ro&immutable=1")
    found = rows(connection, [one for one in tables(connection) if one != "joining"])
    found["child"] = [row[:3] for row in found["child"]]
    found["audit"] = [row for row in found["audit"] if row[3] != "upgrade"]
    connection.close()
    return found


def only_the_steps(places: Places) -> None:
    run.upgrade(places.store, KEY, utc_now, silent)


def with_a_backup(places: Places) -> None:
    bring_up_to_date(places, KEY, utc_now, silent)


def goes_on(places: Places, before: Rows, go_on: Callable[[Places], None]) -> str:
    """`old` or `new`, whichever it is, with every row; and afterwards it is new and whole."""
    found = look(places.store, KEY)
    assert found in (Found.OLDER, Found.OURS)
    assert held(places.data) == before
    if found is Found.OLDER:
        go_on(places)
    store = open_store(places.store, KEY, create=False)
    assert check(store) == []
    store.close()
    assert held(places.data) == before
    return "old" if found is Found.OLDER else "new"


@needs_fork
def test_killed_before_and_after_every_statement(tmp_path: Path, before: Rows):
    seen: list[str] = []
    died = True
    while died:
        places = VERSION_1.copied("twice", tmp_path / "data")

        def upgrade(places: Places = places) -> None:
            watch(dying(len(seen)))
            only_the_steps(places)

        died = in_a_process(upgrade)
        seen.append(goes_on(places, before, only_the_steps))
        shutil.rmtree(places.data)
    assert len(seen) > 60
    assert seen == sorted(seen, reverse=True)  # old until one commit, new from then on
    assert seen.count("new") == 2  # after the commit, and when nothing killed it


@needs_fork
def test_killed_in_the_middle_of_statements(tmp_path: Path, before: Rows):
    """Every so many steps of SQLite's machine."""
    seen: list[str] = []
    died = True
    while died:
        places = VERSION_1.copied("twice", tmp_path / "data")

        def upgrade(places: Places = places) -> None:
            die = dying(len(seen))
            watch(lambda _: None, lambda one: one.set_progress_handler(die, 150))
            only_the_steps(places)

        died = in_a_process(upgrade)
        seen.append(goes_on(places, before, only_the_steps))
        shutil.rmtree(places.data)
    assert len(seen) > 20
    assert seen == sorted(seen, reverse=True)


@needs_fork
def test_killed_at_every_file_operation(tmp_path: Path, before: Rows):
    """The backup of before included: it is whole at its name, or it is not there."""
    seen: list[str] = []
    died = True
    while died:
        places = VERSION_1.copied("twice", tmp_path / "data")

        def upgrade(places: Places = places) -> None:
            passes = dying(len(seen))

            def die(what: str, args: tuple[object, ...]) -> None:
                writes = what == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT
                if what in WRITES or writes:
                    passes()

            sys.addaudithook(die)
            with_a_backup(places)

        died = in_a_process(upgrade)
        whole = list(places.backups.glob("*.chairside-backup"))
        assert len(backups(places.backups)) == len(whole) <= 1
        seen.append(goes_on(places, before, with_a_backup))
        shutil.rmtree(places.data)
    assert len(seen) > 5
    assert seen == sorted(seen, reverse=True)


def test_the_power_is_cut_at_every_statement(
    tmp_path: Path,
    before: Rows,
    monkeypatch: pytest.MonkeyPatch,
):
    """Store and log as they lie then; and of the upgrade's own part of the log any beginning."""
    places = VERSION_1.copied("twice", tmp_path / "data")
    own = places.store.with_name("chairside.db-wal").stat().st_size
    lying: list[Path] = []
    counted: list[str] = []

    def passes(statement: str) -> None:
        """Most leave everything on the disk as it was: that is opened once."""
        counted.append(statement)
        now = as_it_lies(places, tmp_path / f"cut {len(counted)}")
        if lying and hashes(now) == hashes(lying[-1]):
            shutil.rmtree(now)
        else:
            lying.append(now)

    monkeypatch.setattr(run, "connect_to_write", run.connect_to_write)  # put back afterwards
    watch(passes)
    only_the_steps(places)
    committed = lying[-1]
    log = (committed / "chairside.db-wal").read_bytes()
    assert len(log) > own
    for number in range(own, len(log), (len(log) - own) // 12):
        cut = shutil.copytree(committed, tmp_path / f"log {number}")
        (cut / "chairside.db-wal").write_bytes(log[:number])
        lying.append(cut)
    seen = [goes_on(Places(one), before, only_the_steps) for one in lying]
    assert len(counted) > 60
    assert seen[:2] == ["old", "new"]
    assert seen[2:] == sorted(seen[2:], reverse=True)  # new only with all of it
    assert seen.count("old") > 5


def as_it_lies(places: Places, to: Path) -> Path:
    to.mkdir()
    for file in ("chairside.db", "chairside.db-wal", "keys.json"):
        if (places.data / file).exists():
            shutil.copyfile(places.data / file, to / file)
    return to


FULL_DISK = """
import os, resource, signal, sys
from pathlib import Path
from desktop_app.paths import Places
from desktop_app.services.upgrading import NotUpgraded, bring_up_to_date
from desktop_app.storage.transactions import utc_now
from desktop_app.storage.trouble import READ_ONLY, NotSaved

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
key = bytes.fromhex(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    bring_up_to_date(Places(Path(sys.argv[1])), key, utc_now, lambda _: None)
    print("upgraded")
except NotUpgraded as trouble:
    print(trouble)
"""


def on_a_full_disk(places: Places, octets: int) -> str:
    """The system lets no file grow beyond so many octets, as a full disk does."""
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(places.data), KEY.hex(), str(octets)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": HERE},
        check=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("octets", [0, 3000, 40_000, 100_000, 200_000, 260_000])
def test_without_room_for_its_backup_nothing_is_upgraded(
    tmp_path: Path,
    before: Rows,
    octets: int,
):
    places = VERSION_1.copied("twice", tmp_path / "data")
    was = hashes(places.data)
    places.backups.mkdir()
    said = on_a_full_disk(places, octets)
    assert said.startswith("This store was written by an older Chairside, and could not be brought")
    assert "disk" in said
    assert "Every word in it is as it was." in said
    assert "Free some space" in said
    places.backups.rmdir()  # nothing is in it
    assert hashes(places.data) == was
    assert goes_on(places, before, with_a_backup) == "old"


def test_with_little_room_it_is_upgraded_or_it_is_not(tmp_path: Path, before: Rows):
    """Whatever the room is enough for."""
    said = ""
    for octets in range(270_000, 600_000, 3_000):
        places = VERSION_1.copied("twice", tmp_path / str(octets))
        said = on_a_full_disk(places, octets)
        if said == "upgraded":
            break
        assert "disk" in said
        assert not list(places.backups.iterdir())
        assert goes_on(places, before, with_a_backup) == "old"
    assert said == "upgraded"


def test_an_old_store_in_a_folder_that_cannot_be_written_to_says_so(tmp_path: Path):
    places = VERSION_1.copied("twice", tmp_path / "data")
    (places.backups).write_bytes(b"a file where the folder should be")
    with pytest.raises(NotUpgraded):
        unlock(places, VERSION_1.secret(), None)
    assert look(places.store, KEY) is Found.OLDER


@pytest.mark.parametrize("trouble", [NotSaved(READ_ONLY), MemoryError(), KeyError("x")])
def test_no_backup_stays_of_an_upgrade_that_did_not_come_about(
    tmp_path: Path, before: Rows, trouble: Exception
):
    """Each try would leave one more on a disk that is nearly full."""
    places = VERSION_1.copied("twice", tmp_path / "data")

    def told(sentence: str) -> None:
        if sentence.startswith("Bringing"):
            assert len(backups(places.backups)) == 1
            raise trouble

    for _ in range(2):
        with pytest.raises(Exception) as raised:  # noqa: PT011 - which it is stands below
            bring_up_to_date(places, KEY, utc_now, told)
        assert raised.value is trouble or isinstance(raised.value, NotUpgraded)
        assert not list(places.backups.iterdir())
    assert goes_on(places, before, with_a_backup) == "old"


def test_once_a_step_is_done_the_backup_of_before_stays(
    tmp_path: Path, before: Rows, monkeypatch: pytest.MonkeyPatch
):
    """It is then the only one of how the store was."""
    places = VERSION_1.copied("twice", tmp_path / "data")

    def fails_after(*more: Any) -> None:  # noqa: ANN401
        run.upgrade(*more)
        raise NotSaved(READ_ONLY)

    monkeypatch.setattr(upgrading, "upgrade", fails_after)
    with pytest.raises(NotUpgraded):
        bring_up_to_date(places, KEY, utc_now, silent)
    assert len(backups(places.backups)) == 1
    assert goes_on(places, before, with_a_backup) == "new"
