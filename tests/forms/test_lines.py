"""A mistake is shown on the line where it stands."""

import pytest

from desktop_app.forms.lines import line_of

FILE = '''key = "a"  # [[section]] in a comment
purpose = """
[[section]]
place = 1
"""

[[section]]
print = [
    ["a"],
    ["b", "c"],
]

[[section.question]]
label = "[[section.question]]"
columns = [
    { key = "name", label = "x, ] }" },
    { key = "date", kind = "day" },
]

[[section.question]]
kind = 'notes'

[[section]]
place = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("$.key", 1),
        ("$.purpose", 2),
        ("$.section[0]", 7),
        ("$.section[0].print[1][1]", 10),
        ("$.section[0].question[0].label", 14),
        ("$.section[0].question[0].columns[0].label", 16),
        ("$.section[0].question[0].columns[1].kind", 17),
        ("$.section[0].question[1].kind", 21),
        ("$.section[1].place", 24),
    ],
)
def test_every_piece_is_found(path: str, line: int):
    assert line_of(FILE, path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [("$.section[1].title", 23), ("$.section[0].question[1].columns[4].key", 20), ("$.nothing", 1)],
)
def test_what_is_not_there_is_shown_where_it_would_stand(path: str, line: int):
    assert line_of(FILE, path) == line
