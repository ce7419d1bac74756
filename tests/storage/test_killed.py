"""A process killed in the middle of saving loses nothing that it was told is saved."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from invented import ACTIONS, DATA_KEY, MEETING, start

from desktop_app.storage.check import check
from desktop_app.storage.connect import connect_to_write
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

pytestmark = pytest.mark.long
HERE = str(Path(__file__).parent)
KILLS = 12

SAVING = """
import sys
from pathlib import Path
from invented import ACTIONS, DATA_KEY, MEETING
from desktop_app.records.meeting import Changes, Row
from desktop_app.storage.open import open_store

store = open_store(Path(sys.argv[1]), DATA_KEY, create=False)
number = int(sys.argv[2])
while True:
    number += 1
    text = str(number)
    actions = tuple(Row(f"a{n}", {"text": text}) for n in range(number % 5))
    changes = Changes({"history": text, "plan": text * 500}, {"t": actions}, actions=actions)
    store.save(MEETING.id, changes)
    store.set_setting("last", text)
    print(number, flush=True)
"""


def test_acknowledged_saves_survive_being_killed(path: Path):
    store = open_store(path, DATA_KEY, create=True)
    start(store)
    store.close()
    chance = random.Random(20261121)  # noqa: S311 - when to kill is no secret
    last = 0
    for _ in range(KILLS):
        acknowledged = killed_while_saving(path, last, chance.uniform(0, 0.15))
        store = open_store(path, DATA_KEY, create=False)
        assert check(store) == []
        record = store.record(MEETING.id)
        setting = int(store.settings().get("last", "0"))
        store.close()
        found = record.answers["history"]
        last = int(found) if found.isdigit() else 0
        assert acknowledged <= setting <= last <= acknowledged + 1
        if last:
            rows = tuple(row.values["text"] for row in record.actions)
            assert rows == (found,) * (last % 5)
            assert record.tables.get("t", ()) == record.actions
            assert record.answers["plan"] == found * 500
        else:
            assert record.actions == ACTIONS
    assert last > KILLS


def killed_while_saving(path: Path, number: int, seconds: float) -> int:
    """The last number that the process was told is saved."""
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, str(path), str(number)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": HERE},
        text=True,
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        until = time.monotonic() + seconds
        lines = [first]
        while time.monotonic() < until:
            lines.append(process.stdout.readline())
        process.kill()
        lines += process.stdout.readlines()
    whole = [int(line) for line in lines if line.endswith("\n")]
    return max(whole, default=number)


def test_a_commit_that_returned_also_survives_a_power_cut(closed_store: Path):
    """No test here cuts the power; these two settings are what the measured proof rests on."""
    connection = connect_to_write(closed_store, DATA_KEY)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    connection.close()


def test_no_second_process_can_open_a_store_in_use(store: Store, path: Path):
    program = (
        "import sys\nfrom pathlib import Path\nfrom invented import DATA_KEY\n"
        "from desktop_app.storage.open import open_store\n"
        "from desktop_app.storage.trouble import NotRead\n"
        "try:\n    open_store(Path(sys.argv[1]), DATA_KEY, create=False)\n"
        "except NotRead as refused:\n    print(refused.happened)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": HERE},
        check=True,
        text=True,
    )
    assert "another program is holding the file" in done.stdout
    start(store)
