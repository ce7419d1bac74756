"""What minutes print twice: left out in one place, it is left out in the other too."""

import re
from collections.abc import Iterable, Iterator

from desktop_app.records.copies import UNFINISHED, Mark, Place, Spot, smallest
from desktop_app.records.freeze import DISAGREED_AT
from desktop_app.records.snapshot import Grid, Snapshot

_VIEW = "view"  # the column that only a table of disagreements has
_SAID = (_VIEW, "step")
_NAMED = 39  # letters of a row's first words, by which what was signed over names it


def said_again(marks: Iterable[Mark], snapshot: Snapshot) -> Iterator[Mark]:
    """A mark, for the same reason, on each place that repeats what is marked.

    A disagreement stands in its table and at the question where it was raised; what was signed
    over names the rows that it is about.
    """
    said = dict(_disagreements(snapshot))
    if not snapshot.unfinished and not said:
        return
    everywhere = list(smallest(snapshot))
    unfinished = [spot for spot in everywhere if spot.place.entry == UNFINISHED]
    raised = [spot for spot in everywhere if spot.place.entry.startswith(DISAGREED_AT)]
    for mark in marks:
        for spot in everywhere if mark.why else ():
            if _is_marked(spot.place, mark.place):
                again = [one.place for one in unfinished if _names(one, spot)]
                again += [one.place for one in raised if _says(one, said.get(spot.place, []))]
                again += [place for place in said if spot in raised and _says(spot, said[place])]
                yield from (Mark(place, mark.why) for place in again)


def _is_marked(place: Place, marked: Place) -> bool:
    entries = (place.entry, place.entry.removeprefix(DISAGREED_AT))
    return place == marked or (marked.is_whole and marked.entry in entries)


def _names(unfinished: Spot, row: Spot) -> bool:
    """`Say when. (2. Ann Pear)`: by its number and the first thing that it says."""
    if row.place.row < 0 or row.place.entry == UNFINISHED:
        return False
    first = " ".join(row.text.lstrip().split("\n")[0].split())
    return f"({row.place.row + 1}. {first[:_NAMED].rstrip()}" in unfinished.text.replace("; ", "(")


def _disagreements(snapshot: Snapshot) -> Iterator[tuple[Place, list[str]]]:
    """What each row says that is said again at its question."""
    for section in (*snapshot.template, *snapshot.additional):
        for group in section.groups:
            for grid in group:
                keys = [key for key, _ in grid.columns] if isinstance(grid, Grid) else []
                if isinstance(grid, Grid) and _VIEW in keys:
                    for number, row in enumerate(grid.rows):
                        cells = dict(zip(keys, row, strict=True))
                        yield Place(grid.key, row=number), _pieces(cells)


def _pieces(cells: dict[str, str]) -> list[str]:
    lines = [line for key in _SAID for line in cells.get(key, "").split("\n")]
    said = [line.strip().rstrip(".") for line in lines]
    return [line for line in said if line] or [cells.get("who", "").strip()]


def _says(spot: Spot, pieces: list[str]) -> bool:
    found = (rf"(?<!\w){re.escape(piece)}(?!\w)" for piece in pieces if piece)
    return any(re.search(one, spot.text) for one in found)
