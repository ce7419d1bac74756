"""Old minutes and other Word files: answers found by their labels, and no word of the rest lost."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from word_packages import saved

from desktop_app.errors import CannotProceed
from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Question, Section
from desktop_app.minutes.preparation.read_prepared import Prepared, read_prepared
from desktop_app.minutes.word import to_word
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record, Row

LIBRARY = load_library()
PPM, REVIEW = LIBRARY.forms["initial_ppm"], LIBRARY.forms["review_ppm"]


def read(document: Document, form: Form = PPM) -> Prepared:
    return read_prepared(saved(document), form)


def table(document: Document, *rows: tuple[str, ...]) -> None:
    made = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) == 1 and len(cells) > 1:
            cells[0].merge(cells[-1])


# minutes as the template lays them out, each answer a word of its own


def groups(section: Section) -> Iterator[list[Question]]:
    asked = {q.key: q for q in section.question if q.kind != "calculated"}
    for keys in section.print:
        yield [asked.pop(key) for key in keys if key in asked]
    yield from ([question] for question in asked.values())


def old_minutes() -> tuple[Document, dict[str, str], dict[str, list[list[str]]]]:
    """The template's tables filled in, with the answers and the rows that stand in them."""
    document, numbers = docx.Document(), count(1)
    answers: dict[str, str] = {}
    rows: dict[str, list[list[str]]] = {}
    document.add_paragraph(PPM.title)
    for section in PPM.section:
        if section.part == "additional":
            document.add_heading(section.title, 2)
        elif section.heading:
            table(document, (section.heading,))
        for group in groups(section):
            if group[0].has_rows:
                rows[group[0].key] = _grid(document, group[0], numbers)
            else:
                for question in group:
                    answers[question.key] = f"answer{next(numbers)}"
                labels = tuple(question.label for question in group)
                table(document, labels, tuple(answers[question.key] for question in group))
    return document, answers, rows


def _grid(document: Document, question: Question, numbers: Iterator[int]) -> list[list[str]]:
    columns = [column for column in question.columns if column.printed]
    names = [row.label for row in question.rows] or ["", ""]
    cells = [[f"cell{next(numbers)}" for _ in columns] for _ in names]
    first = [""] if question.rows else []
    lines = [(*first, *(column.label for column in columns))]
    for name, row in zip(names, cells, strict=True):
        lines.append((*([name] if question.rows else []), *row))
    if question.label:
        lines.insert(0, (question.label,))
    table(document, *lines)
    return cells


def test_every_answer_of_minutes_on_the_template_is_found():
    document, answers, rows = old_minutes()
    found = read(document)
    assert not found.returned
    assert found.answers == answers
    assert {
        key: [list(row.values.values()) for row in kept] for key, kept in found.rows.items()
    } == rows
    assert found.rest == ""


def test_our_own_minutes_are_read_as_well():
    child = Child("c", {"child_name": "Robin Testname"})
    meeting = Meeting("m", "PPM-TEST22", "c", PPM.key, created_at="2026-11-21T10:00:00+00:00")
    answers = {"child_name": "Robin Testname", "iro_view": "Agrees.", "guardian_view": "Does not."}
    adoption = Row("adoption", {"answer": "No", "comment": "Settled where he is."})
    actions = (Row("a", {"text": "Call the school", "owner": "Jo Sampleton"}),)
    record = Record(meeting, child, answers, {"options": (adoption,)}, actions=actions)
    imprint = Imprint("Invented Council", "OFFICIAL-SENSITIVE", "0.1")
    found = read_prepared(to_word(freeze(PPM, record, imprint)), PPM)
    assert found.answers == answers
    assert found.rows["options"] == (adoption,)
    assert [row.values for row in found.rows["actions"]] == [actions[0].values]
    assert "PPM-TEST22" in found.rest


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Name of Child", "CASS Number"), ("Robin Testname", "77")], ("Robin Testname", "77")),
        ([("Name of Child", "Robin Testname"), ("CASS Number", "77")], ("Robin Testname", "77")),
        ([("NAME OF CHILD:", "Robin Testname", "Case number", "77")], ("Robin Testname", "77")),
        ([("Name of Child: Robin Testname", "CASS Number\n77")], ("Robin Testname", "77")),
        ([("1. Name of child",), ("Robin Testname",)], ("Robin Testname", None)),
        ([("CASS Number (Mosaic ID)", "77")], (None, "77")),
    ],
)
def test_the_answer_stands_below_beside_or_within_the_label(
    rows: list[tuple[str, ...]], expected: tuple[str | None, str | None]
):
    document = docx.Document()
    table(document, *rows)
    found = read(document)
    assert (found.answers.get("child_name"), found.answers.get("case_number")) == expected
    assert found.rest == ""


def test_a_label_that_two_questions_share_belongs_to_its_neighbour():
    document = docx.Document()
    table(document, ("Guardian Name", "Kit Notreal", "Current View", "Wants more time."))
    table(document, ("Current View", "Nobody's"), ("Date", "3 May"), ("Comment", "None"))
    found = read(document)
    assert found.answers == {"guardian_name": "Kit Notreal", "guardian_view": "Wants more time."}
    assert found.rest == "Current View | Nobody's\nDate | 3 May\nComment | None"


