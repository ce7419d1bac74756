"""How long a save waits at most while the daily backup of a large store is made."""

import time
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Result, milliseconds, size, tell
from stores import COST, MEETINGS, PASSPHRASE, fill_with_files, opened, with_meetings

from desktop_app.assemble import Desk
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes
from desktop_app.storage.backups import backups

DRAFT = "meeting-0"
EVERY, BARE = 0.2, size(60, 2)  # seconds between two saves; how many without a backup


def save(desk: Desk, number: int) -> float:
    """Milliseconds until the word is durable."""
    changes = Changes({"question_1": f"Word {number}. " * 40})
    return milliseconds(lambda: desk.ask(lambda store: store.save(DRAFT, changes)).result())


def saves(desk: Desk, keeping: Future[list[str]] | None) -> list[float]:
    """One each time that typing would send one, until the backup is made."""
    took: list[float] = []
    while not keeping.done() if keeping else len(took) < BARE:
        took.append(save(desk, len(took)))
        time.sleep(EVERY)
    return took


def main() -> None:
    with TemporaryDirectory() as folder:
        places = Places(Path(folder))
        with_meetings(places.data, MEETINGS)
        store = opened(places.data)
        fill_with_files(store)
        store.close()
        desk = Desk(places, COST)
        desk.unlock(PASSPHRASE).result()
        bare = saves(desk, None)
        start = time.perf_counter()
        keeping = desk.keep_house(28)
        busy = saves(desk, keeping)
        took = time.perf_counter() - start
        assert keeping.result() == []
        (made,) = backups(places.backups)
        large = made.path.stat().st_size / 1e9
        desk.close()
    what = f"longest wait of a save during a backup of {large:.1f} GB (floor: without one)"
    tell(
        Result(what, "ms", max(bare), max(busy)),
        Result("that backup, looked through and read back", "s", 1, took),
    )


if __name__ == "__main__":
    main()
