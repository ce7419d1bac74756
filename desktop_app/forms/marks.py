"""Why words are left out of a copy, in whose copy, and what is then said in their place."""

from functools import cache

from desktop_app.errors import ProgramFault
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, read
from desktop_app.paths import RESOURCES

_FILE = RESOURCES / "marks.toml"


class Reason(Piece, frozen=True):
    """`name` is what the chair chooses, `instead` what the copy says; `kept_from` are readers.

    One that holds `always` is left out of every copy that has parts left out.
    """

    key: str
    name: str
    instead: str
    kept_from: tuple[str, ...] = ()
    always: bool = False

    def is_kept_from(self, reader: str) -> bool:
        """Unless the chair decides otherwise."""
        return self.always or reader in self.kept_from


class Reader(Piece, frozen=True):
    """A kind of people who get copies, and the roles in the meeting that belong to it."""

    key: str
    name: str
    roles: tuple[str, ...] = ()


class _File(Piece, frozen=True):
    reason: tuple[Reason, ...]
    reader: tuple[Reader, ...]


def reasons() -> tuple[Reason, ...]:
    """In the order in which they are offered."""
    return _read().reason


def readers() -> tuple[Reader, ...]:
    """The one from whom most is kept comes first."""
    return _read().reader


def reader_of(role: str) -> str:
    """The key of the kind of people to which a role belongs; of an unknown one the first."""
    plain = role.strip().casefold()
    for reader in readers():
        if plain in (name.casefold() for name in reader.roles):
            return reader.key
    return readers()[0].key


@cache
def _read() -> _File:
    try:
        return read(_FILE, _File)
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad
