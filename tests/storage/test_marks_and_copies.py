"""Marks and copies stand beside signed minutes: audited, and without a word of them."""

from dataclasses import replace

import pytest
from invented import MEETING, sign, start
from sqlalchemy import text

from desktop_app.records.copies import Mark, Place, digest
from desktop_app.storage.check import check
from desktop_app.storage.copies import Copy, copies, keep_marks, marks, note_copy
from desktop_app.storage.store import Store

MARKS = (
    Mark(Place("history"), "legal"),
    Mark(Place("history", line=2), "", digest("Moved twice.")),
    Mark(Place("people", row=0), "other_child", digest("Ann")),
)
GIVEN = Copy(
    "redacted",
    "1.0",
    "Ann \ud83d Pear",
    "Mother",
    "parents",
    "",
    "by post",
    "21 Nov",
    "2026-11-21T12:00:00+00:00",
    "copy.docx",
    "ab" * 32,
)


@pytest.fixture
def signed(store: Store) -> Store:
    start(store)
    sign(store)
    return store


def acts(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        query = "SELECT act, object FROM audit ORDER BY seq"
        return [(act, about) for act, about in connection.execute(text(query))]


def test_marks_are_kept_and_replaced_also_of_signed_minutes(signed: Store):
    assert marks(signed, MEETING.id) == ()
    keep_marks(signed, MEETING.id, MARKS)
    assert marks(signed, MEETING.id) == tuple(sorted(MARKS, key=lambda one: one.place))
    keep_marks(signed, MEETING.id, MARKS[:1])
    assert marks(signed, MEETING.id) == MARKS[:1]
    assert acts(signed)[-1] == ("mark", MEETING.reference)


def test_two_marks_of_one_place_whose_words_differ_are_both_kept(signed: Store):
    place = Place("history", line=0)
    both = {Mark(place, "legal", digest("now")), Mark(place, "legal", digest("then"))}
    keep_marks(signed, MEETING.id, both)
    assert set(marks(signed, MEETING.id)) == both


def test_copies_are_numbered_in_turn_and_stay(signed: Store):
    first = note_copy(signed, MEETING.id, GIVEN)
    second = note_copy(signed, MEETING.id, GIVEN)
    assert (first.number, second.number) == (1, 2)
    assert copies(signed, MEETING.id) == (first, second)
    assert first.person == GIVEN.person
    named = f"{MEETING.reference} copy 1 redacted {'ab' * 32}"
    assert ("copy", named) in acts(signed)


def test_who_got_nothing_is_not_called_a_copy_in_the_trail(signed: Store):
    note_copy(signed, MEETING.id, replace(GIVEN, given="not shared", file="", sha256=""))
    assert acts(signed)[-1] == ("not shared", f"{MEETING.reference} number 1")


def test_neither_touches_what_was_signed(signed: Store):
    before = signed.record(MEETING.id), signed.signed_versions(MEETING.id)
    keep_marks(signed, MEETING.id, MARKS)
    note_copy(signed, MEETING.id, GIVEN)
    assert (signed.record(MEETING.id), signed.signed_versions(MEETING.id)) == before
    assert check(signed) == []


def test_marks_and_copies_of_another_meeting_are_not_seen(signed: Store):
    keep_marks(signed, MEETING.id, MARKS)
    note_copy(signed, MEETING.id, GIVEN)
    assert marks(signed, "another") == ()
    assert copies(signed, "another") == ()
