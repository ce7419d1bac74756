"""Dates and times as chairs type them, read the British way and never guessed."""

import calendar
import re
from datetime import date, datetime, timedelta

from desktop_app.records.plain import as_seen

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS.update({name.lower(): number for number, name in enumerate(calendar.month_abbr) if name})
_MONTHS["sept"] = 9
_DAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_DAYS.update({name.lower(): number for number, name in enumerate(calendar.day_abbr)})
_DAYS.update({"tues": 1, "weds": 2, "thur": 3, "thurs": 3})

_ISO = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?|(\d{1,2}) (\d{1,2}) (\d{4})")
_WORDS = re.compile(
    r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?([a-z]+)\.?,?[ -]?['’]?(\d{4}|\d{2})?"
)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")  # `Mar 26` is a month
_LATER = re.compile(r"\+ ?(\d{1,3}) ?([dwmy])(?:ays?|eeks?|ks?|onths?|ears?)?")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?")
_WIDE = re.compile(r"(?<=\d) ?([/.-]) ?(?=\d)|(?<=\d) ?(-) ?(?=[a-z])|(?<=[a-z]) ?(-) ?(?=\d)")
_WEEKDAY_FIRST = re.compile(r"(?P<day>[a-z]+)\.?,? (?P<rest>.+)")
_WEEKDAY_LAST = re.compile(r"(?P<rest>.+?),? \(?(?P<day>[a-z]+)")
_ENDS = " .,;:()"


def read_date(text: str, anchor: date) -> date | None:
    """The day meant, or None. `+2w`, `fri` and dates without a year are counted from `anchor`.

    A day and month without a year is the one nearest to the anchor.
    """
    words = _WIDE.sub(_close, as_seen(text).lower().strip(_ENDS))
    for pattern in (_WEEKDAY_FIRST, _WEEKDAY_LAST):
        if (match := pattern.fullmatch(words)) and match["day"] in _DAYS:
            return _with_weekday(_DAYS[match["day"]], match["rest"], anchor)
    return _plain(words, anchor)


def _close(sign: re.Match[str]) -> str:
    """Without the spaces around it."""
    return sign[0].strip()


def _with_weekday(weekday: int, rest: str, anchor: date) -> date | None:
    """`Fri 12 March`: a weekday that contradicts its date cannot be read."""
    found = _plain(rest, anchor)
    return found if found and found.weekday() == weekday else None


def _plain(words: str, anchor: date) -> date | None:
    if words in ("today", "tomorrow"):
        return anchor + timedelta(days=words == "tomorrow")
    if words in _DAYS:
        return anchor + timedelta(days=(_DAYS[words] - anchor.weekday() - 1) % 7 + 1)
    if match := _LATER.fullmatch(words):
        return _later(anchor, int(match[1]), match[2])
    if match := _ISO.fullmatch(words):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMBERS.fullmatch(words):
        day, month, year = match.groups()[:3] if match[1] else match.groups()[3:]
        return _dated(int(day), int(month), year, anchor)
    if (match := _WORDS.fullmatch(words)) and match[2] in _MONTHS:
        return _dated(int(match[1]), _MONTHS[match[2]], match[3], anchor)
    if (match := _MONTH_FIRST.fullmatch(words)) and match[1] in _MONTHS:
        return _dated(int(match[2]), _MONTHS[match[1]], match[3], anchor)
    return None


def _dated(day: int, month: int, year: str | None, anchor: date) -> date | None:
    if year:
        return _day(int(year) + (_century(int(year), anchor) if len(year) == 2 else 0), month, day)
    near = (_day(anchor.year + step, month, day) for step in (-1, 0, 1))
    return min((d for d in near if d), key=lambda d: abs(d - anchor), default=None)


def _century(year: int, anchor: date) -> int:
    """`09` is 2009 and `98` is 1998: at most twenty years ahead of the anchor."""
    century = anchor.year // 100 * 100
    return century if century + year <= anchor.year + 20 else century - 100


def _later(anchor: date, count: int, unit: str) -> date | None:
    if unit in "dw":
        return anchor + timedelta(days=count * (7 if unit == "w" else 1))
    months = anchor.year * 12 + anchor.month - 1 + count * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return _day(year, month, min(anchor.day, last))


def _day(year: int, month: int, day: int) -> date | None:
    if not 1900 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def in_words(day: date) -> str:
    """`21 November 2026`, as minutes print it."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def short(day: date) -> str:
    """`Sat 21 Nov 2026`, as lists show it."""
    return (
        f"{calendar.day_abbr[day.weekday()]} {day.day} {calendar.month_abbr[day.month]} {day.year}"
    )


def noted_at(utc: str) -> str:
    """`Sat 21 Nov 2026, 14:32` by this laptop's clock, of a time that the store keeps in UTC."""
    when = datetime.fromisoformat(utc).astimezone()
    return f"{short(when.date())}, {when:%H:%M}"


def printed(text: str, anchor: date) -> str:
    """In words when it can be read, else as typed."""
    day = read_date(text, anchor)
    return in_words(day) if day else text.strip()


def read_time(text: str) -> str | None:
    """`9.30`, `2pm`, `14:05` as `HH:MM` on the 24-hour clock, or None."""
    words = as_seen(text).lower().removesuffix(".").replace("p.m", "pm").replace("a.m", "am")
    match = _TIME.fullmatch(words)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and not 1 <= hour <= 12:
        return None
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    elif match[2] is None:
        return None
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def age(born: date, on: date) -> str:
    """Years, or months and weeks for a small child; empty before birth."""
    if on < born:
        return ""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months >= 24:
        return f"{months // 12} years"
    if months >= 3:
        return f"{months} months"
    return f"{(on - born).days // 7} weeks"


def as_printed(kind: str, text: str, day: date) -> str:
    """An answer of that kind; a time as `09:30`, other kinds as they were typed."""
    if kind == "date":
        return printed(text, day)
    if kind == "time":
        return read_time(text) or text.strip()
    return text
