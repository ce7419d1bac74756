"""The days of a story: counted from the day on which it is told, and all of them working days."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from desktop_app.policy.working_days import is_working_day, working_day_until
from desktop_app.records.dates import in_words

_DAY = re.compile(r"\{(month )?([+-]\d+[dw])( exactly)?\}")
_ONE = timedelta(days=1)


def dated(texts: Mapping[str, str], today: date) -> dict[str, str]:
    """With the days in all texts told."""
    return {key: told(text, today).strip() for key, text in texts.items()}


def told(text: str, today: date) -> str:
    """`{-6d}` is the day six days ago, in words; `{month -6w}` its month.

    A child may be born on any day: `{-82d exactly}`.
    """

    def in_text(mark: re.Match[str]) -> str:
        day = _counted(mark[2], today) if mark[3] else day_of(mark[2], today)
        words = in_words(day)
        return words.partition(" ")[2] if mark[1] else words

    return _DAY.sub(in_text, text)


def day_of(offset: str, today: date) -> date:
    """`-6d` or `+3w` from today, moved off weekends and bank holidays, and away from today.

    On a day off it is the last working day that a story calls today.
    """
    day = _counted(offset, today)
    if day <= working_day_until(today):
        return working_day_until(day)
    while not is_working_day(day):
        day += _ONE
    return day


def _counted(offset: str, today: date) -> date:
    days = int(offset[:-1]) * (7 if offset[-1] == "w" else 1)
    return working_day_until(today) + timedelta(days=days)
