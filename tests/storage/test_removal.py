"""Signed minutes that were taken off: no word of them is left, and everything else stands."""

import json
import random
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from decrypted import free_pages, holds, pages
from invented import CHILD, DATA_KEY, MEETING, sign, start
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.records import snapshot
from desktop_app.records.meeting import MINUTES_TAKEN_OFF, Changes, Meeting, Row
from desktop_app.storage import removal, schema
from desktop_app.storage.check import check
from desktop_app.storage.handover import parcel_of, receive
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store
from desktop_app.storage.taken_in import take_in
from desktop_app.storage.transactions import AlreadySigned

WORD = "Zanzibarcanary"
RULE = "7 days after the upload"
LATER = Meeting("m2", "PPM-777777", CHILD.id, "review_ppm", follows=MEETING.id)
OTHER = Meeting("m3", "PPM-888888", CHILD.id, "review_ppm")


def silent(_: str) -> None:
    pass


def removals(store: Store) -> list[str]:
    """Every removal that the trail tells of."""
    query = select(schema.audit.c.object).where(schema.audit.c.act == removal.REMOVE)
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def remove(store: Store, meeting_id: str = MEETING.id, *, kernel: bool = False) -> None:
    removal.remove(store, meeting_id, RULE, ("Done",), silent, kernel=kernel)


def word_everywhere(store: Store, word: str = WORD) -> None:
    """In everything that a meeting can hold, typed as it grows, so that pages split and free."""
    start(store)
    rows = (Row("x", {"name": word, "text": word, "target": word, "other": word}),)
    for length in range(1, 40):
        text = f"{word} " * length * 12
        answers = {f"a{n}": text for n in range(8)}
        more = tuple(Row(f"x{n}", {"name": text, "text": text}) for n in range(6))
        store.save(MEETING.id, Changes(answers, {"t": more}, rows, rows, rows))
    what = replace(
        snapshot.from_json(snapshot.to_json(signed_words(word))), reference=MEETING.reference
    )
    text = snapshot.to_json(what)
    at = "2026-11-21T12:00:00+00:00"
    file = f"{word} ".encode() * 3000
    store.sign(MEETING.id, text, snapshot.fingerprint(what), word, at, file)
    store.note_event(MEETING.id, "exported", {"file": word})


def signed_words(word: str) -> snapshot.Snapshot:
    texts = ((snapshot.Text("history", "History", f"{word} " * 5000),),)
    return snapshot.Snapshot(
        form="review_ppm",
        code="PPM",
        title="Permanence planning meeting",
        reference="",
        case_number="0000001",
        council="Nowhere",
        marking="OFFICIAL-SENSITIVE",
        version="1",
        template=(snapshot.Section("child", "The child", "", texts),),
        additional=(),
    )


def carry_on(store: Store, meeting: Meeting = LATER, **said: str) -> None:
    """A later meeting looks back on what the child's signed minutes left open."""
    rows = [Row(one.id, {**one.values, **said}) for one in store.open_actions(CHILD.id, ())]
    store.start_meeting(meeting, {"meeting_date": "4 Jan 2027"}, {}, (), (), rows)


# no word is left


def test_no_page_and_no_frame_of_the_log_holds_a_word(store: Store, path: Path):
    word_everywhere(store)
    assert holds(path, DATA_KEY, WORD)
    remove(store)
    left = b"".join(pages(path, DATA_KEY))
    assert len(left) > 10_000
    assert b"create store" in left  # so the pages were truly read
    assert WORD.encode() not in left
    store.close()
    assert not holds(path, DATA_KEY, WORD)


@pytest.mark.long
def test_what_pages_kept_when_they_were_split_goes_too(store: Store, path: Path):
    """Overwriting what is deleted is not enough: rows that moved leave copies where they were."""
    dice = random.Random(0)  # noqa: S311 - only to be the same each time
    store.save_child(CHILD)
    meetings = [replace(MEETING, id=f"m{n}", reference=f"PPM-{n}") for n in range(60)]
    for one in meetings:
        store.start_meeting(one, {}, {}, (), ())
    put = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)"
    with store.writing() as connection:
        for _ in range(8000):
            one = dice.choice(meetings)
            text = f"{WORD}.{one.id}. " * dice.choice((1, 3, 10, 40, 100, 700))
            key = f"k{dice.randrange(60)}"
            connection.exec_driver_sql(put, (one.id, key, json.dumps(text)))
    for one in meetings[::3]:
        sign(store, one.id)
        remove(store, one.id)
    left = b"".join(pages(path, DATA_KEY))
    assert f"{WORD}.m1.".encode() in left
    assert [one.id for one in meetings[::3] if f"{WORD}.{one.id}.".encode() in left] == []


