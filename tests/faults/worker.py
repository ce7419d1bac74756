"""Runs one scenario under the shim, again and again, each time hurt at another place.

`python worker.py SCENARIO HOW MOST FOLDER`: HOW is kill, or ordered or strict for power cuts, or
an errno's name; MOST is how many places; all is done in the folder. One line of JSON a place.
"""

import errno
import importlib
import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import NoReturn, cast

from disk import Before, Disk, Model, as_it_lies
from scenario import NEW, OLD, Scenario, Where
from scenarios import SCENARIOS
from shim import FOR_EVER, KILL, Change, Shim, changes

from desktop_app.errors import CannotProceed
from desktop_app.storage import leaving

MODELS = ("ordered", "strict")
PATIENCE = 60  # seconds that a process may take
SENTENCE, TRACEBACK = 3, 4  # exits


class Worker:
    """`disk` is the folder that is hurt; it always lies at the same place."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.shim = Shim()
        self._before = folder / "before"
        self.disk = Where(folder / "disk")
        self._record = folder / "record"
        self._known = self._prepared()

    def _prepared(self) -> dict[str, str]:
        """Made at its place, for what is in it may name it, and kept to begin from."""
        self.disk.root.mkdir(parents=True)
        told = _answer_of(lambda: dict(self.scenario.prepare(self.disk)))
        shutil.copytree(self.disk.root, self._before)
        return cast("dict[str, str]", told)

    def begin_anew(self) -> None:
        """The disk is as it was before."""
        shutil.rmtree(self.disk.root)
        shutil.copytree(self._before, self.disk.root)

    def recorded(self) -> tuple[Before, list[Change]]:
        """Everything that the scenario does when nothing hurts it."""
        self.begin_anew()
        before = as_it_lies(self.disk.root)
        with self._record.open("wb") as record:
            code = _in_a_process(lambda: self._act(lambda: self._recording(record.fileno())))
        assert code == 0, f"it does not work when nothing hurts it: {code}"
        return before, changes(self._record)

    def _recording(self, to: int) -> None:
        self.shim.record(self.disk.root, to)

    def refusing(self, at: int, many: int, error: int) -> tuple[int, list[str]]:
        """How the process ended, and what it had been told until then."""
        reading, writing = os.pipe()
        begin = lambda: self.shim.refuse(self.disk.root, at, many, error)  # noqa: E731
        code = _in_a_process(lambda: self._act(begin, writing))
        os.close(writing)
        with os.fdopen(reading) as told:
            return code, told.read().splitlines()

    def _act(self, begin: Callable[[], None], told_to: int = -1) -> int:
        def told(what: str) -> None:
            self.shim.told(what)
            if told_to >= 0:
                os.write(told_to, f"{what}\n".encode())

        begin()
        try:
            self.scenario.act(self.disk, self._known, told)
        except CannotProceed:
            return SENTENCE
        finally:
            self.shim.end()
        return 0

    def next_start(self, told: Sequence[str]) -> str:
        """OLD or NEW; raises Lost. What is old is done again, and is then new."""
        came = _answer_of(lambda: self.scenario.came(self.disk, self._known, told))
        if came == OLD:
            code = _in_a_process(lambda: self._act(lambda: None))
            assert code == 0, f"done again, it ended with {code}"
            again = _answer_of(lambda: self.scenario.came(self.disk, self._known, []))
            assert again == NEW, f"done again, it is {again}"
        return cast("str", came)


def _in_a_process(work: Callable[[], int]) -> int:
    """Its exit, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE)
        importlib.reload(leaving)  # each is a run of the program by itself
        _end(work)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _end(work: Callable[[], int]) -> NoReturn:
    code = TRACEBACK
    try:
        code = work()
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        with suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(code)


def _answer_of(work: Callable[[], object]) -> object:
    """What it gives, in a process of its own; what it raises is raised as AssertionError."""
    reading, writing = os.pipe()

    def answer() -> int:
        try:
            said: object = {"gave": work()}
        except BaseException as fault:  # noqa: BLE001 - told to whoever asked
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            said = {"fault": f"{type(fault).__name__} at {where}: {fault}"}
        with os.fdopen(writing, "w") as file:
            json.dump(said, file)
        return 0

    code = _in_a_process(answer)
    os.close(writing)
    with os.fdopen(reading) as file:
        raw = file.read()
    assert code == 0, f"the next start ended with {code}"
    said = json.loads(raw)
    assert "fault" not in said, said["fault"]
    return said["gave"]


