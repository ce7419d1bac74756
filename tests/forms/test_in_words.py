"""What a practice lead reads of a form's rules: kinds, conditions and strictness in English."""

import pytest
from form_examples import LIBRARY

from desktop_app.forms.in_words import (
    beginning,
    column_strictness,
    conditions,
    is_plain_choice,
    kind,
    shown,
    strictness,
)
from desktop_app.forms.model import Column, Condition, FixedRow, Form, Question, Section

SIBLINGS = Question(key="group", label="Sibling Group?", kind="choice", choices="yes_no")
SEVERAL = Question(key="facts", label="Facts", kind="choices", screen_label="What applies")
ANSWER = Column(key="answer", label="Yes/No", kind="choice", choices="yes_no")
OPTIONS = Question(
    key="options",
    label="",
    screen_label="Which are open?",
    kind="fixed_table",
    rows=(FixedRow(key="adoption", label="Adoption"),),
    columns=(ANSWER,),
)
YES = (Condition(question="group", is_="Yes"),)
FACTS = (Condition(question="facts", answered=True),)
FILLED = "“What applies” is filled in"
REASON = "May be signed over with a printed reason."


def form(*more: Question) -> Form:
    section = Section(
        key="s", title="S", place=1, part="template", question=(SIBLINGS, SEVERAL, OPTIONS, *more)
    )
    return Form(key="f", name="F", title="F", code="F", section=(section,))


def notes(**said: object) -> Question:
    return Question(key="n", label="N", kind="notes", **said)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(question="group", is_="Yes"), "“Sibling Group?” is Yes"),
        (Condition(question="group", is_="Not known"), "“Sibling Group?” is “Not known”"),
        (Condition(question="group", is_not="Yes"), "“Sibling Group?” is empty or not Yes"),
        (Condition(question="group", any_of=("Yes", "No")), "“Sibling Group?” is Yes or No"),
        (
            Condition(question="group", any_of=("A", "B", "Not known")),
            "“Sibling Group?” is A, B or “Not known”",
        ),
        (Condition(question="group", over=6), "“Sibling Group?” is more than 6"),
        (Condition(question="group", answered=True), "“Sibling Group?” is filled in"),
        (Condition(question="group", answered=False), "“Sibling Group?” is still empty"),
        (Condition(question="facts", is_="At risk"), "“What applies” includes “At risk”"),
        (
            Condition(question="facts", is_not="At risk"),
            "“What applies” is empty or does not include “At risk”",
        ),
        (Condition(question="facts", any_of=("A", "B")), "“What applies” includes A or B"),
        (
            Condition(question="options.adoption.answer", is_="Yes"),
            "“Yes/No” beside “Adoption” under “Which are open?” is Yes",
        ),
        (
            Condition(question="group", over=0, is_not="9"),
            "“Sibling Group?” is empty or not “9” and is more than 0",
        ),
    ],
)
def test_a_condition_is_said_by_the_words_on_screen(condition: Condition, words: str):
    assert conditions([condition], form()) == words


def test_several_conditions_must_all_be_true():
    both = (*YES, Condition(question="facts", any_of=("A", "B")))
    assert conditions(both, form()) == "“Sibling Group?” is Yes, and “What applies” includes A or B"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (notes(), "Optional."),
        (notes(required="always", blocks=True), "Required. Signing waits for it."),
        (notes(required="always"), f"Required. {REASON}"),
        (notes(required_if=YES), f"Required when “Sibling Group?” is Yes. {REASON}"),
        (notes(advised="always"), "Advised."),
        (notes(advised_if=YES), "Advised when “Sibling Group?” is Yes."),
        (
            notes(required_if=YES, advised="always"),
            f"Required when “Sibling Group?” is Yes. {REASON} Otherwise advised.",
        ),
        (
            notes(required_if=YES, advised_if=FACTS),
            f"Required when “Sibling Group?” is Yes. {REASON} Advised when {FILLED}.",
        ),
        (notes(required="always", advised_if=YES), f"Required. {REASON}"),
    ],
)
def test_how_firmly_an_answer_is_asked_for(question: Question, words: str):
    assert strictness(question, form(question)) == words


def test_what_must_hold_for_a_question_to_be_shown_is_said_once():
    more = (*YES, *FACTS)
    assert shown(notes(shown_if=YES), form()) == "Shown when “Sibling Group?” is Yes."
    assert strictness(notes(shown_if=YES, required_if=YES), form()) == f"Required. {REASON}"
    assert (
        strictness(notes(shown_if=YES, advised_if=more), form())
        == "Advised when “What applies” is filled in."
    )
    assert shown(notes(), form()) == "Always shown."


def test_a_table_says_how_many_rows_it_needs_only_where_it_needs_any():
    table = Question(key="t", label="T", kind="table", columns=(ANSWER,), at_least=2)
    assert strictness(table, form()) == "Optional."
    asked = Question(
        key="t", label="T", kind="table", columns=(ANSWER,), at_least=2, advised="always"
    )
    assert strictness(asked, form()) == "Advised. At least 2 rows."


def test_a_column_is_asked_for_by_the_other_columns_of_its_row():
    yes = (Condition(question="answer", is_="Yes"),)
    no = (Condition(question="answer", is_="No"),)
    comment = Column(key="comment", label="Comment", required_if=yes, advised_if=no)
    table = Question(key="t", label="T", kind="table", columns=(ANSWER, comment))
    assert column_strictness(comment, table) == (
        "Required when “Yes/No” is Yes. Advised when “Yes/No” is No."
    )
    assert column_strictness(ANSWER, table) == ""
    assert column_strictness(Column(key="c", label="C", required=True), table) == "Required."


def test_kinds_are_said_in_plain_words():
    known = ("Yes", "No", "Not known")
    assert kind(SIBLINGS, known) == "yes, no or not known"
    assert is_plain_choice(SIBLINGS, known)
    assert kind(SIBLINGS, ("Yes", "No")) == "yes or no"
    assert kind(SIBLINGS, ("Held", "Refused")) == "one of the choices"
    assert not is_plain_choice(SIBLINGS, ("Held", "Refused"))
    assert kind(SEVERAL, ("A", "B")) == "any of the choices"
    assert kind(notes(), ()) == "notes"
    assert kind(Column(key="d", label="D", kind="date"), ()) == "a date"
    line = Column(key="l", label="L")
    assert (kind(line, ()), kind(line, ("A",))) == ("one line", "one line, with suggestions")
    two = Question(key="t", label="T", kind="table", columns=(ANSWER, line))
    assert kind(two, ()) == "a table with the columns “Yes/No” and “L”"


def test_every_kind_of_our_forms_has_words():
    for one in LIBRARY.forms.values():
        for question in one.questions():
            for asked in (question, *question.columns):
                assert kind(asked, LIBRARY.choices(asked))


def test_what_stands_there_before_anybody_types_is_said():
    assert beginning(notes(start_with=("Initial",))) == "Starts with “Initial”."
    assert beginning(notes(carry="child")) == "Starts with what the child’s details say."
    assert beginning(notes(carry="previous")) == "Brought in from the meeting before."
    assert beginning(notes()) == ""
