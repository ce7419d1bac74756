"""The social worker's preparation form: what it asks, what it says already, and its way back."""

import io
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_packages import saved

from desktop_app.disk.whole_file import write
from desktop_app.errors import CannotProceed
from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Question
from desktop_app.minutes.preparation.asked import CHOOSE, PLACEHOLDER, Known
from desktop_app.minutes.preparation.preparation import preparation_form, save_preparation
from desktop_app.minutes.preparation.read_prepared import Prepared, read_prepared
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.text import clean, one_line

LIBRARY = load_library()
every_form = pytest.mark.parametrize("form", LIBRARY.forms.values(), ids=LIBRARY.forms.keys())
PPM = LIBRARY.forms["initial_ppm"]
BLANK = preparation_form(PPM, LIBRARY.choices)
ANY_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t", codec="utf-8"),
    max_size=60,
).filter(lambda text: text not in (PLACEHOLDER, CHOOSE))
WORDS = st.sampled_from(
    ["Robin", "Gran said: no?", "Name of Child", "12/3", "  two\n\nlines ", "|"]
)


def opened(word: bytes) -> Document:
    return docx.Document(io.BytesIO(word))


def controls(document: Document) -> dict[str, OxmlElement]:
    """Every answer's content control by the question's key."""
    found = {}
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))
        if tag.startswith("p:"):
            found[tag[2:]] = control
    return found


def type_into(control: OxmlElement, *runs: str, bold: bool = False) -> None:
    """As Word does: the placeholder goes, and line ends and tabs become marks of their own."""
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    for shown in properties.findall(qn("w:showingPlcHdr")):
        properties.remove(shown)
    for old in list(content):
        content.remove(old)
    for text in runs:
        content.append(run(text, bold=bold))


def run(text: str, *, bold: bool = False) -> OxmlElement:
    made = OxmlElement("w:r")
    made.text = text
    if bold:
        made.get_or_add_rPr().append(OxmlElement("w:b"))
    return made


def asked(form: Form) -> list[Question]:
    sections = (section for section in form.section if section.prepared)
    questions = (q for section in sections for q in section.question)
    return [q for q in questions if q.prepared and q.kind != "calculated"]


def as_kept(question: Question, text: str) -> str:
    if question.kind in ("notes", "choices"):
        return clean(text).strip("\n") if text.strip() else ""
    return one_line(text).strip()


@every_form
def test_the_form_asks_what_can_be_prepared_and_nothing_of_the_day(form: Form):
    document = opened(preparation_form(form, LIBRARY.choices))
    said = "\n".join(
        [*(p.text for p in document.paragraphs)]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for question in asked(form):
        assert question.words in said
        assert question.hint in said
    keys = {q.key for q in asked(form)}
    assert set(controls(document)) == {q.key for q in asked(form) if not q.has_rows}
    assert {"child_name", "case_number", "child_views", "social_worker"} <= keys
    assert not {"attendance", "chair", "start_time", "actions", "next_meeting", "plan"} & keys


@every_form
def test_a_form_that_nobody_filled_in_says_nothing(form: Form):
    read = read_prepared(preparation_form(form, LIBRARY.choices), form)
    assert read == Prepared(returned=True, answers={}, rows={}, rest="")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(st.data())
def test_whatever_is_typed_into_the_controls_is_read_back(data: st.DataObject):
    document = opened(BLANK)
    typed: dict[str, str] = {}
    for key, control in controls(document).items():
        typed[key] = data.draw(ANY_TEXT | WORDS, label=key)
        half = len(typed[key]) // 2
        type_into(control, typed[key][:half], typed[key][half:], bold=half % 2 == 0)
    expected = {key: as_kept(PPM.question(key), text) for key, text in typed.items()}
    read = read_prepared(saved(document), PPM)
    assert read.answers == {key: text for key, text in expected.items() if text}
    assert read.rest == ""


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[ANY_TEXT] * 4), max_size=5))
def test_rows_are_read_back_also_those_that_the_worker_added(typed: list[tuple[str, ...]]):
    document = opened(BLANK)
    table = next(t for t in document.tables if "Documents considered" in t.rows[0].cells[0].text)
    while len(table.rows) < 2 + len(typed):
        table.add_row()
    for row, cells in zip(table.rows[2:], typed, strict=False):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    keys = [column.key for column in PPM.question("documents").columns]
    expected = [
        {key: one_line(text.strip()) for key, text in zip(keys, row, strict=True) if text.strip()}
        for row in typed
    ]
    read = read_prepared(saved(document), PPM)
    assert [row.values for row in read.rows.get("documents", ())] == [
        row for row in expected if row
    ]
    assert (read.answers, read.rest) == ({}, "")


def test_words_beside_the_control_in_its_cell_belong_to_the_answer():
    document = opened(BLANK)
    control = controls(document)["background"]
    type_into(control, "First.")
    paragraph = control.getparent()
    more = deepcopy(paragraph)
    more.remove(more.find(qn("w:sdt")))
    more.append(run("Second."))
    paragraph.addnext(more)
    assert read_prepared(saved(document), PPM).answers == {"background": "First.\nSecond."}


