"""Stores that earlier versions left behind open, whole, and export what they exported then."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from described import described
from invented import CHEAP, DATA_KEY, PASSPHRASE
from old_stores import ALL, OldStores
from sqlalchemy import insert, select

from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.meeting import Meeting
from desktop_app.records.snapshot import Grid, Snapshot
from desktop_app.records.unasked import WAS
from desktop_app.services.council import load_council
from desktop_app.services.exporting import printed_now
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_write
from desktop_app.storage.guards import TRIGGERS
from desktop_app.storage.open import open_store
from desktop_app.storage.schema import metadata
from desktop_app.storage.store import Store

COUNCIL = load_council(Places(Path("/nowhere")))
PROFILE = COUNCIL.profile("calderdale")
of_each_version = pytest.mark.parametrize("old", ALL, ids=lambda old: f"version {old.version}")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Store]]:
    """Each main store, by its version, opened once as a user opens it."""
    stores: dict[int, Store] = {}
    for old in ALL:
        places = old.copied("main", tmp_path_factory.mktemp("old") / "data")
        stores[old.version] = unlock(places, old.secret(), None)[0]
    yield stores
    for store in stores.values():
        store.close()


def words(snapshot: Snapshot) -> dict[str, object]:
    """What stands under each question, whatever the form calls it by now."""
    return {
        entry.key: entry.rows if isinstance(entry, Grid) else entry.text
        for section in (*snapshot.template, *snapshot.additional)
        for group in section.groups
        for entry in group
    }


def stands(key: str, said: object, after: dict[str, object]) -> bool:
    """Where it stood, or whole under the earlier headings, where the form does not ask it now."""
    apart = str(after.get(f"{WAS}{key}", ""))
    if apart and isinstance(said, tuple):
        cells = (cell for row in said for cell in row)
        return all(line in apart for cell in cells for line in cell.split("\n"))
    return after.get(key, apart) == said


def test_there_is_one_for_each_version_that_was(tmp_path: Path):
    assert ALL
    assert [old.version for old in ALL] == list(range(1, len(ALL) + 1))


def test_it_has_rows_in_every_table_and_every_state(opened: dict[int, Store]):
    """Of version 1; what came later has no rows there."""
    tables = re.findall(r"^table (\w+)$", ALL[0].schema.read_text(), re.MULTILINE)
    with opened[1].reading() as connection:
        count = {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
            for name in tables
        }
        query = "SELECT DISTINCT state FROM meeting"
        states = set(connection.exec_driver_sql(query).scalars())
    assert len(count) == 16
    assert [name for name, rows in count.items() if not rows] == []
    assert states == {"draft", "signed", "handed over", "removed", "kernel"}


def test_its_drafts_hold_every_kind_of_question(opened: dict[int, Store]):
    answered: set[str] = set()
    for line in opened[1].meetings():
        record = opened[1].record(line.meeting.id)
        rows = {"attendance": record.attendance, "actions": record.actions}
        rows |= {"carried_actions": record.carried}
        for question in COUNCIL.library.forms[line.meeting.form].questions():
            if question.kind == "calculated" or any(
                (
                    record.answers.get(question.key),
                    record.tables.get(question.key),
                    rows.get(question.kind),
                )
            ):
                answered.add(question.kind)
    asked = {q.kind for form in COUNCIL.library.forms.values() for q in form.questions()}
    assert answered == asked


@of_each_version
def test_it_opens_and_is_whole(opened: dict[int, Store], old: OldStores):
    assert check(opened[old.version]) == []


@of_each_version
def test_every_record_says_what_it_said(opened: dict[int, Store], old: OldStores):
    store = opened[old.version]
    said = {
        line.meeting.id: _plain(asdict(store.record(line.meeting.id))) for line in store.meetings()
    }
    assert said == old.said()


def _plain(value: object) -> object:
    """As JSON gives it back."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


@of_each_version
def test_it_exports_what_was_exported(opened: dict[int, Store], old: OldStores):
    """Signed minutes to the byte; of drafts every word, for their forms may have changed since."""
    store, count = opened[old.version], 0
    for line in store.meetings():
        one = line.meeting
        for version in store.signed_versions(one.id):
            then = old.exported / f"{one.reference}_signed-{version.number}.docx"
            assert store.signed_file(version) == then.read_bytes()
            count += 1
        if one.state != "signed":
            kind = "correction" if one.corrects else "draft"
            then = old.exported / f"{one.reference}_{kind}.docx"
            now = printed_now(store, store.record(one.id), COUNCIL, PROFILE)
            before, after = words(read_back(then)), words(read_back(to_word(now)))
            for key, said in before.items():
                assert stands(key, said, after), key
            count += 1
    assert count == len(list(old.exported.glob("*.docx")))


@of_each_version
def test_a_store_made_new_with_the_same_content_exports_the_same(
    opened: dict[int, Store], tmp_path: Path, old: OldStores
):
    new = open_store(tmp_path / "chairside.db", DATA_KEY, create=True)
    with opened[old.version].reading() as one, new.writing() as other:
        for name in TRIGGERS:  # they let signed minutes come about by signing alone
            other.exec_driver_sql(f"DROP TRIGGER {name}")
        other.exec_driver_sql("DELETE FROM audit")
        for table in metadata.sorted_tables:
            if found := [dict(row) for row in one.execute(select(table)).mappings()]:
                other.execute(insert(table), found)
        for trigger in TRIGGERS.values():
            other.exec_driver_sql(trigger)
    assert check(new) == []
    for line in opened[old.version].meetings():
        assert files(new, line.meeting) == files(opened[old.version], line.meeting)
    new.close()


def files(store: Store, one: Meeting) -> list[bytes]:
    """Every signed version, or the draft as it prints now."""
    versions = store.signed_versions(one.id)
    now = printed_now(store, store.record(one.id), COUNCIL, PROFILE)
    return [store.signed_file(version) for version in versions] or [to_word(now)]


def test_the_upgrades_are_loaded_only_when_the_version_differs(tmp_path: Path):
    places = Places(tmp_path / "data")
    set_up(places, PASSPHRASE, {}, CHEAP)[0].close()
    program = (
        "import sys\nfrom pathlib import Path\nfrom invented import CHEAP, PASSPHRASE\n"
        "from desktop_app.paths import Places\nfrom desktop_app.services.opening import unlock\n"
        "unlock(Places(Path(sys.argv[1])), PASSPHRASE, CHEAP)[0].close()\n"
        "print(*(name for name in sys.modules if 'upgrad' in name))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(places.data)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        check=True,
        text=True,
    )
    assert done.stdout.split() == []


@of_each_version
def test_it_has_the_structure_of_its_version(tmp_path: Path, old: OldStores):
    """As that version made it: what a later one makes of it is another question."""
    for name in ("main", "twice"):
        places = old.copied(name, tmp_path / name)
        connection = connect_to_write(places.store, old.data_key(name))
        assert described(connection) == old.schema.read_text(encoding="utf-8")
        assert connection.execute("PRAGMA user_version").fetchone()[0] == old.version
        connection.close()
