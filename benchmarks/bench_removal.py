"""Taking one meeting's minutes off a store of 10,000 that is full of Word files."""

from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from measuring import Result, milliseconds, tell
from stores import MEETINGS, fill_with_files, with_meetings
from stores import opened as open_again

from desktop_app.storage.removal import remove
from desktop_app.storage.store import Store

GOING = (1, MEETINGS // 2 + 1, MEETINGS - 1)  # signed ones: first, middle and last


def removal(store: Store) -> float:
    """Milliseconds until no word of it is left, in the median."""

    def take_off(number: int) -> None:
        remove(store, f"meeting-{number}", "a rule", ("Done",), lambda _: None, kernel=True)

    return median(milliseconds(partial(take_off, number)) for number in GOING)


def main() -> None:
    with TemporaryDirectory() as folder:
        took: list[float] = []
        for name in ("bare", "full"):
            with_meetings(Path(folder) / name, MEETINGS)
            store = open_again(Path(folder) / name)
            if name == "full":
                fill_with_files(store)
            took.append(removal(store))
            store.close()
        size = (Path(folder) / "full" / "chairside.db").stat().st_size / 1e9
    what = f"removing one of {MEETINGS:,} meetings, {size:.1f} GB (floor: without the Word files)"
    tell(Result(what, "ms", *took, most=5000))


if __name__ == "__main__":
    main()
