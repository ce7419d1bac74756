"""A commit whose last flush failed: what is true is looked up before anything is said."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from invented import DATA_KEY, MEETING, sign, start
from sqlalchemy import Engine, StaticPool, create_engine

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Changes
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_copy, connect_to_write, dbapi2
from desktop_app.storage.open import open_store
from desktop_app.storage.outcome import Unconfirmed
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import utc_now
from desktop_app.storage.trouble import NotSaved

FLUSH_FAILED = 1034  # SQLite's code for it


class Disk:
    """Refuses flushes while it is `bad`; with `late`, only after the pages were written."""

    def __init__(self) -> None:
        self.bad = self.late = False
        self.stays_bad = False

    def refuse(self) -> None:
        self.bad = self.stays_bad
        error = dbapi2.OperationalError("disk I/O error")
        error.sqlite_errorcode = FLUSH_FAILED
        raise error


class OnThatDisk:
    """A raw connection; what it does not do itself, the one inside does."""

    def __init__(self, raw: dbapi2.Connection, disk: Disk) -> None:
        self._raw = raw
        self._disk = disk
        self._written = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)

    def commit(self) -> None:
        has_written = self._raw.total_changes > self._written
        self._written = self._raw.total_changes
        if self._disk.bad and has_written:
            if self._disk.late:
                self._raw.commit()
            self._disk.refuse()
        self._raw.commit()

    def cursor(self, *args: object) -> object:
        cursor = self._raw.cursor(*args)
        return _Cursor(cursor, self._disk)


class _Cursor:
    """A flush of the log into the file fails too."""

    def __init__(self, raw: object, disk: Disk) -> None:
        self._raw = raw
        self._disk = disk

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)

    def execute(self, statement: str, *args: object) -> object:
        if self._disk.bad and "checkpoint" in statement:
            self._disk.refuse()
        return self._raw.execute(statement, *args)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def store(path: Path, disk: Disk) -> Iterator[Store]:
    made = open_store(path, DATA_KEY, create=True)
    start(made)
    made.close()

    def engine(where: Path) -> Engine:
        return create_engine(
            "sqlite://",
            creator=lambda: OnThatDisk(connect_to_write(where, DATA_KEY), disk),
            module=dbapi2,
            poolclass=StaticPool,
        )

    opened = Store(engine, partial(connect_to_copy, DATA_KEY), path, utc_now)
    yield opened
    disk.bad = False
    opened.close()


def signed(store: Store) -> int:
    return len(store.signed_versions(MEETING.id))


def test_what_is_in_the_log_in_spite_of_it_is_kept_and_told_so(store: Store, disk: Disk):
    disk.bad = disk.late = True
    sign(store)
    assert signed(store) == 1
    assert check(store) == []


def test_what_is_not_in_the_log_is_told_as_not_saved(store: Store, disk: Disk):
    disk.bad = True
    with pytest.raises(NotSaved):
        sign(store)
    assert signed(store) == 0
    sign(store)
    assert signed(store) == 1


def test_while_the_disk_goes_on_refusing_nobody_says_either(store: Store, disk: Disk):
    disk.bad = disk.late = disk.stays_bad = True
    with pytest.raises(Unconfirmed, match="not known"):
        sign(store)
    disk.bad = False
    assert signed(store) == 1


def test_words_that_nothing_audits_are_saved_once_more(store: Store, disk: Disk):
    disk.bad = disk.late = True
    with pytest.raises(NotSaved):
        store.save(MEETING.id, Changes({"history": "Once."}))
    store.save(MEETING.id, Changes({"history": "Once."}))
    assert store.record(MEETING.id).answers["history"] == "Once."


@pytest.mark.parametrize("late", [True, False])
def test_every_audited_act_is_told_as_it_is(store: Store, disk: Disk, late: bool):
    """Kept where nothing was said, not kept where a sentence was."""

    def entries() -> int:
        with store.reading() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()

    acts = [
        lambda: store.set_setting("my_name", "Helen"),
        lambda: store.note("unlock"),
        lambda: store.note_event(MEETING.id, "exported", {}),
        lambda: sign(store),
        lambda: store.begin_correction(MEETING.id),
    ]
    for act in acts:
        before = entries()
        disk.bad, disk.late = True, late
        told = ""
        try:
            act()
        except CannotProceed as trouble:
            told = str(trouble)
        disk.bad = False
        assert (entries() > before) == (not told)
        if told:
            act()
