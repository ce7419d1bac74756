"""A record in which no check finds anything, to be spoilt in one place at a time."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop_app.paths import Places
from desktop_app.policy.checks.case import Case
from desktop_app.policy.checks.every import run
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.services.council import load_council

COUNCIL = load_council(Places(Path("/nowhere")))
ROBIN = Child("c", {"child_name": "Robin Testname", "case_number": "9900101"})
HELD = "5 October 2026"  # a Monday

ANSWERS = {
    "child_name": "Robin Testname",
    "case_number": "9900101",
    "meeting_date": HELD,
    "legal_status": "Interim care order",
    "circumstances": "Care proceedings under way",
    "chair": "Helen Pretend",
    "chair_role": "Team manager",
    "social_worker": "Joseph Imagined",
    "home_type": "Foster carer, other",
    "looked_after_from": "28 September 2026",
    "legal_timetable": "Final hearing 1 March 2027.",
    "life_story": "A box.",
    "plan": "CAO/SGO",
    "plan_comment": "Kerry knows Robin well.",
    "contingency": "Return home to Dana.",
    "carer_views": "A smasher.",
    "child_views": "Smiles at Dana.",
    "views_gathered_on": "2 October 2026",
    "next_meeting": "9 November 2026",
}
PEOPLE = (
    {"name": "Helen Pretend", "relation": "Team manager", "attended": "Present"},
    {"name": "Joseph Imagined", "relation": "Social worker", "attended": "Present"},
    {"name": "Anil Sketch", "relation": "Family finder (adoption agency)", "attended": "Present"},
)
OPTIONS = ("early_permanence", "reunification", "family_friends", "cao_sgo", "adoption")


def rows(*values: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(Row(f"r{place}", one) for place, one in enumerate(values))


def options(*are_open: str) -> tuple[Row, ...]:
    keys = (*OPTIONS, "long_term_fostering")
    return tuple(Row(key, {"answer": "Yes" if key in are_open else "No"}) for key in keys)


def record(
    answers: Mapping[str, str] | None = None, form: str = "initial_ppm", **tables: tuple[Row, ...]
) -> Record:
    """The good record with other answers; an empty text takes one away."""
    meeting = Meeting("m", "PPM-TEST22", "c", form, created_at="2026-10-05T10:00:00+00:00")
    kept = {"options": options("cao_sgo")} | tables
    apart = {part: kept.pop(part, ()) for part in ("actions", "carried")}
    attendance = kept.pop("attendance", rows(*PEOPLE))
    return Record(
        meeting, ROBIN, {**ANSWERS, **(answers or {})}, kept, attendance=attendance, **apart
    )


def case(
    here: Record,
    *,
    council: str = "calderdale",
    previous: Record | None = None,
    others: tuple[Child, ...] = (),
    family: tuple[Record, ...] = (),
) -> Case:
    profile = COUNCIL.profile(council)
    form = COUNCIL.form(here.meeting.form, profile)
    closed = COUNCIL.library.closing_statuses(form)
    return Case(form, here, profile, previous, others, closed, family)


def found(one: Case) -> dict[str, Finding]:
    return {finding.key: finding for finding in run(one)}


def keys(answers: Mapping[str, str] | None = None, **tables: tuple[Row, ...]) -> set[str]:
    """What the checks find in the good record, spoilt so."""
    return set(found(case(record(answers, "initial_ppm", **tables))))


def last_time(**answers: str) -> Record:
    before = record({"meeting_date": "7 September 2026", **answers})
    return replace(before, meeting=replace(before.meeting, id="before", state="signed"))
