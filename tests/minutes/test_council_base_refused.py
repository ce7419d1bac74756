"""A council's base is checked when it is set: what is in the way is told in words."""

import io
import re
from collections.abc import Callable

import docx
import pytest
from base_examples import (
    BASES,
    LOGO,
    a_body,
    a_header,
    a_setting,
    blank,
    field,
    joined,
    with_letterhead,
    with_two_sides,
)
from docx.enum.section import WD_SECTION
from docx.shared import Cm
from minutes_examples import signed
from word_packages import changed, parts, saved, zipped

from desktop_app.errors import CannotProceed
from desktop_app.minutes.paper.base import check_base
from desktop_app.minutes.word import to_word

MICROSOFT = "http://schemas.microsoft.com/office"
MADE = {name: make() for name, make in BASES.items()}


def with_macros() -> bytes:
    base = joined(
        with_letterhead(),
        f"{MICROSOFT}/2006/relationships/vbaProject",
        "vbaProject.bin",
        content=b"macro",
    )
    kind = "application/vnd.ms-office.vbaProject"
    return changed(
        base,
        "[Content_Types].xml",
        "<Default ",
        f'<Default Extension="bin" ContentType="{kind}"/><Default ',
    )


def of_type(main: str) -> bytes:
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main\\+xml"
    return changed(with_letterhead(), "[Content_Types].xml", plain, main)


def narrow() -> bytes:
    document = blank()
    document.sections[0].page_width = Cm(14.8)
    return saved(document)


def tall() -> bytes:
    document = blank()
    run = document.sections[0].header.paragraphs[0].add_run()
    run.add_picture(io.BytesIO(LOGO), width=Cm(10), height=Cm(14))
    return saved(document)


def two_sections() -> bytes:
    document = blank()
    document.add_section(WD_SECTION.NEW_PAGE)
    return saved(document)


def a_word_2003_file() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def too_large() -> bytes:
    return bytes(5_000_001)


def an_unknown_part(leads: bool) -> bytes:
    base = with_letterhead()
    if leads:
        return joined(
            base, f"{MICROSOFT}/2099/relationships/novelty", "novelty.xml", content=b"<a/>"
        )
    return zipped(parts(base) | {"word/novelty.xml": b"<a/>"})


def a_svg() -> bytes:
    base = joined(with_letterhead(), "image", "media/logo.svg", content=b"<svg/>", source="header1")
    return changed(
        base,
        "[Content_Types].xml",
        "<Default ",
        '<Default Extension="svg" ContentType="image/svg+xml"/><Default ',
    )


