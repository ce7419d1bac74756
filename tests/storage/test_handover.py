"""A draft as one encrypted file: opens with its passphrase alone, and loses no word on its way."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from decrypted import holds
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import (
    ATTENDANCE,
    CHEAP,
    CHILD,
    DATA_KEY,
    MEETING,
    PASSPHRASE,
    TABLES,
    sign,
    start,
)

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.copies import Mark, Place, digest
from desktop_app.records.meeting import Changes, Child, Meeting, Record, Row
from desktop_app.storage.check import check
from desktop_app.storage.copies import Copy, copies, keep_marks, marks, note_copy
from desktop_app.storage.handover import hand_over, parcel_of, receive, take_back
from desktop_app.storage.handover_file import (
    LARGEST,
    OUT,
    BadHandover,
    Parcel,
    WrongHandoverPassphrase,
    open_parcel,
    seal_parcel,
)
from desktop_app.storage.open import open_store
from desktop_app.storage.removal import remove, remove_handed_over
from desktop_app.storage.schema import VERSION
from desktop_app.storage.slots import LEAST, Cost
from desktop_app.storage.store import Event, Store

RECORD = Record(
    replace(MEETING, created_at="2026-11-21T10:00:00+00:00"),
    CHILD,
    {"history": "Moved twice — “twice”.\nThen stayed.", "odd": "\ud800"},
    TABLES,
    ATTENDANCE,
)
MARKS = (
    Mark(Place("history"), "legal"),
    Mark(Place("history", line=2), "", digest("Moved twice.")),
    Mark(Place("people", row=0), "other_child", digest("Ann")),
)
AT = "2026-11-21T12:00:00+00:00"
GIVEN = Copy(
    "redacted",
    "0.1",
    "Ann \ud83d",
    "Mother",
    "parents",
    "",
    "post",
    "21 Nov",
    AT,
    "c.docx",
    "ab" * 32,
)
PARCEL = Parcel(RECORD, ("one", "two"), MARKS, (replace(GIVEN, number=1),), ())
FILE = seal_parcel(PARCEL, PASSPHRASE, CHEAP)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """The other laptop's."""
    made = open_store(tmp_path / "other" / "chairside.db", bytes(32), create=True)
    yield made
    made.close()


def opened(raw: bytes, passphrase: str = PASSPHRASE) -> Parcel:
    return open_parcel(raw, passphrase, CHEAP)


def as_of(version: int) -> bytes:
    """The file with another number in its second line."""
    return FILE.replace(f"\n{VERSION}\n".encode(), f"\n{version}\n".encode(), 1)


def given_away(store: Store) -> bytes:
    parcel = parcel_of(store, MEETING.id)
    raw = seal_parcel(parcel, PASSPHRASE, CHEAP)
    hand_over(store, parcel, "PPM-234567.chairside")
    return raw


# the file


def test_what_went_in_comes_out():
    assert opened(FILE) == PARCEL


def test_the_file_holds_no_word_in_plain_sight():
    for word in (b"Moved", b"Testa", b"PPM-234567", b"review", b"0000001", b"Ann"):
        assert word not in FILE


def test_a_wrong_passphrase_opens_nothing():
    with pytest.raises(WrongHandoverPassphrase):
        opened(FILE, "another invented passphrase")


def test_an_accent_typed_in_two_ways_is_one():
    assert open_parcel(seal_parcel(PARCEL, "caf\u00e9", CHEAP), "cafe\u0301", CHEAP) == PARCEL


