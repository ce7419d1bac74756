"""Chairs type dates as people write them; what cannot be read stays text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.records.dates import age, in_words, printed, read_date, read_time, short

ANCHOR = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12 Mar 26", date(2026, 3, 12)),
        ("12/3/26", date(2026, 3, 12)),
        ("12/3/2026", date(2026, 3, 12)),
        ("12.3.26", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("12th of March 2026", date(2026, 3, 12)),
        ("12/3", date(2027, 3, 12)),
        ("12 sept", date(2026, 9, 12)),
        ("29 Feb", None),
        ("29/2/2028", date(2028, 2, 29)),
        ("7/4/09", date(2009, 4, 7)),
        ("1/5/98", date(1998, 5, 1)),
        ("fri", date(2026, 11, 27)),
        ("Saturday", date(2026, 11, 28)),
        ("Thu 12 March 2026", date(2026, 3, 12)),
        ("Fri 12 March 2026", None),
        ("+2w", date(2026, 12, 5)),
        ("+3m", date(2027, 2, 21)),
        ("+10d", date(2026, 12, 1)),
        ("tomorrow", date(2026, 11, 22)),
        ("31/2/2026", None),
        ("march", None),
        ("soon", None),
        ("", None),
        ("12/3/1066", None),
        ("12-Mar-26", date(2026, 3, 12)),
        ("12-Jan-2027", date(2027, 1, 12)),
        ("12Mar26", date(2026, 3, 12)),
        ("12 March ’26", date(2026, 3, 12)),
        ("March 12, 2026", date(2026, 3, 12)),
        ("12 03 2026", date(2026, 3, 12)),
        ("2026/3/12", date(2026, 3, 12)),
        ("Weds 25 Nov", date(2026, 11, 25)),
        ("Wed. 25 Nov.", date(2026, 11, 25)),
        ("Friday, the 4th of December 2026", date(2026, 12, 4)),
        ("25 November 2026 (Wednesday)", date(2026, 11, 25)),
        ("4 December 2026.", date(2026, 12, 4)),
        ("+2 weeks", date(2026, 12, 5)),
        ("25 November 2026 (Thursday)", None),
    ],
)
def test_a_typed_date_means_one_day_or_none(typed: str, meant: date | None):
    assert read_date(typed, ANCHOR) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Mar 26",  # the month of a year, or a day of a month
        "March 12",
        "March 2026",
        "12 or 13 March 2026",
        "12/13 March 2026",
        "12-13 March 2026",
        "12–13/3/2026",
        "12/3/2026, 13/3/2026",
        "12/3 2026",
        "12 3",
        "12/3/2026-14/3/2026",
        "Mon/Tue",
        "Mon Tue",
        "w/c 12 March",
        "12/3/026",
        "3/13/2026",
    ],
)
def test_what_is_no_date_or_more_than_one_is_not_guessed(typed: str):
    assert read_date(typed, ANCHOR) is None


SPACES = (" ", "  ", "\t", "\xa0", "\u2009", "\u202f", "\u3000")
DASHES = ("-", "‐", "‑", "–", "—", "−", "－")
UNSEEN = ("", "\u200e", "\u200b", "\ufeff", "\u00ad", "\u2060")


@st.composite
def looks_alike(draw: st.DrawFn, written: str) -> str:
    """The same to the eye: other spaces and dashes, wide digits, marks that nobody sees."""
    typed = ""
    for sign in written:
        kinds = SPACES if sign == " " else DASHES if sign == "-" else (sign,)
        if sign.isdigit():
            kinds = (sign, chr(0xFF10 + int(sign)))
        typed += draw(st.sampled_from(UNSEEN)) + draw(st.sampled_from(kinds))
    return typed + draw(st.sampled_from(UNSEEN)) + draw(st.sampled_from(("", ".", ",", " ")))


@given(st.data(), st.dates(date(1930, 1, 1), date(2045, 12, 31)))
def test_a_date_right_to_the_eye_is_read(data: st.DataObject, day: date):
    ways = (
        "%d/%m/%Y",
        "%d-%m-%Y",
        "%d-%b-%Y",
        "%d %B %Y",
        "%A %d %B %Y",
        "%Y-%m-%d",
        "%a %d %b %Y",
    )
    written = day.strftime(data.draw(st.sampled_from(ways)))
    assert read_date(data.draw(looks_alike(written)), ANCHOR) == day


def test_a_month_later_stops_at_the_end_of_the_month():
    assert read_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_date("+1y", date(2028, 2, 29)) == date(2029, 2, 28)


def test_minutes_print_words_and_keep_what_they_cannot_read():
    assert printed("12/3/26", ANCHOR) == "12 March 2026"
    assert printed(" 31 February ", ANCHOR) == "31 February"
    assert short(ANCHOR) == "Sat 21 Nov 2026"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_what_is_printed_reads_back_as_the_same_day(day: date):
    assert read_date(in_words(day), ANCHOR) == day
    assert read_date(short(day), ANCHOR) == day


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text: str):
    read_date(text, ANCHOR)
    read_time(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9.30", "09:30"),
        ("2pm", "14:00"),
        ("12am", "00:00"),
        ("14:05", "14:05"),
        ("9", None),
        ("25:00", None),
        ("13pm", None),
        ("2.30\xa0p.m.", "14:30"),
        ("9:15 am", "09:15"),
    ],
)
def test_times_are_read_on_the_24_hour_clock(typed: str, meant: str | None):
    assert read_time(typed) == meant


def test_age_is_said_in_the_unit_that_fits():
    assert age(date(2019, 11, 22), ANCHOR) == "6 years"
    assert age(date(2026, 2, 22), ANCHOR) == "8 months"
    assert age(date(2026, 11, 1), ANCHOR) == "2 weeks"
    assert age(date(2027, 1, 1), ANCHOR) == ""
