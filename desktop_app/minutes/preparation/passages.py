"""What is read of a Word file: paragraphs, and tables with their cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(eq=False)
class Passage:
    """A paragraph or a cell. `taken` once it is known as a label or as part of an answer.

    `column` and `span` count the columns of the table's grid; `again` says that a merged cell
    further up has these words.
    """

    text: str
    tags: tuple[str, ...] = ()
    is_heading: bool = False
    column: int = 0
    span: int = 1
    taken: bool = False
    again: bool = False


Table = list[list[Passage]]


def flattened(parts: Iterable[Passage | Table]) -> Iterator[Passage]:
    """Every paragraph and cell, in their order."""
    for part in parts:
        yield from ((part,) if isinstance(part, Passage) else (c for row in part for c in row))
