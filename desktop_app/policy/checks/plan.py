"""Whether options, plan, contingency and adoption steps fit together."""

import re
from collections.abc import Iterator

from desktop_app.policy.checks.case import Case, has_role, plain, same_person
from desktop_app.policy.checks.people import ADOPTION_AGENCY, is_settled
from desktop_app.policy.working_days import add
from desktop_app.records.dates import in_words
from desktop_app.records.findings import Finding

UNDECIDED = "Not yet decided"
SECOND_REVIEW = 4  # months in care: 20 working days to the first review, three months to the next
_AGENCY = re.compile(
    r"\b(?:RAA|OAWY|ALS)\b|\bAdopt [A-Z]|\b(?:[Oo]ne|[Rr]egional) [Aa]doption\b"
    r"|\b[Aa]doption (?:agency|agencies|service|team|partnership)\b"
)
_HINTS = ("RAA", "OAWY", "ALS", "dopt")  # one of which is in any match, and quickly looked for
_FILLERS = {"the", "a", "to", "of", "with", "same", "as", "plan", "continue", "current", "remains"}


def _options(case: Case) -> dict[str, str]:
    """The printed label of each option -> Yes, No or empty; empty where no options are asked."""
    asked = next((q for q in case.questions if q.key == "options" and q.rows), None)
    rows = asked.rows if asked else ()
    return {row.label: case.cell("options", row.key, "answer") for row in rows}


def some_option_is_open(case: Case) -> Iterator[Finding]:
    """Check 10: a plan outside the options, such as Residential, is a route as well."""
    options, plan = _options(case), case.said("plan")
    outside = bool(plan) and plan not in options
    if not options or outside or case.said("permanence_achieved") == "Yes":
        return
    if all(answer == "No" for answer in options.values()):
        message = "Every option is answered No. Which options are open?"
        statement = "Every option was answered No."
        yield case.found("options", "all-no", message, "LP 4.11", statement)


def plan_is_an_open_option(case: Case) -> Iterator[Finding]:
    """Check 11."""
    options, plan = _options(case), case.said("plan")
    if plan in options and options[plan] != "Yes":
        message = f"“{plan}” is the plan, but is not answered Yes among the options."
        statement = f"“{plan}” was the plan, and was not answered Yes among the options."
        yield case.found("plan", "not-open", message, "Cal 7.1.4", statement)


def plan_by_the_second_review(case: Case) -> Iterator[Finding]:
    """Check 12; where the second review has no date, it is counted from the first day of care."""
    if case.said("plan") != UNDECIDED or is_settled(case):
        return
    review, since = case.day("second_review_on"), case.day("looked_after_from")
    message = ""
    if review and review <= case.held:
        message = f"The second review was on {in_words(review)}, and a plan is expected by then."
    elif since and not review and add(since, SECOND_REVIEW, "months") <= case.held:
        message = (
            f"In care since {in_words(since)}: the second review is due by now, "
            "and a plan is expected by then."
        )
    if message:
        yield case.found("plan", "second-review", message, "LP 4.5; Cal 7.2.1")


def plan_is_the_filed_one(case: Case) -> Iterator[Finding]:
    plan, filed = case.said("plan"), case.said("filed_plan")
    if plan and filed and plan != filed:
        message = f"The court has “{filed}” as the plan. Tell the solicitor, or check which it is."
        yield case.found("plan", "not-filed", message, "Practice")


def plan_change_has_a_reason(case: Case) -> Iterator[Finding]:
    plan, before = case.said("plan"), case.said_last_time("plan")
    if not plan or not before or plan == before:
        return
    reason = case.said("plan_comment")
    if not reason or plain(reason) == plain(case.said_last_time("plan_comment")):
        message = f"Last time the plan was “{before}”. Say what changed it."
        yield case.found("plan", "no-reason", message, "Practice")


def adoption_agency_is_told(case: Case) -> Iterator[Finding]:
    """Check 13."""
    if not case.is_open("adoption") or is_settled(case) or _agency_has_word(case):
        return
    message = "Adoption is open. Add a referral to the adoption agency, or the date of it."
    question = "actions" if case.asks("actions") else "options"
    statement = "Adoption was open, and no referral to the adoption agency was recorded."
    yield case.found(question, "no-agency-referral", message, "LP 3.1", statement)


def _agency_has_word(case: Case) -> bool:
    actions = (*case.rows("actions"), *case.rows("carried"))
    texts = [" ".join(row.values.values()) for row in actions]
    texts += [case.said(key) for key in ("referrals", "processes_note")]
    if any(_AGENCY.search(text) for text in texts if any(hint in text for hint in _HINTS)):
        return True
    theirs = [row for row in case.rows("attendance") if has_role(row, *ADOPTION_AGENCY)]
    names = [row.values.get("name", "") for row in theirs]
    owners = [row.values.get("owner", "") for row in actions]
    return any(same_person(owner, name) for owner in owners for name in names)


def adoption_decision_is_on_time(case: Case) -> Iterator[Finding]:
    """Checks 15, 16 and 18."""
    if not case.is_open("adoption") or case.said("shobpa_decided") or is_settled(case):
        return
    target, booked = case.day("shobpa_target"), case.day("shobpa_booked")
    if target and not booked and target < case.held:
        message = "The target has passed and nothing is booked: the decision has slipped."
        yield case.found("shobpa_target", "has-slipped", message, "Cal App 5")
    if target and booked and booked > target:
        message = "The booking misses the target. Say what the delay means for the child."
        yield case.found("shobpa_booked", "misses-target", message, "Cal App 5")
    decision, question = (booked, "shobpa_booked") if booked else (target, "shobpa_target")
    evidence = case.events.get("final_evidence_due")
    if decision and evidence and decision > evidence:
        message = f"The decision should come before the evidence due on {in_words(evidence)}."
        yield case.found(question, "after-evidence", message, "Cam 6")


def parental_responsibility_is_clear(case: Case) -> Iterator[Finding]:
    if not case.is_open("adoption") or is_settled(case):
        return
    held_by = " ".join(plain(case.said("parental_responsibility")))
    doubts = ("not known", "unknown", "unclear", "unresolved", "not settled", "to be established")
    if any(doubt in held_by for doubt in doubts):
        message = "Adoption is open while parental responsibility is not settled."
        yield case.found("parental_responsibility", "not-settled", message, "Cal 6.3.1; practice")


def contingency_is_another_plan(case: Case) -> Iterator[Finding]:
    """Check 23."""
    other = plain(case.said("contingency"))
    if not other:
        return
    plan, comment = plain(case.said("plan")), plain(case.said("plan_comment"))
    if other == comment or (plan and {*other} - _FILLERS == {*plan} - _FILLERS):
        message = "The fallback repeats the main plan."
        yield case.found("contingency", "repeats-plan", message, "Cal 5.3")


def residential_care_is_reviewed(case: Case) -> Iterator[Finding]:
    """Check 45."""
    if case.said("plan") == "Residential":
        message = "Residential care needs a review of the way back to a family, or the panel."
        yield case.found("plan", "step-down", message, "LS 5; La 3.7.1")
