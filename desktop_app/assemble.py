"""Creates and joins the objects: places, forms, profiles and the storage thread.

What is slow to import is imported where it is first needed: the window comes up before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from desktop_app.paths import Places
from desktop_app.storage.in_place import is_half_done, is_set_up

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from desktop_app.services.council import Council
    from desktop_app.services.spelling import Spelling
    from desktop_app.storage.backup_file import Stop
    from desktop_app.storage.backups import Ask, Backup
    from desktop_app.storage.beside import Beside
    from desktop_app.storage.slots import Cost
    from desktop_app.storage.store import Store
    from desktop_app.storage.thread import StorageThread

T = TypeVar("T")


@dataclass(frozen=True)
class _Asked:
    """A backup that the chair asked for, not one that was made by itself."""

    at: datetime
    backup: Future[Backup]
    locked_over: bool = False

    @property
    def is_stopped(self) -> bool:
        from desktop_app.storage.trouble import Stopped

        return self.backup.done() and isinstance(self.backup.exception(), Stopped)


def now_here() -> datetime:
    """By the laptop's clock, with its time zone."""
    return datetime.now().astimezone()


class Desk:
    """What the window and the commands work with. `cost` of a key is given by tests alone.

    `now` is the one clock: what is decided by the day, written down or stamped in the store.
    """

    def __init__(
        self, places: Places, cost: Cost | None = None, now: Callable[[], datetime] = now_here
    ) -> None:
        self.places = places
        self.now = now
        self._cost = cost
        self._asked: _Asked | None = None

    @property
    def today(self) -> date:
        return self.now().date()

    def _stamp(self) -> str:
        return self.now().astimezone(UTC).isoformat(timespec="seconds")

    @cached_property
    def _thread(self) -> StorageThread:
        """Begun with the first work asked for, after the first window is painted."""
        from desktop_app.storage.thread import StorageThread

        return StorageThread()

    @cached_property
    def _beside(self) -> Beside:
        """For what takes long and needs little of the store."""
        from desktop_app.storage.beside import Beside

        return Beside(self._thread)

    @property
    def is_set_up(self) -> bool:
        """Whether there is a store, or was one."""
        return is_set_up(self.places)

    @property
    def is_half_restored(self) -> bool:
        """Chairside ended while a backup was put back: unlocking goes on with it."""
        return is_half_done(self.places)

    @property
    def cost(self) -> Cost | None:
        """What a guess at a passphrase costs; None for the usual."""
        return self._cost

    def warm(self) -> None:
        """Loads libraries and forms while the chair types the passphrase."""
        from threading import Thread

        self._thread.warm()
        self._thread.run(lambda: self.council)
        Thread(target=_warm_holidays, name="holidays", daemon=True).start()

    @cached_property
    def council(self) -> Council:
        """Forms and profiles, ours and the council's own, with the mistakes in their files."""
        from desktop_app.services.council import load_council

        return load_council(self.places)

    def read_council_again(self) -> Future[None]:
        """After a file of the council's own was put in or taken out; followed at once."""

        def work() -> None:
            from desktop_app.services.council import load_council

            self.__dict__["council"] = load_council(self.places)

        return self._thread.run(work)

    def set_up(self, passphrase: str, settings: dict[str, str]) -> Future[str]:
        """Makes keys and store; gives the recovery key to print. Raises UnfitPassphrase."""

        def opening() -> tuple[Store, str]:
            from desktop_app.services.opening import set_up

            return set_up(self.places, passphrase, settings, self._cost, self._stamp)

        return self._thread.open(opening)

    def unlock(self, passphrase: str) -> Future[None]:
        """Raises WrongPassphrase, TooSoon, or what is wrong with the store."""

        def opening() -> tuple[Store, None]:
            from desktop_app.services.opening import unlock

            return unlock(self.places, passphrase, self._cost, self._stamp)

        return self._thread.open(opening)

    def recover(self, recovery_key: str, new_passphrase: str) -> Future[None]:
        """Opens with the printed key and sets a new passphrase."""

        def opening() -> tuple[Store, None]:
            from desktop_app.services.opening import recover

            return recover(self.places, recovery_key, new_passphrase, self._cost, self._stamp)

        return self._thread.open(opening)

    def change_passphrase(self, current: str, new: str) -> Future[None]:
        """Of the open store; the recovery key stays. Raises as `unlock` does, UnfitPassphrase."""

        def work(store: Store) -> None:
            from desktop_app.services.my_settings import change_passphrase

            change_passphrase(store, self.places, current, new, self._cost)

        return self._thread.ask(work)

    def ask(self, work: Callable[[Store], T]) -> Future[T]:
        """Runs on the storage thread, in order; the future raises CannotProceed for the chair."""
        return self._thread.ask(work)

    def keep_house(self, days: int) -> Future[list[str]]:
        """Once the store is open: a backup a day, kept so many days; what was removed by date."""

        def work(ask: Ask, stopped: Stop) -> list[str]:
            from desktop_app.services.backing_up import keep_house

            return keep_house(ask, self.places, days, self.now(), stopped)

        return self._beside.run(work)

    def backups(self) -> Future[list[Backup]]:
        """Those in their folder, the newest first, whether the store is open or not."""

        def work() -> list[Backup]:
            from desktop_app.storage.backups import backups

            return backups(self.places.backups)

        return self._thread.run(work)

    def backup_at(self, path: Path) -> Future[Backup]:
        """When it was made; raises NotABackup, NotRead."""

        def work() -> Backup:
            from desktop_app.storage.backups import backup_at

            return backup_at(path)

        return self._thread.run(work)

    def back_up(
        self, days: int, told: Callable[[str], object], folder: Path | None = None
    ) -> Future[Backup]:
        """Into that folder or the usual one, to be kept so many days; `told` on another thread."""

        def work(ask: Ask, stopped: Stop) -> Backup:
            from desktop_app.services.backing_up import back_up
            from desktop_app.storage.backups import free_path

            now = self.now()
            to = free_path(folder, now) if folder else None
            return back_up(ask, self.places, days, now, told, to, stopped)

        self._asked = _Asked(self.now(), self._beside.run(work))
        return self._asked.backup

    def stop_backup(self) -> None:
        """Of one on its way; its future then raises Stopped."""
        self._asked = None
        self._beside.stop()

    @property
    def given_up(self) -> datetime | None:
        """When the backup was asked for that locking ended; until that is read, or another made."""
        asked = self._asked
        return asked.at if asked and asked.locked_over and asked.is_stopped else None

    def given_up_is_read(self) -> None:
        """The chair has it before them in the settings."""
        self._asked = None

    def restore(
        self, backup: Path, passphrase: str, told: Callable[[str], object]
    ) -> Future[list[str]]:
        """Locks, then puts a backup in place of the store; raises as `backing_up.restore` does."""

        def work() -> list[str]:
            from desktop_app.services.backing_up import restore

            return restore(self.places, backup, passphrase, self.now(), told, self._cost)

        self.lock()
        return self._thread.run(work)

    def restore_by_recovery_key(
        self, backup: Path, recovery_key: str, new: str, told: Callable[[str], object]
    ) -> Future[list[str]]:
        """As `restore`, by the printed key; sets a new passphrase."""

        def work() -> list[str]:
            from desktop_app.services.backing_up import restore_by_recovery_key as put_back

            now = self.now()
            return put_back(self.places, backup, recovery_key, new, now, told, self._cost)

        self.lock()
        return self._thread.run(work)

    def spelling(self) -> Future[Spelling]:
        """The dictionary for one meeting, loaded on a thread of its own: saving does not wait."""
        from concurrent.futures import ThreadPoolExecutor

        def load() -> Spelling:
            from desktop_app.services.spelling import Spelling

            return Spelling.load()

        thread = ThreadPoolExecutor(1, "spelling")
        future = thread.submit(load)
        thread.shutdown(wait=False)
        return future

    def lock(self) -> Future[None]:
        """A backup on its way is given up: the next unlocking begins it anew."""
        if "_beside" in self.__dict__:
            if self._asked and not self._asked.backup.done():
                self._asked = replace(self._asked, locked_over=True)
            self._beside.stop()
        return self._thread.lock()

    def close(self) -> None:
        """Returns when everything asked for is done, but for a backup on its way."""
        if "_beside" in self.__dict__:
            self._beside.stop()
        if "_thread" in self.__dict__:
            self._thread.close()
        if "_beside" in self.__dict__:
            self._beside.close()


def _warm_holidays() -> None:
    """Half a second that the first deadline would cost; unlocking must not wait for it."""
    from desktop_app.policy.working_days import is_working_day

    is_working_day(date(2026, 1, 5))  # a Monday: a weekend would not ask the calendar
