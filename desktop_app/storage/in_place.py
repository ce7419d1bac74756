"""A store and its keys come to their place together, whatever the power does meanwhile.

What is to come lies ready in a folder. Once that folder has its last name, all of it comes: now,
or when the store is opened next. Until then nothing has happened to what is there.
"""

import errno
import os
from enum import Enum
from pathlib import Path
from shutil import rmtree

from desktop_app.paths import Places
from desktop_app.storage import never_opened
from desktop_app.storage.trouble import NotSaved, in_sentences
from desktop_app.storage.whole_file import flush_folder

_OLD_KEYS = (".previous", ".previous.new", ".new")  # they may open by a passphrase of before


class Coming(Enum):
    """The folder in which it is made ready, and that folder's last name."""

    RESTORE = ("restoring", "restored")
    SET_UP = ("setting-up", "set-up")


def making_ready(places: Places, coming: Coming = Coming.RESTORE) -> Places:
    """Where what is to come is made ready; what lies there counts for nothing."""
    return Places(places.data / coming.value[0])


def half_done(places: Places) -> Coming | None:
    """The power went, or the process, while this was coming to its place: `finish` goes on."""
    return next((one for one in Coming if _ready(places, one).data.exists()), None)


def is_set_up(places: Places) -> bool:
    """A key file without a store is a lost store, unless no store was ever there."""
    if places.store.exists() or half_done(places):
        return True
    return places.keys.exists() and not never_opened.is_left_over(places)


def put(places: Places, coming: Coming = Coming.RESTORE) -> None:
    """What was made ready. Nobody may have it open, nor what is there; raises NotSaved."""
    new = making_ready(places, coming)
    with in_sentences(NotSaved):
        _require_whole(new)
        for file in (new.store, new.keys):
            _flush(file)
        flush_folder(new.data)
        never_opened.move_aside(places)
        new.data.rename(_ready(places, coming).data)
        flush_folder(places.data)
    finish(places)


def finish(places: Places) -> None:
    """Does what `put` has still to do, else nothing. Raises NotSaved: then it can be done again."""
    coming = half_done(places)
    if not coming:
        return
    ready = _ready(places, coming)
    with in_sentences(NotSaved):
        if ready.store.exists():
            for log in places.logs:  # of the store before: SQLite would put it into the new one
                log.unlink(missing_ok=True)
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
    for one in Coming:
        room = making_ready(places, one).data
        if room.exists():
            with in_sentences(NotSaved):
                rmtree(room)


def _ready(places: Places, coming: Coming) -> Places:
    return Places(places.data / coming.value[1])


def _require_whole(new: Places) -> None:
    """SQLite closes without a word when it could not move the log into the file.

    The index of a log (-shm) holds nothing of its own, and looking at a store may leave one.
    """
    logs = [log for log in new.logs if not log.name.endswith("-shm")]
    if any(log.exists() and log.stat().st_size for log in logs):
        raise OSError(errno.EIO, "part of the store is in its log alone")


def _flush(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
