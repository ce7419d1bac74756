"""What is signed over prints as a fact: of every form and of every check."""

import re
from dataclasses import replace
from datetime import date

import pytest
from checks_examples import COUNCIL, case, options, record
from checks_table import EXAMPLES
from checks_wider import WIDER

from desktop_app.forms.model import Form, Question
from desktop_app.policy.checks.every import run
from desktop_app.records.answers import cell_is_required
from desktop_app.records.brought import mark_key, of_meeting
from desktop_app.records.findings import Finding
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.snapshot import Snapshot, from_json, to_json
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.open_meeting import OpenMeeting

pytestmark = pytest.mark.long

PROFILE = COUNCIL.profile("calderdale")
FORMS = {key: COUNCIL.form(key, PROFILE) for key in COUNCIL.library.forms}
LONG = "A letter for the child in their own language that answers each question " * 4
MEETING = Meeting("m", "PPM-TEST22", "c", "any", created_at="2026-11-21T10:00:00+00:00")
IMPRINT = Imprint("Nowhere", "OFFICIAL")
GIVEN = "Nobody could say."
NONE_OF_THEM = "Words of nobody’s list"
TELLS_THE_CHAIR = {
    message.split()[0]
    for form in FORMS.values()
    for question in form.questions()
    for message in (question.message, *(column.message for column in question.columns))
    if message and message.split()[0] not in ("The", "Adoption")
} | {"Add", "Check", "Open", "Tell", "Invite", "Tick", "Please", "Look"}
each_form = pytest.mark.parametrize("key", FORMS)


def begun(question: Question) -> tuple[Row, ...]:
    """Rows that begin with long words and lack all that may be required of them."""
    if question.kind == "fixed_table":
        return tuple(Row(row.key, {}) for row in question.rows)
    first, *others = question.columns
    values = {first.key: LONG.strip()}
    if cell_is_required(first, {}) and others:  # lacks its first cell too
        return (Row("r1", values), Row("r2", {others[0].key: f"{LONG}again"}))
    return (Row("r1", values), Row("r2", values))


def records(form: Form) -> list[Record]:
    """One without a word; one that lacks something everywhere; one whose choices are none of their
    lists and whose views are those of another day.
    """
    empty = Record(replace(MEETING, form=form.key), Child("c", {}))
    tables = {q.key: begun(q) for q in form.questions() if q.has_rows}
    asked = (form.of_kind(kind) for kind in ("attendance", "actions", "carried_actions"))
    parts = [tables.pop(one.key, ()) if one else () for one in asked]
    vain = {q.key: "N/A" for q in form.questions() if q.asks_why}
    lacking = Record(empty.meeting, empty.child, vain, tables, *parts)
    return [empty, lacking, amiss(form, empty)]


def amiss(form: Form, empty: Record) -> Record:
    asked = [q for q in form.questions() if not q.shown_if]
    said = {q.key: NONE_OF_THEM for q in asked if q.kind == "choice"}
    views = [q.key for q in asked if q.nature == "views" and not q.has_rows]
    said |= dict.fromkeys(views, "Said last time.")
    said |= {mark_key(key): of_meeting(date(2026, 10, 1)) for key in views}
    rows = {
        q.key: tuple(
            Row(one, {column.key: NONE_OF_THEM for column in q.columns})
            for one in ([row.key for row in q.rows] or ["r1"])
        )
        for q in asked
        if q.has_rows
    }
    kinds = (form.of_kind(kind) for kind in ("attendance", "actions", "carried_actions"))
    parts = [rows.pop(one.key, ()) if one else () for one in kinds]
    return Record(empty.meeting, empty.child, said, rows, *parts)


def opened(form: Form, kept: Record) -> OpenMeeting:
    return OpenMeeting(form, kept, checks_for(form, PROFILE, None, (), ()))


