"""The page from which a council writes its own forms knows every word, and no other."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from msgspec import inspect

from desktop_app.forms.checks import CALCULATIONS, NEEDED_COLUMNS, NEEDED_IN_A_MEETING
from desktop_app.forms.glance import glance_names
from desktop_app.forms.library import load_library
from desktop_app.forms.load import FormText, SectionText, load_shared
from desktop_app.forms.model import (
    Column,
    ColumnKind,
    Condition,
    FixedRow,
    Kind,
    NextStep,
    Question,
)
from desktop_app.forms.reword import Rewording
from desktop_app.forms.vocabulary import Term, load_vocabularies
from desktop_app.paths import BUILT_IN_FORMS
from desktop_app.policy.events import event_kinds
from desktop_app.policy.profile import Disagreement, Expected, Panel, Profile
from desktop_app.policy.rules import Rule

PAGE = (Path(__file__).parents[2] / "docs" / "own-forms.md").read_text(encoding="utf-8")
PARTS: dict[str, type] = {
    "Form": FormText,
    "Section": SectionText,
    "Question": Question,
    "Column": Column,
    "Fixed row": FixedRow,
    "Condition": Condition,
    "Next step": NextStep,
    "Choice in a list": Term,
    "Profile": Profile,
    "Chair or expected": Expected,
    "Panel": Panel,
    "Disagreement": Disagreement,
    "Timescale": Rule,
    "Your words for a question": Rewording,
}
each_part = pytest.mark.parametrize("heading", PARTS)
NEEDED_UNLESS_SHARED = {"key", "title", "place", "part"}


def rows(heading: str) -> dict[str, str]:
    """What is said of each word under a heading."""
    part = PAGE.split(f"\n### {heading}\n")[1].split("\n#")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", part, re.MULTILINE))


def fields(heading: str) -> Iterable[inspect.Field]:
    kind = inspect.type_info(PARTS[heading])
    assert isinstance(kind, inspect.StructType)
    return kind.fields


def words_of(kind: inspect.Type) -> set[str]:
    """The words that are allowed, where only some are."""
    if isinstance(kind, inspect.LiteralType):
        return set(map(str, kind.values))
    if isinstance(kind, inspect.UnionType):
        return set().union(*map(words_of, kind.types))
    if isinstance(kind, inspect.VarTupleType):
        return words_of(kind.item_type)
    return set()


@each_part
def test_every_word_that_may_stand_in_a_file_is_explained_and_no_other(heading: str):
    assert set(rows(heading)) == {field.encode_name for field in fields(heading)}


@each_part
def test_what_cannot_be_left_out_is_marked(heading: str):
    needed = {field.encode_name for field in fields(heading) if field.required}
    needed |= NEEDED_UNLESS_SHARED if heading == "Section" else set()
    assert {word for word, said in rows(heading).items() if "**must**" in said} == needed


@each_part
def test_where_only_some_words_are_allowed_all_are_named(heading: str):
    said = rows(heading)
    for field in fields(heading):
        missing = {word for word in words_of(field.type) if word not in said[field.encode_name]}
        assert missing == set(), field.encode_name


def listed(before: str) -> list[str]:
    """The words of the list that follows."""
    sentence = PAGE.split(before)[1].split(".\n")[0]
    return re.findall(r"`(\w+)`", sentence)


def test_the_kinds_are_those_of_the_model():
    assert {kind for kind in get_args(Kind) if f"`{kind}`" not in rows("Question")["kind"]} == set()
    columns = rows("Column")["kind"]
    assert {kind for kind in get_args(ColumnKind) if f"`{kind}`" not in columns} == set()


def test_what_of_ours_may_be_named_is_listed_whole():
    shared, _ = load_shared(BUILT_IN_FORMS / "shared")
    lists, _ = load_vocabularies()
    assert set(listed("that a form may `use`:")) == set(shared)
    assert set(listed("Lists of ours:")) == set(lists)
    assert set(listed("Events that a timescale may name:")) == set(event_kinds())
    said = rows("Question")
    assert all(f"`{name}`" in said["glance"] for name in glance_names())
    assert all(f"`{name}`" in said["calculation"] for name in CALCULATIONS)
    needs = PAGE.split("Some kinds need columns")[1].split("\n")[0]
    for kind, keys in NEEDED_COLUMNS.items():
        assert f"`{kind}` needs {', '.join(f'`{key}`' for key in keys)}" in needs


PROGRAM = Path(__file__).parents[2] / "desktop_app"
MEANS_SOMETHING_ELSE = {*get_args(Kind), *CALCULATIONS, "carried"}  # a kind; a part of a record


def words_in(program: Path) -> Iterator[str]:
    """Every text in the program that may be a key; its checks may know any question."""
    for source in program.rglob("*.py"):
        if program / "policy" / "checks" not in source.parents:
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_the_program_reads_no_other_question_by_its_key_than_the_page_says():
    library = load_library()
    ours = {q.key for form in (library.child, *library.forms.values()) for q in form.questions()}
    read = (set(words_in(PROGRAM)) & ours) - MEANS_SOMETHING_ELSE
    said = PAGE.split("besides those four, Chairside itself reads")[1].split("wherever")[0]
    assert read == {*NEEDED_IN_A_MEETING, *re.findall(r"`(\w+)`", said)}
