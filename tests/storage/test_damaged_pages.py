"""A damaged page is named in a sentence, what is whole goes on; `make faults` tries them all."""

from contextlib import suppress
from pathlib import Path

import pytest
from damaged_pages import (
    LONG,
    Whole,
    changed_pages,
    copied,
    damage,
    flip,
    hurt,
    pages,
    prepared,
    put_back,
    zero,
)
from invented import DATA_KEY, MEETING, sign, start

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Changes, Row
from desktop_app.storage.open import open_store
from desktop_app.storage.trouble import Damaged

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return prepared(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("part", range(3))
def test_a_changed_bit_never_becomes_other_words(whole: Whole, tmp_path: Path, part: int):
    for page in range(2 + part * 7, pages(whole.path) + 1, 21):
        assert hurt(whole, tmp_path / "x", page, flip) == ""


def test_a_page_of_zeros_never_becomes_other_words(whole: Whole, tmp_path: Path):
    for page in range(3, pages(whole.path) + 1, 17):
        assert hurt(whole, tmp_path / "x", page, zero) == ""


def test_an_older_page_makes_nothing_else_of_what_was_signed(whole: Whole, tmp_path: Path):
    for page in changed_pages(whole)[::6]:
        assert put_back(whole, tmp_path / "x", page) == ""


def test_no_page_of_zeros_goes_on_into_what_is_made_of_it(tmp_path: Path):
    """A correction takes the rows over as they lie, without reading them."""
    path = tmp_path / "made" / "chairside.db"
    store = open_store(path, DATA_KEY, create=True)
    start(store)
    people = (Row("p1", {"name": "Ann Invented " * 900}),)
    actions = (Row("a1", {"text": "Book it. " * 1500, "owner": "Ann " * 2000}),)
    store.save(MEETING.id, Changes({"history": LONG}, attendance=people, actions=actions))
    sign(store)
    truth = store.record(MEETING.id)
    store.close()
    refused = 0
    for page in range(2, pages(path) + 1):
        one = copied(path, tmp_path / "x")
        damage(one, page, flip)
        with suppress(CannotProceed):
            store = open_store(one, DATA_KEY, create=False)
            try:
                draft = store.begin_correction(MEETING.id)
            except Damaged:
                refused += 1
            else:
                made = store.record(draft.id)
                assert (made.answers, made.attendance) == (truth.answers, truth.attendance)
                assert made.actions == truth.actions
            finally:
                store.close()
    assert refused > 12


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("signed_version", "snapshot = replace(snapshot, 'Moved twice', 'Moved once')"),
        ("signed_version", "snapshot = replace(snapshot, '\"History\"', '7')"),
        ("signed_version", "snapshot = substr(snapshot, 1, 90)"),
        ("signed_version", "signed_at = 'once'"),
        ("signed_file", "word = x'00'"),
    ],
)
def test_signed_minutes_are_what_was_signed_or_nothing(tmp_path: Path, table: str, change: str):
    store = open_store(tmp_path / "data" / "chairside.db", DATA_KEY, create=True)
    start(store)
    version = sign(store)
    with store.writing() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
        connection.exec_driver_sql(f"UPDATE {table} SET {change}")  # noqa: S608 - ours
    ask = {
        "signed_version": lambda: store.signed_versions(MEETING.id),
        "signed_file": lambda: store.signed_file(version),
    }
    with pytest.raises(Damaged, match=MEETING.reference):
        ask[table]()
    store.close()


def test_signed_minutes_without_what_was_signed_are_damage(tmp_path: Path):
    store = open_store(tmp_path / "data" / "chairside.db", DATA_KEY, create=True)
    start(store)
    version = sign(store)
    with store.writing() as connection:
        for table in ("signed_file", "signed_version"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - ours
    with pytest.raises(Damaged, match=MEETING.reference):
        store.signed_file(version)
    with pytest.raises(Damaged, match=MEETING.reference):
        store.last_version(MEETING.id)
    store.close()


def test_the_last_page_of_a_word_file_is_missed_when_it_is_zeros(tmp_path: Path):
    """SQLCipher gives zeros for it without an error."""
    path = tmp_path / "data" / "chairside.db"
    store = open_store(path, DATA_KEY, create=True)
    start(store)
    version = sign(store, word=bytes(range(256)) * 200)
    store.close()
    damage(path, pages(path), flip)
    store = open_store(path, DATA_KEY, create=False)
    with pytest.raises(Damaged, match=f"damaged and cannot be read: {MEETING.reference}"):
        store.signed_file(version)
    with pytest.raises(Damaged), store.reading() as connection:
        connection.exec_driver_sql("SELECT word FROM signed_file").scalar_one()
    store.close()
