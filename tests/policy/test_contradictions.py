"""Where the councils' papers contradict themselves, both sources stand; nothing is settled."""

from datetime import date

import pytest

from desktop_app.policy.profile import load_profiles

PROFILES, _ = load_profiles()
TODAY = date(2026, 11, 22)

# number of the list, profile, what stands in the texts of one disagreement
SHOWN = [
    (1, "lambeth", ("LP 2.2", "14 days", "LP 4.2", "14 working days")),
    (2, "lambeth", ("LP 1.4, 4.10", "team manager", "LS 3", "Early Permanency Team")),
    (3, "lambeth", ("LP 14.2", "Director of Social Care", "LS 3", "Corporate Director")),
    (3, "lambeth", ("Adopt London South", "South London RAA")),
    (4, "calderdale", ("Cal 7.1", "15 working days", "Cal App 5", "week 2")),
    (4, "calderdale", ("Cal 7.1", "10 days", "not said")),
    (5, "camden", ("Cam 4", "Cam 6", "second review")),
    (7, "calderdale", ("week 40", "week 42")),
    (7, "calderdale", ("three years", "one year")),
    (9, "lambeth", ("numbered 4.1", "two paragraphs 10.1", "9.3")),
    (9, "calderdale", ("A to L", "D, I and K")),
    (9, "calderdale", ("no Appendix 4",)),
    (10, "lambeth", ("Case Management Conference", "case management hearing")),
    (11, "lambeth", ("twenty-five", "twenty-one")),
]


@pytest.mark.parametrize(("number", "council", "words"), SHOWN)
def test_both_sources_of_a_contradiction_are_quoted(
    number: int, council: str, words: tuple[str, ...]
):
    texts = (" ".join(one.says) for one in PROFILES[council].disagreement)
    assert any(all(word in text for word in words) for text in texts), number


def test_councils_that_differ_from_each_other_each_keep_their_own():
    """Numbers 6 and 8: no paper contradicts itself there."""
    guardian = {
        council: [
            one.source
            for one in PROFILES[council].attendees("initial_ppm", TODAY)
            if "Children’s guardian" in one.roles
        ]
        for council in ("lambeth", "calderdale")
    }
    assert guardian == {"lambeth": ["LP 4.9"], "calderdale": ["Cal 7.1.2"]}
    assert PROFILES["calderdale"].family_invited == "no"
    assert PROFILES["lancashire"].family_invited == "yes"
    match = {
        council: (rule.number, rule.unit)
        for council in PROFILES
        for rule in PROFILES[council].timescale
        if rule.duty == "match_without_panel"
    }
    assert match == {"calderdale": (186, "months"), "lambeth": (16, "years")}


def test_nothing_is_counted_from_how_long_staying_put_may_last():
    rules = [rule for profile in PROFILES.values() for rule in profile.rules]
    born = [rule for rule in rules if rule.event == "date_of_birth"]
    assert not [rule for rule in born if rule.unit == "years" and (rule.number or 0) > 18]
