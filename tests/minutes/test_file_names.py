"""Names of exported files sort by date, tell versions apart and never name a child."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from minutes_examples import draft, signed

from desktop_app.minutes.file_name import file_name, numbered


def test_a_signed_file_is_named_by_date_record_number_and_version():
    assert file_name(signed()) == "2025-03-14_PPM_123456_v1.0_SIGNED.docx"


def test_an_unsigned_file_says_draft():
    assert file_name(draft()) == "2025-03-14_PPM_123456_v0.1_DRAFT.docx"


def test_without_a_case_number_the_reference_tells_records_apart():
    named = file_name(replace(draft(), case_number=""))
    assert named == "2025-03-14_PPM_PPM-4F7KQ2_v0.1_DRAFT.docx"


def test_without_a_date_the_name_says_so():
    assert file_name(replace(draft(), held="")).startswith("undated_PPM_123456")


def test_the_name_of_the_child_is_not_in_it():
    assert not re.search("robin|testname", file_name(signed()), re.IGNORECASE)


@pytest.mark.parametrize("number", ["12/34:56", 'a\\b|c?*"<>', "1234 ", "..", "é\n1"])
def test_what_windows_refuses_is_replaced(number: str):
    assert re.fullmatch(r"[\w.-]+", file_name(replace(draft(), case_number=number)), re.ASCII)


def test_a_long_case_number_is_cut_and_the_end_is_not():
    name = file_name(replace(signed(), case_number="7" * 200, code="C" * 200, version="1" * 200))
    assert len(name) == 80
    assert name.endswith("_SIGNED.docx")


@given(st.text(), st.text(), st.text(), st.text())
def test_no_name_is_longer_than_eighty_and_the_end_is_never_cut(
    held: str, code: str, number: str, version: str
):
    odd = replace(signed(), held=held, code=code, case_number=number, version=version)
    name = file_name(odd)
    assert len(name) <= 80
    assert name.endswith("_SIGNED.docx")


def test_a_second_file_of_the_same_name_is_numbered_and_no_longer():
    assert numbered("minutes.docx", 2) == "minutes (2).docx"
    assert len(numbered("m" * 75 + ".docx", 12)) == 80
