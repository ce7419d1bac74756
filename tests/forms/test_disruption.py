"""The disruption form asks what its stage calls for: sustain or end well, then learn."""

import pytest
from form_examples import LIBRARY, found, outline, record, steps

from desktop_app.records.answers import applies
from desktop_app.records.meeting import Row

FORM = LIBRARY.forms["disruption"]

NOTICE = {"stage": "Notice given, still living there"}
ENDED = {"stage": "The home has ended"}
PLANNED = {**NOTICE, "disruption_outcome": "Planned ending"}
MATCHED = {**PLANNED, "home_matched": "Yes"}

PRINTED = [
    "DISRUPTION MEETING",
    "Child Details",
    "Name of Child",
    "CASS Number",
    "Date of Meeting",
    "Legal Status of Child",
    "Present (and apologies)",
    "Notice and Ending",
    "Stage",
    "Date of ending, or planned for",
    "Notice given on",
    "Notice given by",
    "Form of notice",
    "Reason",
    "Why this meeting is held",
    "What happened",
    "The Home",
    "Kind of home",
    "Carer",
    "Provided by",
    "Living there since",
    "Matched long term",
    "Match agreed on",
    "Length of stay",
    "Homes so far",
    "Report that lists them",
    "Support so far, and its effect",
    "The Child’s Story in this Home",
    "Early experience and needs, as known at the time",
    "Matching, information given, introductions",
    "What happened when",
    "What went well, and what to remember",
    "What contributed",
    "Views",
    "Child’s account and wishes",
    "Parents’ views",
    "Brothers’ and sisters’ views",
    "Carers’ account, support needs, effect on the household",
    "Other views",
    "IRO Name",
    "Current View",
    "Sustaining the Home, or Ending it Well",
    "Could services sustain the home?",
    "Carers clear that it must end?",
    "Services that could sustain it",
    "Who tells the child",
    "When, and in which words",
    "How the ending is managed",
    "Needs Now and the Next Home",
    "What the child needs now, and what the next carers must offer",
    "Next home",
    "Day of the move",
    "Move agreed by",
    "Permanence Plan and Review",
    "Effect on the permanence plan",
    "Initial PPM on",
    "New tracker opened",
    "Book by",
    "Booked by",
    "Early looked-after review needed",
    "Review on",
    "Reviewing officer told on",
    "Learning",
    "Information about the home passed to access to resources",
    "Passed on",
    "Carer’s review or new assessment needed",
    "Outcome",
    "Outcome of this meeting",
    "Recommendations and Actions Required",
    "Follow-up date",
]


def shown(answers: dict[str, str]) -> set[str]:
    said = record(FORM, answers, {})
    return {question.key for question in FORM.questions() if applies(said, question)}


def test_its_headings_and_labels_stand_in_the_order_of_the_meeting():
    assert outline(FORM) == PRINTED


def test_notice_asks_whether_the_home_can_be_sustained():
    asked = found(FORM, NOTICE)
    wanted = {"notice_on", "notice_by", "notice_form", "could_sustain", "carer_clear"}
    assert wanted <= asked.keys()
    assert not {"end_date", "learning"} & asked.keys()
    assert {"could_sustain", "carer_clear"} <= shown(NOTICE)


def test_a_home_that_has_ended_asks_for_its_date_and_what_was_learned():
    asked = found(FORM, ENDED)
    assert {"end_date", "learning"} <= asked.keys()
    assert asked["learning"].weight == "reason"
    assert not {"notice_on", "notice_by", "notice_form", "who_tells"} & asked.keys()
    assert not {"could_sustain", "carer_clear", "sustain_services"} & shown(ENDED)


def test_learning_that_is_written_down_names_who_takes_it_forward():
    lesson = Row("panel", {"lesson": "Read the school's report first"})
    asked = found(FORM, ENDED, learning=(lesson,))
    assert "learning" not in asked
    assert "For panel" in asked["learning.who.advised"].message


