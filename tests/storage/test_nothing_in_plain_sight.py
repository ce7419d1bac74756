"""Whoever takes the laptop finds no word of any minutes in any file of the folder."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from invented import CHEAP, CHILD, MEETING, PASSPHRASE, sign, start
from sqlalchemy.exc import IntegrityError

from desktop_app.records.meeting import Changes, Row
from desktop_app.storage import keys
from desktop_app.storage.in_use import Hold
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

CANARY = "Zanzibarcanary"


def names_found(folder: Path, words: list[bytes]) -> list[str]:
    return [
        f"{word!r} in {file.name}"
        for file in folder.iterdir()
        for word in words
        if word in file.read_bytes() or word.decode("latin-1") in file.name
    ]


def test_no_file_of_the_folder_tells_a_word(path: Path):
    keys_json = path.with_name("keys.json")
    data_key, recovery = keys.create(keys_json, PASSPHRASE, CHEAP)
    hold = Hold(path.with_name("in-use.lock"))
    store = open_store(path, data_key, create=True)
    start(store)
    store.save_child(CHILD)
    rows = (Row("x", {"name": CANARY, "text": CANARY, "other": CANARY}),)
    store.save(MEETING.id, Changes({"a": CANARY}, {"t": rows}, rows, rows))
    store.note_event(MEETING.id, "exported", {"file": CANARY})
    store.set_setting("chair", CANARY)
    sign(store)
    secrets = [
        CANARY.encode(),
        b"Testa",
        b"Moved twice",
        b"PPM-",
        b"meeting_date",
        PASSPHRASE.encode(),
        recovery.encode(),
        recovery.replace("-", "").encode(),
        data_key,
        data_key.hex().encode(),
        b"SQLite format",
    ]
    assert path.with_name("chairside.db-wal").stat().st_size > 10_000
    assert names_found(path.parent, secrets) == []
    store.close()
    assert names_found(path.parent, secrets) == []
    assert b"Chairside keys" in keys_json.read_bytes()
    hold.release()


def test_an_error_of_the_database_repeats_no_word(store: Store):
    start(store)
    with pytest.raises(IntegrityError) as error:
        store.start_meeting(replace(MEETING, id="m2", place=CANARY), {}, {}, (), ())
    assert CANARY not in str(error.value)


def test_a_wrong_key_leaves_standard_error_silent(closed_store: Path):
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from desktop_app.storage.look import look\n"
        "print(look(Path(sys.argv[1]), b'x' * 32).value)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(closed_store)], capture_output=True, check=True
    )
    assert done.stdout == b"damaged\n"
    assert done.stderr == b""


def test_only_the_user_can_read_the_store(path: Path):
    program = (
        "import os, sys; os.umask(0)\n"
        "from pathlib import Path\n"
        "from desktop_app.storage.open import open_store\n"
        "path = Path(sys.argv[1])\n"
        "store = open_store(path, b'k' * 32, create=True)\n"
        "store.set_setting('a', 'b')\n"
        "modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}\n"
        "modes['folder'] = oct(path.parent.stat().st_mode & 0o777)\n"
        "print(sorted(modes.items()))\n"
        "store.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, check=True, text=True
    )
    expected = [("chairside.db", "0o600"), ("chairside.db-wal", "0o600"), ("folder", "0o700")]
    assert done.stdout.strip() == str(expected)
