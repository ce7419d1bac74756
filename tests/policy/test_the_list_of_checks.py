"""The numbered list of checks, whole: what the forms' own data asks, and what the checks find.

One pair a number: the record that brings the finding up, and one that does not.
"""

from dataclasses import replace

import pytest
from checks_examples import case, found, options, record, rows
from checks_table import EXAMPLES
from checks_wider import WIDER

from desktop_app.records.findings import findings
from desktop_app.records.meeting import Row

Said = dict[str, str]
Tables = dict[str, tuple[Row, ...]]
PLAIN: tuple[Said, Tables] = ({}, {})
PPM, REVIEW, SELECTION = "initial_ppm", "review_ppm", "selection"
DISRUPTION, STABILITY = "disruption", "stability"
ENDING = {
    "stage": "Notice given, still living there",
    "disruption_outcome": "Planned ending",
}
ENDED = {"stage": "The home has ended", "disruption_outcome": "Ended, learning agreed"}


def option(key: str, answer: str, comment: str = "") -> Tables:
    kept = [row for row in options() if row.id != key]
    return {"options": (*kept, Row(key, {"answer": answer, "comment": comment}))}


def relative(ruled: str, comments: str) -> Tables:
    return {"carers": rows({"name": "Kerry", "ruled": ruled, "comments": comments})}


def action(**cells: str) -> Tables:
    return {"actions": rows({"text": "Call", **cells})}


NEEDS = next(q for q in case(record({}, SELECTION)).form.questions() if q.key == "needs_match").rows
REASONS = {
    "options": tuple(replace(row, values={**row.values, "comment": "x"}) for row in options())
}


def need(rating: str, support: str) -> Tables:
    """Of all the needs that the form lists, the first with that rating."""
    met = [Row(one.key, {"need": "Sleep", "capacity": "Yes", "rating": "Met"}) for one in NEEDS]
    first = replace(met[0], values={**met[0].values, "rating": rating, "support": support})
    return {"needs_match": (first, *met[1:])}


# number of the check, form, key of the finding, what brings it up, what does not
OF_THE_FORMS = [
    (1, PPM, "chair", ({"chair": ""}, {}), PLAIN),
    (4, PPM, "child_views", ({"child_views": ""}, {}), PLAIN),
    (5, PPM, "parent_views", PLAIN, ({"parent_views": "Both want him home."}, {})),
    (7, PPM, "options.answer", ({}, option("adoption", "", "?")), PLAIN),
    (
        8,
        PPM,
        "options.comment",
        ({}, option("adoption", "Yes")),
        ({}, option("adoption", "Yes", "x")),
    ),
    (9, PPM, "options.comment.advised", PLAIN, ({}, REASONS)),
    (
        14,
        PPM,
        "shobpa_target",
        ({}, option("adoption", "Yes")),
        ({"shobpa_decided": "1 May 2026"}, option("adoption", "Yes")),
    ),
    (20, PPM, "sibling_assessment", ({"sibling_group": "Yes"}, {}), ({"sibling_group": "No"}, {})),
    (
        22,
        PPM,
        "contingency",
        ({"contingency": ""}, {}),
        ({"contingency": "", "permanence_achieved": "Yes"}, {}),
    ),
    (
        25,
        PPM,
        "carers.comments.advised",
        ({}, relative("Out", "")),
        ({}, relative("Out", "Too far.")),
    ),
    (
        28,
        PPM,
        "support_return",
        ({}, option("reunification", "Yes")),
        ({}, option("reunification", "No")),
    ),
    (31, PPM, "actions.owner", ({}, action(target="1 May 2027")), ({}, action(owner="Joseph"))),
    (31, PPM, "actions.target", ({}, action(owner="Joseph")), ({}, action(target="1 May 2027"))),
    (
        35,
        REVIEW,
        "carried.update",
        ({}, {"carried": rows({"text": "Call"})}),
        ({}, {"carried": rows({"text": "Call", "update": "Not reached"})}),
    ),
    (
        37,
        PPM,
        "next_meeting",
        ({"next_meeting": ""}, {}),
        ({"next_meeting": "", "permanence_achieved": "Yes"}, {}),
    ),
    (
        40,
        PPM,
        "permanence_evidence",
        ({"permanence_achieved": "Yes"}, {}),
        ({"permanence_achieved": "No"}, {}),
    ),
    (41, PPM, "meeting_frequency", PLAIN, ({"meeting_frequency": "6"}, {})),
    (41, PPM, "future_chair", PLAIN, ({"future_chair": "Helen Pretend"}, {})),
    (
        46,
        PPM,
        "iro_told_on",
        ({"enough_information": "Yes"}, {}),
        ({"enough_information": "No"}, {}),
    ),
    (
        47,
        SELECTION,
        "panel_on",
        ({"decision": "Proceed"}, {}),
        ({"decision": "Not this match"}, {}),
    ),
    (
        48,
        SELECTION,
        "needs_match.support.advised",
        ({}, need("Not met", "")),
        ({}, need("Met", "")),
    ),
    (49, SELECTION, "relook_on", ({"content_matched": "No"}, {}), ({"content_matched": "Yes"}, {})),
    (50, SELECTION, "agency_role", ({"agency_carer": "Yes"}, {}), ({"agency_carer": "No"}, {})),
    (
        52,
        DISRUPTION,
        "ppm_on",
        ({"home_matched": "Yes", **ENDED}, {}),
        ({"home_matched": "No", **ENDED}, {}),
    ),
    (53, DISRUPTION, "who_tells", (ENDING, {}), ({**ENDING, "who_tells": "Joseph"}, {})),
    (54, DISRUPTION, "learning", (ENDED, {}), (ENDING, {})),
    (55, STABILITY, "support_plan", PLAIN, ({}, {"support_plan": rows({"what": "Visits"})})),
    (55, STABILITY, "safety_plan", PLAIN, ({}, {"safety_plan": rows({"risk": "Running"})})),
    (
        56,
        STABILITY,
        "disruption_on",
        ({"stability_outcome": "Cannot continue: disruption meeting"}, {}),
        PLAIN,
    ),
]

