"""The file of a draft that is handed over: for its maker's eyes, and only when it counts."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import CHEAP, MEETING, PASSPHRASE, start

from desktop_app.errors import CannotProceed
from desktop_app.services.handing_over import hand_over_to, handed_over_in_words
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    start(made)
    yield made
    made.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder says who may read")
def test_nobody_else_on_the_laptop_may_read_it(store: Store, tmp_path: Path):
    before = os.umask(0)
    try:
        path = hand_over_to(store, MEETING.id, PASSPHRASE, tmp_path, CHEAP)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_the_store_did_not_note_is_not_left_behind(store: Store, tmp_path: Path):
    """Else the draft would go on in two places."""
    refuse = "BEGIN SELECT RAISE(ABORT, 'these minutes are signed'); END"
    with store.writing() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER refuse BEFORE INSERT ON event {refuse}")
    with pytest.raises(CannotProceed):
        hand_over_to(store, MEETING.id, PASSPHRASE, tmp_path, CHEAP)
    assert not list(tmp_path.glob("*.chairside*"))
    assert handed_over_in_words(store, MEETING.id) == ""
    assert store.record(MEETING.id).meeting.state == "draft"
