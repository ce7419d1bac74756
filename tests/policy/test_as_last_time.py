"""Words that stand as last time are told, and days in them that have passed since."""

from dataclasses import replace

import pytest
from checks_examples import COUNCIL, case, found
from record_examples import everything

from desktop_app.forms.model import Form, Question
from desktop_app.records.answers import anchor
from desktop_app.records.brought import mark_key, of_meeting
from desktop_app.records.meeting import Record, Row

FORMS = {key: COUNCIL.form(key, COUNCIL.profile("calderdale")) for key in COUNCIL.library.forms}
every_form = pytest.mark.parametrize("key", sorted(FORMS))
NOW = "18 December 2026"
MATTERS = ("options", "family_time", "legal_timetable", "child_views", "parent_views", "iro_view")


def both(form: Form) -> tuple[Record, Record]:
    """A meeting in which everything was said, and the next, in the same words."""
    last = everything(form)
    answers = {**last.answers, "meeting_date": NOW}
    return last, replace(last, answers=answers)


def asked(form: Form, record: Record, *natures: str) -> list[Question]:
    here = case(record)
    shown = {question.key for question in replace(here, form=form).questions}
    return [q for q in form.questions() if q.nature in natures and q.key in shown]


@every_form
def test_what_moves_and_views_are_told_where_they_are_word_for_word_the_same(key: str):
    last, now = both(FORMS[key])
    said = found(case(now, previous=last))
    told = {one.removesuffix(".as-last-time") for one in said if one.endswith(".as-last-time")}
    assert told == {q.key for q in asked(FORMS[key], now, "moves", "views")}
    assert told & {"child_views"}
    assert not [one for one in found(case(now)) if one.endswith(".as-last-time")]


def test_every_section_that_matters_is_among_them():
    form = FORMS["review_ppm"]
    assert {q.key for q in form.questions() if q.nature in ("moves", "views")} >= set(MATTERS)


@every_form
def test_other_words_are_not_told_and_of_fixed_rows_only_the_same_ones_are(key: str):
    last, now = both(FORMS[key])
    for question in asked(FORMS[key], now, "moves", "views"):
        name = f"{question.key}.as-last-time"
        if not question.has_rows:
            said = replace(now, answers={**now.answers, question.key: "New words."})
            assert name not in found(case(said, previous=last))
            continue
        first, *others = now.tables[question.key]
        changed = Row(first.id, {**first.values, question.columns[-1].key: "New words."})
        said = replace(now, tables={**now.tables, question.key: (changed, *others)})
        told = found(case(said, previous=last))
        if question.rows:
            assert question.rows[0].label not in told[name].message
            assert question.rows[1].label in told[name].message
        else:
            assert name not in told


@every_form
def test_what_is_marked_as_brought_in_is_not_told_twice(key: str):
    last, now = both(FORMS[key])
    day = anchor(last)
    for question in asked(FORMS[key], now, "moves", "views"):
        rows = [row.id for row in now.tables.get(question.key, ())] if question.has_rows else [""]
        marks = {mark_key(question.key, row): of_meeting(day) for row in rows}
        marked = replace(now, answers={**now.answers, **marks})
        assert f"{question.key}.as-last-time" not in found(case(marked, previous=last))


# days that have passed since


OVER = {  # words, and what is said of them; the meetings are of 20 November and 18 December
    "The hearing on 4 December is to be decided.": "4 December 2026",
    "To be heard on 04/12/2026.": "4 December 2026",
    "Fri 4th Dec 2026: final hearing": "4 December 2026",
    "Seen two weeks ago.": "“two weeks ago”",
    "A visit tomorrow, then next month": "“tomorrow”",
}
NOT_OVER = (
    "The hearing on 8 January 2027.",
    "Ordered on 3 November 2026.",
    "Room 4/12 of 5 children.",
    "Once a week, for an hour.",
)


def in_the_timetable(words: str, *, marked: bool, then: str = "") -> dict[str, str]:
    last, now = both(FORMS["review_ppm"])
    said = {**now.answers, "legal_timetable": words}
    if marked:
        said[mark_key("legal_timetable")] = of_meeting(anchor(last))
    last = replace(last, answers={**last.answers, "legal_timetable": then or words})
    told = found(case(replace(now, answers=said), previous=last))
    return {key: one.message for key, one in told.items()}


@pytest.mark.parametrize("words", OVER)
@pytest.mark.parametrize("marked", [True, False])
def test_a_day_that_is_over_is_pointed_out_brought_in_or_confirmed(words: str, marked: bool):
    assert OVER[words] in in_the_timetable(words, marked=marked)["legal_timetable.day-is-over"]


@pytest.mark.parametrize("words", NOT_OVER)
def test_other_days_are_not(words: str):
    assert "legal_timetable.day-is-over" not in in_the_timetable(words, marked=True)


def test_nor_are_days_in_words_of_today():
    words = "The hearing on 4 December was adjourned."
    assert "legal_timetable.day-is-over" not in in_the_timetable(words, marked=False, then="Other.")


def test_a_hearing_to_be_decided_whose_day_is_over_is_pointed_out():
    last, now = both(FORMS["review_ppm"])
    row = Row("h", {"hearing": "Final", "date": "4 December 2026", "outcome": "To be decided"})
    before, here = (replace(one, tables={**one.tables, "hearings": (row,)}) for one in (last, now))
    told = found(case(here, previous=before))
    assert "4 December 2026" in told["hearings.day-is-over"].message
    decided = Row("h", {**row.values, "outcome": "Care order made."})
    here = replace(here, tables={**here.tables, "hearings": (decided,)})
    assert "hearings.day-is-over" not in found(case(here, previous=before))
