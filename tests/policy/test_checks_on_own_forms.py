"""Checks know questions by their keys, wherever a council asks them, and tables of one by kind."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from checks_examples import COUNCIL, record, rows

from desktop_app.forms.library import load_library
from desktop_app.policy import checks
from desktop_app.policy.checks.case import Case
from desktop_app.policy.checks.every import run
from desktop_app.records.meeting import Record

READING = ("asks", "said", "day", "chose", "rows", "cell", "said_last_time", "found")
OWN = """key = "own"
name = "Own"
title = "OWN MEETING"
code = "OWN"

[[section]]
key = "all"
title = "All"
place = 1
part = "template"
question = [
    { key = "child_name", label = "Name", kind = "line" },
    { key = "case_number", label = "Number", kind = "line" },
    { key = "meeting_date", label = "Date", kind = "date" },
    { key = "chair", label = "Chair", kind = "person" },
    { key = "who_came", label = "Who came", kind = "attendance", columns = [
        { key = "name", label = "Name" },
        { key = "relation", label = "Role" },
        { key = "attended", label = "Attended", kind = "choice", choices = "attended" },
    ] },
    { key = "to_do", label = "To do", kind = "actions", columns = [
        { key = "text", label = "What" },
        { key = "owner", label = "Who" },
        { key = "target", label = "When", kind = "date" },
    ] },
    { key = "next_meeting", label = "Next", kind = "date" },
]
"""


def own(folder: Path, here: Record) -> Case:
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    library = load_library(council=folder)
    assert library.mistakes == ()
    return Case(library.forms["own"], here, COUNCIL.profile("calderdale"))


def test_a_councils_own_form_is_checked_where_it_asks_the_same(tmp_path: Path):
    person = {"name": "Anil Sketch", "relation": "Teacher", "attended": "Present"}
    task = {"text": "Ring", "owner": "Tom Makebelieve", "target": "1 October 2026"}
    here = record({}, "own", attendance=rows(person), actions=rows(task))
    assert {one.key for one in run(own(tmp_path, here))} == {
        "who_came.no-chair",
        "who_came.no-social-worker",
        "to_do.tell-owner",
        "to_do.before-meeting",
    }


def test_a_councils_own_form_is_left_alone_where_all_is_well(tmp_path: Path):
    people = (
        {"name": "Helen Pretend", "relation": "Team manager", "attended": "Present"},
        {"name": "Joseph Imagined", "relation": "Social worker", "attended": "Present"},
    )
    task = {"text": "Ring", "owner": "Joseph", "target": "12 October 2026"}
    here = record({}, "own", attendance=rows(*people), actions=rows(task))
    assert run(own(tmp_path, here)) == []


def keys_in_the_source() -> Iterator[tuple[str, str]]:
    for file in Path(checks.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                first = node.args[0] if node.args else None
                mine = ast.unparse(node.func.value) == "case" and node.func.attr in READING
                if mine and isinstance(first, ast.Constant):
                    yield str(first.value), file.name


@pytest.mark.parametrize(("key", "file"), sorted({*keys_in_the_source()}))
def test_some_form_asks_what_a_check_reads(key: str, file: str):
    asked = {q.key for form in COUNCIL.library.forms.values() for q in form.questions()}
    assert key in asked, file
