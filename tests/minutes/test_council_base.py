"""A council sets its own Word base: its letterhead stands on every page, its dangers stay out."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from base_examples import (
    ADDRESS,
    BASES,
    LETTERHEAD,
    LOGO,
    OFFICE,
    a_header,
    blank,
    floating,
    joined,
    with_first_page,
    with_letterhead,
)
from docx.shared import Cm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from minutes_examples import draft, signed
from test_word_reads_back import snapshots
from word_packages import changed, parts, saved, zipped

from desktop_app.errors import CannotProceed
from desktop_app.minutes.paper.base import check_base
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Snapshot, fingerprint

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MICROSOFT = "http://schemas.microsoft.com/office"
SOFFICE = shutil.which("soffice") or ""
PDFTOTEXT = shutil.which("pdftotext") or ""
MADE = {name: make() for name, make in BASES.items()}


def edges(word: bytes, edge: str) -> list[str]:
    """The words of every header or footer, one after the other."""
    found = (part for name, part in parts(word).items() if name.startswith(f"word/{edge}"))
    return ["".join(t.text or "" for t in etree.fromstring(part).iter(W + "t")) for part in found]


def pictures(word: bytes) -> list[bytes]:
    return [part for name, part in parts(word).items() if name.startswith("word/media/")]


# -- what the minutes take from it ---------------------------------------------------------------


@pytest.mark.parametrize("snapshot", [draft(), signed()], ids=["draft", "signed"])
@pytest.mark.parametrize("base", MADE.values(), ids=MADE)
def test_letterhead_and_our_lines_stand_on_every_kind_of_page(base: bytes, snapshot: Snapshot):
    word = to_word(snapshot, base)
    assert all("OFFICIAL-SENSITIVE" in line for line in edges(word, "header"))
    assert all("PPM-4F7KQ2" in line for line in edges(word, "header"))
    assert all("Page 1 of 1" in line for line in edges(word, "footer"))
    assert LETTERHEAD in "".join(edges(word, "header"))
    assert pictures(word) == [LOGO]


@pytest.mark.parametrize("base", MADE.values(), ids=MADE)
def test_a_draft_says_so_on_every_kind_of_page_and_a_signed_file_nowhere(base: bytes):
    inside = parts(to_word(draft(), base))
    headers = [part.decode() for name, part in inside.items() if name.startswith("word/header")]
    assert all('string="DRAFT"' in part and "DRAFT: not signed" in part for part in headers)
    marks = [re.findall(r"PowerPlusWaterMarkObject\d+", part) for part in headers]
    assert len({mark for found in marks for mark in found}) == len(headers)
    assert not [name for name, part in parts(to_word(signed(), base)).items() if b"DRAFT" in part]


@pytest.mark.parametrize(
    ("name", "kinds"), [("letterhead", 1), ("first page", 2), ("two sides", 2)]
)
def test_every_kind_of_page_has_its_header_and_footer(name: str, kinds: int):
    word = to_word(signed(), MADE[name])
    assert len(edges(word, "header")) == len(edges(word, "footer")) == kinds


def test_a_first_page_without_a_header_of_its_own_still_tells_marking_and_page():
    document = blank()
    document.sections[0].header.paragraphs[0].text = LETTERHEAD
    base = changed(saved(document), "word/document.xml", "</w:sectPr>", "<w:titlePg/></w:sectPr>")
    word = to_word(signed(), base)
    assert len(edges(word, "header")) == 2
    assert all("OFFICIAL-SENSITIVE" in line for line in edges(word, "header"))
    assert LETTERHEAD not in edges(word, "header")[1]


def test_a_header_that_the_base_has_switched_off_stays_behind():
    document = blank()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "switched off"
    section.different_first_page_header_footer = False
    assert b"switched off" not in b"".join(parts(to_word(signed(), saved(document))).values())


def test_our_line_is_the_last_of_the_header_and_the_first_of_the_footer():
    inside = parts(to_word(signed(), MADE["letterhead"]))
    header = next(part for name, part in inside.items() if name.startswith("word/header"))
    footer = next(part for name, part in inside.items() if name.startswith("word/footer"))
    assert "OFFICIAL-SENSITIVE" in "".join(etree.fromstring(header)[-1].itertext())
    assert "OFFICIAL-SENSITIVE" in "".join(etree.fromstring(footer)[0].itertext())
    assert ADDRESS in "".join(etree.fromstring(footer)[-1].itertext())


def our_spacing(base: bytes, edge: str, place: int, key: str) -> list[int]:
    inside = parts(to_word(signed(), base))
    found = [part for name, part in inside.items() if name.startswith(f"word/{edge}")]
    lines = [etree.fromstring(part)[place].find(f"{W}pPr/{W}spacing") for part in found]
    return [int(line.get(W + key)) for line in lines]


def test_below_a_floating_logo_our_line_begins_where_the_text_may_begin():
    document = docx.Document(io.BytesIO(with_first_page()))
    section = document.sections[0]
    room = round((section.top_margin - section.header_distance) / 635)
    assert our_spacing(with_first_page(), "header", -1, "before") == [60, room]


def test_above_a_floating_picture_in_the_footer_likewise():
    document = blank()
    line = document.sections[0].footer.paragraphs[0]
    line.add_run().add_picture(io.BytesIO(LOGO), width=Cm(3))
    floating(line, Cm(28))
    section = document.sections[0]
    room = round((section.bottom_margin - section.footer_distance) / 635)
    assert our_spacing(saved(document), "footer", 0, "after") == [room]


def test_a_fixed_top_margin_gives_way_to_our_line():
    base = changed(with_letterhead(), "word/document.xml", 'w:top="', 'w:top="-')
    made = parts(to_word(signed(), base))["word/document.xml"].decode()
    assert 'w:top="-' in parts(base)["word/document.xml"].decode()
    assert 'w:top="-' not in made


@pytest.mark.parametrize("base", MADE.values(), ids=MADE)
def test_page_and_margins_are_those_of_the_base_and_the_tables_fit_between(base: bytes):
    word = to_word(signed(), base)
    wanted = docx.Document(io.BytesIO(base)).sections[0]
    document = docx.Document(io.BytesIO(word))
    section = document.sections[0]
    for name in ("page_width", "page_height", "orientation", "left_margin", "right_margin"):
        assert getattr(section, name) == getattr(wanted, name)
    width = round((wanted.page_width - wanted.left_margin - wanted.right_margin) / 635)
    for table in document.element.body.iter(W + "tbl"):
        assert sum(int(column.get(W + "w")) for column in table.iter(W + "gridCol")) == width
    stops = document.styles["Page line"].paragraph_format.tab_stops
    assert [round(stop.position / 635) for stop in stops] == [width // 2, width]


def test_a_style_of_the_base_goes_before_ours_and_ours_take_its_font():
    document = docx.Document(io.BytesIO(to_word(signed(), MADE["letterhead"])))
    assert document.styles["Form label"].font.italic
    assert document.styles["Normal"].font.name == "DejaVu Serif"
    answer = document.styles["Form answer"]
    assert answer.base_style.name == "Normal"
    assert answer.font.name is None


def test_the_gaps_and_indents_of_the_base_do_not_break_up_the_tables():
    document = blank()
    usual = document.styles["Normal"].paragraph_format
    usual.left_indent, usual.space_after, usual.line_spacing = Cm(3), Pt(30), 2
    styles = docx.Document(io.BytesIO(to_word(signed(), saved(document)))).styles
    for name in ("Form answer", "Fact", "Gap", "Section gap", "Page line"):
        form = styles[name].paragraph_format
        assert form.left_indent == 0
        assert form.space_after < Pt(5)
        assert form.line_spacing != 2


def test_a_style_that_the_base_calls_by_another_id_is_found_by_its_name():
    renamed = parts(with_letterhead())
    styles = renamed["word/styles.xml"].replace(b'"Heading1"', b'"Ueberschrift"')
    word = to_word(signed(), zipped(renamed | {"word/styles.xml": styles}))
    used = {
        s.get(W + "val")
        for s in etree.fromstring(parts(word)["word/document.xml"]).iter(W + "pStyle")
    }
    assert "Ueberschrift" in used
    defined = etree.fromstring(parts(word)["word/styles.xml"]).iter(W + "style")
    assert used <= {style.get(W + "styleId") for style in defined}


def test_an_id_that_the_base_uses_for_something_else_stays_with_it():
    theirs = '<w:style w:type="paragraph" w:styleId="Fact"><w:name w:val="Poster"/></w:style>'
    base = changed(with_letterhead(), "word/styles.xml", "</w:styles>", f"{theirs}</w:styles>")
    styles = docx.Document(io.BytesIO(to_word(signed(), base))).styles
    assert styles["Poster"].style_id == "Fact"
    assert styles["Fact"].style_id == "Fact0"


def test_cells_have_margins_also_where_the_base_says_nothing_of_tables():
    tables = r'<w:style w:type="table" w:default="1".*?</w:style>'
    base = changed(with_letterhead(), "word/styles.xml", tables, "")
    made = etree.fromstring(parts(to_word(signed(), base))["word/styles.xml"])
    assert [
        s.get(W + "styleId")
        for s in made.iter(W + "style")
        if s.find(f".//{W}tblCellMar") is not None and s.get(W + "default") == "1"
    ] == ["TableNormal"]


def test_the_minutes_are_read_aloud_in_british_english():
    made = etree.fromstring(parts(to_word(signed(), MADE["letterhead"]))["word/styles.xml"])
    assert made.find(f"{W}docDefaults//{W}lang").get(W + "val") == "en-GB"


def test_fonts_within_the_base_come_along():
    font = b"not a font, but carried as one"
    base = joined(with_letterhead(), "font", "fonts/f.odttf", content=font, source="fontTable")
    base = changed(
        base,
        "word/fontTable.xml",
        "</w:fonts>",
        f'<w:font w:name="Crest"><w:embedRegular xmlns:r="{OFFICE[:-1]}" r:id="rIdMore"/></w:font>'
        "</w:fonts>",
    )
    base = changed(
        base,
        "[Content_Types].xml",
        "<Default ",
        f'<Default Extension="odttf" ContentType="{FONT}"/><Default ',
    )
    assert check_base(base).refused == ()
    assert font in pictures(to_word(signed(), base))


FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


# -- what it never brings --------------------------------------------------------------------


@pytest.mark.parametrize("base", MADE.values(), ids=MADE)
def test_nothing_comes_along_but_what_prints(base: bytes):
    properties = docx.Document(io.BytesIO(base))
    properties.core_properties.author = "Pat Invented"
    properties.add_paragraph("Dear Sir or Madam")
    word = to_word(signed(), saved(properties))
    expected = (
        r"\[Content_Types\].xml|_rels/.rels|docProps/core.xml|word/_rels/\w+.xml.rels|"
        r"word/(document|styles|settings|numbering|fontTable|header\d|footer\d).xml|"
        r"word/theme/theme1.xml|word/media/shown\d.png"
    )
    assert [name for name in parts(word) if not re.fullmatch(expected, name)] == []
    everything = b"".join(parts(word).values())
    assert b"Pat Invented" not in parts(word)["docProps/core.xml"]
    assert b"Dear Sir" not in everything
    assert b"External" not in everything


def test_a_picture_that_nothing_shows_stays_behind():
    hidden = joined(
        with_letterhead(), "image", "media/hidden.png", content=b"\x89PNG hidden", source="header1"
    )
    assert check_base(hidden).refused == ()
    assert b"hidden" not in b"".join(pictures(to_word(signed(), hidden)))


@settings(deadline=None, max_examples=40)
@given(snapshots(), st.sampled_from(sorted(MADE)))
def test_whatever_was_typed_reads_back_from_any_base(snapshot: Snapshot, name: str):
    word = to_word(snapshot, MADE[name])
    assert fingerprint(read_back(word)) == fingerprint(snapshot)
    for part, content in parts(word).items():
        if part.endswith((".xml", ".rels")):
            etree.fromstring(content)


def test_the_same_snapshot_and_base_give_the_same_bytes():
    assert to_word(signed(), MADE["first page"]) == to_word(signed(), MADE["first page"])


def test_a_refused_base_stops_the_export_with_its_sentences():
    base = a_header(with_letterhead(), "<w:r><w:object/></w:r>")
    with pytest.raises(CannotProceed, match="embedded object") as stopped:
        to_word(signed(), base)
    assert stopped.value.safe == "Your minutes are safe in Chairside."


# -- seen on the page ---------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.skipif(
    not (SOFFICE and PDFTOTEXT),
    reason="LibreOffice and pdftotext are needed to see pages",
)
def test_letterhead_marking_and_page_number_are_seen_on_every_page(tmp_path: Path):
    (tmp_path / "minutes.docx").write_bytes(to_word(draft(), MADE["letterhead"]))
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
        assert page.index(LETTERHEAD) < page.index("OFFICIAL-SENSITIVE")
        assert "DRAFT: not signed" in page
        assert f"Page {number} of {len(pages)}" in page
        assert page.rstrip().endswith(ADDRESS)
