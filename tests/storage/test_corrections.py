"""Signed minutes are corrected beside themselves: nothing signed is lost, changed or half done."""

import pytest
from invented import ACTIONS, ATTENDANCE, CHILD, MEETING, TABLES, sign, start

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records.meeting import Changes, Meeting, Row
from desktop_app.storage.check import check
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import AlreadySigned

LATER = Meeting("m2", "PPM-777777", CHILD.id, "review_ppm", follows=MEETING.id)


@pytest.fixture
def signed(store: Store) -> Store:
    start(store)
    sign(store)
    return store


def carry_on(store: Store) -> None:
    """A later meeting looks back on the action of the signed one."""
    (action,) = store.open_actions(CHILD.id, ())
    looking_back = (Row(action.id, {**action.values, "update": "Nearly there"}),)
    store.start_meeting(LATER, {"meeting_date": "4 Jan 2027"}, {}, (), (), looking_back)


def test_a_correction_begins_with_everything_that_was_signed(signed: Store):
    before = signed.record(MEETING.id)
    draft = signed.begin_correction(MEETING.id)
    copy = signed.record(draft.id)
    assert (copy.meeting.state, copy.meeting.corrects) == ("draft", MEETING.id)
    assert copy.meeting.reference == MEETING.reference
    assert copy.answers == before.answers
    assert dict(copy.tables) == TABLES
    assert (copy.attendance, copy.actions) == (ATTENDANCE, ACTIONS)
    assert signed.record(MEETING.id) == before


def test_a_correction_asked_for_twice_is_the_same_one(signed: Store):
    first = signed.begin_correction(MEETING.id)
    signed.save(first.id, Changes({"history": "Moved three times."}))
    again = signed.begin_correction(MEETING.id)
    assert again.id == first.id
    assert signed.record(again.id).answers["history"] == "Moved three times."
    assert len(signed.meetings()) == 2


def test_until_it_is_signed_nothing_else_sees_the_correction(signed: Store):
    draft = signed.begin_correction(MEETING.id)
    signed.save(draft.id, Changes({"history": "Moved three times."}, actions=()))
    assert signed.record(MEETING.id).answers["history"] == "Moved twice."
    assert [row.id for row in signed.open_actions(CHILD.id, ())] == ["a1"]
    with pytest.raises(AlreadySigned):
        signed.save(MEETING.id, Changes({"history": "changed"}))


def test_the_signed_correction_is_version_two_and_version_one_stays(signed: Store):
    first = signed.signed_versions(MEETING.id)[0]
    draft = signed.begin_correction(MEETING.id)
    signed.save(draft.id, Changes({"history": "Moved three times."}))
    second = sign(signed, draft.id)
    assert (second.meeting_id, second.number) == (MEETING.id, 2)
    assert signed.signed_versions(MEETING.id) == [first, second]
    corrected = signed.record(MEETING.id)
    assert corrected.answers["history"] == "Moved three times."
    assert (corrected.meeting.state, corrected.meeting.corrects) == ("signed", "")
    assert (corrected.attendance, corrected.actions) == (ATTENDANCE, ACTIONS)
    assert [line.meeting.id for line in signed.meetings()] == [MEETING.id]
    assert signed.signed_file(first) == signed.signed_file(second) == b"word"
    assert check(signed) == []
    with pytest.raises(AlreadySigned):
        signed.save(MEETING.id, Changes({"history": "changed"}))


def test_a_correction_given_up_leaves_what_was_signed(signed: Store):
    before = signed.record(MEETING.id)
    draft = signed.begin_correction(MEETING.id)
    signed.save(draft.id, Changes({"history": "Wrong"}, actions=()))
    signed.give_up_correction(draft)
    assert signed.record(MEETING.id) == before
    assert [line.meeting.id for line in signed.meetings()] == [MEETING.id]
    assert len(signed.signed_versions(MEETING.id)) == 1
    assert check(signed) == []


def test_who_had_the_draft_of_a_correction_stays_with_the_signed_minutes(signed: Store):
    draft = signed.begin_correction(MEETING.id)
    signed.note_event(draft.id, "out for comment", {"to": "Mother"})
    signed.give_up_correction(draft)
    assert [(one.act, one.detail) for one in signed.events(MEETING.id)] == [
        ("out for comment", {"to": "Mother"})
    ]
    assert check(signed) == []


def test_only_a_correction_can_be_given_up(signed: Store):
    with pytest.raises(ProgramFault):
        signed.give_up_correction(signed.record(MEETING.id).meeting)
    assert signed.record(MEETING.id).answers["history"] == "Moved twice."


def test_minutes_that_are_not_signed_have_no_correction(store: Store):
    start(store)
    with pytest.raises(ProgramFault):
        store.begin_correction(MEETING.id)


def test_a_later_meeting_sees_the_corrected_action(signed: Store):
    carry_on(signed)
    draft = signed.begin_correction(MEETING.id)
    mended = Row("a1", {**ACTIONS[0].values, "text": "Book the medical"})
    signed.save(draft.id, Changes(actions=(mended,)))
    sign(signed, draft.id)
    (carried,) = signed.record(LATER.id).carried
    assert carried.values["text"] == "Book the medical"
    assert carried.values["update"] == "Nearly there"


def test_an_action_that_later_minutes_look_back_on_cannot_be_corrected_away(signed: Store):
    carry_on(signed)
    draft = signed.begin_correction(MEETING.id)
    signed.save(draft.id, Changes({"history": "Moved three times."}, actions=()))
    with pytest.raises(CannotProceed, match="Book it"):
        sign(signed, draft.id)
    assert signed.record(MEETING.id).answers["history"] == "Moved twice."
    assert signed.record(draft.id).answers["history"] == "Moved three times."
    assert len(signed.signed_versions(MEETING.id)) == 1
    assert check(signed) == []


def test_a_correction_looks_back_from_where_its_meeting_stood(signed: Store):
    carry_on(signed)
    sign(signed, LATER.id)
    draft = signed.begin_correction(LATER.id)
    (carried,) = signed.record(draft.id).carried
    assert (carried.values["text"], carried.values["times"]) == ("Book it", "0")
    assert carried.values["update"] == "Nearly there"


def test_a_file_sealed_once_more_takes_the_place_of_the_first(signed: Store):
    (version,) = signed.signed_versions(MEETING.id)
    signed.keep_file(version, b"word, countersigned")
    assert signed.signed_file(version) == b"word, countersigned"
    assert check(signed) == []
