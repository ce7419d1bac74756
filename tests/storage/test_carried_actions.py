"""An action exists once: later meetings say what became of it, and the latest signed one wins."""

from pathlib import Path

import pytest
from invented import CHILD, DATA_KEY, sign

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import Changes, Meeting, Row
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

CLOSED = ("Done", "No longer needed")
DATES = {"m1": "2 Nov 2026", "m2": "14 Dec 2026", "m3": "25 Jan 2027"}


@pytest.fixture
def store(path: Path):
    store = open_store(path, DATA_KEY, create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def hold(store: Store, key: str, *actions: Row, looking_back: tuple[Row, ...] = ()) -> None:
    number = list(DATES).index(key) + 1
    meeting = Meeting(key, f"PPM-{key}", CHILD.id, "x", created_at=f"2026-11-0{number}T10:00:00Z")
    answers = {"meeting_date": DATES[key]}
    store.start_meeting(meeting, answers, {}, (), actions, looking_back)


def action(key: str, text: str, target: str = "+1w") -> Row:
    return Row(key, {"text": text, "owner": "Ann", "target": target})


def said(row: Row, **words: str) -> Row:
    return Row(row.id, {**row.values, **words})


def test_an_open_action_is_carried_word_for_word_with_its_origin(store: Store):
    hold(store, "m1", action("a", "Book the medical"), action("b", "Call school"))
    assert store.open_actions(CHILD.id, CLOSED) == ()  # not before it is signed
    sign(store, "m1")
    first, second = store.open_actions(CHILD.id, CLOSED)
    assert first.values == {
        "text": "Book the medical",
        "owner": "Ann",
        "target": "9 November 2026",
        "origin": "PPM-m1, Mon 2 Nov 2026",
        "times": "0",
    }
    assert second.values["text"] == "Call school"


def test_the_latest_signed_word_wins_and_a_closed_action_stays_away(store: Store):
    hold(store, "m1", action("a", "Book the medical"), action("b", "Call school"))
    sign(store, "m1")
    first, second = store.open_actions(CHILD.id, CLOSED)
    hold(store, "m2", looking_back=(first, second))
    answered = (
        said(first, update="Waiting list", status="Part done", new_owner="Bo", new_target="+2w"),
        said(second, update="Rang", status="Done"),
    )
    store.save("m2", Changes(carried=answered))
    assert store.record("m2").carried == answered
    assert len(store.open_actions(CHILD.id, CLOSED)) == 2  # m2 is not signed yet
    sign(store, "m2")
    (left,) = store.open_actions(CHILD.id, CLOSED)
    assert left.id == "a"
    assert left.values["owner"] == "Bo"
    assert left.values["target"] == "28 December 2026"
    assert left.values["origin"] == "PPM-m1, Mon 2 Nov 2026"
    assert left.values["times"] == "1"


def test_what_a_signed_meeting_looked_back_on_does_not_change_with_later_ones(store: Store):
    hold(store, "m1", action("a", "Book the medical"))
    sign(store, "m1")
    hold(store, "m2", looking_back=store.open_actions(CHILD.id, CLOSED))
    (row,) = store.record("m2").carried
    store.save("m2", Changes(carried=(said(row, status="Not done", new_owner="Bo"),)))
    sign(store, "m2")
    before = store.record("m2").carried
    hold(store, "m3", looking_back=store.open_actions(CHILD.id, CLOSED))
    (row,) = store.record("m3").carried
    assert row.values["owner"] == "Bo"
    store.save("m3", Changes(carried=(said(row, status="Done"),)))
    sign(store, "m3")
    assert store.record("m2").carried == before
    assert store.open_actions(CHILD.id, CLOSED) == ()


def test_actions_typed_in_from_old_minutes_are_carried_on_like_others(store: Store):
    hold(store, "m1")
    old = Row("old", {"text": "From Word", "owner": "Cy", "target": "1/9/26", "status": "Open"})
    store.save("m1", Changes(carried=(old,)))
    (row,) = store.record("m1").carried
    assert row.values["text"] == "From Word"
    assert store.record("m1").actions == ()
    sign(store, "m1")
    (left,) = store.open_actions(CHILD.id, CLOSED)
    assert left.values["text"] == "From Word"
    assert left.values["target"] == "1 September 2026"


def test_carrying_twice_makes_no_second_action(store: Store):
    hold(store, "m1", action("a", "Book the medical"))
    sign(store, "m1")
    rows = store.open_actions(CHILD.id, CLOSED)
    hold(store, "m2", looking_back=rows)
    store.save("m2", Changes(carried=rows))
    assert [row.id for row in store.record("m2").carried] == ["a"]
    sign(store, "m2")
    assert [row.id for row in store.open_actions(CHILD.id, CLOSED)] == ["a"]


def test_signed_updates_cannot_be_changed(store: Store):
    hold(store, "m1", action("a", "Book the medical"))
    sign(store, "m1")
    hold(store, "m2", looking_back=store.open_actions(CHILD.id, CLOSED))
    rows = store.record("m2").carried
    sign(store, "m2")
    with pytest.raises(CannotProceed):
        store.save("m2", Changes(carried=(said(rows[0], status="Done"),)))
