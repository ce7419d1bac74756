"""What a reader, a screen reader and the case system find in the Word file."""

import io
import re
import runpy
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from minutes_examples import draft, signed
from word_packages import parts

from desktop_app.errors import ProgramFault
from desktop_app.minutes.word import to_word
from desktop_app.paths import RESOURCES
from desktop_app.records.snapshot import Grid, Section, Snapshot, Text, fingerprint

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HERE = Path(__file__).parent
SOFFICE = shutil.which("soffice") or ""
PDFTOTEXT = shutil.which("pdftotext") or ""


def opened(snapshot: Snapshot) -> Document:
    return docx.Document(io.BytesIO(to_word(snapshot)))


def body(snapshot: Snapshot) -> etree._Element:
    return etree.fromstring(parts(to_word(snapshot))["word/document.xml"])


def words(element: etree._Element) -> str:
    lines = ("".join(t.text or "" for t in p.iter(W + "t")) for p in element.iter(W + "p"))
    return "\n".join(lines)


def controls(element: etree._Element) -> dict[str, str]:
    return {
        control.find(f"{W}sdtPr/{W}tag").get(W + "val"): words(control.find(f"{W}sdtContent"))
        for control in element.iter(W + "sdt")
    }


def printed(snapshot: Snapshot) -> str:
    return words(body(snapshot))


def one_section(*groups: tuple[Text | Grid, ...]) -> Snapshot:
    section = Section("only", "", "", groups)
    return replace(draft(), template=(section,), additional=())


def entries(snapshot: Snapshot):
    for section in (*snapshot.template, *snapshot.additional):
        for group in section.groups:
            yield from group


def test_every_label_and_answer_stands_in_a_content_control_of_its_own():
    found = controls(body(draft()))
    for entry in entries(draft()):
        if isinstance(entry, Text):
            assert found[f"l:{entry.key}"] == entry.label
            assert found[f"a:{entry.key}"] == entry.text.replace("\t", "")
            continue
        for place, (key, label) in enumerate(entry.columns):
            assert found[f"h:{entry.key}:{key}"] == label
            for number, row in enumerate(entry.rows):
                assert found[f"c:{entry.key}:{number}:{key}"] == row[place]


def test_python_docx_finds_headings_labels_and_answers_in_tables():
    document = opened(draft())
    cells = [
        (
            "".join(t.text or "" for t in cell._tc.iter(qn("w:t"))),
            {style.get(qn("w:val")) for style in cell._tc.iter(qn("w:pStyle"))},
        )
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    assert ("Child Details", {"Heading1"}) in cells
    assert ("Name of Child", {"FormLabel"}) in cells
    assert ("Robin Testname", {"FormAnswer"}) in cells
    assert document.styles["Heading 1"].name == "Heading 1"


def test_labels_stand_above_their_answers_as_on_the_paper_form():
    lines = printed(draft()).split("\n")
    assert lines[0] == "INITIAL PERMANENCE REVIEW PLANNING MEETING (PPM)"
    child = lines.index("Child Details")
    assert lines[child + 1 : child + 9] == [
        "Name of Child",
        "CASS Number",
        "Initial or Review PPM",
        "Date of Meeting",
        "Robin Testname",
        "123456",
        "Initial",
        "14 March 2025",
    ]


def test_a_note_stands_under_its_heading():
    lines = printed(draft()).split("\n")
    place = lines.index("PPM Recommendations and Actions Required")
    assert lines[place + 1] == (
        "NB:  At initial PPM set frequency of meetings and identify future chair"
    )


def test_an_empty_table_prints_three_empty_rows():
    empty = Grid("people", "People", (("name", "Name"), ("role", "Role")), ())
    table = body(one_section((empty,))).findall(f".//{W}tbl")[1]
    rows = table.findall(W + "tr")
    assert [words(row).strip() for row in rows] == ["People", "Name\nRole", "", "", ""]


def test_column_headings_repeat_on_every_page_and_nothing_below_them_does():
    for table in body(signed()).iter(W + "tbl"):
        repeats = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(W + "tr")]
        assert repeats == sorted(repeats, reverse=True)  # Word ignores one after a gap
    actions = next(t for t in body(signed()).iter(W + "tbl") if "By Whom" in words(t))
    repeated = actions.findall(f"{W}tr/{W}trPr/{W}tblHeader")
    assert "By Whom" in words(actions[2 + len(repeated) - 1])


