"""A store with its keys comes in the place of another, whatever the power does meanwhile.

What is to come lies ready in a folder. Once that folder has its last name, all of it comes: now,
or when the store is opened next. Until then nothing has happened to the store that is there.
"""

import os
from pathlib import Path
from shutil import rmtree

from desktop_app.paths import Places
from desktop_app.storage.trouble import NotSaved, in_sentences
from desktop_app.storage.whole_file import flush_folder

_LOGS = ("-wal", "-shm", "-journal")
_OLD_KEYS = (".previous", ".previous.new", ".new")  # they may open by a passphrase of before


def making_ready(places: Places) -> Places:
    """Where what is to come is made ready; what lies there counts for nothing."""
    return Places(places.data / "restoring")


def is_half_done(places: Places) -> bool:
    """The power went, or the process, while a store was coming in its place: `finish` goes on."""
    return _ready(places).data.exists()


def is_set_up(places: Places) -> bool:
    """A key file without a store is a lost store, not a first start."""
    return places.store.exists() or places.keys.exists() or is_half_done(places)


def put(places: Places) -> None:
    """What was made ready. Nobody may have it open, nor what is there; raises NotSaved."""
    new = making_ready(places)
    with in_sentences(NotSaved):
        for file in (new.store, new.keys):
            _flush(file)
        flush_folder(new.data)
        new.data.rename(_ready(places).data)
        flush_folder(places.data)
    finish(places)


def finish(places: Places) -> None:
    """Does what `put` has still to do, else nothing. Raises NotSaved: then it can be done again."""
    ready = _ready(places)
    if not is_half_done(places):
        return
    with in_sentences(NotSaved):
        if ready.store.exists():
            for log in _LOGS:  # of the store before: SQLite would put it into the new one
                places.store.with_name(places.store.name + log).unlink(missing_ok=True)
            flush_folder(places.data)
            ready.store.replace(places.store)
        if ready.keys.exists():
            ready.keys.replace(places.keys)
        flush_folder(places.data)
        for old in _OLD_KEYS:
            places.keys.with_name(places.keys.name + old).unlink(missing_ok=True)
        rmtree(ready.data)
        flush_folder(places.data)


def sweep(places: Places) -> None:
    """Takes away what was never ready; nobody may be at it. Raises NotSaved."""
    room = making_ready(places).data
    if room.exists():
        with in_sentences(NotSaved):
            rmtree(room)


def _ready(places: Places) -> Places:
    return Places(places.data / "restored")


def _flush(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
