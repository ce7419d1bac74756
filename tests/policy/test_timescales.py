"""What is due, by when and by whose word; every timescale of every council has its example."""

from datetime import date, timedelta

import pytest

from desktop_app.forms.library import load_library
from desktop_app.policy.events import dates_in, event_kinds
from desktop_app.policy.profile import load_profiles
from desktop_app.policy.rules import Rule, national_rules
from desktop_app.policy.timescales import Due, due, held_late, missing, next_meeting, undated
from desktop_app.policy.working_days import is_working_day
from desktop_app.records.meeting import Row

PROFILES, MISTAKES = load_profiles()
CALDERDALE, CAMDEN = PROFILES["calderdale"].rules, PROFILES["camden"].rules
LAMBETH, LANCASHIRE = PROFILES["lambeth"].rules, PROFILES["lancashire"].rules
LONG_AGO = date(1990, 1, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def dates(**events: str) -> dict[str, date]:
    return {kind: day(text) for kind, text in events.items()}


def the(found: list[Due], duty: str) -> Due:
    (one,) = (one for one in found if one.duty == duty)
    return one


# council or "national", key of the rule, day of its event, day on which it falls
EXAMPLES = [
    ("calderdale", "initial_ppm_gateway", "2026-12-14", "2027-01-07"),  # four bank holidays
    ("calderdale", "initial_ppm_week_2", "2026-12-28", "2027-01-11"),
    ("calderdale", "initial_ppm_care", "2028-02-20", "2028-03-01"),  # a leap day
    ("calderdale", "next_ppm", "2026-12-01", "2027-01-12"),
    ("calderdale", "next_ppm_after_order", "2026-12-01", "2027-02-23"),
    ("calderdale", "first_review", "2026-12-17", "2027-01-19"),
    ("calderdale", "second_review", "2026-12-01", "2027-02-23"),
    ("calderdale", "plan", "2026-12-28", "2026-12-28"),
    ("calderdale", "match_without_panel", "2012-08-31", "2028-02-29"),  # fifteen and a half
    ("calderdale", "more_secure_order", "2028-02-29", "2029-02-28"),
    ("calderdale", "long_term_residential", "2026-12-31", "2027-12-31"),
    ("camden", "adoption_decision", "2027-01-01", "2026-12-31"),
    ("lambeth", "initial_ppm_care", "2026-12-17", "2026-12-31"),
    ("lambeth", "initial_ppm_plo", "2028-02-20", "2028-03-05"),
    ("lambeth", "initial_ppm_issue", "2026-12-25", "2027-01-08"),
    ("lambeth", "initial_ppm_care_working_days", "2026-12-17", "2027-01-11"),
    ("lambeth", "initial_ppm_before_review", "2027-01-01", "2026-12-31"),
    ("lambeth", "ppm_after_hearing", "2026-12-22", "2027-01-05"),
    ("lambeth", "initial_ppm_after_match", "2026-12-28", "2027-01-11"),
    ("lambeth", "next_ppm", "2028-01-31", "2028-03-13"),
    ("lambeth", "independent_at_17", "2012-02-29", "2029-02-28"),
    ("lambeth", "ppm_duty_at_17", "2012-02-29", "2029-02-28"),
    ("lambeth", "ppm_duty_at_18", "2012-02-29", "2030-02-28"),
    ("lambeth", "plan", "2026-12-28", "2026-12-28"),
    ("lambeth", "permanent_home", "2026-12-31", "2028-02-29"),
    ("lambeth", "ppm_workflow", "2026-12-28", "2027-01-02"),
    ("lambeth", "tracker", "2026-12-28", "2027-01-04"),
    ("lambeth", "finding_profile", "2028-02-25", "2028-03-03"),
    ("lambeth", "viability", "2026-12-29", "2027-01-03"),
    ("lambeth", "viability_sent", "2026-12-31", "2027-01-01"),
    ("lambeth", "carer_week_12", "2026-12-01", "2027-02-23"),
    ("lambeth", "carer_assessment", "2027-12-01", "2028-03-22"),
    ("lambeth", "carer_approval", "2026-12-01", "2027-05-18"),
    ("lambeth", "suitability", "2026-12-24", "2027-01-03"),
    ("lambeth", "suitability_review", "2027-08-31", "2028-02-29"),
    ("lambeth", "match_without_panel", "2012-02-29", "2028-02-29"),
    ("lambeth", "disruption_meeting", "2026-12-28", "2027-01-04"),
    ("lambeth", "life_story", "2026-10-31", "2027-02-28"),
    ("lambeth", "life_story_review", "2026-12-28", "2026-12-28"),
    ("lambeth", "letter_guardianship", "2028-03-01", "2028-02-29"),
    ("lambeth", "letter_worker", "2027-01-01", "2026-12-31"),
    ("lambeth", "letter_adoption", "2026-12-28", "2026-12-28"),
    ("lancashire", "next_ppm", "2026-12-01", "2027-01-12"),
    ("lancashire", "plan", "2026-12-28", "2026-12-28"),
    ("lancashire", "fewer_reviews", "2028-02-29", "2029-02-28"),
    ("lancashire", "placement_planning", "2026-12-28", "2027-01-04"),
    ("lancashire", "staying_put", "2012-02-29", "2028-02-29"),
    ("lancashire", "legal_consultation", "2026-12-01", "2027-01-12"),
    ("lancashire", "pre_proceedings_review", "2026-12-01", "2027-02-09"),
    ("lancashire", "pre_proceedings_end", "2026-12-01", "2027-02-23"),
    ("national", "national_first_review", "2026-12-17", "2027-01-19"),
    ("national", "national_second_review", "2026-11-30", "2027-02-28"),
    ("national", "national_plan", "2026-12-28", "2026-12-28"),
    ("national", "national_26_weeks", "2027-12-01", "2028-05-31"),
    ("national", "national_match_panel", "2026-12-28", "2026-12-28"),
    ("national", "national_match_panel_booked", "2026-12-28", "2026-12-28"),
]


def rules_of(council: str) -> tuple[Rule, ...]:
    return national_rules() if council == "national" else PROFILES[council].timescale


@pytest.mark.parametrize(("council", "key", "event", "falls"), EXAMPLES)
def test_each_timescale_falls_on_its_day(council: str, key: str, event: str, falls: str):
    (rule,) = (rule for rule in rules_of(council) if rule.key == key)
    events = {rule.event: day(event)}
    if rule.once:
        assert due([rule], events, LONG_AGO) == []
        events[rule.once] = day(event)
    (found,) = due([rule], events, LONG_AGO)
    assert (found.date, found.rules, found.state) == (day(falls), (key,), "coming")
    firm = "overdue" in rule.outputs
    (after,) = due([rule], events, day(falls) + timedelta(days=1))
    assert after.state == ("overdue" if firm else "reached")
    (on_the_day,) = due([rule], events, day(falls))
    assert on_the_day.state == "due soon"
    assert found.source.startswith(rule.source + ": ")


def test_every_timescale_with_a_date_has_its_example():
    councils = [*PROFILES, "national"]
    counted = {(c, r.key) for c in councils for r in rules_of(c) if r.number is not None}
    assert counted == {(council, key) for council, key, _, _ in EXAMPLES}


def crosses(council: str, key: str, event: date, falls: date) -> bool:
    """A bank holiday, a leap day or a year's end lies on the way, or the month is too short."""
    (rule,) = (rule for rule in rules_of(council) if rule.key == key)
    first, last = sorted((event, falls))
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    holiday = any(one.weekday() < 5 and not is_working_day(one) for one in days)
    leap_day = any((one.month, one.day) == (2, 29) for one in days)
    shorter = rule.unit in ("months", "years") and event.day != falls.day
    return holiday or leap_day or first.year != last.year or shorter


@pytest.mark.parametrize(("council", "key", "event", "falls"), EXAMPLES)
def test_each_example_crosses_what_can_throw_a_count(
    council: str, key: str, event: str, falls: str
):
    assert crosses(council, key, day(event), day(falls))


ALL_RULES = [rule for council in [*PROFILES, "national"] for rule in rules_of(council)]


@pytest.mark.parametrize("rule", ALL_RULES, ids=[f"{n}-{r.key}" for n, r in enumerate(ALL_RULES)])
def test_each_timescale_speaks_after_its_event_alone(rule: Rule):
    other = {kind: day("2026-12-17") for kind in event_kinds() if kind != rule.event}
    said = due([rule], other, LONG_AGO), undated([rule], other), held_late([rule], other)
    assert said == ([], [], [])
    own = {rule.event: day("2026-12-17")} | ({rule.once: LONG_AGO} if rule.once else {})
    assert len(due([rule], own, LONG_AGO)) == (rule.number is not None)
    assert undated([rule], own) == ([rule] if rule.number is None else [])


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL_RULES if rule.unless], ids=lambda rule: rule.key
)
def test_a_timescale_is_quiet_where_something_came_first(rule: Rule):
    events = {rule.event: day("2026-12-17"), rule.unless: day("2026-12-01")}
    assert due([rule], events, day("2026-12-18")) == []
    later = events | {rule.unless: day("2026-12-30")}
    assert due([rule], later, day("2026-12-18"))


