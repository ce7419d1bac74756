"""What is read out of a Word file is what Word shows of it; what it does not show is counted."""

import io
import zipfile

import pytest
from bare_word import (
    bare_word,
    cell,
    code,
    control,
    field,
    paragraph,
    row,
    run,
    table,
)
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.package import open_package
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.minutes.preparation.passages import Passage, flattened
from desktop_app.minutes.preparation.word_text import read_words

HIDDEN = "<w:vanish/>"
STRUCK = "<w:strike/>"
OFF = '<w:vanish w:val="0"/>'


def lines(raw: bytes) -> list[str]:
    return [one.text for one in flattened(read_words(raw).parts)]


def line(*runs: str, styles: str = "", style: str = "") -> str:
    [said] = lines(bare_word(paragraph(*runs, style=style), styles))
    return said


def style(key: str, properties: str, kind: str = "paragraph", more: str = "") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{key}"/>'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


# hidden and struck out


@pytest.mark.parametrize(
    ("properties", "styles", "paragraph_style", "is_hidden"),
    [
        (HIDDEN, "", "", True),
        (OFF, "", "", False),
        ('<w:rStyle w:val="H"/>', style("H", HIDDEN, "character"), "", True),
        ("", style("H", HIDDEN), "H", True),
        (OFF, style("H", HIDDEN), "H", False),
        ("", style("H", HIDDEN, more=' w:default="1"'), "", True),
        # both toggle: the style of the run turns that of the paragraph over
        (
            '<w:rStyle w:val="R"/>',
            style("H", HIDDEN) + style("R", HIDDEN, "character"),
            "H",
            False,
        ),
        (
            "",
            style("H", HIDDEN)
            + '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="H"/></w:style>',
            "B",
            True,
        ),
        (
            "",
            f"<w:docDefaults><w:rPrDefault><w:rPr>{HIDDEN}</w:rPr></w:rPrDefault></w:docDefaults>",
            "",
            True,
        ),
        (
            "",
            '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>',
            "A",
            False,
        ),
    ],
)
def test_hidden_words_are_left_out_by_whatever_they_are_hidden(
    properties: str, styles: str, paragraph_style: str, is_hidden: bool
):
    raw = bare_word(paragraph(run("not said", properties), style=paragraph_style), styles)
    assert lines(raw) == ["" if is_hidden else "not said"]
    assert read_words(raw).left == (("2 hidden words were not taken.",) if is_hidden else ())


def test_struck_out_words_are_marked_as_one():
    said = line(run("Plan: "), run("return ", STRUCK), run("home", STRUCK), run(" adoption"))
    assert said == "Plan: [struck out: return home] adoption"
    assert line(run("x", "<w:dstrike/>")) == "[struck out: x]"
    assert line(run("x", '<w:rStyle w:val="S"/>'), styles=style("S", STRUCK, "character")) == (
        "[struck out: x]"
    )
    assert line(run("x", '<w:strike w:val="false"/>')) == "x"
    assert line(run(" ", STRUCK)) == " "


@pytest.mark.parametrize("wrapper", ["del", "moveFrom"])
def test_deleted_words_are_left_out_and_counted(wrapper: str):
    gone = f"<w:{wrapper}>{run('not')}<w:r><w:delText> ever</w:delText></w:r></w:{wrapper}>"
    raw = bare_word(paragraph(run("He may "), gone, run(" go")))
    assert lines(raw) == ["He may  go"]
    assert read_words(raw).left == ("2 deleted words were not taken.",)


@pytest.mark.parametrize("properties", ["<w:hidden/>", "<w:del/>"])
def test_rows_that_word_does_not_show_are_left_out(properties: str):
    shown, gone = (
        row(cell(paragraph(run("a")))),
        row(cell(paragraph(run("b"))), properties=properties),
    )
    raw = bare_word(table(shown, gone))
    assert lines(raw) == ["a"]
    assert len(read_words(raw).left) == 1
    kept = row(cell(paragraph(run("b"))), properties='<w:hidden w:val="0"/>')
    assert lines(bare_word(table(shown, kept))) == ["a", "b"]


# fields, controls, merged cells, signs


def test_of_fields_in_fields_the_results_are_taken():
    inner = field(code(" MERGEFIELD sex "), run("F"))
    outer = field(f"{code(' IF ')}{inner}{code(' = M he she ')}", run("she"))
    assert line(run("Ask whether "), outer, run(" likes it")) == "Ask whether she likes it"
    within = field(code(" QUOTE "), f"{run('a ')}{field(code(' DATE '), run('b'))}{run(' c')}")
    assert line(within) == "a b c"


