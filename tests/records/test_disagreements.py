"""Who disagrees: kept once, printed with the question and in the table of them all."""

from dataclasses import replace

import pytest

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form
from desktop_app.minutes.html import to_html
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.records.disagreements import begun_at, raised_at, with_raised_at, without_place
from desktop_app.records.findings import findings
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import RAISED_AT, Child, Meeting, Record, Row
from desktop_app.records.snapshot import Entry, Grid, Snapshot, Text, fingerprint

FORMS = load_library(council=None).forms
FORM = FORMS["initial_ppm"]
IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE")
GRAN = Row("p", {"name": "Gloria Fictional", "relation": "Grandmother"})
FULL = {
    "who": "Gloria Fictional",
    "view": "She was not asked",
    "step": "The team manager meets her.",
    "by_when": "3/3/27",
}


def said(*rows: Row, **answers: str) -> Record:
    meeting = Meeting("m", "PPM-TEST22", "c", "f", created_at="2026-11-21T10:00:00+00:00")
    child = Child("c", {})
    return Record(meeting, child, answers, {"disagreements": rows}, attendance=(GRAN,))


def dispute(key: str, number: int = 1, **values: str) -> Row:
    return Row(f"d{number}", {**begun_at(FORM.question(key)), **values})


def entries(printed: Snapshot) -> list[Entry]:
    sections = (*printed.template, *printed.additional)
    return [entry for section in sections for group in section.groups for entry in group]


def text_at(printed: Snapshot, key: str) -> Text:
    [found] = [e for e in entries(printed) if e.key == f"disagreement.{key}"]
    assert isinstance(found, Text)
    return found


def after(printed: Snapshot, key: str) -> Entry:
    """What prints next."""
    keys = [entry.key for entry in entries(printed)]
    return entries(printed)[keys.index(key) + 1]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_record_keeps_disagreements_and_starts_one_at_any_question(form: Form):
    kept = form.of_kind("disagreements")
    assert kept is not None
    every = tuple(
        Row(question.key, {**begun_at(question), "who": "Sam Madeup", "view": question.key})
        for question in form.questions()
        if question is not kept
    )
    printed = freeze(form, said(*every), IMPRINT)
    for row in every:
        assert text_at(printed, row.id).text == f"Sam Madeup: {row.id}."
    assert read_back(to_word(printed)) == replace(printed, shares={}, held="")
    assert fingerprint(read_back(to_word(printed))) == fingerprint(printed)


def test_it_prints_right_after_the_answer_in_one_sentence_and_in_the_table():
    printed = freeze(FORM, said(dispute("background", **FULL), background="In May."), IMPRINT)
    assert after(printed, "background") == Text(
        "disagreement.background",
        "Disagreement",
        "Gloria Fictional (Grandmother): She was not asked. "
        "To resolve it: The team manager meets her, by 3 March 2027.",
    )
    [table] = [e for e in entries(printed) if e.key == "disagreements"]
    assert isinstance(table, Grid)
    about = FORM.question("background").label
    assert table.rows == (("Gloria Fictional", about, FULL["view"], FULL["step"], "3 March 2027"),)


def test_it_stands_below_a_table_too():
    printed = freeze(FORM, said(dispute("options", **FULL)), IMPRINT)
    assert after(printed, "options").key == "disagreement.options"
    assert "She was not asked" in to_html(printed)


def test_where_the_question_does_not_stand_alone_it_is_named():
    section = next(s for s in FORM.section if any(len(group) > 1 for group in s.print))
    group = next(group for group in section.print if len(group) > 1)
    printed = freeze(FORM, said(dispute(group[0], **FULL)), IMPRINT)
    words = FORM.question(group[0]).label
    assert after(printed, group[-1]).label == f"Disagreement: {words}"
    unprinted = freeze(FORM, said(dispute("participation", **FULL)), IMPRINT)
    assert text_at(unprinted, "participation").label == "Disagreement: How the child took part"


def test_several_at_one_question_are_a_paragraph_each():
    rows = (
        dispute("plan", 1, who="Gloria Fictional", view="Too early!"),
        dispute("plan", 2, who="Leon Fictional", by_when="next review"),
        dispute("plan", 3, view="Nobody asked the school", step="The chair."),
        dispute("plan", 4),
    )
    printed = freeze(FORM, said(*rows), IMPRINT)
    assert text_at(printed, "plan").text.split("\n") == [
        "Gloria Fictional (Grandmother): Too early!",
        "Leon Fictional: Disagrees. To be resolved by next review.",
        "Nobody asked the school. To resolve it: The chair.",
    ]


def test_what_was_raised_at_no_question_or_at_one_that_is_gone_prints_in_the_table_alone():
    rows = (Row("1", FULL), Row("2", {**FULL, RAISED_AT: "a_question_of_old"}))
    printed = freeze(FORM, said(*rows), IMPRINT)
    assert not [e for e in entries(printed) if e.key.startswith("disagreement.")]
    [table] = [e for e in entries(printed) if e.key == "disagreements"]
    assert isinstance(table, Grid)
    assert len(table.rows) == 2


def test_a_row_that_only_knows_its_question_is_no_row():
    record = said(Row("1", {RAISED_AT: "plan"}))
    assert "disagreements" not in [entry.key for entry in entries(freeze(FORM, record, IMPRINT))]
    assert not [f for f in findings(FORM, record) if f.question == "disagreements"]


def test_who_and_their_view_are_asked_for_and_who_resolves_it_is_advised():
    found = {f.key: f for f in findings(FORM, said(dispute("plan", step="x")))}
    about = FORM.question("plan").label
    assert found["disagreements.who"].weight == "reason"
    assert found["disagreements.who"].message == f"Say who disagrees. (1. {about})"
    assert found["disagreements.view"].message == f"Say how they see it. (1. {about})"
    assert found["disagreements.by_when.advised"].weight == "warning"
    assert "disagreements.step.advised" not in found
    record = said(dispute("plan", who="Gloria Fictional", view="No."))
    found = {f.key: f for f in findings(FORM, record)}
    assert found["disagreements.step.advised"].message.endswith("(1. Gloria Fictional)")
    settled = findings(FORM, said(dispute("plan", **FULL)))
    assert not [f for f in settled if f.question == "disagreements"]


def test_rows_of_a_question_keep_their_places_among_the_others():
    first, other, second = dispute("plan", 1), dispute("background", 2), dispute("plan", 3)
    rows = (first, other, second)
    assert raised_at(rows, "plan") == (first, second)
    assert with_raised_at(rows, "plan", (second, first)) == (second, other, first)
    assert with_raised_at(rows, "plan", (second,)) == (second, other)
    new = dispute("plan", 4)
    assert with_raised_at(rows, "plan", (first, second, new)) == (*rows, new)
    assert with_raised_at((), "plan", (new,)) == (new,)


def test_a_later_meeting_takes_over_what_it_is_about_but_nobody_raised_it_there():
    [carried] = without_place((dispute("background", **FULL),))
    assert carried.values["about"] == FORM.question("background").label
    printed = freeze(FORM, said(carried, background="In May."), IMPRINT)
    assert not [e for e in entries(printed) if e.key.startswith("disagreement.")]
