"""Counts that say what they count, and actions that count as sent only while they are."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from test_what_is_signed import CHILD, FORM, HAND, NOW, PLAIN, begun, finished

from desktop_app.records.meeting import Changes, Row
from desktop_app.services.actions_out import COPY, ENTRY, GONE, PDF, SENT, WORD, sent_before
from desktop_app.services.after_meeting import steps
from desktop_app.services.left_to_do import left_to_do
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import Seal
from desktop_app.services.signing import (
    Pen,
    begin_correction,
    keep_signed,
    signed_snapshot,
    take_pen,
)
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

ACTION = Row("a1", {"text": "Book the medical", "owner": "Priya", "target": "5 December 2026"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def test_what_must_be_there_what_is_open_and_what_to_look_at_are_counted_apart(store: Store):
    here = begun(store)
    found = here.findings()
    counted = {w: sum(one.weight == w for one in found) for w in ("blocks", "reason", "warning")}
    assert all(counted.values())
    said = left_to_do(found)
    assert said == (
        f"{counted['blocks']} must be there, {counted['reason']} still open "
        f"and {counted['warning']} to look at"
    )
    finished(here)
    assert left_to_do(here.findings()) == ""
    for one in [one for one in here.findings() if one.weight == "warning"][:2]:
        here.set_answer(f"read.{one.key}", "")
    assert left_to_do(here.findings()) == "2 to look at"


def signed(store: Store, here: OpenMeeting, pen: Pen, at: datetime = NOW) -> str:
    meeting_id = here.record.meeting.id
    store.save(meeting_id, here.take_unsaved())
    printed = signed_snapshot(here, PLAIN, HAND, pen, at)
    keep_signed(store, store.record(meeting_id), printed, pen, (), at)
    return meeting_id


def with_an_action(store: Store) -> str:
    here = begun(store)
    actions = FORM.of_kind("actions")
    assert actions
    here.set_rows(actions, (ACTION,))
    return signed(store, finished(here), Pen())


def corrected(store: Store, meeting_id: str, **changed: str) -> None:
    later = NOW + timedelta(hours=len(store.signed_versions(meeting_id)))
    draft = begin_correction(store, meeting_id, "A name was wrong.")
    row = Row(ACTION.id, {**ACTION.values, **changed})
    store.save(draft, Changes(actions=(row,)))
    record = store.record(draft)
    again = OpenMeeting(FORM, record, checks_for(FORM, PLAIN, None, (), ()))
    signed(store, finished(again), take_pen(store, record.meeting, Seal("visible"), later), later)


def first_step(store: Store, meeting_id: str) -> str:
    return steps(store, store.record(meeting_id), PLAIN)[0].words


def test_what_the_chair_notes_as_sent_counts_until_a_correction_changes_it(store: Store):
    meeting_id = with_an_action(store)
    assert first_step(store, meeting_id) == "Not yet: Actions sent"
    store.note_event(meeting_id, SENT, {"how": GONE})
    assert first_step(store, meeting_id).startswith("✓ Actions sent: noted on ")
    corrected(store, meeting_id)
    assert first_step(store, meeting_id).startswith("✓ Actions sent: ")
    corrected(store, meeting_id, owner="Sam Madeup")
    said = first_step(store, meeting_id)
    assert said.startswith("Not yet: Actions sent again: a correction has changed them since ")
    assert [one.is_stale for one in sent_before(store, meeting_id)] == [True]


@pytest.mark.parametrize("how", [WORD, PDF, COPY, ENTRY])
def test_what_is_only_saved_or_copied_is_not_sent(store: Store, how: str):
    meeting_id = with_an_action(store)
    store.note_event(meeting_id, SENT, {"how": how})
    said = first_step(store, meeting_id)
    assert said.startswith("Not yet: Actions ")
    assert ("They were " in said) == (how != ENTRY)  # the entry of the next meeting holds none
    corrected(store, meeting_id, owner="Sam Madeup")
    assert first_step(store, meeting_id) == "Not yet: Actions sent"
