"""A council's profile changes words, strictness and expectations, and only adds to what prints."""

import os
import subprocess
import sys
from datetime import date
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

[[chair]]
roles = ["Team manager"]
forms = ["initial_ppm"]
since = 2024-10-01
source = "Own 1"

[[timescale]]
key = "first"
duty = "initial_ppm"
what = "Initial PPM"
event = "entered_care"
number = 14
unit = "days"
unit_open = true
outputs = ["warn", "overdue"]
met_by = "initial_ppm_held"
source = "Own 2"
sentence = "Two weeks."

[[timescale]]
key = "said"
duty = "said"
what = "Said"
event = "home_at_risk"
source = "Own 3"
sentence = "Soon."
"""


def own(folder: Path, text: str = GOOD) -> Profile:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    profiles, mistakes = load_profiles(council=folder, library=LIBRARY)
    assert mistakes == []
    return profiles["own"]


def test_five_councils_stand_without_a_mistake_the_neutral_one_last():
    profiles, mistakes = load_profiles(library=LIBRARY)
    assert mistakes == []
    assert list(profiles) == ["calderdale", "camden", "lambeth", "lancashire", "another"]
    assert [p.case_system for p in profiles.values()][:4] == ["CASS", "Mosaic", "Mosaic", "LCS"]
    assert [p.family_invited for p in profiles.values()] == [
        "no",
        "not stated",
        "not stated",
        "yes",
        "not stated",
    ]
    assert {p.marking for p in profiles.values()} == {"OFFICIAL-SENSITIVE"}


def test_another_council_has_national_timescales_only():
    profiles, _ = load_profiles(library=LIBRARY)
    another = profiles["another"]
    assert (another.timescale, another.chair, another.panel) == ((), (), ())
    assert {rule.key.partition("_")[0] for rule in another.rules} == {"national"}


def test_the_printed_label_keeps_the_templates_words_and_adds_the_councils():
    profiles, _ = load_profiles(library=LIBRARY)
    printed = {
        key: apply(profile, FORM).question("case_number").label for key, profile in profiles.items()
    }
    assert printed == {
        "calderdale": "CASS Number",
        "camden": "CASS Number (Mosaic ID)",
        "lambeth": "CASS Number (Mosaic ID)",
        "lancashire": "CASS Number (LCS number)",
        "another": "CASS Number",
    }


def test_what_is_added_in_print_stays_off_the_screen(tmp_path: Path):
    added = 'question = "plan"\nprinted_addition = "Route"'
    profile = own(tmp_path, GOOD.replace('question = "plan"', added))
    question = apply(profile, FORM).question("plan")
    assert question.label == FORM.question("plan").label + " (Route)"
    assert question.words == FORM.question("plan").words


def test_a_missing_adoption_target_only_warns_outside_calderdale():
    profiles, _ = load_profiles(library=LIBRARY)
    for key, profile in profiles.items():
        target = apply(profile, FORM).question("shobpa_target")
        assert bool(target.required_if) == (key == "calderdale")
        assert bool(target.advised_if) == (key != "calderdale")


def test_lambeths_chair_changes_with_the_day_and_both_sources_are_named():
    profiles, _ = load_profiles(library=LIBRARY)
    lambeth = profiles["lambeth"]
    (before,) = lambeth.chairs("initial_ppm", date(2024, 9, 30))
    (after,) = lambeth.chairs("initial_ppm", date(2024, 10, 1))
    assert (before.roles[0], before.source) == ("Team manager", "LP 1.4, 4.10")
    assert (after.roles, after.source) == (("Early Permanency Team",), "LS 3")
    assert any(one.about == "Who chairs a PPM" for one in lambeth.disagreement)
    (disruption,) = lambeth.chairs("disruption", date(2026, 1, 5))
    assert disruption.source == "LP 9.4"


def test_whom_a_meeting_expects():
    profiles, _ = load_profiles(library=LIBRARY)
    today = date(2026, 10, 5)
    (camden,) = profiles["camden"].attendees("review_ppm", today)
    assert "Independent reviewing officer" in camden.roles
    assert profiles["another"].attendees("review_ppm", today) == ()


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
        ('["initial_ppm"]', '["initial_pmp"]', 5, "mean “initial_ppm”"),
        ('"advised"', '"adviced"', 14, "Allowed: advised, optional, required"),
        ("added_choices", 'strictness = "optional"\nadded_choices', 26, "Allowed: required"),
        ('"background"', '"shobpa_target"', 17, "reworded twice"),
        ('strictness = "optional"', 'added_choices = ["x"]', 18, "offers no choices"),
        ("case_system", "case_sytem", 4, "mean “case_system”"),
        ('label = "Mosaic ID"', 'kind = "line"', 9, "not a word that may stand here"),
        ('"Mosaic ID"', '"x"\n[[reword]]\nquestion = "pronoun"', 11, "mean “pronouns”"),
        ('"background"', '"options"\nprinted_addition = "x"', 18, "prints no label"),
        ("2024-10-01", '"October 2024"', 31, "such as 2026-12-28"),
        ('forms = ["initial_ppm"]\nsince', 'forms = ["inital_ppm"]\nsince', 30, "“initial_ppm”"),
        ('"entered_care"', '"entered_car"', 38, "mean “entered_care”"),
        ('"initial_ppm_held"', '"initial_ppm_helt"', 43, "mean “initial_ppm_held”"),
        ('unit = "days"\n', 'unit = "fortnights"\n', 40, "Allowed: days, months, weeks, working"),
        ('unit = "days"\n', 'unit = "weeks"\n', 41, "unit_open is for days"),
        ("number = 14\n", "", 34, "A limit needs both"),
        ("number = 14", 'number = "14"', 39, "a whole number, such as 3"),
        ("number = 14", "number = 14000", 39, "up to 1000"),
        ('outputs = ["warn", "overdue"]\n', "", 34, "Allowed: suggest, warn, overdue"),
        ('["warn", "overdue"]', '["warn", "late"]', 42, "Allowed: overdue, suggest, warn"),
        ("unit_open = true", "warn_at = 14", 41, "Allowed: less than 14"),
        ('key = "said"', 'key = "first"', 48, "key of two timescales"),
        ('"home_at_risk"', '"home_at_risk"\noutputs = ["warn"]', 47, "give number and unit"),
        ('source = "Own 3"\n', "", 47, "“source” is missing"),
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
    assert "own" not in profiles
    assert len(profiles) == 5


def chairside(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", *words, "--data-dir", str(folder)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def test_the_command_prints_each_deadline_with_its_source(tmp_path: Path):
    answer = chairside(
        "due", "--council", "Lambeth", "--event", "entered_care=2019-12-17", folder=tmp_path
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[:2] == [
        (
            "Tue 31 Dec 2019  overdue  Initial PPM  "
            "LP 2.2: 14 days (working or calendar days is not said)  (sources differ)"
        ),
        "Thu 9 Jan 2020  overdue  Initial PPM  LP 4.2: 14 working days  (sources differ)",
    ]
    assert any(line.startswith("Not given: need_identified (the need") for line in lines)
    assert not any(tmp_path.iterdir()), "it needs no store and makes none"


@pytest.mark.parametrize(
    ("council", "event", "code", "said"),
    [
        ("Lambet", "entered_care=2026-12-17", 1, "Allowed: calderdale, camden, lambeth"),
        ("lambeth", "entered=2026-12-17", 2, "date_of_birth, entered_care, plo_started"),
        ("lambeth", "entered_care=2026-02-30", 2, "such as entered_care=2026-12-28"),
        ("lambeth", "entered_care", 2, "such as entered_care=2026-12-28"),
    ],
)
def test_the_command_says_what_is_allowed(
    tmp_path: Path, council: str, event: str, code: int, said: str
):
    answer = chairside("due", "--council", council, "--event", event, folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert said in " ".join(answer.stderr.split())
    assert "Traceback" not in answer.stderr


def test_the_command_refuses_two_dates_for_one_event(tmp_path: Path):
    twice = ("--event", "ppm_held=2026-12-01", "--event", "ppm_held=2026-12-02")
    answer = chairside("due", "--council", "lambeth", *twice, folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == "The event “ppm_held” is given twice. Give it one date.\n"
