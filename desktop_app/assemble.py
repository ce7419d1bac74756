"""Creates and joins the objects: places, forms, profiles and the storage thread.

What is slow to import is imported where it is first needed: the window comes up before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from desktop_app.paths import Places
from desktop_app.storage import never_opened
from desktop_app.storage.in_place import Coming, half_done, is_set_up

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from desktop_app.services.council import Council
    from desktop_app.services.spelling import Spelling
    from desktop_app.storage.ask import Ask
    from desktop_app.storage.backup_file import Stop
    from desktop_app.storage.backups import Backup, Folder
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
        self._council: Council | None = None
        self._reading_council = Lock()
        self._storage: StorageThread | None = None
        self._worker: Beside | None = None

    @property
    def today(self) -> date:
        return self.now().date()

    def _stamp(self) -> str:
        return self.now().astimezone(UTC).isoformat(timespec="seconds")

    @property
    def _thread(self) -> StorageThread:
        """Begun with the first work asked for, after the first window is painted."""
        from desktop_app.storage.thread import StorageThread

        if self._storage is None:
            self._storage = StorageThread()
        return self._storage

    @property
    def _beside(self) -> Beside:
        """For what takes long and needs little of the store."""
        from desktop_app.storage.beside import Beside

        if self._worker is None:
            self._worker = Beside(self._thread)
        return self._worker

    @property
    def is_set_up(self) -> bool:
        """Whether there is a store, or was one."""
        return is_set_up(self.places)

    @property
    def half_done(self) -> Coming | None:
        """Chairside ended while this was coming to its place: unlocking goes on with it."""
        return half_done(self.places)

    @property
    def left_over(self) -> str:
        """A sentence about keys that no store was ever opened with; empty where there are none."""
        return never_opened.in_words(self.places)

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

    @property
    def council(self) -> Council:
        """Forms and profiles, ours and the council's own, with the mistakes in their files."""
        with self._reading_council:  # warmed on the storage thread, and asked for in the window
            if self._council is None:
                self._council = self._read_council()
            return self._council

    def _read_council(self) -> Council:
        from desktop_app.services.council import load_council

        return load_council(self.places)

    def read_council_again(self) -> Future[None]:
        """After a file of the council's own was put in or taken out; followed at once."""

        def work() -> None:
            self._council = self._read_council()

        return self._thread.run(work)

    def set_up(self, passphrase: str, settings: dict[str, str]) -> Future[str]:
        """Makes keys and store; gives the recovery key to print. Raises UnfitPassphrase."""

        def opening() -> tuple[Store, str]:
            from desktop_app.services.opening import set_up

            return set_up(self.places, passphrase, settings, self._cost, self._stamp)

        return self._thread.open(opening)

    def unlock(
        self, passphrase: str, told: Callable[[str], object] = lambda _: None
    ) -> Future[None]:
        """Raises WrongPassphrase, TooSoon, or what is wrong with the store.

        A store of an older Chairside is brought up to date first; `told`, on another thread, hears
        how far that is.
        """

        def opening() -> tuple[Store, None]:
            from desktop_app.services.opening import unlock

            return unlock(self.places, passphrase, self._cost, self._stamp, told)

        return self._thread.open(opening)

    def prove(self, passphrase: str) -> Future[None]:
        """That it is the passphrase, whether the store is open or not; raises as `unlock` does."""

        def work() -> None:
            from desktop_app.services.opening import prove

            prove(self.places, passphrase, self._cost)

        return self._thread.run(work)

    def prove_by_recovery_key(self, recovery_key: str, new_passphrase: str) -> Future[None]:
        """As `prove`, by the printed key; sets a new passphrase."""

        def work() -> None:
            from desktop_app.services.opening import prove_by_recovery_key

            prove_by_recovery_key(self.places, recovery_key, new_passphrase, self._cost)

        return self._thread.run(work)

    def recover(
        self, recovery_key: str, new: str, told: Callable[[str], object] = lambda _: None
    ) -> Future[None]:
        """Opens with the printed key and sets a new passphrase; else as `unlock`."""

        def opening() -> tuple[Store, None]:
            from desktop_app.services.opening import recover

            return recover(self.places, recovery_key, new, self._cost, self._stamp, told)

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

    def tidy(self) -> Future[list[str]]:
        """Once the store is open: takes away what was cut short; what cannot be, in sentences."""

        def work(ask: Ask, _: Stop) -> list[str]:
            from desktop_app.services.backing_up import tidy

            return tidy(ask, self.places, self.now())

        return self._beside.run(work)

    def keep_house(self, days: int) -> Future[list[str]]:
        """Once the store is open: a backup a day, kept so many days; what was removed by date."""

        def work(ask: Ask, stopped: Stop) -> list[str]:
            from desktop_app.services.backing_up import keep_house

            return keep_house(ask, self.places, days, self.now(), stopped)

        return self._beside.run(work)

    def backups(self) -> Future[Folder]:
        """Those in their folder, the newest first, whether the store is open or not."""

        def work() -> Folder:
            from desktop_app.storage.backups import look_into

            return look_into(self.places.backups)

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
        if self._worker:
            if self._asked and not self._asked.backup.done():
                self._asked = replace(self._asked, locked_over=True)
            self._worker.stop()
        return self._thread.lock()

    def let_go(self) -> None:
        """Of work done a while ago, with what it held of the window: called by its thread alone."""
        for thread in (self._storage, self._worker):
            if thread:
                thread.let_go()

    def close(self) -> None:
        """Returns when everything asked for is done, but for a backup on its way."""
        if self._worker:
            self._worker.stop()
        if self._storage:
            self._storage.close()
        if self._worker:
            self._worker.close()


def _warm_holidays() -> None:
    """Half a second that the first deadline would cost; unlocking must not wait for it."""
    from desktop_app.policy.working_days import is_working_day

    is_working_day(date(2026, 1, 5))  # a Monday: a weekend would not ask the calendar