def a_style(properties: str) -> bytes:
    style = (
        '<w:style w:type="paragraph" w:styleId="Quiet"><w:name w:val="Quiet words"/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )
    return changed(with_letterhead(), "word/styles.xml", "</w:styles>", f"{style}</w:styles>")


VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
CHANGE = '<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "macros": (with_macros, "It holds macros. Save it in Word as “Word Document (.docx)”"),
    "docm renamed": (lambda: of_type(MACRO_TYPE), "This Word file holds macros"),
    "attached template": (
        lambda: joined(
            with_letterhead(), "attachedTemplate", "file:///S:/x.dotx", source="settings"
        ),
        "It is tied to the template “file:///S:/x.dotx”. In Word, choose File, Options",
    ),
    "linked picture": (
        lambda: joined(with_letterhead(), "image", "http://crest.example/a.png", source="header1"),
        "A picture is fetched from “http://crest.example/a.png”. Delete it in Word",
    ),
    "linked object": (
        lambda: joined(with_letterhead(), "oleObject", "file:///S:/x.xlsx"),
        "An object is linked to “file:///S:/x.xlsx”",
    ),
    "hyperlink": (
        lambda: joined(
            with_letterhead(), "hyperlink", "http://testshire.example", source="footer1"
        ),
        "It links to “http://testshire.example”. In Word, right-click the link",
    ),
    "something fetched": (
        lambda: joined(with_letterhead(), "frame", "http://elsewhere.example"),
        "It fetches something from “http://elsewhere.example”",
    ),
    "address in a drawing": (
        lambda: a_header(
            with_letterhead(),
            f'<w:r><w:pict><v:rect {VML}><v:fill src="http://a.example"/></v:rect></w:pict></w:r>',
        ),
        "It links to “http://a.example” in a header",
    ),
    "embedded object": (
        lambda: joined(with_letterhead(), "oleObject", "embeddings/a.bin", content=b"object"),
        "It holds an embedded object or control",
    ),
    "ActiveX": (
        lambda: joined(with_letterhead(), "control", "activeX/activeX1.xml", content=b"<a/>"),
        "It holds an embedded object or control",
    ),
    "custom XML": (
        lambda: joined(with_letterhead(), "customXml", "custom.xml", content=b"<a/>"),
        "It holds hidden data (custom XML). In Word, choose File, Info",
    ),
    "menus": (
        lambda: joined(
            with_letterhead(),
            f"{MICROSOFT}/2006/relationships/ui/extensibility",
            "customUI.xml",
            content=b"<a/>",
        ),
        "It changes the menus",
    ),
    "comments": (
        lambda: joined(with_letterhead(), "comments", "comments.xml", content=b"<a/>"),
        "It holds comments. In Word, choose Review",
    ),
    "chart": (
        lambda: joined(with_letterhead(), "chart", "charts/c.xml", content=b"<a/>"),
        "It holds a chart or diagram",
    ),
    "hidden text": (lambda: a_header(with_letterhead(), HIDDEN), "hidden text in a header"),
    "hidden text in the body": (
        lambda: a_body(with_letterhead(), HIDDEN),
        "hidden text in the body of the page",
    ),
    "hiding style": (lambda: a_style("<w:vanish/>"), "hidden text in the style “Quiet words”"),
    "tracked changes": (
        lambda: a_header(with_letterhead(), CHANGE),
        "It holds tracked changes in a header. In Word, choose Review",
    ),
    "tracked formatting": (
        lambda: a_body(with_letterhead(), '<w:pPr><w:pPrChange w:id="1"/></w:pPr>'),
        "It holds tracked changes in the body of the page",
    ),
    "inserted file": (
        lambda: joined(with_letterhead(), "aFChunk", "chunk.html", content=b"<a/>"),
        "Another whole file is inserted in it",
    ),
    "INCLUDETEXT": (
        lambda: a_header(with_letterhead(), field("INCLUDETEXT x.docx")),
        "The field INCLUDETEXT in a header changes its words by itself or fetches them",
    ),
    "INCLUDEPICTURE": (
        lambda: a_body(with_letterhead(), '<w:fldSimple w:instr=" INCLUDEPICTURE x"/>'),
        "The field INCLUDEPICTURE in the body of the page",
    ),
    "DDE": (lambda: a_header(with_letterhead(), field("DDEAUTO cmd x")), "The field DDEAUTO"),
    "field in a field": (
        lambda: a_header(
            with_letterhead(),
            field("DDE x").replace("</w:instrText>", f"</w:instrText>{field('PAGE')}", 1),
        ),
        "The field DDE ",
    ),
    "date that changes": (lambda: a_header(with_letterhead(), field("DATE")), "The field DATE"),
    "link as a field": (
        lambda: a_header(with_letterhead(), field('HYPERLINK "http://a.example"')),
        "It links to “http://a.example” in a header",
    ),
    "protection": (
        lambda: a_setting(with_letterhead(), '<w:documentProtection w:edit="readOnly"/>'),
        "It is protected. In Word, choose Review",
    ),
    "mail merge": (lambda: a_setting(with_letterhead(), "<w:mailMerge/>"), "mail merge"),
    "bound content control": (
        lambda: a_header(with_letterhead(), "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt>"),
        "A content control in a header repeats a property of the file",
    ),
    "hidden part": (lambda: an_unknown_part(leads=False), "hidden part, “word/novelty.xml”"),
    "unknown part": (lambda: an_unknown_part(leads=True), "hidden part, “word/novelty.xml”"),
    "svg": (a_svg, "The picture “logo.svg” is of a kind that is not accepted. Save it as PNG"),
    "password": (
        a_word_2003_file,
        "This file is locked with a password, or of Word’s old kind",
    ),
    "too large": (too_large, "The base is larger than 5 MB"),
    "cut off": (lambda: with_letterhead()[:9000], "not a Word file that can be checked"),
    "no Word file": (lambda: b"plain words", "not a Word file that can be checked"),
    "damaged part": (
        lambda: changed(with_letterhead(), "word/styles.xml", "</w:styles>", ""),
        "A part of it is damaged",
    ),
    "entities": (
        lambda: changed(with_letterhead(), "word/header1.xml", "<w:hdr", "<!DOCTYPE x><w:hdr"),
        "not a Word file that can be checked",
    ),
    "narrow page": (narrow, "Its page leaves 9.8 cm between the margins, and the tables need 15"),
    "tall letterhead": (tall, "for the text, and 12 cm are needed"),
    "two sections": (two_sections, "It has two sections or more"),
    "columns": (
        lambda: changed(with_letterhead(), "word/document.xml", "<w:cols", '<w:cols w:num="2"'),
        "Its page has columns",
    ),
    "no page size": (
        lambda: changed(with_letterhead(), "word/document.xml", "<w:pgSz[^>]*/>", ""),
        "It does not say how big the page is",
    ),
}


