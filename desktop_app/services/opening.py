"""Setting up, unlocking and recovering a store: what the storage thread does first."""

from collections.abc import Mapping

from desktop_app.paths import Places
from desktop_app.storage import in_place, keys
from desktop_app.storage.open import open_store
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import Clock, utc_now


def set_up(
    places: Places,
    passphrase: str,
    settings: Mapping[str, str],
    cost: Cost | None,
    clock: Clock = utc_now,
) -> tuple[Store, str]:
    """The new store and the recovery key to print; raises UnfitPassphrase, NotSaved."""
    data_key, recovery_key = keys.create(places.keys, passphrase, cost or USUAL)
    store = open_store(places.store, data_key, create=True, clock=clock)
    for key, value in settings.items():
        store.set_setting(key, value)
    return store, recovery_key


def unlock(
    places: Places, passphrase: str, cost: Cost | None, clock: Clock = utc_now
) -> tuple[Store, None]:
    """Raises WrongPassphrase, TooSoon, or a sentence about what is wrong with the store.

    A restore that was cut short is finished first: the passphrase is then the backup’s.
    """
    in_place.finish(places)
    data_key = keys.unlock(places.keys, passphrase, least=cost or LEAST)
    return _opened(places, data_key, clock), None


def recover(
    places: Places,
    recovery_key: str,
    new_passphrase: str,
    cost: Cost | None,
    clock: Clock = utc_now,
) -> tuple[Store, None]:
    """Opens with the printed key and sets a new passphrase."""
    in_place.finish(places)
    data_key = keys.recover(places.keys, recovery_key, new_passphrase, cost=cost or USUAL)
    return _opened(places, data_key, clock), None


def _opened(places: Places, data_key: bytes, clock: Clock) -> Store:
    store = open_store(places.store, data_key, create=False, clock=clock)
    store.note("unlock")
    return store
