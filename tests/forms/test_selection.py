"""The selection form asks of a match what panel will ask, and only where it applies."""

import pytest
from form_examples import LIBRARY, found, outline

from desktop_app.records.meeting import Row

FORM = LIBRARY.forms["selection"]
PROCEED = {"decision": "Proceed"}
DOMAINS = [row.key for row in FORM.question("needs_match").rows]

PRINTED = [
    "LONG TERM FOSTERING SELECTION MEETING",
    "Child Details",
    "Name of Child",
    "CASS Number",
    "Date of Meeting",
    "Legal Status of Child",
    "Present (and apologies)",
    "Permanence Plan and Route to a Match",
    "PPM that chose long term fostering",
    "Review that endorsed it",
    "Route",
    "Carer with an independent agency",
    "Proposed Carers",
    "Other carers considered",
    "Joint visit on",
    "What the joint visit found",
    "More secure options considered, and why they were not chosen",
    "Child’s Needs and Carers’ Capacity",
    "Report that sets this out",
    "Strengths of the match",
    "Vulnerabilities, and what is done about them",
    "Belonging, Family and Place",
    "Belonging",
    "Home meant to last past 18",
    "Staying put and support after 18",
    "Distance from family, school and community",
    "Brothers and sisters",
    "Living with brothers and sisters, and time together",
    "Views of the Match",
    "Child’s view of the match",
    "Child content to be matched now",
    "Look at it again on",
    "Parents’ and family’s views",
    "Carers’ views and commitment",
    "Views of others in the household",
    "Other Professional Views",
    "IRO Name",
    "Current View",
    "Sharing the Child’s History",
    "How the child’s and the family’s history is shared with the carers",
    "Shared by",
    "Shared on, or by",
    "Support Plan",
    "Support agreed for the child and for the carers",
    "Agency’s role and commitments",
    "Delegated authority, visits and reviews",
    "Risks, standards of care, allegations",
    "Contact current and future plans",
    "Recommendation on the Match",
    "Recommendation",
    "Reasons, and conditions if any",
    "Panel or decision date",
    "Agreed by",
    "Book by",
    "Booked by",
    "Before and After Panel",
    "Papers for panel",
    "Introductions and moving in",
    "Letters about the outcome",
    "Recommendations and Actions Required",
    "Contingency plan",
    "Family finding reviewed on",
    "Date of next meeting",
]


def test_its_headings_and_labels_stand_in_the_order_of_the_meeting():
    assert outline(FORM) == PRINTED


@pytest.mark.parametrize("decision", ["Proceed", "Proceed once conditions are met"])
def test_a_match_that_proceeds_wants_its_panel_date_or_who_books_it(decision: str):
    answers = {"decision": decision}
    asked = found(FORM, answers)["panel_on"]
    assert (asked.weight, asked.source) == ("reason", "LP 7.7; Cal 6.4.2")
    assert "panel_on" not in found(FORM, {**answers, "panel_on": "3/3/27"})
    booked = found(FORM, {**answers, "panel_book_by": "3/3/27"})
    assert "panel_on" not in booked
    assert booked["panel_booked_by"].weight == "reason"
    whole = {**answers, "panel_book_by": "3/3/27", "panel_booked_by": "Jo Invented"}
    assert not {"panel_on", "panel_booked_by"} & found(FORM, whole).keys()


@pytest.mark.parametrize("decision", ["Not this match", "Defer", ""])
def test_a_match_that_does_not_proceed_wants_no_panel(decision: str):
    asked = found(FORM, {"decision": decision, "route": "New carer, in-house"})
    assert not {"panel_on", "panel_route", "panel_papers", "introductions"} & asked.keys()


def test_papers_for_panel_want_owners_once_the_match_proceeds():
    assert found(FORM, PROCEED)["panel_papers"].weight == "reason"
    some = (Row("child_report", {"owner": "Jo Invented", "due": "3/3/27"}),)
    asked = found(FORM, PROCEED, panel_papers=some)["panel_papers.owner"]
    assert "Matching report" in asked.message
    assert "Child permanence report" not in asked.message


def need(rating: str, support: str = "") -> Row:
    return Row("health", {"need": "Asthma", "rating": rating, "support": support})


def all_needs(first: Row) -> tuple[Row, ...]:
    met = {"need": "Known", "capacity": "Good", "rating": "Met"}
    return (first, *(Row(key, met) for key in DOMAINS if key != "health"))


@pytest.mark.parametrize("rating", ["Partly met", "Not met"])
def test_a_need_that_is_not_met_wants_its_support(rating: str):
    asked = found(FORM, {}, needs_match=all_needs(need(rating)))
    assert asked["needs_match.support.advised"].weight == "warning"
    assert "Health" in asked["needs_match.support.advised"].message
    settled = found(FORM, {}, needs_match=all_needs(need(rating, "Nurse visits monthly")))
    assert "needs_match.support.advised" not in settled
    met = found(FORM, {}, needs_match=all_needs(need("Met")))
    assert "needs_match.support.advised" not in met


def test_every_need_is_gone_through_or_a_report_named():
    assert "needs_match" in found(FORM, {}, needs_match=all_needs(need("Met"))[:8])
    assert "needs_match" not in found(FORM, {}, needs_match=all_needs(need("Met")))
    named = found(FORM, {"needs_report": "See matching report dated 3 March 2026"})
    assert not [key for key in named if key.startswith("needs_match")]


def test_a_child_who_does_not_want_to_be_matched_yet_is_asked_again_on_a_day():
    assert found(FORM, {"content_matched": "No"})["relook_on"].weight == "reason"
    assert "relook_on" not in found(FORM, {"content_matched": "No", "relook_on": "1/6/27"})
    for answer in ("Yes", "Not known", ""):
        assert "relook_on" not in found(FORM, {"content_matched": answer})


def test_an_agency_says_what_it_commits_itself_to():
    assert found(FORM, {"agency_carer": "Yes"})["agency_role"].weight == "reason"
    assert "agency_role" not in found(FORM, {"agency_carer": "Yes", "agency_role": "Visits"})
    assert "agency_role" not in found(FORM, {"agency_carer": "No"})


def test_the_route_decides_what_is_asked():
    existing = found(FORM, {**PROCEED, "route": "Existing carer\nBrothers and sisters together"})
    assert {"joint_visit_on", "joint_visit"} <= existing.keys()
    assert "introductions" not in existing
    new = found(FORM, {**PROCEED, "route": "New carer, from an agency"})
    assert "introductions" in new
    assert not {"joint_visit_on", "joint_visit"} & new.keys()


def test_brothers_and_sisters_are_asked_about_only_where_there_are_some():
    assert "sibling_time" in found(FORM, {"sibling_group": "Yes"})
    assert "sibling_time" not in found(FORM, {"sibling_group": "No"})
