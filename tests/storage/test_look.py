"""Before a file is opened as the store it is looked at, and no byte of it changes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invented import DATA_KEY, MEETING, hashes, start

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Changes
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.look import Found, NotOurs, look
from desktop_app.storage.open import open_store
from desktop_app.storage.schema import VERSION
from desktop_app.storage.store import Store

OTHER_KEY = bytes(reversed(DATA_KEY))


def refused(path: Path, found: Found, key: bytes = DATA_KEY) -> None:
    before = hashes(path.parent)
    with pytest.raises(NotOurs) as error:
        open_store(path, key, create=False)
    assert error.value.found is found
    assert error.value.happened.endswith(".")
    assert error.value.do
    assert hashes(path.parent) == before


def pragma(path: Path, what: str) -> None:
    connection = connect_to_write(path, DATA_KEY)
    connection.execute(f"PRAGMA {what}")
    connection.close()


def killed_after(path: Path, statement: str) -> None:
    """Leaves a log beside the store, as a power cut does."""
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from desktop_app.storage.connect import connect_to_write\n"
        f"connection = connect_to_write(Path(sys.argv[1]), {DATA_KEY!r})\n"
        f"connection.execute({statement!r})\nos._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert path.with_name("chairside.db-wal").stat().st_size > 0


def test_our_own_store_is_known_and_not_touched(store: Store, path: Path):
    start(store)
    store.close()
    before = hashes(path.parent)
    assert look(path, DATA_KEY) is Found.OURS
    assert hashes(path.parent) == before
    assert list(before) == ["chairside.db"]


def test_our_own_store_with_a_log_is_known_and_not_touched(closed_store: Path):
    killed_after(closed_store, "INSERT INTO setting VALUES ('a', '\"b\"')")
    before = hashes(closed_store.parent)
    assert look(closed_store, DATA_KEY) is Found.OURS
    assert hashes(closed_store.parent) == before
    opened = open_store(closed_store, DATA_KEY, create=False)
    assert opened.settings() == {"a": "b"}
    opened.close()


def test_a_missing_store_is_not_made_by_the_way(tmp_path: Path):
    refused(tmp_path / "chairside.db", Found.MISSING)
    assert not list(tmp_path.iterdir())


def plain(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE meeting (a)")
    connection.close()


def cut(octets: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, path.stat().st_size - octets)


def over(place: int, content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(content)

    return write


SPOILT = {
    "empty": (lambda path: path.write_bytes(b""), Found.EMPTY),
    "text": (lambda path: path.write_text("Dear colleague,\n" * 900), Found.FOREIGN),
    "another program's": (lambda path: path.write_bytes(b"PK\3\4" * 5000), Found.FOREIGN),
    "picture": (lambda path: path.write_bytes(bytes(range(256)) * 64), Found.DAMAGED),
    "zeroed": (lambda path: path.write_bytes(bytes(8192)), Found.DAMAGED),
    "header hit": (over(20, b"\x55\xaa"), Found.DAMAGED),
    "key salt hit": (over(3, b"\x55\xaa"), Found.DAMAGED),
    "cut by a page": (cut(4096), Found.DAMAGED),
    "cut within the last page": (cut(100), Found.DAMAGED),
    "cut to a stump": (lambda path: os.truncate(path, 1000), Found.DAMAGED),
    "another application's": (lambda path: pragma(path, "application_id = 7"), Found.FOREIGN),
    "newer": (lambda path: pragma(path, f"user_version = {VERSION + 1}"), Found.NEWER),
    "older": (lambda path: pragma(path, f"user_version = {VERSION - 1}"), Found.OLDER),
    "of no version": (lambda path: pragma(path, "user_version = 0"), Found.DAMAGED),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_file_that_is_not_ours_is_named_and_left_alone(store: Store, path: Path, name: str):
    start(store)
    store.save(MEETING.id, Changes({"history": "long " * 5000}))
    store.close()
    spoil, found = SPOILT[name]
    spoil(path)
    refused(path, found)


def test_a_database_without_encryption_is_refused(tmp_path: Path):
    plain(tmp_path / "chairside.db")
    refused(tmp_path / "chairside.db", Found.PLAIN)


def test_a_folder_in_the_place_of_the_store_is_refused(tmp_path: Path):
    (tmp_path / "chairside.db").mkdir()
    assert look(tmp_path / "chairside.db", DATA_KEY) is Found.FOREIGN


def test_another_key_is_recognised(closed_store: Path):
    refused(closed_store, Found.DAMAGED, OTHER_KEY)


def test_a_newer_store_with_a_log_keeps_every_byte(closed_store: Path):
    killed_after(closed_store, f"PRAGMA user_version = {VERSION + 1}")
    refused(closed_store, Found.NEWER)


def test_a_store_that_is_there_is_never_made_anew(closed_store: Path):
    before = hashes(closed_store.parent)
    with pytest.raises(CannotProceed, match="already"):
        open_store(closed_store, DATA_KEY, create=True)
    assert hashes(closed_store.parent) == before


def test_the_log_of_a_lost_store_is_never_mixed_into_a_new_one(closed_store: Path):
    killed_after(closed_store, "INSERT INTO setting VALUES ('a', '\"b\"')")
    closed_store.unlink()
    before = hashes(closed_store.parent)
    with pytest.raises(CannotProceed, match=r"chairside\.db-wal"):
        open_store(closed_store, OTHER_KEY, create=True)
    assert hashes(closed_store.parent) == before


def test_a_first_start_that_was_cut_off_can_be_done_again(path: Path):
    path.parent.mkdir()
    path.with_name("chairside.db.new").write_bytes(b"half")
    path.with_name("chairside.db.new-wal").write_bytes(b"half")
    opened = open_store(path, DATA_KEY, create=True)
    opened.set_setting("a", "b")
    opened.close()
    assert list(hashes(path.parent)) == ["chairside.db"]
