"""What stands beside a question at a glance: options side by side, signs to look out for."""

from functools import cache

from desktop_app.errors import ProgramFault
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, read
from desktop_app.paths import RESOURCES

GLANCES = RESOURCES / "guidance"


class Point(Piece, frozen=True):
    """A sentence, or what it says under a label that other entries share."""

    text: str
    label: str = ""


class Entry(Piece, frozen=True):
    """One of what is set side by side; `row` is the fixed row of the question that it explains."""

    title: str
    points: tuple[Point, ...]
    row: str = ""
    source: str = ""

    def says(self, label: str) -> str:
        return next((point.text for point in self.points if point.label == label), "")


class Glance(Piece, frozen=True):
    """One file of resources/guidance/, which a question names."""

    title: str
    note: str = ""
    source: str = ""
    entry: tuple[Entry, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """What all its entries say something about; empty where they are not compared."""
        said = [tuple(point.label for point in entry.points) for entry in self.entry]
        alike = len(said) > 1 and all(said[0]) and all(one == said[0] for one in said)
        return said[0] if alike else ()


def glance_names() -> list[str]:
    """What `glance` of a question may name."""
    return sorted(file.stem for file in GLANCES.glob("*.toml"))


@cache
def load_glance(name: str) -> Glance:
    """Read when first wanted, not at start-up. Raises ProgramFault when our own file is broken."""
    try:
        return read(GLANCES / f"{name}.toml", Glance)
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad
