"""When a backup is made, how long it stays, and putting one back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.records.dates import short
from desktop_app.storage import (
    attempts,
    backups,
    in_place,
    keys,
    leaving,
    never_opened,
    removal,
)
from desktop_app.storage.ask import Ask
from desktop_app.storage.backup_file import Stop
from desktop_app.storage.backups import Backup
from desktop_app.storage.check import check
from desktop_app.storage.handed_over_since import Passings, hand_over_since, passings
from desktop_app.storage.look import Found, NotOurs, look
from desktop_app.storage.open import open_store
from desktop_app.storage.removed_since import Gone, gone_from, remove_since
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged, NotRead, NotSaved, Stopped

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
    path = to or backups.free_path(places.backups, now)
    until = now.date() + timedelta(days)
    return backups.write(ask, places.keys, path, now, until, told, stopped)


def tidy(ask: Ask, places: Places, now: datetime) -> list[str]:
    """What was cut short is finished or taken away; a sentence for each that cannot be.

    None of these keeps another from being done. Raises Stopped.
    """
    return _each_of(
        lambda: ask(lambda store: removal.finish(store, lambda _: None)),
        lambda: ask(lambda _: in_place.sweep(places)),  # on its thread, as restoring is
        lambda: backups.sweep(places.backups),
        lambda: leaving.sweep(ask, now.date()),
    )


def keep_house(
    ask: Ask, places: Places, days: int, now: datetime, stopped: Stop = lambda: False
) -> list[str]:
    """Sentences about backups that went, and why, and about whatever could not be done.

    Tidies, then makes a backup where the last whole one is a day old, and lets go of those that
    are past their date or too many: whatever becomes of one, the others are done. Once `stopped`,
    there is nothing to say, and the next time has it to do.
    """
    try:
        return [
            *tidy(ask, places, now),
            *_each_of(
                lambda: _back_up_if_due(ask, places, days, now, stopped),
                lambda: _let_go(ask, places, now, stopped),
                lambda: backups.look_into(places.backups).sentences,
            ),
        ]
    except Stopped:
        return []


def _each_of(*steps: Callable[[], Sequence[str] | None]) -> list[str]:
    """What they have to say, and what kept any of them from being done."""
    sentences: list[str] = []
    for step in steps:
        try:
            sentences += step() or ()
        except Stopped:
            raise
        except CannotProceed as trouble:
            sentences.append(str(trouble))
    return sentences


def _back_up_if_due(ask: Ask, places: Places, days: int, now: datetime, stopped: Stop) -> None:
    """A removal in the middle stops it, for it would still hold the words: then once more.

    What holds the store of before is none of today.
    """
    today = [one for one in backups.backups(places.backups) if one.made <= now < one.made + EVERY]
    ours = [one for one in today if not (one.was_set_aside or one.was_made_before_an_upgrade)]
    if any(backups.is_whole(one, stopped) for one in ours):
        return
    while True:
        try:
            path = backups.free_path(places.backups, now, backups.DAILY)
            back_up(ask, places, days, now, lambda _: None, path, stopped)
        except Stopped:
            if stopped():
                raise
        else:
            return


def _let_go(ask: Ask, places: Places, now: datetime, stopped: Stop) -> list[str]:
    late = backups.expire(places.backups, now.date())
    many = backups.thin(places.backups, KEEP, stopped)
    if count := len(late.gone) + len(many.gone):
        ask(lambda store: store.note("remove backups", f"{count}"))
    return [
        *(f"Backup removed by its date: {name}." for name in late.gone),
        *(f"Backup removed, for there are {KEEP} newer daily ones: {name}." for name in many.gone),
        *late.stayed,
        *many.stayed,
    ]


def held_until(places: Places) -> date | None:
    """The last day of any backup in the folder that says one; None when none does."""
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

    Nobody may have the store open. The passphrase is that of the backup's day; wrong ones are
    counted with those of the store. What was removed since is removed again. Raises NotABackup,
    WrongPassphrase, TooSoon, NotSaved, CannotProceed.
    """
    counted = attempts.beside(places.keys)

    def unlocked(key_file: Path) -> bytes:
        return keys.unlock(key_file, passphrase, least=cost or LEAST, counted=counted)

    return _restore(places, backup, unlocked, now, told)


