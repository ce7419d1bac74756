"""One number however it is typed; and when two records can be taken for one child."""

import string
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.records.meeting import TYPED_NUMBER, Child, number_key, same_number
from desktop_app.records.one_child import (
    TwoOfOneNumber,
    disagreement,
    names_agree,
    numbers_of,
    only_child,
    tells_of_new_identity,
)

TODAY = date(2026, 11, 30)
LETTERS = string.ascii_letters + "éßłяم"
NOTHING = " \t\n-–—/\\.,:;#()_'’\u00a0\u200b\u2009"
numbers = st.text(string.digits + LETTERS, min_size=1, max_size=12).filter(
    lambda typed: any(c in "123456789" for c in typed)
)


@st.composite
def spelt_otherwise(draw: st.DrawFn, number: str) -> str:
    """Case, width, kind of digit, spaces and punctuation: nothing that tells numbers apart."""
    typed = ""
    for one in number:
        typed += draw(st.text(NOTHING, max_size=2))
        kinds = [one, one.upper(), one.lower()]
        if one in string.digits:
            kinds += [chr(0xFF10 + int(one)), chr(0x0660 + int(one)), chr(0x1D7CE + int(one))]
        elif one in string.ascii_letters:
            kinds.append(chr(ord(one) + 0xFEE0))
        typed += draw(st.sampled_from(kinds))
    typed += draw(st.text(NOTHING, max_size=2))
    return unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), typed)


@given(st.data(), numbers)
def test_one_number_in_any_spelling_is_one(data: st.DataObject, number: str):
    typed = data.draw(spelt_otherwise(number))
    assert number_key(typed) == number_key(number) != ""
    assert same_number(typed, number)


@given(st.text())
def test_a_key_is_its_own_key(typed: str):
    assert number_key(number_key(typed)) == number_key(typed)


@given(st.text(string.digits, min_size=1), st.text(string.digits, min_size=1))
def test_digits_alone_are_told_apart_by_their_value(one: str, other: str):
    """A spreadsheet takes zeros off the front; zeros alone are no number."""
    assert same_number(one, other) == (int(one) == int(other) != 0)


@given(st.text(st.characters(exclude_categories=["Nd", "Nl", "No"])))
def test_words_without_a_digit_are_no_number(typed: str):
    assert number_key(typed) == ""
    assert not same_number(typed, typed)


@pytest.mark.parametrize("typed", ["", "not known yet", "-", "tbc", "000", "0", "  ", "?", "n/a"])
def test_what_stands_for_a_number_is_none(typed: str):
    assert number_key(typed) == ""


@pytest.mark.parametrize(
    ("one", "other"), [("A0012", "A12"), ("1204417", "1204418"), ("12-34", "1243"), ("10", "1")]
)
def test_what_differs_in_more_is_another(one: str, other: str):
    assert not same_number(one, other)


# one child?


def child(name: str = "Robin Testname", born: str = "12 May 2019", **more: str) -> Child:
    return Child("c", {"child_name": name, "date_of_birth": born, "case_number": "7", **more})


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Robin Testname", "12/5/2019"),
        ("robin  TESTNAME", "12.05.19"),
        ("Testname, Robin", "2019-05-12"),
        ("Ｒobin Testname", "Sun 12 May 2019"),
    ],
)
def test_name_and_day_agree_however_they_are_written(name: str, born: str):
    assert disagreement(child(), child(name, born), TODAY) == ""


@pytest.mark.parametrize(
    ("name", "born", "why"),
    [
        ("Robyn Testname", "12 May 2019", "names differ"),
        ("R. Testname", "12 May 2019", "names differ"),
        ("Testname Robin", "12 May 2019", "names differ"),
        ("", "12 May 2019", "no name"),
        ("Robin Testname", "13 May 2019", "dates of birth differ"),
        ("Robin Testname", "", "date of birth is missing"),
        ("Robin Testname", "12 May", "has no year"),
        ("Robin Testname", "+2w", "has no year"),
        ("Robin Testname", "in spring", "cannot be read"),
    ],
)
def test_what_does_not_agree_is_said(name: str, born: str, why: str):
    assert why in disagreement(child(), child(name, born), TODAY)
    assert why in disagreement(child(name, born), child(), TODAY)


def test_two_without_a_day_do_not_agree():
    assert disagreement(child(born=""), child(born=""), TODAY)
    assert disagreement(child(born="12 May"), child(born="12 May"), TODAY)


@given(st.text(), st.text())
def test_names_agree_both_ways(one: str, other: str):
    assert names_agree(one, other) == names_agree(other, one)


@pytest.mark.parametrize(
    ("answers", "tells"),
    [
        ({"new_identity": "Yes"}, True),
        ({"new_identity": "No"}, False),
        ({"legal_status": "Adoption order"}, True),
        ({"legal_status": "Placement order"}, False),
        ({"adoption_hearing_on": "30 Nov 2026"}, True),
        ({"adoption_hearing_on": "1 Dec 2026"}, False),
        ({"adoption_hearing_on": "soon"}, False),
        ({}, False),
    ],
)
def test_a_new_identity_shows(answers: dict[str, str], tells: bool):
    assert tells_of_new_identity(answers, ("Adoption order",), TODAY) is tells
    assert not tells_of_new_identity(answers, (), TODAY - timedelta(days=9)) or answers == {
        "new_identity": "Yes"
    }


def test_a_number_that_was_typed_since_counts_too():
    assert numbers_of(child(**{TYPED_NUMBER: "0 8"})) == {"7", "8"}
    assert numbers_of(Child("c", {"case_number": "not known yet"})) == set()


def test_whose_number_it_is():
    one, two = Child("1", {"case_number": "12"}), Child("2", {"case_number": "0012"})
    none = Child("3", {"case_number": "not known yet"})
    assert only_child([none, one], "1-2") == one
    assert only_child([none, one], "not known yet") is None
    with pytest.raises(TwoOfOneNumber, match="More than one child"):
        only_child([one, two], "12")
