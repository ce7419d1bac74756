"""A restore brings back no minutes that were removed since, and takes none that came in again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from decrypted import holds
from invented import CHEAP, CHILD, MEETING, PASSPHRASE, sign, start

from desktop_app.paths import Places
from desktop_app.records.meeting import (
    MINUTES_TAKEN_OFF,
    Changes,
    Record,
    Row,
    SignedVersion,
)
from desktop_app.services.backing_up import alone, back_up, restore
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage import removal
from desktop_app.storage.backups import backups
from desktop_app.storage.check import check
from desktop_app.storage.handover import hand_over, parcel_of, take_back
from desktop_app.storage.keys import unlock as key_of
from desktop_app.storage.taken_in import take_in

WORD = "Zanzibarcanary"
pytestmark = pytest.mark.long
UNREADABLE = "cannot be read"
DONE = ("Done",)


def silent(_: str) -> None:
    pass


class Laptop:
    """One meeting on it; each thing that happens is a word, a minute after the one before."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        self.store, _ = set_up(places, PASSPHRASE, {"council": "x"}, CHEAP, self.stamp)
        self.record: Record | None = None
        self.version: SignedVersion | None = None
        self.made: list[Path] = []
        self.aside: list[Path] = []
        self.said: list[str] = []

    def stamp(self) -> str:
        return self.now.isoformat(timespec="seconds")

    def live(self, steps: str) -> None:
        for step in steps.split():
            self.now += timedelta(minutes=1)
            getattr(self, f"do_{step.rstrip('123')}")(*step[len(step.rstrip("123")) :])

    @property
    def is_here(self) -> bool:
        return any(line.meeting.reference == MEETING.reference for line in self.store.meetings())

    def do_yesterday(self) -> None:
        """The clock of the laptop is set back."""
        self.now -= timedelta(days=1)

    def do_start(self) -> None:
        start(self.store)
        self.store.save(MEETING.id, Changes({"history": WORD}))

    def do_sign(self) -> None:
        self.version = sign(self.store)
        self.record = self.store.record(MEETING.id)

    def do_correct(self) -> None:
        self.store.begin_correction(MEETING.id)

    def do_finish(self) -> None:
        (draft,) = (line.meeting for line in self.store.meetings() if line.meeting.corrects)
        sign(self.store, draft.id)

    def do_away(self) -> None:
        hand_over(self.store, parcel_of(self.store, MEETING.id), "x.chairside")

    def do_back(self) -> None:
        take_back(self.store, MEETING.id)

    def do_remove(self) -> None:
        self._remove(kernel=False)

    def do_kernel(self) -> None:
        self._remove(kernel=True)

    def _remove(self, *, kernel: bool) -> None:
        removal.remove(self.store, MEETING.id, "a rule", DONE, silent, kernel=kernel)

    def do_child(self) -> None:
        removal.remove_child(self.store, CHILD.id, silent)

    def do_take(self) -> None:
        assert self.record
        assert self.version
        take_in(self.store, self.record, self.version, b"word")

    def do_backup(self) -> None:
        self.made.append(back_up(alone(self.store), self.places, 28, self.now, silent).path)

    def do_damage(self) -> None:
        self.store.close()
        self.places.store.write_bytes(bytes(100_000))

    def do_put(self, number: str) -> None:
        self._put(self.made[int(number) - 1])

    def do_aside(self, number: str) -> None:
        self._put(self.aside[int(number) - 1])

    def _put(self, backup: Path) -> None:
        self.store.close()
        self.said = restore(self.places, backup, PASSPHRASE, self.now, silent, CHEAP)
        there = (one.path for one in backups(self.places.backups))
        self.aside += [one for one in there if one not in (*self.made, *self.aside)]
        self.store = unlock(self.places, PASSPHRASE, CHEAP, self.stamp)[0]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    laptop = Laptop(Places(tmp_path / "data"))
    yield laptop
    laptop.store.close()


# `put1` puts the first backup back, `aside1` the store that was set aside first.
HERE = [
    "start sign backup remove take put1",
    "start sign remove take backup put1",
    "start sign backup remove put1 take put1",
    "start sign backup kernel take put1",
    "start sign remove backup take backup put1 put2",
    "start sign remove backup yesterday take backup put1 put2",
    "start sign backup remove backup take put2 aside1",
    "start sign backup remove put1 take backup aside1 put2",
    "start sign backup remove put1 take backup aside1 put2 put2",
    "start sign backup remove damage put1",
    "start sign remove take backup remove damage put1",
    "start sign backup put1",
    "start backup sign put1",
]
GONE = [
    "start sign backup remove put1",
    "start sign backup kernel put1",
    "start sign backup remove take remove put1",
    "start sign remove backup take put1",
    "start sign remove take backup remove put1",
    "start sign remove backup damage put1",
    "start sign backup remove put1 put1",
    "start sign backup remove put1 take remove put1",
    "start sign backup remove damage put1 remove put1",
    "start sign backup remove backup put2 put1",
    "start sign backup remove backup take put2 put1",
    "backup start sign backup remove put1 put2",
    "backup start sign backup remove put1 put1 put2",
    "backup start sign backup remove take remove put1 put2",
    "start backup sign remove put1",
    "start backup sign backup remove put1 put2",
    "start sign correct backup finish remove put1",
    "start away backup back sign remove put1",
]


