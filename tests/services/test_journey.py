"""A child's journey: what happened and what is due, by details, meetings and a council's rules."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Row, new_id
from desktop_app.records.snapshot import fingerprint, to_json
from desktop_app.services.coming_up import next_ppms
from desktop_app.services.council import load_council
from desktop_app.services.deadlines import Deadline
from desktop_app.services.journey import TAKEN_OFF, Journey, Stop, journey
from desktop_app.storage import removal
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

COUNCIL = load_council(Places(Path("/nowhere")))
LIBRARY = COUNCIL.library
NAMES = {key: form.name for key, form in LIBRARY.forms.items()}
REVIEW = (
    "Tue 19 Jan 2027. Deadline: First looked-after review. Due in 20 days. "
    "Care Planning Regulations 2010, reg 33: 20 working days"
)
CARED_FOR = {"looked_after_from": "17 Dec 2026"}


@pytest.fixture
def store(tmp_path: Path):
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    yield store
    store.close()


def held(
    store: Store,
    on: str,
    form: str = "initial_ppm",
    child: str = "c",
    tables: Mapping[str, tuple[Row, ...]] | None = None,
    *,
    signed: bool = True,
    **answers: str,
) -> None:
    new = Meeting(new_id(), new_id()[:10], child, form, created_at="2026-12-01T10:00:00+00:00")
    said = {"meeting_date": on, **answers}
    meeting = store.start_meeting(new, said, tables or {}, (), ())
    if signed:
        printed = freeze(
            LIBRARY.forms[form], store.record(meeting.id), Imprint("Nowhere", "OFFICIAL")
        )
        at = "2026-12-31T12:00:00+00:00"
        store.sign(meeting.id, to_json(printed), fingerprint(printed), "", at, b"word")


def child(store: Store, one: str = "c", **details: str) -> Child:
    number = f"1204417/{one}"  # a number is one child's
    made = Child(one, {"child_name": "Robin Testname", "case_number": number, **details})
    store.save_child(made)
    return made


def read(store: Store, about: Child, today: str, council: str = "lambeth") -> Journey:
    rules = COUNCIL.profiles[council].rules
    on = date.fromisoformat(today)
    return journey(store, about, store.meetings(), rules, NAMES, LIBRARY.child, on)


def named(found: Journey, what: str) -> Deadline:
    (one,) = (one for one in found.deadlines if one.what == what)
    return one


def stops(found: Journey, kind: str) -> list[tuple[str, str]]:
    return [(stop.day.isoformat(), stop.what) for stop in found.stops if stop.kind == kind]


def the(found: Journey, what: str) -> Stop:
    (one,) = (stop for stop in found.stops if stop.what == what)
    return one


def test_deadlines_are_counted_across_the_years_end_with_each_source(store: Store):
    found = read(store, child(store, **CARED_FOR), "2026-12-20")
    assert named(found, "Initial PPM") == Deadline(
        "Initial PPM",
        "The first date is in 11 days",
        overdue=False,
        limits=(
            (date(2026, 12, 31), "LP 2.2: 14 days (working or calendar days is not said)"),
            (date(2027, 1, 11), "LP 4.2: 14 working days"),
        ),
    )
    assert [day for day, what in stops(found, "deadline") if what == "Deadline: Initial PPM"] == [
        "2026-12-31",
        "2027-01-11",
    ]


def test_a_leap_day_counts(store: Store):
    about = child(store)
    held(store, "18 Jan 2028", "review_ppm")
    assert named(read(store, about, "2028-02-28"), "Next PPM").state == "Due tomorrow"
    assert named(read(store, about, "2028-02-29"), "Next PPM").state == "Due today"
    late = named(read(store, about, "2028-03-01"), "Next PPM")
    assert (late.state, late.overdue) == ("Overdue by 1 day", True)


def test_between_two_sources_it_is_said_that_the_first_date_has_passed(store: Store):
    found = named(read(store, child(store, **CARED_FOR), "2027-01-10"), "Initial PPM")
    assert found.state == "The first date has passed, the last is tomorrow"
    assert not found.overdue


def test_overdue_is_said_on_the_line_too(store: Store):
    found = read(store, child(store, **CARED_FOR), "2027-01-14")
    assert named(found, "Initial PPM").state == "Overdue by 3 days"
    assert [one.overdue for one in found.stops if one.what == "Deadline: Initial PPM"] == [True] * 2


def test_what_chairside_is_never_told_of_is_to_be_checked_and_not_called_overdue(store: Store):
    about = child(store)
    carer = Row("k", {"name": "Gran Invented", "viability_on": "28 Dec 2026"})
    held(store, "28 Dec 2026", tables={"connected_carer": (carer,)})
    what = "Viability assessment sent to the special guardianship manager"
    sent = named(read(store, about, "2027-01-05"), what)
    assert sent.state == "Was due 7 days ago: check that it was done"
    assert not sent.overdue
    assert what not in [one.what for one in read(store, about, "2027-06-01").deadlines]


def test_what_the_chair_notes_after_the_meeting_is_overdue_until_it_is_noted(store: Store):
    about = child(store)
    held(store, "28 Dec 2026")
    tracker = named(read(store, about, "2027-01-05"), "Permanence tracker updated")
    assert (tracker.state, tracker.overdue) == ("Overdue by 1 day", True)
    (line,) = store.meetings()
    store.note_event(line.meeting.id, "tracker updated", {"on": "2027-01-05"})
    left = [one.what for one in read(store, about, "2027-01-06").deadlines]
    assert "Permanence tracker updated" not in left
    assert "PPM workflow completed" in left


def test_an_initial_ppm_that_was_held_ends_its_duty_even_before_it_is_signed(store: Store):
    about = child(store, **CARED_FOR)
    held(store, "29 Dec 2026", signed=False)
    found = read(store, about, "2027-01-14")
    assert "Initial PPM" not in [one.what for one in found.deadlines]
    assert the(found, "Initial PPM").note == "Minutes not signed yet"
    assert named(found, "Next PPM").limits[0][0] == date(2027, 2, 9)


def test_a_meeting_to_come_ends_nothing(store: Store):
    about = child(store, **CARED_FOR)
    held(store, "20 Jan 2027", signed=False)
    found = read(store, about, "2027-01-14")
    assert named(found, "Initial PPM").overdue
    assert stops(found, "planned") == [("2027-01-20", "Initial PPM planned")]


def test_the_next_ppm_counts_from_the_last(store: Store):
    about = child(store)
    held(store, "28 Dec 2026")
    held(store, "18 Jan 2027", "review_ppm", next_meeting="22 Feb 2027")
    found = read(store, about, "2027-01-20")
    assert named(found, "Next PPM").limits == (
        (date(2027, 3, 1), "LP 2.2, 4.2, 5.1, 6.1: 6 weeks"),
    )
    assert stops(found, "planned") == [("2027-02-22", "Next meeting planned")]


def test_no_ppm_is_due_once_permanence_is_achieved(store: Store):
    about = child(store)
    held(store, "28 Dec 2026", "review_ppm", permanence_achieved="Yes")
    assert "Next PPM" not in [one.what for one in read(store, about, "2027-01-20").deadlines]


def test_a_meeting_held_late_says_by_how_much_and_by_whose_word(store: Store):
    about = child(store, **CARED_FOR)
    held(store, "4 Jan 2027")
    held(store, "17 Feb 2027", "review_ppm")
    found = read(store, about, "2027-02-20")
    assert the(found, "Initial PPM").note == (
        "4 days late by LP 2.2: 14 days (working or calendar days is not said)"
        ", in time by LP 4.2: 14 working days"
    )
    assert the(found, "Review PPM").note == "2 days late by LP 2.2, 4.2, 5.1, 6.1: 6 weeks"


@pytest.mark.parametrize(("answer", "asked"), [("Yes", True), ("No", False)])
def test_adoption_brings_its_own_deadline_while_it_is_open(store: Store, answer: str, asked: bool):
    about = child(store)
    rows = (Row("adoption", {"answer": answer}),)
    held(store, "28 Dec 2026", tables={"options": rows})
    profile = [one.what for one in read(store, about, "2026-12-30").deadlines]
    assert ("Family-finding profile" in profile) == asked


def test_a_matched_home_that_ended_asks_for_an_initial_ppm(store: Store):
    about = child(store)
    held(store, "20 Dec 2026", "disruption", home_matched="Yes", end_date="28 Dec 2026")
    found = named(read(store, about, "2027-01-02"), "Initial PPM and a new tracker")
    assert found.limits[0][0] == date(2027, 1, 11)


def test_a_date_that_nobody_entered_is_named_with_what_waits_for_it(store: Store):
    found = read(store, child(store), "2027-01-02")
    gap = next(one for one in found.gaps if "Looked after since" in one)
    assert gap.startswith("Enter “Looked after since” to know by when: ")
    assert "First looked-after review" in gap
    later = read(store, child(store, **CARED_FOR), "2027-01-02")
    assert [one for one in later.gaps if "Looked after since" in one] == []


def test_only_dates_that_the_childs_details_ask_now_are_missed(store: Store):
    gaps = " ".join(read(store, child(store), "2027-01-02").gaps)
    assert "Looked after since" in gaps
    assert "Returned to parents" not in gaps
    assert "Second looked-after review" not in gaps
    at_home = {"circumstances": "Placed with parents under a care order", **CARED_FOR}
    gaps = " ".join(read(store, child(store, **at_home), "2027-01-02").gaps)
    assert "“Returned to parents in an emergency on” to know by when: Suitability" in gaps
    assert "“Second looked-after review on” to know by when: Permanence plan agreed" in gaps


def test_a_date_entered_with_the_child_ends_its_duty(store: Store):
    late = read(store, child(store, **CARED_FOR), "2027-05-20")
    book = named(late, "Life story book up to date")
    assert (book.state, book.overdue) == ("Overdue by 33 days", True)
    done = read(store, child(store, **CARED_FOR, life_story_updated_on="1 Apr 2027"), "2027-05-20")
    assert "Life story book up to date" not in [one.what for one in done.deadlines]


def test_a_hearing_of_the_last_meeting_sets_what_follows_and_stands_on_the_line_once(store: Store):
    about = child(store)
    hearing = Row("h", {"hearing": "Case management hearing", "date": "22 Dec 2026"})
    held(store, "18 Dec 2026", tables={"hearings": (hearing,)})
    found = read(store, about, "2026-12-23")
    assert named(found, "A PPM asked for").limits[0][0] == date(2027, 1, 5)
    on_the_day = [stop.what for stop in found.stops if stop.day == date(2026, 12, 22)]
    assert on_the_day == ["Hearing: Case management hearing"]


def test_adoption_counts_from_the_first_meeting_that_kept_it_open(store: Store):
    about = child(store)
    for on, answer in (("1 Oct 2026", "Yes"), ("12 Nov 2026", ""), ("24 Dec 2026", "Yes")):
        rows = (Row("adoption", {"answer": answer}),)
        held(store, on, "review_ppm", tables={"options": rows})
    found = read(store, about, "2026-12-28")
    assert named(found, "Family-finding profile").limits[0][0] == date(2026, 12, 31)
    held(
        store, "28 Dec 2026", "review_ppm", tables={"options": (Row("adoption", {"answer": "No"}),)}
    )
    later = [one.what for one in read(store, about, "2026-12-29").deadlines]
    assert "Family-finding profile" not in later


def test_nothing_later_than_a_year_ahead_is_listed(store: Store):
    about = child(store, date_of_birth="29 Feb 2012")
    assert [one.what for one in read(store, about, "2027-01-20").deadlines] == []
    seen = read(store, about, "2027-03-01", "lambeth").deadlines
    assert "A match may be approved without the panel" in [one.what for one in seen]


def test_the_line_stands_in_the_order_of_days_with_today_between(store: Store):
    about = child(store, date_of_birth="29 Feb 2020", **CARED_FOR)
    hearings = (
        Row("h1", {"hearing": "First hearing", "date": "21 Dec 2026"}),
        Row("h2", {"hearing": "Final hearing", "date": "3 May 2027"}),
    )
    held(store, "28 Dec 2026", tables={"hearings": hearings})
    found = read(store, about, "2026-12-30", "another")
    assert [stop.words for stop in found.stops] == [
        "Sat 29 Feb 2020. The child was born",
        "Thu 17 Dec 2026. The child came into care",
        "Mon 21 Dec 2026. Hearing: First hearing",
        "Mon 28 Dec 2026. Initial PPM",
        "Wed 30 Dec 2026. Today",
        REVIEW,
        "Mon 3 May 2027. Hearing: Final hearing. Still to come",
    ]


def test_the_profile_decides_the_rules(store: Store):
    about = child(store, **CARED_FOR)
    by_council = {
        key: [one.limits for one in read(store, about, "2026-12-20", key).deadlines]
        for key in COUNCIL.profiles
    }
    assert by_council["calderdale"] != by_council["lambeth"] != by_council["another"]


# on the list of meetings


def coming(store: Store, today: str) -> list[tuple[str, str]]:
    rules, on = COUNCIL.profiles["lambeth"].rules, date.fromisoformat(today)
    found = next_ppms(store, store.meetings(), rules, on)
    return [(one.child.id, one.deadline.state) for one in found]


def test_the_list_tells_whose_next_ppm_is_due_or_overdue_the_soonest_first(store: Store):
    days = {"soon": "15 Dec 2026", "late": "1 Dec 2026", "long ago": "1 May 2026"}
    for one, on in (days | {"far": "18 Jan 2027"}).items():
        child(store, one)
        held(store, on, child=one)
    assert coming(store, "2027-01-20") == [("late", "Overdue by 8 days"), ("soon", "Due in 6 days")]


@pytest.mark.parametrize("begun_for", ["", "2 Feb 2027"])
def test_a_child_whose_next_ppm_is_begun_is_not_told_twice(store: Store, begun_for: str):
    child(store)
    held(store, "15 Dec 2026")
    assert coming(store, "2027-01-20")
    held(store, begun_for, "review_ppm", signed=False)
    assert coming(store, "2027-01-20") == []


def test_the_list_leaves_out_children_whose_permanence_is_achieved(store: Store):
    child(store)
    held(store, "15 Dec 2026", permanence_achieved="Yes")
    assert coming(store, "2027-01-20") == []


# minutes that were taken off this laptop


def taken_off(store: Store, on: str) -> None:
    """Those of that day, with nothing left of them."""
    (one,) = (line.meeting for line in store.meetings() if line.held == on)
    removal.remove(store, one.id, "a rule", (), lambda _: None, kernel=False)


def again(store: Store) -> Child:
    (one,) = store.children()
    return one


def test_what_minutes_that_were_taken_off_may_say_is_not_called_overdue(store: Store):
    child(store, **CARED_FOR)
    held(store, "28 Dec 2026")
    before = read(store, again(store), "2027-02-12")
    assert "Initial PPM" not in [one.what for one in before.deadlines]
    taken_off(store, "28 Dec 2026")
    found = read(store, again(store), "2027-02-12")
    initial = named(found, "Initial PPM")
    assert initial.state == (
        "Was due 32 days ago: check that it was done; "
        "minutes that were taken off this laptop may say so"
    )
    assert not initial.overdue
    assert [one.what for one in found.deadlines if one.overdue] == []
    assert found.gaps[0] == TAKEN_OFF
    assert "28 Dec 2026" not in str(found)


def test_what_counts_from_minutes_that_are_here_is_still_overdue(store: Store):
    child(store, **CARED_FOR)
    held(store, "28 Dec 2026")
    held(store, "15 Feb 2027", "review_ppm")
    taken_off(store, "28 Dec 2026")
    found = read(store, again(store), "2027-04-01")
    assert named(found, "Next PPM").overdue
    assert TAKEN_OFF in found.gaps


def test_lateness_between_two_meetings_is_said_with_what_may_lie_between(store: Store):
    child(store)
    for on in ("28 Dec 2026", "1 Feb 2027", "8 Mar 2027"):
        held(store, on, "review_ppm")
    taken_off(store, "1 Feb 2027")
    late = [one.note for one in read(store, again(store), "2027-03-10").stops if one.note]
    assert (
        "28 days late by LP 2.2, 4.2, 5.1, 6.1: 6 weeks, "
        "unless a meeting was held whose minutes were taken off"
    ) in late


def test_with_all_minutes_here_nothing_is_said_of_any_taken_off(store: Store):
    about = child(store, **CARED_FOR)
    held(store, "28 Dec 2026")
    assert "taken off" not in str(read(store, about, "2027-02-12"))
