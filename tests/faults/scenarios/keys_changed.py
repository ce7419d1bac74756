"""The keys change: by the passphrase, by the recovery key, or the recovery key itself."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from scenario import NEW, OLD, Known, Scenario, Told, Where, next_start, opened
from signed_minutes import CHEAP, PASSPHRASE, SETTINGS

from desktop_app.services.my_settings import (
    change_passphrase,
    confirm_sheet,
    new_recovery_key,
    use_recovery_key,
)
from desktop_app.services.opening import recover, set_up
from desktop_app.storage import keys
from desktop_app.storage.keys import NewRecoveryKey, WrongPassphrase, WrongRecoveryKey

OTHER = "another invented passphrase"


def by_passphrase(where: Where, file: Path, passphrase: str) -> bool:
    with suppress(WrongPassphrase):
        counted = where.root / "tried.json"
        counted.unlink(missing_ok=True)
        return bool(keys.unlock(file, passphrase, least=CHEAP, counted=counted))
    return False


def by_key(file: Path, printed: str) -> bool:
    with suppress(WrongRecoveryKey):
        return bool(keys.unlock_with_recovery_key(file, printed))
    return False


class _Keys(Scenario):
    """A store with nothing in it: what counts is what opens it."""

    def prepare(self, where: Where) -> Known:
        store, printed = set_up(where.places, PASSPHRASE, SETTINGS, CHEAP)
        confirm_sheet(store, where.places)
        new = new_recovery_key(where.places, PASSPHRASE, CHEAP)
        store.close()
        slot = {f"slot {key}": str(value) for key, value in new.slot.items()}
        return {"printed": printed, "new": new.printed, "vault": new.vault, **slot}

    def _new_passphrase(self, where: Where, told: Sequence[str]) -> str:
        file = where.places.keys
        is_new = by_passphrase(where, file, OTHER)
        assert by_passphrase(where, file, PASSPHRASE) is not is_new, "both open it, or none"
        copy = file.with_name("keys.json.previous")
        if is_new and copy.exists():
            assert not by_passphrase(where, copy, PASSPHRASE), "the copy opens as before"
        assert is_new or not told, "it was changed, and is not"
        next_start(where, OTHER if is_new else PASSPHRASE).close()
        assert copy.read_bytes() == file.read_bytes(), "the copy is another"
        return NEW if is_new else OLD


class ChangingPassphrase(_Keys):
    name = "passphrase change"

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        change_passphrase(store, where.places, PASSPHRASE, OTHER, CHEAP)
        told("changed")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        return self._new_passphrase(where, told)


class Recovering(_Keys):
    name = "recovery"

    def act(self, where: Where, known: Known, told: Told) -> None:
        store, _ = recover(where.places, known["printed"], OTHER, CHEAP)
        told("recovered")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        assert by_key(where.places.keys, known["printed"])
        return self._new_passphrase(where, told)


class MakingRecoveryKey(_Keys):
    name = "new recovery key"

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        slot = {key[5:]: value for key, value in known.items() if key.startswith("slot ")}
        use_recovery_key(
            store, where.places, NewRecoveryKey(known["new"], known["vault"], dict(slot))
        )
        told("counts")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        file = where.places.keys
        is_new = by_key(file, known["new"])
        assert by_key(file, known["printed"]) is not is_new, "both open it, or none"
        copy = file.with_name("keys.json.previous")
        if is_new and copy.exists():
            assert not by_key(copy, known["printed"]), "the copy opens as before"
        assert is_new or not told, "the new key was said to count, and does not"
        next_start(where).close()
        assert copy.read_bytes() == file.read_bytes(), "the copy is another"
        return NEW if is_new else OLD