@pytest.mark.parametrize("place", range(0, len(FILE), max(1, len(FILE) // 150)))
def test_a_changed_byte_anywhere_is_noticed(place: int):
    changed = FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :]
    with pytest.raises((BadHandover, WrongHandoverPassphrase)):
        opened(changed)


@pytest.mark.parametrize("length", [0, 5, 20, 60, len(FILE) // 2, len(FILE) - 1])
def test_a_cut_file_is_damaged_and_not_opened(length: int):
    with pytest.raises(BadHandover):
        opened(FILE[:length])


def test_a_newer_format_says_so():
    with pytest.raises(BadHandover, match="newer"):
        opened(as_of(VERSION + 1))


def test_a_file_of_another_kind_says_so():
    with pytest.raises(BadHandover, match="not a draft"):
        opened(b"PK\x03\x04 a Word file")


def test_a_file_larger_than_any_draft_is_not_even_tried():
    with pytest.raises(BadHandover, match="larger"):
        opened(FILE + bytes(LARGEST))


@pytest.mark.parametrize(
    "slot",
    [
        {"memory": 512 * 1024},
        {"passes": 40},
        {"lanes": 60, "memory": 600},
        {"memory": 1},
        {"salt": "00"},
        {"salt": "x"},
        {"salt": 3},
        {"nonce": ""},
    ],
)
def test_a_slot_that_would_stall_or_break_us_is_refused(slot: dict[str, object]):
    magic, number, line, rest = FILE.split(b"\n", 3)
    bent = json.dumps(json.loads(line) | slot).encode()
    with pytest.raises(BadHandover):
        opened(b"\n".join((magic, number, bent, rest)))


def test_a_file_that_could_be_guessed_too_cheaply_is_refused():
    with pytest.raises(BadHandover):
        open_parcel(FILE, PASSPHRASE, LEAST)
    assert Cost(64, 1, 1) == CHEAP


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"Chairside draft", FILE[:60], FILE[:330]]))
def test_hostile_bytes_raise_sentences_only(tail: bytes, head: bytes):
    with pytest.raises(CannotProceed):
        opened(head + tail)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["meeting", "child", "answers", "tables", "attendance", "carried"]), JSON)
def test_what_somebody_else_sealed_with_the_passphrase_is_looked_at_too(part: str, bent: object):
    """Whoever knows the passphrase may have made the file with another program."""
    broken = replace(RECORD, **{part: bent})
    raw = seal_parcel(replace(PARCEL, record=broken), PASSPHRASE, CHEAP)
    try:
        assert isinstance(opened(raw), Parcel)
    except CannotProceed:
        return
    assert part != "meeting"


@pytest.mark.parametrize(
    "meeting",
    [
        replace(RECORD.meeting, state="signed"),
        replace(RECORD.meeting, corrects="m0"),
        replace(RECORD.meeting, reference="../../elsewhere"),
        replace(RECORD.meeting, created_at="long ago"),
    ],
)
def test_only_a_draft_comes_out(meeting: Meeting):
    raw = seal_parcel(replace(PARCEL, record=replace(RECORD, meeting=meeting)), PASSPHRASE, CHEAP)
    with pytest.raises(BadHandover):
        opened(raw)


# from store to store


def test_a_draft_goes_on_elsewhere_and_is_read_only_here(store: Store, other: Store):
    start(store)
    raw = given_away(store)
    there = receive(other, opened(raw))
    assert (there.id, there.reference, there.state) == (MEETING.id, MEETING.reference, "draft")
    before, after = store.record(MEETING.id), other.record(MEETING.id)
    assert before.meeting.state == "handed over"
    assert replace(after, meeting=before.meeting) == before
    other.save(MEETING.id, Changes({"history": "Moved three times."}))
    with pytest.raises(CannotProceed, match="handed over"):
        store.save(MEETING.id, Changes({"history": "Lost words."}))
    with pytest.raises(CannotProceed, match="handed over"):
        sign(store)
    assert store.record(MEETING.id) == before
    assert check(store) == check(other) == []


def test_it_comes_back_with_what_was_typed_there(store: Store, other: Store):
    start(store)
    receive(other, opened(given_away(store)))
    tables = {"brothers": (Row("r9", {"who": "C"}),), "plans": ()}
    other.save(MEETING.id, Changes({"history": "Moved three times."}, tables))
    back = given_away(other)
    assert receive(store, opened(back)).state == "draft"
    here = store.record(MEETING.id)
    assert here.answers["history"] == "Moved three times."
    assert [row.id for row in here.tables["brothers"]] == ["r9"]
    assert "plans" not in here.tables
    assert other.record(MEETING.id).meeting.state == "handed over"
    receive(other, opened(given_away(store)))
    assert other.record(MEETING.id).answers == here.answers


