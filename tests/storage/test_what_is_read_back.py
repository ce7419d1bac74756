"""Whatever stands in the store in the place of JSON is named, and the rest goes on."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from invented import ACTIONS, ATTENDANCE, CHILD, DATA_KEY, MEETING, TABLES, sign, start
from sqlalchemy import Table, Text

from desktop_app.errors import CannotProceed
from desktop_app.records.json_text import Misshapen, a_list, a_number, a_table, a_text, parse, texts
from desktop_app.records.meeting import Changes, Child, Row
from desktop_app.services.case_system import receipts, taken_in_on
from desktop_app.services.signing import begin_correction
from desktop_app.storage.certificates import StoredCertificate, certificates, keep
from desktop_app.storage.check import check
from desktop_app.storage.copies import Copy, copies, note_copy
from desktop_app.storage.guards import TRIGGERS
from desktop_app.storage.handover import parcel_of
from desktop_app.storage.joining import join
from desktop_app.storage.open import open_store
from desktop_app.storage.parting import part
from desktop_app.storage.schema import metadata
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged

OTHER = replace(MEETING, id="m2", reference="PPM-777777", child_id="c2")
NOT_OURS = (
    "",
    "{",
    "1",
    "null",
    "[1]",
    '{"a":1}',
    '{"a":null}',
    "Ann",
    "[" * 5_000,
    '"\\ud8',
    "\x00",
)
AT = "2026-11-21T12:00:00+00:00"
JSON = [
    (table, column)
    for table, names in {
        "child": ["details"],
        "answer": ["value"],
        "event": ["detail"],
        "setting": ["value"],
        "table_row": ["more"],
        "attendance": ["more"],
        "action": ["more"],
        "action_update": ["more"],
        "joining": ["gone_details", "kept_details", "joined_details", "meetings"],
        "copy": ["person", "role", "reason", "method", "day", "file"],
    }.items()
    for column in names
]


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Two children; the first has signed minutes with everything, and a correction of them."""
    made = open_store(path, DATA_KEY, create=True)
    made.save_child(Child("c2", {"child_name": "Bo Other", "case_number": "2"}))
    made.start_meeting(OTHER, {"history": "Other."}, TABLES, ATTENDANCE, ACTIONS)
    start(made)
    earlier = (Row("e1", {"text": "Before", "status": "open"}),)
    made.save(MEETING.id, Changes(carried=earlier))
    sign(made)
    detail = {"on": "2026-11-21", "reference": "r", "by": "b", "version": "1", "sha256": "0"}
    made.note_event(MEETING.id, "uploaded", detail)
    made.note_event(MEETING.id, "came from a file", {"version": "1"})
    note_copy(made, MEETING.id, Copy("full", "1.0", "Ann", "", "council", "", "", "", AT))
    join_another(made)
    made.set_setting("my_name", "Helen")
    made.set_setting("text_size", "120")
    begin_correction(made, MEETING.id, "A date was wrong.")
    yield made
    made.close()


def join_another(store: Store) -> None:
    born = {**CHILD.details, "date_of_birth": "1 May 2019"}
    store.save_child(replace(CHILD, details=born))
    store.save_child(Child("c3", born), aside=True)
    assert join(store, CHILD.id, "c3", (), date(2026, 11, 21)) == CHILD.id


def put(store: Store, table: str, column: str, value: str) -> None:
    """Into the rows of the first child's meeting, whatever guards them."""
    alone = {
        "child": "id = 'c1'",
        "setting": "key = 'my_name'",
        "meeting": "id = 'm1'",
        "joining": "kept = 'c1'",
    }
    where = alone.get(table, "meeting_id = 'm1'")
    with store.writing() as connection:
        for name in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        changed = connection.exec_driver_sql(
            f"UPDATE {table} SET {column} = ? WHERE {where}",  # noqa: S608 - ours
            (value,),
        )
        assert changed.rowcount


