"""A change of the keys that is cut short anywhere is done or not, and no copy opens as before."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from cut_short import killed_at, needs_fork, refused_at
from invented import CHEAP, PASSPHRASE

from desktop_app.storage import keys
from desktop_app.storage.keys import NewRecoveryKey, WrongPassphrase, WrongRecoveryKey
from desktop_app.storage.trouble import NotSaved
from desktop_app.storage.whole_file import settle

OTHER = "another invented passphrase"


@dataclass
class Vault:
    """Keys with their copy, and all that may open them."""

    keys: Path
    data_key: bytes
    printed: str
    new: NewRecoveryKey

    @property
    def copy(self) -> Path:
        return self.keys.with_name("keys.json.previous")

    def opens(self, file: Path, secret: str) -> bool:
        """By a passphrase or a printed key."""
        with suppress(WrongPassphrase, WrongRecoveryKey):
            if secret in (self.printed, self.new.printed):
                return keys.unlock_with_recovery_key(file, secret) == self.data_key
            counted = file.with_name("attempts-of-the-test.json")
            counted.unlink(missing_ok=True)
            return keys.unlock(file, secret, least=CHEAP, counted=counted) == self.data_key
        return False


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    path = tmp_path / "data" / "keys.json"
    data_key, printed = keys.create(path, PASSPHRASE, CHEAP)
    return Vault(path, data_key, printed, keys.new_recovery_key(path, PASSPHRASE, least=CHEAP))


@dataclass
class Change:
    """What is done, which secret is then refused, and which opens instead."""

    act: Callable[[Vault], object]
    before: Callable[[Vault], str]
    after: Callable[[Vault], str]


CHANGES = {
    "of the passphrase": Change(
        lambda it: keys.change_passphrase(it.keys, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP),
        lambda _: PASSPHRASE,
        lambda _: OTHER,
    ),
    "by the recovery key": Change(
        lambda it: keys.recover(it.keys, it.printed, OTHER, cost=CHEAP),
        lambda _: PASSPHRASE,
        lambda _: OTHER,
    ),
    "of the recovery key": Change(
        lambda it: keys.use_recovery_key(it.keys, it.new),
        lambda it: it.printed,
        lambda it: it.new.printed,
    ),
}


def is_done(vault: Vault, change: Change) -> bool:
    """One of the two opens the keys, and the copy is not behind them."""
    old, new = change.before(vault), change.after(vault)
    done = vault.opens(vault.keys, new)
    assert vault.opens(vault.keys, old) is not done
    if done and vault.copy.exists():
        assert not vault.opens(vault.copy, old)
    return done


def require_settled(vault: Vault) -> None:
    """As the next unlocking leaves them."""
    settle(vault.keys)
    for left in vault.keys.parent.glob("attempts*"):
        left.unlink()
    names = {file.name for file in vault.keys.parent.iterdir()}
    assert names == {"keys.json", "keys.json.previous"}
    assert vault.copy.read_bytes() == vault.keys.read_bytes()


@needs_fork
@pytest.mark.parametrize("what", CHANGES)
def test_killed_at_any_step(vault: Vault, what: str, tmp_path: Path):
    change, seen, died = CHANGES[what], list[bool](), True
    copytree(vault.keys.parent, tmp_path / "before")
    while died:
        died = killed_at(len(seen), partial(change.act, vault))
        seen.append(is_done(vault, change))
        require_settled(vault)
        assert is_done(vault, change) == seen[-1]
        rmtree(vault.keys.parent)
        copytree(tmp_path / "before", vault.keys.parent)
    assert seen == sorted(seen)  # never back again
    assert seen.count(False) > 2
    assert seen.count(True) > 2


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("error", [5, 28])
def test_a_change_that_is_called_failed_is_none(
    vault: Vault, what: str, error: int, tmp_path: Path
):
    change, step, came_to_it = CHANGES[what], 0, True
    copytree(vault.keys.parent, tmp_path / "before")
    while came_to_it:
        failed = False
        with refused_at(step, error) as is_refused:
            try:
                change.act(vault)
            except NotSaved:
                failed = True
            came_to_it = is_refused()
        assert is_done(vault, change) is not failed
        require_settled(vault)
        rmtree(vault.keys.parent)
        copytree(tmp_path / "before", vault.keys.parent)
        step += 1
    assert step > 5


def test_a_copy_that_a_version_before_left_behind_is_mended(vault: Vault):
    """It opened by the old passphrase, for good, after a kill in the middle of a change."""
    before = vault.keys.read_bytes()
    keys.change_passphrase(vault.keys, PASSPHRASE, OTHER, cost=CHEAP, least=CHEAP)
    vault.copy.write_bytes(before)
    require_settled(vault)
    assert not vault.opens(vault.copy, PASSPHRASE)
