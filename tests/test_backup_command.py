"""Backup and restore as they are run: what they print, what they refuse, what comes back."""

from pathlib import Path

import pytest
from signed_minutes import PASSPHRASE, SETTINGS, signed
from test_commands import chairside, refused, said

from desktop_app.paths import Places
from desktop_app.services.opening import set_up


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with signed minutes, whose key costs as much as on a laptop."""
    places = Places(tmp_path_factory.mktemp("here") / "store")
    store, _ = set_up(places, PASSPHRASE, SETTINGS, None)
    signed(store, places)
    store.close()
    return places.data


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