def test_continuing_here_after_all_is_audited_and_keeps_both_sides_words(
    store: Store, other: Store
):
    start(store)
    receive(other, opened(given_away(store)))
    other.save(MEETING.id, Changes({"history": "Typed there."}))
    take_back(store, MEETING.id)
    store.save(MEETING.id, Changes({"history": "Typed here."}))
    with pytest.raises(CannotProceed, match="in work on this laptop"):
        receive(store, opened(given_away(other)))
    assert store.record(MEETING.id).answers["history"] == "Typed here."
    assert other.record(MEETING.id).answers["history"] == "Typed there."
    acts = [event.act for event in store.events(MEETING.id)]
    assert acts == ["handed over", "taken back"]


def test_a_file_from_before_the_last_handing_over_is_refused(store: Store, other: Store):
    start(store)
    receive(other, opened(given_away(store)))
    first_back = given_away(other)
    receive(store, opened(first_back))
    store.save(MEETING.id, Changes({"history": "Newer."}))
    given_away(store)
    with pytest.raises(CannotProceed, match="before it was last handed over"):
        receive(store, opened(first_back))
    assert store.record(MEETING.id).answers["history"] == "Newer."


def test_the_file_that_went_out_takes_the_draft_back(store: Store):
    start(store)
    raw = given_away(store)
    before = store.record(MEETING.id)
    assert receive(store, opened(raw)).state == "draft"
    assert store.record(MEETING.id).answers == before.answers


def test_a_draft_that_was_signed_meanwhile_is_not_replaced(store: Store, other: Store):
    start(store)
    receive(other, opened(given_away(store)))
    back = given_away(other)
    take_back(store, MEETING.id)
    sign(store)
    with pytest.raises(CannotProceed, match="it is signed"):
        receive(store, opened(back))
    assert len(store.signed_versions(MEETING.id)) == 1


@pytest.mark.parametrize("kernel", [True, False])
def test_a_draft_that_was_signed_and_taken_off_since_does_not_come_to_life(
    store: Store, other: Store, *, kernel: bool
):
    start(store)
    raw = given_away(store)
    receive(other, opened(raw))
    sign(other)
    remove(other, MEETING.id, "a rule", (), lambda _: None, kernel=kernel)
    with pytest.raises(CannotProceed, match="taken off this laptop since"):
        receive(other, opened(raw))
    assert other.meetings() == []


def test_another_meeting_of_that_reference_is_never_replaced(store: Store, other: Store):
    start(store)
    raw = given_away(store)
    start(other, replace(MEETING, id="m2"))
    with pytest.raises(CannotProceed, match="called"):
        receive(other, opened(raw))


def test_the_child_is_the_one_with_that_case_number(store: Store, other: Store):
    other.save_child(Child("there", {"child_name": "Testa Pretend", "case_number": "000 0001"}))
    start(store)
    receive(other, opened(given_away(store)))
    assert [one.id for one in other.children()] == ["there"]
    assert other.record(MEETING.id).child.id == "there"


def test_actions_of_meetings_that_are_not_there_are_looked_back_on_all_the_same(
    store: Store, other: Store
):
    start(store, replace(MEETING, id="m0", reference="PPM-000000"))
    store.save("m0", Changes(actions=(Row("a1", {"text": "Book it", "owner": "Ann"}),)))
    sign(store, "m0")
    review = replace(MEETING, follows="m0")
    looking_back = store.open_actions(CHILD.id, ())
    store.start_meeting(review, {}, {}, (), (), looking_back)
    receive(other, opened(given_away(store)))
    there = other.record(MEETING.id)
    assert there.meeting.follows == ""
    assert [row.values["text"] for row in there.carried] == ["Book it"]
    said = Row(there.carried[0].id, {**there.carried[0].values, "status": "Done"})
    other.save(MEETING.id, Changes(carried=(said,)))
    receive(store, opened(given_away(other)))
    here = store.record(MEETING.id)
    assert here.meeting.follows == "m0"
    (row,) = here.carried
    assert (row.id, row.values["status"]) == ("a1", "Done")
    assert row.values["origin"].startswith("PPM-000000")
    assert check(store) == []


REVIEW = Meeting("m3", "PPM-999999", CHILD.id, "review_ppm")


def signed_before(store: Store, **said: str) -> None:
    """A meeting whose action is looked back on by a second, signed too; a review comes next."""
    start(store)
    sign(store)
    between = Meeting("m2", "PPM-777777", CHILD.id, "review_ppm")
    rows = [Row(one.id, {**one.values, **said}) for one in store.open_actions(CHILD.id, ())]
    store.start_meeting(between, {"meeting_date": "4 Jan 2027"}, {}, (), (), rows)
    sign(store, between.id)


