"""One rule of what is asked: shown, checked, searched, printed and carried agree, in every form.

Every question that is asked only sometimes is answered, then what makes it asked is changed.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conditions import LIBRARY, STRANGER, answered, each_way_out, made_asked, word
from own_form import OWN_FORM

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Question
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.policy.checks.case import Case
from desktop_app.policy.checks.every import run
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import rows_of
from desktop_app.records.asked import as_asked
from desktop_app.records.findings import Finding, findings
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record
from desktop_app.records.snapshot import Grid, Snapshot
from desktop_app.records.unasked import EARLIER_HEADING, Unasked, unasked
from desktop_app.services.council import load_council
from desktop_app.services.left_over import kept, moved, places_for
from desktop_app.services.open_meeting import OpenMeeting

pytestmark = pytest.mark.long

IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE")
OTHERS = (Child("o", {"child_name": STRANGER, "case_number": "9999111"}),)


@cache
def profile() -> Profile:
    return load_council(Places(Path("/nowhere"))).profile("calderdale")


def sometimes() -> list[tuple[str, str]]:
    """Every question that is asked only under conditions, by form."""
    return [
        (form.key, question.key)
        for form in LIBRARY.forms.values()
        for question in form.questions()
        if question.shown_if and question.kind != "calculated"
    ]


every_one = pytest.mark.parametrize(("form", "key"), sometimes())


def record(form: Form) -> Record:
    meeting = Meeting("m", "PPM-TEST22", "c", form.key, created_at="2026-11-21T10:00:00+00:00")
    child = Child("c", {"child_name": "Robin Testname", "case_number": "1204417"})
    return Record(meeting, child, {"child_name": "Robin Testname"})


def entries(printed: Snapshot) -> Mapping[str, str]:
    return {
        entry.key: "\n".join(" ".join(row) for row in entry.rows)
        if isinstance(entry, Grid)
        else entry.text
        for section in (*printed.template, *printed.additional)
        for group in section.groups
        for entry in group
    }


def says(question: Question, text: str) -> bool:
    """Whether its answer stands there."""
    return (f"{STRANGER} was here." if question.has_rows else word(question)) in text


def guarded(form: Form, record: Record) -> list[Finding]:
    found = run(Case(form, record, profile(), others=OTHERS))
    return [one for one in found if one.key.endswith((".other-child", ".brother-or-sister"))]


def is_text_of_names(question: Question) -> bool:
    return question.kind in ("line", "notes", "person") or question.has_rows


@every_one
def test_what_is_asked_is_shown_checked_searched_printed_and_carried(form: str, key: str):
    here = LIBRARY.forms[form]
    question = here.question(key)
    said = answered(made_asked(here, record(here), question), question)
    meeting = OpenMeeting(here, said)
    assert meeting.applies(question)
    assert meeting.left_over() == []
    assert says(question, entries(freeze(here, said, IMPRINT))[key])
    if is_text_of_names(question):
        assert key in {one.question for one in guarded(here, said)}
    carried = as_asked(here, said)
    assert rows_of(carried, question) if question.has_rows else carried.answers[key]


@every_one
def test_what_is_not_asked_any_more_is_told_searched_and_printed_apart_and_not_carried(
    form: str, key: str
):
    here = LIBRARY.forms[form]
    question, section = here.question(key), here.section_of(key)
    asked = answered(made_asked(here, record(here), question), question)
    for said in each_way_out(here, asked, question):
        meeting = OpenMeeting(here, said)
        assert not meeting.applies(question)
        [one] = [one for one in meeting.left_over() if one.key == key]
        assert (one.section, one.question) == (section.key, key)
        assert says(question, one.text)
        [told] = [one for one in meeting.findings() if one.left_over == key]
        assert (told.section, told.settled, told.weight) == (section.key, False, "warning")
        assert says(question, told.message) or question.has_rows
        found = [f for f in findings(here, said) if f.question == key and f.left_over != key]
        assert found == [], "what is not asked is checked as if it were"
        printed = freeze(here, said, IMPRINT)
        assert not says(question, entries(printed).get(key, ""))
        last = printed.additional[-1]
        assert last.heading == EARLIER_HEADING
        assert any(says(question, entry.text) for group in last.groups for entry in group)  # type: ignore[union-attr]
        assert entries(read_back(to_word(printed))) == entries(printed)
        if is_text_of_names(question):
            assert "was." + key in {one.key.rpartition(".")[0] for one in guarded(here, said)}
        carried = as_asked(here, said)
        assert not carried.answers.get(key)
        assert not rows_of(carried, question)


@every_one
def test_the_chair_keeps_moves_or_takes_out_what_is_not_asked(form: str, key: str):
    here = LIBRARY.forms[form]
    question, section = here.question(key), here.section_of(key)
    asked = answered(made_asked(here, record(here), question), question)
    said = next(each_way_out(here, asked, question))

    def left(meeting: OpenMeeting) -> set[str]:
        return {one.left_over for one in meeting.findings() if one.left_over and not one.settled}

    def one_of(meeting: OpenMeeting) -> Unasked:
        return next(one for one in meeting.left_over() if one.key == key)

    noted = OpenMeeting(here, said)
    noted.take_over(kept(one_of(noted)))
    assert key not in left(noted)
    printed = freeze(here, noted.record, IMPRINT)
    [place] = [s for s in (*printed.template, *printed.additional) if s.key == section.key]
    assert any(e.key == f"was.{key}" for group in place.groups for e in group)

    gone = OpenMeeting(here, said)
    out = one_of(gone).out
    was = gone.record.as_in(out)
    gone.take_over(out)
    assert key not in {one.key for one in gone.left_over()}
    assert f"was.{key}" not in entries(freeze(here, gone.record, IMPRINT))
    gone.take_over(was)
    assert unasked(here, gone.record) == unasked(here, said)

    for place in places_for(OpenMeeting(here, said), one_of(OpenMeeting(here, said))):
        assert here.section_of(place.key) == section
        meeting = OpenMeeting(here, said)
        if place.kind == "notes":
            meeting.bring_in(place.key, "As it stood.", "last time")
        meeting.take_over(moved(meeting, one_of(meeting), place))
        assert says(question, meeting.answer(place.key))
        assert not meeting.marks(place), "it is touched, and still marked"
        assert key not in {one.key for one in meeting.left_over()}


def test_only_the_words_that_were_kept_are_a_note():
    here = LIBRARY.forms["initial_ppm"]
    said = replace(record(here), answers={"sibling_group": "No", "siblings_apart": "2"})
    meeting = OpenMeeting(here, said)
    meeting.take_over(kept(meeting.left_over()[0]))
    assert meeting.left_over()[0].kept
    meeting.set_answer("siblings_apart", "3")
    assert not meeting.left_over()[0].kept


def test_a_question_that_in_the_end_hangs_on_itself_is_asked(tmp_path: Path):
    text = (
        OWN_FORM
        + """
