"""Who chaired, who was there, and who has to hear of it."""

import re
from collections.abc import Iterator

from desktop_app.policy.checks.case import (
    Case,
    are_one,
    has_role,
    is_here,
    listed,
    plain,
    same_person,
)
from desktop_app.records.answers import anchor
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Row
from desktop_app.records.people import people_called, people_in
from desktop_app.records.plain import folded

SOCIAL_WORKER = "Social worker"
OTHER_WORKERS = ("Supervising social worker", "Assessing social worker")
CARERS = ("Carer", "Keyworker")
CARERS_TEAM = "Connected carers and SGO team"
NO_CARER = ("With own parents", "At home, not looked after")
LEGAL, GUARDIAN = "Solicitor", "Children’s guardian"
ADOPTION_AGENCY = ("Family finder (adoption agency)", "RAA", "Adoption")
_SEVERAL = re.compile(r"\s*(?:,|;|/|&|\band\b|\bwith\b)\s*")
_TOLD = re.compile(r"\b(?:told|tells?|inform(?:s|ed)?|knows|agreed)\b", re.IGNORECASE)


def chair_is_listed(case: Case) -> Iterator[Finding]:
    """Check 1, its second half; that a chair is named, the form asks."""
    chair, people = case.said("chair"), case.rows("attendance")
    if not chair or not people:
        return
    if not any(is_here(row) and same_person(chair, _name(row)) for row in people):
        message = f"{chair} chaired, but is not listed as present."
        statement = f"{chair} chaired, and was not listed as present."
        yield case.found("attendance", "no-chair", message, "LP 4.10", statement)


def social_worker_is_there(case: Case) -> Iterator[Finding]:
    """Check 2."""
    people = case.rows("attendance")
    if people and not any(is_here(row) and _is_social_worker(case, row) for row in people):
        message = "The child's social worker is not shown as attending."
        statement = "The child's social worker was not shown as attending."
        yield case.found("attendance", "no-social-worker", message, "LP 4.10", statement)


def _is_social_worker(case: Case, row: Row) -> bool:
    named = case.said("social_worker")
    if named and same_person(named, _name(row)):
        return True
    return has_role(row, SOCIAL_WORKER) and not has_role(row, *OTHER_WORKERS)


def chair_is_expected(case: Case) -> Iterator[Finding]:
    """Check 3: quiet once the reason for another chair is given."""
    role = " ".join(plain(case.said("chair_role")))
    expected = case.profile.chairs(case.form.key, case.held)
    if not role or not expected or case.said("chair_reason"):
        return
    roles = [name for one in expected for name in one.roles]
    if not any(" ".join(plain(name)) in role for name in roles):
        message = f"Another chair is expected here ({' or '.join(roles)}). Say why."
        source = listed(one.source for one in expected)
        yield case.found("chair_role", "off-profile", message, source)


def carer_is_heard(case: Case) -> Iterator[Finding]:
    """Check 6."""
    people = case.rows("attendance")
    if not people or not case.asks("carer_views") or case.said("carer_views"):
        return
    if case.said("home_type") in NO_CARER or any(_is_carer(case, row) for row in people):
        return
    message = "No carer was there, and none is quoted. Add the carer's view."
    yield case.found("carer_views", "not-heard", message, "LP 9.2")


def _is_carer(case: Case, row: Row) -> bool:
    names = _SEVERAL.split(case.said("home_carer"))
    by_name = any(same_person(name, _name(row)) for name in names)
    by_role = has_role(row, *CARERS) and not has_role(row, CARERS_TEAM)
    return is_here(row) and (by_name or by_role)


def lawyers_after_the_first_hearing(case: Case) -> Iterator[Finding]:
    """Check 30, where the profile expects a solicitor; apologies count as an answer."""
    expected = [
        one for one in case.profile.attendees(case.form.key, case.held) if LEGAL in one.roles
    ]
    people = case.rows("attendance")
    if not expected or not people or not _first_since_hearing(case):
        return
    asked = [row for row in people if row.values.get("attended", "").strip() != "Absent"]
    missing = [role for role in (LEGAL, GUARDIAN) if not any(has_role(row, role) for row in asked)]
    if missing:
        message = f"First meeting after the first hearing: expected as well: {'; '.join(missing)}."
        source = listed(one.source for one in expected)
        yield case.found("attendance", "after-hearing", message, source)


def _first_since_hearing(case: Case) -> bool:
    days = [case.read_day(row.values.get("date", "")) for row in case.rows("hearings")]
    first = min((day for day in days if day), default=None)
    if first is None or first > case.held:
        return False
    return case.previous is None or anchor(case.previous) < first


def adoption_agency_is_there(case: Case) -> Iterator[Finding]:
    """Check 17: quiet once the child's route is settled."""
    people = case.rows("attendance")
    if not people or not case.is_open("adoption") or is_settled(case):
        return
    if not any(is_here(row) and has_role(row, *ADOPTION_AGENCY) for row in people):
        message = "Adoption is open, and nobody from the adoption agency was there. Invite them."
        yield case.found("attendance", "no-adoption-agency", message, "LP 3.1")


def is_settled(case: Case) -> bool:
    """After a placement order or a match, what leads up to them is not asked any more."""
    return (
        case.said("legal_status") in ("Placement order", "Adoption order")
        or case.said("home_type").startswith("Placed for adoption")
        or case.said("home_matched") == "Yes"
    )


def owners_know(case: Case) -> Iterator[Finding]:
    """Check 32: the owner of an action was not there, and no note says who tells them."""
    people = case.rows("attendance")
    if not people:
        return
    here = [row for row in people if is_here(row) or _TOLD.search(row.values.get("note", ""))]
    names = [*(_name(row) for row in here), case.said("chair"), case.said("minute_taker")]
    present = [{*plain(name)} for name in names if plain(name)]
    roles = [" ".join(plain(row.values.get("relation", ""))) for row in here]
    away: dict[str, list[str]] = {}
    for question, owner in _owners(case):
        words = plain(owner)
        by_name = any(are_one({*words}, name) for name in present)
        if not by_name and not any(" ".join(words) in role for role in roles):
            away.setdefault(question, []).append(owner)
    for question, owners in away.items():
        message = f"Was not here, and has something to do. Tell: {listed(owners)}."
        yield case.found(question, "tell-owner", message, "Practice")


def owners_are_one_person(case: Case) -> Iterator[Finding]:
    """Where two people of the record have the name that was typed."""
    people = sorted({*people_in(case.form, case.asked)} - {""})
    unsettled: dict[str, list[str]] = {}
    for question, owner in _owners(case):
        meant = {folded(name): name for name in people_called(owner, people)}
        if len(meant) > 1:
            unsettled.setdefault(question, []).append(f"{owner}: {' or '.join(meant.values())}")
    for question, owners in unsettled.items():
        message = f"More than one person may be meant. Write the whole name. ({listed(owners)})"
        yield case.found(question, "which-owner", message, "Practice")


def _owners(case: Case) -> Iterator[tuple[str, str]]:
    for question, column in (("actions", "owner"), ("carried", "new_owner")):
        for row in case.rows(question):
            for owner in _SEVERAL.split(row.values.get(column, "")):
                if owner.strip():
                    yield question, owner.strip()


def _name(row: Row) -> str:
    return row.values.get("name", "")
