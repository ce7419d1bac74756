"""Onto the case system: the receipt, the sections to copy, the tracker's row, what is still due."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec
import pytest
from signed_minutes import (
    ANSWERS,
    HELD,
    TODAY,
    form_of,
    new_store,
    profile_of,
    signed,
)

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.paths import Places
from desktop_app.policy.profile import load_profiles
from desktop_app.records.meeting import Meeting
from desktop_app.services.case_system import (
    CaseFile,
    Receipt,
    Waiting,
    case_file,
    keep_receipt,
    next_step,
    note_copied,
    note_tracker,
    waiting,
)
from desktop_app.services.council import load_council
from desktop_app.services.forgetting import outlook, take_off
from desktop_app.services.journey import journey
from desktop_app.services.sealing import Seal, make_own, sealed, signer_of
from desktop_app.services.tracker import as_html, as_text
from desktop_app.storage.check import check
from desktop_app.storage.copies import Copy, note_copy
from desktop_app.storage.store import Store


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    made = new_store(places)
    yield made
    made.close()


@pytest.fixture
def meeting(store: Store, places: Places) -> Meeting:
    return signed(store, places)


def looked_at(store: Store, places: Places, meeting: Meeting, today: date = TODAY) -> CaseFile:
    record = store.record(meeting.id)
    return case_file(store, record, form_of(places), profile_of(places), today)


def keep(store: Store, meeting: Meeting, on: str = "18 Nov 2026", **other: str) -> Receipt:
    given = {"reference": "MOS-88", "by": "Casey Chair"} | other
    return keep_receipt(store, meeting.id, on, given["reference"], given["by"], TODAY)


def silent(_: str) -> None:
    pass


# the receipt


def test_a_file_countersigned_after_its_receipt_is_uploaded_anew(places: Places):
    start, seconds = datetime(2026, 11, 18, 9, tzinfo=UTC), count()
    store = new_store(places, lambda: (start + timedelta(seconds=next(seconds))).isoformat())
    meeting = signed(store, places)
    profile, later = profile_of(places), TODAY + timedelta(60)
    store.note_event(meeting.id, "exported", {})
    keep(store, meeting)
    assert outlook(store, meeting, profile, ("Done",), later).in_the_way == ()
    (version,) = store.signed_versions(meeting.id)
    manager = from_stored(make_certificate("Morgan Manager", "Lambeth", start))
    twice = sealed(store.signed_file(version), manager, start, "Head of service", "Countersigned")
    store.keep_file(version, twice)
    assert looked_at(store, places, meeting).receipt is None
    assert next_step(store.meetings()[0], profile, later) is None  # to be saved once more first
    store.note_event(meeting.id, "exported", {})
    wanted = Waiting("Enter the receipt from Mosaic (late)", "case system")
    assert next_step(store.meetings()[0], profile, later) == wanted
    (why,) = outlook(store, meeting, profile, ("Done",), later).in_the_way
    assert "no receipt" in why
    store.close()


def test_where_the_policy_names_no_day_it_is_five_days_from_signing(
    store: Store, places: Places, meeting: Meeting
):
    silent_on_it = msgspec.structs.replace(profile_of(places), timescale=())
    (line,) = store.meetings()
    saved = replace(line, exported_at=line.signed_at)
    signed_on = datetime.fromisoformat(line.signed_at).date()
    within, after = (next_step(saved, silent_on_it, signed_on + timedelta(n)) for n in (5, 6))
    assert within == Waiting("Enter the receipt from Mosaic", "case system")
    assert after == Waiting("Enter the receipt from Mosaic (late)", "case system")


def test_a_receipt_names_the_very_file_that_was_signed(
    store: Store, places: Places, meeting: Meeting
):
    keep(store, meeting)
    found = looked_at(store, places, meeting)
    word = store.signed_file(store.signed_versions(meeting.id)[-1])
    assert found.receipt is not None
    assert found.receipt.sha256 == found.sha256 == hashlib.sha256(word).hexdigest()
    assert (found.receipt.on, found.receipt.reference) == (date(2026, 11, 18), "MOS-88")
    assert check(store) == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"on": "16 Nov 2026"}, "signed on"),
        ({"on": "23 Nov 2026"}, "still to come"),
        ({"on": "soon"}, "not a date"),
        ({"reference": " "}, "reference is missing"),
        ({"by": ""}, "Who uploaded"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    store: Store, meeting: Meeting, given: dict[str, str], says: str
):
    with pytest.raises(CannotProceed, match=says):
        keep(store, meeting, **given)
    assert [event.act for event in store.events(meeting.id)] == []


def test_a_later_version_needs_a_receipt_of_its_own(store: Store, places: Places, meeting: Meeting):
    keep(store, meeting)
    draft = store.begin_correction(meeting.id)
    version = store.signed_versions(meeting.id)[-1]
    at = "2026-11-20T09:00:00+00:00"
    store.sign(draft.id, version.snapshot, version.fingerprint, "why", at, b"other word")
    found = looked_at(store, places, meeting)
    assert (found.version, len(found.receipts), found.receipt) == (2, 1, None)


# section by section


def test_sections_are_plain_text_and_what_was_copied_stays_ticked(
    store: Store, places: Places, meeting: Meeting
):
    found = looked_at(store, places, meeting)
    text = "\n\n".join(one.text for one in found.sections)
    assert "Moved twice.\n\nThen once more." in text
    assert "Book the panel" in text
    assert len({one.key for one in found.sections}) == len(found.sections)
    assert all(one.heading and one.text.strip() for one in found.sections)
    note_copied(store, meeting.id, found.version, found.sections[1].key)
    again = looked_at(store, places, meeting)
    assert [one.copied for one in again.sections][:3] == [False, True, False]


# the tracker's row


def test_the_row_has_the_columns_of_the_profile(store: Store, places: Places, meeting: Meeting):
    row = dict(looked_at(store, places, meeting).row)
    assert row["Child"] == "1204417"
    assert row["Held on"] == "16 November 2026"
    assert row["Next meeting"] == "28 December 2026"
    assert row["Section"] == ANSWERS["tracker_section"]


def test_a_row_pasted_is_one_row_and_no_formula():
    row = [("A", "one"), ("B", "=cmd()"), ("C", "<b>"), ("D", "-")]
    assert as_text(row) == "one\t'=cmd()\t<b>\t-"
    assert as_html(row).count("<td>") == 4
    assert "&lt;b&gt;" in as_html(row)


def test_lines_and_tabs_never_break_the_row(store: Store, places: Places):
    meeting = signed(store, places, chair="Casey\tChair\nand Sam")
    row = looked_at(store, places, meeting).row
    assert as_text(row).count("\t") == len(row) - 1
    assert "\n" not in as_text(row)


def test_a_councils_own_columns_are_checked(tmp_path: Path):
    text = 'key = "own"\nname = "Own"\ncouncil = "Own Council"\ncase_system = "LCS"\n'
    column = '[[tracker_columns]]\nheading = "{}"\nquestion = "{}"\n'
    file = tmp_path / "own.toml"
    file.write_text(text + column.format("Who", "initials"), encoding="utf-8")
    library = load_council(Places(tmp_path / "none")).library
    profiles, mistakes = load_profiles(council=tmp_path, library=library)
    assert (profiles["own"].tracker_columns[0].heading, mistakes) == ("Who", [])
    file.write_text(text + "keep_days = 0\n" + column.format("Who", "inicials"), encoding="utf-8")
    _, mistakes = load_profiles(council=tmp_path, library=library)
    assert [("keep" in str(one), "inicials" in str(one)) for one in mistakes] == [
        (False, False),
        (False, True),
    ]


# what is due


def test_what_the_policy_counts_is_said_until_it_is_done(
    store: Store, places: Places, meeting: Meeting
):
    due = looked_at(store, places, meeting).due
    assert len(due) == 2
    assert "PPM workflow completed: Overdue by 1 day" in due[0]
    keep(store, meeting)
    note_tracker(store, meeting.id, "today", TODAY)
    assert looked_at(store, places, meeting).due == ()


def test_the_childs_deadlines_know_it_too(store: Store, places: Places, meeting: Meeting):
    def duties() -> list[str]:
        council = load_council(places)
        child = store.children()[0]
        rules = council.profile("lambeth").rules
        lines = store.meetings()
        found = journey(store, child, lines, rules, {}, council.library.child, TODAY)
        return [one.what for one in found.deadlines]

    assert "PPM workflow completed" in duties()
    assert "Permanence tracker updated" in duties()
    keep(store, meeting)
    note_tracker(store, meeting.id, "20 Nov 2026", TODAY)
    assert "PPM workflow completed" not in duties()
    assert "Permanence tracker updated" not in duties()


def test_the_next_step_of_each_stands_on_the_list(store: Store, places: Places, meeting: Meeting):
    profile = profile_of(places)
    (line,) = store.meetings()
    assert next_step(line, profile, TODAY) is None  # the Word file is still to be saved
    exported = replace(line, exported_at=line.signed_at)
    receipt = Waiting("Enter the receipt from Mosaic", "case system")
    assert next_step(exported, profile, TODAY - timedelta(1)) == receipt
    late = next_step(exported, profile, TODAY)  # five days after the meeting, by LP 4.1
    assert late == Waiting("Enter the receipt from Mosaic (late)", "case system")
    uploaded = replace(exported, uploaded_at="2026-11-18T10:00:00+00:00")
    tracker = Waiting("Update the tracker", "case system")
    assert next_step(uploaded, profile, TODAY) == tracker
    tracked = replace(uploaded, tracker_at="2026-11-18T10:00:00+00:00")
    assert next_step(tracked, profile, TODAY) is None
    off = Waiting("Take it off this laptop", "taking off")
    assert next_step(tracked, profile, TODAY + timedelta(30)) == off
    store.note_event(meeting.id, "exported", {})
    keep(store, meeting)
    assert waiting(store, store.meetings(), profile, TODAY) == {meeting.id: tracker}


def test_the_list_and_the_page_count_from_the_day_of_the_upload(
    store: Store, places: Places, meeting: Meeting
):
    profile = profile_of(places)
    store.note_event(meeting.id, "exported", {})
    note_tracker(store, meeting.id, "today", TODAY)
    receipt = keep(store, meeting)  # noted by the clock of this machine, which is later
    (line,) = store.meetings()
    assert line.uploaded_at[:10] > receipt.on.isoformat()
    for day in (profile.keep_days - 1, profile.keep_days):
        today = receipt.on + timedelta(day)
        listed = waiting(store, [line], profile, today).get(meeting.id)
        may = not outlook(store, meeting, profile, (), today).in_the_way
        assert (listed is not None) == may == (day == profile.keep_days)


# forgetting


def test_never_before_the_receipt_nor_before_its_time(
    store: Store, places: Places, meeting: Meeting
):
    profile = profile_of(places)

    def in_the_way(today: date) -> str:
        return " ".join(outlook(store, meeting, profile, ("Done",), today).in_the_way)

    assert "no receipt from Mosaic" in in_the_way(TODAY + timedelta(300))
    keep(store, meeting)
    assert "They may go on Wed 16 Dec 2026" in in_the_way(TODAY)
    assert in_the_way(date(2026, 12, 16)) == ""
    with pytest.raises(CannotProceed):
        take_off(store, meeting, profile, ("Done",), TODAY, silent)
    assert len(store.meetings()) == 1


def test_open_actions_hold_them_unless_the_file_gives_them_back(
    store: Store, places: Places, meeting: Meeting
):
    profile = profile_of(places)
    later = TODAY + timedelta(60)
    keep(store, meeting)
    found = outlook(store, meeting, profile, ("Done",), later)
    assert found.in_the_way == ()  # the sealed file was read back and is the same
    assert any("1 open action waits" in sentence for sentence in found.follows)
    assert any("only prepared answers" in sentence for sentence in found.follows)
    make_own(store, "Casey Chair", "Lambeth", datetime.now(UTC))
    signer = signer_of(store, Seal("chairside"), datetime.now(UTC))
    assert signer
    (version,) = store.signed_versions(meeting.id)
    one = sealed(store.signed_file(version), signer, datetime.now(UTC), "Chair", "Signed")
    store.keep_file(version, one)
    keep(store, meeting)
    found = outlook(store, meeting, profile, ("Done",), later)
    assert found.in_the_way == ()
    assert not any("only prepared answers" in sentence for sentence in found.follows)
    store.keep_file(store.signed_versions(meeting.id)[-1], b"no longer a Word file")
    keep(store, meeting)
    found = outlook(store, meeting, profile, ("Done",), later)
    assert "cannot be read back" in " ".join(found.in_the_way)
    kernel = msgspec.structs.replace(profile, keep_kernel=True)
    assert outlook(store, meeting, kernel, ("Done",), later).in_the_way == ()


def test_files_that_left_for_a_folder_are_named(store: Store, places: Places, meeting: Meeting):
    given = Copy("full", "1.0", "A", "Mother", "parents", "", "", "", "", "for_A.docx", "0" * 64)
    note_copy(store, meeting.id, given)
    *_, said = outlook(store, meeting, profile_of(places), ("Done",), TODAY).follows
    assert "for_A.docx" in said
    assert "remove those yourself" in said


def test_the_last_meeting_of_a_child_says_so(store: Store, places: Places, meeting: Meeting):
    profile, later = profile_of(places), TODAY + timedelta(60)
    other = signed(store, places, number="1204418")  # a child of its own
    for one in (meeting, other):
        keep(store, one)
    assert take_off(store, meeting, profile, ("Done",), later, silent)
    assert [line.meeting.id for line in store.meetings()] == [other.id]
    assert check(store) == []


def test_a_kernel_still_says_when_the_next_meeting_is_due(
    store: Store, places: Places, meeting: Meeting
):
    council = load_council(places)
    kernel = msgspec.structs.replace(council.profile("lambeth"), keep_kernel=True)
    keep(store, meeting)
    child = store.children()[0]
    take_off(store, meeting, kernel, ("Done",), TODAY + timedelta(60), silent)
    found = journey(store, child, (), kernel.rules, {}, council.library.child, TODAY)
    assert any("PPM" in one.what for one in found.deadlines)
    assert any("taken off this laptop" in stop.note and stop.day == HELD for stop in found.stops)