def readings(store: Store) -> dict[str, Callable[[], object]]:
    """All that reads anything of the first child's meeting."""
    of = MEETING.id
    return {
        "record": lambda: store.record(of),
        "events": lambda: store.events(of),
        "copies": lambda: copies(store, of),
        "receipts": lambda: receipts(store, of),
        "taken in": lambda: taken_in_on(store, of, 1),
        "open actions": lambda: store.open_actions(CHILD.id, ()),
        "versions": lambda: store.signed_versions(of),
        "child": lambda: store.child(CHILD.id),
        "giving back": lambda: part(store, CHILD.id),
    }


@pytest.mark.parametrize(("table", "column"), JSON)
def test_what_is_no_json_of_ours_is_named_and_the_rest_goes_on(
    store: Store, table: str, column: str
):
    whole = store.record(OTHER.id)
    for value in NOT_OURS:
        put(store, table, column, value)
        troubles: list[str] = []
        for ask in readings(store).values():
            try:
                ask()
            except Damaged as damaged:
                troubles.append(damaged.happened)
        for lenient in (store.children, store.meetings, store.kernels, store.settings):
            lenient()
        assert troubles or store.unread, value
        assert all(": " in said for said in troubles)  # what it is about
        assert store.record(OTHER.id) == whole
        assert OTHER.id in [line.meeting.id for line in store.meetings()]
        assert check(store), value


def test_lists_name_what_they_lack_and_have_all_else(store: Store):
    put(store, "child", "details", "{")
    assert [one.id for one in store.children()] == ["c2"]
    assert MEETING.reference in " ".join(store.unread)
    lines = {line.meeting.id: line for line in store.meetings()}
    assert lines[OTHER.id].child.name == "Bo Other"
    assert lines[MEETING.id].child == Child("c1", {})
    put(store, "setting", "value", "7")
    assert store.settings()["text_size"] == "120"
    assert "“my_name”" in " ".join(store.unread)


def test_what_reads_again_is_no_longer_named(store: Store):
    put(store, "child", "details", "{")
    store.children()
    assert store.unread
    store.save_child(CHILD)
    store.children()
    assert store.unread == ()


def test_a_certificate_that_is_not_what_it_was_is_left_out_and_named(store: Store):
    keep(store, StoredCertificate("0" * 64, "Ann", AT, b"other"))
    assert certificates(store) == []
    assert "certificate" in " ".join(store.unread)


def test_times_that_are_none_are_damage(store: Store):
    for table, column in (
        ("event", "at"),
        ("signed_version", "signed_at"),
        ("meeting", "created_at"),
    ):
        put(store, table, column, "yesterday")
        store.meetings()
        assert store.unread
        for ask in readings(store).values():
            with suppress(Damaged):
                ask()


def test_every_column_of_json_is_known_to_this_test():
    """Whoever adds a column says here whether it holds JSON."""
    plain = {
        "id", "meeting_id", "child_id", "reference", "form", "state", "created_at", "changed_at",
        "place", "follows", "corrects", "key", "question", "name", "relation", "agency", "how",
        "attended", "arrived", "left", "text", "owner", "target", "update", "status", "new_owner",
        "new_target", "fingerprint", "signed_at", "snapshot", "made_at", "entry", "words", "why",
        "given", "version", "reader", "at", "sha256", "act", "object", "previous", "hash",
        "number", "gone", "kept", "reason",
    }  # fmt: skip
    json = {("earlier_action", "more"), *JSON}
    for table in metadata.sorted_tables:
        for column in _texts(table):
            assert (table.name, column) in json or column in plain, column


def _texts(table: Table) -> list[str]:
    return [column.name for column in table.c if isinstance(column.type, Text)]


def test_a_draft_with_damage_is_not_handed_over(store: Store):
    store.give_up_correction(store.begin_correction(MEETING.id))
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE answer SET value = '7' WHERE meeting_id = 'm2'")
    with pytest.raises(CannotProceed, match=OTHER.reference):
        parcel_of(store, OTHER.id)


@pytest.mark.parametrize("raw", [*NOT_OURS, b"\xff\xfe", b'"\xff"'])
def test_nothing_but_misshapen_comes_of_reading_json(raw: str | bytes):
    for look in (a_text, a_number, a_list, a_table, texts):
        try:
            look(parse(raw))
        except Misshapen:
            continue
