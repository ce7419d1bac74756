"""Every check, in one place; each is a function from what it has in hand to its findings."""

from collections.abc import Callable, Iterator

from desktop_app.policy.checks import (
    family,
    last_time,
    names,
    people,
    plan,
    pronouns,
    siblings,
    timing,
    words,
)
from desktop_app.policy.checks.case import Case
from desktop_app.records.findings import Finding

CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    people.chair_is_listed,
    people.social_worker_is_there,
    people.chair_is_expected,
    people.carer_is_heard,
    people.lawyers_after_the_first_hearing,
    people.adoption_agency_is_there,
    people.owners_know,
    people.owners_are_one_person,
    family.living_apart_was_assessed,
    family.a_relative_is_named,
    family.a_disputed_outcome_has_advice,
    family.life_story_book_is_due,
    family.home_fits_the_legal_status,
    family.section_20_has_consent,
    family.conference_before_proceedings,
    family.wishes_are_dated,
    family.connected_carer_is_approved,
    siblings.siblings_live_apart_alike,
    siblings.siblings_have_one_status,
    siblings.siblings_have_one_court,
    plan.some_option_is_open,
    plan.plan_is_an_open_option,
    plan.plan_by_the_second_review,
    plan.plan_change_has_a_reason,
    plan.plan_is_the_filed_one,
    plan.adoption_agency_is_told,
    plan.adoption_decision_is_on_time,
    plan.parental_responsibility_is_clear,
    plan.contingency_is_another_plan,
    plan.residential_care_is_reviewed,
    timing.court_dates_are_listed,
    timing.past_hearings_have_an_outcome,
    timing.actions_fall_between_meetings,
    timing.carried_too_often,
    timing.next_meeting_is_soon_enough,
    timing.meeting_is_in_time,
    timing.ppm_follows_the_move,
    timing.need_was_seen_long_ago,
    last_time.said_anew,
    last_time.days_have_not_passed,
    words.nothing_is_left_to_fill_in,
    names.no_other_child_is_named,
    names.own_name_is_spelt_alike,
    pronouns.pronouns_are_the_childs,
)


def run(case: Case) -> list[Finding]:
    """What every check finds, in the order of the checks."""
    return [finding for check in CHECKS for finding in check(case)]