def test_a_control_within_a_control_and_tracked_changes_keep_the_words_that_stand():
    document = opened(BLANK)
    control = controls(document)["child_views"]
    type_into(control, "I want ", "to see Gran.")
    content = control.find(qn("w:sdtContent"))
    first, second = list(content)
    inner, inserted, deleted = (OxmlElement(f"w:{name}") for name in ("sdt", "ins", "del"))
    inside = OxmlElement("w:sdtContent")
    inner.append(inside)
    inside.append(first)
    inserted.append(second)
    gone = run("not to ")
    gone[0].tag = qn("w:delText")
    deleted.append(gone)
    content.extend([inner, deleted, inserted])
    answers = read_prepared(saved(document), PPM).answers
    assert answers == {"child_views": "I want to see Gran."}


def test_a_program_that_loses_the_tags_loses_no_answer():
    """LibreOffice 7 keeps the words of a control, not its tag nor that it is a placeholder."""
    document = opened(BLANK)
    typed = {"child_name": "Robin Testname", "background": "One.\nTwo.", "iro_name": "Lee Madeup"}
    for key, text in typed.items():
        type_into(controls(document)[key], text)
    table = next(t for t in document.tables if "Papers that go" in t.rows[0].cells[0].text)
    table.rows[3].cells[1].text = "Seen"
    for control in document.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        for lost in list(properties):
            properties.remove(lost)
    read = read_prepared(saved(document), PPM)
    assert (read.returned, read.answers, read.rest) == (True, typed, "")
    assert read.rows == {"papers": (Row("panel_actions", {"state": "Seen"}),)}


def test_what_is_known_stands_there_already_and_comes_back_the_same():
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    meeting = Meeting("m", "PPM-TEST22", "c", PPM.key, created_at="2026-11-21T10:00:00+00:00")
    answers = {
        "child_name": "Robin Testname",
        "case_number": "1204417",
        "background": "Came into care in May.\n\n\tTwice before, help at home.",
        "circumstances": "Pre-proceedings\nAged 16 or over",
        "legal_status": "Interim care order",
        "attendance": "never printed",
    }
    papers = (Row("panel_actions", {"state": "Missing", "note": "Sam brings them"}),)
    carers = (Row("x", {"name": "Gran Invented", "comments": "Willing.\nLives near."}),)
    tables = {"papers": papers, "carers": carers}
    known = Known(Record(meeting, child, answers, tables), "OFFICIAL-SENSITIVE")
    word = preparation_form(PPM, LIBRARY.choices, known)
    read = read_prepared(word, PPM)
    assert read.answers == {key: t for key, t in answers.items() if key != "attendance"}
    assert read.rows["papers"] == papers
    assert [row.values for row in read.rows["carers"]] == [carers[0].values]
    keys = set(controls(opened(word)))
    assert {"pre_proceedings_start", "sixteen_plus"} <= keys
    assert not {"hospital_plan", "consent_by"} & keys, "circumstances rule these out"
    assert "OFFICIAL-SENSITIVE" in opened(word).sections[0].header.paragraphs[0].text


def test_a_form_never_goes_over_what_is_there_and_its_name_names_no_child(tmp_path: Path):
    first = save_preparation(PPM, LIBRARY.choices, tmp_path, write)
    second = save_preparation(PPM, LIBRARY.choices, tmp_path, write)
    names = ("initial_ppm_preparation.docx", "initial_ppm_preparation (2).docx")
    assert (first.name, second.name) == names
    with pytest.raises(CannotProceed, match="cannot be saved"):
        save_preparation(PPM, LIBRARY.choices, tmp_path / "gone", write)


def test_the_paper_names_nobody_and_is_british():
    properties = opened(BLANK).core_properties
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)
    assert (properties.title, properties.language) == ("Initial PPM: preparation", "en-GB")


def test_the_command_prints_where_the_form_lies(tmp_path: Path):
    words = ("forms", "prepare", "review ppm", "--council", "camden", "--to", str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "CHAIRSIDE_DATA_DIR": str(tmp_path / "data")},
    )
    assert (done.returncode, done.stderr) == (0, "")
    path = Path(done.stdout.removesuffix("\n"))
    assert path == tmp_path / "review_ppm_preparation.docx"
    labels = {row.cells[0].text for table in opened(path.read_bytes()).tables for row in table.rows}
    assert any(label.startswith("Mosaic ID\n") for label in labels)


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_what_it_saves_again_reads_the_same(tmp_path: Path):
    document = opened(BLANK)
    typed = {"child_name": "Robin Testname", "background": "One.\nTwo.", "sibling_group": "Yes"}
    for key, text in typed.items():
        type_into(controls(document)[key], text)
    (tmp_path / "filled.docx").write_bytes(saved(document))
    (tmp_path / "again").mkdir()
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    words = ["--headless", "--convert-to", "docx", "--outdir", "again", "filled.docx"]
    subprocess.run(["soffice", profile, *words], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607 - wherever it is installed
    read = read_prepared(tmp_path / "again" / "filled.docx", PPM)
    assert read == Prepared(returned=True, answers=typed, rows={}, rest="")
