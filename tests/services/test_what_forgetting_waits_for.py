"""What minutes wait for before they are taken off: the right file, the right receipt, and more."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from signed_minutes import TODAY, new_store, profile_of, signed

from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.records.meeting import Meeting
from desktop_app.services.case_system import keep_receipt
from desktop_app.services.forgetting import outlook, take_off
from desktop_app.storage.store import Store

CLOSED = ("Done",)
LATER = TODAY + timedelta(60)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    made = new_store(places)
    yield made
    made.close()


@pytest.fixture
def profile(places: Places) -> Profile:
    return profile_of(places)


@pytest.fixture
def meeting(store: Store, places: Places) -> Meeting:
    """Signed, on the case system, with an open action."""
    made = signed(store, places)
    keep(store, made)
    return made


def keep(store: Store, meeting: Meeting, on: str = "18 Nov 2026") -> None:
    keep_receipt(store, meeting.id, on, "MOS-88", "Casey Chair", TODAY)


def in_the_way(store: Store, meeting: Meeting, profile: Profile, day: date = LATER) -> str:
    return " ".join(outlook(store, meeting, profile, CLOSED, day).in_the_way)


def test_the_file_must_give_back_these_minutes_and_no_others(
    store: Store, places: Places, profile: Profile, meeting: Meeting
):
    assert in_the_way(store, meeting, profile) == ""
    other = signed(store, places, number="1204418", background="Never moved.")
    (theirs,) = store.signed_versions(other.id)
    (ours,) = store.signed_versions(meeting.id)
    store.keep_file(ours, store.signed_file(theirs))
    assert "the signed Word file cannot be read back" in in_the_way(store, meeting, profile)


def test_the_receipt_of_an_earlier_version_is_not_enough(
    store: Store, profile: Profile, meeting: Meeting
):
    kernel = msgspec.structs.replace(profile, keep_kernel=True)
    assert in_the_way(store, meeting, kernel) == ""
    draft, (first,) = store.begin_correction(meeting.id), store.signed_versions(meeting.id)
    at = "2026-11-20T09:00:00+00:00"
    store.sign(draft.id, first.snapshot, first.fingerprint, "why", at, b"the second file")
    missing = "There is no receipt from Mosaic"
    assert missing in in_the_way(store, meeting, kernel)
    keep(store, meeting, "21 Nov 2026")
    assert in_the_way(store, meeting, kernel) == ""


def test_a_correction_that_was_begun_is_named_before(
    store: Store, profile: Profile, meeting: Meeting
):
    draft = store.begin_correction(meeting.id)
    assert in_the_way(store, meeting, profile) == (
        "A correction of these minutes has been begun. Sign it, or give it up."
    )
    store.give_up_correction(draft)
    assert in_the_way(store, meeting, profile) == ""


@pytest.mark.parametrize("kernel", [True, False])
def test_a_kernel_is_left_only_where_the_council_asks_for_one(
    store: Store, profile: Profile, meeting: Meeting, *, kernel: bool
):
    assert not profile.keep_kernel
    chosen = msgspec.structs.replace(profile, keep_kernel=True) if kernel else profile
    take_off(store, meeting, chosen, CLOSED, LATER, lambda _: None)
    assert [one.meeting.id for one in store.kernels()] == ([meeting.id] if kernel else [])
