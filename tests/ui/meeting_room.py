"""An open Initial PPM for window tests: the real form, the real page, no store."""

from functools import cache
from pathlib import Path

from desktop_app.paths import Places
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.services.council import Council, load_council
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.ui.meeting_page import MeetingPage

PEOPLE = (
    Row("p1", {"name": "Priya Invented", "relation": "Social worker", "attended": "Present"}),
    Row("p2", {"name": "Sam Madeup", "relation": "Team manager", "attended": "Apologies"}),
)


@cache
def council() -> Council:
    return load_council(Places(Path("/nowhere")))


def record(form: str = "initial_ppm", **answers: str) -> Record:
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    meeting = Meeting("m", "PPM-TEST22", "c", form, created_at="2026-11-21T10:00:00+00:00")
    return Record(meeting, child, dict(answers), attendance=PEOPLE)


def open_meeting(**answers: str) -> OpenMeeting:
    here = council()
    form = here.form("initial_ppm", here.profile("calderdale"))
    return OpenMeeting(form, record(**answers))


def meeting_page(**answers: str) -> MeetingPage:
    return MeetingPage(open_meeting(**answers), council().library.choices)
