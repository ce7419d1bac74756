"""Builds the shim, gives each test a folder, and prints a table of what was tried."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hurting import Hurt
from shim import build, compiler

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one, a flush costs nothing


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cc = compiler()
    if cc is None:
        pytest.skip("These tests need Linux and a C compiler (cc, gcc or clang).")
    return build(cc, tmp_path_factory.mktemp("shim"))


@pytest.fixture
def room() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def hurt(shim: Path, room: Path, request: pytest.FixtureRequest) -> Hurt:
    return Hurt(shim, room, request.node.user_properties)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [one for some in terminalreporter.stats.values() for one in some]
    kept = (getattr(one, "user_properties", ()) for one in reports)
    rows = sorted({str(row) for some in kept for name, row in some if name == "faults"})
    if rows:
        terminalreporter.section("what was hurt, and what came of it")
        terminalreporter.line("Said no: a sentence said that it was not done, and it was.")
        terminalreporter.line(
            f"{'scenario':<20}{'how':<24}   tried     old     new said no    lost"
        )
        for row in rows:
            terminalreporter.line(row)
