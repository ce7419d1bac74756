"""An action is typed as one line; what cannot be read stays in its text."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.records.dates import in_words
from desktop_app.records.plain import folded
from desktop_app.services.quick_action import people_called, read_action

PEOPLE = [
    "Priya Invented",
    "Sam Madeup",
    "Sarah Madeup",
    "Dr Imran Sheikh",
    "Anita Rao",
    "Zoë O’Neill",
    "Ann-Marie Cole",
    "Jo Pretend",
    "Jo Sketch",
]
DAY = date(2026, 11, 21)


def values(line: str) -> tuple[str, str, str]:
    read = read_action(line, PEOPLE, DAY).values
    return read["text"], read["owner"], read["target"]


@pytest.mark.parametrize(
    ("line", "text", "owner", "target"),
    [
        ("@Pri book it +2w", "book it", "Priya Invented", "5 December 2026"),
        ("book it by 12 Mar 2027 @sam", "book it", "Sam Madeup", "12 March 2027"),
        ("@sa call school by fri", "call school", "sa", "27 November 2026"),
        ("@Nobody call 31/2/2026", "call 31/2/2026", "Nobody", ""),
        ("just words", "just words", "", ""),
        ("chase papers by 12/1", "chase papers", "", "12 January 2027"),
        ("@Pri", "", "Priya Invented", ""),
        ("Book medical by Fri", "Book medical", "", "27 November 2026"),
        ("Book medical, by Fri.", "Book medical", "", "27 November 2026"),
        ("Report by 30 May", "Report", "", "30 May 2027"),
        ("Report due by Friday 4 December 2026", "Report due", "", "4 December 2026"),
        ("Report no later than 4 Dec", "Report", "", "4 December 2026"),
        ("Report by +10d", "Report", "", "1 December 2026"),
        ("Report +3 weeks", "Report", "", "12 December 2026"),
    ],
)
def test_a_line_is_read_as_who_what_and_when(line: str, text: str, owner: str, target: str):
    assert values(line) == (text, owner, target)


@pytest.mark.parametrize("day", ["Fri", "Friday", "4 January 2027", "12/1", "tomorrow", "12 March"])
@pytest.mark.parametrize(
    "before",
    ["until", "till", "before", "every", "of", "from", "since", "after", "on", "for", "at", "due"],
)
def test_an_end_that_says_no_deadline_stays_in_the_text(before: str, day: str):
    line = " ".join(f"No contact with nan {before} {day}".split())
    assert values(line) == (line, "", "")


@pytest.mark.parametrize(
    ("line", "text", "owner"),
    [
        ("@Dr Imran chase the report", "chase the report", "Dr Imran Sheikh"),
        ("@dr imran sheikh chase the report", "chase the report", "Dr Imran Sheikh"),
        ("@Imran: chase", "chase", "Dr Imran Sheikh"),
        ("@Ms Rao to write", "to write", "Anita Rao"),
        ("@Anita, then call", "then call", "Anita Rao"),
        ("@anita rao, call Anita", "call Anita", "Anita Rao"),
        ("@zoe book it", "book it", "Zoë O’Neill"),
        ("@O'Neill book it", "book it", "Zoë O’Neill"),
        ("@ann marie book it", "book it", "Ann-Marie Cole"),
        ("@Pri @Sam call together", "call together", "Priya Invented, Sam Madeup"),
        ("call @Pri today", "call today", "Priya Invented"),
        ("tell @Pri, then call", "tell, then call", "Priya Invented"),
        ("@mum to call", "to call", "mum"),
        ("@Zoe’s mum to call", "mum to call", "Zoe’s"),
        ("mail a@b.example now", "mail a@b.example now", ""),
        ("meet @ 3 pm", "meet @ 3 pm", ""),
        ("@Dr Unheard to write", "to write", "Dr Unheard"),
        ("@Mandy Smith to write", "to write", "Mandy Smith"),
        ("@Mandy Call the school", "Call the school", "Mandy"),
        ("@Mandy CAMHS referral", "CAMHS referral", "Mandy"),
        ("@Mandy Monday visit", "Monday visit", "Mandy"),
    ],
)
def test_owners_are_whole_persons(line: str, text: str, owner: str):
    assert values(line) == (text, owner, "")


def test_two_of_a_name_are_asked_about_and_kept_as_typed():
    [owner] = read_action("@Jo call", PEOPLE, DAY).owners
    assert owner.words == "Jo"
    assert owner.could_be == ("Jo Pretend", "Jo Sketch")
    assert read_action("@Jo Sketch call", PEOPLE, DAY).owners[0].could_be == ()
    assert people_called("sa", PEOPLE) == ["Sam Madeup", "Sarah Madeup"]


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("Report by 12/13 March", "by 12/13 March"),
        ("Report by 4pm Friday", "by 4pm Friday"),
        ("Report by 31 February", "by 31 February"),
        ("Report by Mandy", ""),
        ("Report by Fri", ""),
        ("Until 4 January", ""),
    ],
)
def test_a_deadline_that_cannot_be_read_is_told(line: str, unread: str):
    assert read_action(line, PEOPLE, DAY).unread == unread


PIECES = (
    "book call the report by due until before every of from Fri 4 January 2027 12/1 +2w +3m @Pri "
    "@sam @Dr Imran @Nobody @Jo, Sketch Mandy Smith a@b.example no later than by, fri. O’Neill "
    "@zoë Zoe’s @ann-marie"
)
WORDS = st.one_of(
    st.sampled_from(PIECES.split()),
    st.text(st.characters(codec="utf-8", exclude_characters="@"), min_size=1, max_size=8),
)


def said(text: str) -> list[str]:
    return [folded(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text)]


@given(st.lists(WORDS, max_size=12))
def test_no_word_is_changed_or_lost(words: list[str]):
    """Those of text, owner and target together are all that were typed."""
    line = " ".join(words)
    read = read_action(line, PEOPLE, DAY)
    assert " ".join(read.text.split()) in " ".join(line.split()) or read.owners
    left = said(read.text)
    typed = said(line)
    names = said(read.values["owner"])
    gone = list(typed)
    for word in left:
        assert word in gone
        gone.remove(word)
    gone = [word for word in gone if not any(name.startswith(word) for name in names)]
    titles = {"dr", "ms"}
    if gone and read.target:
        assert len(gone) <= 9
        assert not {*gone} & {"until", "before", "every", "of", "from", "book", "call"}
    else:
        assert {*gone} <= titles


@given(
    st.dates(date(2026, 11, 22), date(2028, 12, 31)),
    st.sampled_from(("by", "no later than", "by the")),
)
def test_a_deadline_in_words_is_the_target(day: date, says: str):
    read = read_action(f"Write to court {says} {in_words(day)}", PEOPLE, DAY)
    assert (read.text, read.target) == ("Write to court", in_words(day))
