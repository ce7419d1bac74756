"""Opens the vault: passphrase or recovery key in, data key out."""

import secrets
import time
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.storage import attempts, key_file, recovery_key
from desktop_app.storage.attempts import Clock
from desktop_app.storage.key_file import CONFIRMED, SHOWN, BadKeyFile, KeyFile
from desktop_app.storage.slots import (
    LEAST,
    PASSPHRASE,
    RECOVERY,
    USUAL,
    Cost,
    Slot,
    open_with_passphrase,
    open_with_recovery,
    passphrase_slot,
    recovery_slot,
)
from desktop_app.storage.trouble import NotSaved, in_sentences
from desktop_app.storage.whole_file import make_private_folder

SHORTEST, LONGEST = 15, 128  # characters of a passphrase


class WrongPassphrase(CannotProceed):
    """`seconds` is how long to wait before the next attempt."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "That is not the passphrase.",
            "Nothing has been lost; nothing is ever deleted after wrong attempts.",
            f"Wait {seconds} seconds, then try again." if seconds else "Try again.",
        )
        self.seconds = seconds


class TooSoon(CannotProceed):
    """The passphrase was not even tried; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "The passphrase has been wrong several times.",
            "Nothing has been lost.",
            f"Wait {seconds} seconds, then try again, or use the recovery key.",
        )
        self.seconds = seconds


class WrongRecoveryKey(CannotProceed):
    """A recovery key without a typing mistake, but of another store, or of before a newer one."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery key does not open this store.",
            "Nothing has been changed.",
            "Look for the sheet that was made last for this laptop; a backup opens with the sheet "
            "that was in use on its laptop when it was made.",
        )


class UnfitPassphrase(CannotProceed):
    """A new passphrase that is too short or too long."""


@dataclass(frozen=True)
class NewRecoveryKey:
    """Not in force yet: `printed` is for the sheet, `slot` for the key file of that vault."""

    printed: str
    vault: str
    slot: Slot


def create(path: Path, passphrase: str, cost: Cost = USUAL) -> tuple[bytes, str]:
    """The new data key and the recovery key to print; raises UnfitPassphrase, NotSaved."""
    _must_be_fit(passphrase)
    make_private_folder(path.parent)
    with in_sentences(NotSaved):
        if path.exists():
            raise CannotProceed(
                "There is a key file in this folder already.",
                "It has not been changed.",
                "Start Chairside as usual, or choose another folder.",
            )
    vault, data_key, secret = (
        secrets.token_hex(16),
        secrets.token_bytes(32),
        recovery_key.new_secret(),
    )
    slots = [
        passphrase_slot(vault, passphrase, data_key, cost),
        recovery_slot(vault, secret, data_key),
    ]
    key_file.write(path, KeyFile(vault, slots, SHOWN))
    return data_key, recovery_key.printed(secret)


def is_confirmed(path: Path) -> bool | None:
    """Whether part of the recovery key was typed from its sheet; None in an earlier version's file.

    Raises BadKeyFile, NotRead.
    """
    sheet = key_file.read(path).sheet
    return sheet == CONFIRMED if sheet else None


def confirm_sheet(path: Path) -> None:
    """Part of the recovery key was typed from its sheet; raises BadKeyFile, NotRead, NotSaved."""
    key_file.write(path, replace(key_file.read(path), sheet=CONFIRMED))


def new_recovery_key(
    path: Path, passphrase: str, *, least: Cost = LEAST, clock: Clock = time.time
) -> NewRecoveryKey:
    """Changes nothing yet: the printed key of now opens the vault. Raises as `unlock` does."""
    data_key = unlock(path, passphrase, least=least, clock=clock)
    vault, secret = key_file.read(path).vault, recovery_key.new_secret()
    slot = recovery_slot(vault, secret, data_key)
    return NewRecoveryKey(recovery_key.printed(secret), vault, slot)


def use_recovery_key(path: Path, new: NewRecoveryKey) -> None:
    """Part of it was typed from its sheet: from now on it opens the vault, and the old one not.

    Raises BadKeyFile, NotRead, NotSaved: then the old one does as before.
    """
    keys = key_file.read(path)
    if keys.vault != new.vault:
        raise ProgramFault("a recovery key of another vault")
    key_file.write(path, replace(keys.with_slot(new.slot), sheet=CONFIRMED))


def unlock(
    path: Path,
    passphrase: str,
    *,
    least: Cost = LEAST,
    clock: Clock = time.time,
    counted: Path | None = None,
) -> bytes:
    """The data key; raises WrongPassphrase, TooSoon, BadKeyFile, TooWeak, NotSaved.

    `counted` is the file that counts wrong attempts, without it the one beside the key file.
    NotSaved means that one could not be counted.
    """
    counted = counted or attempts.beside(path)
    keys = key_file.read(path)
    if seconds := attempts.seconds_to_wait(counted, clock):
        raise TooSoon(seconds)
    data_key = _tried(keys, passphrase, least)
    if data_key is None:
        raise WrongPassphrase(attempts.count(counted, clock))
    attempts.forgive(counted)
    return data_key


def unlock_with_recovery_key(path: Path, typed: str) -> bytes:
    """The data key; raises MistypedRecoveryKey, WrongRecoveryKey, BadKeyFile."""
    secret = recovery_key.read(typed)
    keys = key_file.read(path)
    try:
        data_key = open_with_recovery(keys.vault, keys.slot(RECOVERY), secret)
    except ValueError as error:
        raise BadKeyFile("is damaged") from error
    if data_key is None:
        raise WrongRecoveryKey
    return data_key


def change_passphrase(
    path: Path,
    current: str,
    new: str,
    *,
    cost: Cost = USUAL,
    least: Cost = LEAST,
    clock: Clock = time.time,
) -> None:
    """The data key and the recovery key stay; raises as `unlock` and `create` do."""
    _must_be_fit(new)
    data_key = unlock(path, current, least=least, clock=clock)
    key_file.write(path, _with_passphrase(key_file.read(path), data_key, new, cost))


def recover(
    path: Path, typed: str, new: str, *, cost: Cost = USUAL, counted: Path | None = None
) -> bytes:
    """Sets a new passphrase by the recovery key, forgets wrong attempts; the data key.

    Whoever typed the whole key has the sheet.
    """
    _must_be_fit(new)
    data_key = unlock_with_recovery_key(path, typed)
    keys = _with_passphrase(key_file.read(path), data_key, new, cost)
    key_file.write(path, replace(keys, sheet=CONFIRMED))
    attempts.forgive(counted or attempts.beside(path))
    return data_key


def _tried(keys: KeyFile, passphrase: str, least: Cost) -> bytes | None:
    try:
        return open_with_passphrase(keys.vault, keys.slot(PASSPHRASE), passphrase, least)
    except ValueError as error:
        raise BadKeyFile("is damaged") from error


def _with_passphrase(keys: KeyFile, data_key: bytes, new: str, cost: Cost) -> KeyFile:
    return keys.with_slot(passphrase_slot(keys.vault, new, data_key, cost))


def _must_be_fit(passphrase: str) -> None:
    length = len(unicodedata.normalize("NFC", passphrase))
    if length < SHORTEST:
        raise UnfitPassphrase(
            f"A passphrase needs at least {SHORTEST} characters; this one has {length}.",
            "Nothing has been changed.",
            "Four or five words that do not belong together are easy to remember.",
        )
    if length > LONGEST:
        raise UnfitPassphrase(
            f"A passphrase has at most {LONGEST} characters; this one has {length}.",
            "Nothing has been changed.",
            "Choose a shorter one.",
        )