def there_and_back(store: Store, other: Store, *rows: Row, typed: dict[str, str]) -> Row:
    """A review with these rows goes to the other laptop, where all rows get this, and returns."""
    store.start_meeting(REVIEW, {}, {}, (), (), rows)
    parcel = parcel_of(store, REVIEW.id)
    hand_over(store, parcel, "x")
    receive(other, parcel, ("Done",))
    there = other.record(REVIEW.id).carried
    again = tuple(Row(row.id, {**row.values, **typed}) for row in there)
    other.save(REVIEW.id, Changes(carried=again))
    back = parcel_of(other, REVIEW.id)
    hand_over(other, back, "y")
    receive(store, back, ("Done",))
    (row,) = store.record(REVIEW.id).carried
    assert check(store) == check(other) == []
    return row


TYPED = Row("y", {"text": "Book it", "owner": "Ann", "target": "2 December 2026"})


def test_what_was_typed_in_is_no_action_that_is_finished(store: Store, other: Store):
    signed_before(store, status="Done")
    row = there_and_back(store, other, TYPED, typed={"update": "Anew"})
    assert row == Row("y", {**TYPED.values, "update": "Anew"})


@pytest.mark.parametrize("typed", [{"owner": "Bo"}, {"target": "3 Jan 2027"}])
def test_nor_an_open_one_of_somebody_else_or_another_day(
    store: Store, other: Store, typed: dict[str, str]
):
    signed_before(store)
    row = there_and_back(store, other, TYPED, typed=typed)
    assert row == Row("y", {**TYPED.values, **typed})


def test_an_open_one_that_says_the_same_is_one_action(store: Store, other: Store):
    signed_before(store)
    row = there_and_back(store, other, TYPED, typed={"update": "Nearly"})
    assert (row.id, row.values["update"]) == ("a1", "Nearly")
    assert row.values["origin"].startswith(MEETING.reference)


def test_what_is_typed_over_an_action_there_stays_typed(store: Store, other: Store):
    """There its meeting is unknown, so that its words can be changed."""
    signed_before(store)
    (known,) = store.open_actions(CHILD.id, ())
    row = there_and_back(store, other, known, typed={"text": "Book both"})
    assert (row.id, row.values["text"]) == ("a1", "Book both")
    assert not row.values.get("origin")


def test_ids_come_before_words(store: Store, other: Store):
    """Two actions of the same words: neither takes the other's place."""
    store.save_child(CHILD)
    twice = tuple(Row(one, {"text": "Ring", "owner": "Ann"}) for one in ("a1", "a2"))
    store.start_meeting(MEETING, {}, {}, (), twice)
    sign(store)
    rows = (Row("y", {"text": "Ring"}), *store.open_actions(CHILD.id, ())[::-1])
    store.start_meeting(REVIEW, {}, {}, (), (), rows)
    parcel = parcel_of(store, REVIEW.id)
    hand_over(store, parcel, "x")
    receive(store, parcel)
    assert [row.id for row in store.record(REVIEW.id).carried] == ["y", "a2", "a1"]


def test_marks_and_copies_go_with_it_and_come_back(store: Store, other: Store):
    start(store)
    keep_marks(store, MEETING.id, MARKS)
    first = note_copy(store, MEETING.id, GIVEN)
    receive(other, opened(given_away(store)))
    assert marks(other, MEETING.id) == marks(store, MEETING.id) != ()
    assert copies(other, MEETING.id) == (first,)
    keep_marks(other, MEETING.id, MARKS[:1])
    second = note_copy(other, MEETING.id, replace(GIVEN, person="Bo"))
    assert second.number == 2
    receive(store, opened(given_away(other)))
    assert marks(store, MEETING.id) == MARKS[:1]
    assert copies(store, MEETING.id) == (first, second)
    assert check(store) == check(other) == []


