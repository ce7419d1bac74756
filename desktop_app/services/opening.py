"""Setting up, unlocking and recovering a store: what the storage thread does first."""

from collections.abc import Callable, Mapping

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.storage import in_place, keys
from desktop_app.storage.in_place import Coming
from desktop_app.storage.look import Found, look
from desktop_app.storage.on_this_laptop import require_local
from desktop_app.storage.open import open_store, require_free
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import Clock, utc_now
from desktop_app.storage.trouble import NotSaved, in_sentences
from desktop_app.storage.whole_file import settle

Told = Callable[[str], object]


def _to_nobody(_: str) -> None:
    """Most stores open at once: there is nothing to say."""


def set_up(
    places: Places,
    passphrase: str,
    settings: Mapping[str, str],
    cost: Cost | None,
    clock: Clock = utc_now,
) -> tuple[Store, str]:
    """The new store and the recovery key to print; raises UnfitPassphrase, NotSaved.

    Keys, store and settings count together: cut short anywhere, none of them is there, or all.
    """
    require_local(places.data)  # before keys are made that would open nothing
    _refuse_what_is_there(places)
    in_place.sweep(places)
    new = in_place.making_ready(places, Coming.SET_UP)
    try:
        data_key, recovery_key = keys.create(new.keys, passphrase, cost or USUAL)
        store = open_store(new.store, data_key, create=True, clock=clock)
        try:
            for key, value in settings.items():
                store.set_setting(key, value)
        finally:
            store.close()
        in_place.put(places, Coming.SET_UP)
    finally:
        in_place.sweep(places)
    store = open_store(places.store, data_key, create=False, clock=clock)
    settle(places.keys)
    return store, recovery_key


def _refuse_what_is_there(places: Places) -> None:
    with in_sentences(NotSaved):
        if in_place.is_set_up(places):
            raise CannotProceed(
                "There is a store or a key file in this folder already.",
                "Nothing in it has been changed.",
                "Start Chairside anew, or choose another folder.",
            )
        require_free(places.store)


def unlock(
    places: Places,
    passphrase: str,
    cost: Cost | None,
    clock: Clock = utc_now,
    told: Told = _to_nobody,
) -> tuple[Store, None]:
    """Raises WrongPassphrase, TooSoon, or a sentence about what is wrong with the store.

    What was coming to its place and was cut short is finished first: the first store, or one out
    of a backup, whose passphrase it then is. A store of an older Chairside is brought up to date,
    and `told` hears how far that is.
    """
    in_place.finish(places)
    data_key = keys.unlock(places.keys, passphrase, least=cost or LEAST)
    return _opened(places, data_key, clock, told), None


def prove(places: Places, passphrase: str, cost: Cost | None) -> None:
    """Of a store that may be open meanwhile; raises WrongPassphrase, TooSoon, BadKeyFile."""
    keys.unlock(places.keys, passphrase, least=cost or LEAST)


def prove_by_recovery_key(
    places: Places, recovery_key: str, new_passphrase: str, cost: Cost | None
) -> None:
    """As `prove`; the new passphrase then opens the store."""
    keys.recover(places.keys, recovery_key, new_passphrase, cost=cost or USUAL)


def recover(
    places: Places,
    recovery_key: str,
    new_passphrase: str,
    cost: Cost | None,
    clock: Clock = utc_now,
    told: Told = _to_nobody,
) -> tuple[Store, None]:
    """Opens with the printed key and sets a new passphrase; else as `unlock`."""
    in_place.finish(places)
    data_key = keys.recover(places.keys, recovery_key, new_passphrase, cost=cost or USUAL)
    return _opened(places, data_key, clock, told), None


def _opened(places: Places, data_key: bytes, clock: Clock, told: Told) -> Store:
    if look(places.store, data_key) is Found.OLDER:
        from desktop_app.services.upgrading import bring_up_to_date  # needed once a version

        bring_up_to_date(places, data_key, clock, told)
    store = open_store(places.store, data_key, create=False, clock=clock)
    try:
        settle(places.keys)
        store.note_when_it_can("unlock")
    except BaseException:
        store.close()  # left open, it would hold the file against the next attempt
        raise
    return store