def test_a_field_goes_on_over_paragraphs_and_one_that_does_not_end_hides_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    rest = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("b")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    over = paragraph(run("a"), begin, code(" TOC ")) + paragraph(run("x"), rest) + paragraph(end)
    assert lines(bare_word(over)) == ["a", "b", ""]
    assert lines(bare_word(paragraph(run("a"), begin, run("b")))) == ["ab"]


def bound(path: str = "/n:f[1]/n:name[1]", kind: str = "<w:text/>", inside: str = "") -> str:
    binding = (
        f'<w:dataBinding w:prefixMappings="xmlns:n=\'urn:invented\'" w:xpath="{path}" '
        'w:storeItemID="{11111111-2222-3333-4444-555555555555}"/>'
    )
    return control(inside or run("Sam Otherchild"), binding + kind)


def data(inside: bytes) -> dict[str, bytes]:
    """A part of data, and what tells its id."""
    about = (
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/'
        'customXml" ds:itemID="{11111111-2222-3333-4444-555555555555}"/>'
    )
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    return {
        "customXml/item1.xml": inside,
        "customXml/itemProps1.xml": about.encode(),
        "customXml/_rels/item1.xml.rels": link.encode(),
    }


FORM = b'<f xmlns="urn:invented"><name>Robin Testname</name><status>s20</status><on>true</on></f>'
UNREAD = "[a linked field, which cannot be read]"


@pytest.mark.parametrize(
    ("held", "inside", "said"),
    [
        (bound(), FORM, "Robin Testname"),
        (bound(path="/n:f/n:name/text()"), FORM, "Robin Testname"),
        (bound(path="/n:f[1]/n:other[1]"), FORM, UNREAD),
        (bound(path="//n:name[contains(., 'x')]"), FORM, UNREAD),
        (bound(), FORM.decode().encode("utf-16"), UNREAD),
        (bound(), b"<f", UNREAD),
        (
            bound(
                path="/n:f/n:status",
                kind='<w:dropDownList><w:listItem w:displayText="Section 20" w:value="s20"/>'
                "</w:dropDownList>",
            ),
            FORM,
            "Section 20",
        ),
        (bound(kind="<w:richText/>"), FORM, "Sam Otherchild"),
        (bound(inside=run("Robin"), kind="<w:text/>"), b"<other/>", UNREAD),
    ],
)
def test_a_linked_control_says_what_its_data_say_and_never_what_is_stale(
    held: str, inside: bytes, said: str
):
    for body in (paragraph(held), control(paragraph(held)), table(row(cell(paragraph(held))))):
        raw = bare_word(body, more=data(inside))
        assert lines(raw) == [said]
        assert bool(read_words(raw).left) == (said == UNREAD)


def test_without_data_of_its_own_a_linked_control_says_what_stands_in_it():
    assert lines(bare_word(paragraph(bound()))) == ["Sam Otherchild"]


FLAG = "<w:showingPlcHdr/>"
GREY = '<w:rStyle w:val="PlaceholderText"/>'


@pytest.mark.parametrize(
    ("text", "properties", "flag", "said"),
    [
        ("Choose an item.", "", FLAG, ""),
        ("Choose an item.", "", "", ""),
        ("Click or tap here to enter text.", "", FLAG, ""),
        ("Name of the school", GREY, FLAG, ""),
        ("Section 20", "", FLAG, "Section 20"),
        ("Section 20", GREY, "", "Section 20"),
        (".", "", FLAG, "."),
    ],
)
def test_placeholders_are_no_answer_at_any_level(text: str, properties: str, flag: str, said: str):
    held = run(text, properties)
    levels = (
        paragraph(control(held, flag)),
        control(paragraph(held), flag),
        table(row(cell(control(paragraph(held), flag)))),
        table(row(control(cell(paragraph(held)), flag))),
        table(control(row(cell(paragraph(held))), flag)),
    )
    for body in levels[: 4 if said == "" else 5]:
        assert lines(bare_word(body)) == [said]


def test_a_merged_cell_says_its_words_in_each_row_and_once_in_the_rest():
    first, again = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    text = lambda said: paragraph(run(said))  # noqa: E731
    body = table(
        row(cell(text("a")), cell(text("Ann"), first)),
        row(cell(text("b")), cell("", again)),
        row(cell(""), cell("", again)),
        row(cell(text("c")), cell(text("Jo"))),
    )
    [read] = [part for part in read_words(bare_word(body)).parts if not isinstance(part, Passage)]
    assert [[one.text for one in cells] for cells in read] == [
        ["a", "Ann"],
        ["b", "Ann"],
        ["", ""],
        ["c", "Jo"],
    ]
    assert [one.again for cells in read for one in cells].count(True) == 1


