"""A restore puts no draft back into work that is in work on another laptop since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from invented import CHEAP, MEETING, PASSPHRASE, start

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.meeting import Changes
from desktop_app.services.backing_up import alone, back_up, restore
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage.backups import backups
from desktop_app.storage.check import check
from desktop_app.storage.handover import hand_over, parcel_of, receive, take_back
from desktop_app.storage.handover_file import Parcel
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

pytestmark = pytest.mark.long
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WORD = "typed elsewhere"


def silent(_: str) -> None:
    pass


@dataclass
class Two:
    """`here` is restored; `there` is the other laptop; `files` went from one to the other."""

    places: Places
    here: Store
    there: Store
    now: datetime = NOW
    made: list[Path] = field(default_factory=list[Path])
    files: list[Parcel] = field(default_factory=list[Parcel])
    said: list[str] = field(default_factory=list[str])

    def live(self, steps: str) -> None:
        for step in steps.split():
            self.now += timedelta(minutes=1)
            getattr(self, f"do_{step}")()

    @property
    def state(self) -> str:
        return self.here.record(MEETING.id).meeting.state

    def do_backup(self) -> None:
        self.made.append(back_up(alone(self.here), self.places, 28, self.now, silent).path)

    def do_away(self) -> None:
        """To the other laptop, where it is gone on with."""
        self.files.append(parcel_of(self.here, MEETING.id))
        hand_over(self.here, self.files[-1], "x")
        receive(self.there, self.files[-1])
        self.there.save(MEETING.id, Changes({"history": WORD}))

    def do_home(self) -> None:
        self.files.append(parcel_of(self.there, MEETING.id))
        hand_over(self.there, self.files[-1], "y")
        receive(self.here, self.files[-1])

    def do_back(self) -> None:
        take_back(self.here, MEETING.id)

    def do_put(self) -> None:
        self._put(self.made[-1])

    def do_aside(self) -> None:
        self._put(next(one.path for one in backups(self.places.backups) if one.was_set_aside))

    def _put(self, backup: Path) -> None:
        self.here.close()
        self.said = restore(self.places, backup, PASSPHRASE, self.now, silent, CHEAP)
        self.here = unlock(self.places, PASSPHRASE, CHEAP)[0]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    places = Places(tmp_path / "data")
    here, _ = set_up(places, PASSPHRASE, {"council": "x"}, CHEAP)
    start(here)
    there = open_store(tmp_path / "there" / "chairside.db", bytes(32), create=True)
    two = Two(places, here, there)
    yield two
    two.here.close()
    there.close()


@pytest.mark.parametrize(
    ("steps", "state", "said"),
    [
        ("backup away put", "handed over", "had been handed over since"),
        ("away home backup away put", "handed over", "had been handed over since"),
        ("backup away home away put", "handed over", "had been handed over since"),
        ("away backup home away put", "handed over", "had been handed over since"),
        ("backup away put put", "handed over", "had been handed over since"),
        ("away backup back put", "draft", "had been taken back since"),
        ("backup away back put", "draft", ""),
        ("backup away home put", "handed over", "Take in the file that brought it back"),
        ("away backup home put", "handed over", "Take in the file that brought it back"),
        ("away backup put", "handed over", ""),
        ("backup put", "draft", ""),
        ("backup away home put aside", "draft", ""),
        ("backup away put aside", "handed over", ""),
    ],
)
def test_it_is_in_work_in_one_place(two: Two, steps: str, state: str, said: str):
    two.live(steps)
    assert two.state == state
    assert check(two.here) == []
    about = [one for one in two.said if one.startswith(MEETING.reference)]
    assert (len(about), said in "".join(about)) == (bool(said), True)


@pytest.mark.parametrize("steps", ["backup away home put", "away backup home put"])
def test_what_came_back_is_taken_in_again(two: Two, steps: str):
    two.live(steps)
    receive(two.here, two.files[-1])
    assert (two.state, two.here.record(MEETING.id).answers["history"]) == ("draft", WORD)


@pytest.mark.parametrize("steps", ["backup away put", "away home backup away put"])
def test_what_is_out_comes_back_with_its_words(two: Two, steps: str):
    two.live(f"{steps} home")
    assert (two.state, two.here.record(MEETING.id).answers["history"]) == ("draft", WORD)


def test_the_words_of_the_backup_never_take_the_place_of_those_typed_since(two: Two):
    two.live("away backup home put back")
    older = parcel_of(two.here, MEETING.id)
    with pytest.raises(CannotProceed, match="as it was before it was last handed over"):
        receive(two.there, older)


def test_a_store_that_cannot_be_read_leaves_it_to_the_chair(two: Two):
    two.live("backup away")
    two.here.close()
    two.places.store.write_bytes(bytes(100_000))
    two.live("put")
    assert any("or handed over after the backup" in sentence for sentence in two.said)
