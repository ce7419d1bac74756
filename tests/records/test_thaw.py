"""What printed can be read back: every answer of all five forms prints again as it did."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Column, Form, Question
from desktop_app.records.comments import BY, COMMENTS, ON, ROLE
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import RAISED_AT, Child, Meeting, Record, Row
from desktop_app.records.snapshot import Signature, content, fingerprint
from desktop_app.records.text import clean, one_line
from desktop_app.records.thaw import does_not_print, thaw

pytestmark = pytest.mark.long

LIBRARY = load_library()
FORMS = sorted(LIBRARY.forms)
STARTED = date(2026, 11, 21)
SIGNATURE = Signature("Casey Chair", "Chair", "21 November 2026, 12:00", "A true record.")
IMPRINT = Imprint("Invented Council", "OFFICIAL-SENSITIVE", "1.0", SIGNATURE)

PIECES = ["Robin", "Kit Notreal", "online", "late", ", ", ". ", "Now: ", ", by ", "\n", " (", ")"]
PIECES += ["arrived 10:12", "left 3pm", "Done", "Part done", "3 March", "+2w", "fri", "09:30", "  "]
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=6).map("".join).map(clean)
DAYS = ("3 March 2026", "+2w", "12/3/26", "fri", "after half term", "")
TIMES = ("10.12", "2pm", "14:05", "about ten", "")
PEOPLE = ("Kit Notreal", "Lee Madeup", "Ash Invented")
RELATIONS = ("Social worker", "Social worker, Invented Council", "Grandmother", "")
ROWS = ("attendance", "actions", "carried_actions")


class Chair:
    """Answers a form with the texts that it is given, here and there with a choice or a day."""

    def __init__(self, form: Form, texts: list[str], seed: int) -> None:
        self.form = form
        self.texts = texts
        self.chance = random.Random(seed)  # noqa: S311

    def words(self, asked: Question | Column) -> str:
        """On the way in line ends become spaces, but in notes."""
        free = self.chance.choice(self.texts)
        if asked.kind in ("choice", "choices", "number"):
            return self.chance.choice(("", *(LIBRARY.choices(asked) or ("0", "3", "two"))))
        if asked.kind in ("date", "time", "person") and self.chance.random() < 0.7:
            offered = {"date": DAYS, "time": TIMES, "person": PEOPLE}
            return self.chance.choice(offered[asked.kind])
        return free if asked.kind == "notes" else one_line(free)

    def rows(self, question: Question) -> tuple[Row, ...]:
        ids = [row.key for row in question.rows] or ["1", "2", "3"]
        kept = self.chance.sample(ids, self.chance.randint(0, len(ids)))
        return tuple(Row(one, self.values(question)) for one in kept)

    def values(self, question: Question) -> dict[str, str]:
        values = {column.key: self.words(column) for column in question.columns}
        if question.kind == "attendance":
            values["name"] = self.chance.choice(PEOPLE)
            values["relation"] = self.chance.choice((*RELATIONS, values["relation"]))
        elif question.kind == "carried_actions":
            values["text"] = values["text"].strip() or "Call the school"
        elif question.kind == "disagreements" and self.chance.random() < 0.7:
            keys = [one.key for one in self.form.questions()]
            where = self.chance.choice(("background", self.chance.choice(keys)))
            values |= {RAISED_AT: where, "who": self.chance.choice(PEOPLE)}
        return values

    def record(self) -> Record:
        answers: dict[str, str] = {}
        tables: dict[str, tuple[Row, ...]] = {}
        for question in self.form.questions():
            if question.has_rows:
                tables[question.key] = self.rows(question)
            elif question.kind != "calculated" and self.chance.random() < 0.6:
                answers[question.key] = self.words(question)
            if self.chance.random() < 0.3:
                answers[f"reason.{question.key}"] = "The report comes on Monday."
        for section in self.form.section:
            if self.chance.random() < 0.1:
                answers[f"not_discussed.{section.key}"] = "No time was left."
        asked = (self.form.of_kind(kind) for kind in ROWS)  # pyright: ignore[reportArgumentType]
        parts = [tables.pop(one.key, ()) if one else () for one in asked]
        return Record(MEETING, Child("c", {}), answers, tables, *parts)


MEETING = Meeting("m", "PPM-TEST22", "c", "any", created_at=f"{STARTED}T10:00:00+00:00")


@pytest.mark.parametrize("key", FORMS)
@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXT, min_size=1, max_size=12), seed=st.integers(0, 2**32))
def test_what_is_read_back_prints_as_it_did(key: str, texts: list[str], seed: int):
    form = LIBRARY.forms[key]
    printed = freeze(form, Chair(form, texts, seed).record(), IMPRINT)
    thawed = thaw(form, printed, LIBRARY.choices, STARTED)
    again = freeze(form, thawed.record, IMPRINT)
    assert content(again) == content(printed)
    assert fingerprint(again) == fingerprint(printed)
    assert thawed.unknown == ()


def test_a_day_that_was_said_by_its_weekday_prints_as_that_day_and_is_read_back():
    form = LIBRARY.forms["initial_ppm"]
    printed = freeze(form, Record(MEETING, Child("c", {}), {"meeting_date": "fri"}), IMPRINT)
    assert printed.held == "2026-11-27"
    thawed = thaw(form, printed, LIBRARY.choices, STARTED)
    assert thawed.record.answers["meeting_date"] == "27 November 2026"


def test_a_disagreement_comes_back_to_the_question_where_it_was_raised():
    form = LIBRARY.forms["initial_ppm"]
    kept = form.of_kind("disagreements")
    assert kept
    rows = (
        Row("1", {"who": "Lee Madeup", "about": "Food", "view": "Too little."}),
        Row("2", {"who": "Lee Madeup", "view": "Never asked.", RAISED_AT: "background"}),
    )
    people = (Row("p", {"name": "Lee Madeup", "relation": "Aunt", "agency": "none"}),)
    record = Record(MEETING, Child("c", {}), {}, {kept.key: rows}, people)
    thawed = thaw(form, freeze(form, record, IMPRINT), LIBRARY.choices, STARTED)
    found = thawed.record.tables[kept.key]
    assert [row.values.get(RAISED_AT, "") for row in found] == ["", "background"]
    assert thawed.record.attendance[0].values == people[0].values


def test_status_owner_and_day_of_an_earlier_action_come_apart_again():
    form = LIBRARY.forms["review_ppm"]
    said = {
        "text": "Call the school",
        "update": "Twice, no answer.",
        "status": "Part done",
        "new_owner": "Kit Notreal",
        "new_target": "1 December 2026",
    }
    offered = next(c for c in form.question("carried").columns if c.key == "status")
    assert said["status"] in LIBRARY.choices(offered)
    record = Record(MEETING, Child("c", {}), {}, carried=(Row("1", said),))
    thawed = thaw(form, freeze(form, record, IMPRINT), LIBRARY.choices, STARTED)
    assert thawed.record.carried[0].values == said


def test_what_was_said_of_the_draft_comes_back_too():
    form = LIBRARY.forms["initial_ppm"]
    answers = {BY: "Ash Invented", ROLE: "Manager", ON: "3 March 2026"}
    rows = (Row("1", {"who": "Lee Madeup", "said": "A name is wrong.", "outcome": "Accepted"}),)
    record = Record(MEETING, Child("c", {}), answers, {COMMENTS.key: rows})
    imprint = replace(IMPRINT, comments=True)
    thawed = thaw(form, freeze(form, record, imprint), LIBRARY.choices, STARTED)
    assert thawed.unknown == ()
    assert freeze(form, thawed.record, imprint) == freeze(form, record, imprint)


@pytest.mark.parametrize("key", FORMS)
def test_every_column_of_our_own_forms_is_in_the_file(key: str):
    assert does_not_print(LIBRARY.forms[key]) == []
