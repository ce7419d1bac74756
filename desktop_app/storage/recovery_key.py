"""The recovery key as it is printed and typed back: nine groups of four."""

import hashlib
import secrets

from desktop_app.errors import CannotProceed

SECRET_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_CHECK_BITS = 20
_SYMBOLS = (SECRET_BYTES * 8 + _CHECK_BITS) // 5
_MISREAD = str.maketrans("OIL", "011")


class MistypedRecoveryKey(CannotProceed):
    """What was typed is no recovery key of any store."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a recovery key: a letter or digit is missing or mistyped.",
            "Nothing has been changed.",
            "Compare each group of four with the printed sheet.",
        )


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def printed(secret: bytes) -> str:
    """`7K2M-...`: 160 bits and a checksum."""
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _checksum(secret)
    symbols = "".join(_ALPHABET[number >> 5 * n & 31] for n in reversed(range(_SYMBOLS)))
    return "-".join(symbols[n : n + 4] for n in range(0, _SYMBOLS, 4))


def read(text: str) -> bytes:
    """Forgives case, spaces, dashes and O for 0, I or L for 1; raises MistypedRecoveryKey."""
    symbols = "".join(filter(str.isalnum, text)).upper().translate(_MISREAD)
    if len(symbols) != _SYMBOLS or not set(symbols) <= set(_ALPHABET):
        raise MistypedRecoveryKey
    number = 0
    for symbol in symbols:
        number = number << 5 | _ALPHABET.index(symbol)
    secret = (number >> _CHECK_BITS).to_bytes(SECRET_BYTES, "big")
    if _checksum(secret) != number & (1 << _CHECK_BITS) - 1:
        raise MistypedRecoveryKey
    return secret


def _checksum(secret: bytes) -> int:
    digest = hashlib.sha256(b"chairside-recovery-check-1" + secret).digest()
    return int.from_bytes(digest[:4], "big") >> 32 - _CHECK_BITS
