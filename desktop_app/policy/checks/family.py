"""Brothers and sisters, relatives who could care, the child's life story, home and legal status."""

import re
from collections.abc import Iterator
from datetime import date

from desktop_app.policy.checks.case import Case, listed
from desktop_app.policy.working_days import add
from desktop_app.records.choices import is_listed
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Row

BOOK_DUE = 4  # months in care
_APPROVAL = (  # weeks in the home; the column that ends the worry early; what to do
    (24, "", "Temporary approval cannot last longer: seek legal advice today."),
    (16, "", "Temporary approval has ended unless it was extended: seek advice."),
    (12, "assessed_on", "If the assessment will not be ready by week 16, say so now."),
)
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d|[A-Z][a-z]{2})|\b(?:to|yester)day\b", re.IGNORECASE
)
_IN_THE_ROOM = ("Attended", "Not yet asked", "Chose not to take part")
_ADVICE = re.compile(r"\b(?:solicitors?|legal\w*|lawyers?|court|advice|advised)\b", re.IGNORECASE)
_SECTION_20 = "Section 20"
_NOT_LOOKED_AFTER = ("At home, not looked after", "With own parents", "Temporary", "Other: …")
_PROCEEDINGS = "Care proceedings under way"


def living_apart_was_assessed(case: Case) -> Iterator[Finding]:
    """Check 21."""
    if case.said("assessed_apart") in ("No", "Not known"):
        message = "They live apart without an assessment at the time. Explain the separation."
        yield case.found("assessed_apart", "not-assessed", message, "LP 4.18")


def a_relative_is_named(case: Case) -> Iterator[Finding]:
    """Check 24: nobody named, or everybody who was is ruled out."""
    if not case.is_open("family_friends") or not case.asks("carers"):
        return
    if all(row.values.get("ruled", "").strip() == "Out" for row in case.rows("carers")):
        message = "Family or friends are an open option, and nobody named can offer it."
        yield case.found("carers", "nobody-left", f"{message} Say how one is found.", "Cal 6.2.1")


def a_disputed_outcome_has_advice(case: Case) -> Iterator[Finding]:
    """Check 26."""
    timetable = case.said("legal_timetable")
    disputed = [
        row.values.get("name", "").strip()
        for row in case.rows("carers")
        if row.values.get("opposing", "").strip() == "Yes"
        and not _ADVICE.search(row.values.get("comments", ""))
        and row.values.get("name", "").strip() not in timetable
    ]
    if disputed:
        message = f"Disputes the outcome: record the advice given. ({listed(disputed)})"
        yield case.found("carers", "no-advice", message, "Cal App 3")


def life_story_book_is_due(case: Case) -> Iterator[Finding]:
    """Check 44."""
    since = case.day("looked_after_from")
    if not since or not case.asks("life_story") or case.said("life_story"):
        return
    if add(since, BOOK_DUE, "months") < case.held and not case.day("life_story_updated_on"):
        message = "In care for over four months: the life story book is due."
        yield case.found("life_story", "book-due", message, "LP 12.6")


def home_fits_the_legal_status(case: Case) -> Iterator[Finding]:
    """Check 42."""
    status, home = case.said("legal_status"), case.said("home_type")
    if status and home and (why := _misfit(status, home)):
        yield case.found("home_type", "legal-status", f"{why} Check both.", "Practice")
    with_parents = case.chose("circumstances", "Placed with parents under a care order")
    if with_parents and home and home != "With own parents":
        message = f"Placed with parents is chosen, but the home is “{home}”. Check both."
        yield case.found("circumstances", "other-home", message, "Practice")


def _misfit(status: str, home: str) -> str:
    """Why a kind of home does not go with that status, or nothing."""
    both = f"The legal status is “{status}”, but the home is “{home}”."
    needs_order = "under a placement order" in home and status != "Placement order"
    needs_care = home == "At home, not looked after" and status in (
        "Interim care order",
        "Full care order",
        "Placement order",
    )
    accommodated_at_home = home == "With own parents" and status.startswith(_SECTION_20)
    elsewhere = status.startswith("Not looked after") and not is_listed(home, _NOT_LOOKED_AFTER)
    return both if needs_order or needs_care or accommodated_at_home or elsewhere else ""


def section_20_has_consent(case: Case) -> Iterator[Finding]:
    """Where the consent is not asked, because the circumstances do not name section 20."""
    if not case.said("legal_status").startswith(_SECTION_20) or not case.asks("circumstances"):
        return
    if not case.chose("circumstances", "Accommodated under section 20"):
        message = (
            "Section 20: choose it under the circumstances too, and record who consented and when."
        )
        yield case.found("circumstances", "section-20", message, "Cal 7.1.3")
    elif case.said("consent_withdrawn"):
        message = "Consent was withdrawn, yet the legal status is still section 20."
        yield case.found("legal_status", "no-consent", message, "Cal 7.1.3")


def conference_before_proceedings(case: Case) -> Iterator[Finding]:
    if case.said("conference") != "Not offered yet":
        return
    if any(case.chose("circumstances", one) for one in ("Pre-proceedings", _PROCEEDINGS)):
        message = "There are proceedings, and the family was not offered a conference yet."
        yield case.found("conference", "not-offered", message, "Cal 6.1.4; LP 2.6")


def wishes_are_dated(case: Case) -> Iterator[Finding]:
    """A day in the text is enough; who was there said it on the day of the meeting."""
    views = case.said("child_views")
    if not views or not case.asks("views_gathered_on") or case.said("views_gathered_on"):
        return
    if case.said("participation") not in _IN_THE_ROOM and not _DAY.search(views):
        message = "Say on which day the child said or showed it: wishes change."
        yield case.found("views_gathered_on", "not-dated", message, "LP 1.5; practice")


def connected_carer_is_approved(case: Case) -> Iterator[Finding]:
    """Check 27: of each carer only the latest week that has passed."""
    said: list[str] = []
    for row in case.rows("connected_carer"):
        carer = row.values.get("carer", "").strip() or "The carer"
        placed = case.read_day(row.values.get("placed_on", ""))
        if placed and (worry := _approval(row, placed, case.held)):
            said.append(f"{carer}: {worry}")
    if said:
        yield case.found("connected_carer", "not-approved", listed(said), "LP 5.4-5.7")


def _approval(row: Row, placed: date, on: date) -> str:
    if row.values.get("approved_on", "").strip():
        return ""
    passed = (one for one in _APPROVAL if add(placed, one[0], "weeks") < on)
    weeks, ended_by, what = next(passed, (0, "", ""))
    if not weeks or (ended_by and row.values.get(ended_by, "").strip()):
        return ""
    return f"week {weeks} has passed. {what}"