[[section]]
key = "round"
title = "Round"
place = 9
part = "template"
"""
    )
    for key, other in (("one", "two"), ("two", "one")):
        text += (
            f'[[section.question]]\nkey = "{key}"\nlabel = "{key}"\nkind = "line"\n'
            f'shown_if = [{{ question = "{other}", answered = true }}]\n'
        )
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    form = load_library(council=tmp_path).forms["own"]
    said = replace(record(form), answers={"one": "Words", "two": "More"})
    assert unasked(form, said) == []
    assert {"one", "two"} <= {*as_asked(form, said).answers}


def test_what_hangs_on_an_answer_that_is_not_asked_is_not_asked_either(tmp_path: Path):
    text = (
        OWN_FORM
        + """
[[section]]
key = "chain"
title = "Chain"
place = 9
part = "template"
"""
    )
    for key, other in (("one", ""), ("two", "one"), ("three", "two")):
        shown = f'shown_if = [{{ question = "{other}", is = "Yes" }}]' if other else ""
        text += f"""
[[section.question]]
key = "{key}"
label = "Question {key}"
kind = "notes"
required = "always"
message = "Say it."
{shown}
"""
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    form = load_library(council=tmp_path).forms["own"]
    said = replace(record(form), answers={"one": "No", "two": "Yes", "three": f"{STRANGER} came."})
    assert [one.key for one in unasked(form, said)] == ["two", "three"]
    assert "three" not in {one.key for one in findings(form, replace(said, answers={"two": "Yes"}))}
    assert not OpenMeeting(form, said).applies(form.question("three"))
    assert [one.key for one in guarded(form, said)] == ["was.three.other-child"]
    printed = entries(freeze(form, said, IMPRINT))
    assert (printed["three"], printed["was.three"]) == ("", f"{STRANGER} came.")
