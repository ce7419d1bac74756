"""Whoever gets past the program and alters the store leaves marks that the check finds."""

# ruff: noqa: S608 - the statements are our own, and meant to do harm

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from invented import CHILD, DATA_KEY, MEETING, frozen, hashes, sign, start

from desktop_app.records import snapshot
from desktop_app.records.meeting import Changes
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.guards import TRIGGERS
from desktop_app.storage.look import NotOurs
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged

pytestmark = pytest.mark.long


@pytest.fixture
def signed(store: Store, path: Path) -> Path:
    """A closed store with a signed meeting, an event and a setting."""
    start(store)
    store.save(MEETING.id, Changes({"a": "long " * 5000}))
    store.save(MEETING.id, Changes({"a": "short"}))  # leaves pages that nothing uses
    sign(store)
    store.note_event(MEETING.id, "exported", {"file": "x.docx"})
    store.set_setting("council", "Nowhere")
    store.note("unlock", "passphrase")
    store.close()
    return path


def checked(path: Path) -> list[str]:
    store = open_store(path, DATA_KEY, create=False)
    try:
        return check(store)
    finally:
        store.close()


def tamper(path: Path, *statements: str) -> None:
    """As somebody with the key and a tool would, who puts the guards back afterwards."""
    connection = connect_to_write(path, DATA_KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, "the tampering did nothing"
    for trigger in TRIGGERS.values():
        connection.execute(trigger)
    connection.close()


def test_a_store_in_use_is_found_whole(signed: Path):
    assert checked(signed) == []


def test_a_new_store_is_found_whole(store: Store):
    assert check(store) == []


def test_the_trail_tells_each_act_and_no_word_of_the_minutes(signed: Path):
    connection = connect_to_write(signed, DATA_KEY)
    entries = connection.execute("SELECT act, object FROM audit ORDER BY seq").fetchall()
    connection.close()
    assert [act for act, _ in entries] == [
        "create store",
        "create child",
        "start meeting",
        "sign",
        "seal",
        "exported",
        "change setting",
        "unlock",
    ]
    objects = " ".join(about for _, about in entries)
    for word in ("Testa", "Moved", "Nowhere", "docx"):
        assert word not in objects


def test_an_auditor_can_follow_the_trail_without_our_program(signed: Path):
    connection = connect_to_write(signed, DATA_KEY)
    query = "SELECT seq, at, act, object, previous, hash FROM audit ORDER BY seq"
    entries = connection.execute(query).fetchall()
    connection.close()
    last = "0" * 64
    for seq, at, act, about, previous, digest in entries:
        assert previous == last
        told = json.dumps([seq, at, act, about], separators=(",", ":"))
        last = hashlib.sha256(f"chairside-audit-1{previous}{told}".encode()).hexdigest()
        assert digest == last


NEW_HASH = "'" + "f" * 64 + "'"
TAMPERING = {
    "signed words": (
        ["UPDATE signed_version SET snapshot = replace(snapshot, 'twice', 'never')"],
        "Version 1 of PPM-234567 is no longer what was signed.",
    ),
    "a snapshot that is none": (
        ["UPDATE signed_version SET snapshot = '[]'"],
        "Version 1 of PPM-234567 is no longer what was signed.",
    ),
    "another fingerprint": (
        [f"UPDATE signed_version SET fingerprint = {NEW_HASH}"],
        "Version 1 of PPM-234567 is no longer what was signed.",
    ),
    "a signed version taken out": (
        ["DELETE FROM signed_version"],
        "PPM-234567 is marked as signed, but has no signed version.",
    ),
    "minutes made a draft again": (
        ["UPDATE meeting SET state = 'draft'"],
        "PPM-234567 has a signed version, but is not marked as signed.",
    ),
    "signed minutes left open": (
        ["UPDATE meeting SET state = 'correcting'"],
        "PPM-234567 has a signed version, but is not marked as signed.",
    ),
    "a sealed Word file": (
        ["UPDATE signed_file SET word = CAST('other' AS BLOB)"],
        "The Word file of version 1 of PPM-234567 is no longer what was sealed.",
    ),
    "a sealed Word file taken out": (
        ["DELETE FROM signed_file"],
        "Version 1 of PPM-234567 has no Word file.",
    ),
    "an audited act": (
        ["UPDATE audit SET act = 'nothing' WHERE seq = 5"],
        "Audit entry 5 has been changed.",
    ),
    "an audited time": (
        ["UPDATE audit SET at = '2020-01-01' WHERE seq = 2"],
        "Audit entry 2 has been changed.",
    ),
    "an audit hash": (
        [f"UPDATE audit SET hash = {NEW_HASH} WHERE seq = 2"],
        "Audit entry 3 does not follow the one before it.",
    ),
    "an audit entry taken out": (
        ["DELETE FROM audit WHERE seq = 3"],
        "The audit trail lacks what stood before entry 4.",
    ),
    "the first audit entry taken out": (
        ["DELETE FROM audit WHERE seq = 1"],
        "The audit trail lacks what stood before entry 2.",
    ),
    "an audit entry taken out and the gap closed": (
        ["DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = seq - 1 WHERE seq > 3"],
        "Audit entry 3 does not follow the one before it.",
    ),
    "the end of the trail cut off": (
        ["DELETE FROM audit WHERE seq >= 4"],
        "Version 1 of PPM-234567 is not in the audit trail as it stands.",
    ),
    "an index that leaves rows out": (
        [
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'meeting_date', 'history')",
        ],
        "missing from index ix_answer_held",
    ),
    "an answer without its meeting": (
        ["INSERT INTO answer VALUES ('gone', 'a', '\"b\"')"],
        "belongs to a meeting that is not in the store.",
    ),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(signed: Path, what: str):
    statements, found = TAMPERING[what]
    tamper(signed, *statements)
    assert any(found in problem for problem in checked(signed)), checked(signed)


def test_a_signed_version_put_in_with_its_own_fingerprint_is_found(signed: Path):
    other = frozen("Moved never.")
    text = snapshot.to_json(other).replace("'", "''")
    tamper(
        signed,
        f"UPDATE signed_version SET snapshot = '{text}',"
        f" fingerprint = '{snapshot.fingerprint(other)}'",
    )
    assert "Version 1 of PPM-234567 is not in the audit trail as it stands." in checked(signed)


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_guard_taken_out_is_found(signed: Path, name: str):
    connection = connect_to_write(signed, DATA_KEY)
    connection.execute(f"DROP TRIGGER {name}")
    connection.close()
    assert checked(signed) == [f"The guard {name} has been taken out of the store."]


GUARDED = [
    "UPDATE signed_version SET reason = 'x'",
    "DELETE FROM signed_version",
    "INSERT OR REPLACE INTO signed_version SELECT * FROM signed_version",
    "UPDATE audit SET act = 'x'",
    "DELETE FROM audit",
    "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
    "INSERT INTO audit SELECT seq + 9, at, act, object, previous, hash FROM audit LIMIT 1",
    "UPDATE meeting SET state = 'draft'",
    "DELETE FROM meeting",
    "REPLACE INTO meeting SELECT * FROM meeting",
    *(f"DELETE FROM {table}" for table in ("answer", "table_row", "attendance", "action")),
    *(
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        for table in ("answer", "table_row", "attendance", "action")
    ),
    "UPDATE answer SET value = '\"x\"'",
    "UPDATE table_row SET more = '{}'",
    "UPDATE attendance SET name = 'x'",
    "UPDATE action SET owner = 'x'",
    "INSERT INTO answer VALUES ('m1', 'later', '\"x\"')",
]


@pytest.mark.parametrize("statement", GUARDED)
def test_the_store_itself_refuses_to_alter_what_is_signed(signed: Path, statement: str):
    connection = connect_to_write(signed, DATA_KEY)
    with pytest.raises(dbapi2.IntegrityError, match=r"append-only|signed"):
        connection.execute(statement)
    connection.close()
    assert checked(signed) == []


@pytest.mark.parametrize("table", ["answer", "table_row", "attendance", "action"])
def test_nothing_moves_into_or_out_of_signed_minutes(store: Store, path: Path, table: str):
    for number in ("1", "2"):
        start(store, replace(MEETING, id=f"m{number}", reference=f"PPM-{number}"))
    sign(store, "m1")
    store.close()
    connection = connect_to_write(path, DATA_KEY)
    for one, other in (("m1", "m2"), ("m2", "m1")):
        with pytest.raises(dbapi2.IntegrityError, match="signed"):
            connection.execute(
                f"UPDATE {table} SET meeting_id = '{other}' WHERE meeting_id = '{one}'"
            )
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO meeting VALUES ('x', 'R', 'c1', 'f', 'unheard of', '', '', '', '', '')",
        "INSERT INTO meeting VALUES ('x', 'R', 'nobody', 'f', 'draft', '', '', '', '', '')",
        "INSERT INTO meeting VALUES ('x', 'PPM-234567', 'c1', 'f', 'draft', '', '', '', '', '')",
        "INSERT INTO child VALUES ('x', NULL, '')",
        "INSERT INTO child VALUES ('x', '{}', NULL)",
        "INSERT INTO child (id, details) VALUES ('x', '{}')",
        "INSERT INTO child VALUES ('x', '{}', '1')",  # the number of c1
        "INSERT OR REPLACE INTO child VALUES ('x', '{}', '1')",
    ],
)
def test_the_store_refuses_what_makes_no_sense(signed: Path, statement: str):
    connection = connect_to_write(signed, DATA_KEY)
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute(statement)
    connection.close()


def damage(path: Path, page: int) -> None:
    spoilt = bytearray(path.read_bytes())
    spoilt[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(spoilt)


def test_damage_to_any_page_is_found(signed: Path):
    whole = signed.read_bytes()
    for page in range(1, len(whole) // 4096 + 1):
        damage(signed, page)
        try:
            problems = checked(signed)
        except NotOurs as refused:
            problems = [refused.happened]
        assert any("damaged" in problem for problem in problems), page
        signed.write_bytes(whole)
    assert checked(signed) == []


def test_reading_a_damaged_page_is_told_in_a_sentence_and_the_rest_can_be_read(signed: Path):
    connection = connect_to_write(signed, DATA_KEY)
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'answer'"
    page = connection.execute(query).fetchone()[0]
    connection.close()
    damage(signed, page)
    before = hashes(signed.parent)
    store = open_store(signed, DATA_KEY, create=False)
    with pytest.raises(Damaged, match="damaged") as told:
        store.record(MEETING.id)
    assert told.value.do
    assert store.children() == [CHILD]
    assert len(store.signed_versions(MEETING.id)) == 1
    store.close()
    assert hashes(signed.parent) == before
