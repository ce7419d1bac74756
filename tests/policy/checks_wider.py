"""Pairs like those of the table, for checks that look at other meetings, children or councils."""

from checks_examples import HELD, PEOPLE, case, last_time, record, rows

from desktop_app.policy.checks.case import Case
from desktop_app.records.meeting import Child, Meeting, Record, Row

MORGAN = Child("o1", {"child_name": "Morgan Madeup", "case_number": "9900407"})
KIM = Child("o2", {"child_name": "Kim Testname", "case_number": "9900102"})
HELD_AT = "2026-10-05T10:00:00+00:00"
SAME_DAY = "28 September 2026"  # on which Robin came into care


def of_kim(tables: dict[str, tuple[Row, ...]] | None = None, **answers: str) -> Record:
    return Record(
        Meeting("k", "PPM-K", "o2", "initial_ppm", created_at=HELD_AT), KIM, answers, tables or {}
    )


def text(words: str, **answers: str) -> Case:
    return case(record({"background": words, **answers}), others=(MORGAN, KIM))


def beside_kim(kims: Record, hearing_on: str = "", **answers: str) -> Case:
    hearings = rows({"hearing": "Final hearing", "date": hearing_on, "outcome": "Listed."})
    here = record(answers, "initial_ppm", **({"hearings": hearings} if hearing_on else {}))
    return case(here, family=(kims,))


def kept_on(*days: str) -> list[Case]:
    """The same words as on 24 August, with a day in them."""
    words = [f"Return home, to be looked at on {day}." for day in days]
    before = [last_time(contingency=one, meeting_date="24 August 2026") for one in words]
    return [
        case(record({"contingency": one}), previous=last)
        for one, last in zip(words, before, strict=True)
    ]


def carried(times: str) -> Case:
    row = {"text": "Call", "times": times, "status": "Not done"}
    return case(record(form="review_ppm", carried=rows(row)), previous=last_time(child_views="x"))


def review(last: str) -> Case:
    before = last_time(child_views="x", meeting_date=last)
    return case(record(form="review_ppm"), previous=before)


def connected(placed: str, council: str = "calderdale", **row: str) -> Case:
    answers = {"circumstances": "Living with a connected carer"}
    one = rows({"carer": "Kerry Testname", "placed_on": placed, **row})
    return case(record(answers, "initial_ppm", connected_carer=one), council=council)


def disruption(council: str = "lambeth", **answers: str) -> Case:
    return case(record({"home_matched": "Yes", **answers}, "disruption"), council=council)


def evidence(day: str) -> Case:
    row = {"hearing": "Final evidence", "date": day, "outcome": "Council files."}
    return case(record({}, "initial_ppm", hearings=rows(row)))


def says(views: str, pronouns: str = "he/him", **answers: str) -> Case:
    return case(record({"child_views": views, "pronouns": pronouns, **answers}))


def owned(owner: str) -> Case:
    people = rows(*PEOPLE, {"name": "Joe Sketch"}, {"name": "Joe Pretend"})
    return case(record(attendance=people, actions=rows({"text": "Call", "owner": owner})))


PARTED = {"sibling_group": "Yes", "siblings_apart": "1", "assessed_apart": "Yes"}
MOVED = {"disruption_outcome": "Ended, learning agreed", "next_home_on": "1 October 2026"}

