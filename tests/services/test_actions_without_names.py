"""What the room sees of the actions has initials where the child's name was typed."""

import pytest
from meeting_room import council
from names_table import CHILDREN, ORDINARY, spellings

from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.names import name_of
from desktop_app.records.plain import fold
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.actions_out import actions_page
from desktop_app.services.names_in_actions import Found, found_in, names_left, without_name
from desktop_app.services.open_meeting import OpenMeeting


def record(name: str = "Robin Ash Testname", preferred: str = "", *actions: Row) -> Record:
    meeting = Meeting("m", "PPM-TEST22", "c", "initial_ppm", created_at="2026-11-21T10:00:00+00:00")
    answers = {"child_name": name, "preferred_name": preferred, "case_number": "1204417"}
    return Record(meeting, Child("c", {}), answers, actions=actions)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Call Robin's school", "Call R.A.T.'s school"),
        ("ask robin, then ROBIN’s carer", "ask R.A.T., then R.A.T.’s carer"),
        ("Robin Ash Testname to visit", "R.A.T. to visit"),
        ("robin  testname: book", "R.A.T.: book"),
        ("File for Testname, Robin today", "File for R.A.T. today"),
        ("Robinson Road, Mrs Testname", "Robinson Road, Mrs Testname"),
        ("Robbie likes trains", "R.A.T. likes trains"),
    ],
)
def test_the_name_gives_way_however_it_is_typed(typed: str, seen: str):
    assert without_name(typed, record(preferred="Robbie")) == seen


@pytest.mark.parametrize(
    ("name", "typed", "seen"),
    [
        ("Zoë", "Ask Zoe, zoë, ZOE and Zoe\u0308 twice", "Ask Z.T., Z.T., Z.T. and Z.T. twice"),
        ("Zoe", "Ask Zoë", "Ask Z.T."),
        ("D'Arcy", "Ask D’Arcy", "Ask D.T."),
        ("D’Arcy", "Ask d'arcy’s aunt", "Ask D.T.’s aunt"),
        ("Ann-Marie", "Ask Ann\u2011Marie and ann marie", "Ask A.T. and A.T."),
        ("Mary Jane", "Ask Mary Jane", "Ask M.J.T."),
        ("शर्मी", "Ask शर्मी now", "Ask श.T. now"),
        ("مريم", "Ask مريم now", "Ask م.T. now"),
    ],
)
def test_the_name_gives_way_in_every_spelling(name: str, typed: str, seen: str):
    assert without_name(typed, record(f"{name} Testname")) == seen


def test_a_name_that_is_a_word_as_well_leaves_the_word_alone():
    will = record("Will Testname")
    assert without_name("The GP will write to Will", will) == "The GP will write to W.T."
    assert without_name("ask will testname", will) == "ask W.T."


@pytest.mark.parametrize(("name", "typed"), [("", "Call the school"), ("(a.b*", "Call (a.b* now")])
def test_an_odd_name_or_none_breaks_nothing(name: str, typed: str):
    assert without_name(typed, record(name)).startswith("Call")


def shown(*actions: Row) -> list[tuple[str, str]]:
    form = council().library.forms["initial_ppm"]
    minutes = Snapshot("f", "PPM", "T", "PPM-TEST22", "1", "C", "M", "0.1", (), ())
    page = actions_page(OpenMeeting(form, record("Robin Testname", "", *actions)), minutes, ())
    return [(action.text, action.owner) for action in page.new]


def test_a_worker_of_the_same_first_name_keeps_theirs_and_the_child_has_initials():
    rows = (
        Row("a", {"text": "Write", "owner": "Robin Smith"}),
        Row("b", {"text": "Think it over", "owner": "robin  testname"}),
        Row("c", {"text": "Draw it", "owner": "Robin"}),
        Row("d", {"text": " ", "owner": ""}),
    )
    assert shown(*rows) == [
        ("Write", "Robin Smith"),
        ("Think it over", "R.T."),
        ("Draw it", "R.T."),
    ]


@pytest.mark.parametrize(
    ("name", "text", "owner", "left"),
    [
        ("Robin Testname", "Kerry Testname to visit", "Ann", ["Testname"]),
        ("Robin Testname", "Write", "kerry testname", ["Testname"]),
        ("Robin Testname", "Mrs Testnames to call", "Ann", []),
        ("Robin Ash Testname", "Robin to see the Ash-Testnames", "Ann", ["Ash"]),
        ("Robin Testname", "Robin Testname to visit", "Robin", []),
        ("", "Call the school", "Ann", []),
        ("R Testname", "Plan R for Tuesday", "Ann", []),
    ],
)
def test_what_is_left_of_the_childs_name_is_told(name: str, text: str, owner: str, left: list[str]):
    rows = (Row("a", {"text": text, "owner": owner}),)
    about = record(name, "", *rows)
    form = council().library.forms["initial_ppm"]
    minutes = Snapshot("f", "PPM", "T", "PPM-TEST22", "1", "C", "M", "0.1", (), ())
    page = actions_page(OpenMeeting(form, about), minutes, ())
    assert names_left(page.texts, about) == left


@pytest.mark.parametrize(
    ("name", "typed", "seen"),
    [
        ("May", "Apply to court by 12 May 2027", "Apply to court by 12 May 2027"),
        ("May", "May half term: no visit. Tell May.", "May half term: no visit. Tell M.T."),
        ("April", "Review in April 2027, before 6 April", "Review in April 2027, before 6 April"),
        ("April", "Report by April; ask April’s nan", "Report by April; ask A.T.’s nan"),
        ("June", "In May and June. Then June decides", "In May and June. Then J.T. decides"),
        ("Summer", "A holiday in Summer with Summer", "A holiday in Summer with S.T."),
        ("Will", "Will the carer be paid? Ask Will.", "Will the carer be paid? Ask W.T."),
        ("Will", "WILL THE CARER BE PAID", "WILL THE CARER BE PAID"),
        ("Grace", "A period of grace for Grace", "A period of grace for G.T."),
        ("An", "An action for An", "An action for A.T."),
        ("Bo", "Ask Bo and bo’s carer", "Ask B.T. and B.T.’s carer"),
        ("Joy", "Joy and hope. It is a joy", "Joy and hope. It is a joy"),
    ],
)  # fmt: skip
def test_words_months_and_seasons_are_no_initials(name: str, typed: str, seen: str):
    assert without_name(typed, record(f"{name} Testname")) == seen


def test_what_may_be_the_name_is_found_and_the_chair_decides():
    about = record("Will Testname")
    typed = "Will the carer be paid? Ask Will, then ask Will Testname"
    sure, maybe = Found("Will", is_sure=True), Found("Will", is_sure=False)
    whole = Found("Will Testname", is_sure=True)
    assert found_in([typed, "Write"], about) == {maybe: 1, sure: 1, whole: 1}
    seen = "W.T. the carer be paid? Ask Will, then ask W.T."
    assert without_name(typed, about, {maybe: True, sure: False}) == seen


def test_every_spelling_of_every_name_gives_way():
    for name, preferred in CHILDREN:
        about = record(name, preferred)
        initials = Child("", about.answers).initials
        for spelt in spellings(name, preferred):
            assert without_name(f"ask {spelt} now", about) == f"ask {initials} now"


def test_no_ordinary_sentence_is_changed():
    for name, preferred in CHILDREN:
        about = record(name, preferred)
        changed = [one for one in ORDINARY if without_name(one, about) != one]
        firsts = [unit.plain for unit in name_of(name, preferred).firsts]
        assert all(any(first in fold(one) for first in firsts) for one in changed), changed
