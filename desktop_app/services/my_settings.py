"""What is kept of this laptop's own: passphrase, recovery key, and where the chair was."""

from contextlib import suppress

from desktop_app.paths import Places
from desktop_app.storage import keys
from desktop_app.storage.keys import NewRecoveryKey
from desktop_app.storage.slots import LEAST, USUAL, Cost
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged, NotSaved

OPEN_MEETING = "open_meeting"  # the setting that brings the chair back to where they were


def remember_meeting(store: Store, meeting_id: str) -> None:
    """The one that is open now; empty for none. Trouble with it keeps nobody from going there."""
    with suppress(NotSaved, Damaged):
        if store.settings().get(OPEN_MEETING, "") != meeting_id:
            store.set_setting(OPEN_MEETING, meeting_id)


def change_passphrase(
    store: Store, places: Places, current: str, new: str, cost: Cost | None
) -> None:
    """The recovery key stays. Raises WrongPassphrase, TooSoon, UnfitPassphrase, NotSaved."""
    keys.change_passphrase(places.keys, current, new, cost=cost or USUAL, least=cost or LEAST)
    _note(store, "change passphrase")


def confirm_sheet(store: Store, places: Places) -> None:
    """Part of the recovery key was typed from its sheet. Raises NotSaved, BadKeyFile."""
    keys.confirm_sheet(places.keys)
    _note(store, "confirm recovery sheet")


def new_recovery_key(places: Places, passphrase: str, cost: Cost | None) -> NewRecoveryKey:
    """The old one counts until `use_recovery_key`. Raises WrongPassphrase, TooSoon, NotSaved."""
    return keys.new_recovery_key(places.keys, passphrase, least=cost or LEAST)


def use_recovery_key(store: Store, places: Places, new: NewRecoveryKey) -> None:
    """Part of it was typed from its sheet: it counts, and the old one no longer.

    Raises NotSaved, BadKeyFile: then the old one does as before.
    """
    keys.use_recovery_key(places.keys, new)
    _note(store, "change recovery key")


def _note(store: Store, act: str) -> None:
    """The key file has changed already: nobody may be told that it failed."""
    with suppress(NotSaved):
        store.note(act)
