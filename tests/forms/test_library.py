"""A council drops its own forms into a folder; a broken one never stands in the way of the rest."""

from pathlib import Path

import pytest
from own_form import OWN_FORM

from desktop_app.forms.checks import CALCULATIONS
from desktop_app.forms.library import Library, load_library
from desktop_app.forms.toml import Mistake
from desktop_app.forms.vocabulary import load_vocabularies
from desktop_app.records import answers

GOOD = (
    OWN_FORM
    + """
[[section]]
key = "talk"
title = "Talk"
place = 3
part = "additional"
print = [["mood", "days"], ["visits"]]

[[section.question]]
key = "mood"
label = "Mood"
kind = "choice"
choices = "yes_no"

[[section.question]]
key = "days"
label = "Days"
kind = "number"
required_if = [{ question = "mood", is = "Yes" }]

[[section.question]]
key = "visits"
label = "Visits"
kind = "table"
columns = [
    { key = "who", label = "Who" },
    { key = "why", label = "Why", required_if = [{ question = "who", answered = true }] },
]
"""
)


def load(folder: Path, text: str = GOOD) -> Library:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return load_library(council=folder)


def test_a_councils_form_stands_beside_ours(tmp_path: Path):
    library = load(tmp_path)
    assert library.mistakes == ()
    assert {"own", "initial_ppm"} <= library.forms.keys()
    assert library.forms["own"].question("case_number").label == "CASS Number"


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (changed('key = "days"', 'key = "mood"'), 28, ["asked twice"]),
        (changed('key = "days"', 'key = "chair"'), 28, ["“chair” is asked twice"]),
        (changed('{ question = "mood"', '{ question = "moods"'), 31, ["“moods”", "mean “mood”"]),
        (changed('is = "Yes"', 'is = "yes"'), 31, ["“yes”", "Allowed: Yes, No"]),
        (changed(', is = "Yes"', ""), 31, ["says nothing", "is, is_not, any_of"]),
        (changed('{ question = "who"', '{ question = "whom"'), 39, ["“whom”", "Allowed: who, why"]),
        (changed('["mood", "days"]', '["mood", "day"]'), 19, ["“day”", "mood, days, visits"]),
        (changed('["mood", "days"], ["visits"]', '["mood", "visits"]'), 19, ["group of its own"]),
        (changed('["visits"]', '["mood"]'), 19, ["print twice"]),
        (
            changed('"yes_no"', '"yes_or_no"'),
            25,
            ["“yes_or_no”", "mean “yes_no”", "yes_no_not"],
        ),
        (changed('choices = "yes_no"\n', ""), 21, ["“choices” is missing", "yes_no"]),
        (changed('"number"', '"calculated"'), 27, ["cannot be calculated", "age_at_meeting"]),
        (changed('kind = "number"', 'kind = "table"'), 30, ["needs “columns”"]),
        (changed('kind = "table"', 'kind = "fixed_table"'), 36, ["needs “rows”"]),
        (changed('kind = "table"', 'kind = "actions"'), 37, ["needs a column “text”"]),
        (changed("place = 3", "place = 2"), 17, ["taken by “meeting”", "such as 3"]),
        (changed('use = "child"', 'use = "childs"'), 7, ["“childs”", "mean “child”"]),
        (changed('use = "meeting"\nplace = 2', 'use = "meeting"'), 10, ["“place” is missing"]),
        (changed('key = "days"', 'key = "Days left"'), 28, ["cannot be a key", "Allowed"]),
        (changed('key = "days"', f'key = "{"d" * 29}"'), 28, ["cannot be a key", "up to 28"]),
        (changed('kind = "choice"', 'kind = "choice"\nblocks = true'), 25, ["“blocks” needs"]),
        (changed('kind = "number"', 'kind = "number"\ncarry = "child"'), 31, ["hold no “days”"]),
        (changed('[[section]]\nuse = "meeting"\nplace = 2\n', ""), 1, ["does not ask “chair”"]),
    ],
)
def test_a_mistake_in_a_councils_form_is_shown_and_the_rest_works(
    tmp_path: Path, text: str, line: int, said: list[str]
):
    library = load(tmp_path, text)
    found = next(one for one in library.mistakes if said[0] in one.what)
    assert (found.file, found.line) == (tmp_path / "own.toml", line)
    assert [words for words in said if words not in found.what] == []
    assert "own" not in library.forms
    assert "initial_ppm" in library.forms


