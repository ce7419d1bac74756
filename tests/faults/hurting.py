"""Runs one scenario under the shim, hurt at many places, and says what came of it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SHOWN = 6  # of what is lost, in a failure


def size() -> float:
    """How much of all places is tried: CHAIRSIDE_FAULTS, in percent."""
    return float(os.environ.get("CHAIRSIDE_FAULTS", "100")) / 100


@dataclass(frozen=True)
class Tried:
    """One line for each place that was hurt."""

    scenario: str
    how: str
    lines: list[dict[str, str]]

    @property
    def lost(self) -> list[str]:
        return [f"{line['point']}: {line['lost']}" for line in self.lines if "lost" in line]

    def ended(self, came: str) -> int:
        return sum(line.get("came") == came for line in self.lines)

    def in_words(self) -> str:
        """A row of the table."""
        done_all_the_same = sum("said" in line for line in self.lines)
        counts = (
            len(self.lines),
            self.ended("old"),
            self.ended("new"),
            done_all_the_same,
            len(self.lost),
        )
        return f"{self.scenario:<20}{self.how:<24}" + "".join(f"{n:>8}" for n in counts)


class Hurt:
    """Runs a scenario, hurt at so many places, and keeps the row for the table."""

    def __init__(self, shim: Path, room: Path, properties: list[tuple[str, object]]) -> None:
        self._shim = shim
        self._room = room
        self._properties = properties

    def __call__(self, scenario: str, how: str, most: int, *, all_of_them: bool = False) -> Tried:
        places = most if all_of_them else max(4, round(most * size()))
        paths = os.pathsep.join(str(one) for one in (HERE, HERE.parent / "storage"))
        done = subprocess.run(
            [sys.executable, HERE / "worker.py", scenario, how, str(places), self._room / "x"],
            env=os.environ | {"LD_PRELOAD": str(self._shim), "PYTHONPATH": paths},
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert lines
        tried = Tried(scenario, how, lines)
        self._properties.append(("faults", tried.in_words()))
        return tried


def require_nothing_lost(tried: Tried) -> None:
    """Fails with the first places at which something was."""
    lost = tried.lost
    if lost:
        more = f"\nand {len(lost) - SHOWN} more" if len(lost) > SHOWN else ""
        pytest.fail(f"{len(lost)} of {len(tried.lines)}:\n" + "\n".join(lost[:SHOWN]) + more)
