"""A table copied in Word or Excel comes in as rows: every word of it in some column, or named."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Column
from desktop_app.minutes.pasted.grid import Grid
from desktop_app.minutes.pasted.tables import Tables, tables_of_html
from desktop_app.paths import Places
from desktop_app.records.meeting import LONGEST_ANSWER
from desktop_app.services.council import load_council
from desktop_app.services.pasted_rows import MOST_ROWS, Taken, rows_of_table
from desktop_app.services.pasted_table import Pasted, table_of_text, table_on_clipboard

LIBRARY = load_council(Places(Path("/nowhere"))).library
REVIEW = LIBRARY.forms["review_ppm"]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><title>Minutes of March</title>
<!--[if gte mso 9]><xml><o:Author>Nobody</o:Author></xml><![endif]-->
<style><!-- table.MsoTableGrid {mso-style-name:"Table Grid";} td {color:red} --></style></head>
<body lang=EN-GB><!--StartFragment-->
<table class=MsoTableGrid border=1 cellspacing=0><thead>
 <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
  <td width=40><p class=MsoNormal><b>No.<o:p></o:p></b></p></td>
  <td><p class=MsoNormal><b>Recommendation<o:p></o:p></b></p></td>
  <td><p class=MsoNormal><b>Who?<o:p></o:p></b></p></td>
  <td><p class=MsoNormal><b>By when<o:p></o:p></b></p></td></tr></thead>
 <tr><td><p class=MsoNormal>1.<o:p></o:p></p></td>
  <td><p class=MsoNormal>Book the
  <span class=SpellE>medical</span><o:p></o:p></p>
  <p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>&middot;<span>&nbsp;
  &nbsp;</span></span><![endif]>at the clinic<o:p></o:p></p></td>
  <td><p class=MsoNormal>Priya&nbsp;Invented &amp; co<o:p></o:p></p></td>
  <td><p class=MsoNormal>12 March<br>2026<o:p></o:p></p></td></tr>
 <tr><td><p class=MsoNormal>2.</p></td><td><p class=MsoNormal>Call school</p></td>
  <td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td><td><p class=MsoNormal>asap</p></td></tr>
 <![if !supportMisalignedColumns]><tr height=0><td width=40></td><td></td></tr><![endif]>
</table><!--EndFragment--></body></html>"""


def columns(question: str) -> Sequence[Column]:
    return REVIEW.question(question).columns


def taken(table: Pasted | None, question: str) -> Taken:
    assert table is not None
    return rows_of_table(table, columns(question), LIBRARY.choices)


def values(question: str, text: str = "", html: str = "") -> list[dict[str, str]]:
    rows = taken(table_on_clipboard(html, text), question).rows
    return [dict(row.values) for row in rows]


