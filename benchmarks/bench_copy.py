"""A copy of the large record, made, searched and written, against exporting the whole of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import large_record
from measuring import Result, milliseconds, tell

from desktop_app.minutes.export import export
from desktop_app.minutes.word import to_word
from desktop_app.records.copies import Mark, Spot, digest, smallest, spots
from desktop_app.records.snapshot import Snapshot
from desktop_app.services.copies_of_minutes import Maker, Wanted, redacted, word_of
from desktop_app.services.marks_on_minutes import Shelf

RUNS = 9


def copies(spots: list[Spot], whole: Snapshot, folder: Path) -> Callable[[], object]:
    """Makes, searches and writes a copy without these places."""
    marks = tuple(Mark(spot.place, "other_child", digest(spot.text)) for spot in spots)
    held = Shelf(whole, marks, (), ())
    wanted = Wanted("A reader", "Mother", "parents", leave_out=frozenset(["other_child"]))
    maker = Maker("Casey Chair", "Chair", datetime.now(UTC))

    def copy() -> None:
        made = redacted(held, wanted, maker)
        export(word_of(held, wanted, made, maker, "copy.docx"), made, folder, "copy.docx")

    return copy


def main() -> None:
    whole = large_record.snapshot()
    few = list(smallest(whole))[::40]
    third = [spot for spot in spots(whole) if spot.place.is_whole][::3]
    with TemporaryDirectory() as one, TemporaryDirectory() as two, TemporaryDirectory() as three:
        acts = (
            lambda: export(to_word(whole), whole, Path(one)),
            copies(few, whole, Path(two)),
            copies(third, whole, Path(three)),
        )
        took = [[milliseconds(act) for act in acts] for _ in range(RUNS + 1)]
    exported, little, much = (median(column) for column in zip(*took[1:], strict=True))
    tell(
        Result("a copy with a third of the questions left out", "ms", exported, much, times=1),
        Result("a copy with ten paragraphs left out", "ms", exported, little, times=1),
    )


if __name__ == "__main__":
    main()
