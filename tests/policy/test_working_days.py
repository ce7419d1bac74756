"""Days are counted as the policies mean them: holidays, month ends, leap days and years' ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.policy.working_days import Unit, add, is_working_day, working_day_until

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 12, 25),
        date(2026, 12, 28),  # Boxing Day is a Saturday: its substitute
        date(2027, 1, 1),
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday, which Scotland works
        date(2022, 9, 19),  # a funeral of state
        date(2026, 8, 31),
    ],
)
def test_bank_holidays_in_england_are_not_worked(holiday: date):
    assert holiday.weekday() < 5
    assert not is_working_day(holiday)


def test_saturdays_and_other_nations_holidays():
    assert not is_working_day(date(2026, 10, 3))
    assert is_working_day(date(2026, 1, 2))  # a holiday in Scotland only
    assert is_working_day(date(2026, 3, 17))  # in Northern Ireland only


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        (date(2026, 12, 24), 1, "working days", date(2026, 12, 29)),
        (date(2026, 12, 26), 1, "working days", date(2026, 12, 29)),  # begins on a Saturday
        (date(2026, 12, 29), -1, "working days", date(2026, 12, 24)),
        (date(2026, 12, 17), 14, "working days", date(2027, 1, 11)),
        (date(2028, 2, 28), 2, "days", date(2028, 3, 1)),  # over a leap day
        (date(2026, 12, 28), 6, "weeks", date(2027, 2, 8)),
        (date(2027, 10, 31), 4, "months", date(2028, 2, 29)),
        (date(2026, 10, 31), 4, "months", date(2027, 2, 28)),
        (date(2026, 12, 15), -12, "months", date(2025, 12, 15)),
        (date(2012, 2, 29), 17, "years", date(2029, 2, 28)),
        (date(2026, 5, 5), 0, "working days", date(2026, 5, 5)),
    ],
)
def test_counting(start: date, number: int, unit: Unit, end: date):
    assert add(start, number, unit) == end


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_working_days_are_worked_and_as_many_as_asked(start: date, number: int):
    end = add(start, number, "working days")
    between = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == number


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_working_days_back_undo_working_days_on(start: date, number: int):
    there = add(working_day_until(start), number, "working days")
    assert add(there, -number, "working days") == working_day_until(start)


@settings(deadline=None)
@given(DAYS, st.integers(-240, 240))
def test_months_keep_the_day_or_end_with_the_month(start: date, number: int):
    end = add(start, number, "months")
    assert (end.year - start.year) * 12 + end.month - start.month == number
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@settings(deadline=None)
@given(DAYS, st.integers(-200, 200))
def test_a_week_is_seven_days(start: date, number: int):
    assert add(start, number, "weeks") == add(start, 7 * number, "days")


@settings(deadline=None)
@given(DAYS)
def test_the_last_working_day_until(day: date):
    found = working_day_until(day)
    assert is_working_day(found)
    assert timedelta() <= day - found <= timedelta(days=5)
    assert (found == day) == is_working_day(day)
