"""An action is typed as one line; what cannot be read stays in its text."""

from datetime import date

import pytest

from desktop_app.services.quick_action import read_action

PEOPLE = ["Priya Invented", "Sam Madeup", "Sarah Madeup"]
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("line", "text", "owner", "target"),
    [
        ("@Pri book it +2w", "book it", "Priya Invented", "5 December 2026"),
        ("book it by 12 Mar 2027 @sam", "book it", "Sam Madeup", "12 March 2027"),
        ("@sa call school fri", "call school", "sa", "27 November 2026"),
        ("@Nobody call 31/2/2026", "call 31/2/2026", "Nobody", ""),
        ("just words", "just words", "", ""),
        ("chase papers by 12/1", "chase papers", "", "12 January 2027"),
        ("@Pri", "", "Priya Invented", ""),
    ],
)
def test_a_line_is_read_as_who_what_and_when(line: str, text: str, owner: str, target: str):
    assert read_action(line, PEOPLE, DAY) == {"text": text, "owner": owner, "target": target}