@contextmanager
def _told(point: str) -> Iterator[dict[str, str]]:
    """Prints what became of one place."""
    line = {"point": point}
    try:
        yield line
    except AssertionError as lost:
        line["lost"] = str(lost)
    print(json.dumps(line), flush=True)  # noqa: T201 - read by whoever started it


def kill(worker: Worker, most: int) -> None:
    """Ends the process before each change of a file, or before so many of them."""
    _, done = worker.recorded()
    named = {one.number: str(one) for one in done}
    for at in _some(range(1, max(named) + 1), most):
        worker.begin_anew()
        with _told(f"killed at {at}: {named.get(at, 'nothing was done')}") as line:
            code, told = worker.refusing(at, 1, KILL)
            assert code in (0, -signal.SIGKILL), f"it ended with {code}"
            line["came"] = worker.next_start(told)


def fail(worker: Worker, most: int, name: str) -> None:
    """Each change fails once, then each and all after it."""
    _, done = worker.recorded()
    named = {one.number: str(one) for one in done}
    for many, how in ((1, "once"), (FOR_EVER, "from there on")):
        for at in _some(range(1, max(named) + 1), most // 2):
            worker.begin_anew()
            with _told(f"{name} {how} at {at}: {named.get(at, 'nothing was done')}") as line:
                code, told = worker.refusing(at, many, getattr(errno, name))
                assert code in (0, SENTENCE), f"it ended with {code}"
                line["came"] = worker.next_start(told)
                if line["came"] == NEW and code == SENTENCE:
                    line["said"] = "no"


def cut(worker: Worker, most: int, model: Model, *, honours_flushes: bool = True) -> None:
    """The power goes after a change; what was not flushed is lost, torn or there.

    Every second time after a change of a name, each in its turn, for these are few and decide.
    """
    before, done = worker.recorded()
    _require_whole(worker, before, done)
    chance = Random(f"{worker.scenario.name} {model}")  # noqa: S311 - the same each time
    names = [n for n, one in enumerate(done, 1) if one.kind not in ("write", "cut", "flush")]
    for turn in range(most):
        point = names[turn // 2 % len(names)] if turn % 2 else chance.randint(0, len(done))
        disk = Disk(before, model, honours_flushes=honours_flushes)
        disk.do(done[:point])
        shutil.rmtree(worker.disk.root)
        disk.after_the_cut(worker.disk.root, chance)
        last = done[point - 1] if point else "nothing"
        with _told(f"cut off {turn}, after {point} of {len(done)}: {last}") as line:
            line["came"] = worker.next_start(disk.told)


def _require_whole(worker: Worker, before: Before, done: list[Change]) -> None:
    """The record says all that was done: replayed, it gives what lies there."""
    disk = Disk(before, "ordered")
    disk.do(done)
    root = worker.disk.root
    there = {str(one.relative_to(root)): one for one in root.rglob("*") if one.is_file()}
    replayed = disk.as_it_is()
    assert replayed.keys() == there.keys()
    for name, content in replayed.items():
        assert name.endswith("-shm") or there[name].read_bytes() == content, name


def _some(places: Sequence[int], most: int) -> Sequence[int]:
    """All of them, or so many spread over the whole."""
    if len(places) <= most:
        return places
    return [places[n * len(places) // most] for n in range(most)]


def main() -> None:
    scenario, how, most, folder = sys.argv[1:]
    worker = Worker(SCENARIOS[scenario], Path(folder))
    if how == "kill":
        kill(worker, int(most))
    elif how.removesuffix(" without flushes") in MODELS:
        model = cast("Model", how.removesuffix(" without flushes"))
        cut(worker, int(most), model, honours_flushes=how == model)
    else:
        fail(worker, int(most), how)


if __name__ == "__main__":
    main()
