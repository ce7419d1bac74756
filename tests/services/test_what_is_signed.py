"""What signing keeps: nothing unfinished, the comments where asked, and the very file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.verify import verify
from desktop_app.paths import Places
from desktop_app.records.comments import COMMENTS
from desktop_app.records.meeting import Child, Row
from desktop_app.records.snapshot import Grid, Snapshot
from desktop_app.services.copies_of_minutes import Maker, Wanted, save_word
from desktop_app.services.council import load_council
from desktop_app.services.exporting import printed_now
from desktop_app.services.marks_on_minutes import Marking
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import Seal, make_own
from desktop_app.services.signing import (
    CORRECTION,
    Hand,
    Pen,
    begin_correction,
    keep_signed,
    signed_snapshot,
    take_pen,
)
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

COUNCIL = load_council(Places(Path("/nowhere")))
PLAIN = COUNCIL.profile("calderdale")
FORM = COUNCIL.form("initial_ppm", PLAIN)
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
HAND = Hand("Helen Pretend", "Team manager")
NOW = datetime.now(UTC)  # a certificate made now is not valid before
SAID = Row("r1", {"who": "Jo Sampleton", "said": "It was 3 May.", "outcome": "Accepted"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def begun(store: Store) -> OpenMeeting:
    """A draft with one comment."""
    answers = {"meeting_date": "21 November 2026"}
    meeting = new_meeting(store, FORM, CHILD, {}, answers=answers)
    here = OpenMeeting(FORM, store.record(meeting.id), checks_for(FORM, PLAIN, None, (), ()))
    here.set_rows(COMMENTS, (SAID,))
    return here


def finished(here: OpenMeeting) -> OpenMeeting:
    """As by a chair who gives a reason for all that is left."""
    for key, text in {
        "child_views": "“I want to stay.”",
        "chair": "Helen Pretend",
        "plan": "Not yet decided",
    }.items():
        here.set_answer(key, text)
    for one in [*here.findings()]:
        kind = "read" if one.weight == "warning" else "reason"
        here.set_answer(f"{kind}.{one.key}", "Not reached.")
    return here


def log_of(snapshot: Snapshot) -> Grid | None:
    entries = (e for s in snapshot.additional for group in s.groups for e in group)
    return next((e for e in entries if isinstance(e, Grid) and e.key == COMMENTS.key), None)


def test_unfinished_minutes_are_not_signed_whoever_asks(store: Store):
    here = begun(store)
    with pytest.raises(CannotProceed, match="still to be finished"):
        signed_snapshot(here, PLAIN, HAND, Pen(), NOW)
    assert signed_snapshot(finished(here), PLAIN, HAND, Pen(), NOW).signature


def test_nor_are_minutes_that_nobody_signs(store: Store):
    here = finished(begun(store))
    with pytest.raises(CannotProceed, match="Your name is missing"):
        signed_snapshot(here, PLAIN, replace(HAND, name=" "), Pen(), NOW)


def test_nor_is_a_correction_without_its_reason(store: Store):
    """Whatever became of the one that was given when it was begun."""
    here = finished(begun(store))
    meeting_id = here.record.meeting.id
    store.save(meeting_id, here.take_unsaved())
    keep_signed(
        store,
        store.record(meeting_id),
        signed_snapshot(here, PLAIN, HAND, Pen(), NOW),
        Pen(),
        (),
        NOW,
    )
    correction = store.record(begin_correction(store, meeting_id, "A date was wrong."))
    again = OpenMeeting(FORM, correction, checks_for(FORM, PLAIN, None, (), ()))
    pen = take_pen(store, correction.meeting, Seal("visible"), NOW)
    assert "A date was wrong." in signed_snapshot(again, PLAIN, HAND, pen, NOW).correction
    for none in (" ", "n/a", "To follow."):
        again.set_answer(CORRECTION, none)
        with pytest.raises(CannotProceed, match="reason for the correction is missing"):
            signed_snapshot(again, PLAIN, HAND, pen, NOW)


def test_comments_stand_in_signed_minutes_where_the_council_asks_and_only_there(store: Store):
    here = finished(begun(store))
    asks = msgspec.structs.replace(PLAIN, comments_print=True)
    log = log_of(signed_snapshot(here, asks, HAND, Pen(), NOW))
    assert log
    assert log.rows[0][:2] == ("Jo Sampleton", "It was 3 May.")
    assert log_of(signed_snapshot(here, PLAIN, HAND, Pen(), NOW)) is None


def test_a_certificate_is_in_time_by_the_clock_that_signs(store: Store):
    """And not by another: what the laptop says elsewhere is not asked."""
    meeting = finished(begun(store)).record.meeting
    for made in (NOW - timedelta(days=9 * 365), NOW + timedelta(days=9 * 365)):
        make_own(store, HAND.name, PLAIN.council, made)
        assert take_pen(store, meeting, Seal("chairside"), made).signer
        with pytest.raises(CannotProceed, match="certificate"):
            take_pen(store, meeting, Seal("chairside"), NOW)


def test_a_full_copy_of_sealed_minutes_is_the_very_file(store: Store, tmp_path: Path):
    """Written anew it would say the same, and nobody could tell that nothing was changed."""
    here = finished(begun(store))
    meeting = here.record.meeting
    store.save(meeting.id, here.take_unsaved())
    make_own(store, HAND.name, PLAIN.council, NOW)
    pen = take_pen(store, meeting, Seal("chairside"), NOW)
    snapshot = signed_snapshot(here, PLAIN, HAND, pen, NOW)
    version = keep_signed(store, store.record(meeting.id), snapshot, pen, (), NOW)
    record = store.record(meeting.id)
    held = Marking(FORM, record, printed_now(store, record, COUNCIL, PLAIN)).shelf(store)
    colleague = Wanted("Jo Sampleton", "Team manager", "council", "full")
    path = tmp_path / "all.docx"
    save_word(store, record, held, colleague, Maker(HAND.name, HAND.role, NOW), path)
    assert path.read_bytes() == store.signed_file(version)
    assert verify(path).whole
