"""What copies leave out before anybody marks anything: which answers, and for which readers."""

import pytest
from form_examples import LIBRARY
from test_private_questions import left_out

from desktop_app.forms.marks import reader_of, reasons

ADOPTIVE = (
    "Relative or friend, fostering for adoption",
    "Foster carer, fostering for adoption",
    "Placed for adoption with consent, current carer",
    "Placed for adoption with consent, new carer",
    "Placed for adoption under a placement order, current carer",
    "Placed for adoption under a placement order, new carer",
)
LIVES = {"home_carer": "home", "distance": "home", "area_services": "home"}
PRIVATE = {
    "disruption": LIVES | {"home_history": "home", "next_home": "home"},
    "initial_ppm": LIVES,
    "review_ppm": LIVES,
    "selection": LIVES | {"match_carers": "home", "other_carers": "home"},
    "stability": LIVES,
}

FAMILY, CARERS, AGENCY, CHILD = "parents", "carers", "agency", "child"
KEPT_FROM = {
    "parents": {FAMILY},
    "home": {FAMILY, CARERS, AGENCY},
    "other_child": {FAMILY, CHILD, CARERS, AGENCY},
    "legal": {FAMILY, CHILD, CARERS, AGENCY},
    "relative": {FAMILY, CHILD, CARERS, AGENCY},
    "earlier": {FAMILY, CHILD, CARERS, AGENCY},
    "adopters": {FAMILY, CHILD, CARERS, AGENCY, "council"},
}
ROLES = {
    FAMILY: ("Mother", "Father", "Parent", "Relative", "", "Neighbour"),
    CHILD: ("Child",),
    CARERS: ("Foster carer", "Keyworker"),
    AGENCY: (
        "Fostering agency manager",
        "Family finder (adoption agency)",
        "Children’s guardian",
        "Designated teacher",
        "Health visitor",
        "Nurse for children in care",
        "Medical adviser",
        "Child and adolescent mental health",
        "Therapist",
        "Advocate",
        "Interpreter",
    ),
    "council": (
        "Social worker",
        "Assessing social worker",
        "Team manager",
        "Practice manager",
        "Service manager",
        "Assistant director",
        "Permanence lead",
        "Agency adviser",
        "Independent reviewing officer",
        "Supervising social worker",
        "Family finder (fostering)",
        "Connected carers and SGO team",
        "Solicitor",
        "Virtual School",
        "Personal adviser",
        "Access to resources",
        "Family group conference coordinator",
        "Child protection conference chair",
        "Panel administrator",
        "Minute-taker",
    ),
}


def test_in_every_form_the_same_answers_are_left_out_by_themselves():
    assert {form: left_out(form) for form in LIBRARY.forms} == PRIVATE


@pytest.mark.parametrize("form", sorted(PRIVATE))
def test_the_carer_is_an_adopter_in_exactly_these_homes(form: str):
    homes = LIBRARY.vocabularies["placement_types"].names
    adopters = [home for home in homes if left_out(form, home_type=home) != PRIVATE[form]]
    assert sorted(adopters) == sorted(ADOPTIVE)
    for home in ADOPTIVE:
        assert left_out(form, home_type=home) == PRIVATE[form] | {"home_carer": "adopters"}


def test_who_is_kept_from_what():
    everybody = set().union(*KEPT_FROM.values())
    kept = {one.key: {who for who in everybody if one.is_kept_from(who)} for one in reasons()}
    assert kept == KEPT_FROM
    assert [one.key for one in reasons() if one.always] == ["adopters"]


@pytest.mark.parametrize(("reader", "roles"), ROLES.items())
def test_which_kind_of_reader_a_role_is(reader: str, roles: tuple[str, ...]):
    assert {role: reader_of(role) for role in roles} == dict.fromkeys(roles, reader)


def test_every_role_on_offer_stands_in_this_table():
    here = {role for roles in ROLES.values() for role in roles}
    assert set(LIBRARY.vocabularies["roles"].names) <= here
