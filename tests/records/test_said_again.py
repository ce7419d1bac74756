"""What prints in two places and is left out in one of them is gone from both."""

import pytest

from desktop_app.records.copies import UNFINISHED, Mark, Place
from desktop_app.records.said_again import said_again
from desktop_app.records.snapshot import Grid, Section, Snapshot, Text, Unfinished

COLUMNS = tuple((key, key) for key in ("who", "about", "view", "step", "by_when"))
ROWS = (
    ("Gran Wumble", "Family time", "It is too short.\nNobody asked her.", "", ""),
    ("Mr Zwick", "Family time", "", "The manager looks at it", "3 May 2026"),
    ("Ms Quorl", "School", "", "", ""),
)
AT_FAMILY_TIME = (
    "Gran Wumble (grandmother): It is too short.\n"
    "Nobody asked her.\n"
    "Mr Zwick: Disagrees. To resolve it: The manager looks at it, by 3 May 2026."
)
PEOPLE = Grid("people", "", (("name", "Name"),), (("Ann Pear",), ("Bo  Plum\nand Co",)))
LEFT = (
    Unfinished("Present", "Say their role. (2. Bo Plum; 3. Cy Fig)", "Nobody knew"),
    Unfinished("Plan", "Still empty.", "Bo Plum was late"),
)


def minutes(unfinished: tuple[Unfinished, ...] = LEFT) -> Snapshot:
    entries = (
        Text("family_time", "Family time", "Weekly"),
        Text("disagreement.family_time", "Disagreement", AT_FAMILY_TIME),
        Text("disagreement.school", "Disagreement", "Ms Quorl: Disagrees."),
        Grid("disagreements", "Disagreements", COLUMNS, ROWS),
        PEOPLE,
    )
    section = Section("all", "", "", tuple((entry,) for entry in entries))
    nothing = ("f", "F", "T", "R", "1", "C", "M", "1.0")
    return Snapshot(*nothing, template=(section,), additional=(), unfinished=unfinished)


def again(place: Place, why: str = "legal") -> set[Place]:
    found = list(said_again([Mark(place, why)], minutes()))
    assert all(mark.why == why for mark in found)
    return {mark.place for mark in found}


def line(number: int, entry: str = "family_time") -> Place:
    return Place(f"disagreement.{entry}", line=number)


def row(number: int) -> Place:
    return Place("disagreements", row=number)


@pytest.mark.parametrize(
    ("marked", "gone_too"),
    [
        (row(0), {line(0), line(1)}),
        (row(1), {line(2)}),
        (row(2), {line(0, "school")}),
        (line(1), {row(0)}),
        (line(2), {row(1)}),
        (Place("disagreement.school"), {row(2)}),
        (Place("family_time"), {row(0), row(1)}),
    ],
)
def test_a_disagreement_goes_from_its_table_and_from_its_question(
    marked: Place, gone_too: set[Place]
):
    assert again(marked) == gone_too


def test_the_whole_table_of_disagreements_takes_all_of_them_along():
    assert {line(0), line(1), line(2), line(0, "school")} <= again(Place("disagreements"))


def test_what_was_signed_over_goes_with_the_row_that_it_names():
    assert again(Place("people", row=1)) == {Place(UNFINISHED, row=0)}
    assert again(Place("people", row=0)) == set()


def test_what_is_shown_on_purpose_takes_nothing_along():
    assert again(row(0), why="") == set()
