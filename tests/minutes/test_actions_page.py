"""The page of actions says what was agreed, marked like the minutes, and nothing else of them."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from base_examples import LETTERHEAD, with_letterhead
from minutes_examples import draft, signed

from desktop_app.errors import CannotProceed
from desktop_app.minutes.actions_page import Action, ActionsPage, for_email, to_html, to_word
from desktop_app.minutes.file_name import LONGEST, actions_name, calendar_name
from desktop_app.minutes.read_back import read_back
from desktop_app.records.snapshot import Snapshot

NEW = (
    Action("Write to the school.\nAsk for the plan.", "Jo Sampleton", "2 April 2025"),
    Action("Book the medical", "", ""),
)
OLD = (Action("Find a mentor <today>", "Pat Invented", "1 May 2025"),)


def page(minutes: Snapshot | None = None, new=NEW, carried=OLD) -> ActionsPage:  # noqa: ANN001 - actions
    return ActionsPage(minutes or draft(), "Review PPM", "R.T., 123456", new, carried)


def words_of(word: bytes) -> str:
    """Every word of the package, header, footer and properties included."""
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


def cells(word: bytes) -> list[list[str]]:
    """Those of every table, row by row."""
    tables = docx.Document(io.BytesIO(word)).element.body.iter("{*}tbl")
    rows = [row for table in tables for row in table.iter("{*}tr")]
    return [
        [
            "\n".join("".join(t.text for t in p.iter("{*}t")) for p in cell.iter("{*}p"))
            for cell in row.iter("{*}tc")
        ]
        for row in rows
    ]


def test_the_word_page_holds_both_lists_with_owner_and_date():
    said = cells(to_word(page()))
    assert ["R.T., 123456", "Review PPM, 14 March 2025", "PPM-4F7KQ2"] in said
    assert ["Write to the school.\nAsk for the plan.", "Jo Sampleton", "2 April 2025"] in said
    assert ["Book the medical", "nobody yet", "no date yet"] in said
    at = [row[0] for row in said]
    assert at.index("From this meeting") < at.index("Still open from earlier meetings")
    assert at.index("Still open from earlier meetings") < at.index("Find a mentor <today>")


def test_a_list_without_actions_has_no_heading():
    assert "Still open" not in words_of(to_word(page(carried=())))
    assert "From this meeting" not in to_html(page(new=()))


def test_it_is_marked_and_says_draft_until_the_minutes_are_signed():
    before, after = words_of(to_word(page())), words_of(to_word(page(signed())))
    for word in (before, after):
        assert "OFFICIAL-SENSITIVE" in word
        assert "PPM-4F7KQ2" in word
    assert "DRAFT" in before
    assert "DRAFT" not in after
    assert "DRAFT" in to_html(page())
    assert "DRAFT" not in to_html(page(signed()))
    assert "OFFICIAL-SENSITIVE" in to_html(page(signed()))


@pytest.mark.parametrize("minutes", [draft(), signed()])
def test_nothing_else_of_the_minutes_comes_along(minutes: Snapshot):
    plain, html = for_email(page(minutes))
    for out in (words_of(to_word(page(minutes))), to_html(page(minutes)), plain, html):
        for word in ("Robin", "Testname", "neglect", "Exemplar", "Contingency", "hospital"):
            assert word not in out


def test_it_goes_on_the_councils_own_paper():
    assert LETTERHEAD in words_of(to_word(page(), with_letterhead()))
    assert ["Book the medical", "nobody yet", "no date yet"] in cells(
        to_word(page(), with_letterhead())
    )


def test_it_is_no_record_of_ours_to_be_read_back():
    with pytest.raises(CannotProceed, match="not a Word file that Chairside made"):
        read_back(to_word(page(signed())))


def test_the_e_mail_says_it_all_in_plain_text_under_a_neutral_subject():
    plain, html = for_email(page())
    subject, blank, *rest = plain.split("\n")
    assert subject == "Subject: Actions from a meeting, reference PPM-4F7KQ2"
    assert blank == ""
    assert rest == [
        "OFFICIAL-SENSITIVE",
        "DRAFT: not signed",
        "Actions: R.T., 123456",
        "Review PPM, 14 March 2025, reference PPM-4F7KQ2",
        "",
        "From this meeting",
        "1. Write to the school.",
        "   Ask for the plan.",
        "   Jo Sampleton, by 2 April 2025",
        "2. Book the medical",
        "   nobody yet, no date yet",
        "",
        "Still open from earlier meetings",
        "1. Find a mentor <today>",
        "   Pat Invented, by 1 May 2025",
    ]
    assert subject in html
    assert "Find a mentor &lt;today&gt;" in html


def test_a_meeting_without_a_date_is_named_by_its_record_alone():
    assert page(replace(draft(), held="")).meeting == "Review PPM"


def test_files_are_named_without_a_name_and_the_diary_without_a_number():
    assert actions_name(draft()) == "2025-03-14_PPM_123456_ACTIONS_DRAFT.docx"
    assert actions_name(signed()) == "2025-03-14_PPM_123456_ACTIONS.docx"
    long = replace(draft(), case_number="9" * 200, held="")
    assert len(actions_name(long)) == LONGEST
    assert actions_name(long).startswith("undated_PPM_999")
    assert calendar_name("PPM-4F7KQ2") == "PPM-4F7KQ2_next-meeting.ics"