def test_an_act_that_ends_a_duty_takes_it_off_the_list():
    for rule in {rule for council in [*PROFILES, "national"] for rule in rules_of(council)}:
        if rule.number is None or not rule.met_by:
            continue
        events = {rule.event: day("2026-12-17")} | (
            {rule.once: day("2026-12-01")} if rule.once else {}
        )
        done = events | {rule.met_by: day("2026-12-18")}
        assert due([rule], events, day("2026-12-20"))
        assert due([rule], done, day("2026-12-20")) == []
        assert due([rule], done, day("2026-12-17")), "what will be done tomorrow is due today"


# -- contradictions ------------------------------------------------------------------------------


def test_lambeths_fourteen_days_are_shown_both_ways():
    events = dates(entered_care="2026-12-17")
    found = the(due(LAMBETH, events, day("2026-12-20")), "initial_ppm")
    assert [limit.day for limit in found.limits] == [day("2026-12-31"), day("2027-01-11")]
    assert found.source == (
        "LP 2.2: 14 days (working or calendar days is not said); LP 4.2: 14 working days"
    )
    assert found.contradicts
    assert found.unit_open
    assert found.rules == ("initial_ppm_care", "initial_ppm_care_working_days")


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-12-23", "coming"),
        ("2026-12-24", "due soon"),
        ("2026-12-31", "due soon"),
        ("2027-01-11", "due soon"),  # past the earlier: warned of, not yet overdue
        ("2027-01-12", "overdue"),
    ],
)
def test_it_warns_on_the_earlier_and_is_overdue_on_the_later(today: str, state: str):
    events = dates(entered_care="2026-12-17")
    assert the(due(LAMBETH, events, day(today)), "initial_ppm").state == state


