"""Each check finds what it is there for, and leaves alone what is right."""

from itertools import cycle

import pytest
from checks_examples import (
    ANSWERS,
    COUNCIL,
    HELD,
    PEOPLE,
    case,
    found,
    keys,
    last_time,
    options,
    record,
    rows,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.policy.checks.every import run
from desktop_app.records.meeting import Child, Row

HELEN, JOSEPH, ANIL = PEOPLE
ADOPTION = options("cao_sgo", "adoption")
RAA = rows({"text": "Refer to the adoption agency", "owner": "Joseph Imagined"})
MATCHED = {"home_matched": "Yes"}


def person(name: str, relation: str, attended: str = "Present", note: str = "") -> dict[str, str]:
    return {"name": name, "relation": relation, "attended": attended, "note": note}


def hearing(name: str, day: str, outcome: str = "Set down.") -> dict[str, str]:
    return {"hearing": name, "date": day, "outcome": outcome}


def carer(ruled: str, opposing: str = "No", comments: str = "") -> tuple[Row, ...]:
    return rows(
        {"name": "Kerry Testname", "ruled": ruled, "opposing": opposing, "comments": comments}
    )


FOSTER = person("Maureen Sample", "Foster carer")
SAMPLES = {"home_carer": "Maureen and Colin Sample", "carer_views": ""}

# key of the finding; answers and tables that bring it up; answers and tables that do not
EXAMPLES = [
    (
        "attendance.no-chair",
        ({}, {"attendance": rows(JOSEPH, ANIL)}),
        ({"chair": "Helen"}, {}),
    ),
    (
        "attendance.no-chair",
        ({}, {"attendance": rows(person("Helen Pretend", "", "Apologies"), JOSEPH)}),
        ({"chair": ""}, {"attendance": rows(JOSEPH, ANIL)}),
    ),
    (
        "attendance.no-social-worker",
        ({}, {"attendance": rows(HELEN, person("Tom Makebelieve", "Supervising social worker"))}),
        ({}, {"attendance": rows(HELEN, person("J. Imagined", "Child’s social worker"))}),
    ),
    (
        "attendance.no-social-worker",
        ({}, {"attendance": rows(HELEN, person("Joseph Imagined", "", "Apologies"))}),
        ({}, {"attendance": rows(HELEN, person("Joseph Imagined", "", "Part of the meeting"))}),
    ),
    ("chair_role.off-profile", ({"chair_role": "Solicitor"}, {}), ({}, {})),
    (
        "chair_role.off-profile",
        ({"chair_role": "Solicitor"}, {}),
        ({"chair_role": "Solicitor", "chair_reason": "The manager is ill."}, {}),
    ),
    (
        "carer_views.not-heard",
        (
            {"carer_views": ""},
            {"attendance": rows(*PEOPLE, person("Sean", "Connected carers and SGO team"))},
        ),
        ({"carer_views": ""}, {"attendance": rows(*PEOPLE, person("Sunita", "Connected carer"))}),
    ),
    ("carer_views.not-heard", (SAMPLES, {}), (SAMPLES, {"attendance": rows(*PEOPLE, FOSTER)})),
    (
        "carer_views.not-heard",
        ({"carer_views": ""}, {}),
        ({"carer_views": "", "home_type": "With own parents"}, {}),
    ),
    (
        "options.all-no",
        ({"plan": ""}, {"options": options()}),
        ({"plan": "Residential"}, {"options": options()}),
    ),
    (
        "options.all-no",
        ({}, {"options": options()}),
        ({"permanence_achieved": "Yes"}, {"options": options()}),
    ),
    ("plan.not-open", ({"plan": "Adoption"}, {}), ({"plan": "Residential"}, {})),
    (
        "plan.second-review",
        ({"plan": "Not yet decided", "looked_after_from": "5 June 2026"}, {}),
        ({"plan": "Not yet decided", "looked_after_from": "6 June 2026"}, {}),
    ),
    (
        "plan.second-review",
        ({"plan": "Not yet decided", "looked_after_from": "5 June 2026"}, {}),
        ({"plan": "Not yet decided", "looked_after_from": "5 June 2026", **MATCHED}, {}),
    ),
    (
        "actions.no-agency-referral",
        ({}, {"options": ADOPTION}),
        ({}, {"options": ADOPTION, "actions": RAA}),
    ),
    (
        "actions.no-agency-referral",
        ({"referrals": "Adoption medical"}, {"options": ADOPTION}),
        ({"referrals": "One Adoption West Yorkshire, today"}, {"options": ADOPTION}),
    ),
    (
        "actions.no-agency-referral",
        ({}, {"options": ADOPTION}),
        ({"legal_status": "Placement order"}, {"options": ADOPTION}),
    ),
    (
        "shobpa_target.has-slipped",
        ({"shobpa_target": "1 October 2026"}, {"options": ADOPTION}),
        (
            {"shobpa_target": "1 October 2026", "shobpa_booked": "6 October 2026"},
            {"options": ADOPTION},
        ),
    ),
    (
        "shobpa_booked.misses-target",
        (
            {"shobpa_target": "1 November 2026", "shobpa_booked": "2 November 2026"},
            {"options": ADOPTION},
        ),
        (
            {"shobpa_target": "1 November 2026", "shobpa_booked": "2 November 2026", **MATCHED},
            {"options": ADOPTION},
        ),
    ),
    (
        "attendance.no-adoption-agency",
        ({}, {"options": ADOPTION, "attendance": rows(HELEN, JOSEPH)}),
        ({}, {"options": ADOPTION}),
    ),
    (
        "attendance.no-adoption-agency",
        ({}, {"options": ADOPTION, "attendance": rows(HELEN, JOSEPH)}),
        (MATCHED, {"options": ADOPTION, "attendance": rows(HELEN, JOSEPH)}),
    ),
    (
        "shobpa_booked.after-evidence",
        (
            {"shobpa_booked": "3 February 2027"},
            {"options": ADOPTION, "hearings": rows(hearing("Final evidence", "2 February 2027"))},
        ),
        (
            {"shobpa_booked": "1 February 2027"},
            {"options": ADOPTION, "hearings": rows(hearing("Final evidence", "2 February 2027"))},
        ),
    ),
    (
        "parental_responsibility.not-settled",
        ({"parental_responsibility": "Dana. Father not known."}, {"options": ADOPTION}),
        ({"parental_responsibility": "Dana and Leon."}, {"options": ADOPTION}),
    ),
    (
        "assessed_apart.not-assessed",
        ({"sibling_group": "Yes", "siblings_apart": "1", "assessed_apart": "No"}, {}),
        ({"sibling_group": "Yes", "siblings_apart": "0", "assessed_apart": "No"}, {}),
    ),
    (
        "contingency.repeats-plan",
        ({"contingency": "Continue with the CAO / SGO plan."}, {}),
        ({"contingency": "If the SGO fails, adoption."}, {}),
    ),
    (
        "contingency.repeats-plan",
        ({"contingency": ANSWERS["plan_comment"]}, {}),
        ({"contingency": ""}, {}),
    ),
    (
        "carers.nobody-left",
        ({}, {"options": options("family_friends", "cao_sgo"), "carers": carer("Out")}),
        ({}, {"options": options("family_friends", "cao_sgo"), "carers": carer("Pending")}),
    ),
    (
        "carers.no-advice",
        ({}, {"carers": carer("Out", "Yes", "She is cross.")}),
        ({}, {"carers": carer("Out", "Yes", "She is cross; told to see a solicitor.")}),
    ),
    (
        "legal_timetable.no-dates",
        ({"legal_timetable": "Going on."}, {}),
        ({"legal_timetable": "Going on."}, {"hearings": rows(hearing("Final", "1 May 2027"))}),
    ),
    (
        "attendance.after-hearing",
        ({}, {"hearings": rows(hearing("First", "1 October 2026"))}),
        ({}, {"hearings": rows(hearing("First", "12 October 2026"))}),
    ),
    (
        "attendance.after-hearing",
        ({}, {"hearings": rows(hearing("First", "1 October 2026"))}),
        (
            {},
            {
                "hearings": rows(hearing("First", "1 October 2026")),
                "attendance": rows(
                    *PEOPLE,
                    person("Nadia Nonesuch", "Solicitor"),
                    person("Ruth Notional", "Children's guardian", "Apologies"),
                ),
            },
        ),
    ),
    (
        "hearings.no-outcome",
        ({}, {"hearings": rows(hearing("First", "1 October 2026", ""))}),
        ({}, {"hearings": rows(hearing("First", "5 October 2026", ""))}),
    ),
    (
        "actions.tell-owner",
        ({}, {"actions": rows({"text": "Call", "owner": "Joseph and Ngozi Specimen"})}),
        ({}, {"actions": rows({"text": "Call", "owner": "Joseph and social worker"})}),
    ),
    (
        "actions.tell-owner",
        (
            {},
            {
                "actions": rows({"text": "Call", "owner": "Ngozi Specimen"}),
                "attendance": rows(*PEOPLE, person("Ngozi Specimen", "Nurse", "Apologies")),
            },
        ),
        (
            {},
            {
                "actions": rows({"text": "Call", "owner": "Ngozi Specimen"}),
                "attendance": rows(
                    *PEOPLE, person("Ngozi Specimen", "Nurse", "Apologies", "Joseph tells her")
                ),
            },
        ),
    ),
    (
        "actions.before-meeting",
        ({}, {"actions": rows({"text": "Call", "target": "4 October 2026"})}),
        ({}, {"actions": rows({"text": "Call", "target": HELD})}),
    ),
    (
        "actions.after-next",
        ({}, {"actions": rows({"text": "Call", "target": "10 November 2026"})}),
        ({}, {"actions": rows({"text": "Call", "target": "9 November 2026"})}),
    ),
    (
        "next_meeting.too-late",
        ({"next_meeting": "17 November 2026"}, {}),
        ({"next_meeting": "16 November 2026"}, {}),
    ),
    (
        "next_meeting.too-late",
        ({"next_meeting": "17 November 2026"}, {}),
        (
            {
                "next_meeting": "17 November 2026",
                "meeting_frequency": "7",
                "frequency_reason": "The report is due then.",
            },
            {},
        ),
    ),
    (
        "next_meeting.too-late",
        ({"next_meeting": "17 November 2026"}, {}),
        ({"next_meeting": "28 December 2026", "legal_status": "Full care order"}, {}),
    ),
    (
        "next_meeting.day-off",
        ({"meeting_date": "7 December 2026", "next_meeting": "28 December 2026"}, {}),
        ({"meeting_date": "7 December 2026", "next_meeting": "29 December 2026"}, {}),
    ),
    (
        "next_meeting.not-later",
        ({"next_meeting": HELD}, {}),
        ({"next_meeting": "6 October 2026"}, {}),
    ),
    (
        "next_meeting.after-review",
        ({"next_review_on": "26 October 2026"}, {}),
        ({"next_review_on": "9 October 2026"}, {}),
    ),
    (
        "home_type.legal-status",
        ({"home_type": "Placed for adoption under a placement order, new carer"}, {}),
        (
            {
                "home_type": "Placed for adoption under a placement order, new carer",
                "legal_status": "Placement order",
            },
            {},
        ),
    ),
    (
        "circumstances.other-home",
        ({"circumstances": "Placed with parents under a care order"}, {}),
        (
            {
                "circumstances": "Placed with parents under a care order",
                "home_type": "With own parents",
            },
            {},
        ),
    ),
    (
        "life_story.book-due",
        ({"life_story": "", "looked_after_from": "4 June 2026"}, {}),
        ({"life_story": "", "looked_after_from": "5 June 2026"}, {}),
    ),
    ("plan.step-down", ({"plan": "Residential"}, {}), ({}, {})),
    (
        "circumstances.section-20",
        ({"legal_status": "Section 20, single period of accommodation"}, {}),
        (
            {
                "legal_status": "Section 20, single period of accommodation",
                "circumstances": "Accommodated under section 20",
            },
            {},
        ),
    ),
    (
        "legal_status.no-consent",
        (
            {
                "legal_status": "Section 20, single period of accommodation",
                "circumstances": "Accommodated under section 20",
                "consent_withdrawn": "1 October 2026",
            },
            {},
        ),
        ({"consent_withdrawn": "1 October 2026"}, {}),
    ),
    (
        "conference.not-offered",
        ({"conference": "Not offered yet"}, {}),
        ({"conference": "Not offered yet", "circumstances": ""}, {}),
    ),
    *(
        ("background.to-fill-in", ({"background": f"Moved on {mark}."}, {}), ({}, {}))
        for mark in ("xxx", "XXXX", "???", "[name]", "[child’s name]", "TBC", "[insert date]")
    ),
    (
        "background.to-fill-in",
        ({"background": "Who says so??"}, {}),
        ({"background": "Why? [She laughed.] See [1]. Size XXL. (TB clinic)"}, {}),
    ),
    (
        "carers.to-fill-in",
        ({}, {"carers": carer("In", comments="Lives in TBC")}),
        ({}, {"carers": carer("In", comments="Lives in Leeds")}),
    ),
    (
        "family_time.an-address",
        ({"family_time": "At 3 Invented Road, ZZ9 9ZZ, on Fridays."}, {}),
        ({"family_time": "At the centre, from 9 to 10 on Fridays. Weighs 6lb 9oz."}, {}),
    ),
]


def test_a_good_record_has_nothing_to_look_at():
    assert keys() == set()


@pytest.mark.parametrize(
    ("key", "wrong", "right"), EXAMPLES, ids=[f"{n}-{one[0]}" for n, one in enumerate(EXAMPLES)]
)
def test_a_check_finds_what_is_wrong_and_nothing_in_what_is_right(
    key: str,
    wrong: tuple[dict[str, str], dict[str, tuple[Row, ...]]],
    right: tuple[dict[str, str], dict[str, tuple[Row, ...]]],
):
    assert key in keys(wrong[0], **wrong[1])
    assert key not in keys(right[0], **right[1])


def test_only_what_may_not_pass_in_silence_asks_for_a_reason():
    spoilt = record({"plan": "Adoption"}, attendance=rows(ANIL), options=options("adoption"))
    weights = {key: one.weight for key, one in found(case(spoilt)).items()}
    assert weights["attendance.no-chair"] == "reason"
    assert weights["attendance.no-social-worker"] == "reason"
    assert weights["actions.no-agency-referral"] == "reason"
    assert "blocks" not in weights.values()
    everything = [
        found(case(record(wrong[0], "initial_ppm", **wrong[1]))) for _, wrong, _ in EXAMPLES
    ]
    reasons = {one.key for each in everything for one in each.values() if one.weight == "reason"}
    assert reasons == {
        "attendance.no-chair",
        "attendance.no-social-worker",
        "options.all-no",
        "plan.not-open",
        "actions.no-agency-referral",
    }


def test_whose_chair_and_which_months_depend_on_the_council():
    early = record({"need_identified": "5 December 2025"})
    assert "need_identified.long-ago" in found(case(early, council="lambeth"))
    assert "need_identified.long-ago" not in found(case(early))
    young = record({"need_identified": "6 December 2025"})
    assert "need_identified.long-ago" not in found(case(young, council="lambeth"))
    assert "chair_role.off-profile" in found(case(early, council="lambeth"))
    assert "chair_role.off-profile" not in found(case(early, council="another"))


def test_a_plan_that_changed_wants_its_reason():
    before = last_time(plan="Adoption", plan_comment="Nobody in the family can.")
    unexplained = record({"plan_comment": "Nobody in the family can."})
    assert "plan.no-reason" in found(case(unexplained, previous=before))
    assert "plan.no-reason" not in found(case(record(), previous=before))
    assert "plan.no-reason" not in found(case(unexplained, previous=last_time()))


def test_wishes_in_the_words_of_last_time():
    assert "child_views.as-last-time" in found(case(record(), previous=last_time()))
    asked = last_time(child_views="Cried a lot.")
    assert "child_views.as-last-time" not in found(case(record(), previous=asked))
    assert "child_views.as-last-time" not in found(case(record()))


def test_an_action_that_is_carried_for_the_third_time():
    def carried(times: str, status: str) -> set[str]:
        row = {"text": "Call", "times": times, "status": status}
        here = record(form="review_ppm", carried=rows(row))
        return set(found(case(here, previous=last_time(child_views="x"))))

    assert "carried.carried-often" in carried("2", "Not done")
    assert "carried.carried-often" not in carried("1", "Not done")
    assert "carried.carried-often" not in carried("2", "Done")


def test_lawyers_are_expected_once_only_after_the_first_hearing():
    here = record(hearings=rows(hearing("First", "1 September 2026")))
    assert "attendance.after-hearing" not in found(case(here, previous=last_time()))
    assert "attendance.after-hearing" in found(case(here))
    assert "attendance.after-hearing" not in found(case(here, council="camden"))


@pytest.mark.parametrize("form", sorted(COUNCIL.library.forms))
def test_every_form_is_checked_where_it_asks(form: str):
    here = record({"background": "TBC", "going_well": "TBC"}, form=form, attendance=rows(JOSEPH))
    assert "attendance.no-chair" in found(case(here))
    asked = {question.key for question in case(here).form.questions()}
    assert {one.question for one in run(case(here))} <= asked


anything = st.text(max_size=30) | st.sampled_from(
    ["Yes", "No", "+6w", "31/12/2199", "1/1/1900", "²", "Robin [", "(x)* +? Testname\n"]
)
FORMS = sorted(COUNCIL.library.forms)
ASKED = {q.key for form in COUNCIL.library.forms.values() for q in form.questions()}
answered = st.dictionaries(st.sampled_from(sorted(ANSWERS) + sorted(ASKED)), anything)


@settings(deadline=None)
@given(st.sampled_from(FORMS), st.sampled_from(sorted(COUNCIL.profiles)), answered, st.data())
def test_no_check_stops_at_any_text(
    key: str, council: str, answers: dict[str, str], data: st.DataObject
):
    form = COUNCIL.library.forms[key]
    cells = data.draw(st.lists(anything, min_size=5, max_size=5))
    turn = cycle(cells)
    tables = {
        q.key: tuple(
            Row(row, {column.key: next(turn) for column in q.columns})
            for row in ([fixed.key for fixed in q.rows] or ["r"])
        )
        for q in form.questions()
        if q.has_rows and q.kind != "carried_actions"
    }
    carried = rows({"text": cells[0], "times": cells[1], "new_target": cells[2]})
    other = Child("o", {"child_name": cells[3], "case_number": cells[4]})
    here = record(answers, key, carried=carried, **tables)
    run(case(here, council=council, previous=last_time(), others=(other,)))
