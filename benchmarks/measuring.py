"""How a benchmark measures, and how it tells what it measured."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from math import inf
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")
HERE = Path(__file__).parent
SMALL = "CHAIRSIDE_BENCH_SMALL" in os.environ  # whether it runs is asked, not how fast


@dataclass(frozen=True)
class Result:
    """`floor` and `ours` in `unit`.

    Limits: so many `times` the floor, so much `more` than the floor, so much at the `most`.
    """

    what: str
    unit: str
    floor: float
    ours: float
    times: float = inf
    more: float = inf
    most: float = inf

    @property
    def target(self) -> str:
        said = [f"at most {self.times:g} x"] if self.times < inf else []
        said += [f"at most {self.more:g} {self.unit} more"] if self.more < inf else []
        said += [f"at most {self.most:g} {self.unit}"] if self.most < inf else []
        return ", ".join(said)

    @property
    def verdict(self) -> str:
        if not self.target:
            return ""
        limit = min(self.floor * self.times, self.floor + self.more, self.most)
        if self.ours <= limit:
            return "held"
        return f"missed by {self.ours - limit:.3g} {self.unit}"


def size(usual: int, small: int) -> int:
    """How much of something, or how often."""
    return small if SMALL else usual


def tell(*results: Result) -> None:
    """To run.py, as JSON on standard output."""
    print(json.dumps([asdict(result) for result in results]))


def milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def rounds(runs: int, *acts: Callable[[], T]) -> list[tuple[T, ...]]:
    """What each returned, by turns; not of the first round, which reads the disk."""
    uncounted = size(1, 0)
    return [tuple(act() for act in acts) for _ in range(runs + uncounted)][uncounted:]


def middle(counted: Iterable[Sequence[float]]) -> list[float]:
    """The median of each column."""
    return [median(column) for column in zip(*counted, strict=True)]


def medians(runs: int, *acts: Callable[[], object]) -> list[float]:
    """Milliseconds of each."""
    return middle(rounds(runs, *(partial(milliseconds, act) for act in acts)))


def first_line(script: str, *arguments: str) -> tuple[float, str]:
    """Milliseconds from starting a fresh interpreter to the script's first line, and the line."""
    start = time.perf_counter()
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE) as process:
        assert process.stdout
        line = process.stdout.readline()
        took = (time.perf_counter() - start) * 1000
        process.kill()
    if not line:
        raise SystemExit("The measured process ended without a line.")
    return took, line.strip()
