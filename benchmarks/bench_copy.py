"""A copy made, searched, sealed and written, against sealing and writing the whole of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench_seal import big
from measuring import Result, medians, size, tell

from desktop_app.disk.whole_file import write
from desktop_app.minutes.export import export
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.minutes.word import to_word
from desktop_app.records.copies import Mark, Spot, digest, smallest, spots
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.copies_of_minutes import Maker, redacted, word_of
from desktop_app.services.marks_on_minutes import Shelf
from desktop_app.services.sealing import sealed
from desktop_app.services.who_gets_what import Wanted

RUNS = size(15, 1)


def writing(whole: Snapshot, maker: Maker, folder: Path) -> Callable[[], object]:
    """Writes all of it, sealed as the copies are; a draft is not sealed, and neither are its."""

    def all_of_it() -> None:
        word = to_word(whole)
        if maker.signer:
            word = sealed(word, maker.signer, maker.at, maker.role, "All of the minutes")
        export(word, whole, folder, write, "whole.docx")

    return all_of_it


def copying(spots: list[Spot], whole: Snapshot, maker: Maker, folder: Path) -> Callable[[], object]:
    """Makes, searches and writes a copy without these places; most of its words stand but once."""
    marks = tuple(Mark(spot.place, "other_child", digest(spot.text)) for spot in spots)
    held = Shelf(whole, marks, (), ())
    wanted = Wanted("A reader", "Mother", "parents", leave_out=frozenset(["other_child"]))

    def copy() -> None:
        made = redacted(held, wanted, maker)
        export(word_of(held, wanted, made, maker, "copy.docx"), made, folder, write, "copy.docx")

    return copy


def measured(whole: Snapshot, maker: Maker, what: str) -> list[Result]:
    few = list(smallest(whole))[::100]
    third = [spot for spot in spots(whole) if spot.place.is_whole][::3]
    with TemporaryDirectory() as one, TemporaryDirectory() as two, TemporaryDirectory() as three:
        all_of_it, little, much = medians(
            RUNS,
            writing(whole, maker, Path(one)),
            copying(few, whole, maker, Path(two)),
            copying(third, whole, maker, Path(three)),
        )
    return [
        Result(f"{what} with {len(few)} paragraphs left out", "ms", all_of_it, little, times=1),
        Result(f"{what} with a third left out", "ms", all_of_it, much, times=1),
    ]


def main() -> None:
    now = datetime.now(UTC)
    signer = from_stored(make_certificate("Casey Chair", "Example Council", now))
    tell(
        *measured(big(), Maker("Casey Chair", "Chair", now, signer), "a sealed copy"),
        *measured(big(), Maker("Casey Chair", "Chair", now), "a copy without a seal"),
    )


if __name__ == "__main__":
    main()
