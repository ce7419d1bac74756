"""Who was there, as older minutes say it, becomes rows to be confirmed; no word is lost."""

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_read_prepared import read

from desktop_app.minutes.preparation.read_people import people_of


def people(text: str) -> list[tuple[str, str]]:
    found = people_of(text)
    return [(one.name, one.role) for one in found.people] if found else []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Present: Ann Lee, Jo O’Day (social worker, Team 2) and Dr Sam van den Berg.",
            [("Ann Lee", ""), ("Jo O’Day", "social worker, Team 2"), ("Dr Sam van den Berg", "")],
        ),
        (
            "In attendance: Ann Lee, social worker; Jo Day - IRO; Zoë Núñez (GP)",
            [("Ann Lee", "social worker"), ("Jo Day", "IRO"), ("Zoë Núñez", "GP")],
        ),
        ("Present – Ann Lee & Jo Day", [("Ann Lee", ""), ("Jo Day", "")]),
        ("Attendees:\nAnn Lee (carer)\nJo Day", [("Ann Lee", "carer"), ("Jo Day", "")]),
        ("Apologies from: Ann Lee", [("Ann Lee", "")]),
        ("Apologies: none", []),
        ("Present: calm and settled at school", []),
        ("Presents: Ann Lee", []),
        ("He was present: Ann Lee said so", []),
        ("Ann Lee, Jo Day", []),
    ],
)
def test_a_line_of_people(line: str, expected: list[tuple[str, str]]):
    assert people(line) == expected


def test_they_become_rows_and_the_rest_stays():
    document = docx.Document()
    document.add_paragraph("Present: Ann Lee (social worker), Jo Day, all of the siblings")
    document.add_paragraph("Apologies: Sam Doe, GP; Kim Fay")
    document.add_paragraph("A sentence of its own.")
    found = read(document)
    rows = [dict(row.values) for row in found.rows["attendance"]]
    assert rows == [
        {"name": "Ann Lee", "relation": "social worker", "attended": "Present"},
        {"name": "Jo Day", "attended": "Present"},
        {"name": "Sam Doe", "relation": "GP", "attended": "Apologies"},
        {"name": "Kim Fay", "attended": "Apologies"},
    ]
    assert found.rest == "Present: all of the siblings\nA sentence of its own."


def test_people_may_stand_one_a_line_below_the_label():
    document = docx.Document()
    for line in (
        "Present:",
        "Ann Lee (social worker)",
        "Jo Day - IRO",
        "The meeting began at nine.",
    ):
        document.add_paragraph(line)
    found = read(document)
    assert [row.values["name"] for row in found.rows["attendance"]] == ["Ann Lee", "Jo Day"]
    assert found.rest == "The meeting began at nine."


def test_they_may_stand_in_the_cell_beside_the_label():
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Present"
    table.cell(0, 1).text = "Ann Lee (social worker)\nJo Day"
    assert [row.values["name"] for row in read(document).rows["attendance"]] == [
        "Ann Lee",
        "Jo Day",
    ]


PIECES = "Ann Lee (GP) - and , ; Jo O’Day the said social 12 calm . ( ) Mrs"
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.lists(WORDS, max_size=14))
def test_no_word_of_a_line_is_lost(words: list[str]):
    line = f"Present: {' '.join(words)}"
    document = docx.Document()
    document.add_paragraph(line)
    found = read(document)
    rows = found.rows.get("attendance", ())
    kept = " ".join([found.rest, *(text for row in rows for text in row.values.values())])
    said = [word.strip(",;.()-") for word in words]
    assert all(word in kept for word in said if word and word != "and")
