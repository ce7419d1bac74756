"""Of what Word and others put on the clipboard the words that are seen are taken, and no others."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import CannotProceed
from desktop_app.minutes.pasted.tables import tables_of_html

BEGIN, RESULT, END = (
    f"<span style='mso-element:field-{one}'></span>" for one in ("begin", "separator", "end")
)
HIDDEN = [
    "<span style='display:none'>{}</span>",
    "<span style='DISPLAY : none !important; color:red'>{}</span>",
    "<span style='mso-hide:all'>{}</span>",
    "<span style='visibility:hidden'>{}</span>",
    "<b hidden>{}</b>",
    "<p class=Unseen>{}</p>",
    "<span class='a Unseen'><b>{}</b></span>",
    "<span id=gone>{}</span>",
    "<xx-y class=MsoNormal>{}</xx-y>",
]
DELETED = [
    "<del cite='mailto:P' datetime='2026-11-01'>{}</del>",
    "<span class=msoDel>{}</span>",
    "<span style='mso-prop-deleted:yes'>{}</span>",
    "<del><span style='font-family:Arial'>{}</span></del>",
]
NOT_SAID = [
    "<!--[if supportFields]>{}<![endif]-->",
    "<!--[if gte vml 1]>{}<![endif]-->",
    "<script>{}</script>",
    "<style>{}</style>",
    f"{BEGIN}{{}}{RESULT}{END}",
    f"{BEGIN}IF {BEGIN}{{}}{RESULT}x{END}{RESULT}{END}",
    "<a class=msocomanchor>{}</a>",
    "<w:Sdt ShowingPlcHdr='t'><span class=MsoPlaceholderText>{}</span></w:Sdt>",
    "<w:Sdt>Choose an item.</w:Sdt>",
    "<w:Sdt DropDown='t'><p>Click or tap here to <b>enter text</b>.</p></w:Sdt>",
]
STRUCK = [
    "<s>{}</s>",
    "<strike>{}</strike>",
    "<span style='text-decoration:line-through'>{}</span>",
    "<span style='text-decoration:underline line-through'><i>{}</i></span>",
    "<span style='text-line-through:double'>{}</span>",
    "<span class=Struck>{}</span>",
    "<s><b>{}</b></s>",
]
SHOWN = [
    "<ins>{}</ins>",
    "<![if !supportLists]>{}<![endif]>",
    "<span style='visibility:hidden'><b style='visibility:visible'>{}</b></span>",
    "<span class=OnPaper>{}</span>",
    "<span style='display:inline;mso-hide:none'>{}</span>",
    "<span style='text-decoration:none;font:7.0pt \"Times New Roman\"'>{}</span>",
    "<o:p>{}</o:p>",
    "<w:Sdt ShowingPlcHdr='t'>{}</w:Sdt>",
    f"{BEGIN}{{}}",
    f"{BEGIN}{BEGIN}DATE{RESULT}{{}}{END}",
    f"{BEGIN}IF {BEGIN}x{RESULT}y{END}{RESULT}{{}}{END}",
    "<p class=MsoListParagraph>{}</p>",
]
SHEET = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
 /* of {one} kind */ @font-face {font-family:Wingdings; panose-1:5;}
 @page WordSection1 {size:595.3pt; display:none}
 p.Unseen, span.unseen {mso-style-name:Unseen; display:none;} #gone {display:none}
 xx-y.MsoNormal {visibility:hidden} b.MsoNormal {display:none}
 @media print { .OnPaper {display:none} }
 .Struck {text-decoration:line-through} .Ticks {font-family:"Wingdings 2";}
--></style></head><body>"""


def words(cell: str) -> tuple[str, tuple[str, ...]]:
    """Of a cell of a table, with what is said of what was left."""
    found = tables_of_html(f"{SHEET}<table><tr><td>{cell}<td>by Ann</table>")
    (((said, other),),) = found.grids
    assert other == "by Ann"
    assert found.around == ""
    return said.replace("\n", " "), found.left


@pytest.mark.parametrize(
    ("ways", "counted"), [(HIDDEN, "hidden"), (DELETED, "deleted"), (NOT_SAID, "")]
)
def test_what_is_not_shown_is_not_taken_and_told(ways: list[str], counted: str):
    told = (f"2 {counted} words were not taken.",) if counted else ()
    for way in ways:
        assert words(f"Call {way.format('not now')} school") == ("Call school", told), way


def test_what_is_shown_is_taken():
    for way in SHOWN:
        assert words(f"Call {way.format('the')} school") == ("Call the school", ()), way


def test_words_that_are_struck_out_are_marked():
    for way in STRUCK:
        said = "Call [struck out: not the] school"
        assert words(f"Call {way.format('not the')} school") == (said, ()), way


