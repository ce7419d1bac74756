"""What the chair changes of this laptop's own: here, the passphrase of an open store."""

from contextlib import suppress

from desktop_app.paths import Places
from desktop_app.storage import keys
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import NotSaved


def change_passphrase(
    store: Store, places: Places, current: str, new: str, cost: Cost | None
) -> None:
    """The recovery key stays. Raises WrongPassphrase, TooSoon, UnfitPassphrase, NotSaved."""
    keys.change_passphrase(places.keys, current, new, cost=cost or USUAL, least=cost or LEAST)
    with suppress(NotSaved):  # the new passphrase stands already: nobody may be told that it failed
        store.note("change passphrase")
