"""The next PPM from a signed one: child, people, answers and open actions come along, once."""

from pathlib import Path

import pytest
from conditions import answered, each_way_out, made_asked

from desktop_app.paths import Places
from desktop_app.records.findings import findings
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Changes, Child, Meeting, Record, Row
from desktop_app.records.snapshot import Grid, fingerprint, to_json
from desktop_app.records.unasked import unasked
from desktop_app.services.council import load_council
from desktop_app.services.last_time import last_time, previous_of
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import next_steps, start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.signing import differences
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

COUNCIL = load_council(Places(Path("/nowhere")))
INITIAL = COUNCIL.library.forms["initial_ppm"]
REVIEW = COUNCIL.library.forms["review_ppm"]
CLOSED = COUNCIL.library.closing_statuses(REVIEW)
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
SETTINGS = {"my_name": "Chris Chairperson", "my_role": "Team manager"}


@pytest.fixture
def store(tmp_path: Path):
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def sign(store: Store, meeting: Meeting) -> Record:
    record = store.record(meeting.id)
    form = COUNCIL.library.forms[meeting.form]
    printed = freeze(form, record, Imprint("Nowhere", "OFFICIAL"))
    store.sign(
        meeting.id, to_json(printed), fingerprint(printed), "", "2026-11-21T12:00:00+00:00", b"word"
    )
    return store.record(meeting.id)


def initial(store: Store) -> Record:
    meeting = new_meeting(store, INITIAL, CHILD, SETTINGS)
    store.save(
        meeting.id,
        Changes(
            answers={
                "meeting_date": "2 Nov 2026",
                "background": "In May.",
                "child_views": "I want to stay.",
                "contingency": "The present carers.",
            },
            attendance=(Row("p", {"name": "Priya", "relation": "SW", "attended": "Present"}),),
            actions=(
                Row("a", {"text": "Book the medical", "owner": "Priya", "target": "+1w"}),
                Row("b", {"text": "Call school", "owner": "Priya", "target": "+2w"}),
            ),
        ),
    )
    return sign(store, meeting)


def test_a_signed_initial_ppm_offers_the_next_and_not_once_permanence_is_achieved(store: Store):
    record = initial(store)
    forms = COUNCIL.library.forms
    assert [step.form for step in next_steps(INITIAL, record, forms)] == ["review_ppm"]
    assert next_steps(INITIAL, record, ["initial_ppm"]) == []
    achieved = Record(record.meeting, CHILD, {"permanence_achieved": "Yes"})
    assert next_steps(INITIAL, achieved, forms) == []


def test_people_answers_and_open_actions_come_along(store: Store):
    first = initial(store)
    review = store.record(start_next(store, REVIEW, first, SETTINGS, CLOSED).id)
    assert review.answers["background"] == "In May."
    assert review.answers["child_name"] == "Robin Testname"
    assert review.answers["initial_or_review"] == "Review"
    assert "child_views" not in review.answers  # asked afresh
    assert "meeting_date" not in review.answers
    assert [row.values for row in review.attendance] == [{"name": "Priya", "relation": "SW"}]
    assert review.actions == ()
    assert [row.values["text"] for row in review.carried] == ["Book the medical", "Call school"]
    assert review.carried[0].values["target"] == "9 November 2026"


def test_starting_twice_opens_the_same_draft(store: Store):
    first = initial(store)
    again = [start_next(store, REVIEW, first, SETTINGS, CLOSED).id for _ in range(2)]
    assert again[0] == again[1]
    assert len(store.record(again[0]).carried) == 2


def test_what_was_brought_in_is_asked_about_until_confirmed_or_changed(store: Store):
    review = store.record(start_next(store, REVIEW, initial(store), SETTINGS, CLOSED).id)
    meeting = OpenMeeting(REVIEW, review)
    assert "background.brought" in {finding.key for finding in meeting.findings()}
    meeting.confirm("background")
    assert "background.brought" not in {finding.key for finding in meeting.findings()}
    assert meeting.is_brought_in("contingency")
    meeting.set_answer("contingency", "Another home.")
    assert not meeting.is_brought_in("contingency")