def test_a_meeting_between_two_limits_is_late_by_one_of_them():
    events = dates(entered_care="2026-12-17", initial_ppm_held="2027-01-08")
    (late,) = held_late(LAMBETH, events)
    assert (late.days, late.by_all, late.done) == (8, False, day("2027-01-08"))
    assert late.source.count("LP") == 2
    (later,) = held_late(LAMBETH, events | dates(initial_ppm_held="2027-01-12"))
    assert (later.days, later.by_all) == (12, True)
    assert held_late(LAMBETH, events | dates(initial_ppm_held="2026-12-31")) == []


def test_calderdales_policy_and_task_list_are_both_shown():
    found = the(due(CALDERDALE, dates(plo_started="2026-12-14"), day("2026-12-30")), "initial_ppm")
    assert found.source == "Cal App 5: 2 weeks; Cal 7.1: 15 working days"
    assert found.contradicts
    assert found.state == "due soon"


def test_calderdales_twelve_weeks_stand_beside_the_national_three_months():
    found = the(due(CALDERDALE, dates(first_review="2026-12-01"), LONG_AGO), "second_review")
    assert [limit.day for limit in found.limits] == [day("2027-02-23"), day("2027-03-01")]
    assert found.source.startswith("Cal flow chart: 12 weeks; Care Planning Regulations 2010")


def test_up_to_seventeen_is_read_both_ways():
    found = the(due(LAMBETH, dates(date_of_birth="2012-02-29"), LONG_AGO), "ppm_duty_end")
    assert [limit.day.year for limit in found.limits] == [2029, 2030]


def test_sources_that_agree_do_not_contradict():
    found = the(due(CALDERDALE, dates(entered_care="2026-12-17"), LONG_AGO), "first_review")
    assert len(found.limits) == 2
    assert not found.contradicts


