"""What minutes are made of before they are drawn, by Word and by the preview alike."""

from dataclasses import dataclass
from typing import Literal

from desktop_app.errors import ProgramFault

Look = Literal[
    "title",
    "heading",
    "subheading",
    "note",
    "label",
    "answer",
    "fact_label",
    "fact",
    "draft",
    "drawing",
]
LONGEST_TAG = 64  # characters; Word refuses a file with a longer one
DRAFT = "DRAFT: not signed"
DRAWN = "signed:drawing"  # the tag of a drawn signature


@dataclass(frozen=True)
class Piece:
    """A text; `tag` says where it belongs when the file is read back, `name` says it to people.

    The text of a `drawing` is a PNG in base64, and its name stands in for it where none is seen.
    """

    look: Look
    tag: str
    name: str
    text: str


@dataclass(frozen=True)
class Row:
    """Every cell holds its pieces one below the other; `shares` are the cells' parts of the width.

    `repeats`: stands again at the top of the next page. `keep`: never parted from what follows.
    """

    cells: tuple[tuple[Piece, ...], ...]
    shares: tuple[int, ...] = (1,)
    repeats: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Table:
    """`quiet`: small and without lines."""

    rows: tuple[Row, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Line:
    """A text that stands alone between tables."""

    piece: Piece


@dataclass(frozen=True)
class Gap:
    """Parts two tables, `inner` ones less; carries the mark of a section without a heading."""

    mark: Piece | None = None
    inner: bool = False
    keep: bool = False


Block = Line | Table | Gap


def tag(*parts: object) -> str:
    """`c:carers:0:name`; raises ProgramFault for a key that no tag can hold."""
    words = [str(part) for part in parts]
    whole = ":".join(words)
    if len(whole) > LONGEST_TAG or any(":" in word for word in words):
        raise ProgramFault(f"The key cannot stand in a Word file: {whole}")
    return whole
