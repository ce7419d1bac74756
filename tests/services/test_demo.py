"""The demonstration store shows a believable record in every state, and never looks stale."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.forms.model import Column, Question
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.policy.working_days import add, is_working_day, working_day_until
from desktop_app.records.answers import anchor, applies, is_answered, rows_of
from desktop_app.records.brought import of_meeting
from desktop_app.records.comments import COMMENTS
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import RAISED_AT, MeetingLine, Record
from desktop_app.records.snapshot import Grid, Snapshot, Text, fingerprint, from_json
from desktop_app.services.case_system import case_file
from desktop_app.services.comments import sent_out
from desktop_app.services.council import Council, load_council
from desktop_app.services.demo import SETTINGS, build_demo
from desktop_app.services.demo import STORIES as STORY_FILES
from desktop_app.services.demo.days import day_of
from desktop_app.services.demo.room import Room
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import trusted
from desktop_app.services.signing import in_the_way
from desktop_app.storage.carried import ONLY_SHOWN
from desktop_app.storage.check import check
from desktop_app.storage.copies import copies
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

TODAY = date(2026, 11, 19)  # a Thursday
STORIES = (
    "asha",
    "callum",
    "ellis",
    "idris",
    "morgan",
    "nia",
    "nia_review",
    "robin",
    "tia",
)
SIGNED = ("callum", "nia", "robin")
AGES = {
    "asha": "6 years",
    "callum": "13 years",
    "ellis": "10 years",
    "idris": "16 years",
    "morgan": "11 years",
    "nia": "8 years",
    "nia_review": "8 years",
    "robin": "10 weeks",
    "tia": "12 years",
}
MEETINGS = (
    "meeting_date",
    "next_meeting",
    "next_review_on",
    "shobpa_booked",
    "panel_on",
    "family_finding_review_on",
    "early_review_on",
)
TODAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 365)]


@dataclass
class Demo:
    store: Store
    council: Council
    meetings: dict[str, str]

    @property
    def profile(self) -> Profile:
        return self.council.profile("calderdale")

    def record(self, story: str) -> Record:
        return self.store.record(self.meetings[story])

    def opened(self, story: str) -> OpenMeeting:
        """As the window opens it, with every check."""
        room = Room(self.store, self.council, self.profile, SETTINGS, TODAY)
        return room.opened(self.meetings[story])

    def line(self, story: str) -> MeetingLine:
        lines = {line.meeting.id: line for line in self.store.meetings()}
        return lines[self.meetings[story]]

    def last(self, story: str) -> Snapshot:
        return from_json(self.store.last_version(self.meetings[story]).snapshot)


def built(folder: Path, today: date) -> Demo:
    places = Places(folder)
    store = open_store(places.store, bytes(range(32)), create=True)
    council = load_council(places)
    return Demo(store, council, build_demo(store, council, today))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = built(tmp_path_factory.mktemp("demo"), TODAY)
    yield demo
    demo.store.close()


def test_there_is_a_meeting_a_story_in_calderdales_words(demo: Demo):
    assert tuple(demo.meetings) == STORIES
    assert len({line.child.id for line in demo.store.meetings()}) == len(STORIES) - 1
    settings = demo.store.settings()
    assert (settings["council"], settings["my_role"]) == ("calderdale", "Team manager")


def test_each_record_that_chairside_keeps_is_there(demo: Demo):
    told = {demo.record(story).meeting.form for story in STORIES}
    assert told == {form.key for form in demo.council.offered(demo.profile)}


def test_three_are_signed_and_one_of_them_waits_for_its_word_file(demo: Demo):
    signed = [story for story in STORIES if demo.line(story).meeting.state == "signed"]
    assert tuple(signed) == SIGNED
    assert demo.line("robin").exported_at == ""
    assert check(demo.store) == []


def test_one_is_sealed_with_the_certificate_made_for_it(demo: Demo):
    version = demo.store.last_version(demo.meetings["nia"])
    verdict = verify(demo.store.signed_file(version))
    assert verdict.whole
    [signer] = verdict.signers
    assert signer.fingerprint in trusted(demo.store)
    assert signer.name == f"Helen Pretend, {demo.profile.council}"


def test_one_is_on_the_case_system_as_it_was_sealed(demo: Demo):
    record = demo.record("nia")
    form = demo.council.form(record.meeting.form, demo.profile)
    file = case_file(demo.store, record, form, demo.profile, TODAY)
    assert file.receipt
    assert file.receipt.on == file.tracker_on
    assert file.receipt.on > held(demo, "nia")
    line = demo.line("nia")
    assert line.exported_at >= line.signed_at
    assert line.exported_at[:10] == line.signed_at[:10]  # stamped on the day it was told of


def test_one_was_corrected_and_says_why(demo: Demo):
    first, second = demo.store.signed_versions(demo.meetings["callum"])
    assert (first.number, second.number) == (1, 2)
    assert second.reason.startswith("Des Modelson read his copy")
    now, then = from_json(second.snapshot), from_json(first.snapshot)
    assert second.reason in now.correction
    assert first.fingerprint in now.correction
    changed = [one for one, other in zip(now.template, then.template, strict=True) if one != other]
    assert [section.key for section in changed] == ["views"]


def test_one_is_out_for_comment_and_some_have_answered(demo: Demo):
    of = demo.meetings["ellis"]
    [out] = sent_out(demo.store, of)
    assert "Lorna Sampleby" in out.to
    outcomes = [row.values.get("outcome", "") for row in demo.opened("ellis").rows(COMMENTS)]
    assert {"Accepted", "Different view recorded", ""} == {*outcomes}
    assert [one.version for one in copies(demo.store, of)] == ["0.1"]


# the review


def test_the_review_takes_up_each_action_of_the_meeting_before(demo: Demo):
    before = [row.values["text"] for row in demo.record("nia").actions]
    carried = demo.record("nia_review").carried
    assert [row.values["text"] for row in carried] == before
    statuses = {row.values["status"] for row in carried}
    assert statuses == {*demo.council.library.choices(column(demo, "status"))}
    assert all(row.values["update"] for row in carried)


def test_the_review_has_actions_late_not_yet_due_and_passed_on(demo: Demo):
    on = held(demo, "nia_review")
    left = [
        row.values
        for row in demo.record("nia_review").carried
        if row.values["status"] not in ("Done", "No longer needed")
    ]
    moved = [one for one in left if one.get("new_target")]
    assert any(one.get("new_owner") for one in moved)
    still = [written(one["target"], on) for one in left if one not in moved]
    assert any(day < on for day in still)
    assert any(day > on for day in still)


def test_the_review_tells_what_was_brought_in_and_nobody_confirmed(demo: Demo):
    meeting = demo.opened("nia_review")
    source = of_meeting(held(demo, "nia"))
    marks = {q.key: meeting.marks(q) for q in meeting.form.questions() if meeting.marks(q)}
    assert {one for found in marks.values() for one in found.values()} == {source}
    carried = {
        q.key
        for q in meeting.form.questions()
        if q.carry == "previous" and q.nature != "fact" and meeting.applies(q)
    }
    confirmed = carried - {*marks}
    assert {"background", "options", "hearings"} <= confirmed
    assert {"development", "documents", "carers"} <= {*marks}
    assert len(meeting.rows(meeting.form.question("carers"))) > len(marks["carers"])


def column(demo: Demo, key: str) -> Column:
    carried = demo.opened("nia_review").form.of_kind("carried_actions")
    assert carried
    return next(one for one in carried.columns if one.key == key)


# what stands in them


def test_whoever_signed_was_told_nothing_that_they_did_not_answer(demo: Demo):
    """Nothing but what is brought in, which no tick settles, and only of a draft."""
    for story in SIGNED:
        assert [f.key for f in demo.opened(story).findings() if not f.settled] == []
        assert [one.about for one in demo.last(story).unfinished] == []
    for story in ("nia_review", "tia"):
        assert [
            f.key for f in in_the_way(demo.opened(story).findings()) if f.weight != "warning"
        ] == []
        assert demo.opened(story).left_over() == []


def test_the_signed_one_answers_every_question_of_the_paper_form(demo: Demo):
    meeting = demo.opened("robin")
    template = (s for s in meeting.form.section if s.part == "template")
    empty = [
        question.key
        for section in template
        for question in section.question
        if applies(meeting.record, question) and not is_answered(meeting.record, question)
    ]
    assert empty == []
    assert len(meeting.record.attendance) >= 8
    assert len(meeting.record.actions) == 8
    assert all(row.values["owner"] and row.values["target"] for row in meeting.record.actions)


def test_the_signed_one_reads_back_from_word_as_it_was_signed(demo: Demo):
    version = demo.store.signed_versions(demo.meetings["robin"])[0]
    snapshot = from_json(version.snapshot)
    assert snapshot.signature is not None
    assert snapshot.signature.name == "Helen Pretend"
    assert fingerprint(read_back(to_word(snapshot))) == version.fingerprint


def test_nothing_prints_an_unread_mark(demo: Demo):
    for story in STORIES:
        record = demo.record(story)
        assert not [text for text in texts(record) if "{" in text]


@pytest.mark.parametrize("story", STORIES)
def test_every_answer_belongs_to_a_question_and_uses_its_words(demo: Demo, story: str):
    meeting = demo.opened(story)
    record = meeting.record
    asked = {question.key: question for question in meeting.form.questions()}
    answers = {key: text for key, text in record.answers.items() if "." not in key and text}
    assert set(answers) <= set(asked)
    assert {key for key in record.tables if "." not in key} <= set(asked)
    assert meeting.left_over() == []
    for key, text in answers.items():
        only_words_on_offer(demo, asked[key], text)
        assert applies(record, asked[key]), f"{key} is answered, but not shown"
    for question in asked.values():
        for row in rows_of(record, question):
            known = {RAISED_AT, *ONLY_SHOWN, *(column.key for column in question.columns)}
            assert set(row.values) <= known
            assert row.values.get(RAISED_AT, question.key) in asked
            for column in question.columns:
                only_words_on_offer(demo, column, row.values.get(column.key, ""))
    assert set(record.child.details) <= {q.key for q in demo.council.library.child.questions()}
    assert record.meeting.place in {*asked, COMMENTS.key}


def only_words_on_offer(demo: Demo, asked: Question | Column, text: str) -> None:
    if asked.kind in ("choice", "choices") and text:
        assert set(text.split("\n")) <= set(demo.council.library.choices(asked)), asked.key


def texts(record: Record) -> Iterator[str]:
    yield from record.answers.values()
    yield from record.child.details.values()
    for rows in (record.attendance, record.actions, *record.tables.values()):
        for row in rows:
            yield from row.values.values()


def test_drafts_stand_as_their_chair_left_them(demo: Demo):
    states = {
        story: Counter((opened := demo.opened(story)).states(opened.findings()).values())
        for story in STORIES
    }
    assert states["asha"]["complete"] >= 5
    assert states["asha"]["not started"] >= 3
    assert states["morgan"]["not started"] >= 12
    assert 1 <= states["idris"]["not started"] + states["idris"]["in progress"] <= 12
    left = {f.question for f in demo.opened("idris").findings() if f.weight != "warning"}
    assert {"parent_views", "plan_comment", "options", "actions", "next_meeting"} <= left
    blocking = [f.key for f in demo.opened("asha").findings() if f.weight == "blocks"]
    assert blocking == ["plan"]


@pytest.mark.long
@pytest.mark.parametrize(
    "start",
    [
        *(date(2027, 2, 26) + timedelta(days=n) for n in range(4)),  # over a weekend
        date(2027, 3, 29),  # Easter Monday
        date(2026, 12, 28),  # instead of Boxing Day
    ],
)
def test_the_stories_hold_together_on_whatever_day_they_are_told(tmp_path: Path, start: date):
    demo = built(tmp_path, start)
    assert held(demo, "asha") == working_day_until(start)
    assert held(demo, "idris") < start < held(demo, "morgan")
    for before, after in (("nia", "nia_review"), ("nia_review", None)):
        planned = day(demo.record(before), "next_meeting")
        assert planned <= add(held(demo, before), 6, "weeks")
        assert after is None or planned == held(demo, after)
    for story in STORIES:
        record = demo.record(story)
        assert all(is_working_day(day(record, key)) for key in MEETINGS if record.answers.get(key))
        ages = demo.opened(story)
        assert ages.calculated(ages.form.question("age_at_meeting")) == AGES[story]
    for story in SIGNED:
        assert [f.key for f in demo.opened(story).findings() if f.holds_up] == []
    demo.store.close()


def test_no_day_of_a_story_is_a_weekend_or_a_bank_holiday():
    """Whichever day it is told on: holidays go by the calendar, so the function is asked."""
    offsets = {
        offset
        for file in STORY_FILES.glob("*.toml")
        for offset in re.findall(r"[+-]\d+[dw](?! exactly)", file.read_text(encoding="utf-8"))
    }
    assert len(offsets) > 50
    for today in TODAYS:
        told = {offset: day_of(offset, today) for offset in offsets}
        assert [one for one in told.values() if not is_working_day(one)] == []
        assert all(on <= today for offset, on in told.items() if offset[0] == "-")
        assert all(on > today for offset, on in told.items() if int(offset[:-1]) > 0)


def test_days_of_a_story_keep_their_order():
    for today in TODAYS:
        told = [day_of(f"{n:+}d", today) for n in range(-60, 61)]
        assert told == sorted(told)


def held(demo: Demo, story: str) -> date:
    return day(demo.record(story), "meeting_date")


def day(record: Record, key: str) -> date:
    return written(record.answers[key], anchor(record))


def written(text: str, anchor: date) -> date:
    found = read_date(text, anchor)
    assert found, f"{text} cannot be read"
    return found


def test_the_paper_in_the_signed_one_has_text_in_every_box(demo: Demo):
    snapshot = from_json(demo.store.signed_versions(demo.meetings["robin"])[0].snapshot)
    entries = [e for s in snapshot.template for group in s.groups for e in group]
    assert [e.key for e in entries if isinstance(e, Text) and not e.text] == []
    assert [e.key for e in entries if isinstance(e, Grid) and not e.rows] == []