def test_last_time_says_what_was_said_and_whether_it_changed(store: Store):
    first = initial(store)
    review = store.record(start_next(store, REVIEW, first, SETTINGS, CLOSED).id)
    previous = previous_of(store, review)
    assert previous is not None
    meeting = OpenMeeting(REVIEW, review)
    views = last_time(previous, meeting, REVIEW.question("child_views"))
    assert (views.held, views.text) == ("Mon 2 Nov 2026", "I want to stay.")
    assert views.change == "Nothing said yet today."
    same = last_time(previous, meeting, REVIEW.question("background"))
    assert same.change == "The same as today."
    people = last_time(previous, meeting, REVIEW.question("attendance"))
    assert people.text == "Priya; SW; Present"


def test_the_one_after_shows_what_remains_and_prints_what_became_of_it(store: Store):
    review = start_next(store, REVIEW, initial(store), SETTINGS, CLOSED)
    medical, school = store.record(review.id).carried
    done = Row(medical.id, {**medical.values, "status": "Done", "update": "On 5 November."})
    slow = {"status": "Part done", "update": "Waiting.", "new_owner": "Sam", "new_target": "+2w"}
    store.save(
        review.id,
        Changes(
            answers={"meeting_date": "14 Dec 2026"},
            carried=(done, Row(school.id, {**school.values, **slow})),
            actions=(Row("n", {"text": "Visit Gran", "owner": "Sam", "target": "+1w"}),),
        ),
    )
    signed = sign(store, review)
    printed = freeze(REVIEW, signed, Imprint("Nowhere", "OFFICIAL"))
    entries = (e for s in printed.template for g in s.groups for e in g)
    table = next(e for e in entries if e.key == "carried")
    assert isinstance(table, Grid)
    assert [row[3] for row in table.rows] == [
        "Done. On 5 November.",
        "Part done. Waiting.\nNow: Sam, by 28 December 2026",
    ]
    after = store.record(start_next(store, REVIEW, signed, SETTINGS, CLOSED).id)
    assert [row.values["text"] for row in after.carried] == ["Call school", "Visit Gran"]
    assert after.carried[0].values["owner"] == "Sam"
    assert findings(REVIEW, after)


def sometimes_carried() -> list[tuple[str, str]]:
    """Every answer that carries and is asked only sometimes."""
    return [
        (form.key, question.key)
        for form in COUNCIL.library.forms.values()
        for question in form.questions()
        if question.shown_if and question.carry == "previous"
    ]


@pytest.mark.parametrize(("key", "asked"), sometimes_carried())
def test_what_a_meeting_did_not_ask_does_not_carry_and_nothing_comes_that_is_not_asked(
    key: str, asked: str, store: Store
):
    form = COUNCIL.library.forms[key]
    question = form.question(asked)
    meeting = new_meeting(store, form, CHILD, SETTINGS)
    begun = store.record(meeting.id)
    with_it = answered(made_asked(form, begun, question), question)
    for last in (with_it, *each_way_out(form, with_it, question)):
        was_asked = unasked(form, last) == []
        meeting = new_meeting(store, form, CHILD, SETTINGS)
        day = {"meeting_date": "2 Nov 2026"}
        store.save(meeting.id, Changes({**last.answers, **day}, last.tables))
        signed = sign(store, meeting)
        following = store.record(start_next(store, form, signed, SETTINGS, CLOSED, form).id)
        assert unasked(form, following) == []
        came = bool(following.answers.get(asked) or following.tables.get(asked))
        assert came == (was_asked and OpenMeeting(form, following).applies(question))
        assert came or not following.answers.get(f"brought.{asked}")


def test_a_child_learns_nothing_that_is_not_asked():
    about = Meeting("m", "PPM-TEST22", "c", "initial_ppm", created_at="2026-11-21T10:00:00+00:00")
    for form in COUNCIL.library.forms.values():
        carried = [q for q in form.questions() if q.carry == "child" and q.shown_if]
        for question in carried:
            said = Record(about, CHILD, {question.key: "Kept words"})
            assert differences(form, said) == [], question.key
