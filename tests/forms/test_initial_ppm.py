"""The initial form prints what the paper form prints, and tells the chair why it asks."""

import pytest

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Question, Section

LIBRARY = load_library()
FORM = LIBRARY.forms["initial_ppm"]
ASKED = list(FORM.questions())
TEMPLATE = [question for s in FORM.section if s.part == "template" for question in s.question]

# Typed from the paper form; the apostrophes are its own.
PAPER = [
    "INITIAL PERMANENCE REVIEW PLANNING MEETING (PPM)",
    "Please note that all PPM forms should be accompanied by:",
    "Gateway Panel Application",
    "Panel’s Actions",
    "Latest Single Assessment",
    "Child Details",
    "Name of Child",
    "CASS Number",
    "Initial or Review PPM",
    "Date of Meeting",
    "Legal Status of Child",
    "Present (and apologies)",
    "Name",
    "Present Relation",
    "Attended",
    "Background",
    (
        "Brief background history outlining the reasons the child/ren became looked after and any "
        "historical concerns"
    ),
    "Any extended family/friends, connected carers that have or that require assessment",
    "Name of Carer",
    "Date Assessment Complete",
    "Ruled In/Out by LA",
    "Opposing LA Decision",
    "Comments",
    "Life story work and preparation for change",
    "Sibling Group?",
    "Number of siblings placed apart from child",
    "Were these children originally assessed to be placed apart?",
    "Sibling assessment",
    "Contact current and future plans",
    "Child’s wishes, feelings and understanding",
    "Parents’ wishes, feelings and understanding",
    "Other Professional Views",
    "IRO Name",
    "Current View",
    "Guardian Name",
    "Current View",
    "Legal Planning and Court timetable",
    "Where referral needs to be made",
    "Permanence Planning Options",
    "Yes/No",
    "Comment",
    "Early Permanence",
    "Reunification",
    "Placement with family/friends",
    "CAO/SGO",
    "Long term fostering",
    "Adoption",
    "SHOBPA Target Date",
    "SHOBPA Date Booked",
    "Permanent plan selected",
    "Comment",
    (
        "Has the child now achieved permanence and permanence planning meetings are no longer "
        "required?"
    ),
    "PPM Recommendations and Actions Required",
    "NB: At initial PPM set frequency of meetings and identify future chair",
    "Recommendations",
    "By Whom",
    "Target Date",
    "Contingency plan",
    "Date of next meeting",
]


def printed(section: Section) -> list[str]:
    words = [section.heading, section.note]
    for question in section.question:
        words.append(question.label)
        if question.key != "papers":  # the paper form only lists them
            words += [column.label for column in question.columns if column.printed]
        words += [row.label for row in question.rows]
    return [word for word in words if word]


def test_every_label_of_the_paper_form_stands_in_its_order():
    template = [section for section in FORM.section if section.part == "template"]
    assert [FORM.title, *(word for s in template for word in printed(s))] == PAPER


def test_the_template_comes_before_the_additional_record():
    parts = [section.part for section in FORM.section]
    assert parts == sorted(parts, reverse=True)


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


def test_only_these_hold_up_signing():
    blocking = {question.key for question in ASKED if question.blocks}
    assert blocking == {
        "child_name",
        "case_number",
        "meeting_date",
        "chair",
        "child_views",
        "plan",
    }


def test_what_is_beyond_the_paper_form_never_asks_for_a_reason():
    excepted = {"chair", "permanence_evidence"}
    extra = [q for q in ASKED if q not in TEMPLATE and (q.required or q.required_if)]
    assert {question.key for question in extra} == excepted


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.key)
def test_every_question_helps_whoever_answers_it(question: Question):
    assert question.hint
    assert question.guidance.endswith(".")
    assert 1 <= question.guidance.count(". ") + 1 <= 4
    assert question.source
    asks = question.required or question.required_if or question.advised or question.advised_if
    assert bool(question.message) == bool(asks)
    for column in question.columns:
        asks = column.required or column.required_if or column.advised or column.advised_if
        assert bool(column.message) == bool(asks)


def test_the_room_begins_with_who_and_where_and_ends_with_what_comes_next():
    rail = [section.key for section in FORM.in_the_room()]
    assert rail[:5] == ["child", "meeting", "present", "papers", "background"]
    assert rail[-2:] == ["actions", "next"]
    assert len(rail) <= 20
    assert max(len(section.title) for section in FORM.section) <= 28


def test_the_choices_of_the_plan_begin_with_the_six_options():
    options = [row.label for row in FORM.question("options").rows]
    plans = LIBRARY.choices(FORM.question("plan"))
    assert list(plans) == [*options, "Residential", "Private fostering", "Not yet decided"]


def test_actions_contingency_and_next_date_are_not_asked_once_permanence_is_achieved():
    for key in ("actions", "contingency", "next_meeting"):
        (condition,) = FORM.question(key).required_if
        assert (condition.question, condition.is_not) == ("permanence_achieved", "Yes")


def test_what_the_child_carries_is_of_the_same_kind_in_both_places():
    for question in ASKED:
        if question.carry == "child":
            detail = LIBRARY.child.question(question.key)
            assert (detail.kind, detail.choices) == (question.kind, question.choices)


def test_our_own_files_hold_no_mistake():
    assert LIBRARY.mistakes == ()
