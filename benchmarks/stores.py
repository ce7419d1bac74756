"""Stores to measure with: set up as on a laptop, at the usual cost of a key; all invented."""

from pathlib import Path

from large_record import prose

from desktop_app.paths import Places
from desktop_app.records.meeting import Child, Meeting
from desktop_app.services.opening import set_up
from desktop_app.storage.store import Store

PASSPHRASE = "an invented passphrase for measuring"
SETTINGS = {"council": "calderdale", "my_name": "Casey Chair", "my_role": "Chair"}
CHARACTERS = 100_000
LONG_ANSWER = "referrals"  # the question that holds them


def new_store(folder: Path) -> Store:
    return set_up(Places(folder), PASSPHRASE, SETTINGS, cost=None)[0]


def long_text() -> str:
    return prose(CHARACTERS // 4)[:CHARACTERS]


def with_large_record(folder: Path) -> None:
    """One draft with one answer of 100,000 characters; unlocking leads to it."""
    store = new_store(folder)
    store.save_child(Child("child", {"child_name": "Robin Example", "case_number": "100200"}))
    meeting = Meeting("meeting", "PPM-234567", "child", "initial_ppm", place=LONG_ANSWER)
    store.start_meeting(meeting, {LONG_ANSWER: long_text()}, {}, (), ())
    store.set_setting("open_meeting", meeting.id)
    store.close()
