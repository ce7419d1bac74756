"""A choice is a term of its list, words of one's own behind one, or found to be neither."""

import pytest
from msgspec.structs import replace

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Column, Condition, Form, Question
from desktop_app.records.answers import row_holds
from desktop_app.records.choices import is_listed, is_term, matching, settled
from desktop_app.records.findings import Finding, findings
from desktop_app.records.meeting import Child, Meeting, Record, Row

LIBRARY = load_library()
FORMS = {**LIBRARY.forms, "child": LIBRARY.child}
HOMES = ("Relative or friend, fostering", "Foster carer", "Children’s home", "Other: …", "At home")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("Foster carer", "Foster carer"),
        ("foster CARER ", "Foster carer"),
        ("children's", "Children’s home"),
        ("fo", "Foster carer"),
        ("at", "At home"),
        ("home", "home"),  # of two, in the middle
        ("fostering", "fostering"),  # in the middle of one
        ("o", "Other"),
        ("Other", "Other"),
        ("other: a hotel", "Other: a hotel"),
        ("Other:", "Other"),
        ("Other: …", "Other"),
        ("a hotel", "Other: a hotel"),
    ],
)
def test_what_is_typed_becomes_the_term_it_begins_or_own_words(typed: str, kept: str):
    assert settled(typed, HOMES) == kept
    assert settled(kept, HOMES) == kept


def test_without_room_for_own_words_it_stays_as_typed():
    terms = [term for term in HOMES if term != "Other: …"]
    assert settled("a hotel", terms) == "a hotel"
    assert not is_listed("a hotel", terms)


def test_what_begins_so_is_offered_first_then_what_has_such_a_word():
    terms = ("Long term fostering", "A refoster", "Foster carer", "Adoption", "Foster: other")
    assert matching("foster", terms) == [terms[2], terms[4], terms[0], terms[1]]
    assert matching("", terms) == list(terms)


def test_a_fragment_is_no_term():
    assert is_listed("Other: a hotel", HOMES)
    assert is_listed("Other", HOMES)
    assert not is_listed("Other: …", HOMES)  # nobody has said which
    assert not is_listed("Foster", HOMES)
    assert not is_listed("Foster carer\nat", HOMES)
    assert is_listed("anything", ())
    assert is_term("Other: a hotel", "Other: …")
    assert not is_term("Foster carer: a hotel", "Foster carer")


def test_a_condition_holds_for_the_own_words_too():
    for test in ({"is_": "Other: …"}, {"any_of": ("Foster carer", "Other: …")}):
        condition = Condition(question="home", **test)
        assert row_holds([condition], {"home": "Other: a hotel"})
        assert row_holds([condition], {"home": "Other"})
        assert not row_holds([condition], {"home": "Another: a hotel"})
    no_other = Condition(question="home", is_not="Other: …")
    assert not row_holds([no_other], {"home": "Other: a hotel"})
    assert row_holds([no_other], {"home": ""})


# what is found in a record


def choosing(form: Form) -> list[tuple[Question, Column | None]]:
    asked = [(q, c) for q in form.questions() for c in (None, *q.columns)]
    return [one for one in asked if (one[1] or one[0]).kind in ("choice", "choices")]


def with_answer(form: Form, question: Question, column: Column | None, text: str) -> Record:
    """A record in which that alone stands, in as many rows as are asked for."""
    meeting = Meeting("m", "PPM-TEST22", "c", form.key, created_at="2026-11-21T10:00:00+00:00")
    if column is None:
        return Record(meeting, Child("c", {}), {question.key: text})
    ids = [row.key for row in question.rows] or map(str, range(question.at_least))
    rows = tuple(Row(row_id, {column.key: text}) for row_id in ids)
    return Record(
        meeting,
        Child("c", {}),
        {},
        {question.key: rows},
        attendance=rows if question.kind == "attendance" else (),
        actions=rows if question.kind == "actions" else (),
        carried=rows if question.kind == "carried_actions" else (),
    )


def always_asking(form: Form) -> Form:
    """Every question, whatever the answers to others."""
    sections = (
        replace(one, question=tuple(replace(q, shown_if=()) for q in one.question))
        for one in form.section
    )
    return replace(form, section=tuple(sections))


def odd_ones(form: Form, record: Record) -> list[Finding]:
    return [one for one in findings(form, record) if one.key.endswith(".unlisted")]


@pytest.mark.parametrize("key", FORMS)
def test_what_is_none_of_the_choices_is_found_in_every_form_question_and_cell(key: str):
    form = always_asking(FORMS[key])
    assert choosing(form)
    for question, column in choosing(form):
        asked = column or question
        terms = form.terms(asked)
        assert terms == LIBRARY.choices(asked), asked.key
        [odd] = odd_ones(form, with_answer(form, question, column, terms[0][:-1]))
        assert odd.question == question.key
        assert odd.weight == ("reason" if asked.required else odd.weight)
        assert not odd.settled
        assert "not one of the choices" in odd.message
        for term in terms:
            said = term.removesuffix(": …")
            for text in (said, *((f"{said}: mine",) if said != term else ())):
                assert not odd_ones(form, with_answer(form, question, column, text)), text


def test_suggestions_take_any_words():
    form = LIBRARY.forms["initial_ppm"]
    record = with_answer(form, form.question("chair_role"), None, "soc")
    assert not odd_ones(form, record)


def test_of_several_choices_each_must_be_one():
    form = LIBRARY.forms["initial_ppm"]
    question = form.question("circumstances")
    first, second, *_ = form.terms(question)
    assert not odd_ones(form, with_answer(form, question, None, f"{first}\n{second}"))
    [odd] = odd_ones(form, with_answer(form, question, None, f"{first}\n{second[:3]}"))
    assert odd.weight == "warning"
