"""What holds for every form: it helps, keeps its words, fits the rail, and survives Word."""

import re
from collections.abc import Iterator

import pytest
from form_examples import LIBRARY, Rows, record

from desktop_app.forms.model import Column, Form, Question
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.records.answers import applies
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Row
from desktop_app.records.snapshot import fingerprint

FORMS = LIBRARY.forms
OUTCOMES = ("plan", "decision", "disruption_outcome", "stability_outcome")
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def test_our_own_files_hold_no_mistake():
    assert LIBRARY.mistakes == ()
    assert set(FORMS) == {"initial_ppm", "review_ppm", "selection", "disruption", "stability"}


def test_forms_are_told_apart_by_name_title_and_code():
    for word in ("name", "title", "code"):
        assert len({getattr(form, word) for form in FORMS.values()}) == len(FORMS)
    assert (
        max(len(form.code) for form in FORMS.values()) <= 4
    )  # the printed facts have no more room


def asks(piece: Question | Column) -> bool:
    return bool(piece.required or piece.required_if or piece.advised or piece.advised_if)


@every_form
def test_every_question_helps_whoever_answers_it(form: Form):
    for question in form.questions():
        assert question.hint, question.key
        assert re.fullmatch(r".*[.?]", question.guidance, re.DOTALL), question.key
        assert len(re.findall(r"[.?](?= |$)", question.guidance)) <= 4, question.key
        assert question.source, question.key
        assert bool(question.message) == asks(question), question.key
        for column in question.columns:
            assert bool(column.message) == asks(column), (question.key, column.key)


@every_form
def test_only_who_when_chair_views_and_outcome_hold_up_signing(form: Form):
    blocking = {question.key for question in form.questions() if question.blocks}
    outcome = {key for key in OUTCOMES if any(q.key == key for q in form.questions())}
    assert len(outcome) == 1
    assert (
        blocking == {"child_name", "case_number", "meeting_date", "chair", "child_views"} | outcome
    )


@every_form
def test_the_record_itself_prints_before_the_additional_record(form: Form):
    parts = [section.part for section in form.section]
    assert parts == sorted(parts, reverse=True)


@every_form
def test_the_rail_holds_its_sections_and_ends_with_what_comes_next(form: Form):
    assert len(form.section) <= 21
    assert max(len(section.title) for section in form.section) <= 28
    rail = [section.key for section in form.in_the_room()]
    assert rail[-2:] in (["actions", "next"], ["recommendations", "next"])


def chosen(form: Form) -> Iterator[dict[str, str]]:
    """Nothing chosen yet, then every word of every choice that something else depends on."""
    yield {}
    keys = {c.question for question in form.questions() for c in question.shown_if}
    for question in form.questions():
        if question.key in keys:
            for word in LIBRARY.choices(question):
                yield {question.key: word}


@every_form
def test_no_section_ever_stands_empty_on_the_rail(form: Form):
    for answers in chosen(form):
        said = record(form, answers, {})
        for section in form.section:
            assert any(applies(said, q) for q in section.question), (section.key, answers)


def test_an_answer_that_carries_fits_every_form_that_asks_it():
    first: dict[str, Question] = {}
    for form in FORMS.values():
        for question in form.questions():
            other = first.setdefault(question.key, question)
            assert question.kind == other.kind, question.key
            assert question.nature == other.nature, question.key
            if "previous" in (question.carry, other.carry):
                assert question.choices == other.choices, question.key
                assert keys(question) == keys(other), question.key


def keys(question: Question) -> tuple[list[str], list[str]]:
    return [column.key for column in question.columns], [row.key for row in question.rows]


def test_what_the_child_carries_is_of_the_same_kind_in_both_places():
    for form in FORMS.values():
        for question in form.questions():
            if question.carry == "child":
                detail = LIBRARY.child.question(question.key)
                assert (detail.kind, detail.choices) == (question.kind, question.choices)


BEFORE = re.compile(
    r"placement|\bcontacts?\b|sibling|irretriev|break ?down|supersed|withh[eo]ld", re.IGNORECASE
)


@pytest.mark.parametrize("key", ["selection", "disruption", "stability"])
def test_the_room_speaks_of_home_family_time_brothers_and_sisters(key: str):
    form = FORMS[key]
    said = [form.name, form.purpose, *(step.because for step in form.next)]
    for section in form.section:
        said += [section.title, section.hint]
        for asked in section.question:
            said += [asked.words, asked.hint, asked.guidance, asked.message]
            said += [row.label for row in asked.rows]
            for column in asked.columns:
                said += [column.label, column.hint, column.message]
    assert [words for words in said if BEFORE.search(words)] == []


@every_form
def test_every_form_comes_back_from_word_as_it_went(form: Form):
    answers = {q.key: f"{q.key} said" for q in form.questions() if not q.has_rows}
    tables = {q.key: rows_of_words(q) for q in form.questions() if q.has_rows}
    for said in (record(form, answers, tables), record(form, {}, {})):
        printed = freeze(form, said, IMPRINT)
        assert fingerprint(read_back(to_word(printed))) == fingerprint(printed)


IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE")


def rows_of_words(question: Question) -> Rows:
    words = {column.key: f"{column.key} said" for column in question.columns}
    named = [row.key for row in question.rows] or ["1", "2"]
    return tuple(Row(key, words) for key in named)
