"""Digits beyond all bounds, NULs, half characters, other scripts: nothing in any field raises."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invented import CHEAP, DATA_KEY, PASSPHRASE

from desktop_app.cli.meetings import _described
from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Form, Question
from desktop_app.minutes.html import to_html
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.numbers import whole_number
from desktop_app.records.snapshot import fingerprint
from desktop_app.records.text import clean, clean_all, one_line
from desktop_app.services.actions_out import actions_page
from desktop_app.services.calendar_entry import calendar_entry, next_meeting
from desktop_app.services.council import load_council
from desktop_app.services.handing_over import hand_over_to, open_handed_over, take_over
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.names_in_actions import found_in, names_left
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.plain_sections import plain_sections
from desktop_app.services.sealing import make_own
from desktop_app.services.tracker import tracker_row
from desktop_app.storage.certificates import certificates
from desktop_app.storage.check import check
from desktop_app.storage.copies import Copy, copies, note_copy
from desktop_app.storage.handover_file import Parcel, seal_parcel
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

pytestmark = pytest.mark.long

COUNCIL = load_council(Places(Path("/nowhere")))
PROFILE = COUNCIL.profile("calderdale")
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
ODD = {
    "5,000 digits": "9" * 5_000,
    "a NUL": "Ann\0Pear",
    "half a character": "Ann\ud800 and \udc80",
    "a number above the line": "²",
    "digits of another script": "٣٤",
    "digits with a sign": "-3",
    "a turned direction": "\u202etxt.exe",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\ufffe\uffff",
    "day and time": "31/12/9999 at 99:99",
    "far ahead": "+999y",
    "signs of Word": "</w:t><w:br/>&#0; {{x}}",
    "only spaces": " \t\u00a0\u2003 ",
}
LONG = "Sam went home. " * 13_333  # as long as an answer may be
FORMS = [*COUNCIL.library.forms]


def form_of(key: str) -> Form:
    return COUNCIL.form(key, PROFILE)


def rows_of(question: Question, text: str) -> tuple[Row, ...]:
    keys = [column.key for column in question.columns]
    fixed = [row.key for row in question.rows]
    names = fixed or ["r1", "r2"]
    return tuple(Row(name, dict.fromkeys(keys, text)) for name in names)


def fill(meeting: OpenMeeting, text: str) -> None:
    for question in meeting.form.questions():
        if question.kind == "calculated":
            continue
        if question.has_rows:
            meeting.set_rows(question, rows_of(question, text))
        else:
            meeting.set_answer(question.key, text)
        meeting.set_answer(f"reason.{question.key}", text)
    for section in meeting.form.section:
        meeting.set_answer(f"not_discussed.{section.key}", text)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "data" / "chairside.db", DATA_KEY, create=True)
    yield made
    made.close()


def opened(store: Store, form: Form, text: str) -> OpenMeeting:
    """Started with the text in every detail of the child, and kept with it in every field."""
    asked = [question.key for question in COUNCIL.library.child.questions()]
    child = Child("c", dict.fromkeys([*asked, "child_name", "case_number"], text))
    store.save_child(child)
    begun = new_meeting(store, form, child, {"my_name": text, "my_role": text})
    others = [Child("o", {"child_name": text, "case_number": text})]
    meeting = OpenMeeting(form, store.record(begun.id), checks_for(form, PROFILE, None, others, ()))
    fill(meeting, text)
    store.save(begun.id, meeting.take_unsaved())
    record = store.record(begun.id)
    return OpenMeeting(form, record, checks_for(form, PROFILE, record, others, (), [record]))


def everything(store: Store, meeting: OpenMeeting) -> None:
    """All that reads typed words, up to the Word file."""
    record = meeting.record
    meeting.findings()
    meeting.states(meeting.findings())
    for question in meeting.form.questions():
        meeting.applies(question)
        meeting.is_needed(question)
    printed = meeting.freeze(Imprint("Council", "OFFICIAL"))
    assert fingerprint(read_back(to_word(printed))) == fingerprint(printed)
    to_html(printed)
    list(plain_sections(printed, set()))
    list(tracker_row(record, meeting.form, PROFILE.tracker_columns))
    page = actions_page(meeting, printed, ())
    names_left(page.texts, record)
    found_in(page.texts, record)
    if when := next_meeting(record):
        calendar_entry(record, when, NOW)
    for line in store.meetings():
        assert _described(line, COUNCIL)
        assert line.child.initials
    assert check(store) == []


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("key", FORMS)
def test_no_text_in_any_field_of_any_form_raises(store: Store, key: str, odd: str):
    everything(store, opened(store, form_of(key), ODD[odd]))


@pytest.mark.parametrize("key", FORMS)
def test_the_longest_text_in_each_kind_of_field_raises_nothing(store: Store, key: str):
    """One field of each kind: a whole form of them would be 30 million characters."""
    form = form_of(key)
    child = Child("c", {"child_name": "Sam Pear", "case_number": "1"})
    store.save_child(child)
    begun = new_meeting(store, form, child, {})
    meeting = OpenMeeting(form, store.record(begun.id), checks_for(form, PROFILE, None, [], ()))
    kinds = {(q.kind, q.columns[0].kind if q.columns else ""): q for q in form.questions()}
    for question in kinds.values():
        if question.has_rows:
            meeting.set_rows(question, rows_of(question, LONG)[:1])
        elif question.kind != "calculated":
            meeting.set_answer(question.key, LONG)
    store.save(begun.id, meeting.take_unsaved())
    everything(store, meeting)


@pytest.mark.parametrize("odd", ODD)
def test_a_draft_from_another_laptop_may_hold_anything(store: Store, tmp_path: Path, odd: str):
    """Its file may come from a program that cleans nothing."""
    meeting = opened(store, form_of("initial_ppm"), "x")
    text = ODD[odd][:100]
    raw = replace(
        meeting.record,
        meeting=replace(meeting.record.meeting, id="other", reference="PPM-OTHER2"),
        child=Child("other", {"child_name": text, "case_number": text or "1", text: text}),
        answers={"background": text, text: text, "meeting_date": text},
        attendance=(Row(text, {"name": text, text: text}),),
        actions=(Row("a", {"text": text, "owner": text, "target": text}),),
    )
    parcel = Parcel(raw, ("one",), (), (), ())
    came = open_handed_over(seal_parcel(parcel, PASSPHRASE, CHEAP), PASSPHRASE, CHEAP)
    taken = take_over(store, came, COUNCIL.library, NOW.date())
    record = store.record(taken.id)
    everything(store, OpenMeeting(form_of("initial_ppm"), record, None))
    assert hand_over_to(store, taken.id, PASSPHRASE, tmp_path, CHEAP).exists()


def test_a_record_that_nothing_cleaned_freezes_all_the_same():
    at = "2026-11-21T10:00:00+00:00"
    begun = Meeting("m", "PPM-TEST22", "c", "initial_ppm", created_at=at)
    for text in ODD.values():
        child = Child("c", {"child_name": text})
        record = Record(begun, child, {"background": text, "chair": text})
        printed = OpenMeeting(form_of("initial_ppm"), record).freeze(Imprint(text, text))
        assert fingerprint(read_back(to_word(printed))) == fingerprint(printed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 7 ", 7),
        ("٣٤", 34),
        ("007", 7),
        ("²", None),
        ("-3", None),
        ("1.5", None),
        ("1e5", None),
        ("", None),
        ("9" * 9, 999_999_999),
        ("9" * 10, None),
        ("9" * 5_000, None),
        ("1\0", None),
        ("\ud800", None),
        ("½", None),
        ("１２", 12),
    ],
)
def test_a_number_is_one_or_none(typed: str, number: int | None):
    assert whole_number(typed) == number


@pytest.mark.parametrize("text", ODD.values())
def test_what_is_cleaned_once_stays_as_it_is(text: str):
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)
    assert clean_all({text: (text, Row(text, {text: text}))}) == {
        clean(text): (clean(text), Row(clean(text), {clean(text): clean(text)}))
    }


def test_nothing_typed_in_the_settings_raises(store: Store):
    for key in ("text_size", "scheme", "council", "my_name", "seal", "seal_file", "my_signature"):
        for text in ODD.values():
            store.set_setting(key, text)
            assert store.settings()[key] == text
    assert check(store) == []


def test_no_name_of_a_chair_or_of_a_reader_raises(store: Store):
    begun = opened(store, form_of("initial_ppm"), "x").record.meeting
    for text in ODD.values():
        with suppress(CannotProceed):  # of a name that is none
            make_own(store, text, text, NOW)
        values = ("full", "1.0", text, text, "council", text, text, text, NOW.isoformat(), text)
        note_copy(store, begun.id, Copy(*values))
        store.note_event(begun.id, "out for comment", {"to": text})
    assert len(copies(store, begun.id)) == len(ODD)
    assert certificates(store)
    assert check(store) == []
