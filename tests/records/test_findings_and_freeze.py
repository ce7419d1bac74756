"""What the form still asks for, and what prints: with the real Initial PPM."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.forms.library import load_library
from desktop_app.records.findings import Finding, findings
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.snapshot import Grid, Text, fingerprint, from_json, to_json

FORM = load_library(council=None).forms["initial_ppm"]
IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE")
EMPTY = Record(
    Meeting("m", "PPM-TEST22", "c", "initial_ppm", created_at="2026-11-21T10:00:00+00:00"),
    Child("c", {}),
)


def said(answers: dict[str, str], **rows: tuple[Row, ...]) -> Record:
    tables = {key: value for key, value in rows.items() if key not in ("attendance", "actions")}
    return replace(
        EMPTY,
        answers=answers,
        tables=tables,
        attendance=rows.get("attendance", ()),
        actions=rows.get("actions", ()),
    )


def found(record: Record) -> dict[str, Finding]:
    return {finding.key: finding for finding in findings(FORM, record)}


def options(**answers: tuple[str, str]) -> tuple[Row, ...]:
    return tuple(Row(k, {"answer": a, "comment": c}) for k, (a, c) in answers.items())


def test_only_who_when_chair_views_and_plan_block():
    blocking = {key for key, finding in found(EMPTY).items() if finding.weight == "blocks"}
    assert blocking == {"child_name", "case_number", "meeting_date", "chair", "child_views", "plan"}


def test_an_answer_settles_its_finding_and_a_reason_does_where_one_may_stand_in():
    assert "background" not in found(said({"background": "Because."}))
    reasoned = found(said({"reason.background": "See the report."}))["background"]
    assert reasoned.settled
    assert reasoned.reason == "See the report."
    blocked = found(said({"reason.child_views": "No."}))["child_views"]
    assert not blocked.settled


def test_what_is_no_reason_settles_nothing_and_the_childs_views_are_more_than_n_a():
    record = said({"reason.background": "To follow", "child_views": "N/A"})
    assert not found(record)["background"].settled
    views = found(record)["child_views"]
    assert views.weight == "blocks"
    assert views.message.startswith("“N/A” says nothing")
    assert "child_views" not in found(said({"child_views": "Unborn"}))


def test_a_section_not_discussed_needs_no_more_reasons():
    record = said({"not_discussed.background": "Read out from the report."})
    assert found(record)["background"].settled
    printed = freeze(FORM, record, IMPRINT)
    assert [(one.about, one.reason) for one in printed.unfinished] == [
        ("Background", "Read out from the report.")
    ]


def test_brothers_and_sisters_are_asked_about_only_where_there_are_some():
    assert "sibling_assessment" not in found(said({"sibling_group": "No"}))
    assert "sibling_assessment" in found(said({"sibling_group": "Yes"}))


def test_a_yes_wants_its_comment_and_names_the_option():
    record = said({}, options=options(adoption=("Yes", ""), reunification=("No", "")))
    asked = found(record)
    assert "Adoption" in asked["options.comment"].message
    assert asked["options.comment"].weight == "reason"
    assert "Reunification" in asked["options.comment.advised"].message


def test_adoption_wants_a_decision_date_and_no_next_meeting_once_permanence_is_achieved():
    assert "shobpa_target" in found(said({}, options=options(adoption=("Yes", "Because"))))
    assert "shobpa_target" not in found(said({}, options=options(adoption=("No", "Because"))))
    assert "next_meeting" in found(EMPTY)
    assert "next_meeting" not in found(said({"permanence_achieved": "Yes"}))


def test_an_action_wants_an_owner_and_a_date():
    asked = found(said({}, actions=(Row("1", {"text": "Book the medical"}),)))
    assert "Book the medical" in asked["actions.owner"].message
    assert "actions.target" in asked


def test_dates_print_in_words_and_what_cannot_be_read_prints_as_typed():
    record = said({"meeting_date": "21/11/26", "next_meeting": "after Christmas"})
    printed = freeze(FORM, record, IMPRINT)
    texts = {e.key: e.text for e in entries(printed.template) if isinstance(e, Text)}
    assert texts["meeting_date"] == "21 November 2026"
    assert texts["next_meeting"] == "after Christmas"
    assert printed.held == "2026-11-21"
    assert found(record)["next_meeting.unread"].weight == "warning"


def test_attendance_prints_how_and_when_in_the_one_column_that_paper_has():
    person = {"name": "Priya", "relation": "Teacher", "agency": "Moor School", "left": "11.30"}
    person |= {"attended": "Present", "how": "Online", "arrived": "10:12"}
    printed = freeze(FORM, said({}, attendance=(Row("1", person),)), IMPRINT)
    grid = next(e for e in entries(printed.template) if e.key == "attendance")
    assert isinstance(grid, Grid)
    assert grid.rows == (
        ("Priya", "Teacher, Moor School", "Present (online, arrived 10:12, left 11:30)"),
    )


def test_the_additional_record_prints_only_what_was_written():
    assert freeze(FORM, EMPTY, IMPRINT).additional == ()
    printed = freeze(FORM, said({"chair": "Jo Invented"}), IMPRINT)
    assert [e.key for e in entries(printed.additional)] == ["chair"]


def test_an_answer_that_is_not_asked_now_prints_under_a_heading_of_its_own():
    printed = freeze(FORM, said({"sibling_group": "No", "siblings_apart": "2"}), IMPRINT)
    texts = {e.key: e.text for e in entries(printed.template) if isinstance(e, Text)}
    assert texts["siblings_apart"] == ""
    last = printed.additional[-1]
    assert last.heading == "Recorded under earlier headings"
    assert [e.text for e in entries([last]) if isinstance(e, Text)] == ["2"]


def entries(sections: object) -> list[Text | Grid]:
    return [e for section in sections for group in section.groups for e in group]  # type: ignore[attr-defined]


@given(st.dictionaries(st.sampled_from(["background", "chair", "plan_comment"]), st.text()))
def test_a_snapshot_survives_its_json_with_the_same_fingerprint(answers: dict[str, str]):
    printed = freeze(FORM, said(answers), IMPRINT)
    again = from_json(to_json(printed))
    assert again == printed
    assert fingerprint(again) == fingerprint(printed)


def test_every_printed_word_is_in_the_fingerprint():
    before = freeze(FORM, said({"background": "a"}), IMPRINT)
    assert fingerprint(before) != fingerprint(freeze(FORM, said({"background": "b"}), IMPRINT))
    assert fingerprint(before) != fingerprint(replace(before, version="1.0"))
    assert fingerprint(before) == fingerprint(replace(before, held="2020-01-01"))
