"""A new recovery key: nothing happens before it is proved, and then the old one opens no more."""

from pathlib import Path
from shutil import copytree

import pytest
from invented import CHEAP, PASSPHRASE
from sqlalchemy import text
from test_restore_cut_short import NOW, silent

from desktop_app.errors import ProgramFault
from desktop_app.paths import Places
from desktop_app.services.backing_up import alone, back_up, restore, restore_by_recovery_key
from desktop_app.services.my_settings import (
    change_passphrase,
    confirm_sheet,
    new_recovery_key,
    use_recovery_key,
)
from desktop_app.services.opening import recover, set_up, unlock
from desktop_app.storage.keys import TooSoon, WrongPassphrase, WrongRecoveryKey, is_confirmed
from desktop_app.storage.store import Store

OTHER = "another invented passphrase"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


def opens(places: Places, key: str, tmp_path: Path) -> bool:
    """On a copy, so that nothing is changed."""
    copy = Places(tmp_path / "copy")
    copytree(places.data, copy.data)
    try:
        recover(copy, key, OTHER, CHEAP)[0].close()
    except WrongRecoveryKey:
        return False
    else:
        return True
    finally:
        copy.data.rename(tmp_path / f"tried-{len(list(tmp_path.iterdir()))}")


def acts(store: Store) -> list[tuple[str, str]]:
    with store.reading() as connection:
        found = connection.execute(text("SELECT act, object FROM audit ORDER BY seq"))
        return [(act, about) for act, about in found]


def test_it_counts_when_it_is_used_and_not_before(places: Places, tmp_path: Path):
    store, old = set_up(places, PASSPHRASE, {}, CHEAP)
    before = places.keys.read_bytes()
    new = new_recovery_key(places, PASSPHRASE, CHEAP)
    assert places.keys.read_bytes() == before
    assert opens(places, old, tmp_path)
    assert not opens(places, new.printed, tmp_path)
    use_recovery_key(store, places, new)
    assert acts(store)[-1] == ("change recovery key", "")
    store.close()
    assert not opens(places, old, tmp_path)
    assert opens(places, new.printed, tmp_path)
    unlock(places, PASSPHRASE, CHEAP)[0].close()
    secret = new.printed.replace("-", "").encode()
    assert not any(secret in file.read_bytes() for file in places.data.iterdir())


def test_it_is_as_good_after_the_passphrase_was_changed_meanwhile(places: Places, tmp_path: Path):
    store, old = set_up(places, PASSPHRASE, {}, CHEAP)
    new = new_recovery_key(places, PASSPHRASE, CHEAP)
    change_passphrase(store, places, PASSPHRASE, OTHER, CHEAP)
    use_recovery_key(store, places, new)
    store.close()
    assert not opens(places, old, tmp_path)
    assert opens(places, new.printed, tmp_path)
    unlock(places, OTHER, CHEAP)[0].close()


def test_only_the_passphrase_makes_one_and_wrong_ones_are_counted(places: Places):
    set_up(places, PASSPHRASE, {}, CHEAP)[0].close()
    before = places.keys.read_bytes()
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            new_recovery_key(places, OTHER, CHEAP)
    with pytest.raises(TooSoon):
        new_recovery_key(places, PASSPHRASE, CHEAP)
    assert places.keys.read_bytes() == before


def test_one_of_another_store_is_not_taken(places: Places, tmp_path: Path):
    store, _ = set_up(places, PASSPHRASE, {}, CHEAP)
    other = Places(tmp_path / "other")
    set_up(other, PASSPHRASE, {}, CHEAP)[0].close()
    with pytest.raises(ProgramFault):
        use_recovery_key(store, places, new_recovery_key(other, PASSPHRASE, CHEAP))
    store.close()


def test_a_backup_opens_with_the_sheet_of_its_day(places: Places, tmp_path: Path):
    store, old = set_up(places, PASSPHRASE, {}, CHEAP)
    first = back_up(alone(store), places, 28, NOW, silent, tmp_path / "a.chairside-backup").path
    use_recovery_key(store, places, new_recovery_key(places, PASSPHRASE, CHEAP))
    new = new_recovery_key(places, PASSPHRASE, CHEAP)
    use_recovery_key(store, places, new)
    second = back_up(alone(store), places, 28, NOW, silent, tmp_path / "b.chairside-backup").path
    store.close()
    for backup, right, wrong in ((first, old, new.printed), (second, new.printed, old)):
        there = Places(tmp_path / f"laptop of {backup.name}")
        with pytest.raises(WrongRecoveryKey, match="was in use on its laptop"):
            restore_by_recovery_key(there, backup, wrong, OTHER, NOW, silent, CHEAP)
        restore_by_recovery_key(there, backup, right, OTHER, NOW, silent, CHEAP)
        assert not opens(there, wrong, tmp_path)
        assert opens(there, right, tmp_path)
    restore(places, first, PASSPHRASE, NOW, silent, CHEAP)
    assert opens(places, old, tmp_path)  # as the page says: the sheet of that day


# -- whether the sheet is known to be on paper ---------------------------------------------------


def test_a_new_store_says_that_its_sheet_was_only_shown(places: Places):
    store, _ = set_up(places, PASSPHRASE, {}, CHEAP)
    assert is_confirmed(places.keys) is False
    confirm_sheet(store, places)
    assert acts(store)[-1] == ("confirm recovery sheet", "")
    store.close()
    assert is_confirmed(places.keys) is True
    unlock(places, PASSPHRASE, CHEAP)[0].close()


def test_a_change_of_passphrase_leaves_it_open(places: Places):
    store, _ = set_up(places, PASSPHRASE, {}, CHEAP)
    change_passphrase(store, places, PASSPHRASE, OTHER, CHEAP)
    store.close()
    assert is_confirmed(places.keys) is False


def test_whoever_types_the_whole_key_has_the_sheet(places: Places):
    store, key = set_up(places, PASSPHRASE, {}, CHEAP)
    store.close()
    recover(places, key, OTHER, CHEAP)[0].close()
    assert is_confirmed(places.keys) is True


def test_a_new_key_that_counts_is_confirmed(places: Places):
    store, _ = set_up(places, PASSPHRASE, {}, CHEAP)
    use_recovery_key(store, places, new_recovery_key(places, PASSPHRASE, CHEAP))
    store.close()
    assert is_confirmed(places.keys) is True


def test_nothing_is_said_of_a_sheet_of_a_version_before(places: Places, tmp_path: Path):
    from test_set_up_cut_short import cut_short_before

    before = Places(tmp_path / "before")
    cut_short_before(before)
    assert is_confirmed(before.keys) is None
