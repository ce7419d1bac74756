"""Signed minutes from their file: in the place of what was here of them, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from invented import CHILD, DATA_KEY, MEETING, frozen, sign, start

from desktop_app.errors import CannotProceed
from desktop_app.records import snapshot
from desktop_app.records.copies import Mark, Place
from desktop_app.records.meeting import Changes, Meeting, Record, Row, SignedVersion, new_id
from desktop_app.storage import removal
from desktop_app.storage.check import check
from desktop_app.storage.copies import keep_marks, marks
from desktop_app.storage.handover import hand_over, parcel_of, receive, take_back
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.taken_in import take_in

DONE = ("Done",)
WORD = b"the file"
LATER = Meeting("m2", "PPM-777777", CHILD.id, "review_ppm", follows=MEETING.id)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """The other laptop's."""
    made = open_store(tmp_path / "other" / "chairside.db", DATA_KEY, create=True)
    yield made
    made.close()


def carry_on(store: Store, meeting: Meeting = LATER, **said: str) -> None:
    """A later meeting looks back on what the child's signed minutes left open."""
    rows = [Row(one.id, {**one.values, **said}) for one in store.open_actions(CHILD.id, DONE)]
    store.start_meeting(meeting, {"meeting_date": "4 Jan 2027"}, {}, (), (), rows)


def remove(store: Store, meeting_id: str = MEETING.id, *, kernel: bool = False) -> None:
    removal.remove(store, meeting_id, "a rule", DONE, lambda _: None, kernel=kernel)


def from_its_file(store: Store, meeting_id: str = MEETING.id) -> Record:
    """A file knows no ids: all of them are new."""
    record = store.record(meeting_id)
    return replace(
        record,
        meeting=replace(record.meeting, id=new_id(), follows=""),
        attendance=_anew(record.attendance),
        actions=_anew(record.actions),
        carried=_anew(record.carried),
    )


