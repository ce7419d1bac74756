"""Keys without a store, left by a first start that was cut short: they never guarded a word.

Since keys and store come to their place together, and say so in the key file, this cannot happen
any more; versions before wrote the keys first.
"""

from datetime import datetime
from pathlib import Path

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.storage import key_file
from desktop_app.storage.whole_file import copy_of, flush_folder


def is_left_over(places: Places) -> bool:
    """Nothing tells of a store that was there: no log, no backup, no second copy of the keys.

    Whoever opened a store had a backup made of it; whoever changed its keys, a copy of them.
    """
    if not places.keys.exists() or places.store.exists():
        return False
    traces = (places.backups, copy_of(places.keys), *places.logs)
    return not any(trace.exists() for trace in traces) and not _came_with_a_store(places.keys)


def in_words(places: Places) -> str:
    """What was found, and what becomes of it; empty where nothing is left over."""
    if not is_left_over(places):
        return ""
    return (
        "There are keys of Chairside in this folder, and no store, backup or log that they could "
        "belong to. Most likely setting up was cut short here once, so nothing is lost. Once "
        f"Chairside is set up, those keys stand in the folder “{room(places).name}”. If minutes "
        "were ever kept here, close Chairside and tell IT first."
    )


def move_aside(places: Places) -> None:
    """Into `room`, the keys last. Raises OSError."""
    if not is_left_over(places):
        return
    to = room(places)
    to.mkdir(mode=0o700)
    half_made = places.data.glob(f"{places.store.name}.new*")
    for file in (*half_made, *places.data.glob(f"{places.keys.name}.new"), places.keys):
        file.rename(to / file.name)
    flush_folder(to)
    flush_folder(places.data)


def room(places: Places) -> Path:
    """A free folder, named by the day on which the keys were made."""
    made = datetime.fromtimestamp(places.keys.stat().st_mtime).astimezone()
    name = f"never-used_{made:%Y-%m-%d}"
    free, number = places.data / name, 2
    while free.exists():
        free, number = places.data / f"{name}_{number}", number + 1
    return free


def _came_with_a_store(keys: Path) -> bool:
    """So does a file that cannot be read: whoever knows what it was decides."""
    try:
        return bool(key_file.read(keys).sheet)
    except CannotProceed:
        return True
