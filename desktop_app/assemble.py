"""Creates and joins the objects: places, forms, profiles and the storage thread.

What is slow to import is imported where it is first needed: the window comes up before it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from desktop_app.paths import Places

if TYPE_CHECKING:
    from concurrent.futures import Future

    from desktop_app.services.council import Council
    from desktop_app.services.spelling import Spelling
    from desktop_app.storage.slots import Cost
    from desktop_app.storage.store import Store
    from desktop_app.storage.thread import StorageThread

T = TypeVar("T")


class Desk:
    """What the window and the commands work with. `cost` of a key is given by tests alone."""

    def __init__(self, places: Places, cost: Cost | None = None) -> None:
        self.places = places
        self._cost = cost

    @cached_property
    def _thread(self) -> StorageThread:
        """Begun with the first work asked for, after the first window is painted."""
        from desktop_app.storage.thread import StorageThread

        return StorageThread()

    @property
    def is_set_up(self) -> bool:
        """A key file without a store is a lost store, not a first start."""
        return self.places.store.exists() or self.places.keys.exists()

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

            return set_up(self.places, passphrase, settings, self._cost)

        return self._thread.open(opening)

    def unlock(self, passphrase: str) -> Future[None]:
        """Raises WrongPassphrase, TooSoon, or what is wrong with the store."""

        def opening() -> tuple[Store, None]:
            from desktop_app.services.opening import unlock

            return unlock(self.places, passphrase, self._cost)

        return self._thread.open(opening)

    def recover(self, recovery_key: str, new_passphrase: str) -> Future[None]:
        """Opens with the printed key and sets a new passphrase."""

        def opening() -> tuple[Store, None]:
            from desktop_app.services.opening import recover

            return recover(self.places, recovery_key, new_passphrase, self._cost)

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

        def work(store: Store) -> list[str]:
            from desktop_app.services.backing_up import keep_house

            return keep_house(store, self.places, days, datetime.now().astimezone())

        return self._thread.ask(work)

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
        return self._thread.lock()

    def close(self) -> None:
        """Returns when everything asked for is done."""
        if "_thread" in self.__dict__:
            self._thread.close()


def _warm_holidays() -> None:
    """Half a second that the first deadline would cost; unlocking must not wait for it."""
    from desktop_app.policy.working_days import is_working_day

    is_working_day(date(2026, 1, 5))  # a Monday: a weekend would not ask the calendar
