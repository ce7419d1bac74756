"""Whatever is typed or pasted is kept, printed, and read back with the same fingerprint."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.snapshot import fingerprint
from desktop_app.records.text import clean
from desktop_app.services.council import load_council
from desktop_app.services.open_meeting import OpenMeeting

COUNCIL = load_council(Places(Path("/nowhere")))
FORM = COUNCIL.form("initial_ppm", COUNCIL.profile("calderdale"))
EMPTY = Record(
    Meeting("m", "PPM-TEST22", "c", "initial_ppm", created_at="2026-11-21T10:00:00+00:00"),
    Child("c", {}),
)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
TEXT_QUESTIONS = [q.key for q in FORM.questions() if q.kind in ("line", "notes", "date", "person")]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(TEXT_QUESTIONS), ANY_TEXT), ANY_TEXT)
def test_any_answer_prints_and_reads_back(answers: dict[str, str], owner: str):
    meeting = OpenMeeting(FORM, EMPTY)
    for key, text in answers.items():
        meeting.set_answer(key, text)
    actions = next(q for q in FORM.questions() if q.kind == "actions")
    meeting.set_rows(actions, (Row("1", {"text": owner, "owner": owner, "target": owner}),))
    printed = meeting.freeze(Imprint("Invented Council", "OFFICIAL-SENSITIVE"))
    read = read_back(to_word(printed))
    assert fingerprint(read) == fingerprint(printed)
    assert meeting.answer("background") == clean(answers.get("background", ""))


@given(st.lists(st.tuples(st.sampled_from(TEXT_QUESTIONS), ANY_TEXT)))
def test_a_failed_batch_is_unsaved_again_as_the_record_then_stands(edits: list[tuple[str, str]]):
    meeting = OpenMeeting(FORM, EMPTY)
    lost = None
    for key, text in edits:
        meeting.set_answer(key, text)
        if lost is None:
            lost = meeting.take_unsaved()
    if lost is not None:
        meeting.put_back(lost)
    saved = dict(meeting.take_unsaved().answers)
    assert not meeting.has_unsaved
    stored = replace(EMPTY, answers=saved)
    wanted = {key: meeting.answer(key) for key, _ in edits}
    assert {k: v for k, v in stored.answers.items() if v} == {k: v for k, v in wanted.items() if v}
