"""A real copy of minutes that say a thing in two places: left out in one, it is gone from both."""

from datetime import UTC, datetime

import pytest
from test_said_again import minutes, row

from desktop_app.minutes.file_name import file_name
from desktop_app.minutes.html import to_html
from desktop_app.records.copies import Mark, Place
from desktop_app.services.copies_of_minutes import Maker, Wanted, look_at_paper, redacted, word_of
from desktop_app.services.marks_on_minutes import Shelf

MAKER = Maker("Helen Pretend", "Team manager", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
MOTHER = Wanted("Dana Testname", "Mother", "parents", leave_out=frozenset({"legal"}))
BOTH = [
    (row(0), ("It is too short", "Nobody asked her")),
    (Place("disagreement.family_time", line=1), ("Nobody asked her",)),
    (row(1), ("The manager looks at it",)),
    (Place("people", row=1), ("2. Bo Plum", "and Co")),
]


@pytest.mark.parametrize(("marked", "gone"), BOTH)
def test_it_is_gone_from_both(marked: Place, gone: tuple[str, ...]):
    held = Shelf(minutes(), (Mark(marked, "legal"),), (), ())
    assert all(to_html(held.snapshot).count(words) for words in gone)
    copy = redacted(held, MOTHER, MAKER)
    assert [words for words in gone if words in to_html(copy)] == []
    look_at_paper(held, MOTHER, copy)
    word_of(held, MOTHER, copy, MAKER, file_name(copy))
