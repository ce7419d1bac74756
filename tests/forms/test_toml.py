"""Whoever writes a form is told file, line, what is wrong and what is allowed."""

from pathlib import Path

import pytest

from desktop_app.forms.load import FormText
from desktop_app.forms.toml import BadFile, Mistake, read

GOOD = """key = "own"
name = "Own"
title = "OWN MEETING"
code = "OWN"

[[section]]
key = "first"
title = "First"
place = 1
part = "template"

[[section.question]]
key = "child_name"
label = "Name of Child"
kind = "line"
required = "always"
"""


def mistake(folder: Path, old: str, new: str) -> Mistake:
    assert old in GOOD
    file = folder / "own.toml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        read(file, FormText)
    (one,) = caught.value.mistakes
    return one


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('kind = "line"', 'kind = "lines"', 15, ["“kind” cannot be “lines”", "mean “line”"]),
        (
            'kind = "line"',
            'kind = "line"\nkinds = 1',
            16,
            ["“kinds”", "mean “kind”", "Allowed: key"],
        ),
        ('label = "Name of Child"\n', "", 12, ["“label” is missing", "key, label, kind"]),
        ("place = 1", 'place = "one"', 9, ["“place”", "Allowed: a whole number"]),
        ('required = "always"', "required = true", 16, ["“required”", "Allowed: always"]),
        ('part = "template"', 'part = "paper"', 10, ["cannot be “paper”", "additional, template"]),
        (
            'part = "template"',
            'part = "template"\nprint = ["a"]',
            11,
            ["“print”", "a list in square"],
        ),
        ('name = "Own"', "name = Own", 2, ["text in quotation marks"]),
        ('title = "OWN MEETING"', 'title = "OWN MEETING', 3, ["quotation mark"]),
        ('code = "OWN"', 'key = "again"', 4, ["given twice"]),
        ('code = "OWN"', "code", 4, ["Allowed: word = value"]),
        ('code = "OWN"\n', "", 1, ["“code” is missing"]),
        ("[[section.question]]", "[[section.question", 12, ["bracket"]),
    ],
)
def test_a_mistake_says_where_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, line: int, said: list[str]
):
    found = mistake(tmp_path, old, new)
    assert found.line == line
    assert str(found).startswith(f"own.toml, line {line}: ")
    assert [words for words in said if words not in found.what] == []


def test_a_file_from_notepad_is_read(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read(file, FormText).section[0].question[0].label == "Name of Child"


def test_a_file_in_an_old_encoding_is_told_so(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_bytes(GOOD.replace("MEETING", "M\u00c9ETING").encode("cp1252"))
    with pytest.raises(BadFile) as caught:
        read(file, FormText)
    assert str(caught.value).startswith("own.toml, line 3: ")
    assert "UTF-8" in str(caught.value)


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path):
    with pytest.raises(BadFile, match="cannot be opened"):
        read(tmp_path / "none.toml", FormText)
