"""The next meeting as a calendar entry (RFC 5545) that says nothing of whom it is about."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop_app.records.answers import anchor
from desktop_app.records.dates import in_words, read_date, read_time
from desktop_app.records.meeting import Record

NEXT = "next_meeting"
LONGEST_LINE = 75  # octets, as RFC 5545 3.1 asks
LENGTH = "PT1H"  # of an entry with a time: a diary wants one, and nobody has said it yet
_WITH_TIME = re.compile(r"(.+?)(?:,\s*|\s+at\s+|\s+)([\d.:]+\s*(?:am|pm)?)", re.IGNORECASE)
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class When:
    """The day of the next meeting, and its local time if one was said."""

    day: date
    at: time | None = None

    @property
    def in_words(self) -> str:
        return f"{in_words(self.day)}, {self.at:%H:%M}" if self.at else in_words(self.day)


def next_meeting(record: Record) -> When | None:
    """None where no date is set, or it cannot be read. `12 January at 10:00` has both."""
    said = record.answers.get(NEXT, "").strip()
    if day := read_date(said, anchor(record)):
        return When(day)
    if match := _WITH_TIME.fullmatch(said):
        day, at = read_date(match[1], anchor(record)), read_time(match[2])
        if day and at:
            return When(day, time.fromisoformat(at))
    return None


def calendar_entry(record: Record, when: When, now: datetime) -> bytes:
    """The file; put in again after a change it replaces the entry before. `now` knows its zone."""
    meeting = record.meeting
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chairside//Next meeting//EN",
        "BEGIN:VEVENT",
        f"UID:{meeting.corrects or meeting.id}@chairside.invalid",
        f"DTSTAMP:{_moment(now)}",
        *_time(when),
        f"SUMMARY:{escaped(f'Meeting, reference {meeting.reference}')}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def escaped(text: str) -> str:
    """As a TEXT value (RFC 5545 3.3.11)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _NOT_IN_TEXT.sub("", text).replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """In lines of at most 75 octets, never parted within a character."""
    parts, room = [""], LONGEST_LINE
    for character in line:
        length = len(character.encode())
        if length > room:
            parts.append(" ")
            room = LONGEST_LINE - 1
        parts[-1] += character
        room -= length
    return "\r\n".join(parts)


def _time(when: When) -> tuple[str, str]:
    if when.at is None:
        following = when.day + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{when.day:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"
    return (
        f"DTSTART:{_moment(datetime.combine(when.day, when.at).astimezone())}",
        f"DURATION:{LENGTH}",
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
