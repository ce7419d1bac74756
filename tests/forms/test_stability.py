"""The stability form asks for support and safety, and leads on where a home cannot continue."""

from form_examples import LIBRARY, found, outline, steps

from desktop_app.records.meeting import Row

FORM = LIBRARY.forms["stability"]
ENDING = {"stability_outcome": "Cannot continue: disruption meeting"}

PRINTED = [
    "STABILITY MEETING",
    "Child Details",
    "Name of Child",
    "CASS Number",
    "Date of Meeting",
    "Legal Status of Child",
    "Present (and apologies)",
    "Why this Meeting is Held Now",
    "Raised by",
    "Concern known since",
    "What brought it about",
    "In a few words",
    "Risk to the home",
    "Reasons",
    "The Home",
    "Current home",
    "Carer",
    "Provided by",
    "Living there since",
    "Matched long term",
    "Moves in the last 12 months",
    "Strengths and Strain",
    "What is going well",
    "What is difficult: when, for whom, with what effect",
    "What the child may be telling us",
    "Views",
    "Child’s views, and what would help",
    "Carers’ views, wellbeing, effect on the household",
    "Parents’ views, and the effect of family time",
    "Other views",
    "IRO Name",
    "Current View",
    "Support so far, and its effect",
    "Support Plan for the Home",
    "Options considered",
    "Support agreed",
    "Safety Plan",
    "Plans agreed with the carers",
    "Plans agreed with the agency",
    "Contingency plan",
    "Where notice stands",
    "Outcome",
    "Is staying in the child’s interests?",
    "Reasons",
    "Outcome of this meeting",
    "Disruption meeting on",
    "Effect on the permanence plan",
    "PPM brought forward",
    "PPM on",
    "Tracking",
    "Recommendations and Actions Required",
    "Review date",
]


def test_its_headings_and_labels_stand_in_the_order_of_the_meeting():
    assert outline(FORM) == PRINTED


def test_support_and_safety_are_both_asked_for():
    asked = found(FORM, {})
    assert (asked["support_plan"].weight, asked["safety_plan"].weight) == ("reason", "reason")
    support = Row("1", {"what": "A rest", "provider": "Jo Invented", "start": "3/3/27"})
    risk = Row("1", {"risk": "Leaving at night", "response": "Call her", "call": "Duty team"})
    settled = found(FORM, {}, support_plan=(support,), safety_plan=(risk,))
    assert not [key for key in settled if key.startswith(("support_plan", "safety_plan"))]


def test_each_risk_says_what_is_done_and_who_is_called():
    asked = found(FORM, {}, safety_plan=(Row("1", {"risk": "Leaving at night"}),))
    assert {"safety_plan.response", "safety_plan.call"} <= asked.keys()


def test_a_home_that_cannot_continue_wants_a_disruption_meeting_and_no_support_plan():
    asked = found(FORM, ENDING)
    assert asked["disruption_on"].weight == "warning"
    assert "support_plan" not in asked
    assert "safety_plan" in asked
    assert "disruption_on" not in found(FORM, {**ENDING, "disruption_on": "3/3/27"})
    assert "disruption_on" not in found(FORM, {"stability_outcome": "Sustain"})


def test_a_home_that_cannot_continue_offers_the_disruption_meeting():
    assert steps(FORM, ENDING) == ["disruption"]
    for outcome in ("", "Sustain", "Planned move through care planning", "No further need"):
        assert steps(FORM, {"stability_outcome": outcome}) == []


def test_a_ppm_that_is_brought_forward_wants_its_date():
    assert "ppm_on" in found(FORM, {"ppm_forward": "Yes"})
    assert "ppm_on" not in found(FORM, {"ppm_forward": "No"})


def test_what_practice_adds_never_asks_for_anything():
    added = ["siblings_staying", "notice_days", "iro_consulted", "iro_consulted_on", "allegations"]
    for key in added:
        question = FORM.question(key)
        asks = (question.required, question.required_if, question.advised, question.advised_if)
        assert asks == (None, (), None, ())
        assert FORM.section_of(key).part == "additional"
