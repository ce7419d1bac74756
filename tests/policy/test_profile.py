"""A council's profile changes words on screen and strictness, and never what prints."""

from pathlib import Path

import pytest

from desktop_app.forms.library import load_library
from desktop_app.policy.profile import Profile, apply, load_profiles

LIBRARY = load_library()
FORM = LIBRARY.forms["initial_ppm"]
GOOD = """key = "own"
name = "Own"
council = "Own Borough Council"
case_system = "Mosaic"
forms = ["initial_ppm"]

[[reword]]
question = "case_number"
label = "Mosaic ID"
hint = "Seven digits."

[[reword]]
question = "shobpa_target"
strictness = "advised"

[[reword]]
question = "background"
strictness = "optional"

[[reword]]
question = "life_story"
strictness = "required"

[[reword]]
question = "plan"
added_choices = ["Supported lodgings"]
"""


def own(folder: Path, text: str = GOOD) -> Profile:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    profiles, mistakes = load_profiles(council=folder, library=LIBRARY)
    assert mistakes == []
    return profiles["own"]


def test_calderdale_stands_without_a_mistake():
    profiles, mistakes = load_profiles(library=LIBRARY)
    assert mistakes == []
    calderdale = profiles["calderdale"]
    assert (calderdale.case_system, calderdale.interval_weeks) == ("CASS", 6)
    assert calderdale.marking == "OFFICIAL-SENSITIVE"


def test_the_screen_takes_the_councils_words_and_the_paper_keeps_its_own(tmp_path: Path):
    form = apply(own(tmp_path), FORM)
    number = form.question("case_number")
    assert (number.words, number.hint) == ("Mosaic ID", "Seven digits.")
    assert [q.label for q in form.questions()] == [q.label for q in FORM.questions()]
    assert [q.kind for q in form.questions()] == [q.kind for q in FORM.questions()]
    assert [s.print for s in form.section] == [s.print for s in FORM.section]


def test_strictness_keeps_when_it_is_asked(tmp_path: Path):
    form = apply(own(tmp_path), FORM)
    target = form.question("shobpa_target")
    assert target.required_if == ()
    assert target.advised_if == FORM.question("shobpa_target").required_if
    assert (form.question("background").required, form.question("background").advised) == (
        None,
    ) * 2
    life_story = form.question("life_story")
    assert (life_story.required, life_story.advised) == ("always", None)


def test_no_profile_lets_minutes_be_signed_without_a_plan(tmp_path: Path):
    (tmp_path / "own.toml").write_text(
        GOOD.replace("added_choices", 'strictness = "optional"\nadded_choices'), encoding="utf-8"
    )
    profiles, _ = load_profiles(council=tmp_path)  # without the library, nothing is refused
    plan = apply(profiles["own"], FORM).question("plan")
    assert (plan.required, plan.blocks) == ("always", True)


def test_added_choices_follow_ours(tmp_path: Path):
    plan = apply(own(tmp_path), FORM).question("plan")
    assert LIBRARY.choices(plan)[-2:] == ("Not yet decided", "Supported lodgings")


def test_a_councils_profile_of_the_same_key_replaces_ours(tmp_path: Path):
    text = GOOD.replace('key = "own"', 'key = "calderdale"')
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    profiles, _ = load_profiles(council=tmp_path, library=LIBRARY)
    assert profiles["calderdale"].case_system == "Mosaic"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('question = "case_number"', 'question = "case_numbr"', 8, "mean “case_number”"),
        ('["initial_ppm"]', '["initial_pmp"]', 5, "Allowed: initial_ppm"),
        ('"advised"', '"adviced"', 14, "Allowed: advised, optional, required"),
        ("added_choices", 'strictness = "optional"\nadded_choices', 26, "Allowed: required"),
        ('"background"', '"shobpa_target"', 17, "reworded twice"),
        ('strictness = "optional"', 'added_choices = ["x"]', 18, "offers no choices"),
        ("case_system", "case_sytem", 4, "mean “case_system”"),
        ('label = "Mosaic ID"', 'kind = "line"', 9, "not a word that may stand here"),
    ],
)
def test_a_broken_profile_is_shown_and_ours_stay(
    tmp_path: Path, old: str, new: str, line: int, said: str
):
    assert old in GOOD
    (tmp_path / "own.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    profiles, (found,) = load_profiles(council=tmp_path, library=LIBRARY)
    assert (found.file.name, found.line) == ("own.toml", line)
    assert said in found.what
    assert profiles.keys() == {"calderdale"}