def test_paragraphs_under_a_label_are_its_answer_up_to_the_next_heading():
    document = docx.Document()
    document.add_heading("Contingency plan", 2)
    document.add_paragraph("Long term fostering.")
    document.add_paragraph("With the present carers.")
    document.add_heading("Any other business", 2)
    document.add_paragraph("None.")
    document.add_paragraph("Date of next meeting: 25 April 2025")
    found = read(document)
    assert found.answers == {
        "contingency": "Long term fostering.\nWith the present carers.",
        "next_meeting": "25 April 2025",
    }
    assert found.rest == "Any other business\nNone."


def test_actions_are_known_by_the_headings_of_other_councils_and_unknown_columns_are_shown():
    document = docx.Document()
    table(
        document,
        ("No.", "Action", "Who", "By when"),
        ("1", "Call the school", "Jo Sampleton", "2 April"),
        ("2", "Book the medical", "", ""),
    )
    found = read(document, REVIEW)
    assert [row.values for row in found.rows["carried"]] == [
        {"text": "Call the school", "owner": "Jo Sampleton", "target": "2 April"},
        {"text": "Book the medical"},
    ]
    assert found.rest == "No.\n1\n2"


def test_the_second_answer_to_one_question_is_shown_and_not_dropped():
    document = docx.Document()
    table(document, ("Name of Child", "Robin Testname"), ("Name of Child", "Sam Testname"))
    found = read(document)
    assert found.answers == {"child_name": "Robin Testname"}
    assert found.rest == "Name of Child | Sam Testname"


def test_tables_in_tables_text_boxes_headers_and_notes_are_read():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "The head of the page"
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Ethnicity: White British"
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Life story", "Begun in May."
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></w:pict></w:r>"
    )
    document.add_paragraph("Around it")._p.append(parse_xml(box))
    document.add_paragraph()._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:drawing/></w:r>"))
    found = read(document)
    assert found.answers == {"ethnicity": "White British", "life_story": "Begun in May."}
    shown = ["Around it", "In a box", "[a picture, which cannot be read]", "The head of the page"]
    assert found.rest.split("\n") == shown


def test_boxes_and_lists_of_words_older_forms_say_what_was_chosen():
    document = docx.Document()
    made = document.add_table(rows=1, cols=2)
    made.cell(0, 0).text = "Sibling Group?"
    chosen = (
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
        '<w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/>'
        "</w:ddList></w:ffData></w:fldChar></w:r>"
    )
    made.cell(0, 1).paragraphs[0]._p.append(parse_xml(chosen))
    ticked = (
        f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    document.add_paragraph(" invited")._p.insert(0, parse_xml(ticked))
    found = read(document)
    assert found.answers == {"sibling_group": "Yes"}
    assert found.rest == "☒ invited"


# no word is lost

WORD = st.from_regex(r"\Aword[a-z]{3,6}\Z")
LABEL = st.sampled_from(
    [q.label or q.screen_label for q in PPM.questions()]
    + [column.label for q in PPM.questions() for column in q.columns]
    + [row.label for q in PPM.questions() for row in q.rows]
    + [section.heading or section.title for section in PPM.section]
)
TEXT = st.one_of(
    LABEL,
    st.just(""),
    st.lists(WORD, min_size=1, max_size=3).map(" ".join),
    st.tuples(LABEL, WORD).map(": ".join),
    st.tuples(LABEL, WORD).map("\n".join),
)
PART = st.one_of(TEXT, st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=5))


@settings(max_examples=25, deadline=None)
@given(st.lists(PART, max_size=8))
def test_every_word_of_a_file_is_in_an_answer_or_in_the_rest(parts: list[str | list[list[str]]]):
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table(document, *map(tuple, part))
    found = read(document)
    rows = (value for kept in found.rows.values() for row in kept for value in row.values.values())
    kept = "\n".join([*found.answers.values(), *rows, found.rest])
    typed = [text for part in parts for text in _texts(part)]
    for word in re.findall(r"\bword[a-z]+\b", "\n".join(typed)):
        assert re.search(rf"\b{word}\b", kept), f"{word} is lost"


def _texts(part: str | list[list[str]]) -> list[str]:
    return [part] if isinstance(part, str) else [cell for row in part for cell in row]


# hostile and broken files


def test_a_file_that_is_no_word_file_is_refused_in_a_sentence(tmp_path: Path):
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0 old"):
        with pytest.raises(CannotProceed, match=r"^This (file )?is .*\. [A-Z]"):
            read_prepared(content, PPM)
    with pytest.raises(CannotProceed, match="no file called"):
        read_prepared(tmp_path / "gone.docx", PPM)


def test_a_small_file_that_unpacks_to_very_much_is_refused():
    document = docx.Document()
    document.add_paragraph("x" * 30_000_000)
    with pytest.raises(CannotProceed, match="unpacks"):
        read(document)


def test_an_answer_beyond_all_bounds_is_shown_and_not_taken():
    document = docx.Document()
    long = "Robin said. " * 20_000
    table(document, ("Brief background", long))
    found = read(document)
    assert "background" not in found.answers
    assert long in found.rest


def test_spans_and_lists_that_count_to_nonsense_do_no_harm():
    document = docx.Document()
    made = document.add_table(rows=1, cols=2)
    made.cell(0, 0).text, made.cell(0, 1).text = "Name of Child", "Robin Testname"
    properties = made.cell(0, 0)._tc.get_or_add_tcPr()
    for value in ("999999999999", "-3", "x"):
        properties.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{value}"/>'))
    assert read(document).answers == {"child_name": "Robin Testname"}
