"""Counts days, working days, weeks, months and years as deadlines do, with England's holidays."""

import calendar
from collections.abc import Container
from datetime import date, timedelta
from functools import cache
from typing import Literal

Unit = Literal["days", "working days", "weeks", "months", "years"]
_DAY = timedelta(days=1)


def add(start: date, number: int, unit: Unit) -> date:
    """Day one is the day after `start`; a negative number counts back, as for "the day before".

    Months and years end on the same day of the month, or on its last when it has no such day.
    """
    if unit == "working days":
        return _working_days(start, number)
    if unit in ("days", "weeks"):
        return start + timedelta(days=number * (7 if unit == "weeks" else 1))
    return _months(start, number * (12 if unit == "years" else 1))


def is_working_day(day: date) -> bool:
    """Neither a Saturday or Sunday nor a bank holiday in England, substitute days included."""
    return day.weekday() < calendar.SATURDAY and day not in _bank_holidays()


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def _working_days(day: date, number: int) -> date:
    step = _DAY if number > 0 else -_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _months(start: date, number: int) -> date:
    months = start.year * 12 + start.month - 1 + number
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@cache
def _bank_holidays() -> Container[date]:
    import holidays  # a third of a second and 13 MB: only when a deadline is counted

    return holidays.country_holidays("GB", subdiv="ENG")
