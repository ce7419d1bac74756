"""What the checks find stands among what the form asks, is settled alike, and its reason prints."""

from pathlib import Path

from desktop_app.paths import Places
from desktop_app.records.findings import findings
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.services.council import load_council
from desktop_app.services.meeting_checks import checks_for, family_of
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.open import open_store

COUNCIL = load_council(Places(Path("/nowhere")))
PROFILE = COUNCIL.profile("calderdale")
FORM = COUNCIL.form("initial_ppm", PROFILE)
KEY = "attendance.no-chair"


def opened(**answers: str) -> OpenMeeting:
    meeting = Meeting("m", "PPM-TEST22", "c", FORM.key, created_at="2026-11-21T10:00:00+00:00")
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    people = (Row("p", {"name": "Joseph", "relation": "Social worker", "attended": "Present"}),)
    said = {"chair": "Helen Pretend", "background": "Call TBC", **answers}
    checks = checks_for(FORM, PROFILE, None, (child,), ())
    return OpenMeeting(FORM, Record(meeting, child, said, attendance=people), checks)


def test_the_list_follows_the_running_order_and_the_form_speaks_first():
    found = opened().findings()
    asked = [q.key for section in FORM.in_the_room() for q in section.question]
    turns = [asked.index(one.question) for one in found]
    assert turns == sorted(turns)
    of_attendance = [one.key for one in found if one.question == "attendance"]
    assert of_attendance == ["attendance", KEY]
    own = findings(FORM, opened().record)
    assert [one for one in found if one in own] == own


def test_a_reason_and_a_tick_settle_what_a_check_found():
    left = {one.key for one in opened().findings() if not one.settled}
    assert {KEY, "background.to-fill-in"} <= left
    meeting = opened()
    meeting.set_answer(f"reason.{KEY}", "She was asked to leave early.")
    meeting.set_answer("read.background.to-fill-in", "yes")
    left = {one.key for one in meeting.findings() if not one.settled}
    assert not {KEY, "background.to-fill-in"} & left


def test_a_section_with_something_a_check_found_is_not_complete():
    left, right = opened(), opened(background="Call on Monday")
    assert left.states(left.findings())["background"] == "in progress"
    assert right.states(right.findings())["background"] == "complete"


def test_the_reason_prints_once_beside_those_of_the_form():
    meeting = opened()
    meeting.set_answer(f"reason.{KEY}", "She was asked to leave early.")
    meeting.set_answer("reason.parent_views", "Not reached.")
    printed = meeting.freeze(Imprint("Nowhere", "OFFICIAL")).unfinished
    assert [one.reason for one in printed] == ["Not reached.", "She was asked to leave early."]
    assert [one.about for one in printed] == [
        "Parents’ wishes, feelings and understanding",
        "Present (and apologies)",
    ]


def test_the_last_record_of_a_brother_who_is_named_is_compared_and_no_stranger(tmp_path: Path):
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    names = {"robin": "Robin Testname", "kim": "Kim Testname", "lee": "Lee Testname"}
    for one, name in names.items():
        store.save_child(Child(one, {"child_name": name, "case_number": f"99{name}"}))
    said = {"siblings_apart": "1", "sibling_group": "Yes", "sibling_assessment": "With Kim."}
    parted = {**said, "siblings_apart": "2"}
    for turn, (one, answers) in enumerate((("robin", said), ("kim", said), ("kim", parted))):
        at = f"2026-11-2{turn}T10:00:00+00:00"
        new = Meeting(f"{one}{turn}", f"PPM-{turn}", one, FORM.key, created_at=at)
        store.start_meeting(new, answers, {}, (), ())
    record, others = store.record("robin0"), store.children()
    family = family_of(store, record, others)
    store.close()
    assert [one.meeting.id for one in family] == ["kim2"]
    found = {one.key for one in checks_for(FORM, PROFILE, None, others, (), family)(record)}
    assert "siblings_apart.other-number" in found
    found = {one.key for one in checks_for(FORM, PROFILE, None, others, ())(record)}
    assert "siblings_apart.other-number" not in found
