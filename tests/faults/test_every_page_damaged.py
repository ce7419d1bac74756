"""Every page of a store in turn: one bit, zeros, and as it was once; `make faults` runs it."""

from pathlib import Path

import pytest
from damaged_pages import Whole, changed_pages, flip, hurt, pages, prepared, put_back, zero

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return prepared(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("how", [flip, zero])
def test_no_page_that_is_damaged_becomes_other_words(whole: Whole, tmp_path: Path, how):  # noqa: ANN001
    found = (hurt(whole, tmp_path / "x", page, how) for page in range(1, pages(whole.path) + 1))
    assert [said for said in found if said] == []


def test_no_older_page_makes_anything_else_of_what_was_signed(whole: Whole, tmp_path: Path):
    found = (put_back(whole, tmp_path / "x", page) for page in changed_pages(whole))
    assert [said for said in found if said] == []