# number -> the names of findings of the checks
OF_THE_CHECKS = {
    1: ("no-chair",),
    2: ("no-social-worker",),
    3: ("off-profile",),
    6: ("not-heard",),
    10: ("all-no",),
    11: ("not-open",),
    12: ("second-review",),
    13: ("no-agency-referral",),
    15: ("has-slipped",),
    16: ("misses-target",),
    17: ("no-adoption-agency",),
    18: ("after-evidence",),
    21: ("not-assessed",),
    23: ("repeats-plan",),
    24: ("nobody-left",),
    26: ("no-advice",),
    27: ("not-approved",),
    29: ("no-dates",),
    30: ("after-hearing",),
    32: ("tell-owner",),
    33: ("before-meeting",),
    34: ("after-next",),
    36: ("carried-often",),
    38: ("too-late",),
    39: ("held-late",),
    42: ("legal-status", "other-home"),
    43: ("long-ago",),
    44: ("book-due",),
    45: ("step-down",),
    51: ("held-late",),
    52: ("after-move",),
    57: ("to-fill-in", "an-address", "other-child", "brother-or-sister", "near-name"),
}
BESIDES = {  # mistakes seen in practice, without a number
    "as-last-time",
    "day-is-over",
    "not-dated",
    "no-outcome",
    "no-reason",
    "not-filed",
    "after-review",
    "after-evidence",
    "day-off",
    "not-later",
    "other-pronoun",
    "other-number",
    "other-status",
    "other-days",
    "not-settled",
    "section-20",
    "no-consent",
    "not-offered",
    "which-owner",
}
COVERED_BY = {19: 9}  # a No to early permanence without its reason is a No without a reason


def found_by_the_form(form: str, said: Said, tables: Tables) -> set[str]:
    one = case(record(said, form, **tables))
    return {finding.key for finding in findings(one.form, one.record)}


@pytest.mark.parametrize(("number", "form", "key", "wrong", "right"), OF_THE_FORMS)
def test_what_the_forms_ask_by_themselves(
    number: int, form: str, key: str, wrong: tuple[Said, Tables], right: tuple[Said, Tables]
):
    assert key in found_by_the_form(form, *wrong), number
    assert key not in found_by_the_form(form, *right), number


def test_every_number_of_the_list_is_kept():
    numbers = {row[0] for row in OF_THE_FORMS} | {*OF_THE_CHECKS} | {*COVERED_BY}
    assert numbers == {*range(1, 58)}


def test_the_list_names_every_finding_that_checks_make():
    pairs = {key.partition(".")[2] for key, _, _ in [*EXAMPLES, *WIDER]}
    listed = {name for names in OF_THE_CHECKS.values() for name in names}
    assert listed | BESIDES == pairs


def test_a_child_not_seen_and_no_early_permanence_are_asked_about():
    assert "child_seen_on" in found_by_the_form(PPM, {}, {})
    assert "child_seen_on" not in found_by_the_form(PPM, {"child_seen_on": "2 October 2026"}, {})
    one = case(record({}, PPM, **option("adoption", "Yes", "Possible.")))
    (said,) = (x for x in findings(one.form, one.record) if x.key == "options.comment.advised")
    assert "Early Permanence" in said.message


def test_the_disruption_meeting_is_asked_when_it_came_too_late():
    late = record({"notice_on": "27 September 2026"}, DISRUPTION)
    message = found(case(late, council="lambeth"))["meeting_date.held-late"].message
    assert "1 day after 4 October 2026" in message