def signed_over(form: Form, kept: Record) -> tuple[list[Finding], Snapshot]:
    """Everything that takes a reason, with one, and what would be signed."""
    meeting = opened(form, kept)
    for one in meeting.findings():
        meeting.set_answer(f"reason.{one.key}", GIVEN)
    over = [one for one in meeting.findings() if one.weight == "reason"]
    return over, meeting.freeze(IMPRINT)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s|\(", text) if part.strip()]


def is_a_fact(statement: str) -> bool:
    """Past, in the third person, and with none of the words that tell the chair what to do."""
    first = re.sub("“[^”]*”", "“”", statement).split(" (")[0]  # a heading may have brackets
    told = [one for one in sentences(first) if one.split()[0] in TELLS_THE_CHAIR]
    return not told and re.search(r"\b(?:was|were|chaired)\b", first) is not None


@each_form
def test_what_is_signed_over_prints_as_a_fact_and_whole(key: str):
    form = FORMS[key]
    words = {" ".join((q.label or "").split()) for q in form.questions()} - {""}
    heads = {section.heading or section.title for section in form.section}
    for kept in records(form):
        over, printed = signed_over(form, kept)
        assert over
        assert len(printed.unfinished) == len(over)
        for one in printed.unfinished:
            assert is_a_fact(one.missing), one.missing
            assert one.about in words | heads
            assert one.reason == GIVEN
            assert "…" not in one.missing.replace("…”", "")


@each_form
def test_every_row_that_lacks_something_is_named_with_all_its_words(key: str):
    form = FORMS[key]
    _, kept, _ = records(form)
    over, _ = signed_over(form, kept)
    in_rows = [one for one in over if "(1. " in one.message]
    assert in_rows
    assert all(LONG.strip() in one.statement for one in in_rows)


@each_form
def test_no_sentence_for_the_chair_reaches_what_is_signed(key: str):
    form = FORMS[key]
    for kept in records(form):
        over, printed = signed_over(form, kept)
        json = to_json(printed)
        assert [one.message for one in over if one.message in json] == []
        told = (q.message for q in form.questions() if q.message)
        assert [message for message in told if message in json] == []


@each_form
def test_a_choice_of_no_list_is_signed_over_as_a_fact(key: str):
    form = FORMS[key]
    over, printed = signed_over(form, records(form)[-1])
    of_lists = {one.statement for one in over if one.key.endswith(".unlisted")}
    assert of_lists
    assert of_lists <= {one.missing for one in printed.unfinished}


@each_form
def test_why_there_are_no_new_views_prints_with_those_of_another_day(key: str):
    form = FORMS[key]
    over, printed = signed_over(form, records(form)[-1])
    assert not [one for one in over if one.key.endswith(".brought")]
    json = to_json(printed)
    views = json.count("Said last time.")
    assert views
    assert json.count(f"No new views since 1 October 2026, because {GIVEN}") == views


def test_an_option_that_was_not_answered_is_named_by_what_it_is():
    kept = record(
        {"child_views": ""},
        options=tuple(one for one in options() if one.id not in ("adoption", "cao_sgo")),
    )
    over, printed = signed_over(FORMS["initial_ppm"], kept)
    said = {one.about: one.missing for one in printed.unfinished}
    assert said["Permanence Planning Options"] == "CAO/SGO and Adoption were not answered."
    assert over


@pytest.mark.parametrize("key", sorted({key for key, *_ in EXAMPLES} | {one[0] for one in WIDER}))
def test_every_check_that_takes_a_reason_states_a_fact(key: str):
    cases = [case(record(*[wrong[0]], "initial_ppm", **wrong[1])) for _, wrong, _ in EXAMPLES]
    found = [one for made in (*cases, *(wrong for _, wrong, _ in WIDER)) for one in run(made)]
    mine = [one for one in found if one.key == key]
    assert mine
    for one in mine:
        assert (one.weight == "reason") == bool(one.statement)
        assert not one.statement or is_a_fact(one.statement)
        assert one.statement != one.message or one.weight == "warning"


def test_old_signed_minutes_keep_their_own_words():
    _, printed = signed_over(FORMS["initial_ppm"], records(FORMS["initial_ppm"])[0])
    old = replace(printed.unfinished[0], missing="Say why this plan.", reason="x")
    before = replace(printed, unfinished=(old,))
    assert from_json(to_json(before)).unfinished == (old,)