def test_a_copy_given_here_meanwhile_is_not_lost(store: Store, other: Store):
    start(store)
    receive(other, opened(given_away(store)))
    there = note_copy(other, MEETING.id, replace(GIVEN, person="There"))
    here = note_copy(store, MEETING.id, replace(GIVEN, person="Here"))
    receive(store, opened(given_away(other)))
    assert copies(store, MEETING.id) == (there, replace(here, number=2))


def test_when_it_went_out_for_comment_goes_with_it_and_comes_back(store: Store, other: Store):
    start(store)
    store.note_event(MEETING.id, OUT, {"to": "Ann \ud83d"})
    receive(other, opened(given_away(store)))
    assert out(other) == out(store) != []
    other.note_event(MEETING.id, OUT, {"to": "Bo"})
    receive(store, opened(given_away(other)))
    assert out(store) == out(other)
    assert [one.detail["to"] for one in out(store)] == ["Ann \ud83d", "Bo"]
    assert check(store) == check(other) == []


def out(store: Store) -> list[Event]:
    return [one for one in store.events(MEETING.id) if one.act == OUT]


@pytest.mark.parametrize(
    "bent",
    [
        {"marks": (MARKS[0], MARKS[0])},
        {"marks": (Mark(Place("history", row=-2), "legal"),)},
        {"marks": (Mark(Place("history", row=2**70), "legal"),)},
        {"marks": (Mark(Place("history", line=True), "legal"),)},
        {"marks": "all of them"},
        {"marks": None},
        {"copies": None},
        {"out": None},
        {"copies": (GIVEN,)},
        {"out": (Event("yesterday", OUT, {}),)},
        {"out": (Event(AT, "signed", {}),)},
        {"copies": (replace(GIVEN, number=2),)},
        {"copies": ({"number": 1},)},
        {"copies": ({**asdict(GIVEN), "number": 1, "more": ""},)},
        {"copies": ({**asdict(GIVEN), "number": 1, "given": "lent"},)},
    ],
)
def test_marks_and_copies_that_are_not_ours_are_refused(bent: dict[str, Any]):
    raw = seal_parcel(replace(PARCEL, **bent), PASSPHRASE, CHEAP)
    with pytest.raises(BadHandover):
        opened(raw)


# off the laptop that handed it over


def off(store: Store) -> None:
    remove_handed_over(store, MEETING.id, lambda _: None)


def test_what_was_handed_over_can_be_taken_off_and_still_come_back(store: Store, other: Store):
    start(store)
    with pytest.raises(ProgramFault):
        off(store)
    raw = given_away(store)
    receive(other, opened(raw))
    off(store)
    assert store.meetings() == []
    assert store.children()[0].lacks_minutes
    assert check(store) == []
    back = given_away(other)
    assert receive(store, opened(back)).state == "draft"
    assert not store.children()[0].lacks_minutes
    assert check(store) == []
    receive(other, opened(given_away(store)))


def test_no_word_of_it_is_left(store: Store, path: Path):
    start(store)
    store.save(MEETING.id, Changes({"history": "Zanzibarcanary " * 500}))
    given_away(store)
    assert holds(path, DATA_KEY, "Zanzibarcanary")
    off(store)
    store.close()
    assert not holds(path, DATA_KEY, "Zanzibarcanary")


def test_what_was_kept_for_its_sake_goes_with_it(store: Store):
    signed_before(store)
    store.start_meeting(REVIEW, {}, {}, (), (), store.open_actions(CHILD.id, ()))
    hand_over(store, parcel_of(store, REVIEW.id), "x")
    for one in ("m2", MEETING.id):
        remove(store, one, "a rule", ("Done",), lambda _: None, kernel=False)
    assert store.open_actions(CHILD.id, ()) != ()
    remove_handed_over(store, REVIEW.id, lambda _: None)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meeting").scalar_one() == 0
    assert check(store) == []


def test_times_are_of_the_stores_clock(tmp_path: Path):
    made = open_store(tmp_path / "s" / "s.db", bytes(32), create=True, clock=lambda: AT)
    start(made)
    given_away(made)
    assert [one.at for one in made.events(MEETING.id)] == [AT]
    made.close()


def test_signed_minutes_and_corrections_are_not_handed_over(store: Store):
    start(store)
    sign(store)
    correction = store.begin_correction(MEETING.id)
    with pytest.raises(CannotProceed, match="correction"):
        parcel_of(store, correction.id)
