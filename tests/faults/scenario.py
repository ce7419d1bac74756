"""What a scenario is: something the chair does that must come whole or not at all."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from signed_minutes import CHEAP, PASSPHRASE, new_store

from desktop_app.paths import Places
from desktop_app.services.backing_up import alone, keep_house
from desktop_app.services.opening import unlock
from desktop_app.storage.check import check
from desktop_app.storage.store import Store

NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
KEPT = 28  # days, of a backup
OLD, NEW = "old", "new"

Known = Mapping[str, str]
Told = Callable[[str], None]
_ON_THE_WAY = (".new", ".part", ".tmp", ".copy")  # how the name of what was being made ends


@dataclass(frozen=True)
class Where:
    """All that a scenario may touch lies below `root`: the store, and folders outside it."""

    root: Path

    @property
    def places(self) -> Places:
        return Places(self.root / "data")

    @property
    def outside(self) -> Path:
        """Where files leave to, such as a stick."""
        return self.root / "outside"


class Scenario(ABC):
    """Each part runs in a process of its own; what `prepare` gives is known to the other two."""

    name: str

    @abstractmethod
    def prepare(self, where: Where) -> Known:
        """What is there before."""

    @abstractmethod
    def act(self, where: Where, known: Known, told: Told) -> None:
        """What is hurt; tells what the chair was told is done. May raise CannotProceed."""

    @abstractmethod
    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        """The next start: OLD or NEW; an AssertionError says what is lost or left behind.

        What is OLD is done again.
        """


def a_store(where: Where) -> Store:
    """A new one, without minutes."""
    where.outside.mkdir()
    return new_store(where.places)


def opened(where: Where, passphrase: str = PASSPHRASE) -> Store:
    """By the chair, before anything is done."""
    return unlock(where.places, passphrase, CHEAP)[0]


def next_start(where: Where, passphrase: str = PASSPHRASE) -> Store:
    """By the real services: unlocked, house kept, everything whole, nothing left behind."""
    store = opened(where, passphrase)
    said = keep_house(alone(store), where.places, KEPT, NOW)
    assert all("taken out again" in sentence for sentence in said), said
    found = check(store)
    assert found == [], found
    left = [str(path.relative_to(where.root)) for path in where.root.rglob("*") if _is_left(path)]
    assert left == [], f"left behind: {left}"
    return store


def _is_left(path: Path) -> bool:
    return path.name.endswith(_ON_THE_WAY) or path.name.startswith("chairside-")
