"""Backup and restore as they are run: what they print, what they refuse, what comes back."""

from pathlib import Path

import pytest
from signed_minutes import PASSPHRASE, SETTINGS, signed
from test_commands import chairside, refused, said

from desktop_app.paths import Places
from desktop_app.services.opening import set_up


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store with signed minutes, whose key costs as much as on a laptop; its recovery key."""
    places = Places(tmp_path_factory.mktemp("here") / "store")
    store, recovery_key = set_up(places, PASSPHRASE, SETTINGS, None)
    signed(store, places)
    store.close()
    return places.data, recovery_key


@pytest.fixture(scope="module")
def folder(laptop: tuple[Path, str]) -> Path:
    return laptop[0]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("key") / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return file


def test_a_backup_made_by_command_comes_back_by_command(folder: Path, key: Path, tmp_path: Path):
    backup = tmp_path / "b.chairside-backup"
    asked = ("--data-dir", folder, "--passphrase-file", key)
    lines = said(chairside("backup", *asked, "--to", backup))
    assert lines[0] == str(backup)
    assert lines[1].startswith("Keep it until ")
    listed = said(chairside("list", *asked))
    empty = tmp_path / "another laptop"
    there = ("--data-dir", empty, "--passphrase-file", key)
    (sentence,) = said(chairside("restore", *there, backup))
    assert "is in place" in sentence
    assert said(chairside("list", *there)) == listed
    assert said(chairside("check", *there))[-1] == "Nothing is wrong."


def test_what_was_there_is_kept_among_the_backups(folder: Path, key: Path, tmp_path: Path):
    asked = ("--data-dir", folder, "--passphrase-file", key)
    backup = said(chairside("backup", *asked))[0]
    assert Path(backup).parent == Places(folder).backups
    there = ("--data-dir", tmp_path / "second", "--passphrase-file", key)
    said(chairside("restore", *there, backup))
    lines = said(chairside("restore", *there, backup))
    assert "set-aside" in lines[1]
    assert list(Places(tmp_path / "second").backups.glob("set-aside*"))


def test_what_is_no_backup_is_refused(folder: Path, key: Path, tmp_path: Path):
    file = tmp_path / "list.txt"
    file.write_text("a shopping list", encoding="utf-8")
    asked = ("--data-dir", folder, "--passphrase-file", key)
    assert "not a backup of Chairside" in refused(chairside("restore", *asked, file))
    assert "not a backup" in refused(chairside("restore", *asked, key))
    backup = said(chairside("backup", *asked))[0]
    assert "already" in refused(chairside("backup", *asked, "--to", backup))


def test_a_wrong_passphrase_brings_nothing_back(folder: Path, key: Path, tmp_path: Path):
    asked = ("--data-dir", folder, "--passphrase-file", key)
    backup = said(chairside("backup", *asked, "--to", tmp_path / "b.chairside-backup"))[0]
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all\n", encoding="utf-8")
    empty = tmp_path / "another"
    there = ("--data-dir", empty, "--passphrase-file", wrong)
    assert "not the passphrase" in refused(chairside("restore", *there, backup))
    assert not Places(empty).store.exists()
    refused(chairside("restore", *there, backup))
    assert "Wait 10 seconds" in refused(chairside("restore", *there, backup))
    right = ("--data-dir", empty, "--passphrase-file", key)
    assert "wrong several times" in refused(chairside("restore", *right, backup))
    assert not Places(empty).store.exists()


def test_the_recovery_key_brings_it_back_and_sets_a_new_passphrase(
    laptop: tuple[Path, str], key: Path, tmp_path: Path
):
    folder, printed = laptop
    backup = said(chairside("backup", "--data-dir", folder, "--passphrase-file", key))[0]
    sheet, new = tmp_path / "sheet.txt", tmp_path / "new.txt"
    sheet.write_text("not the sheet\n", encoding="utf-8")
    new.write_text("a wholly new passphrase\n", encoding="utf-8")
    there = ("--data-dir", tmp_path / "another", "--passphrase-file", new)
    by_key = ("restore", *there, "--recovery-key-file", sheet, backup)
    assert "mistyped" in refused(chairside(*by_key))
    sheet.write_text(f"{printed}\n", encoding="utf-8")
    assert "is in place" in said(chairside(*by_key))[0]
    assert said(chairside("list", *there))


def test_without_a_terminal_it_says_which_file_it_needs(key: Path, tmp_path: Path):
    file = tmp_path / "b.chairside-backup"
    asked = ("restore", "--data-dir", tmp_path, "--passphrase-file", key, "--recovery-key", file)
    assert "--recovery-key-file" in refused(chairside(*asked))
