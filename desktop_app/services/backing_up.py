"""When a backup is made, how long it stays, and putting one back."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.dates import short
from desktop_app.storage import backups, keys, removal
from desktop_app.storage.backups import Ask, Backup, Stop
from desktop_app.storage.check import check
from desktop_app.storage.look import NotOurs
from desktop_app.storage.open import open_store
from desktop_app.storage.removed_since import Gone, gone_from, remove_since
from desktop_app.storage.slots import LEAST, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged, NotRead, NotSaved, Stopped, in_sentences

EVERY = timedelta(days=1)
KEEP = 7  # of those that were made by themselves
SET_ASIDE_DAYS = 28  # for a store in whose place a backup was put

Told = Callable[[str], object]
T = TypeVar("T")


def alone(store: Store) -> Ask:
    """For whoever has the store on their own thread, as commands do."""

    def ask(work: Callable[[Store], T], /) -> T:
        return work(store)

    return ask


def back_up(
    ask: Ask,
    places: Places,
    days: int,
    now: datetime,
    told: Told,
    to: Path | None = None,
    stopped: Stop = lambda: False,
) -> Backup:
    """To that file, else into the folder of backups; `days` is how long it may be kept."""
    path = to or places.backups / backups.name_at(now)
    until = now.date() + timedelta(days)
    return backups.write(ask, places.keys, path, now, until, told, stopped)


def keep_house(
    ask: Ask, places: Places, days: int, now: datetime, stopped: Stop = lambda: False
) -> list[str]:
    """Sentences about backups that went by their date; makes one where the last is a day old.

    A removal that was cut short is finished first. Once `stopped`, there is nothing to say, and
    the next time has it to do. Raises NotSaved, CannotProceed.
    """
    try:
        ask(lambda store: removal.finish(store, lambda _: None))
        backups.sweep(places.backups)
        _back_up_if_due(ask, places, days, now, stopped)
        gone = backups.expire(places.backups, now.date(), KEEP)
        if gone:
            ask(lambda store: store.note("remove backups", f"{len(gone)}"))
    except Stopped:
        return []
    return [f"Backup removed by its date: {name}." for name in gone]


def _back_up_if_due(ask: Ask, places: Places, days: int, now: datetime, stopped: Stop) -> None:
    """A removal in the middle stops it, for it would still hold the words: then once more."""
    there = backups.backups(places.backups)
    while not any(one.made <= now < one.made + EVERY for one in there):
        try:
            there = [back_up(ask, places, days, now, lambda _: None, None, stopped)]
        except Stopped:
            if stopped():
                raise


def held_until(places: Places) -> date | None:
    """The last day of any backup in the folder; None when there is none."""
    return max((one.until for one in backups.backups(places.backups)), default=None)


def restore(
    places: Places,
    backup: Path,
    passphrase: str,
    now: datetime,
    told: Told,
    cost: Cost | None = None,
) -> list[str]:
    """Puts a backup in place of the store, which is set aside; sentences about what was done.

    Nobody may have the store open. The passphrase is that of the backup's day. What was removed
    since is removed again. Raises NotABackup, WrongPassphrase, NotSaved, CannotProceed.
    """
    made = backups.backup_at(backup).made
    room = places.data / "restoring"
    _clear(room)
    try:
        told("Unpacking the backup.")
        backups.unpack(backup, room)
        return [
            f"The backup of {short(made.date())}, {made:%H:%M}, is in place.",
            *_put_in_place(places, Places(room), passphrase, now, told, cost),
        ]
    finally:
        _clear(room)


def _put_in_place(
    places: Places, new: Places, passphrase: str, now: datetime, told: Told, cost: Cost | None
) -> Iterator[str]:
    data_key = keys.unlock(new.keys, passphrase, least=cost or LEAST)
    store = open_store(new.store, data_key, create=False, clock=lambda: _stamp(now))
    try:
        told("Looking through the backup.")
        _refuse_damaged(check(store))
        yield from _remove_again(store, places, data_key, told)
        store.note("restore")
    finally:
        store.close()
    if places.store.exists() or places.keys.exists():
        told("Setting the present store aside.")
        until = now.date() + timedelta(SET_ASIDE_DAYS)
        aside = backups.set_aside(places, now, until)
        yield (
            f"The store that was here is kept as {aside.path.name} among the backups, "
            f"until {short(until)}."
        )
    with in_sentences(NotSaved):
        new.keys.replace(places.keys)
        new.store.replace(places.store)


def _refuse_damaged(problems: list[str]) -> None:
    if problems:
        raise CannotProceed(
            f"Something is wrong with this backup: {problems[0]}",
            "The store is as it was.",
            "Choose another backup.",
        )


def _remove_again(store: Store, places: Places, data_key: bytes, told: Told) -> Iterator[str]:
    """A backup may not bring back what was lawfully removed after it was made."""
    if not places.store.exists():
        return
    gone = _gone_from_here(places, data_key)
    if gone is None:
        yield (
            "The store that was here cannot be read with this backup’s key: what was taken off "
            "this laptop after the backup was made may be in it again."
        )
        return
    yield from remove_since(store, gone)
    removal.finish(store, told)


def _gone_from_here(places: Places, data_key: bytes) -> list[Gone] | None:
    """None where the present store cannot be read, or not by this key."""
    with suppress(NotOurs, NotRead, NotSaved, Damaged):
        present = open_store(places.store, data_key, create=False)
        try:
            return gone_from(present)
        finally:
            present.close()
    return None


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _clear(room: Path) -> None:
    if room.exists():
        with in_sentences(NotSaved):
            rmtree(room)
