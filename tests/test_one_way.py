"""What has one way in this house goes no other: JSON, numbers, files, words about the disk."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CODE = Path(__file__).parent.parent / "desktop_app"
SOURCES = sorted(CODE.rglob("*.py"))


def nodes(source: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(source.read_text(encoding="utf-8")))


def named(node: ast.expr) -> str:
    """`json.loads` of `json.loads(x)`, and `.write_bytes` of `path.write_bytes(x)`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = node.value.id if isinstance(node.value, ast.Name) else ""
        return f"{before}.{node.attr}"
    return ""


def calls(source: Path) -> Iterator[tuple[str, ast.Call]]:
    return ((named(node.func), node) for node in nodes(source) if isinstance(node, ast.Call))


def where(found: Iterator[tuple[Path, int]], allowed: set[str]) -> list[str]:
    """Files and lines beyond those allowed, as seen from desktop_app."""
    said = ((str(source.relative_to(CODE).as_posix()), line) for source, line in found)
    return [f"{file}:{line}" for file, line in said if file not in allowed]


def test_json_is_read_in_one_place():
    found = (
        (source, node.lineno)
        for source in SOURCES
        for name, node in calls(source)
        if name in ("json.loads", "json.load", "json.JSONDecoder")
    )
    assert where(found, {"records/json_text.py"}) == []


# Each with the one thing that it may do besides.
WRITERS = {
    "disk/whole_file.py",  # the way itself
    "storage/backup_file.py",  # a member of the archive, into what is being written
    "storage/whole_file.py",  # our own small private files, whose name counts from its first moment
    "storage/backups.py",  # unpacks what a restore makes ready
    "storage/in_use.py",  # the lock, which is no file to be read
    "storage/in_place.py",  # flushes what lies ready
    "storage/open.py",  # an empty private file, which SQLite fills
    "cli/run.py",  # nowhere, once nobody listens
}


def test_files_are_written_in_one_way():
    def writes(name: str, node: ast.Call) -> bool:
        modes = [a.value for a in node.args if isinstance(a, ast.Constant)]
        is_open = (name == "open" or name.endswith(".open")) and any(
            isinstance(mode, str) and mode[:1] in ("w", "x", "a") for mode in modes
        )
        ends = (".write_bytes", ".write_text", ".mkstemp", ".NamedTemporaryFile", "os.fdopen")
        return is_open or name == "os.open" or name.endswith(ends) or name == "QSaveFile"

    found = (
        (source, node.lineno)
        for source in SOURCES
        for name, node in calls(source)
        if writes(name, node)
    )
    assert where(found, WRITERS) == []


def test_only_a_file_that_names_nobody_leaves_without_the_store_remembering():
    """`write` alone is for lists of questions; everything else goes through `save` of the store."""
    users = {
        source.relative_to(CODE).as_posix()
        for source in SOURCES
        for node in nodes(source)
        if isinstance(node, ast.ImportFrom)
        and node.module == "desktop_app.disk.whole_file"
        and any(alias.name == "write" for alias in node.names)
    }
    assert users == {
        "cli/forms.py",
        "minutes/preparation/question_list.py",
        "services/written_file.py",
    }


OF_NUMBERS = {
    "records/numbers.py",
    "records/dates.py",  # of two to four digits, as its patterns say
    "records/meeting.py",  # asks whether there is a digit
    "services/pasted_rows.py",  # of three
    "minutes/preparation/story.py",  # of nine, with bounds; of four hexadecimal digits
    "minutes/preparation/bound.py",  # of four, as its pattern says
    "minutes/preparation/read_people.py",  # asks whether there is a digit
    "services/names_in_actions.py",  # likewise
    "services/quick_action.py",  # likewise
    "minutes/paper/paper_size.py",  # likewise
    "minutes/read_back.py",  # inside what turns a ValueError into a sentence
    "minutes/left_out.py",  # asks whether a word is a number, and reads none
    "forms/toml.py",  # the number of a line, as tomllib gives it
    "storage/handover_file.py",  # of nine, with bounds
    "storage/stored.py",  # of nine, with bounds
    "storage/look.py",  # of SQLite
    "storage/taken_in.py",  # out of our own trail
    "services/demo/days.py",  # out of our own stories
    "ui/new_meeting.py",  # asks whether there is a digit
    "ui/editors/lines.py",  # asks whether there are digits only
    "ui/editors/notes.py",  # of a height in pixels
}


def test_typed_numbers_are_read_in_one_place():
    found = (
        (source, node.lineno)
        for source in SOURCES
        for node in nodes(source)
        if (isinstance(node, ast.Call) and named(node.func) in ("int", "float"))
        or (isinstance(node, ast.Attribute) and node.attr in ("isdecimal", "isdigit", "isnumeric"))
    )
    assert where(found, OF_NUMBERS) == []


# What says nothing of the disk, or says it elsewhere.
QUIET = {
    "disk/whole_file.py",
    "services/spelling.py",  # what comes with Chairside: to be installed again, whatever the cause
    "services/written_file.py",  # says what became of the file
    "storage/leaving.py",
    "log.py",  # a folder without a log must not keep the chair out
    "storage/in_use.py",  # the name of a user
}


def test_what_the_system_says_of_a_file_has_one_vocabulary():
    ours = {"why", "NotWritten", "NotOpened", "NotConfirmed", "of_system"}

    def is_told(handler: ast.ExceptHandler) -> bool:
        called = {named(n.func) for n in ast.walk(handler) if isinstance(n, ast.Call)}
        return bool(called & ours)

    found = (
        (source, node.lineno)
        for source in SOURCES
        for node in nodes(source)
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and "OSError" in ast.unparse(node.type)
        and not is_told(node)
    )
    assert where(found, QUIET) == []


@pytest.mark.parametrize("word", ["strerror", "os.strerror"])
def test_no_words_of_the_system_reach_the_chair(word: str):
    """They are in the language of the laptop, and often untrue of what was done."""
    assert [s.name for s in SOURCES if word in s.read_text(encoding="utf-8")] == []
