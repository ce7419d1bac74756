"""Dates that cannot all be right, and dates that come too late."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from desktop_app.policy.checks.case import Case, listed
from desktop_app.policy.events import event_kinds
from desktop_app.policy.timescales import Late, held_late, next_meeting
from desktop_app.policy.working_days import add, is_working_day
from desktop_app.records.answers import anchor
from desktop_app.records.dates import in_words, short
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Row
from desktop_app.records.numbers import whole_number

HELD_ON = "meeting_date"
PROCEEDINGS = "Care proceedings under way"
AFTER_FINAL_ORDER = ("Full care order", "Placement order", "Special guardianship order")
OFTEN = 3  # meetings that an action is carried to
NEAR = 10  # months since the need was seen, where a rule names no month of its own
WELL_AHEAD = timedelta(days=14)  # a review before that is served by this meeting
LONGEST_LATE = 366  # days; later than that, an earlier meeting is not on this laptop
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
    return whole_number(row.values.get("times", "")) or 0


def next_meeting_is_soon_enough(case: Case) -> Iterator[Finding]:
    """Check 38, and a next meeting too late for the review or the evidence, or on a day off."""
    day = case.day("next_meeting")
    if not day:
        return
    yield from _beyond_the_gap(case)
    review = case.day("next_review_on")
    if review and case.held + WELL_AHEAD <= review < day:
        message = f"It falls after the looked-after review on {in_words(review)} it should serve."
        yield case.found("next_meeting", "after-review", message, "Practice")
    evidence = case.events.get("final_evidence_due")
    if evidence and case.held + WELL_AHEAD <= evidence < day:
        message = f"It falls after {in_words(evidence)}, when the evidence it should serve is due."
        yield case.found("next_meeting", "after-evidence", message, "Practice; Cam 6")
    if day <= case.held:
        message = "It is not after this meeting."
        yield case.found("next_meeting", "not-later", message, "Practice")
    elif not is_working_day(day):
        message = f"{short(day)} is not a working day."
        yield case.found("next_meeting", "day-off", message, "Practice")


def _beyond_the_gap(case: Case) -> Iterator[Finding]:
    day = case.day("next_meeting")
    events = dict(case.events)
    if case.said("legal_status") in AFTER_FINAL_ORDER and "ppm_held" in events:
        events.setdefault("final_order", events["ppm_held"])  # nobody gave its date
    allowed = next_meeting(case.profile.rules, events)
    if day and allowed and day > allowed.limit and not case.said("frequency_reason"):
        message = f"It should be held by {in_words(allowed.limit)}. If later, give the reason."
        yield case.found("next_meeting", "too-late", message, allowed.source)


def meeting_is_in_time(case: Case) -> Iterator[Finding]:
    """Checks 39 and 51: only what began since the last meeting, which has answered for the rest."""
    events, since = _with_last_meeting(case)
    late = [
        one
        for one in held_late(case.profile.rules, events)
        if one.limits[0].rule.met_by in _held_by_meeting()
        and one.done == case.held
        and one.days <= LONGEST_LATE
    ]
    late = [one for one in late if since is None or events[one.limits[0].rule.event] >= since]
    if late:
        message = " ".join(map(_how_late, late))
        source = listed(one.limits[0].rule.source for one in late)
        yield case.found(HELD_ON, "held-late", message, source)


def _with_last_meeting(case: Case) -> tuple[dict[str, date], date | None]:
    events = dict(case.events)
    if not case.previous:
        return events, None
    since = anchor(case.previous)
    if "ppm_held" in events and case.previous.meeting.form in event_kinds()["ppm_held"].forms:
        events |= {"ppm_held": since, "next_ppm_held": case.held}
    return events, since


def _held_by_meeting() -> set[str]:
    """The events that come about by a meeting being held."""
    return {"next_ppm_held"} | {
        kind for kind, about in event_kinds().items() if about.question == HELD_ON
    }


def _how_late(one: Late) -> str:
    days = f"{one.days} days" if one.days > 1 else "1 day"
    but = "" if one.by_all else f", though in time by {one.limits[-1].source}"
    by = f"{in_words(one.limits[0].day)} ({one.limits[0].source})"
    return f"Held {days} after {by}{but}. Say what the delay means for the child."


def ppm_follows_the_move(case: Case) -> Iterator[Finding]:
    """Check 52, its second half: that a day is set, the form asks."""
    moved, day = case.events.get("moved_after_match"), case.day("ppm_on")
    for rule in case.profile.rules:
        if not moved or not day or rule.event != "moved_after_match" or not rule.number:
            continue
        limit = add(moved, rule.number, rule.unit or "days")
        if day > limit:
            message = f"After a matched home has ended it should be held by {in_words(limit)}."
            yield case.found("ppm_on", "after-move", message, rule.source)


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
