"""Slots: the data key, wrapped once by the passphrase and once by the recovery key.

`cryptography` is imported inside the functions: it must not delay the first window.
"""

import json
import secrets
import unicodedata
from dataclasses import dataclass

from desktop_app.errors import CannotProceed

Slot = dict[str, object]
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY = "recovery"
_SEALED = ("nonce", "wrapped")


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs (Argon2id); `memory` is in KiB."""

    memory: int
    passes: int
    lanes: int


USUAL = Cost(memory=128 * 1024, passes=3, lanes=4)
LEAST = Cost(memory=64 * 1024, passes=3, lanes=1)
_MOST = Cost(memory=2 * 1024 * 1024, passes=64, lanes=64)  # more would freeze the laptop


class TooWeak(CannotProceed):
    """The slot would let passphrases be guessed too cheaply."""

    def __init__(self) -> None:
        super().__init__(
            "The key file protects the passphrase less well than Chairside accepts.",
            "Nothing has been opened or changed.",
            "Tell IT: the file did not come from this version of Chairside.",
        )


def passphrase_slot(vault: str, passphrase: str, data_key: bytes, cost: Cost) -> Slot:
    parameters: Slot = {
        "kind": PASSPHRASE,
        "salt": secrets.token_hex(16),
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
    }
    return _seal(vault, parameters, _from_passphrase(passphrase, parameters), data_key)


def open_with_passphrase(vault: str, slot: Slot, passphrase: str, least: Cost) -> bytes | None:
    """The data key; None for another passphrase. Raises TooWeak below `least`, ValueError."""
    cost = _cost(slot)
    if cost.memory < least.memory or cost.passes < least.passes or cost.lanes < least.lanes:
        raise TooWeak
    if cost.memory > _MOST.memory or cost.passes > _MOST.passes or cost.lanes > _MOST.lanes:
        raise ValueError("a cost that no laptop can pay")
    return _unseal(vault, slot, _from_passphrase(passphrase, slot))


def recovery_slot(vault: str, secret: bytes, data_key: bytes) -> Slot:
    parameters: Slot = {"kind": RECOVERY, "salt": secrets.token_hex(16)}
    return _seal(vault, parameters, _from_secret(secret, parameters), data_key)


def open_with_recovery(vault: str, slot: Slot, secret: bytes) -> bytes | None:
    """The data key; None for another recovery key. Raises ValueError."""
    return _unseal(vault, slot, _from_secret(secret, slot))


def _from_passphrase(passphrase: str, slot: Slot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    cost = _cost(slot)
    kdf = Argon2id(
        salt=_octets(slot, "salt"),
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    composed = unicodedata.normalize("NFC", passphrase)  # an accent typed in two ways is one
    return kdf.derive(composed.encode("utf-8", "surrogatepass"))


def _from_secret(secret: bytes, slot: Slot) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    salt = _octets(slot, "salt")
    return HKDF(SHA256(), length=32, salt=salt, info=b"chairside-recovery-1").derive(secret)


def _seal(vault: str, parameters: Slot, wrapping_key: bytes, data_key: bytes) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, data_key, _bound_to(vault, parameters))
    return parameters | {"nonce": nonce.hex(), "wrapped": wrapped.hex()}


def _unseal(vault: str, slot: Slot, wrapping_key: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, wrapped = _octets(slot, "nonce"), _octets(slot, "wrapped")
    try:
        return AESGCM(wrapping_key).decrypt(nonce, wrapped, _bound_to(vault, slot))
    except InvalidTag:
        return None


def _bound_to(vault: str, slot: Slot) -> bytes:
    """Ties the wrapped key to its vault, kind and parameters: none can be exchanged."""
    parameters = {key: value for key, value in slot.items() if key not in _SEALED}
    bound = {"vault": vault, "slot": parameters}
    return json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()


def _cost(slot: Slot) -> Cost:
    return Cost(_number(slot, "memory"), _number(slot, "passes"), _number(slot, "lanes"))


def _number(slot: Slot, key: str) -> int:
    value = slot.get(key)
    if not isinstance(value, int) or value < 1:
        raise ValueError(key)
    return value


def _octets(slot: Slot, key: str) -> bytes:
    value = slot.get(key)
    if not isinstance(value, str):
        raise ValueError(key)  # noqa: TRY004 - a file's mistake, not a caller's
    return bytes.fromhex(value)