def restore_by_recovery_key(
    places: Places,
    backup: Path,
    recovery_key: str,
    new_passphrase: str,
    now: datetime,
    told: Told,
    cost: Cost | None = None,
) -> list[str]:
    """As `restore`, by the printed key of the laptop that made the backup; sets a new passphrase.

    Raises UnfitPassphrase, MistypedRecoveryKey, WrongRecoveryKey, and as `restore` does.
    """
    counted = attempts.beside(places.keys)

    def unlocked(key_file: Path) -> bytes:
        cost_now = cost or USUAL
        return keys.recover(key_file, recovery_key, new_passphrase, cost=cost_now, counted=counted)

    return _restore(places, backup, unlocked, now, told)


def _restore(
    places: Places, backup: Path, unlocked: Callable[[Path], bytes], now: datetime, told: Told
) -> list[str]:
    """`unlocked` gives the data key of a key file."""
    made = backups.backup_at(backup).made
    in_place.finish(places)  # one that was cut short before
    in_place.sweep(places)
    new = in_place.making_ready(places)
    try:
        told("Unpacking the backup.")
        backups.unpack(backup, new.data)
        return [
            f"The backup of {short(made.date())}, {made:%H:%M}, is in place.",
            *_put_in_place(places, new, unlocked(new.keys), now, told),
        ]
    finally:
        in_place.sweep(places)


def _put_in_place(
    places: Places, new: Places, data_key: bytes, now: datetime, told: Told
) -> Iterator[str]:
    store = _of_today(new, data_key, now, told)
    try:
        told("Looking through the backup.")
        _refuse_damaged(check(store))
        yield from _bring_up_to_date(store, places, data_key, told)
        leaving.forget_all(store)
        store.note("restore")
    finally:
        store.close()
    if never_opened.is_left_over(places):
        yield f"Keys without a store were here; they stand in “{never_opened.room(places).name}”."
    elif places.store.exists() or places.keys.exists():
        told("Setting the present store aside.")
        until = now.date() + timedelta(SET_ASIDE_DAYS)
        aside = backups.set_aside(places, now, until)
        yield (
            f"The store that was here is kept as {aside.path.name} among the backups, "
            f"until {short(until)}."
        )
    in_place.put(places)


def _of_today(new: Places, data_key: bytes, now: datetime, told: Told) -> Store:
    """The store that was unpacked, brought up to date; its backup stays as it is."""
    found = look(new.store, data_key)
    if found is Found.NEWER:
        raise CannotProceed(
            "This backup was made by a newer Chairside.",
            "The store is as it was, and the backup too.",
            "Install the newer Chairside on this laptop, or choose another backup.",
        )
    if found is Found.OLDER:
        from desktop_app.storage.upgrades.run import upgrade

        upgrade(new.store, data_key, lambda: _stamp(now), told)
    return open_store(new.store, data_key, create=False, clock=lambda: _stamp(now))


def _refuse_damaged(problems: list[str]) -> None:
    if problems:
        raise CannotProceed(
            f"Something is wrong with this backup: {problems[0]}",
            "The store is as it was.",
            "Choose another backup.",
        )


def _bring_up_to_date(store: Store, places: Places, data_key: bytes, told: Told) -> Iterator[str]:
    """What was lawfully removed after it was made stays removed, what was handed over is not here.

    Without a store in its place nobody knows of any.
    """
    if not places.store.exists():
        return
    since = _since_then(places, data_key)
    if since is None:
        yield (
            "The store that was here cannot be read by this Chairside with this backup’s key: what "
            "was taken off this laptop or handed over after the backup was made may be in it "
            "again. Take care that no draft is gone on with in two places."
        )
        return
    gone, passed = since
    yield from remove_since(store, gone)
    yield from hand_over_since(store, passed)
    removal.finish(store, told)


def _since_then(places: Places, data_key: bytes) -> tuple[list[Gone], Passings] | None:
    """None where the present store cannot be read, or not by this key. Raises NotSaved."""
    with suppress(NotOurs, NotRead, Damaged):
        if look(places.store, data_key) is Found.OLDER:
            return _of_a_copy(places, data_key)
        with suppress(NotSaved):
            return _told_by(open_store(places.store, data_key, create=False))
    return None


def _told_by(present: Store) -> tuple[list[Gone], Passings]:
    try:
        return gone_from(present), passings(present)
    finally:
        present.close()


def _of_a_copy(places: Places, data_key: bytes) -> tuple[list[Gone], Passings]:
    """The present store is set aside as it is: what is asked of it is asked of one of today."""
    from desktop_app.storage.upgrades.before import copy_of_today

    room = Places(in_place.making_ready(places).data / "present")
    try:
        copy_of_today(places.store, room.store, data_key)
        return _told_by(open_store(room.store, data_key, create=False))
    finally:
        rmtree(room.data)


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