@pytest.mark.parametrize(("base", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_in_words(base: Callable[[], bytes], words: str):
    found = check_base(base())
    assert words in " ".join(found.refused)
    assert found.notes == ()
    assert all(re.fullmatch(r"[A-Z].*\.", sentence) for sentence in found.refused)
    with pytest.raises(CannotProceed):
        to_word(signed(), base())


def test_several_troubles_are_told_at_once_and_each_once():
    base = a_header(a_header(with_letterhead(), HIDDEN), HIDDEN)
    found = check_base(a_body(base, CHANGE)).refused
    assert len(found) == 2
    assert "tracked" in found[0]
    assert "hidden" in found[1]


@pytest.mark.parametrize("base", MADE.values(), ids=MADE)
def test_an_honest_base_is_accepted(base: bytes):
    assert check_base(base).refused == ()


def test_a_page_just_wide_enough_is_accepted():
    document = blank()
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(3)  # 15 cm remain
    assert check_base(saved(document)).refused == ()


def test_a_word_template_is_accepted_and_the_minutes_are_a_document():
    template = of_type(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    )
    assert check_base(template).refused == ()
    assert b"template" not in parts(to_word(signed(), template))["[Content_Types].xml"]


def test_a_style_that_says_not_hidden_is_no_hidden_text():
    assert check_base(a_style('<w:vanish w:val="0"/>')).refused == ()


def test_page_numbers_of_the_base_are_accepted_and_told():
    found = check_base(a_header(with_letterhead(), field(" PAGE ")))
    assert found.refused == ()
    assert "It numbers its pages, and so does Chairside" in " ".join(found.notes)


def test_what_is_missing_is_told():
    notes = " ".join(check_base(saved(blank())).notes)
    assert "These styles are not in the base" in notes
    assert "Form label, Form answer" in notes
    assert "There is no picture in its headers and footers" in notes
    told = " ".join(check_base(with_letterhead()).notes)
    assert "Form label" not in told
    assert "no picture" not in told


def test_what_is_left_out_is_told():
    document = docx.Document(io.BytesIO(with_two_sides()))
    document.add_paragraph("Dear Sir or Madam")
    base = joined(
        saved(document),
        f"{MICROSOFT}/2020/02/relationships/classificationlabels",
        "l.xml",
        content=b"<a/>",
    )
    notes = " ".join(check_base(base).notes)
    assert "What stands in the body of the page is left out" in notes
    assert "Left out as well: the sensitivity label." in notes
    assert "l.xml" not in "".join(parts(to_word(signed(), base)))