@pytest.mark.parametrize("steps", HERE)
def test_what_was_not_removed_since_is_there(laptop: Laptop, steps: str):
    laptop.live(steps)
    assert laptop.is_here
    assert laptop.store.record(MEETING.id).answers["history"] == WORD
    assert check(laptop.store) == []
    assert any(UNREADABLE in sentence for sentence in laptop.said) == ("damage" in steps)


@pytest.mark.parametrize("steps", GONE)
def test_what_was_removed_since_is_not(laptop: Laptop, steps: str):
    laptop.live(steps)
    assert not laptop.is_here
    assert check(laptop.store) == []
    laptop.store.close()
    key = key_of(laptop.places.keys, PASSPHRASE, least=CHEAP)
    assert holds(laptop.places.store, key, "create store")
    assert not holds(laptop.places.store, key, WORD)


# what a kernel keeps, and the child


def test_a_kernel_stays_one_and_keeps_what_it_kept(laptop: Laptop):
    laptop.live("start")
    done, waiting = Row("a2", {"text": f"Done {WORD}"}), Row("a1", {"text": "Book it"})
    laptop.store.save(MEETING.id, Changes(actions=(waiting, done)))
    laptop.live("sign")
    later = replace(MEETING, id="m2", reference="PPM-777777", follows=MEETING.id)
    said = [
        Row(row.id, {**row.values, "status": "Done" if row.id == "a2" else ""})
        for row in laptop.store.open_actions(CHILD.id, ())
    ]
    laptop.store.start_meeting(later, {"meeting_date": "4 Jan 2027"}, {}, (), (), said)
    sign(laptop.store, "m2")
    laptop.live("backup")
    for one in ("m2", MEETING.id):
        removal.remove(laptop.store, one, "a rule", DONE, silent, kernel=True)
    before = laptop.store.open_actions(CHILD.id, DONE)
    assert [row.id for row in before] == ["a1"]
    laptop.live("put1")
    kernels = {line.meeting.reference for line in laptop.store.kernels()}
    assert kernels == {MEETING.reference, "PPM-777777"}
    assert [row.id for row in laptop.store.open_actions(CHILD.id, DONE)] == ["a1"]
    assert check(laptop.store) == []
    laptop.store.close()
    assert not holds(laptop.places.store, key_of(laptop.places.keys, PASSPHRASE, least=CHEAP), WORD)


def test_what_a_kernel_says_of_an_action_stays_said(laptop: Laptop):
    laptop.live("start sign")
    later = replace(MEETING, id="m2", reference="PPM-777777", follows=MEETING.id)
    said = {"status": "Part done", "new_owner": "Bo", "new_target": "9 Jan 2027"}
    rows = [Row(row.id, {**row.values, **said}) for row in laptop.store.open_actions(CHILD.id, ())]
    laptop.store.start_meeting(later, {"meeting_date": "4 Jan 2027"}, {}, (), (), rows)
    sign(laptop.store, "m2")
    laptop.live("backup")
    for one in (MEETING.id, "m2"):
        removal.remove(laptop.store, one, "a rule", DONE, silent, kernel=True)
    before = laptop.store.open_actions(CHILD.id, DONE)
    assert (before[0].values["owner"], before[0].values["target"][:5]) == ("Bo", "9 Jan")
    laptop.live("put1")
    assert laptop.store.open_actions(CHILD.id, DONE) == before
    assert check(laptop.store) == []


def test_a_child_that_was_removed_since_is_not_there(laptop: Laptop):
    laptop.live("start sign backup kernel child put1")
    assert laptop.store.children() == []
    assert any("A child had been removed since" in sentence for sentence in laptop.said)
    assert check(laptop.store) == []
    laptop.store.close()
    key = key_of(laptop.places.keys, PASSPHRASE, least=CHEAP)
    assert not holds(laptop.places.store, key, "Testa Pretend")


def test_a_child_that_is_known_again_stays(laptop: Laptop):
    laptop.live("start sign backup remove child take put1")
    assert [one.id for one in laptop.store.children()] == [CHILD.id]
    assert laptop.is_here
    laptop.live("backup remove child put2")
    assert laptop.store.children() == []


def test_other_minutes_of_the_child_stay(laptop: Laptop):
    laptop.live("start sign")
    later = replace(MEETING, id="m2", reference="PPM-777777", follows=MEETING.id)
    before = laptop.store.open_actions(CHILD.id, ())
    laptop.store.start_meeting(later, {"history": "Other."}, {}, (), (), before)
    laptop.live("backup remove put1")
    assert [line.meeting.reference for line in laptop.store.meetings()] == ["PPM-777777"]
    there = laptop.store.record("m2")
    assert (there.answers["history"], [row.id for row in there.carried]) == ("Other.", ["a1"])
    assert check(laptop.store) == []


@pytest.mark.parametrize(
    ("steps", "count"),
    [
        ("start sign backup remove put1", 1),
        ("start sign backup kernel put1", 0),
        ("start sign remove backup put1", 1),
        ("start backup sign remove put1", 1),
        ("start sign correct backup finish remove put1", 1),
        ("start sign kernel backup take remove put1", 1),
        ("start sign backup remove put1 take", 0),
    ],
)
def test_the_child_says_of_a_restored_store_too_that_minutes_were_taken_off(
    laptop: Laptop, steps: str, count: int
):
    laptop.live(steps)
    (one,) = laptop.store.children()
    assert int(one.details.get(MINUTES_TAKEN_OFF, "0")) == count
