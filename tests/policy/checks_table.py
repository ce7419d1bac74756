"""What brings up each finding of a single record, and what does not: one row a pair."""

from checks_examples import ANSWERS, HELD, PEOPLE, options, rows

from desktop_app.records.meeting import Row

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