@pytest.mark.parametrize("font", ["Wingdings", "wingdings"])
def test_ticks_typed_in_a_font_of_signs_are_those_of_its_symbols(font: str):
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    for typed in ("\xfc\xfe\xa8o", "\uf0fc\uf0fe\uf0a8\uf06f"):
        assert line(run(typed, fonts), run(" Yes")) == "✓☒☐☐ Yes"
    styled = style("T", fonts, "character")
    assert line(run("\xfc", '<w:rStyle w:val="T"/>'), styles=styled) == "✓"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'.format
    assert line(*map(symbol, ("F0FC", "F0FE", "F0A8", "F06F"))) == "✓☒☐☐"
    assert line(run("P\xa3", '<w:rFonts w:ascii="Wingdings 2"/>')) == "✓☐"
    assert line(run("\xfc", '<w:rFonts w:ascii="Arial"/>')) == "\xfc"


# parts that are never read


ODD = {
    "custom data in another encoding": {"customXml/item1.xml": "<a>é</a>".encode("utf-16")},
    "a name with a percent sign": {"word/media/council%20logo.png": b"x"},
    "a trash part": {"[trash]/0000.dat": b"x"},
    "a part with a document type": {"customXml/item2.xml": b"<!DOCTYPE a><a/>"},
    "a part that is no XML": {"word/theme.xml": b"\xff\xfe"},
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_never_read_refuses_no_file_that_is_read_for_its_words(odd: str):
    raw = bare_word(paragraph(run("said")), more=ODD[odd])
    assert lines(raw) == ["said"]
    with pytest.raises(NotAWordFile):
        open_package(raw)


@pytest.mark.parametrize("tail", [b"\n", b"\r\n\r\n", b"\0" * 600])
def test_white_space_behind_the_end_refuses_no_file_either(tail: bytes):
    raw = bare_word(paragraph(run("said")))
    assert lines(raw + tail) == ["said"]
    with pytest.raises(NotAWordFile):
        open_package(raw + tail)


def test_more_than_white_space_behind_the_end_is_refused():
    with pytest.raises(CannotProceed):
        read_words(bare_word(paragraph(run("said"))) + b"PK\x03\x04 more")


@pytest.mark.parametrize(
    "content", [b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", b"<w:document", b"\xff\xfe"]
)
def test_what_is_read_is_looked_at_as_ever(content: bytes):
    raw = bare_word(paragraph(run("said")))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == "word/document.xml" else old.read(name))
    with pytest.raises(CannotProceed):
        read_words(made.getvalue())


# whatever stands beside each other

WORDS = st.text("abcdefgh", min_size=1, max_size=6)


@st.composite
def pieces(draw: st.DrawFn, deep: int = 2) -> tuple[str, str]:
    """Runs, and what Word shows of them."""
    word = draw(WORDS)
    kinds = ["plain", "hidden", "deleted", "inserted", "struck", "placeholder"]
    if deep:
        kinds += ["field", "control", "link"]
    match draw(st.sampled_from(kinds)):
        case "plain":
            return run(word), word
        case "hidden":
            return run(word, HIDDEN), ""
        case "deleted":
            return f"<w:del>{run(word)}</w:del>", ""
        case "inserted":
            return f"<w:ins>{run(word)}</w:ins>", word
        case "struck":
            return run(word, STRUCK) + run("."), f"[struck out: {word}]."
        case "placeholder":
            return control(run("Choose an item."), FLAG), ""
        case "field":
            (first, _), (second, said) = draw(pieces(deep - 1)), draw(pieces(deep - 1))
            return field(code(" IF ") + first, second), said
        case "control":
            inside, said = draw(pieces(deep - 1))
            is_text = "<w:t " in inside and "Choose" not in inside
            return (control(inside), said) if is_text else (inside, said)
        case _:
            inside, said = draw(pieces(deep - 1))
            return f"<w:hyperlink>{inside}</w:hyperlink>", said


@given(st.lists(pieces(), min_size=1, max_size=6))
def test_the_words_taken_are_the_words_shown(made: list[tuple[str, str]]):
    inside = "".join(one for one, _ in made)
    shown = "".join(said for _, said in made)
    assert lines(bare_word(paragraph(inside))) == [shown]
    assert lines(bare_word(table(row(cell(paragraph(inside)))))) == [shown]