def test_a_condition_may_name_a_cell_of_a_fixed_table(tmp_path: Path):
    cell = 'question = "options.adoption.answer", is = "Yes"'
    options = '[[section]]\nuse = "options"\nplace = 4\n\n[[section]]\nuse = "steps"\nplace = 5\n'
    plan = '\n[[section]]\nuse = "plan"\nplace = 6\n\n[[section]]\nuse = "situation"\nplace = 7\n\n'
    text = changed('question = "mood", is = "Yes"', cell).replace(
        '[[section]]\nkey = "talk"', f'{options}{plan}[[section]]\nkey = "talk"'
    )
    assert load(tmp_path, text).mistakes == ()
    (found,) = load(tmp_path, text.replace("options.adoption.a", "options.adopt.a")).mistakes
    assert "no cell “adopt.answer”" in found.what
    assert "adoption.answer" in found.what


def test_a_councils_form_of_the_same_key_replaces_ours(tmp_path: Path):
    library = load(tmp_path, changed('key = "own"', 'key = "initial_ppm"'))
    assert library.forms["initial_ppm"].title == "OWN MEETING"


def test_a_councils_broken_form_leaves_ours_of_the_same_key(tmp_path: Path):
    text = changed('key = "own"', 'key = "initial_ppm"').replace('"yes_no"', '"maybe"')
    library = load(tmp_path, text)
    assert library.forms["initial_ppm"].title.startswith("INITIAL PERMANENCE")
    assert library.mistakes


def test_two_files_of_one_form_are_one_too_many(tmp_path: Path):
    (tmp_path / "again.toml").write_text(GOOD, encoding="utf-8")
    (found,) = load(tmp_path).mistakes
    assert found.file.name == "own.toml"
    assert "“own” already" in found.what


def test_a_used_section_may_be_altered(tmp_path: Path):
    more = """place = 1
title = "The child"

[[section.question]]
key = "legal_status"
label = "Status"
kind = "line"

[[section.question]]
key = "nickname"
label = "Nickname"
kind = "line"
"""
    library = load(tmp_path, changed("place = 1\n", more))
    child = library.forms["own"].section[0]
    assert library.mistakes == ()
    assert (child.title, child.heading) == ("The child", "Child Details")
    assert [question.key for question in child.question][-2:] == ["legal_status", "nickname"]
    assert child.question[-2].label == "Status"


def test_choices_are_the_words_of_the_vocabulary():
    library = load_library()
    form = library.forms["initial_ppm"]
    assert library.choices(form.question("sibling_group")) == ("Yes", "No", "Not known")
    assert library.choices(form.question("background")) == ()


def test_a_vocabulary_with_a_mistake_is_left_out(tmp_path: Path):
    (tmp_path / "moods.toml").write_text('[[term]]\nname = "Glad"\n\n[[term]]\nname = "Sad"\n')
    (tmp_path / "twice.toml").write_text('[[term]]\nname = "Glad"\n\n[[term]]\nname = "Glad"\n')
    found, mistakes = load_vocabularies(tmp_path)
    assert found.keys() == {"moods"}
    assert mistakes == [Mistake(tmp_path / "twice.toml", 5, "“Glad” is offered twice. Keep one.")]


def test_what_a_form_may_calculate_can_be_calculated():
    assert set(CALCULATIONS) == set(answers.CALCULATIONS)
