"""When a backup is made, how long it stays, and putting one back."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import rmtree

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.dates import short
from desktop_app.storage import backups, keys, removal
from desktop_app.storage.backups import Backup
from desktop_app.storage.check import check
from desktop_app.storage.look import NotOurs
from desktop_app.storage.open import open_store
from desktop_app.storage.slots import LEAST, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged, NotRead, NotSaved, in_sentences

EVERY = timedelta(days=1)
KEEP = 7  # of those that were made by themselves
SET_ASIDE_DAYS = 28  # for a store in whose place a backup was put
AGAIN = "removed again after a backup was put back"

Told = Callable[[str], object]


def back_up(
    store: Store, places: Places, days: int, now: datetime, told: Told, to: Path | None = None
) -> Backup:
    """To that file, else into the folder of backups; `days` is how long it may be kept."""
    path = to or places.backups / backups.name_at(now)
    return backups.write(store, places.keys, path, now, now.date() + timedelta(days), told)


def keep_house(store: Store, places: Places, days: int, now: datetime) -> list[str]:
    """Sentences about backups that went by their date; makes one where the last is a day old.

    A removal that was cut short is finished first. Raises NotSaved, CannotProceed.
    """
    removal.finish(store, lambda _: None)
    there = backups.backups(places.backups)
    if not any(one.made <= now < one.made + EVERY for one in there):
        back_up(store, places, days, now, lambda _: None)
    gone = backups.expire(places.backups, now.date(), KEEP)
    if gone:
        store.note("remove backups", f"{len(gone)}")
    return [f"Backup removed by its date: {name}." for name in gone]


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
    store = open_store(new.store, data_key, create=False)
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
    gone = _gone_from_here(places, data_key)
    for line in store.meetings():
        if line.meeting.reference in gone and line.meeting.state == "signed":
            removal.remove(store, line.meeting.id, AGAIN, (), told, kernel=False)
            yield f"{line.meeting.reference} had been removed since, and was removed again."


def _gone_from_here(places: Places, data_key: bytes) -> set[str]:
    """References that the present store removed; none where it cannot be read, or by this key."""
    with suppress(NotOurs, NotRead, NotSaved, Damaged):
        present = open_store(places.store, data_key, create=False)
        try:
            removed = {one.reference for one in removal.removals(present)}
            return removed - {line.meeting.reference for line in present.meetings()}
        finally:
            present.close()
    return set()


def _clear(room: Path) -> None:
    if room.exists():
        with in_sentences(NotSaved):
            rmtree(room)