@pytest.mark.long
def test_words_of_versions_and_files_never_lie_beside_others(store: Store, path: Path):
    """These are not written anew when one goes: nothing of it may have been moved about before."""
    dice = random.Random(3)  # noqa: S311 - only to be the same each time
    store.save_child(CHILD)
    here: list[Meeting] = []
    gone: list[Meeting] = []
    for number in range(1500):
        if not here or dice.random() < (0.5 if number > 150 else 0.9):
            here.append(replace(MEETING, id=f"m{number}", reference=f"PPM-{number}"))
            _put_in(store, here[-1], dice.choice((1, 40)))
        else:
            gone.append(here.pop(dice.randrange(len(here))))
            _take_out(store, gone[-1])
    store.settle()
    assert _found(here, path) == here
    assert _found(gone, path) == []


def _put_in(store: Store, one: Meeting, times: int) -> None:
    words, of = _its_word(one) * times, {"meeting_id": one.id, "number": 1}
    version = of | {"fingerprint": "0" * 64, "signed_at": "", "reason": words, "snapshot": ""}
    with store.writing() as connection:
        connection.execute(insert(schema.meeting), asdict(replace(one, state="signed")))
        connection.execute(insert(schema.signed_version), version)
        file = of | {"turn": 1, "at": "", "word": words.encode()}
        connection.execute(insert(schema.signed_file), file)


def _take_out(store: Store, one: Meeting) -> None:
    """As a removal does, but without writing anything anew."""
    with store.writing() as connection:
        store.trail(connection, removal.REMOVE, f"{one.reference}: {RULE}")
        for statement in (
            "UPDATE meeting SET state = 'removing' WHERE id = ?",
            "DELETE FROM signed_file WHERE meeting_id = ?",
            "DELETE FROM signed_version WHERE meeting_id = ?",
        ):
            connection.exec_driver_sql(statement, (one.id,))


def _its_word(one: Meeting) -> str:
    return f"{WORD}.{one.id}. "


def _found(meetings: list[Meeting], path: Path) -> list[Meeting]:
    there = b"".join(pages(path, DATA_KEY))
    return [one for one in meetings if _its_word(one).encode() in there]


def test_what_is_free_afterwards_is_overwritten(store: Store, path: Path):
    word_everywhere(store)
    remove(store)
    store.close()
    free = free_pages(path, DATA_KEY)
    assert len(free) > 10
    assert not any(map(any, free))


