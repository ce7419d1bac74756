"""A case number is one child in the store itself, by whatever way it comes in, tried twice each."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import CHILD, DATA_KEY, MEETING, sign, start

from desktop_app.records.meeting import TYPED_NUMBER, Child, Meeting, number_key
from desktop_app.records.one_child import numbers_of
from desktop_app.storage.check import check
from desktop_app.storage.children import NumberTaken
from desktop_app.storage.connect import connect_to_write, dbapi2
from desktop_app.storage.handover import hand_over, parcel_of, receive
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.taken_in import take_in

pytestmark = pytest.mark.long

SPELLINGS = ("0000001", "1", "001", " 1 ", "０１", "0-0-1", "#1", "١")
OTHER = Child("c2", {"child_name": "Ana Elsewhere", "case_number": "2"})


def children(store: Store) -> dict[str, Child]:
    return {one.id: one for one in store.children()}


def is_kept(store: Store) -> None:
    """No two children of one number, and what the guard goes by is what the details say."""
    keys = [number_key(one.case_number) for one in store.children()]
    assert len(filled := [key for key in keys if key]) == len(set(filled))
    assert check(store) == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_second_child_of_the_number_is_refused_and_says_whose_it_is(store: Store, spelling: str):
    start(store)
    for _ in range(2):
        with pytest.raises(NumberTaken) as refused:
            store.save_child(replace(OTHER, details={**OTHER.details, "case_number": spelling}))
        assert "T.P.’s on this laptop" in str(refused.value)
        assert "Testa" not in str(refused.value)
        assert refused.value.do
    assert set(children(store)) == {CHILD.id}
    is_kept(store)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_it_is_the_same_child_in_any_spelling_of_its_own(store: Store, spelling: str):
    start(store)
    for _ in range(2):
        store.save_child(replace(CHILD, details={**CHILD.details, "case_number": spelling}))
    assert children(store)[CHILD.id].case_number == spelling
    is_kept(store)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_change_to_a_number_that_is_taken_is_refused(store: Store, spelling: str):
    start(store)
    store.save_child(OTHER)
    for _ in range(2):
        with pytest.raises(NumberTaken):
            store.save_child(replace(OTHER, details={"case_number": spelling}))
    assert children(store)[OTHER.id] == OTHER
    is_kept(store)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_aside_every_word_is_kept_and_the_number_beside_it(store: Store, spelling: str):
    start(store)
    store.save_child(OTHER)
    typed = {"child_name": "Ana Married", "case_number": spelling, "language": "Polish"}
    for _ in range(2):
        store.save_child(replace(OTHER, details=typed), aside=True)
    kept = children(store)[OTHER.id]
    assert kept.details == {**typed, "case_number": "2", TYPED_NUMBER: spelling}
    assert numbers_of(kept) == {"1", "2"}
    is_kept(store)
    store.save_child(replace(OTHER, details={**typed, "case_number": "3"}), aside=True)
    assert children(store)[OTHER.id].details == {**typed, "case_number": "3"}


def test_aside_a_new_child_has_no_number_of_its_own(store: Store):
    start(store)
    store.save_child(replace(OTHER, details={"child_name": "A", "case_number": "1"}), aside=True)
    assert children(store)[OTHER.id].details == {"child_name": "A", TYPED_NUMBER: "1"}
    is_kept(store)


def test_children_without_a_number_are_nobodys_doubles(store: Store):
    for number in ("not known yet", "Not known yet", "", "-", "000"):
        store.save_child(Child(f"c-{number}", {"case_number": number}))
    assert len(store.children()) == 5
    is_kept(store)


def test_a_meeting_asked_for_twice_is_one_and_so_is_its_child(store: Store):
    new = Meeting("m9", "PPM-999999", OTHER.id, "review_ppm")
    first = store.start_meeting(new, {"a": "b"}, {}, (), (), (), OTHER)
    again = replace(new, reference="PPM-888888")
    assert store.start_meeting(again, {"a": "other"}, {}, (), (), (), OTHER) == first
    assert [line.meeting.reference for line in store.meetings()] == ["PPM-999999"]
    assert list(children(store)) == [OTHER.id]
    assert store.record("m9").answers == {"a": "b"}


def test_a_meeting_of_a_child_who_cannot_be_kept_is_not_started(store: Store):
    start(store)
    taken = replace(OTHER, details={"child_name": "Ana", "case_number": "1"})
    for _ in range(2):
        with pytest.raises(NumberTaken):
            store.start_meeting(
                Meeting("m9", "PPM-999999", OTHER.id, "x"), {}, {}, (), (), (), taken
            )
    assert [line.meeting.id for line in store.meetings()] == [MEETING.id]
    assert list(children(store)) == [CHILD.id]


def test_a_child_who_is_here_is_not_changed_by_a_meeting(store: Store):
    store.save_child(CHILD)
    stale = replace(CHILD, details={"child_name": "Old Name", "case_number": "1"})
    store.start_meeting(MEETING, {}, {}, (), (), (), stale)
    assert children(store)[CHILD.id] == CHILD


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_signing_learns_never_holds_it_up(store: Store, spelling: str):
    store.save_child(OTHER)
    start(store)
    sign(store, learned={"case_number": "2", "religion": "None"})
    kept = children(store)[CHILD.id].details
    assert kept == {**CHILD.details, "religion": "None", TYPED_NUMBER: "2"}
    assert store.record(MEETING.id).meeting.state == "signed"
    is_kept(store)


def test_what_signing_learns_of_a_free_number_is_the_childs(store: Store):
    start(store)
    sign(store, learned={"case_number": "77"})
    assert children(store)[CHILD.id].case_number == "77"
    is_kept(store)


def test_learning_something_else_leaves_a_typed_number_alone(store: Store):
    start(store)
    store.save_child(OTHER)
    typed = {**CHILD.details, "case_number": "2"}
    store.save_child(replace(CHILD, details=typed), aside=True)
    sign(store, learned={"religion": "None"})
    assert children(store)[CHILD.id].details[TYPED_NUMBER] == "2"


@pytest.fixture
def other(tmp_path: Path):
    """The other laptop's, where the same number is another record."""
    made = open_store(tmp_path / "other" / "chairside.db", bytes(32), create=True)
    yield made
    made.close()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_draft_finds_its_child_by_number(store: Store, other: Store, spelling: str):
    theirs = Child("elsewhere", {"child_name": "Testa Pretend", "case_number": spelling})
    other.save_child(theirs)
    other.start_meeting(replace(MEETING, child_id=theirs.id), {}, {}, (), ())
    parcel = parcel_of(other, MEETING.id)
    hand_over(other, parcel, "a.chairside")
    store.save_child(CHILD)
    assert receive(store, parcel).child_id == CHILD.id
    assert list(children(store)) == [CHILD.id]
    is_kept(store)


