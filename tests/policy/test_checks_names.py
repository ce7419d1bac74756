"""The guard against another child in this child's record; brothers and sisters are known."""

import pytest
from checks_examples import case, found, record, rows

from desktop_app.records.meeting import Child

MORGAN = Child("o1", {"child_name": "Morgan Rose Madeup", "case_number": "9900407"})
KIM = Child("o2", {"child_name": "Kim Testname", "case_number": "9900102"})
LEE = Child("o3", {"child_name": "Lee Fictional", "case_number": "9900103"})
MAY = Child("o4", {"child_name": "Asha May", "case_number": "9900104"})
OTHERS = (MORGAN, KIM, LEE, MAY)
STRANGER, FAMILY = "background.other-child", "background.brother-or-sister"


def said(text: str, **answers: str) -> set[str]:
    here = record({"background": text, **answers})
    return set(found(case(here, others=OTHERS)))


@pytest.mark.parametrize(
    "text",
    [
        "Morgan Madeup went home.",
        "morgan rose madeup went home",
        "Madeup, Morgan",
        "Then Madeup ran.",
        "The Madeup family",
        "Mrs Madeup rang.",
        "Madeup’s school",
        "See 9900407.",
        "Asha May moved.",
    ],
)
def test_another_child_of_this_store_is_noticed(text: str):
    assert STRANGER in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Robin Testname went home.",
        "Morgan went home.",
        "The story was madeup.",
        "Peter Madeup is a neighbour.",
        "In May he may move.",
        "See 99004071 and 19900407.",
        "Madeupson",
    ],
)
def test_words_that_only_look_like_one_are_left_alone(text: str):
    assert not {STRANGER, FAMILY} & said(text)


def test_a_surname_of_somebody_in_the_record_is_that_persons():
    person = {"name": "Tom Madeup", "relation": "Social worker", "attended": "Present"}
    here = record({"background": "Madeup rang."}, attendance=rows(person))
    assert STRANGER not in found(case(here, others=OTHERS))


def test_the_other_childs_name_in_a_table_is_noticed():
    here = record(actions=rows({"text": "Ring the school of Morgan Madeup"}))
    assert "actions.other-child" in found(case(here, others=OTHERS))


def test_brothers_and_sisters_are_asked_about_softly_and_not_where_they_belong():
    assert FAMILY in said("Kim Testname went home.")
    assert STRANGER not in said("Kim Testname went home.")
    text = "Kim Testname lives apart."
    assert not {key for key in said("", family_time=text) if "family_time" in key}
    message = found(case(record({"background": text}), others=OTHERS))[FAMILY].message
    assert "Kim Testname" in message
    assert "brother or sister" in message


def test_a_brother_with_another_surname_is_known_once_he_is_listed():
    text = "Lee Fictional went home."
    assert STRANGER in said(text)
    listed = said(text, sibling_group="Yes", sibling_assessment="One half-brother, Lee Fictional.")
    assert FAMILY in listed
    assert STRANGER not in listed


def test_a_child_of_the_same_name_is_told_apart_by_the_number():
    twin = Child("o5", {"child_name": "Robin Testname", "case_number": "8800101"})
    here = record({"background": "Robin Testname, 8800101"})
    assert "8800101" in found(case(here, others=(twin,)))[STRANGER].message
    assert STRANGER not in found(case(record({"background": "Robin Testname"}), others=(twin,)))


@pytest.mark.parametrize("text", ["Robyn smiled.", "With Rboin.", "Robbin’s cot", "Robin Testnam"])
def test_this_childs_name_spelt_almost_right(text: str):
    assert "background.near-name" in said(text)


@pytest.mark.parametrize(
    "text", ["Robin’s cot", "Robin smiled.", "A robin sang.", "Two Robins", "Rodent", "Bobin"]
)
def test_this_childs_name_spelt_right(text: str):
    assert "background.near-name" not in said(text)


def test_somebody_of_a_name_much_alike_is_no_mistake():
    here = record(
        {"background": "Robyn rang."}, attendance=rows({"name": "Robyn Outline", "relation": "GP"})
    )
    assert "background.near-name" not in found(case(here, others=OTHERS))