@pytest.mark.parametrize("council", ["calderdale", "camden", "lambeth"])
def test_papers_that_contradict_each_other_are_both_quoted(council: str):
    for one in PROFILES[council].disagreement:
        assert len(one.says) >= 2
        assert all(":" in said for said in one.says)
    assert PROFILES[council].disagreement


# -- what comes first, what is missing -----------------------------------------------------------


def test_a_ppm_before_care_spares_another():
    events = dates(entered_care="2026-12-17", initial_ppm_held="2026-11-02")
    found = [one.duty for one in due(CALDERDALE, events, day("2027-03-01"))]
    assert "initial_ppm" not in found
    assert held_late(CALDERDALE, events) == []


def test_an_old_initial_ppm_does_not_serve_after_a_matched_home_ended():
    events = dates(moved_after_match="2026-12-28", initial_ppm_held="2024-03-04")
    assert the(due(LAMBETH, events, LONG_AGO), "initial_ppm").date == day("2027-01-11")


def test_a_plan_agreed_before_the_second_review_is_in_time():
    events = dates(second_review="2027-03-02", plan_agreed="2027-02-01")
    assert due(LAMBETH, events, day("2027-03-01")) == [
        one for one in due(LAMBETH, events, day("2027-03-01")) if one.duty == "life_story"
    ]
    assert held_late(LAMBETH, events) == []
    (late,) = held_late(LAMBETH, events | dates(plan_agreed="2027-03-04"))
    assert (late.duty, late.days) == ("permanence_plan", 2)


def test_the_warning_at_ten_months_comes_before_fourteen():
    events = dates(need_identified="2026-12-31")
    for today, state in (
        ("2027-10-30", "coming"),
        ("2027-10-31", "due soon"),
        ("2028-03-01", "overdue"),
    ):
        assert the(due(LAMBETH, events, day(today)), "permanent_home").state == state


def test_a_date_that_nobody_entered_is_named_with_what_waits_for_it():
    found = {one.kind: one for one in missing(LAMBETH, dates(entered_care="2026-12-17"))}
    assert "entered_care" not in found
    assert found["need_identified"].question == "need_identified"
    assert found["need_identified"].words == "the need for permanence was identified"
    assert found["need_identified"].needed_for == ("Living in the permanent home",)
    assert found["ppm_held"].needed_for == (
        "Next PPM",
        "PPM workflow completed",
        "Permanence tracker updated",
    )  # the family-finding profile only once adoption is considered


def test_rules_without_a_number_speak_once_their_event_has_come():
    assert undated(CAMDEN, {}) == []
    (rule,) = undated(CAMDEN, dates(second_review="2027-03-02"))
    assert (rule.source, rule.limit) == ("Cam 6", "")
    (at_risk,) = undated(LANCASHIRE, dates(home_at_risk="2027-03-02"))
    assert "earliest" in at_risk.sentence


# -- the next meeting ----------------------------------------------------------------------------


def test_the_next_meeting_is_suggested_on_a_working_day_within_the_limit():
    found = next_meeting(LAMBETH, dates(ppm_held="2026-11-16"))
    assert found is not None
    assert (found.limit, found.day) == (day("2026-12-28"), day("2026-12-24"))
    assert found.source == "LP 2.2, 4.2, 5.1, 6.1: 6 weeks"


def test_after_the_final_order_calderdale_has_twelve_weeks():
    held = dates(ppm_held="2026-12-01")
    before, after = dates(final_order="2026-12-15"), dates(final_order="2026-11-15")
    for events, limit in ((held, "2027-01-12"), (before, "2027-01-12"), (after, "2027-02-23")):
        found = next_meeting(CALDERDALE, held | events)
        assert found is not None
        assert found.limit == day(limit)


def test_where_no_interval_is_given_none_is_suggested():
    assert next_meeting(CAMDEN, dates(ppm_held="2026-12-01")) is None
    assert next_meeting(PROFILES["another"].rules, dates(ppm_held="2026-12-01")) is None
    assert next_meeting(LAMBETH, {}) is None


def test_a_next_ppm_after_seven_weeks_was_held_late():
    (late,) = held_late(LANCASHIRE, dates(ppm_held="2026-12-01", next_ppm_held="2027-01-19"))
    assert (late.duty, late.days, late.source) == ("next_ppm", 7, "La 4.7.1: 6 weeks")