def test_a_style_of_word_that_strikes_out_is_taken_off_at_its_words():
    assert words("<p class=Struck>a <span style='text-decoration:none'>b</span> c</p>") == (
        "[struck out: a] b [struck out: c]",
        (),
    )


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("<span style='font-family:Wingdings'>ü</span>", "✓"),
        ("<span style='font-family:\"Wingdings\",serif'><b>þ</b></span>", "☒"),
        ("<font face=Wingdings>o</font>", "☐"),
        ("<span style='font-family:Wingdings'>Ÿ</span>", "•"),
        ("<span style='font-family:Wingdings'>\uf0fc</span>", "✓"),
        ("<span style='font-family:Wingdings'>☑</span>", "☑"),
        ("<span style='font:11.0pt Wingdings'>ü</span>", "✓"),
        ("<span class=Ticks>P</span>", "✓"),
        ("<span class=Ticks><span style='font-family:Arial'>P</span></span>", "P"),
        ("<span style='font-family:Symbol'>·</span>", "•"),
    ],
)
def test_what_is_typed_in_a_font_of_signs_becomes_the_sign(typed: str, sign: str):
    assert words(typed) == (sign, ())


def test_rows_and_columns_that_are_hidden_are_left_out():
    found = tables_of_html(
        "<table><col><col style='display:none'><col>"
        "<tr><td>One<td>x<td>Ann</tr><tr style='display:none;mso-hide:all'><td>No<td>y<td>Bo</tr>"
        "<tr hidden><td rowspan=2>No no<td>y<td>Bo</tr><tr><td>z<td>Cy</tr></table>"
    )
    assert found.grids == ((("One", "Ann"), ("", "Cy")),)
    assert found.left == ("9 hidden words were not taken.",)


def test_a_deleted_row_is_left_out_and_a_deleted_cell_leaves_its_place():
    found = tables_of_html(
        "<table><tr><td>One<td>Ann</tr><tr style='mso-row-deleted:yes'><td>No<td>Bo</tr>"
        "<tr><td style='mso-cell-deleted:\"P\" 20261101'>Two<td>Cy</tr></table>"
    )
    assert found.grids == ((("One", "Ann"), ("", "Cy")),)
    assert found.left == ("3 deleted words were not taken.",)


@pytest.mark.parametrize(("down", "rows"), [("2", 2), ("250", 300), ("0", 300), ("1", 1)])
def test_a_merged_cell_says_its_words_in_each_row(down: str, rows: int):
    more = "".join(f"<tr><td>{number}</tr>" for number in range(1, 300))
    (grid,) = tables_of_html(f"<table><tr><td>0<td rowspan={down}>Ann</tr>{more}</table>").grids
    said = [row[1] for row in grid]
    reach = min(rows, int(down) or 300)
    assert said == ["Ann"] * reach + [""] * (300 - reach)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>" * 2_000 + "one<td>two",
        "<table><tr><td>one<td>" + "<div>" * 300 + "two" + "</div>" * 300 + "</table>",
        "<table><tr><td>one<td>" + "<b>" * 300 + "two",
        "<table><tr><td>one<td>" + "x" * 4_000_000 + "</table>",
        "<table>" + "<tr><td>one<td>two" * 70_000,
        "<style>" + "{}" * 1_000_000 + "</style><table><tr><td>one<td>two",
        "<table>" + "<tr><td colspan=1000 rowspan=1000>one" * 2_000,
        "<table>" + "<tr><td rowspan=0>x" * 2_000 + "<tr><td>y" * 2_000,
        "<table><tr><td rowspan=0>" * 30 + "word" * 1_000 + "</td></tr><tr><td>a</td></tr>" * 900,
    ],
    ids=["tables", "blocks", "unclosed", "long", "rows", "styles", "merged", "hanging", "within"],
)
def test_what_cannot_be_read_whole_is_refused_in_a_sentence(html: str):
    began = perf_counter()
    with pytest.raises(CannotProceed, match=r"to be read whole.*your clipboard still has it"):
        tables_of_html(html)
    assert perf_counter() - began < 5


@pytest.mark.parametrize(
    "more",
    [
        '<a href="' * 8_000,
        "<![if " * 190_000,
        "<!--" * 190_000,
        "<style>" + "/*" * 240_000,
        "<style>" + "{}" * 240_000,
        "<style>" + ".a{display:none}" * 30_000 + "</style>" + "<i class=a>b</i>" * 40_000,
        "<p style='" + "display:none;" * 200_000 + "'>",
        "<p class='" + "a " * 1_000_000 + "'>",
        "<w:sdt>" * 200 + "<i>x</i>" * 50_000,
        "&amp;" * 700_000,
    ],
)
def test_no_page_takes_long(more: str):
    began = perf_counter()
    tables_of_html(f"<table><tr><td>one<td>two</table>{more}")
    assert perf_counter() - began < 5


@given(st.text(st.sampled_from("ab {}/*;:@,.#!-<>") | st.characters(), max_size=60))
def test_no_style_sheet_is_too_broken_to_look_past(sheet: str):
    html = f"<style>{sheet.replace('<', '')}</style><table><tr><td>one<td>two</table>"
    assert tables_of_html(html).grids in (((("one", "two"),),), ())


def test_nothing_that_a_file_may_not_hold_ends_the_reading():
    for sign in ("\0", "\x01", "\ud800", "\ufffe", "\x1a"):
        (grid,) = tables_of_html(f"<table><tr><td>one{sign}two<td>three</table>").grids
        assert grid[0][0].startswith("one")
        assert grid[0][0].endswith("two")
        assert grid[0][1] == "three"
