"""The demonstration store shows a believable record in every state, and never looks stale."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.forms.model import Column, Question
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import anchor, applies, is_answered, rows_of
from desktop_app.records.dates import read_date
from desktop_app.records.meeting import RAISED_AT, Record
from desktop_app.records.snapshot import Grid, Text, fingerprint, from_json
from desktop_app.services.council import Council, load_council
from desktop_app.services.demo import build_demo
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.check import check
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

TODAY = date(2026, 11, 19)  # a Thursday
STORIES = ("asha", "idris", "morgan", "robin")


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
        record = self.record(story)
        return OpenMeeting(self.council.form(record.meeting.form, self.profile), record)


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


def test_there_are_four_children_with_a_meeting_each_in_calderdales_words(demo: Demo):
    assert tuple(demo.meetings) == STORIES
    assert len({line.child.id for line in demo.store.meetings()}) == 4
    settings = demo.store.settings()
    assert (settings["council"], settings["my_role"]) == ("calderdale", "Team manager")


def test_one_is_signed_and_waits_for_its_word_file(demo: Demo):
    lines = {line.meeting.id: line for line in demo.store.meetings()}
    states = {story: lines[meeting].meeting.state for story, meeting in demo.meetings.items()}
    assert states == {"asha": "draft", "idris": "draft", "morgan": "draft", "robin": "signed"}
    assert lines[demo.meetings["robin"]].exported_at == ""
    assert check(demo.store) == []


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
    assert meeting.findings() == []
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
    answers = {key: text for key, text in record.answers.items() if not key.startswith("read.")}
    assert set(answers) <= set(asked)
    assert set(record.tables) <= set(asked)
    for key, text in answers.items():
        only_words_on_offer(demo, asked[key], text)
        assert applies(record, asked[key]), f"{key} is answered, but not shown"
    for question in asked.values():
        for row in rows_of(record, question):
            assert set(row.values) <= {RAISED_AT, *(column.key for column in question.columns)}
            assert row.values.get(RAISED_AT, question.key) in asked
            for column in question.columns:
                only_words_on_offer(demo, column, row.values.get(column.key, ""))
    assert set(record.child.details) <= {q.key for q in demo.council.library.child.questions()}
    assert record.meeting.place in asked


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


@pytest.mark.parametrize("start", [date(2027, 2, 26) + timedelta(days=n) for n in range(7)])
def test_the_stories_hold_together_on_whatever_day_they_are_told(tmp_path: Path, start: date):
    demo = built(tmp_path, start)
    assert held(demo, "asha") == start
    assert held(demo, "idris") < start < held(demo, "morgan")
    robin = demo.record("robin")
    held_on = held(demo, "robin")
    assert held_on < start
    assert day(robin, "looked_after_from") >= held_on - timedelta(days=10)
    assert held_on < day(robin, "next_meeting") <= held_on + timedelta(weeks=6)
    planned = ("meeting_date", "next_meeting", "shobpa_booked", "next_review_on")
    assert all(day(robin, key).weekday() < 5 for key in planned)
    assert demo.opened("robin").calculated(
        demo.opened("robin").form.question("age_at_meeting")
    ) == ("10 weeks")
    assert demo.opened("robin").findings() == []
    ages = {
        story: demo.opened(story).calculated(demo.opened(story).form.question("age_at_meeting"))
        for story in ("asha", "idris", "morgan")
    }
    assert ages == {"asha": "6 years", "idris": "16 years", "morgan": "11 years"}
    demo.store.close()


def held(demo: Demo, story: str) -> date:
    return day(demo.record(story), "meeting_date")


def day(record: Record, key: str) -> date:
    found = read_date(record.answers[key], anchor(record))
    assert found, f"{key} cannot be read"
    return found


def test_the_paper_in_the_signed_one_has_text_in_every_box(demo: Demo):
    snapshot = from_json(demo.store.signed_versions(demo.meetings["robin"])[0].snapshot)
    entries = [e for s in snapshot.template for group in s.groups for e in group]
    assert [e.key for e in entries if isinstance(e, Text) and not e.text] == []
    assert [e.key for e in entries if isinstance(e, Grid) and not e.rows] == []
