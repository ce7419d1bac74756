"""What comes from files: sealed by whom it says, saved already, marked until it is confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from meeting_room import council
from meeting_room import record as record_of
from test_from_file import CLOSED, NOW, SIGNER, minutes, printed, read, record, sealed

from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.records.meeting import Row
from desktop_app.services.from_file import take_in_minutes
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.prepared import PREPARED, File, bring_in, compare
from desktop_app.services.sealing import words_of
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

HERE = council()
OTHER = from_stored(make_certificate("Somebody Else", "Invented Council", NOW))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    yield made
    made.close()


def test_the_seal_that_is_printed_is_the_one_that_signed():
    assert read(sealed(printed(record(), words=words_of(SIGNER)))).record
    found = read(sealed(printed(record(), words=words_of(OTHER))))
    assert found.verdict.whole
    assert found.record is None
    assert "NOT AS SIGNED: the digital seal that it names is not on it" in " ".join(found.words)


def test_minutes_taken_in_are_saved_already_in_the_file_that_they_came_from(store: Store):
    taken = take_in_minutes(store, minutes(), CLOSED)
    (line,) = store.meetings()
    assert line.meeting.id == taken.id
    assert line.exported_at == line.signed_at != ""


# prepared rows


ROWS = {
    "attendance": (Row("1", {"name": "Jo Sampleton", "relation": "Nurse"}),),
    "actions": (Row("2", {"text": "Book the medical", "owner": "Priya Invented"}),),
}


@pytest.mark.parametrize("key", sorted(ROWS))
@pytest.mark.parametrize("returned", [True, False])
def test_prepared_rows_are_marked_until_they_are_confirmed(key: str, *, returned: bool):
    """Of a preparation form that came back, and of any other file."""
    form = HERE.form("initial_ppm", HERE.profile("calderdale"))
    known = {"child_name": "Robin Testname", "case_number": "1204417"}
    here = OpenMeeting(form, record_of("initial_ppm", **known))
    file = File("invented.docx", returned, {}, {key: ROWS[key]}, "")
    (found,) = compare(file, here, HERE.library.choices)
    bring_in(found, here)
    assert dict(here.rows(found.question)[-1].values) == dict(ROWS[key][0].values)
    assert here.brought_from(key) == PREPARED
    row = here.rows(found.question)[-1].id
    assert here.take_unsaved().answers[f"brought.{key}.{row}"] == PREPARED
    here.confirm(key)
    assert not here.is_brought_in(key)
