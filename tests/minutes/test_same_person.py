"""The person of a certificate is told from the name typed as signer, however people write it."""

import pytest

from desktop_app.minutes.seal.same_person import same_person

SAME = (
    ("Alex Exemplar", "ALEX EXEMPLAR"),
    ("Dr Alex Exemplar", "Alex Exemplar"),
    ("Alex Exemplar", "Exemplar, Alex"),
    ("A. Exemplar", "Alex Exemplar"),
    ("Alex Jane Exemplar", "Alex Exemplar"),
    ("Alex Exemplar", "Alex Exemplar (Children’s Services)"),
    ("Alex Exemplar", "alex.exemplar@example.gov.uk"),
    ("Zoë O’Sample", "Zoe O'Sample"),
    ("Mary-Jane Sample", "Mary Jane Sample"),
    ("Robin", "robin"),
    ("Alex", "Alex Exemplar"),
)
OTHERS = (
    ("Alex Exemplar", "Jo Sampleton"),
    ("Alex Exemplar", "Jo Exemplar"),
    ("Alex Exemplar", "Alex Sampleton"),
    ("Dr", "Dr Alex Exemplar"),
    ("A. E.", "Alex Exemplar"),
    ("Alex Exemplar", "Example Council"),
    ("", "Alex Exemplar"),
    ("", ""),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person_is_told_whichever_comes_first(one: str, other: str):
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_persons_are_kept_apart_whichever_comes_first(one: str, other: str):
    assert not same_person(one, other)
    assert not same_person(other, one)