def test_a_draft_of_a_new_child_brings_it_once(store: Store, other: Store):
    start(other)
    parcel = parcel_of(other, MEETING.id)
    receive(store, parcel)
    with pytest.raises(Exception, match="is in work on this laptop"):
        receive(store, parcel)
    assert children(store) == {CHILD.id: CHILD}
    is_kept(store)


def test_a_typed_number_does_not_travel_with_a_draft(store: Store, other: Store):
    other.save_child(OTHER)
    start(other)
    other.save_child(replace(CHILD, details={**CHILD.details, "case_number": "2"}), aside=True)
    receive(store, parcel_of(other, MEETING.id))
    assert children(store)[CHILD.id].details == CHILD.details


@pytest.mark.parametrize("apart", [False, True])
def test_one_id_with_another_number_is_one_child_unless_they_stand_apart(
    store: Store, other: Store, apart: bool
):
    """After an adoption the same id under a new number must not bring old and new together."""
    renamed = replace(CHILD, details={"child_name": "New Name", "case_number": "777"})
    other.save_child(renamed)
    other.start_meeting(MEETING, {}, {}, (), ())
    store.save_child(CHILD)
    came = receive(store, parcel_of(other, MEETING.id), apart=apart)
    assert (came.child_id == CHILD.id) is not apart
    assert children(store)[CHILD.id] == CHILD
    assert len(children(store)) == 1 + apart
    is_kept(store)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_minutes_from_a_file_of_a_taken_number_make_no_second_child(store: Store, spelling: str):
    """Whoever calls it finds the child first; the store has the last word."""
    start(store)
    version = sign(store)
    record = store.record(MEETING.id)
    stranger = Child("stranger", {"child_name": "X", "case_number": spelling})
    came = replace(
        record,
        child=stranger,
        meeting=replace(record.meeting, id="m7", reference="PPM-777777", child_id="stranger"),
    )
    for _ in range(2):
        with pytest.raises(NumberTaken):
            take_in(store, came, version, b"word")
    assert list(children(store)) == [CHILD.id]
    is_kept(store)


