"""Where the upright lines of a table stand, when its rows have different numbers of cells."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

from desktop_app.minutes.blocks import Table

WHOLE = 100  # per cent of the width


@dataclass(frozen=True)
class Lattice:
    """`widths` of the columns in per cent; `spans`: how many columns each cell of a row takes."""

    widths: tuple[int, ...]
    spans: tuple[tuple[int, ...], ...]


def lattice(table: Table) -> Lattice:
    """The fewest columns that all rows of the table can share."""
    edges = [_edges(row.shares) for row in table.rows]
    lines = sorted({line for row in edges for line in row})
    place = {line: number for number, line in enumerate(lines)}
    return Lattice(
        tuple(right - left for left, right in pairwise(lines)),
        tuple(tuple(place[b] - place[a] for a, b in pairwise(row)) for row in edges),
    )


def _edges(shares: tuple[int, ...]) -> tuple[int, ...]:
    """The lines left and right of every cell, in whole per cent, no cell narrower than one."""
    parts = [max(share, 1) for share in shares]
    edges = [0]
    for number, reached in enumerate(accumulate(parts), start=1):
        wished = round(WHOLE * reached / sum(parts))
        edges.append(min(max(wished, edges[-1] + 1), WHOLE - len(parts) + number))
    return tuple(edges)
