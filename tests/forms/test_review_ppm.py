"""The review form prints what its paper form prints, and begins with what was carried forward."""

from form_examples import LIBRARY, found, printed, steps
from ppm_paper import BEFORE_THE_OPTIONS, OPTIONS_AND_PLAN

from desktop_app.records.meeting import Row

FORM = LIBRARY.forms["review_ppm"]
INITIAL = LIBRARY.forms["initial_ppm"]

# Typed from the paper form; the dash is its own.
PAPER = [
    "PERMANENCE REVIEW PLANNING MEETING (PRPM)",
    *BEFORE_THE_OPTIONS,
    *OPTIONS_AND_PLAN,
    "Permanence Planning Meeting (PPM) Review",
    "PPM recommendations carried forward from previous PPM",
    "By Whom",
    "Target Date",
    (
        "Update – provide barriers and reasons when progress not achieved\n"
        "What needs to happen to move this forward?"
    ),
    "Please outline the contingency plan",
    "Next review date",
]


def test_every_label_of_the_paper_form_stands_in_its_order():
    template = [s for s in FORM.section if s.part == "template" and s.key != "actions"]
    words = [word for section in template for word in printed(section, leave_out=("papers",))]
    assert [FORM.title, *words] == PAPER


def test_new_recommendations_print_directly_below_those_carried_forward():
    keys = [section.key for section in FORM.section]
    assert keys[keys.index("carried") + 1] == "actions"
    assert printed(FORM.section_of("actions")) == [
        "New recommendations from this meeting",
        "Recommendations",
        "By Whom",
        "Target Date",
    ]


def test_the_room_begins_with_what_was_carried_forward_and_ends_with_what_comes_next():
    rail = [section.key for section in FORM.in_the_room()]
    assert rail[:4] == ["carried", "child", "meeting", "present"]
    assert rail[-2:] == ["actions", "next"]


def test_what_the_initial_form_asks_the_review_asks_under_the_same_key():
    ours = {question.key for question in FORM.questions()}
    missing = [question.key for question in INITIAL.questions() if question.key not in ours]
    assert missing == ["referrals", "meeting_frequency", "frequency_reason", "future_chair"]
    assert ours - {question.key for question in INITIAL.questions()} == {"carried"}


def test_it_begins_as_a_review():
    assert FORM.question("initial_or_review").start_with == ("Review",)


def test_a_carried_recommendation_wants_its_update_and_status_or_a_reason():
    row = Row("1", {"text": "Book the medical", "owner": "Jo Invented", "origin": "PPM-TEST22"})
    asked = found(FORM, {}, carried=(row,))
    assert "Book the medical" in asked["carried.update"].message
    assert asked["carried.update"].weight == "reason"
    assert asked["carried.status"].weight == "reason"
    reasoned = found(FORM, {"reason.carried.update": "Not reached."}, carried=(row,))
    assert reasoned["carried.update"].settled
    said = Row("1", {**row.values, "update": "Booked for May", "status": "Done"})
    assert not [key for key in found(FORM, {}, carried=(said,)) if key.startswith("carried")]


def test_nothing_carried_forward_is_nothing_to_explain():
    assert not [key for key in found(FORM, {}) if key.startswith("carried")]


def test_what_came_from_the_earlier_meeting_is_not_typed_over():
    columns = {column.key: column for column in FORM.question("carried").columns}
    given = {key for key, column in columns.items() if column.read_only}
    assert given == {"text", "owner", "target", "origin"}
    on_paper = {key for key, column in columns.items() if column.printed}
    assert on_paper == {"text", "owner", "target", "update"}


def test_a_status_is_one_of_five():
    (status,) = [c for c in FORM.question("carried").columns if c.key == "status"]
    assert LIBRARY.choices(status) == ("Open", "Done", "Part done", "Not done", "No longer needed")


def test_new_recommendations_are_advised_as_those_carried_forward_may_be_enough():
    assert found(FORM, {})["actions"].weight == "warning"
    assert "actions" not in found(FORM, {"permanence_achieved": "Yes"})


def test_contingency_and_next_date_are_not_asked_once_permanence_is_achieved():
    assert {"contingency", "next_meeting"} <= found(FORM, {}).keys()
    achieved = found(FORM, {"permanence_achieved": "Yes"})
    assert not {"contingency", "next_meeting"} & achieved.keys()


def test_a_signed_ppm_offers_the_next_until_permanence_is_achieved():
    for form in (INITIAL, FORM):
        assert steps(form, {}) == ["review_ppm"]
        assert steps(form, {"permanence_achieved": "No"}) == ["review_ppm"]
        assert steps(form, {"permanence_achieved": "Yes"}) == []
