"""Each version goes onto the case system by itself; the tracker has the council's own columns."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from signed_minutes import TODAY, form_of, new_store, profile_of, signed

from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.policy.tracker import TrackerColumn
from desktop_app.records.meeting import Meeting
from desktop_app.services.case_system import case_file, keep_receipt, note_copied, waiting
from desktop_app.storage.store import Store

SIGNED = datetime(2026, 11, 17, 12, tzinfo=UTC)  # as in signed_minutes


class Clock:
    """The store's, an hour later whenever it is asked."""

    def __init__(self) -> None:
        self.now = SIGNED

    def __call__(self) -> str:
        self.now += timedelta(hours=1)
        return self.now.isoformat(timespec="seconds")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(places: Places, clock: Clock) -> Iterator[Store]:
    made = new_store(places, clock)
    yield made
    made.close()


@pytest.fixture
def profile(places: Places) -> Profile:
    return profile_of(places)


@pytest.fixture
def meeting(store: Store, places: Places) -> Meeting:
    return signed(store, places)


def corrected(store: Store, meeting: Meeting, clock: Clock) -> None:
    draft, (first,) = store.begin_correction(meeting.id), store.signed_versions(meeting.id)
    store.sign(draft.id, first.snapshot, first.fingerprint, "why", clock(), b"the second file")


def reminder(store: Store, meeting: Meeting, profile: Profile) -> str:
    found = waiting(store, store.meetings(), profile, TODAY).get(meeting.id)
    return found.words if found else ""


def test_home_reminds_again_of_the_receipt_after_a_correction(
    store: Store, profile: Profile, meeting: Meeting, clock: Clock
):
    receipt = "Enter the receipt from Mosaic"
    store.note_event(meeting.id, "exported", {})
    assert reminder(store, meeting, profile).startswith(receipt)
    keep_receipt(store, meeting.id, "18 Nov 2026", "MOS-88", "Casey Chair", TODAY)
    assert not reminder(store, meeting, profile).startswith(receipt)
    corrected(store, meeting, clock)
    store.note_event(meeting.id, "exported", {})
    assert reminder(store, meeting, profile).startswith(receipt)


def test_what_was_copied_of_one_version_is_not_ticked_in_the_next(
    store: Store, places: Places, profile: Profile, meeting: Meeting, clock: Clock
):
    def sections() -> dict[str, bool]:
        found = case_file(store, store.record(meeting.id), form_of(places), profile, TODAY)
        return {one.key: one.copied for one in found.sections}

    first = next(iter(sections()))
    note_copied(store, meeting.id, 1, first)
    assert [key for key, copied in sections().items() if copied] == [first]
    corrected(store, meeting, clock)
    assert not any(sections().values())


def test_the_row_of_the_tracker_has_the_columns_of_the_council_and_no_others(
    store: Store, places: Places, profile: Profile, meeting: Meeting
):
    columns = (TrackerColumn("Our number", "case_number"), TrackerColumn("Plan now", "plan"))
    own = msgspec.structs.replace(profile, tracker_columns=columns)
    found = case_file(store, store.record(meeting.id), form_of(places), own, TODAY)
    assert found.row == (("Our number", "1204417"), ("Plan now", "Adoption"))
