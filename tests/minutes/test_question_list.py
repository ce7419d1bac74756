"""The list of questions that a practice lead reviews without the program, and its command."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from lxml import etree

from desktop_app.errors import CannotProceed
from desktop_app.forms.glance import load_glance
from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form
from desktop_app.minutes.preparation.question_list import print_questions, question_list
from desktop_app.policy.profile import apply, load_profiles

LIBRARY = load_library()
PROFILES, _ = load_profiles(library=LIBRARY)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
every_form = pytest.mark.parametrize("form", LIBRARY.forms.values(), ids=LIBRARY.forms.keys())


def listed(form: Form, council: str = "calderdale") -> Document:
    profile = PROFILES[council]
    return docx.Document(io.BytesIO(question_list(apply(profile, form), LIBRARY, profile.name)))


def rows(document: Document) -> dict[str, list[str]]:
    """The three cells of every question, by its words on screen."""
    found: dict[str, list[str]] = {}
    for table in document.tables:
        for row in table.rows[1:]:
            cells = [cell.text for cell in row.cells]
            number_and_words = cells[0].split("\n")[0]
            found[number_and_words.partition(" ")[2]] = cells
    return found


def flat(words: str) -> str:
    return " ".join(words.split())


@every_form
def test_every_question_stands_there_with_its_label_hint_and_guidance(form: Form):
    found = rows(listed(form))
    profile = PROFILES["calderdale"]
    asked = list(apply(profile, form).questions())
    assert len(found) == len(asked)
    for question in asked:
        name, when, answer = found[question.words]
        assert flat(question.label) in name
        assert f"Hint: {flat(question.hint)}" in answer
        assert f"Guidance: {flat(question.guidance)}" in answer
        assert f"Source: {flat(question.source)}" in answer
        assert flat(question.message) in when
        for column in question.columns:
            assert f"{flat(column.label)}”: " in answer
            assert flat(column.hint) in answer
            assert flat(column.message) in answer
        for row in question.rows:
            assert f"“{row.label}”" in answer


@every_form
def test_the_sections_stand_in_running_order_under_headings(form: Form):
    document = listed(form)
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    sections = [f"{n}. {section.title}" for n, section in enumerate(form.in_the_room(), 1)]
    assert headings[1 : len(sections) + 1] == sections
    assert len(document.tables) == len(sections)
    said = "\n".join(p.text for p in document.paragraphs)
    for section in form.section:
        assert f"under the heading “{section.heading}”" in said or not section.heading
        assert section.note in said
        assert section.hint in said


@every_form
def test_every_choice_stands_there(form: Form):
    said = "\n".join(cell for row in rows(listed(form)).values() for cell in row)
    for question in form.questions():
        for asked in (question, *question.columns):
            choices = LIBRARY.choices(asked)
            if choices[:2] != ("Yes", "No"):
                assert "; ".join(choices) in said


def test_a_long_list_of_choices_is_written_out_once():
    roles = "; ".join(LIBRARY.vocabularies["roles"].names)
    found = rows(listed(LIBRARY.forms["initial_ppm"]))
    with_roles = [cells for cells in found.values() if roles in cells[2]]
    assert len(with_roles) == 1
    number = with_roles[0][0].split(" ")[0]
    assert f"(as in {number})" in found["Who is here"][2]


def test_a_councils_words_and_strictness_apply_and_the_printed_label_stays():
    name, _, answer = rows(listed(LIBRARY.forms["initial_ppm"], "camden"))["Mosaic ID"]
    assert "Prints as: “CASS Number (Mosaic ID)”" in name
    assert "As Mosaic shows it." in answer


def test_what_the_program_offers_next_is_named_as_the_chair_knows_it():
    said = [paragraph.text for paragraph in listed(LIBRARY.forms["initial_ppm"]).paragraphs]
    assert "Form: Review PPM" in said


@every_form
def test_what_stands_beside_a_question_is_printed_whole_after_the_questions(form: Form):
    document = listed(form)
    said = [flat(paragraph.text) for paragraph in document.paragraphs]
    cells = rows(document)
    for question in form.questions():
        for name in question.glance:
            glance = load_glance(name)
            assert f"At a glance: “{glance.title}”" in cells[question.words][2]
            assert said.count(f"At a glance: {glance.title}") == 1
            for entry in glance.entry:
                for point in entry.points:
                    line = f"{point.label}: {point.text}" if point.label else f"– {point.text}"
                    assert line in said
    assert "Cal: Calderdale, Permanence Policy, with its appendices" in said


@every_form
def test_only_the_column_headings_repeat_on_every_page(form: Form):
    for table in listed(form).tables:
        repeats = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
        assert repeats == [True] + [False] * (len(repeats) - 1)


def test_the_paper_is_a4_british_numbered_and_names_nobody():
    form = LIBRARY.forms["selection"]
    document = listed(form)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    properties = document.core_properties
    assert properties.title == "Selection meeting: list of questions"
    assert properties.language == "en-GB"
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)
    with zipfile.ZipFile(io.BytesIO(question_list(form, LIBRARY, "Invented"))) as package:
        footer = etree.fromstring(package.read("word/footer1.xml"))
        assert b'<w:lang w:val="en-GB"' in package.read("word/styles.xml")
    fields = [field.get(f"{W}instr").strip() for field in footer.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_list_never_goes_over_what_is_there(tmp_path: Path):
    form = LIBRARY.forms["stability"]
    first = print_questions(form, LIBRARY, "Another council", tmp_path)
    assert first.name == "stability_questions_another-council.docx"
    first.write_text("a reviewer's remarks", encoding="utf-8")
    second = print_questions(form, LIBRARY, "Another council", tmp_path)
    assert second.name == "stability_questions_another-council (2).docx"
    assert first.read_text(encoding="utf-8") == "a reviewer's remarks"
    assert docx.Document(str(second)).tables


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(CannotProceed, match="cannot be saved"):
        print_questions(LIBRARY.forms["stability"], LIBRARY, "Invented", tmp_path / "gone")


def test_the_command_prints_where_the_list_lies_and_refuses_what_it_does_not_know(tmp_path: Path):
    def chairside(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "desktop_app", "forms", "print", *map(str, words)],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1", "CHAIRSIDE_DATA_DIR": str(tmp_path / "data")},
        )

    done = chairside("review ppm", "--council", "camden", "--to", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    path = Path(done.stdout.removesuffix("\n"))
    assert path == tmp_path / "review_ppm_questions_camden.docx"
    assert "Mosaic ID" in rows(docx.Document(str(path)))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    unknown = chairside("reveiw_ppm", "--to", tmp_path)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "Did you mean “review_ppm”?" in unknown.stderr