@pytest.mark.parametrize("kernel", [True, False])
def test_no_table_holds_a_row_of_it(store: Store, *, kernel: bool):
    word_everywhere(store)
    store.save_child(CHILD)
    remove(store, kernel=kernel)
    with store.reading() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
        found = {
            table: len(rows)
            for table in tables.scalars().all()
            if (rows := connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608
            and WORD in str(rows)
        }
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1
    assert found == ({"action": 1, "earlier_action": 1} if kernel else {})


def test_a_copy_made_later_holds_no_word(store: Store, path: Path):
    word_everywhere(store)
    remove(store)
    store.begin_copy().write_to(path.with_name("copy.db"))
    assert not holds(path.with_name("copy.db"), DATA_KEY, WORD)


def test_the_trail_says_that_it_was_removed_and_by_which_rule(store: Store):
    start(store)
    sign(store)
    remove(store)
    assert removals(store) == [f"{MEETING.reference}: {RULE}"]
    assert check(store) == []
    assert store.meetings() == []
    assert not store.has_meeting(MEETING.id)


def test_a_cut_between_the_two_is_made_good(store: Store, path: Path):
    """As if the power had gone after the words were out and before the file was written anew."""
    word_everywhere(store)
    with store.writing() as connection:
        removal._write_anew_later(connection)
    said: list[str] = []
    removal.finish(store, said.append)
    assert said
    said.clear()
    removal.finish(store, said.append)
    assert said == []


# everything else stands


def test_other_minutes_stay_as_they_were(store: Store):
    start(store)
    sign(store)
    store.start_meeting(OTHER, {"history": "Another."}, {}, (), ())
    before = store.record(OTHER.id)
    remove(store)
    assert replace(store.record(OTHER.id), child=CHILD) == before
    assert [line.meeting.id for line in store.meetings()] == [OTHER.id]


@pytest.mark.parametrize("kernel", [True, False])
def test_what_later_minutes_look_back_on_survives_with_its_origin(store: Store, *, kernel: bool):
    start(store)
    sign(store)
    carry_on(store, update="Nearly there")
    before = store.record(LATER.id).carried
    assert before[0].values["origin"].startswith(MEETING.reference)
    remove(store, kernel=kernel)
    assert store.record(LATER.id).carried == before
    assert check(store) == []
    sign(store, LATER.id)
    assert [row.id for row in store.open_actions(CHILD.id, ())] == ["a1"]


def test_an_action_that_was_done_does_not_open_again(store: Store):
    start(store)
    sign(store)
    carry_on(store, status="Done", update=WORD)
    sign(store, LATER.id)
    assert store.open_actions(CHILD.id, ("Done",)) == ()
    remove(store, LATER.id)
    assert store.open_actions(CHILD.id, ("Done",)) == ()
    remove(store)
    assert store.open_actions(CHILD.id, ()) == ()
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meeting").scalar_one() == 0


def test_a_kernel_keeps_reference_dates_receipts_and_open_actions(store: Store):
    start(store)
    sign(store)
    store.note_event(MEETING.id, "uploaded", {"reference": "MOS-1"})
    store.note_event(MEETING.id, "exported", {"file": WORD})
    remove(store, kernel=True)
    (line,) = store.kernels(CHILD.id)
    assert (line.meeting.reference, line.held) == (MEETING.reference, "21 Nov 2026")
    assert [event.act for event in store.events(MEETING.id)] == ["uploaded"]
    (action,) = store.open_actions(CHILD.id, ("Done",))
    assert action.values["text"] == "Book it"
    left = store.record(MEETING.id)
    assert (dict(left.answers), left.tables, left.attendance) == (
        {"meeting_date": "21 Nov 2026"},
        {},
        (),
    )
    assert check(store) == []


def test_without_a_kernel_nothing_but_the_trail_knows_of_it(store: Store):
    start(store)
    sign(store)
    remove(store)
    assert store.kernels() == []
    assert store.open_actions(CHILD.id, ()) == ()
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meeting").scalar_one() == 0


def test_words_in_the_place_of_a_date_are_not_kept(store: Store):
    start(store)
    store.save(MEETING.id, Changes({"meeting_date": f"when {WORD} can"}))
    sign(store)
    remove(store, kernel=True)
    assert store.record(MEETING.id).answers == {}


def test_what_would_be_lost_is_known_before(store: Store):
    start(store)
    sign(store)
    assert [row.id for row in removal.would_be_lost(store, MEETING.id, ("Done",))] == ["a1"]
    carry_on(store)
    assert removal.would_be_lost(store, MEETING.id, ("Done",)) == []


def two_in_turn(store: Store) -> None:
    """The second says of the first one's action that it is not done yet."""
    start(store)
    sign(store)
    carry_on(store, status="Part done", new_owner="Bo")
    sign(store, LATER.id)


def opened(store: Store) -> list[str]:
    return [row.values["owner"] for row in store.open_actions(CHILD.id, ("Done",))]


def test_what_is_left_of_others_without_a_kernel_is_not_safe(store: Store):
    two_in_turn(store)
    remove(store)
    assert [row.id for row in removal.would_be_lost(store, LATER.id, ("Done",))] == ["a1"]
    assert opened(store) == ["Bo"]
    remove(store, LATER.id)
    assert opened(store) == []


@pytest.mark.parametrize("first", [MEETING.id, LATER.id])
@pytest.mark.parametrize("kernels", [(False, True), (True, False), (True, True)])
def test_an_open_action_outlives_both_where_a_kernel_holds_it(
    store: Store, first: str, kernels: tuple[bool, bool]
):
    two_in_turn(store)
    second = {MEETING.id: LATER.id, LATER.id: MEETING.id}[first]
    remove(store, first, kernel=kernels[0])
    assert (removal.would_be_lost(store, second, ("Done",)) == []) == kernels[0]
    remove(store, second, kernel=kernels[1])
    (still,) = store.open_actions(CHILD.id, ("Done",))
    assert still.values["text"] == "Book it"
    store.start_meeting(OTHER, {}, {}, (), ())
    sign(store, OTHER.id)
    remove(store, OTHER.id)
    assert store.open_actions(CHILD.id, ("Done",)) == (still,)
    assert check(store) == []


# only this one act


def test_a_draft_or_a_correction_begun_is_not_taken_off(store: Store):
    start(store)
    with pytest.raises(ProgramFault):
        remove(store)
    sign(store)
    store.begin_correction(MEETING.id)
    with pytest.raises(CannotProceed, match="correction"):
        remove(store)
    assert len(store.signed_versions(MEETING.id)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meeting SET state = 'removing'",
        "UPDATE meeting SET state = 'removed'",
        "UPDATE meeting SET state = 'kernel'",
        "UPDATE meeting SET state = 'draft'",
        "DELETE FROM meeting",
        "DELETE FROM answer",
        "UPDATE action SET text = 'x'",
    ],
)
@pytest.mark.parametrize("taken_off", [False, True])
def test_no_other_way_opens_them(store: Store, statement: str, *, taken_off: bool):
    start(store)
    sign(store)
    if taken_off:
        remove(store, kernel=True)
        store.note("unlock")
    with pytest.raises(AlreadySigned), store.writing() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("table", ["signed_version", "signed_file"])
