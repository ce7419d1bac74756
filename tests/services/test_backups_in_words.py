"""Backups in the list can be told apart, and none promises more than is kept."""

from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_app.services.backups_in_words import in_words
from desktop_app.storage.backups import Backup

UNTIL = date(2026, 12, 20)
ASIDE = "set aside when a backup was put back"
BEFORE = "made before Chairside brought the store up to date"


def made(name: str, clock: str = "09:30:00") -> Backup:
    return Backup(Path(name), datetime.fromisoformat(f"2026-11-22T{clock}+00:00"), UNTIL)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("chairside_x", "Sun 22 Nov 2026, 09:30, kept until Sun 20 Dec 2026"),
        ("daily_x", "Sun 22 Nov 2026, 09:30, daily, kept until Sun 20 Dec 2026 at the latest"),
        (
            "set-aside_x",
            f"Sun 22 Nov 2026, 09:30, {ASIDE}, kept until Sun 20 Dec 2026",
        ),
        (
            "before-version-2_x",
            f"Sun 22 Nov 2026, 09:30, {BEFORE}, kept until Sun 20 Dec 2026",
        ),
    ],
)
def test_each_kind_says_until_when_it_stays(name: str, words: str):
    assert in_words(made(name), [made(name), made("chairside_y", "10:00:00")]) == words


def test_seconds_only_where_two_read_alike():
    there = [made("chairside_1"), made("chairside_2", "09:30:07"), made("daily_3", "09:30:08")]
    whens = [in_words(one, there).split(", ")[1] for one in there]
    assert whens == ["09:30:00", "09:30:07", "09:30"]


def test_a_number_only_where_the_seconds_are_the_same_too():
    there = [made("chairside_1"), made("chairside_1_2"), made("chairside_3", "09:30:01")]
    said = [in_words(one, there) for one in there]
    assert [one.split(", kept")[0].split("2026, ")[1] for one in said] == [
        "09:30:00, number 1",
        "09:30:00, number 2",
        "09:30:01",
    ]
