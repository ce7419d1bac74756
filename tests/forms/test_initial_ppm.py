"""The initial form prints what the paper form prints, in its order, and asks what it asks."""

from form_examples import LIBRARY, printed
from ppm_paper import BEFORE_THE_OPTIONS, OPTIONS_AND_PLAN

FORM = LIBRARY.forms["initial_ppm"]
ASKED = list(FORM.questions())
TEMPLATE = [question for s in FORM.section if s.part == "template" for question in s.question]

# Typed from the paper form.
PAPER = [
    "INITIAL PERMANENCE REVIEW PLANNING MEETING (PPM)",
    *BEFORE_THE_OPTIONS,
    "Where referral needs to be made",
    *OPTIONS_AND_PLAN,
    "PPM Recommendations and Actions Required",
    "NB: At initial PPM set frequency of meetings and identify future chair",
    "Recommendations",
    "By Whom",
    "Target Date",
    "Contingency plan",
    "Date of next meeting",
]


def test_every_label_of_the_paper_form_stands_in_its_order():
    template = [section for section in FORM.section if section.part == "template"]
    words = [word for section in template for word in printed(section, leave_out=("papers",))]
    assert [FORM.title, *words] == PAPER


def test_what_stands_side_by_side_on_paper_does_so_in_print():
    groups = [group for section in FORM.section for group in section.print]
    for group in [
        ("child_name", "case_number", "initial_or_review", "meeting_date"),
        ("legal_status",),
        ("sibling_group", "siblings_apart", "assessed_apart"),
        ("iro_name", "iro_view"),
        ("guardian_name", "guardian_view"),
        ("shobpa_target", "shobpa_booked"),
        ("plan", "plan_comment"),
    ]:
        assert group in groups


def test_what_is_beyond_the_paper_form_never_asks_for_a_reason():
    excepted = {"chair", "permanence_evidence"}
    extra = [q for q in ASKED if q not in TEMPLATE and (q.required or q.required_if)]
    assert {question.key for question in extra} == excepted


def test_the_room_begins_with_who_and_where_and_ends_with_what_comes_next():
    rail = [section.key for section in FORM.in_the_room()]
    assert rail[:5] == ["child", "meeting", "present", "papers", "background"]
    assert rail[-2:] == ["actions", "next"]
    assert len(rail) <= 20


def test_the_choices_of_the_plan_begin_with_the_six_options():
    options = [row.label for row in FORM.question("options").rows]
    plans = LIBRARY.choices(FORM.question("plan"))
    assert list(plans) == [*options, "Residential", "Private fostering", "Not yet decided"]


def test_actions_contingency_and_next_date_are_not_asked_once_permanence_is_achieved():
    for key in ("actions", "contingency", "next_meeting"):
        (condition,) = FORM.question(key).required_if
        assert (condition.question, condition.is_not) == ("permanence_achieved", "Yes")
