"""What goes into the store comes out of it, whole, in order, after it was closed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import ACTIONS, ATTENDANCE, CHILD, MEETING, TABLES, frozen, sign, start

from desktop_app.errors import ProgramFault
from desktop_app.records import snapshot
from desktop_app.records.meeting import Changes, Child, Meeting, Row
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import AlreadySigned

Reopen = Callable[[], Store]
anything = st.text(st.characters(exclude_categories=("Cs",)))
keys = st.sampled_from(["name", "relation", "left", "text", "owner", "own_column", "a.b"])
rows = st.lists(
    st.builds(Row, anything.filter(bool), st.dictionaries(keys, anything)),
    max_size=6,
    unique_by=lambda row: row.id,
).map(tuple)


def test_a_meeting_comes_back_as_it_was_started(store: Store, reopen: Reopen):
    new = start(store)
    record = reopen().record(MEETING.id)
    assert record.meeting == new
    assert new == replace(MEETING, created_at=new.created_at, changed_at=new.created_at)
    assert record.child == CHILD
    assert record.answers == {"meeting_date": "21 Nov 2026", "history": "Moved twice."}
    assert record.tables == TABLES
    assert record.attendance == ATTENDANCE
    assert record.actions == ACTIONS


def test_a_change_keeps_what_it_does_not_name(store: Store, reopen: Reopen):
    start(store)
    store.save(MEETING.id, Changes({"history": "Moved once.", "new": ""}, place="new"))
    again = reopen()
    record = again.record(MEETING.id)
    assert record.answers == {
        "meeting_date": "21 Nov 2026",
        "history": "Moved once.",
        "new": "",
    }
    assert (record.tables, record.attendance, record.actions) == (TABLES, ATTENDANCE, ACTIONS)
    assert record.meeting.place == "new"
    again.save(MEETING.id, Changes({"new": "x"}))
    assert again.record(MEETING.id).meeting.place == "new"


def test_saving_says_when_and_remembers_it(store: Store):
    start(store)
    saved = store.save(MEETING.id, Changes({"history": "x"}))
    assert saved.endswith("+00:00")
    assert store.record(MEETING.id).meeting.changed_at == saved


def test_rows_move_go_and_keep_their_identity(store: Store, reopen: Reopen):
    start(store)
    first, second = ATTENDANCE
    third = Row("p3", {"name": "Cy Invented"})
    moved = (third, replace(second, values={"name": "Bo Otherwise"}), first)
    store.save(MEETING.id, Changes(attendance=moved))
    assert reopen().record(MEETING.id).attendance == moved
    again = reopen()
    again.save(MEETING.id, Changes(attendance=(second,), actions=(), tables={"brothers": ()}))
    record = reopen().record(MEETING.id)
    assert record.attendance == (second,)
    assert record.actions == ()
    assert record.tables == {"plans": TABLES["plans"]}


def test_rows_of_two_meetings_may_have_the_same_identity(store: Store):
    start(store)
    store.start_meeting(Meeting("m2", "PPM-777777", CHILD.id, "review_ppm"), {}, TABLES, (), ())
    store.save("m2", Changes(tables={"brothers": ()}))
    assert store.record(MEETING.id).tables == TABLES


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answers=st.dictionaries(anything, anything, max_size=5),
    tables=st.dictionaries(anything.filter(bool), rows.filter(bool), max_size=3),
    attendance=rows,
    actions=rows,
)
def test_any_text_comes_back_exactly(
    store: Store,
    answers: dict[str, str],
    tables: dict[str, tuple[Row, ...]],
    attendance: tuple[Row, ...],
    actions: tuple[Row, ...],
):
    number = len(store.meetings())
    one = Meeting(f"any{number}", f"PPM-{number}", "any child", "review_ppm")
    store.save_child(Child("any child", answers))
    store.start_meeting(one, {}, {}, (), ())
    store.save(one.id, Changes(answers, tables, attendance, actions))
    record = store.record(one.id)
    assert record.child.details == answers
    assert record.answers == answers
    assert record.tables == tables
    assert record.attendance == attendance
    assert record.actions == actions


def test_half_a_character_does_not_stop_saving(store: Store, reopen: Reopen):
    start(store)
    store.save(MEETING.id, Changes({"history": "a\ud800b"}))
    assert reopen().record(MEETING.id).answers["history"] == "a\ud800b"


def test_the_longest_answer_is_kept(store: Store, reopen: Reopen):
    start(store)
    longest = "é\n" * 100_000
    store.save(MEETING.id, Changes({"history": longest}))
    assert reopen().record(MEETING.id).answers["history"] == longest


def test_children_are_kept_and_changed(store: Store, reopen: Reopen):
    store.save_child(CHILD)
    store.save_child(Child("c2", {}))
    store.save_child(replace(CHILD, details={"child_name": "Testa Renamed"}))
    assert reopen().children() == [
        Child("c1", {"child_name": "Testa Renamed"}),
        Child("c2", {}),
    ]


def test_what_was_confirmed_joins_the_childs_details_as_they_stand(store: Store, reopen: Reopen):
    start(store)
    store.save_child(replace(CHILD, details={**CHILD.details, "first_language": "Welsh"}))
    sign(store, learned={"legal_status": "Interim care order"})
    (kept,) = reopen().children()
    assert kept.details == {
        **CHILD.details,
        "first_language": "Welsh",
        "legal_status": "Interim care order",
    }


def test_the_list_shows_each_meeting_once_with_its_dates(store: Store, reopen: Reopen):
    first = start(store)
    second = replace(MEETING, id="m2", reference="PPM-777777", created_at="2099-01-01")
    store.start_meeting(second, {}, {}, (), ())
    for _ in range(2):
        store.note_event(MEETING.id, "exported", {"to": "somewhere"})
        store.note_event("m2", "printed", {})
    sign(store)
    lines = reopen().meetings()
    assert [line.meeting.id for line in lines] == ["m1", "m2"]
    assert lines[0].meeting == replace(first, state="signed")
    assert lines[0].child == CHILD
    assert lines[0].held == "21 Nov 2026"
    assert lines[0].signed_at == "2026-11-21T12:00:00+00:00"
    assert lines[0].exported_at
    assert (lines[1].held, lines[1].signed_at, lines[1].exported_at) == ("", "", "")


def test_events_and_settings_are_kept(store: Store, reopen: Reopen):
    start(store)
    store.note_event(MEETING.id, "exported", {"file": "x\ud800.docx"})
    store.note_event(MEETING.id, "uploaded", {})
    store.set_setting("council", "Nowhere")
    store.set_setting("council", "Elsewhere")
    again = reopen()
    events = again.events(MEETING.id)
    assert [(one.act, one.detail) for one in events] == [
        ("exported", {"file": "x\ud800.docx"}),
        ("uploaded", {}),
    ]
    assert all(one.at.endswith("+00:00") for one in events)
    assert again.settings() == {"council": "Elsewhere"}


def test_a_batch_is_kept_whole_or_not_at_all(store: Store):
    start(store)
    before = store.record(MEETING.id)
    twice = (Row("same", {}), Row("same", {}))
    with pytest.raises(ProgramFault):
        store.save(MEETING.id, Changes({"history": "lost"}, attendance=(), actions=twice))
    assert store.record(MEETING.id) == before


def test_a_meeting_that_is_not_there_is_our_fault(store: Store):
    for ask in (
        lambda: store.record("none"),
        lambda: store.save("none", Changes({"a": "b"})),
        lambda: store.note_event("none", "exported", {}),
        lambda: sign(store, "none"),
    ):
        with pytest.raises(ProgramFault):
            ask()


def test_a_closed_store_does_not_open_itself_again(store: Store):
    store.close()
    with pytest.raises(ProgramFault, match="closed"):
        store.children()


# -- signing ------------------------------------------------------------------------------------


def test_a_signed_version_is_kept_exactly(store: Store, reopen: Reopen):
    start(store)
    version = sign(store)
    again = reopen()
    assert again.signed_versions(MEETING.id) == [version]
    assert version.number == 1
    assert again.record(MEETING.id).meeting.state == "signed"


def test_signed_minutes_take_no_more_changes(store: Store):
    start(store)
    sign(store)
    before = store.record(MEETING.id)
    for changes in (
        Changes({"history": "changed"}),
        Changes(attendance=()),
        Changes(place="elsewhere"),
        Changes(),
    ):
        with pytest.raises(AlreadySigned, match="signed"):
            store.save(MEETING.id, changes)
    with pytest.raises(AlreadySigned):
        sign(store)
    assert store.record(MEETING.id) == before
    assert len(store.signed_versions(MEETING.id)) == 1
    store.note_event(MEETING.id, "exported", {})


def test_a_snapshot_with_another_fingerprint_is_not_signed(store: Store):
    start(store)
    with pytest.raises(ProgramFault):
        store.sign(MEETING.id, snapshot.to_json(frozen()), "0" * 64, "", "2026-11-21", b"word")
    assert store.record(MEETING.id).meeting.state == "draft"