def html_of(grid: Sequence[Sequence[str]]) -> str:
    """As a spreadsheet writes it."""
    cells = (
        "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) for row in grid
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


# the clipboard


def excel(grid: Sequence[Sequence[str]]) -> str:
    """Lines with tabs, as Excel writes them."""

    def cell(text: str) -> str:
        if "\t" in text or "\n" in text or text.startswith('"'):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join("\t".join(map(cell, row)) + "\r\n" for row in grid)


def grids(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Grid]:
    def of_width(width: int) -> st.SearchStrategy[Grid]:
        rows = st.tuples(*[cells] * width)
        return st.lists(rows, min_size=1, max_size=6).map(tuple)

    return st.integers(2, 5).flatmap(of_width)


TEXTS = st.text(st.sampled_from("ab \"'\t\n<&>;é1.") | st.characters(exclude_characters="\r"))
LETTERS = st.sampled_from("ab\"<&>;'") | st.characters(categories=["L", "N", "P"])
WORDS = st.text(LETTERS, min_size=1)
SPACED = st.lists(st.lists(WORDS, min_size=1).map(" ".join), max_size=3).map("\n".join)


@given(grids(TEXTS))
def test_any_cells_come_back_from_lines_with_tabs(grid: Grid):
    assert table_of_text(excel(grid)) == grid


@given(grids(SPACED))
def test_any_cells_come_back_from_html(grid: Grid):
    assert tables_of_html(html_of(grid)) == Tables((grid,))


@given(st.text(st.sampled_from('<>/!-[]"= tabledrhi&#;') | st.characters()))
def test_no_html_is_too_broken_to_look_at(text: str):
    table_on_clipboard(f"<table><tr><td>one<td>{text}", "")


def test_tables_in_tables_without_end_are_read():
    table = table_on_clipboard("<table><tr><td>" * 20 + "one<td>two", "")
    assert table is not None
    assert table.rows[-1][-2:] == ("one", "two")


def test_marks_that_only_a_word_processor_knows_are_passed_over():
    html = "<table><tr><td><![x]>one<![ 1]><td>two</table>"
    assert table_on_clipboard(html, "") == Pasted((("one", "two"),))


def test_a_table_of_word_is_read_without_its_trimmings():
    assert values("actions", html=WORD) == [
        {
            "text": "Book the medical\n· at the clinic",
            "owner": "Priya Invented & co",
            "target": "12 March 2026",
        },
        {"text": "Call school", "target": "asap"},
    ]


def test_quotation_marks_of_the_chair_stay():
    assert table_of_text('"Hi"\tsay "x"\r\n"one\ntwo ""x"""\tb\r\n') == (
        ('"Hi"', 'say "x"'),
        ('one\ntwo "x"', "b"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "two\nlines",
        "\tAn indented paragraph.\n\tAnd another.",
        "a line\nName:\tRobin",
        "\t\n\t",
    ],
)
def test_words_are_no_table(text: str):
    assert table_on_clipboard("", text) is None
    assert table_on_clipboard(f"<p>{text}</p>", text) is None


def test_one_cell_of_a_spreadsheet_is_no_table():
    assert table_on_clipboard("<table><tr><td>one<br>two</td></tr></table>", '"one\ntwo"') is None


def test_one_column_is_a_table_in_html():
    table = table_on_clipboard(html_of([["Book the medical"], ["Call school"]]), "")
    assert [row.values for row in taken(table, "actions").rows] == [
        {"text": "Book the medical"},
        {"text": "Call school"},
    ]


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    html = (
        "<table><tr><td>One</td><td rowspan=2>Ann</td><td>1 May</td></tr>"
        "<tr><td>Two</td><td>2 May</td></tr>"
        "<tr><td colspan=2>Three</td><td>3 May</td></tr></table>"
    )
    assert values("actions", html=html) == [
        {"text": "One", "owner": "Ann", "target": "1 May"},
        {"text": "Two", "owner": "Ann", "target": "2 May"},
        {"text": "Three", "target": "3 May"},
    ]


def test_the_table_in_a_frame_is_the_one_meant():
    inner = html_of([["One", "Ann"], ["Two", "Bo"]])
    table = table_on_clipboard(f"<table><tr><td>Hi all {inner} Best</td></tr></table>", "")
    assert table is not None
    assert table.rows == (("One", "Ann"), ("Two", "Bo"))
    assert table.around == "Hi all Best"


def test_a_table_in_a_cell_keeps_its_words_there():
    inner = html_of([["to the clinic", "by Ann"]])
    html = f"<table><tr><td>Book {inner}</td><td>Bo</td></tr></table>"
    assert values("actions", html=html) == [{"text": "Book\nto the clinic by Ann", "owner": "Bo"}]


def test_a_letter_with_a_table_in_it_is_told_from_a_table():
    html = html_of([["One", "Ann"]])
    letter = table_on_clipboard(f"<p>{'Dear all, ' * 20}</p>{html}", "")
    assert letter is not None
    assert letter.is_mostly_around
    headed = table_on_clipboard(f"<p>Ours</p>{html}", "")
    assert headed is not None
    assert not headed.is_mostly_around
    assert taken(headed, "actions").remarks == (
        "What stands around the table was not taken: “Ours”.",
        "Your clipboard still has it.",
    )


# into columns


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        ("Action\tOwner\tDeadline", ("text", "owner", "target")),
        ("Due\tTASK\tLead:", ("target", "text", "owner")),
        ("Target date\tRecommendations\tBy whom", ("target", "text", "owner")),
        ("Action required\tWho\tTimescale", ("text", "owner", "target")),
    ],
)
def test_columns_are_known_by_their_headings(headings: str, keys: tuple[str, ...]):
    rows = values("actions", f"{headings}\na\tb\tc\n")
    assert rows == [dict(zip(keys, "abc", strict=True))]


def test_without_headings_columns_go_by_place():
    assert values("actions", "Book the medical\tAnn\t1 May\nCall school\t\t2 May") == [
        {"text": "Book the medical", "owner": "Ann", "target": "1 May"},
        {"text": "Call school", "target": "2 May"},
    ]


def test_numbers_of_rows_are_left_out_and_no_other_numbers():
    assert values("actions", "1.\tBook\tAnn\n2.\tCall\tBo") == [
        {"text": "Book", "owner": "Ann"},
        {"text": "Call", "owner": "Bo"},
    ]
    assert values("actions", "Priority\tAction\tWho\n1\tBook\tAnn\n2\tCall\tBo") == [
        {"text": "Book\nPriority: 1", "owner": "Ann"},
        {"text": "Call\nPriority: 2", "owner": "Bo"},
    ]


