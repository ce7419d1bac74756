"""Runs every benchmark in an interpreter of its own and prints a Markdown table."""

import json
import platform
import subprocess
import sys
from pathlib import Path

from measuring import Result


def results(script: Path) -> list[Result]:
    done = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, text=True, check=True)
    return [Result(**one) for one in json.loads(done.stdout)]


def line(result: Result) -> str:
    floor = f"{result.floor:.3g} {result.unit}"
    if result.ours is None:
        return f"| {result.what} | | {floor} | {result.target} | {result.verdict} |"
    ours = f"{result.ours:.3g} {result.unit} ({result.ours / result.floor:.2f} x)"
    return f"| {result.what} | {ours} | {floor} | {result.target} | {result.verdict} |"


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.system()}; medians unless said.\n")
    print("| what | ours | floor | must be | |\n|---|---|---|---|---|")
    for script in sorted(Path(__file__).parent.glob("bench_*.py")):
        for result in results(script):
            print(line(result), flush=True)


if __name__ == "__main__":
    main()