def test_before_a_stage_is_chosen_nothing_of_either_is_asked():
    asked = found(FORM, {})
    assert "stage" in asked
    staged = {"notice_on", "end_date", "could_sustain", "carer_clear", "learning", "who_tells"}
    assert not staged & asked.keys()


def test_services_that_could_sustain_the_home_are_listed():
    assert "sustain_services" in found(FORM, {**NOTICE, "could_sustain": "Yes"})
    assert "sustain_services" not in found(FORM, {**NOTICE, "could_sustain": "No"})


def test_a_planned_ending_decides_who_tells_the_child():
    asked = found(FORM, PLANNED)
    assert [asked[key].weight for key in ("who_tells", "told_when", "ending_plan")] == [
        "reason"
    ] * 3
    assert "who_tells" not in found(FORM, {**PLANNED, "who_tells": "Jo Invented"})
    clear = found(FORM, {**NOTICE, "carer_clear": "Yes"})
    assert clear["who_tells"].weight == "warning"


def test_a_home_that_is_sustained_asks_for_no_ending_and_no_next_home():
    sustained = {**NOTICE, "disruption_outcome": "Sustain with support", "home_matched": "Yes"}
    gone = {"who_tells", "told_when", "ending_plan", "next_home", "next_home_on", "ppm_on"}
    assert not gone & found(FORM, sustained).keys()
    assert not (gone - {"ppm_on"}) & shown(sustained)


def test_a_matched_home_that_ends_wants_the_initial_ppm_or_who_books_it():
    assert found(FORM, MATCHED)["ppm_on"].weight == "reason"
    assert "14 days" in found(FORM, MATCHED)["ppm_on"].message
    assert "tracker_opened" in found(FORM, MATCHED)
    assert "ppm_on" not in found(FORM, {**MATCHED, "ppm_on": "3/3/27"})
    booked = found(FORM, {**MATCHED, "ppm_book_by": "3/3/27"})
    assert "ppm_on" not in booked
    assert booked["ppm_booked_by"].weight == "reason"
    named = found(FORM, {**MATCHED, "ppm_book_by": "3/3/27", "ppm_booked_by": "Jo Invented"})
    assert "ppm_booked_by" not in named


def test_a_home_that_was_not_matched_wants_no_initial_ppm():
    asked = found(FORM, {**PLANNED, "home_matched": "No"})
    assert not {"ppm_on", "tracker_opened"} & asked.keys()
    assert asked["plan_effect"].weight == "warning"


def test_earlier_homes_may_stand_in_a_report():
    assert "home_history" in found(FORM, {})
    assert "home_history" not in found(FORM, {"history_report": "Chronology of 3 March 2026"})


def test_an_early_review_wants_its_date():
    assert "early_review_on" in found(FORM, {"early_review": "Yes"})
    assert "early_review_on" not in found(FORM, {"early_review": "No"})


@pytest.mark.parametrize(
    ("matched", "outcome", "offered"),
    [
        ("Yes", "Planned ending", ["initial_ppm"]),
        ("Yes", "Ended, learning agreed", ["initial_ppm"]),
        ("Yes", "Sustain with support", []),
        ("Yes", "Adjourn", []),
        ("No", "Ended, learning agreed", []),
        ("", "Planned ending", []),
    ],
)
def test_a_matched_home_that_ended_offers_the_initial_ppm(
    matched: str, outcome: str, offered: list[str]
):
    assert steps(FORM, {"home_matched": matched, "disruption_outcome": outcome}) == offered


def test_the_offer_names_the_fourteen_days_and_where_they_come_from():
    (step,) = FORM.next
    assert "14 days" in step.because
    assert step.source == "LP 10.2"


def test_the_reason_carries_the_code_of_the_national_return():
    terms = LIBRARY.vocabularies["change_reasons"].term
    codes = "CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER"
    assert [term.code for term in terms] == codes.split()