# the store itself


def changed_behind_the_program(path: Path, statement: str) -> None:
    connection = connect_to_write(path, DATA_KEY)
    try:
        connection.execute(statement)
    finally:
        connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO child VALUES ('x', '{}', '1')",
        "INSERT OR REPLACE INTO child VALUES ('x', '{}', '1')",
        "REPLACE INTO child VALUES ('c2', '{}', '1')",
        "UPDATE child SET number = '1' WHERE id = 'c2'",
        "UPDATE OR REPLACE child SET number = '1' WHERE id = 'c2'",
        "INSERT INTO child VALUES ('c2', '{}', '1') ON CONFLICT DO UPDATE SET number = '1'",
    ],
)
def test_the_store_itself_refuses_a_second_child_of_a_number(
    store: Store, path: Path, statement: str
):
    start(store)
    store.save_child(OTHER)
    store.close()
    with pytest.raises(dbapi2.IntegrityError, match="this case number is another child"):
        changed_behind_the_program(path, statement)


def test_the_check_finds_a_number_that_is_not_what_the_details_say(store: Store, path: Path):
    start(store)
    store.close()
    changed_behind_the_program(path, "UPDATE child SET number = '99'")
    again = open_store(path, DATA_KEY, create=False)
    assert check(again) == [
        "The store knows a child by another case number than the child’s details say."
    ]
    again.close()


def test_two_of_one_number_from_before_stay_until_one_is_corrected(store: Store, path: Path):
    """As version 1 let them come about."""
    start(store)
    store.save_child(OTHER)
    store.close()
    connection = connect_to_write(path, DATA_KEY)
    [guard] = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'child_update_number'"
    ).fetchone()
    connection.execute("DROP TRIGGER child_update_number")
    details = json.dumps({"child_name": "Ana", "case_number": "1"}, separators=(",", ":"))
    connection.execute("UPDATE child SET number = '1', details = ? WHERE id = 'c2'", (details,))
    connection.execute(guard)
    connection.close()
    again = open_store(path, DATA_KEY, create=False)
    assert check(again) == []
    twin = replace(OTHER, details={"child_name": "Ana", "case_number": "01", "language": "Urdu"})
    again.save_child(twin)  # anything else of them may change
    again.save_child(CHILD)
    again.save_child(replace(twin, details={"case_number": "5"}))
    for _ in range(2):
        with pytest.raises(NumberTaken):
            again.save_child(twin)
    is_kept(again)
    again.close()


Act = Callable[[Store, str], None]
typed_numbers = st.sampled_from([*SPELLINGS, "2", "02", "AB 1", "ab1", "not known yet", "", "3"])
acts = st.lists(
    st.tuples(
        st.sampled_from(["save", "aside", "learn", "start"]), st.integers(1, 4), typed_numbers
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts)
def test_whatever_is_done_a_number_is_one_child(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, str]]
):
    store = open_store(tmp_path_factory.mktemp("n") / "a.db", DATA_KEY, create=True)
    try:
        for turn, (act, who, number) in enumerate(done * 2):
            _do(store, act, who, number, turn)
        is_kept(store)
        for one in store.children():
            typed = one.details.get(TYPED_NUMBER)
            assert typed is None or number_key(typed)
    finally:
        store.close()


def _do(store: Store, act: str, who: int, number: str, turn: int) -> None:
    one = Child(f"c{who}", {"child_name": f"N {who}", "case_number": number})
    try:
        if act == "start":
            new = Meeting(f"m{turn}", f"PPM-{turn:06}", one.id, "x")
            store.start_meeting(new, {}, {}, (), (), (), one)
        elif act == "learn":
            mine = [line for line in store.meetings() if line.child.id == one.id]
            drafts = [line for line in mine if line.meeting.state == "draft"]
            if drafts:
                sign(store, drafts[0].meeting.id, {"case_number": number} if number else None)
        else:
            store.save_child(one, aside=act == "aside")
    except NumberTaken as refused:
        assert refused.holder.id != one.id  # noqa: PT017 - it may well be free
