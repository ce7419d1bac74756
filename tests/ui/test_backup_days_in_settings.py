"""A backup asked for in the settings is kept as long as the council says, wherever it lies."""

from datetime import timedelta
from pathlib import Path

from after_the_meeting import own_profile
from at_the_desk import find
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from test_backup_settings import NOW, at_the_backups, in_a_meeting, says
from test_killed_while_typing import prepare

from desktop_app.paths import Places
from desktop_app.records.dates import short
from desktop_app.storage.backups import Backup, backups

DAYS = 5


def is_kept_so_long(made: Backup) -> bool:
    return made.until == made.made.date() + timedelta(DAYS)


def test_the_last_day_is_the_councils(qtbot: QtBot, tmp_path: Path):
    own_profile(tmp_path / "data", f"backup_days = {DAYS}\n")
    prepare(tmp_path / "data")
    with in_a_meeting(qtbot, tmp_path / "data") as window:
        flow = at_the_backups(qtbot, window)
        find(window, QPushButton, NOW).click()
        says(qtbot, flow.part, "✓ Backup made")
        (here,) = backups(Places(tmp_path / "data").backups)
        assert is_kept_so_long(here)
        flow.make(tmp_path / "stick")
        says(qtbot, flow.part, "✓ Backup saved: ")
        (elsewhere,) = backups(tmp_path / "stick")
        assert is_kept_so_long(elsewhere)
        says(qtbot, flow.part, f"Remove it from there by {short(elsewhere.until)}.")
