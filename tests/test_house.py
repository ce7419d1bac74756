"""The house keeps its own rules: locked dependencies, no network, a light way to the window."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OF_THE_NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "webbrowser",
    "xmlrpc",
    "PySide6.QtNetwork",
}
FOR_LATER = (
    "cryptography",
    "docx",
    "hunspell",
    "lxml",
    "msgspec",
    "sqlalchemy",
    "sqlcipher3",
    "tomllib",
)


def locked(lock: str) -> dict[str, str]:
    """The version of every package that the lock pins with at least one hash."""
    pins = re.findall(
        r"^(\S+)==(\S+).*\\\n    --hash=sha256:", (ROOT / lock).read_text(), re.MULTILINE
    )
    return {canonicalize_name(name): version for name, version in pins}


def imported(source: Path) -> set[str]:
    """Every module that a file imports, `from a import b` as `a` and as `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str):
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str):
    named = re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(), re.MULTILINE)
    assert named
    assert {canonicalize_name(name) for name in named} == set(locked(lock))


@pytest.mark.parametrize(
    ("asked", "lock"),
    [
        *((one, "requirements.lock") for one in PROJECT["project"]["dependencies"]),
        *((one, "requirements.lock") for one in PROJECT["build-system"]["requires"]),
        *((one, "requirements-test.lock") for one in PROJECT["dependency-groups"]["test"]),
    ],
)
def test_the_lock_holds_what_the_project_asks_for(asked: str, lock: str):
    requirement = Requirement(asked)
    version = locked(lock)[canonicalize_name(requirement.name)]
    assert version in requirement.specifier


def test_both_locks_agree():
    run, test = (locked(lock) for lock in LOCKS)
    assert {name: run[name] for name in run.keys() & test.keys()} == {
        name: test[name] for name in run.keys() & test.keys()
    }


def test_no_module_can_reach_a_network():
    sources = [*ROOT.glob("desktop_app/**/*.py")]
    assert sources
    found = {
        f"{source.relative_to(ROOT)} imports {name}"
        for source in sources
        for name in imported(source)
        if name in OF_THE_NETWORK or name.split(".")[0] in OF_THE_NETWORK
    }
    assert not found


def test_the_way_to_the_unlock_screen_imports_nothing_for_later():
    report = (
        "import sys, desktop_app.app, desktop_app.ui.theme, desktop_app.ui.trouble; "
        "import desktop_app.ui.window; "
        f"print(*(name for name in {FOR_LATER!r} if name in sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == []


def test_the_window_asks_the_desk_what_day_it_is():
    """But for the hour typed into notes, and the day on a sheet that is printed once."""
    clocks = re.compile(r"datetime\.now\(|date\.today\(|QDate(Time)?\.current")
    sources = (ROOT / "desktop_app" / "ui").rglob("*.py")
    found = {one.name for one in sources if clocks.search(one.read_text(encoding="utf-8"))}
    assert found == {"notes.py", "recovery_sheet.py"}


NOT_FOR_DIALOGS = {  # what is to happen in a while there, and answers none
    "slow_typist.py has singleShot",  # the next word
    "test_app.py has singleShot",  # the end of the window
    "test_saved_means_saved.py has singleShot",  # a lock by idleness
    "test_steps.py has singleShot",  # a look from outside of a step
}


def test_dialogs_are_answered_in_one_way():
    """By `Dialogs`: whoever looks for them otherwise may stop looking, and leave one standing."""
    other_ways = ("activeModalWidget", "singleShot", "topLevelWidgets")
    found = {
        f"{file.name} has {way}"
        for file in (ROOT / "tests").rglob("*.py")
        for way in other_ways
        if file.name not in ("answered_dialogs.py", "test_house.py")
        and way in file.read_text(encoding="utf-8")
    }
    assert found == NOT_FOR_DIALOGS