# key of the finding; the meeting that brings it up; the meeting that does not
WIDER: list[tuple[str, Case, Case]] = [
    ("background.other-child", text("Morgan Madeup went home."), text("Morgan went home.")),
    ("background.brother-or-sister", text("Kim Testname went."), text("Robin Testname went.")),
    ("background.near-name", text("Robyn smiled."), text("Robin smiled.")),
    ("actions.which-owner", owned("Joe"), owned("Joe Sketch")),
    ("actions.which-owner", owned("Joe and Anil"), owned("Anil")),
    (
        "need_identified.long-ago",
        case(record({"need_identified": "5 December 2025"}), council="lambeth"),
        case(record({"need_identified": "6 December 2025"}), council="lambeth"),
    ),
    (
        "plan.no-reason",
        case(record(), previous=last_time(plan="Adoption")),
        case(record(), previous=last_time(plan="Adoption", plan_comment="Nobody can.")),
    ),
    (
        "child_views.as-last-time",
        case(record(), previous=last_time()),
        case(record(), previous=last_time(child_views="Cried a lot.")),
    ),
    ("contingency.day-is-over", *kept_on("1 October 2026", "1 December 2026")),
    ("carried.carried-often", carried("2"), carried("1")),
    # Six weeks before Monday 5 October are Monday 24 August, over a bank holiday.
    ("meeting_date.held-late", review("23 August 2026"), review("24 August 2026")),
    (
        "meeting_date.held-late",
        case(record({"looked_after_from": "24 September 2026"})),
        case(record({"looked_after_from": "25 September 2026"})),
    ),
    (
        "meeting_date.held-late",
        case(record({"looked_after_from": "24 September 2026"})),
        case(
            record({"looked_after_from": "24 September 2026"}),
            previous=last_time(meeting_date="28 September 2026"),
        ),
    ),
    (
        "meeting_date.held-late",
        disruption(notice_on="27 September 2026"),
        disruption(notice_on="28 September 2026"),
    ),
    (
        "meeting_date.held-late",
        disruption(notice_on="27 September 2026"),
        disruption("calderdale", notice_on="27 September 2026"),
    ),
    (
        "meeting_date.held-late",
        case(record({"looked_after_from": "24 September 2025"})),
        case(record({"looked_after_from": "23 September 2025"})),
    ),
    (
        "ppm_on.after-move",
        disruption(ppm_on="16 October 2026", **MOVED),
        disruption(ppm_on="15 October 2026", **MOVED),
    ),
    (
        "ppm_on.after-move",
        disruption(ppm_on="16 October 2026", **MOVED),
        disruption(ppm_on="16 October 2026", **MOVED | {"home_matched": "No"}),
    ),
    ("next_meeting.after-evidence", evidence("6 November 2026"), evidence("9 November 2026")),
    ("next_meeting.after-evidence", evidence("6 November 2026"), evidence("9 October 2026")),
    ("connected_carer.not-approved", connected("12 July 2026"), connected("13 July 2026")),
    (
        "connected_carer.not-approved",
        connected("12 July 2026"),
        connected("12 July 2026", assessed_on="1 October 2026"),
    ),
    (
        "connected_carer.not-approved",
        connected("14 June 2026", assessed_on="1 October 2026"),
        connected("14 June 2026", approved_on="1 October 2026"),
    ),
    (
        "views_gathered_on.not-dated",
        case(record({"views_gathered_on": ""})),
        case(record({"views_gathered_on": "", "child_views": "On 2 October he smiled."})),
    ),
    (
        "views_gathered_on.not-dated",
        case(record({"views_gathered_on": ""})),
        case(record({"views_gathered_on": "", "participation": "Attended"})),
    ),
    (
        "plan.not-filed",
        case(record({"filed_plan": "Adoption"})),
        case(record({"filed_plan": "CAO/SGO"})),
    ),
    (
        "plan.second-review",
        case(record({"plan": "Not yet decided", "second_review_on": HELD})),
        case(record({"plan": "Not yet decided", "second_review_on": "6 October 2026"})),
    ),
    (
        "life_story.book-due",
        case(record({"life_story": "", "looked_after_from": "4 June 2026"})),
        case(
            record(
                {
                    "life_story": "",
                    "looked_after_from": "4 June 2026",
                    "life_story_updated_on": "1 September 2026",
                }
            )
        ),
    ),
    (
        "next_meeting.too-late",
        case(record({"legal_status": "Full care order", "next_meeting": "29 December 2026"})),
        case(record({"legal_status": "Full care order", "next_meeting": "28 December 2026"})),
    ),
    (
        "siblings_apart.other-number",
        beside_kim(of_kim(siblings_apart="2"), **PARTED),
        beside_kim(of_kim(siblings_apart="1"), **PARTED),
    ),
    (
        "legal_status.other-status",
        beside_kim(of_kim(looked_after_from=SAME_DAY, legal_status="Full care order")),
        beside_kim(of_kim(looked_after_from="1 May 2024", legal_status="Full care order")),
    ),
    (
        "hearings.other-days",
        beside_kim(
            of_kim(
                {"hearings": rows({"hearing": "Final Hearing", "date": "2 March 2027"})},
                looked_after_from=SAME_DAY,
            ),
            "1 March 2027",
        ),
        beside_kim(
            of_kim(
                {"hearings": rows({"hearing": "First hearing", "date": "2 March 2027"})},
                looked_after_from=SAME_DAY,
            ),
            "1 March 2027",
        ),
    ),
    ("child_views.other-pronoun", says("Robin said she likes it."), says("Robin said he does.")),
    *(
        ("child_views.other-pronoun", says("When Robin woke, her cup was there."), says(fine))
        for fine in (
            "Robin told Dana that she could stay.",
            "Robin and his mother waited until she slept.",
            "Maureen says Robin likes her.",
            "She likes it.",
            "Robin says they went to the sea.",
            "Robin said he likes her.",
        )
    ),
    (
        "child_views.other-pronoun",
        says("Robin likes his bike.", "they/them"),
        says("Robin likes their bike.", "they/them"),
    ),
    *(
        (
            "child_views.other-pronoun",
            says("Robin likes her bike."),
            says("Robin likes her bike.", own),
        )
        for own in ("", "any", "she/her")
    ),
]
