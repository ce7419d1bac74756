"""Saving one answer so that it survives a power cut, against a raw commit on the same disk."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from large_record import prose
from measuring import Result, milliseconds, size, tell

from desktop_app.records.meeting import Changes, Child, Meeting
from desktop_app.storage.connect import connect_to_write
from desktop_app.storage.open import open_store

SAVES, AT_FIRST = size(400, 2), size(20, 1)  # the first ones are slower
Save = Callable[[str], object]
UPSERT = """INSERT INTO answer VALUES ('meeting', 'views', ?)
    ON CONFLICT (meeting, key) DO UPDATE SET value = excluded.value"""


def floor(folder: Path, key: bytes) -> Save:
    """One table, one statement, the pragmas of the store."""
    file = folder / "floor.db"
    file.touch()
    raw = connect_to_write(file, key)
    raw.execute("CREATE TABLE answer (meeting, key, value, PRIMARY KEY (meeting, key))")

    def save(text: str) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(UPSERT, (text,))
        raw.execute("COMMIT")

    return save


def ours(folder: Path, key: bytes) -> Save:
    store = open_store(folder / "ours.db", key, create=True)
    store.save_child(Child("child", {"child_name": "Robin Example"}))
    meeting = Meeting("meeting", "EX-234567", "child", "example")
    store.start_meeting(meeting, {}, {}, (), ())
    return lambda text: store.save("meeting", Changes(answers={"views": text}))


def main() -> None:
    key = secrets.token_bytes(32)
    with TemporaryDirectory() as folder:
        saves = (floor(Path(folder), key), ours(Path(folder), key))
        texts = [f"{number} {prose(400)}" for number in range(SAVES)]
        took = [[milliseconds(partial(save, text)) for save in saves] for text in texts]
    bare, stored = (median(column) for column in zip(*took[AT_FIRST:], strict=True))
    tell(Result("durable save of one answer", "ms", bare, stored, times=1.5))


if __name__ == "__main__":
    main()
