"""What comes from an earlier meeting is marked, row by row, until it is touched or confirmed."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from record_examples import everything

from desktop_app.forms.model import Form, Question
from desktop_app.paths import Places
from desktop_app.records.answers import anchor, filled_rows
from desktop_app.records.brought import PREPARED, mark_key
from desktop_app.records.findings import findings, in_print
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Changes, Child, Record, Row
from desktop_app.records.snapshot import (
    Entry,
    Grid,
    Section,
    Snapshot,
    fingerprint,
    from_json,
    to_json,
)
from desktop_app.records.thaw import thaw
from desktop_app.services.council import load_council
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.prepared import File, bring_in, compare
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

pytestmark = pytest.mark.long

COUNCIL = load_council(Places(Path("/nowhere")))
FORMS = COUNCIL.library.forms
CHILD = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
HELD, NEXT = "20 November 2026", "18 December 2026"
NOT_TODAY = f"from the meeting of {HELD}, not confirmed today: "
every_form = pytest.mark.parametrize("key", sorted(FORMS))


@pytest.fixture
def store(tmp_path: Path):
    store = open_store(tmp_path / "data" / "chairside.db", bytes(32), create=True)
    store.save_child(CHILD)
    yield store
    store.close()


def signed(store: Store, form: Form, said: Record) -> Record:
    meeting = new_meeting(store, form, CHILD, {})
    changes = Changes(said.answers, said.tables, said.attendance, said.actions, None)
    store.save(meeting.id, changes)
    return sign(store, form, meeting.id)


def sign(store: Store, form: Form, meeting_id: str) -> Record:
    printed = freeze(form, store.record(meeting_id), Imprint("Nowhere", "OFFICIAL"))
    at = "2026-11-21T12:00:00+00:00"
    store.sign(meeting_id, to_json(printed), fingerprint(printed), "", at, b"word")
    return store.record(meeting_id)


def follow(store: Store, previous: Record, form: Form) -> OpenMeeting:
    closed = COUNCIL.library.closing_statuses(form)
    here = OpenMeeting(form, store.record(start_next(store, form, previous, {}, closed).id))
    here.set_answer("meeting_date", NEXT)
    return here


def next_of(store: Store, key: str) -> OpenMeeting:
    """The meeting of the same form after one in which everything was said."""
    return follow(store, signed(store, FORMS[key], everything(FORMS[key])), FORMS[key])


def printed(here: OpenMeeting) -> Snapshot:
    return here.freeze(Imprint("Nowhere", "OFFICIAL"))


def says_something(entry: Entry, question: Question) -> bool:
    if not isinstance(entry, Grid):
        return bool(entry.text.strip())
    rows = [row[1:] if question.rows else row for row in entry.rows]
    return any(cell.strip() for row in rows for cell in row)


def lines(section: Section) -> list[str]:
    entries = (entry for group in section.groups for entry in group)
    marks = (e.text for e in entries if e.key.startswith("brought.") and not isinstance(e, Grid))
    return [line for text in marks for line in text.split("\n")]


def printed_name(form: Form, question: Question) -> str:
    return in_print(form.section_of(question.key), question)


def own_or_fixed(question: Question, answers: set[str]) -> bool:
    """What nobody has to confirm: the child's details, facts, earlier actions, this day's own."""
    fixed = question.carry == "child" or question.nature == "fact"
    return fixed or question.kind in ("calculated", "carried_actions") or question.key in answers


def with_rows(form: Form) -> Iterator[Question]:
    yield from (q for q in form.questions() if q.has_rows and q.carry == "previous")


def test_every_kind_of_question_with_rows_is_carried_by_some_form():
    kinds = {question.kind for form in FORMS.values() for question in with_rows(form)}
    assert kinds == {"table", "fixed_table", "attendance", "disagreements"}


@pytest.mark.parametrize(("first", "then"), list(itertools.product(sorted(FORMS), repeat=2)))
def test_an_untouched_next_meeting_prints_nothing_as_todays_that_was_not(
    store: Store, first: str, then: str
):
    previous = signed(store, FORMS[first], everything(FORMS[first]))
    here = follow(store, previous, FORMS[then])
    snapshot = printed(here)
    todays = {"meeting_date", "initial_or_review"}
    checked = 0
    for section in (*snapshot.template, *snapshot.additional):
        said = [line.partition(NOT_TODAY)[2].split("; ") for line in lines(section)]
        named = [item for items in said for item in items]
        for entry in (entry for group in section.groups for entry in group):
            if entry.key.startswith("brought."):
                continue
            question = here.form.question(entry.key)
            if says_something(entry, question) and not own_or_fixed(question, todays):
                assert printed_name(here.form, question) in named, entry.key
                checked += 1
    assert checked > 5


@every_form
def test_it_is_one_line_a_section_and_a_person_who_reads_the_record_alone_sees_the_day(
    store: Store, key: str
):
    snapshot = printed(next_of(store, key))
    for section in (*snapshot.template, *snapshot.additional):
        assert len(lines(section)) <= 1
        assert all(NOT_TODAY in line for line in lines(section))


@every_form
def test_the_line_calls_everything_as_the_print_below_it_does(store: Store, key: str):
    """A reader looks for the words of the line among the headings of its section."""
    snapshot = printed(next_of(store, key))
    checked = 0
    for section in (*snapshot.template, *snapshot.additional):
        entries = [entry for group in section.groups for entry in group]
        headings = {" ".join(one.split()) for one in (section.heading, *(e.label for e in entries))}
        for line in lines(section):
            named = line.partition(NOT_TODAY)[2].split("; ")
            assert {*named} <= headings
            checked += len(named)
    assert checked > 5


@every_form
def test_a_fact_carries_no_mark_and_everything_else_does(store: Store, key: str):
    here = next_of(store, key)
    for question in here.form.questions():
        if question.carry != "previous":
            assert not here.is_brought_in(question.key)
        elif question.has_rows:
            rows = {row.id for row in filled_rows(here.record, question)}
            assert set(here.marks(question)) == (set() if question.nature == "fact" else rows)
        elif here.answer(question.key):
            assert here.is_brought_in(question.key) == (question.nature != "fact")


@every_form
def test_a_row_that_is_touched_is_todays_and_the_others_are_not(store: Store, key: str):
    here = next_of(store, key)
    for question in with_rows(here.form):
        if question.nature == "fact":
            continue
        if not here.applies(question):
            continue
        first, *others = here.rows(question)
        column = question.columns[-1].key
        touched = Row(first.id, {**first.values, column: "Said today"})
        here.set_rows(question, (touched, *others))
        assert set(here.marks(question)) == {row.id for row in others}
        here.set_rows(question, (touched, *others[1:]))  # and what is gone has none
        assert set(here.marks(question)) == {row.id for row in others[1:]}
        left = {k for k, text in here.record.answers.items() if k.startswith("brought.") and text}
        assert mark_key(question.key, others[0].id) not in left


@every_form
def test_a_cell_that_is_only_shown_again_touches_nothing(store: Store, key: str):
    """A card gives back every column, the empty ones too."""
    here = next_of(store, key)
    for question in with_rows(here.form):
        marks = here.marks(question)
        blank = {column.key: "" for column in question.columns}
        rows = tuple(Row(row.id, {**blank, **row.values}) for row in here.rows(question))
        here.set_rows(question, rows)
        assert here.marks(question) == marks


@every_form
def test_the_finding_names_the_rows_and_only_those(store: Store, key: str):
    here = next_of(store, key)
    for question in with_rows(here.form):
        marks = here.marks(question)
        if len(marks) < 2 or not here.applies(question):
            continue
        confirmed = next(iter(marks))
        here.set_marks(question, {row: marks[row] for row in marks if row != confirmed})
        found = {one.key: one for one in findings(here.form, here.record)}
        message = found[f"{question.key}.brought"].message
        assert f"the meeting of {HELD}" in message
        names = [f"{row.label}" for row in question.rows] or [f"{n}. " for n in range(1, 4)]
        kept = [name for name, row in zip(names, here.rows(question), strict=False)]
        assert kept[0] not in message
        assert all(name in message for name in kept[1:])


@every_form
def test_only_the_numbers_of_rows_print_and_never_who_stands_in_them(store: Store, key: str):
    here = next_of(store, key)
    for question in with_rows(here.form):
        marks = here.marks(question)
        if len(marks) < 2:
            continue
        here.set_marks(question, dict(list(marks.items())[1:]))
        section = here.form.section_of(question.key).key
        snapshot = printed(here)
        both = (*snapshot.template, *snapshot.additional)
        said = " ".join(line for one in both if one.key == section for line in lines(one))
        assert f"{printed_name(here.form, question)} (row" in said
        assert "Priya Invented" not in said


@every_form
def test_the_marks_are_read_back_from_the_signed_file(store: Store, key: str):
    here = next_of(store, key)
    for question in with_rows(here.form):
        here.set_marks(question, dict(list(here.marks(question).items())[1:]))
    snapshot = printed(here)
    terms = COUNCIL.library.choices
    again = thaw(here.form, snapshot, terms, anchor(here.record))
    assert not again.unknown
    reread = OpenMeeting(here.form, again.record)
    assert [lines(s) for s in printed(reread).template] == [lines(s) for s in snapshot.template]
    assert [lines(s) for s in printed(reread).additional] == [lines(s) for s in snapshot.additional]


@every_form
def test_minutes_that_named_things_as_the_screen_does_are_read_back_too(store: Store, key: str):
    """Versions before did so."""
    here = next_of(store, key)
    snapshot = printed(here)
    text = to_json(snapshot)
    for question in here.form.questions():
        if here.marks(question):
            name = json.dumps(printed_name(here.form, question), ensure_ascii=False)[1:-1]
            for before in (NOT_TODAY, "; "):
                text = text.replace(f"{before}{name}", f"{before}{question.words}")
    again = thaw(here.form, from_json(text), COUNCIL.library.choices, anchor(here.record))
    reread = OpenMeeting(here.form, again.record)
    assert [lines(s) for s in printed(reread).template] == [lines(s) for s in snapshot.template]
    assert [lines(s) for s in printed(reread).additional] == [lines(s) for s in snapshot.additional]


def test_where_print_calls_two_alike_the_line_says_which(store: Store):
    form = FORMS["initial_ppm"]
    here = OpenMeeting(form, store.record(new_meeting(store, form, CHILD, {}).id))
    here.bring_in("guardian_view", "Agrees.", PREPARED)
    assert printed_name(form, form.question("iro_view")) == "Current View"
    snapshot = printed(here)
    [said] = [line for section in snapshot.template for line in lines(section)]
    assert said.endswith(f": {form.question('guardian_view').words}")


@every_form
def test_no_two_questions_of_a_section_are_called_alike_where_they_are_carried(key: str):
    """Nor does a name hold what parts two names in the line."""
    for section in FORMS[key].section:
        names = [
            name
            for question in section.question
            if question.carry == "previous"
            for name in {in_print(section, question), " ".join(question.words.split())} - {""}
        ]
        assert len(names) == len({*names})
        assert not [name for name in names if "; " in name]


def test_what_nobody_confirmed_twice_stays_of_the_first_day(store: Store):
    review = FORMS["review_ppm"]
    second = next_of(store, "review_ppm")
    second.confirm("background")
    store.save(second.record.meeting.id, second.take_unsaved())
    third = follow(store, sign(store, review, second.record.meeting.id), review)
    assert third.brought_from("family_time") == "last time 2026-11-20"
    assert third.brought_from("background") == "last time 2026-12-18"
    options = review.question("options")
    assert set(third.marks(options).values()) == {"last time 2026-11-20"}


@every_form
def test_no_section_is_complete_with_something_unconfirmed_in_it(store: Store, key: str):
    here = next_of(store, key)
    for _ in range(2):
        states = here.states([])  # as if nothing else were left to do
        for section in here.form.section:
            asked = [q for q in section.question if here.applies(q)]
            unconfirmed = any(here.is_brought_in(question.key) for question in asked)
            assert (states[section.key] == "not confirmed") == unconfirmed
        for question in here.form.questions():
            here.confirm(question.key)


@every_form
def test_rows_of_a_word_file_are_marked_and_those_that_stood_are_not(store: Store, key: str):
    form = FORMS[key]
    here = OpenMeeting(form, store.record(new_meeting(store, form, CHILD, {}).id))
    for question in with_rows(form):
        standing = Row("mine", {question.columns[0].key: "Typed here"})
        stands = () if question.rows else (standing,)
        here.set_rows(question, stands)
        rows = tuple(everything(form).tables.get(question.key, ()) or everything(form).attendance)
        file = File("invented.docx", True, {}, {question.key: rows}, "")
        (found,) = compare(file, here, COUNCIL.library.choices)
        bring_in(found, here)
        new = {row.id for row in here.rows(question)} - {"mine"}
        assert here.marks(question) == dict.fromkeys(new, PREPARED)


def test_older_minutes_tell_of_their_own_day():
    form = FORMS["initial_ppm"]
    here = OpenMeeting(form, replace(everything(form), answers={"meeting_date": NEXT}, tables={}))
    said = {"background": "In May.", "meeting_date": "3 June 2026"}
    file = File("minutes.docx", returned=False, answers=said, rows={}, rest="")
    for found in compare(file, here, COUNCIL.library.choices):
        if found.question.key == "background":
            bring_in(found, here)
    assert here.brought_from("background") == "last time 2026-06-03"


def test_a_table_that_an_earlier_version_marked_whole_is_marked_in_all_its_rows(store: Store):
    form = FORMS["initial_ppm"]
    here = OpenMeeting(form, replace(everything(form), answers={"brought.carers": PREPARED}))
    carers = form.question("carers")
    rows = here.rows(carers)
    assert set(here.marks(carers)) == {row.id for row in rows}
    here.set_rows(carers, (replace(rows[0], values={"name": "Another"}), *rows[1:]))
    assert set(here.marks(carers)) == {row.id for row in rows[1:]}


def test_ticking_everything_as_read_settles_nothing_that_was_brought_in(store: Store):
    here = next_of(store, "review_ppm")
    for one in here.findings():
        here.set_answer(f"read.{one.key}", "yes")
    brought = [one for one in here.findings() if one.brought]
    assert len(brought) > 20
    assert not any(one.settled for one in brought)
    assert not any(one.holds_up for one in brought)  # it prints so instead
