"""Dates that cannot all be right, and dates that come too late."""

import re
from collections.abc import Iterator
from datetime import timedelta

from desktop_app.policy.checks.case import Case, listed
from desktop_app.policy.events import dates_in
from desktop_app.policy.timescales import next_meeting
from desktop_app.policy.working_days import add, is_working_day
from desktop_app.records.dates import in_words, short
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Row

PROCEEDINGS = "Care proceedings under way"
AFTER_FINAL_ORDER = ("Full care order", "Placement order", "Special guardianship order")
OFTEN = 3  # meetings that an action is carried to
NEAR = 10  # months since the need was seen, where a rule names no month of its own
WELL_AHEAD = timedelta(days=14)  # a review before that is served by this meeting
_NUMBER = re.compile(r"\d")


def court_dates_are_listed(case: Case) -> Iterator[Finding]:
    """Check 29: a timetable without a single date counts as empty."""
    if not case.chose("circumstances", PROCEEDINGS) or case.rows("hearings"):
        return
    if case.asks("legal_timetable") and not _NUMBER.search(case.said("legal_timetable")):
        message = "There are care proceedings, and no hearing or filing date is given."
        yield case.found("legal_timetable", "no-dates", message, "Cal 7.1.2")


def past_hearings_have_an_outcome(case: Case) -> Iterator[Finding]:
    past = [
        row.values.get("hearing", "").strip() or "a hearing"
        for row in case.rows("hearings")
        if not row.values.get("outcome", "").strip() and _is_before(case, row, "date")
    ]
    if past:
        message = f"The day has passed: write what the court decided. ({listed(past)})"
        yield case.found("hearings", "no-outcome", message, "Practice")


def _is_before(case: Case, row: Row, column: str) -> bool:
    day = case.read_day(row.values.get(column, ""))
    return day is not None and day < case.held


def actions_fall_between_meetings(case: Case) -> Iterator[Finding]:
    """Checks 33 and 34."""
    following = case.day("next_meeting")
    for question, column in (("actions", "target"), ("carried", "new_target")):
        early: list[str] = []
        late: list[str] = []
        for row in case.rows(question):
            day = case.read_day(row.values.get(column, ""))
            if day and day < case.held:
                early.append(_short(row))
            elif day and following and day > following:
                late.append(_short(row))
        if early:
            message = f"Dated before the meeting: check the date. ({listed(early)})"
            yield case.found(question, "before-meeting", message, "Practice")
        if late:
            message = f"Falls after the next meeting. ({listed(late)})"
            yield case.found(question, "after-next", message, "Practice")


def carried_too_often(case: Case) -> Iterator[Finding]:
    """Check 36. `times` counts the meetings before this one."""
    often = [
        _short(row)
        for row in case.rows("carried")
        if _times(row) + 1 >= OFTEN and row.values.get("status", "") not in case.closed
    ]
    if often:
        message = f"Carried for the third time: consider escalation. ({listed(often)})"
        yield case.found("carried", "carried-often", message, "Practice; LP 13.1")


def _times(row: Row) -> int:
    times = row.values.get("times", "")
    return int(times) if times.isascii() and times.isdigit() else 0


def next_meeting_is_soon_enough(case: Case) -> Iterator[Finding]:
    """Check 38, and a next meeting that comes too late for the review, or on a day off."""
    day = case.day("next_meeting")
    if not day:
        return
    yield from _beyond_the_gap(case)
    review = case.day("next_review_on")
    if review and case.held + WELL_AHEAD <= review < day:
        message = f"It falls after the looked-after review on {in_words(review)} it should serve."
        yield case.found("next_meeting", "after-review", message, "Practice")
    if day <= case.held:
        message = "It is not after this meeting."
        yield case.found("next_meeting", "not-later", message, "Practice")
    elif not is_working_day(day):
        message = f"{short(day)} is not a working day."
        yield case.found("next_meeting", "day-off", message, "Practice")


def _beyond_the_gap(case: Case) -> Iterator[Finding]:
    day = case.day("next_meeting")
    record = case.record
    events = dates_in(case.form.key, record.answers, record.tables, case.held)
    if case.said("legal_status") in AFTER_FINAL_ORDER and "ppm_held" in events:
        events["final_order"] = events["ppm_held"]
    allowed = next_meeting(case.profile.rules, events)
    if day and allowed and day > allowed.limit and not case.said("frequency_reason"):
        message = f"It should be held by {in_words(allowed.limit)}. If later, give the reason."
        yield case.found("next_meeting", "too-late", message, allowed.source)


def need_was_seen_long_ago(case: Case) -> Iterator[Finding]:
    """Check 43, where the profile counts months from the need for permanence."""
    since = case.day("need_identified")
    if not since or since > case.held or case.said("permanence_achieved") == "Yes":
        return
    for rule in case.profile.rules:
        if rule.event == "need_identified" and rule.unit == "months" and rule.number:
            near = add(since, rule.warn_at or NEAR, "months")
            if case.held >= near:
                months = (case.held.year - since.year) * 12 + case.held.month - since.month
                months -= case.held.day < since.day
                message = f"{months} months since the need was seen; the limit is {rule.number}."
                yield case.found("need_identified", "long-ago", message, rule.source)


def _short(row: Row) -> str:
    words = " ".join(row.values.get("text", "").split())
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
