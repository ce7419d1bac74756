"""Why there are no new views prints beside a table of old ones, and goes with any of them."""

from datetime import date

import pytest
from conditions import LIBRARY

from desktop_app.forms.model import Question
from desktop_app.records.brought import mark_key, why_key
from desktop_app.records.copies import LeftOut, Mark, Place, digest, smallest
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.not_confirmed import NO_NEW_AT
from desktop_app.records.snapshot import Snapshot
from desktop_app.records.thaw import thaw

TABLES = [
    (form.key, question.key)
    for form in LIBRARY.forms.values()
    for question in form.questions()
    if question.nature == "views" and question.has_rows
]
every_table = pytest.mark.parametrize(("form", "key"), TABLES)
WHY = "Gran is in hospital"


def old_views(form: str, question: Question) -> Record:
    begun = Meeting("m", "PPM-TEST22", "c", form, created_at="2026-11-21T10:00:00+00:00")
    source = "last time 2026-05-20"
    answers = {mark_key(question.key, row): source for row in ("r1", "r2")}
    answers |= {why_key(question): WHY, "meeting_date": "21 November 2026"}
    rows = tuple(Row(row, {question.columns[0].key: f"Gran {row}"}) for row in ("r1", "r2"))
    return Record(begun, Child("c", {}), answers, {question.key: rows})


def printed(form: str, record: Record) -> Snapshot:
    return freeze(LIBRARY.forms[form], record, Imprint("Invented Council", "OFFICIAL-SENSITIVE"))


def saying(snapshot: Snapshot) -> list[Place]:
    return [spot.place for spot in smallest(snapshot) if WHY in spot.text]


@every_table
def test_it_goes_from_a_copy_with_the_table_and_with_each_row(form: str, key: str):
    question = LIBRARY.forms[form].question(key)
    snapshot = printed(form, old_views(form, question))
    [where] = saying(snapshot)
    assert where.entry == f"{NO_NEW_AT}{key}"
    instead = {"parents": "information not shared here"}
    row = next(one for one in smallest(snapshot) if one.place.entry == key)
    for mark in (Mark(Place(key), "parents"), Mark(row.place, "parents", digest(row.text))):
        left_out = LeftOut([mark], instead)
        assert left_out.why(where) == "parents"
        assert left_out.touches(where.entry)
    assert not LeftOut([Mark(Place("iro_view"), "parents")], instead).why(where)


@every_table
def test_read_back_the_rows_are_marked_as_of_that_meeting_and_no_words_are_strays(
    form: str, key: str
):
    question = LIBRARY.forms[form].question(key)
    record = old_views(form, question)
    read = thaw(LIBRARY.forms[form], printed(form, record), LIBRARY.choices, date(2026, 11, 21))
    assert read.unknown == ()
    rows = read.record.tables[key]
    assert [read.record.answers[mark_key(key, row.id)] for row in rows] == [
        "last time 2026-05-20",
        "last time 2026-05-20",
    ]


def test_there_are_such_tables():
    assert TABLES
