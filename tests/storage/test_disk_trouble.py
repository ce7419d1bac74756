"""A full or read-only disk is told in a sentence; once it is well again, saving works."""

import os
import subprocess
import sys
from pathlib import Path

HERE = str(Path(__file__).parent)

# The system lets no file grow beyond the limit, as a full disk does.
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from invented import DATA_KEY, MEETING, start
from desktop_app.records.meeting import Changes
from desktop_app.storage.check import check
from desktop_app.storage.open import open_store
from desktop_app.storage.trouble import NotSaved

def limit(octets):
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, resource.RLIM_INFINITY))

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
store = open_store(path, DATA_KEY, create=True)
start(store)
log = path.with_name("chairside.db-wal")
for attempt in range(3):
    limit(max(log.stat().st_size if log.exists() else 0, 4096))
    try:
        store.save(MEETING.id, Changes({"history": f"{attempt}" * 50_000}))
        sys.exit("saved on a full disk")
    except NotSaved as trouble:
        assert "disk" in trouble.happened, trouble
        assert trouble.safe and trouble.do
    assert len(store.record(MEETING.id).answers["history"]) in (12, 50_000)
    limit(resource.RLIM_INFINITY)
    store.save(MEETING.id, Changes({"history": f"{attempt}" * 50_000}))
assert check(store) == []
store.close()
again = open_store(path, DATA_KEY, create=False)
assert again.record(MEETING.id).answers["history"] == "2" * 50_000
assert check(again) == []
again.close()
"""

FULL_FROM_THE_START = """
import resource, signal, sys
from pathlib import Path
from invented import DATA_KEY, CHEAP
from desktop_app.storage import keys
from desktop_app.storage.open import open_store
from desktop_app.storage.trouble import NotSaved

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
for octets in (0, 100, 5000, 40_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, resource.RLIM_INFINITY))
    try:
        open_store(path, DATA_KEY, create=True)
        sys.exit("made on a full disk")
    except NotSaved as trouble:
        assert "disk" in trouble.happened
    assert not path.exists()
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
try:
    keys.create(path.with_name("keys.json"), "x" * 20, CHEAP)
    sys.exit("keys written on a full disk")
except NotSaved as trouble:
    assert not path.with_name("keys.json").exists()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
keys.create(path.with_name("keys.json"), "x" * 20, CHEAP)
open_store(path, DATA_KEY, create=True).close()
"""

READ_ONLY = """
import os, sys, tempfile
from pathlib import Path
from invented import CHEAP, DATA_KEY, MEETING, PASSPHRASE, hashes, start
from desktop_app.errors import CannotProceed
from desktop_app.storage import keys
from desktop_app.storage.in_use import Hold
from desktop_app.storage.open import open_store
from desktop_app.storage.thread import _load
from desktop_app.storage.trouble import NotRead, NotSaved

_load()
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "chairside.db"
    keys_json = path.with_name("keys.json")
    keys.create(keys_json, PASSPHRASE, CHEAP)
    store = open_store(path, DATA_KEY, create=True)
    start(store)
    store.close()
    before = hashes(path.parent)
    if os.geteuid() == 0:
        copy = keys_json.with_name("keys.json.previous")
        for file in (path.parent, path, keys_json, copy):
            os.chown(file, 65534, 65534)
        os.setuid(65534)
    for file, mode in ((path, 0o400), (keys_json, 0o400), (path.parent, 0o500)):
        file.chmod(mode)
    for attempt in (
        lambda: open_store(path, DATA_KEY, create=False),
        lambda: open_store(path.with_name("new.db"), DATA_KEY, create=True),
        lambda: keys.unlock(keys_json, "not the passphrase", least=CHEAP),
        lambda: Hold(path.with_name("in-use.lock")),
    ):
        try:
            attempt()
            sys.exit("written where nothing may be written")
        except CannotProceed as trouble:
            said = ("its folder cannot be written to", "(no permission)")
            assert any(words in trouble.happened for words in said), trouble
    assert keys.unlock(keys_json, PASSPHRASE, least=CHEAP)
    assert hashes(path.parent) == before
    path.parent.chmod(0o000)
    for attempt in (
        lambda: open_store(path, DATA_KEY, create=False),
        lambda: open_store(path, DATA_KEY, create=True),
        lambda: keys.unlock(keys_json, PASSPHRASE, least=CHEAP),
        lambda: keys.create(keys_json, PASSPHRASE, CHEAP),
    ):
        try:
            attempt()
            sys.exit("opened what may not be read")
        except (NotRead, NotSaved) as trouble:
            assert trouble.do
    path.parent.chmod(0o700)
    path.chmod(0o600)
    again = open_store(path, DATA_KEY, create=False)
    assert again.record(MEETING.id).answers["history"] == "Moved twice."
    again.close()
"""


def run(program: str, *arguments: str) -> None:
    environment = os.environ | {"PYTHONPATH": HERE}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_a_full_disk_is_told_and_a_later_save_works(path: Path):
    run(FULL_DISK, str(path))


def test_a_first_start_on_a_full_disk_leaves_nothing_half_made(path: Path):
    run(FULL_FROM_THE_START, str(path))


def test_a_read_only_folder_is_told_and_nothing_in_it_changes():
    run(READ_ONLY)
