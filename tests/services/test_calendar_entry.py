"""The next meeting as a calendar entry: every diary can read it, and it says of nobody."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.records.meeting import Child, Meeting, Record
from desktop_app.services.calendar_entry import (
    LONGEST_LINE,
    When,
    calendar_entry,
    escaped,
    folded,
    next_meeting,
)

NOW = datetime(2026, 11, 21, 15, 5, tzinfo=timezone(timedelta(hours=1)))
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
ANY = st.characters(exclude_categories=["Cs"])
TEXT = st.text(st.one_of(st.sampled_from("\\,;\n\r a"), ANY))
LONG = st.text(st.one_of(st.sampled_from("a,é€😀"), ANY), min_size=60, max_size=400)


def record(said: str = "12 January 2027", **of: str) -> Record:
    meeting = Meeting(
        "m1", "PPM-TEST22", "c", "review_ppm", created_at="2026-11-21T10:00:00+00:00", **of
    )
    answers = {**CHILD.details, "meeting_date": "21 November 2026", "next_meeting": said}
    return Record(meeting, CHILD, answers)


def lines(here: Record, when: When) -> list[str]:
    """As a diary reads them: unfolded."""
    raw = calendar_entry(here, when, NOW).decode()
    assert raw.endswith("\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    return re.sub("\r\n[ \t]", "", raw).split("\r\n")[:-1]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("12 January 2027", When(date(2027, 1, 12))),
        ("+6w", When(date(2027, 1, 2))),
        ("12 January 2027 at 10:00", When(date(2027, 1, 12), time(10))),
        ("12 Jan, 2.30pm", When(date(2027, 1, 12), time(14, 30))),
        ("12/1 9.30", When(date(2027, 1, 12), time(9, 30))),
        ("soon", None),
        ("soon at 10:00", None),
        ("12 January 2027 at 99:00", None),
        ("", None),
    ],
)
def test_day_and_time_are_read_as_the_chair_types_them(said: str, expected: When | None):
    assert next_meeting(record(said)) == expected


def test_a_day_without_a_time_is_a_whole_day():
    assert lines(record(), When(date(2026, 12, 31))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chairside//Next meeting//EN",
        "BEGIN:VEVENT",
        "UID:m1@chairside.invalid",
        "DTSTAMP:20261121T140500Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Meeting\\, reference PPM-TEST22",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_time_is_the_moment_on_this_laptops_clock():
    said = lines(record(), When(date(2027, 7, 12), time(10)))
    [start] = [line.removeprefix("DTSTART:") for line in said if line.startswith("DTSTART:")]
    moment = datetime.strptime(start, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert moment.astimezone().replace(tzinfo=None) == datetime(2027, 7, 12, 10)  # noqa: DTZ001 - the wall's
    assert "DURATION:PT1H" in said


def test_it_names_nobody():
    entry = calendar_entry(record(), When(date(2027, 1, 12)), NOW).decode()
    for word in ("Robin", "Testname", "1204417", "R.T.", "PPM)", "Permanence"):
        assert word not in entry


def test_an_entry_made_again_replaces_the_one_before_also_from_a_correction():
    def uid(here: Record) -> str:
        return next(o for o in lines(here, When(date(2027, 1, 12))) if o.startswith("UID:"))

    first = record()
    later = replace(first, answers={**first.answers, "next_meeting": "+8w"})
    correction = replace(first, meeting=replace(first.meeting, id="m9", corrects="m1"))
    other = replace(first, meeting=replace(first.meeting, id="m2"))
    assert uid(first) == uid(later) == uid(correction) != uid(other)


@given(LONG)
def test_no_line_is_too_long_and_unfolding_gives_it_back(text: str):
    line = "SUMMARY:" + escaped(text)
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


@given(TEXT)
def test_an_escaped_text_stands_on_one_line_and_reads_back(text: str):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", plain)
    there = escaped(text)
    assert "\n" not in there
    assert "\r" not in there
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", there)
    assert unescaped(there) == plain