def test_versions_go_only_with_their_minutes(store: Store, table: str):
    start(store)
    sign(store)
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608


def test_a_removal_of_one_opens_no_other(store: Store):
    start(store)
    sign(store)
    store.start_meeting(OTHER, {}, {}, (), ())
    sign(store, OTHER.id)
    store.note("remove", f"{OTHER.reference}: {RULE}")
    with pytest.raises(AlreadySigned), store.writing() as connection:
        connection.exec_driver_sql("UPDATE meeting SET state='removing' WHERE id='m1'")


def test_a_version_that_is_missing_without_a_removal_is_damage(store: Store):
    start(store)
    sign(store)
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER signed_file_no_delete")
        connection.exec_driver_sql("DELETE FROM signed_file")
    assert any("Word file that is not in the store" in problem for problem in check(store))


def test_minutes_that_came_back_after_their_removal_are_named(store: Store):
    start(store)
    sign(store)
    with store.writing() as connection:
        store.trail(connection, "remove", f"{MEETING.reference}: {RULE}")
    assert f"{MEETING.reference} was removed from this laptop, but is in the store." in check(store)


@pytest.mark.parametrize("kernel", [True, False])
def test_minutes_taken_in_again_from_their_file_are_no_damage(store: Store, *, kernel: bool):
    start(store)
    version = sign(store)
    record = store.record(MEETING.id)
    remove(store, kernel=kernel)
    take_in(store, record, version, b"word")
    assert [line.meeting.reference for line in store.meetings()] == [MEETING.reference]
    assert check(store) == []


# the child


def test_a_child_goes_only_without_meetings_and_takes_its_kernels_along(store: Store, path: Path):
    start(store)
    sign(store)
    with pytest.raises(ProgramFault):
        removal.remove_child(store, CHILD.id, silent)
    remove(store, kernel=True)
    assert not removal.has_meetings(store, CHILD.id)
    removal.remove_child(store, CHILD.id, silent)
    assert (store.children(), store.kernels()) == ([], [])
    assert not holds(path, DATA_KEY, "Testa Pretend")
    assert check(store) == []


# that something is missing


def taken_off(store: Store) -> str | None:
    (one,) = store.children()
    assert one.lacks_minutes == (MINUTES_TAKEN_OFF in one.details)
    assert {**one.details, MINUTES_TAKEN_OFF: ""} == {**CHILD.details, MINUTES_TAKEN_OFF: ""}
    return one.details.get(MINUTES_TAKEN_OFF)


def test_the_child_keeps_the_bare_fact_that_minutes_without_a_kernel_were_taken_off(store: Store):
    start(store)
    sign(store)
    store.start_meeting(OTHER, {}, {}, (), ())
    sign(store, OTHER.id)
    assert taken_off(store) is None
    remove(store)
    assert taken_off(store) == "1"
    remove(store, OTHER.id)
    assert taken_off(store) == "2"


def test_of_a_kernel_the_dates_say_more(store: Store):
    start(store)
    sign(store)
    remove(store, kernel=True)
    assert taken_off(store) is None


@pytest.mark.parametrize("looked_back_on", [True, False])
@pytest.mark.parametrize("kernel", [True, False])
def test_taken_in_again_it_is_as_before(store: Store, *, kernel: bool, looked_back_on: bool):
    start(store)
    version = sign(store)
    record = store.record(MEETING.id)
    if looked_back_on:
        carry_on(store)
    remove(store, kernel=kernel)
    take_in(store, record, version, b"word")
    assert taken_off(store) is None


def test_while_others_are_off_it_stays_said(store: Store):
    start(store)
    version = sign(store)
    record = store.record(MEETING.id)
    store.start_meeting(OTHER, {}, {}, (), ())
    sign(store, OTHER.id)
    remove(store)
    remove(store, OTHER.id)
    take_in(store, record, version, b"word")
    assert taken_off(store) == "1"


def test_a_draft_that_goes_to_another_laptop_does_not_say_it_there(store: Store, tmp_path: Path):
    start(store)
    sign(store)
    store.start_meeting(OTHER, {}, {}, (), ())
    remove(store)
    there = open_store(tmp_path / "there" / "store.db", DATA_KEY, create=True)
    receive(there, parcel_of(store, OTHER.id))
    assert taken_off(there) is None
    there.close()
