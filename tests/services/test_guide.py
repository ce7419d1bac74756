"""Whose paper it is, and where a council's own papers contradict each other."""

from pathlib import Path

import pytest

from desktop_app.forms.library import load_library
from desktop_app.policy.profile import load_profiles
from desktop_app.services.guide import Guide, guide_for

LIBRARY = load_library()
PROFILES, _ = load_profiles(library=LIBRARY)


def guide(council: str, form: str = "initial_ppm") -> Guide:
    return guide_for(PROFILES[council], form)


def test_the_councils_own_papers_come_first():
    source = "Cam 9; LP 4.17(v); Cal App 2; Practice"
    assert guide("lambeth").sources(source) == [
        "Your council: Lambeth Protocol, paragraph 4.17(v)",
        "Other councils: Camden guidance, section 9; Calderdale Policy, Appendix 2",
        "Good practice",
    ]
    assert guide("another").sources("Cam 9") == ["Another council: Camden guidance, section 9"]
    assert guide("camden").sources("") == []


def test_the_list_of_documents_marks_the_councils_own():
    own = [short for short, title in guide("lambeth").papers() if title.endswith("own)")]
    assert own == ["LP", "LS"]
    assert len(guide("another").papers()) == len(guide("lambeth").papers())


def test_both_papers_are_named_with_what_each_says():
    (found,) = guide("lambeth").contradictions("chair")
    assert found.heading == "Your council’s documents say two things"
    (protocol, by), (strategy, by_now) = found.says
    assert protocol.startswith("Lambeth Protocol, paragraphs 1.4 and 4.10")
    assert strategy.startswith("Lambeth Strategy, section 3")
    assert ("team manager" in by, "Early Permanency Team" in by_now) == (True, True)


def test_a_contradiction_stands_only_where_it_matters():
    assert guide("lambeth").contradictions("meeting_date")
    assert guide("lambeth", "review_ppm").contradictions("meeting_date") == []
    assert guide("lambeth", "disruption").contradictions("chair") == []
    assert guide("camden").contradictions("chair") == []
    assert Guide().contradictions("chair") == []


@pytest.mark.parametrize("council", PROFILES)
def test_no_contradiction_is_passed_over(council: str):
    """Each stands beside a question of its meetings, or in the list of the others."""
    profile = PROFILES[council]
    shown: set[str] = set()
    for key, form in LIBRARY.forms.items():
        here = guide(council, key)
        questions = ["", *(question.key for question in form.questions())]
        shown |= {one.about for key in questions for one in here.contradictions(key)}
    assert shown == {one.about for one in profile.disagreement}


def test_a_question_that_no_form_asks_is_a_mistake_with_its_line(tmp_path: Path):
    own = "\n".join(
        (
            'key = "own"',
            'name = "Own"',
            'council = "Own Council"',
            'case_system = "Own"',
            "[[disagreement]]",
            'about = "Who chairs"',
            'says = ["Own 1: one", "Own 2: another"]',
            'questions = ["chair", "char_role"]',
            'forms = ["initial"]',
        )
    )
    (tmp_path / "own.toml").write_text(own, encoding="utf-8")
    _, mistakes = load_profiles(council=tmp_path, library=LIBRARY)
    of_form, of_question = mistakes
    assert (of_form.line, of_question.line) == (9, 8)
    assert of_question.what.startswith("No form asks “char_role”. Did you mean “chair_role”?")


def test_what_explains_a_row_is_found_by_its_key():
    options = LIBRARY.forms["initial_ppm"].question("options")
    titles = [entry.title for entry in guide("camden").entries_of(options, "cao_sgo")]
    assert titles == ["Special guardianship (SGO)", "Child arrangements order (CAO)"]
    assert guide("camden").entries_of(options, "") == ()
    assert guide("camden").entries_of(options, "long-lost") == ()