def _anew(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    printed = ("text", "owner", "target", "update", "status")
    return tuple(
        Row(new_id(), {key: text for key, text in row.values.items() if key in printed})
        for row in rows
    )


def next_version(replaced: SignedVersion, words: str, number: int = 2) -> SignedVersion:
    """As a correction signed elsewhere says it."""
    named = f"Version {number}.0 replaces version 1.0. Its fingerprint: {replaced.fingerprint}."
    what = replace(frozen(words), version=f"{number}.0", correction=named)
    text, print_ = snapshot.to_json(what), snapshot.fingerprint(what)
    at = "2026-11-22T12:00:00+00:00"
    return SignedVersion(MEETING.id, number, "", text, print_, at)


def texts(store: Store, meeting_id: str = LATER.id) -> list[str]:
    return [row.values.get("text", "") for row in store.record(meeting_id).carried]


def opened(store: Store) -> list[str]:
    return [row.values["text"] for row in store.open_actions(CHILD.id, DONE)]


# taken in again


def test_two_actions_of_the_same_words_come_back_as_two(store: Store):
    twice = tuple(Row(one, {"text": "Ring the school"}) for one in ("a1", "a2"))
    store.save_child(CHILD)
    store.start_meeting(MEETING, {"meeting_date": "21 Nov 2026"}, {}, (), twice)
    version = sign(store)
    came = from_its_file(store)
    carry_on(store)
    before = store.record(LATER.id).carried
    remove(store)
    take_in(store, came, version, WORD)
    assert store.record(LATER.id).carried == before
    assert [row.id for row in store.record(MEETING.id).actions] == ["a1", "a2"]
    assert check(store) == []


def test_what_a_draft_looks_back_on_stays_when_the_file_says_otherwise(store: Store):
    start(store)
    version = sign(store)
    came = from_its_file(store)
    carry_on(store)
    remove(store)
    other_words = replace(came, actions=(Row("x", {"text": "Book it with the hospital"}),))
    take_in(store, other_words, version, WORD)
    assert texts(store) == ["Book it"]
    sign(store, LATER.id)
    assert sorted(opened(store)) == ["Book it", "Book it with the hospital"]
    assert check(store) == []


def test_what_was_kept_for_a_draft_outlives_a_correction(store: Store):
    start(store)
    version = sign(store)
    came = from_its_file(store)
    carry_on(store)
    remove(store)
    take_in(store, replace(came, actions=()), version, WORD)
    draft = store.begin_correction(MEETING.id)
    typed = Row("t", {"text": "Typed in", "update": "Done already"})
    store.save(draft.id, Changes(carried=(typed,)))
    sign(store, draft.id)
    assert texts(store) == ["Book it"]
    assert texts(store, MEETING.id) == ["Typed in"]


def test_an_older_version_than_was_here_is_refused(store: Store):
    start(store)
    first = sign(store)
    came = from_its_file(store)
    sign(store, store.begin_correction(MEETING.id).id)
    remove(store)
    with pytest.raises(CannotProceed, match="Version 2 of PPM-234567 was on this laptop"):
        take_in(store, came, first, WORD)
    assert store.meetings() == []


@pytest.mark.parametrize("kernel", [True, False])
def test_an_older_file_opens_no_finished_action_again(store: Store, *, kernel: bool):
    """Of minutes without a kernel that holds while something later looks back on them."""
    start(store)
    version = sign(store)
    came = from_its_file(store)
    carry_on(store, status="Done")
    store.save(LATER.id, Changes(actions=(Row("b", {"text": "Ask again"}),)))
    sign(store, LATER.id)
    carry_on(store, replace(LATER, id="m3", reference="PPM-333333", follows=LATER.id))
    remove(store, kernel=kernel)
    remove(store, LATER.id, kernel=kernel)
    with pytest.raises(CannotProceed, match=r"were later minutes .* PPM-777777, of Mon 4 Jan 2027"):
        take_in(store, came, version, WORD)
    assert opened(store) == ["Ask again"]


def test_a_draft_opens_whatever_it_looks_back_on(store: Store):
    """No way leads there; should one ever, the words that were typed still come up."""
    start(store)
    sign(store)
    carry_on(store, update="Half of it")
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE action_update SET id = 'nobody knows'")
    (row,) = store.record(LATER.id).carried
    assert row == Row("nobody knows", {"update": "Half of it"})


# signed elsewhere


def handed_over(store: Store, other: Store) -> None:
    start(store)
    parcel = parcel_of(store, MEETING.id)
    hand_over(store, parcel, "x.chairside")
    receive(other, parcel)


def test_what_was_handed_over_and_signed_there_takes_the_drafts_place(store: Store, other: Store):
    handed_over(store, other)
    keep_marks(store, MEETING.id, (Mark(Place("history"), "legal"),))
    other.save(MEETING.id, Changes({"history": "Moved three times."}, {"plans": ()}))
    version = sign(other)
    taken = take_in(store, from_its_file(other), version, WORD)
    assert (taken.id, taken.state) == (MEETING.id, "signed")
    here = store.record(MEETING.id)
    assert here.answers["history"] == "Moved three times."
    assert [row.id for row in here.actions] == ["a1"]
    assert "plans" not in here.tables
    assert store.signed_file(store.signed_versions(MEETING.id)[-1]) == WORD
    assert marks(store, MEETING.id) == (Mark(Place("history"), "legal"),)
    assert acts_of(store)[-3:] == [
        "draft replaced by signed minutes",
        "taken in from a file",
        "file taken in",
    ]
    assert check(store) == []


def acts_of(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.exec_driver_sql("SELECT act FROM audit ORDER BY seq").scalars())


def test_a_draft_that_goes_on_here_is_not_replaced(store: Store, other: Store):
    handed_over(store, other)
    version = sign(other)
    take_back(store, MEETING.id)
    came = from_its_file(other)
    with pytest.raises(CannotProceed, match="in work on this laptop"):
        take_in(store, came, version, WORD)
    hand_over(store, parcel_of(store, MEETING.id), "y.chairside")  # the way out that it names
    assert take_in(store, came, version, WORD).state == "signed"


def test_the_version_that_names_the_one_here_takes_its_place(store: Store):
    start(store)
    first = sign(store)
    carry_on(store)
    came = replace(from_its_file(store), answers={"history": "Moved thrice."})
    taken = take_in(store, came, next_version(first, "Moved thrice."), WORD)
    assert taken.id == MEETING.id
    assert [one.number for one in store.signed_versions(MEETING.id)] == [1, 2]
    assert store.record(MEETING.id).answers == {"history": "Moved thrice."}
    assert [row.id for row in store.record(LATER.id).carried] == ["a1"]
    assert texts(store) == ["Book it"]
    assert take_in(store, came, first, WORD).id == MEETING.id  # it is here already
    assert check(store) == []


def test_a_version_that_does_not_is_refused_with_a_way_out(store: Store):
    start(store)
    first = sign(store)
    came = from_its_file(store)
    unnamed = replace(first, fingerprint="0" * 64)
    for version in (next_version(first, "x", 3), next_version(unnamed, "x")):
        with pytest.raises(CannotProceed, match="does not say that it replaces version 1"):
            take_in(store, came, version, WORD)
    store.begin_correction(MEETING.id)
    with pytest.raises(CannotProceed, match="has been begun on this laptop"):
        take_in(store, came, next_version(first, "x"), WORD)
    assert len(store.signed_versions(MEETING.id)) == 1