def test_what_has_no_column_is_kept_with_its_heading_and_told():
    table = table_on_clipboard("", "Action\tWho\tRisk\nBook\tAnn\tHigh\nCall\tBo\t\n")
    rows, remarks = taken(table, "actions").rows, taken(table, "actions").remarks
    assert [row.values["text"] for row in rows] == ["Book\nRisk: High", "Call"]
    assert remarks == ("What stood under “Risk” is now in “Recommendations”.",)


def test_of_two_columns_for_one_the_other_is_kept():
    rows = values("actions", "Action\tDate\tTarget date\nBook\t1 May\t9 May\n")
    assert rows == [{"text": "Book\nDate: 1 May", "target": "9 May"}]


def test_more_columns_than_there_are_go_into_the_notes():
    rows = values("actions", "Book\tAnn\t1 May\tsoon\nCall\tBo\t2 May\t\n")
    assert rows[0] == {"text": "Book\nsoon", "owner": "Ann", "target": "1 May"}


def test_people_come_with_role_and_attendance():
    text = "Name\tRole\tAttendance\tOrganisation\tPhone\nAnn\tChair\tpresent\tCouncil\t12345\n"
    assert values("attendance", text) == [
        {
            "name": "Ann",
            "relation": "Chair",
            "attended": "Present",
            "agency": "Council",
            "note": "Phone: 12345",
        }
    ]


def test_an_unknown_word_of_a_choice_stays_and_a_remark_goes_to_the_notes():
    text = "Action\tStatus\nBook\tnearly\nCall\tdone\nVisit\t" + "Waiting for the clinic " * 2
    rows = values("carried", text)
    assert [row.get("status") for row in rows] == ["nearly", "Done", None]
    assert rows[2]["update"] == "Status: Waiting for the clinic Waiting for the clinic"


def test_a_table_of_the_paper_form_itself_is_known():
    form = columns("carried")
    headings = [column.label for column in form if column.printed]
    table = Pasted((tuple(headings), ("Book", "Ann", "1 May", "Booked.")))
    (row,) = taken(table, "carried").rows
    assert row.values == {"text": "Book", "owner": "Ann", "target": "1 May", "update": "Booked."}


def test_a_title_above_the_headings_and_headings_again_are_no_rows():
    text = "Our actions\t\t\nAction\tWho\tWhen\nBook\tAnn\t1 May\nAction\tWho\tWhen\nCall\tBo\t\n"
    table = table_on_clipboard("", text)
    assert [row.values["text"] for row in taken(table, "actions").rows] == ["Book", "Call"]
    assert "“Our actions”" in taken(table, "actions").remarks[0]


def test_a_row_that_begins_like_a_heading_is_a_row():
    rows = values("actions", "Update the chronology\tAnn\nWhen known, tell Gran\tBo\n")
    assert [row["text"] for row in rows] == ["Update the chronology", "When known, tell Gran"]


def test_what_no_column_can_hold_is_named():
    only = (Column(key="name", label="Name"), Column(key="on", label="On", kind="date"))
    table = table_on_clipboard("", "Name\tOn\tPhone\nAnn\t1 May\t12345\n")
    assert table is not None
    found = rows_of_table(table, only, LIBRARY.choices)
    assert [row.values for row in found.rows] == [{"name": "Ann", "on": "1 May"}]
    assert found.remarks == (
        "Not taken: “Phone”, for which there is no column.",
        "Your clipboard still has it.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Book\tAnn\n" * (MOST_ROWS + 1),
        f"{'x' * (LONGEST_ANSWER + 1)}\tAnn\n",
        "Action\tWho\tWhen\n",
    ],
)
def test_what_does_not_fit_is_refused_whole(text: str):
    with pytest.raises(CannotProceed, match="your clipboard still has it"):
        values("actions", text)


@given(grids(SPACED))
def test_no_word_of_a_table_without_headings_is_lost(grid: Grid):
    table = table_on_clipboard(html_of(grid), "")
    if table is None:
        return
    said = " ".join(text for row in taken(table, "actions").rows for text in row.values.values())
    numbers = {cell for row in grid for cell in row[:1] if cell.strip("().:").isdecimal()}
    for word in (word for row in grid for cell in row for word in cell.split()):
        assert word in said or word in numbers


def test_deleted_words_and_ticks_of_word_come_as_they_are_seen():
    html = (
        "<table><tr><td>Action</td><td>Who?</td></tr><tr><td><span style='font-family:Wingdings'>ü"
        "</span> Family time with <del cite='mailto:P'>father weekly</del><ins>aunt only</ins></td>"
        "<td>Priya <s>Invented</s></td></tr></table>"
    )
    found = taken(table_on_clipboard(html, ""), "actions")
    assert [row.values for row in found.rows] == [
        {"text": "✓ Family time with aunt only", "owner": "Priya [struck out: Invented]"}
    ]
    assert found.remarks == ("2 deleted words were not taken.",)
