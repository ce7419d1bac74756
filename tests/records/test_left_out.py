"""“Not discussed” is for empty sections: of every form, every section and every question."""

from dataclasses import replace

import pytest

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Question, Section
from desktop_app.records.findings import Finding, findings
from desktop_app.records.freeze import NOT_DISCUSSED, Imprint, freeze
from desktop_app.records.left_out import (
    left_out_key,
    may_be_left_out,
    questions_with_words,
    reasons_left_out,
    without_words,
)
from desktop_app.records.meeting import RAISED_AT, Child, Meeting, Record, Row

FORMS = load_library(council=None).forms
MEETING = Meeting("m", "PPM-TEST22", "c", "any", created_at="2026-11-21T10:00:00+00:00")
EMPTY = Record(MEETING, Child("c", {}))
WHY = "No time was left."
SECTIONS = [(form, section) for form in FORMS.values() for section in form.section]
MAY_BE = [(form, one) for form, one in SECTIONS if may_be_left_out(one)]
QUESTIONS = [
    (form, section, question)
    for form, section in MAY_BE
    for question in section.question
    if question.kind != "calculated"
]


def named(*parts: object) -> str:
    return ".".join(getattr(part, "key", "") for part in parts)


def marked(section: Section, why: str = WHY, kept: Record = EMPTY) -> Record:
    return replace(kept, answers={**kept.answers, left_out_key(section.key): why})


def with_words(question: Question, kept: Record = EMPTY) -> Record:
    """Something said at that question, brought in or typed, whether it is asked now or not."""
    if not question.has_rows:
        return replace(kept, answers={**kept.answers, question.key: "Kerry"})
    asked = [column for column in question.columns if not column.read_only]
    key = question.rows[0].key if question.rows else "r1"
    rows = (Row(key, {asked[-1].key: "Kerry"}),)
    parts = {"attendance": "attendance", "actions": "actions", "carried_actions": "carried"}
    if question.kind in parts:
        return replace(kept, **{parts[question.kind]: rows})  # pyright: ignore[reportArgumentType]
    return replace(kept, tables={**kept.tables, question.key: rows})


def unfinished(form: Form, kept: Record) -> list[str]:
    printed = freeze(form, kept, Imprint("Nowhere", "OFFICIAL"))
    return [one.reason for one in printed.unfinished if one.missing == NOT_DISCUSSED]


def of_mark(form: Form, section: Section, kept: Record) -> list[Finding]:
    key = left_out_key(section.key)
    return [one for one in findings(form, kept) if one.question == key]


@pytest.mark.parametrize(("form", "section"), MAY_BE, ids=[named(*one) for one in MAY_BE])
def test_an_empty_section_is_left_out_and_its_findings_are_settled(form: Form, section: Section):
    kept = marked(section)
    assert reasons_left_out(form, kept) == {section.key: WHY}
    assert unfinished(form, kept) == [WHY]
    mine = [one for one in findings(form, kept) if one.section == section.key]
    assert all(one.settled for one in mine)
    assert of_mark(form, section, kept) == []


@pytest.mark.parametrize(
    ("form", "section", "question"), QUESTIONS, ids=[named(*one) for one in QUESTIONS]
)
def test_with_a_word_in_it_the_word_prints_and_the_mark_does_not(
    form: Form, section: Section, question: Question
):
    kept = marked(section, kept=with_words(question))
    assert reasons_left_out(form, kept) == {}
    assert unfinished(form, kept) == []
    said, unmarked = findings(form, kept), findings(form, with_words(question))
    found = of_mark(form, section, kept)
    assert [one for one in said if one not in found] == unmarked
    [one] = found
    assert one.weight == "warning"
    assert not one.settled
    assert question.words in one.message
    assert WHY in one.message


@pytest.mark.parametrize(("form", "section"), MAY_BE, ids=[named(*one) for one in MAY_BE])
def test_what_is_no_reason_leaves_nothing_out_and_says_so(form: Form, section: Section):
    kept = marked(section, "To follow")
    assert reasons_left_out(form, kept) == {}
    assert unfinished(form, kept) == []
    [one] = of_mark(form, section, kept)
    assert "“To follow” says nothing" in one.message


MAY_NOT = [(form, one) for form, one in SECTIONS if not may_be_left_out(one)]


@pytest.mark.parametrize(("form", "section"), MAY_NOT, ids=[named(*one) for one in MAY_NOT])
def test_who_was_there_and_what_signing_waits_for_cannot_be_left_out(form: Form, section: Section):
    kept = marked(section)
    assert unfinished(form, kept) == []
    [one] = of_mark(form, section, kept)
    assert "Take the mark off" in one.message


def test_a_disagreement_is_a_word_where_it_was_raised():
    form = FORMS["initial_ppm"]
    kept = form.of_kind("disagreements")
    assert kept
    rows = (Row("r", {"who": "Lee Madeup", "view": "Never asked.", RAISED_AT: "background"}),)
    section = form.section_of("background")
    record = marked(section, kept=replace(EMPTY, tables={kept.key: rows}))
    assert unfinished(form, record) == []
    assert [q.key for q in questions_with_words(form, section, record)] == ["background"]


STARTED = [one for one in QUESTIONS if one[2].start_with or one[2].kind == "carried_actions"]


@pytest.mark.parametrize(("form", "section", "question"), STARTED, ids=[named(*o) for o in STARTED])
def test_what_a_meeting_begins_with_is_no_word(form: Form, section: Section, question: Question):
    first = question.columns[0].key
    names = question.start_with or ("Book the medical",)
    begun = tuple(Row(f"r{place}", {first: name}) for place, name in enumerate(names))
    kept = replace(EMPTY, carried=begun)
    if question.kind != "carried_actions":
        kept = replace(EMPTY, tables={question.key: begun})
    assert unfinished(form, marked(section, kept=kept)) == [WHY]
    more = tuple(Row(row.id, {**row.values, question.columns[-2].key: "x"}) for row in begun)
    assert without_words(question, more) == begun