def test_profiles_interval_is_that_of_their_timescale():
    for profile in PROFILES.values():
        found = next_meeting(profile.rules, dates(ppm_held="2026-06-01"))
        weeks = (found.limit - day("2026-06-01")).days // 7 if found else None
        assert weeks == profile.interval_weeks


# -- where the dates are asked -------------------------------------------------------------------


def test_dates_are_read_from_answers_and_rows():
    answers = {
        "meeting_date": "21/11/2026",
        "looked_after_from": "3 nov",
        "need_identified": "in the spring",
    }
    tables = {
        "connected_carer": (
            Row("1", {"placed_on": "20 Nov 2026"}),
            Row("2", {"placed_on": "2026-11-10"}),
            Row("3", {}),
        )
    }
    found = dates_in("initial_ppm", answers, tables, date(2026, 11, 21))
    assert found == dates(
        entered_care="2026-11-03",
        initial_ppm_held="2026-11-21",
        ppm_held="2026-11-21",
        connected_placed="2026-11-10",
    )
    assert "initial_ppm_held" not in dates_in("selection", answers, tables, date(2026, 11, 21))


def test_a_form_asks_every_date_that_an_event_names():
    library = load_library()
    forms = [*library.forms.values(), library.child]
    asked = {question.key for form in forms for question in form.questions()} | {
        f"{question.key}.{column.key}"
        for form in forms
        for question in form.questions()
        for column in question.columns
    }
    for event in event_kinds().values():
        conditions = {key.partition(".")[0] for key in event.where}
        table = event.question.partition(".")[0]
        columns = {f"{table}.{key}" for key in event.where}
        assert {event.question, event.otherwise} - {""} <= asked, event.kind
        assert conditions <= asked or columns <= asked, event.kind
    assert {form for event in event_kinds().values() for form in event.forms} <= set(library.forms)


AFTER_MEETINGS = {"ppm_workflow_completed", "tracker_updated"}  # dated once minutes are signed
UNASKED = {
    "next_ppm_held",  # counted from one meeting to the next
    "viability_sent",  # within a day of the signature: no chair enters it
}


def test_every_event_is_asked_somewhere_but_for_those_named_here():
    nowhere = {kind for kind, event in event_kinds().items() if not event.question}
    assert nowhere == AFTER_MEETINGS | UNASKED


def row(number: int, **cells: str) -> Row:
    return Row(str(number), cells)


def test_hearings_are_known_by_their_names():
    hearings = (
        row(1, hearing="Case Management Hearing", date="3 Dec 2026"),
        row(2, hearing="Further case management hearing", date="3 Mar 2027"),
        row(3, hearing="Final evidence to be filed", date="1 Feb 2027"),
        row(4, hearing="Final hearing, SGO", date="4 May 2027"),
        row(5, hearing="Expert evidence", date="1 Jan 2027"),
    )
    assert dates_in("review_ppm", {}, {"hearings": hearings}, day("2026-12-17")) == dates(
        case_management_hearing="2026-12-03",
        final_evidence_due="2027-02-01",
        guardianship_hearing="2027-05-04",
    )


def test_a_move_in_an_emergency_is_one_that_is_said_to_be():
    planned = row(1, placed_on="1 Dec 2026", emergency="No")
    sudden = row(2, placed_on="3 Dec 2026", emergency="Yes")
    found = dates_in("", {}, {"connected_carer": (planned, sudden)}, day("2026-12-17"))
    assert found == dates(connected_placed="2026-12-01", connected_emergency="2026-12-03")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"match_agreed_on": "1 Dec 2026"}, dates(order_considered="2026-12-01")),
        (
            {"match_agreed_on": "1 Dec 2025", "order_considered_on": "1 Dec 2026"},
            dates(order_considered="2026-12-01"),
        ),
        (
            {"home_since": "1 Dec 2026", "home_type": "Children’s home"},
            dates(home_started="2026-12-01", residential_started="2026-12-01"),
        ),
        (
            {"home_since": "1 Dec 2026", "home_type": "Foster carer, other"},
            dates(home_started="2026-12-01"),
        ),
    ],
)
def test_one_answer_decides_what_another_means(answers: dict[str, str], found: dict[str, date]):
    assert dates_in("", answers, {}, day("2026-12-17")) == found