def test_only_a_row_with_a_long_text_may_break_across_pages():
    snapshot = one_section(
        (Text("short", "Short", "one line"),), (Text("long", "Long", "many words " * 200),)
    )
    rows = body(snapshot).findall(f".//{W}tr")
    may_break = [words(row)[:10] for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert may_break == ["many words"]


def test_the_first_of_many_rows_does_not_stand_alone_at_the_foot_of_a_page():
    actions = next(t for t in body(signed()).iter(W + "tbl") if "By Whom" in words(t))
    held = [row.find(f".//{W}keepNext") is not None for row in actions.iter(W + "tr")]
    assert held == [True, True, True] + [False] * 7  # heading, columns, the first of eight


def test_every_row_of_a_table_fills_its_width():
    for table in body(signed()).iter(W + "tbl"):
        columns = [int(c.get(W + "w")) for c in table.iter(W + "gridCol")]
        assert sum(columns) == 9638
        for row in table.iter(W + "tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(W + "tc")]
            assert sum(1 if s is None else int(s.get(W + "val")) for s in spans) == len(columns)
            widths = [int(width.get(W + "w")) for width in row.iter(W + "tcW")]
            assert sum(widths) == 9638


def test_widths_follow_the_shares_of_the_form():
    snapshot = one_section((Text("a", "A", ""), Text("b", "B", "")))
    wide = replace(snapshot, shares={"a+b": (3, 1)})
    columns = body(wide).findall(f".//{W}tbl")[1].findall(f"{W}tblGrid/{W}gridCol")
    first, second = (int(column.get(W + "w")) for column in columns)
    assert 2.9 < first / second < 3.1


def test_the_signature_keeps_with_the_row_before_it():
    elements = list(body(signed()).find(W + "body"))
    table = [e for e in elements if e.tag == W + "tbl"][-1]
    before = elements[elements.index(table) - 2]  # a gap stands between
    held = [*before.findall(W + "tr")[-1:], elements[elements.index(table) - 1]]
    held += table.findall(W + "tr")[:-1]
    assert "Signature" in words(table)
    for element in held:
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in element.iter(W + "p"))


def test_the_signature_shows_who_signed_what():
    lines = printed(signed()).split("\n")
    place = lines.index("Signature")
    assert lines[place + 1] == signed().signature.statement
    assert lines[place + 2 : place + 8] == [
        "Name",
        "Role",
        "Date and time",
        "Alex Exemplar",
        "Service manager, chair",
        "14 March 2025, 16:42",
    ]
    assert lines[place + 8 :] == [
        "Version",
        "Fingerprint of the content",
        "1.0",
        fingerprint(signed()),
        "Digital seal",
        signed().signature.seal,
    ]


def test_what_was_signed_over_prints_with_its_reason():
    lines = printed(signed()).split("\n")
    place = lines.index("Signed with reasons")
    assert lines[place + 1 : place + 7] == [
        "About",
        "What is missing",
        "Reason",
        "Guardian",
        "Current View",
        "The guardian could not be reached before the meeting.",
    ]
    assert "Signed with reasons" not in printed(draft())


def test_an_unsigned_file_says_draft_at_its_end_and_on_every_page():
    header = parts(to_word(draft()))["word/header1.xml"].decode()
    assert printed(draft()).endswith("DRAFT: not signed")
    assert "DRAFT: not signed" in header
    assert 'string="DRAFT"' in header


def test_a_signed_file_says_draft_nowhere():
    assert not [name for name, part in parts(to_word(signed())).items() if b"DRAFT" in part]


def test_marking_reference_and_page_stand_on_every_page():
    inside = parts(to_word(signed()))
    header, footer = inside["word/header1.xml"].decode(), inside["word/footer1.xml"].decode()
    for part in (header, footer):
        assert "OFFICIAL-SENSITIVE" in part
        assert "PPM-4F7KQ2" in part
    assert re.findall(r'instr=" (\w+) "', footer) == ["PAGE", "NUMPAGES"]


def test_the_properties_tell_nothing_about_child_chair_or_time():
    properties = opened(signed()).core_properties
    assert properties.title == "Permanence meeting record"
    assert properties.language == "en-GB"
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        assert getattr(properties, name) == ""
    assert properties.created is None
    assert properties.modified is None
    others = [part for name, part in parts(to_word(signed())).items() if "document" not in name]
    assert not [part for part in others if b"Testname" in part or b"Exemplar" in part]


def test_the_package_holds_nothing_but_the_minutes():
    assert sorted(parts(to_word(signed()))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_the_paper_is_a4_and_the_language_british():
    section = opened(signed()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert b'<w:lang w:val="en-GB"' in parts(to_word(signed()))["word/styles.xml"]


def test_the_same_snapshot_gives_the_same_bytes_without_a_time():
    word = to_word(signed())
    assert word == to_word(signed())
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_tags_and_names_are_no_longer_than_word_allows():
    long = one_section((Text("k" * 62, "A label of many words " * 9, ""),))
    properties = body(long).iter(W + "tag", W + "alias")
    assert max(len(one.get(W + "val")) for one in properties) == 64


def test_word_is_told_to_keep_every_space():
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert {t.get(space) for t in body(draft()).iter(W + "t")} == {"preserve"}


@pytest.mark.parametrize("key", ["k" * 63, "two:words"])
def test_a_key_that_no_tag_can_hold_is_refused(key: str):
    with pytest.raises(ProgramFault, match="key"):
        to_word(one_section((Text(key, "Label", ""),)))


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_xml_cannot_hold_is_refused_not_dropped(character: str):
    with pytest.raises(ProgramFault, match="character"):
        to_word(one_section((Text("a", "Label", f"before{character}after"),)))


def test_a_group_of_texts_and_a_table_is_refused():
    grid = Grid("g", "", (("a", "A"),), ())
    with pytest.raises(ProgramFault, match="group"):
        to_word(one_section((Text("a", "A", ""), grid)))


def test_the_base_file_is_what_its_script_makes():
    made = runpy.run_path(str(HERE.parent.parent / "installer" / "make_base_docx.py"))["parts"]()
    stored = parts((RESOURCES / "base.docx").read_bytes())
    assert {name: text.encode() for name, text in made.items()} == stored


@pytest.mark.libreoffice
@pytest.mark.skipif(
    not (SOFFICE and PDFTOTEXT),
    reason="LibreOffice and pdftotext are needed to see pages",
)
def test_pages_are_marked_and_the_signature_is_not_alone(tmp_path: Path):
    (tmp_path / "minutes.docx").write_bytes(to_word(signed()))
    office = [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/office"]
    convert = [*office, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "minutes.docx")], check=True, capture_output=True)
    text = subprocess.run(
        [PDFTOTEXT, "-layout", str(tmp_path / "minutes.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    pages = text.rstrip("\f").split("\f")
    for number, page in enumerate(pages, start=1):
        assert page.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Page {number} of {len(pages)}" in page
    assert pages[-1].index("Signed with reasons") < pages[-1].index("Fingerprint of the content")
