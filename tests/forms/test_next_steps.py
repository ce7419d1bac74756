"""A form may lead on to another, and may take a part of a shared section."""

from pathlib import Path

import pytest

from desktop_app.forms.library import Library, load_library

GOOD = """key = "own"
name = "Own"
title = "OWN MEETING"
code = "OWN"

[[next]]
form = "stability"
because = "It is time."
when = [{ question = "venue", is = "Online" }]

[[section]]
use = "child"
only = ["child_name", "case_number", "meeting_date"]
place = 1

[[section]]
use = "meeting"
place = 2
"""


def load(folder: Path, old: str = "", new: str = "") -> Library:
    assert old in GOOD
    (folder / "own.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    return load_library(council=folder)


def test_a_councils_form_may_lead_on_to_one_of_ours(tmp_path: Path):
    library = load(tmp_path)
    assert library.mistakes == ()
    (step,) = library.forms["own"].next
    assert (step.form, step.because, step.when[0].question) == ("stability", "It is time.", "venue")


def test_a_form_may_lead_on_to_itself(tmp_path: Path):
    library = load(tmp_path, '"stability"', '"own"')
    assert library.mistakes == ()
    assert library.forms["own"].next[0].form == "own"


def test_a_step_to_a_form_that_is_not_here_is_left_out_and_the_form_stays(tmp_path: Path):
    library = load(tmp_path, '"stability"', '"stabilty"')
    (mistake,) = library.mistakes
    assert (mistake.file, mistake.line) == (tmp_path / "own.toml", 7)
    assert "There is no form “stabilty”. Did you mean “stability”?" in mistake.what
    assert library.forms["own"].next == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('question = "venue"', 'question = "venues"', 9, "no question “venues”"),
        ('is = "Online"', 'is = "On line"', 9, "not among the choices of “venue”"),
        ('"case_number", ', '"number", ', 13, "no question “number”"),
        ('"case_number", ', "", 1, "does not ask “case_number”"),
        ('use = "child"\n', 'key = "child"\n', 13, "“only” needs “use”"),
    ],
)
def test_a_mistake_leaves_the_form_out(tmp_path: Path, old: str, new: str, line: int, said: str):
    library = load(tmp_path, old, new)
    found = next(one for one in library.mistakes if said in one.what)
    assert found.line == line
    assert "own" not in library.forms


def test_a_part_of_a_shared_section_prints_as_the_whole_does(tmp_path: Path):
    section = load(tmp_path).forms["own"].section[0]
    assert [q.key for q in section.question] == ["child_name", "case_number", "meeting_date"]
    assert section.print == (("child_name", "case_number", "meeting_date"),)
    assert section.heading == "Child Details"


CARRIED = """
[[section]]
key = "carried"
title = "Carried"
place = 3
part = "template"

[[section.question]]
key = "carried"
label = "Carried"
kind = "carried_actions"
columns = [
    { key = "text", label = "What", read_only = true },
    { key = "owner", label = "Who", kind = "person" },
    { key = "target", label = "When", kind = "date" },
    { key = "update", label = "Update", kind = "notes" },
    { key = "status", label = "Status", kind = "choice", choices = "action_status" },
    { key = "origin", label = "From", printed = false },
]
"""


def test_carried_actions_have_the_columns_that_are_kept_for_them(tmp_path: Path):
    library = load(tmp_path, "place = 2\n", f"place = 2\n{CARRIED}")
    assert library.mistakes == ()
    assert library.forms["own"].question("carried").columns[0].read_only
    less = CARRIED.replace('    { key = "origin", label = "From", printed = false },\n', "")
    (found,) = load(tmp_path, "place = 2\n", f"place = 2\n{less}").mistakes
    assert "needs a column “origin”" in found.what
