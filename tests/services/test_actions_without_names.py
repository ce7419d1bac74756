"""What the room sees of the actions has initials where the child's name was typed."""

import pytest
from meeting_room import council

from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.actions_out import actions_page, names_left, without_name
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
    assert names_left(actions_page(OpenMeeting(form, about), minutes, ()), about) == left
