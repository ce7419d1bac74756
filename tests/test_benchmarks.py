"""Each benchmark runs to its figures, on little: none breaks unseen until somebody measures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
EACH = sorted(one.name for one in BENCHMARKS.glob("bench_*.py"))


@pytest.mark.skipif(sys.platform == "win32", reason="memory and load are asked as Linux tells them")
@pytest.mark.parametrize("name", EACH)
def test_a_benchmark_runs_and_tells_what_it_measured(name: str):
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / name)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"CHAIRSIDE_BENCH_SMALL": "1"},
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows
    assert all(row["what"] and row["ours"] > 0 and row["floor"] > 0 for row in rows)
