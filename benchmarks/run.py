"""Runs every benchmark in an interpreter of its own; prints a Markdown table and keeps it."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import PySide6
from measuring import HERE, Result

HEAD = "| what | ours | floor | must be | |\n|---|---|---|---|---|"
WORDS = """
Medians unless said. The floor of a row was measured in the same run. Modules are compiled
beforehand, as they are where Chairside is installed.

- Start: PySide6 needs a sixth of the empty window's time for the names of `Qt`, and the first text
  in any font takes another sixth: a window with one word in it stands at 1.3 x already.
- Save: SQLite does our statements at 1.04 x; the rest is SQLAlchemy's way to each of them.
- Memory: SQLAlchemy holds 36 MB, python-docx and lxml 8 MB, cryptography 7 MB.
- Keys come every 33 ms, by the clock, when the record has been read through for spelling once: one
  that falls due while the window is busy waits, and its wait counts.
- The find box filters the list that is on the screen; there is no index to compare it with.
"""


def results(script: Path, compiled: str) -> list[Result] | None:
    """None of one that broke. In `compiled` Python keeps the compiled modules of this run."""
    own = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, script]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=own)
    return None if done.returncode else [Result(**one) for one in json.loads(done.stdout)]


def line(result: Result) -> str:
    ours = f"{figure(result.ours, result.unit)} ({result.ours / result.floor:.2f} x)"
    floor = figure(result.floor, result.unit)
    return f"| {result.what} | {ours} | {floor} | {result.target} | {result.verdict} |"


def figure(number: float, unit: str) -> str:
    return f"{number:.0f} {unit}" if number >= 100 else f"{number:.3g} {unit}"


def machine() -> str:
    described = Path("/proc/cpuinfo")
    words = described.read_text() if described.exists() else ""
    models = [one.partition(":")[2].strip() for one in words.splitlines() if "model name" in one]
    model = models[0] if models else platform.processor()
    return (
        f"{date.today():%Y-%m-%d}; {model}, {os.cpu_count()} cores; {system()}; "  # noqa: DTZ011
        f"Python {platform.python_version()}, PySide6 and Qt {PySide6.__version__}; "
        f"load average {os.getloadavg()[0]:.1f} at the start."
    )


def system() -> str:
    if platform.system() == "Linux":
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    return platform.platform()


def main() -> None:
    said = [machine(), "", HEAD]
    broken: list[str] = []
    print(*said, sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as compiled:
        for script in sorted(HERE.glob("bench_*.py")):
            found = results(script, compiled)
            if found is None:
                broken.append(script.name)
            for result in found or ():
                said.append(line(result))
                print(said[-1], flush=True)
    print(WORDS)
    if broken:
        sys.exit(f"These broke, and the last table is kept: {', '.join(broken)}.")
    text = "\n".join(["# Speed and size, as `make bench` measured last", "", *said, WORDS])
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
