"""Backups come and go by themselves: one a day, the last seven, none past its date."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from after_the_meeting import says
from at_the_desk import CHEAP, PASSPHRASE, PATIENCE, backup_counts, chairside, wait_for
from pytestqt.qtbot import QtBot
from test_bad_luck_at_the_desk import unlock
from test_chair_minutes_an_initial_ppm import first_run

from desktop_app.assemble import Desk, now_here
from desktop_app.paths import Places
from desktop_app.records.meeting import Child, Meeting
from desktop_app.storage.backups import backups
from desktop_app.ui.home_page import HomePage

BEGIN = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
KEPT_DAYS = 28


class Clock:
    """A laptop's, which the test sets."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    desk = Desk(Places(tmp_path), CHEAP, clock)
    desk.set_up(PASSPHRASE, {"council": "calderdale"}).result()
    yield desk
    desk.close()


def days_of(desk: Desk) -> list[date]:
    """On which the backups were made, the newest first."""
    return [one.made.date() for one in backups(desk.places.backups)]


def test_one_backup_a_day(desk: Desk, clock: Clock):
    for hours in (0, 3, 23):
        clock.now = BEGIN + timedelta(hours=hours)
        assert desk.keep_house(KEPT_DAYS).result() == []
    assert days_of(desk) == [BEGIN.date()]
    clock.now = BEGIN + timedelta(1)
    assert desk.keep_house(KEPT_DAYS).result() == []
    assert days_of(desk) == [BEGIN.date() + timedelta(1), BEGIN.date()]


def test_the_last_seven_stay(desk: Desk, clock: Clock):
    gone: list[str] = []
    for day in range(9):
        clock.now = BEGIN + timedelta(day)
        gone += desk.keep_house(KEPT_DAYS).result()
    assert days_of(desk) == [BEGIN.date() + timedelta(day) for day in (8, 7, 6, 5, 4, 3, 2)]
    assert len(gone) == 2


def test_the_store_is_stamped_by_the_same_clock(desk: Desk, clock: Clock):
    clock.now = BEGIN + timedelta(5)
    child, meeting = Child("c", {}), Meeting("m", "PPM-TEST22", "c", "initial_ppm")
    desk.ask(lambda store: store.save_child(child)).result()
    made = desk.ask(lambda store: store.start_meeting(meeting, {}, {}, (), ())).result()
    assert datetime.fromisoformat(made.created_at) == clock.now


def test_the_chair_is_told_what_went_by_its_date(qtbot: QtBot, tmp_path: Path):
    there = tmp_path / "backups"
    with chairside(qtbot, tmp_path) as window:
        first_run(qtbot, window)
        wait_for(qtbot, window, HomePage)
        qtbot.waitUntil(lambda: len(backups(there)) == 1, timeout=PATIENCE)
        backup_counts(window)
        (first,) = backups(there)
    with chairside(qtbot, tmp_path, lambda: now_here() + timedelta(KEPT_DAYS + 1)) as window:
        unlock(qtbot, window)
        says(qtbot, window, f"Backup removed by its date: {first.path.name}.")
        (second,) = backups(there)
        assert second.until == first.until + timedelta(KEPT_DAYS + 1)
