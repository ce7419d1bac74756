"""Which answers copies leave out by themselves, and what a council may say about its own."""

from pathlib import Path

import pytest
from form_examples import LIBRARY
from test_library import GOOD, load

from desktop_app.forms.marks import readers, reasons
from desktop_app.records.answers import holds
from desktop_app.records.meeting import Child, Meeting, Record

ADOPTED = "Placed for adoption with consent, new carer"


def left_out(form: str, **answers: str) -> dict[str, str]:
    """The mark of each private question of a form; of several the last."""
    record = Record(Meeting("m", "PPM-TEST22", "c", form), Child("c", {}), answers)
    return {
        question.key: private.mark
        for question in LIBRARY.forms[form].questions()
        for private in question.private
        if holds(private.when, record)
    }


@pytest.mark.parametrize("form", ["initial_ppm", "review_ppm", "disruption", "stability"])
def test_who_cares_for_the_child_is_left_out_of_copies(form: str):
    assert left_out(form)["home_carer"] == "home"


@pytest.mark.parametrize("form", ["initial_ppm", "review_ppm", "disruption", "stability"])
def test_the_carers_of_a_child_placed_for_adoption_are_the_adopters(form: str):
    assert left_out(form, home_type=ADOPTED)["home_carer"] == "adopters"


def test_where_the_child_goes_next_and_who_might_care_is_left_out_too():
    assert {"next_home", "home_history"} <= left_out("disruption").keys()
    assert {"match_carers", "other_carers"} <= left_out("selection").keys()


def test_every_role_on_offer_belongs_to_one_kind_of_reader():
    named = [role for reader in readers() for role in reader.roles]
    assert sorted(named) == sorted(set(LIBRARY.vocabularies["roles"].names))


def test_every_reason_is_kept_from_readers_that_there_are():
    known = {reader.key for reader in readers()}
    assert all(set(reason.kept_from) <= known for reason in reasons())
    assert all(reason.always or reason.kept_from for reason in reasons())


def private(mark: str) -> str:
    """The council's form of the examples, its first question private."""
    at = GOOD.index('kind = "')
    return f"{GOOD[:at]}private = [{mark}]\n{GOOD[at:]}"


def test_a_councils_own_question_may_be_private(tmp_path: Path):
    found = load(tmp_path, private('{ mark = "legal" }'))
    assert found.mistakes == ()


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ('{ mark = "lawful" }', "There is no mark “lawful”. "),
        (
            '{ mark = "legal", when = [{ question = "nowhere", is = "Yes" }] }',
            "no question “nowhere”",
        ),
    ],
)
def test_a_mistake_in_it_is_told(tmp_path: Path, mark: str, told: str):
    found = load(tmp_path, private(mark))
    assert any(told in str(mistake) for mistake in found.mistakes)
