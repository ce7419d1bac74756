"""A whole invented record of each form: every question answered, every table with rows."""

from dataclasses import replace
from pathlib import Path

from desktop_app.forms.model import Column, Form, Question
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import RAISED_AT, Child, Meeting, Record, Row
from desktop_app.records.snapshot import Signature, Snapshot
from desktop_app.services.council import load_council

FORMS = ("initial_ppm", "review_ppm", "selection", "disruption", "stability")
NOTE = (
    "Robin has settled with the carers and talks about school with pleasure. Both Saturdays with "
    "Gran went well; the note of 3 November says the same.\n\n"
    "The social worker sees the school before half term, because the last report was thin."
)
_WORDS = {
    "notes": NOTE,
    "date": "12 December 2026",
    "time": "10:30",
    "number": "2",
    "person": "Priya Invented",
    "line": "Some words that may wrap",
}
_COUNCIL = load_council(Places(Path("/nowhere")))
_PROFILE = _COUNCIL.profile("calderdale")


def whole(key: str) -> Snapshot:
    """Signed, as it prints."""
    form = _COUNCIL.form(key, _PROFILE)
    signature = Signature(
        "Chris Chairperson",
        "Team manager",
        "20 November 2026, 16:10",
        "I chaired this meeting. This is my record of what was said and recommended.",
        "Sealed with an invented certificate.",
    )
    return freeze(
        form, everything(form), Imprint(_PROFILE.council, _PROFILE.marking, "1.0", signature)
    )


def everything(form: Form) -> Record:
    asked = [question for question in form.questions() if question.kind != "calculated"]
    plain = {question.key: _said(question) for question in asked if not question.has_rows}
    known = {"child_name": "Robin Testname", "case_number": "1204417"}
    rows = {question.kind: _rows(question) for question in asked if question.has_rows}
    tables = {question.key: _rows(question) for question in asked if question.has_rows}
    meeting = Meeting("m", "PPM-4F7KQ2", "c", form.key, created_at="2026-11-20T10:00:00+00:00")
    carried = (
        replace(row, values={**row.values, "origin": "PPM-1, 2 Nov 2026"})
        for row in rows.get("carried_actions", ())
    )
    return Record(
        meeting,
        Child("c", known),
        {**plain, **known, "meeting_date": "20 November 2026"},
        tables,
        rows.get("attendance", ()),
        rows.get("actions", ()),
        tuple(carried),
    )


def _rows(question: Question) -> tuple[Row, ...]:
    keys = [row.key for row in question.rows] or ["one", "two", "three"]
    more = {RAISED_AT: "child_name"} if question.kind == "disagreements" else {}
    return tuple(
        Row(key, {column.key: _said(column) for column in question.columns} | more) for key in keys
    )


def _said(asked: Question | Column) -> str:
    if asked.kind in ("choice", "choices"):
        return "\n".join(_COUNCIL.library.choices(asked)[: 2 if asked.kind == "choices" else 1])
    return _WORDS[asked.kind]
