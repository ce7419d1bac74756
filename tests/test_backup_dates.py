"""How long a backup may be kept is the council's to say, whichever way it is made."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from signed_minutes import PASSPHRASE, SETTINGS, new_store
from test_commands import chairside, said

from desktop_app.paths import Places
from desktop_app.policy.profile import PROFILES
from desktop_app.services.backing_up import alone, back_up, held_until
from desktop_app.services.opening import set_up
from desktop_app.storage.backups import backup_at

DAYS = 5
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def own_profile(store: Path) -> None:
    """The council's own, in place of ours, with few days for backups."""
    name = f"{SETTINGS['council']}.toml"
    ours = (PROFILES / name).read_text(encoding="utf-8")
    (store / "profiles").mkdir(parents=True)
    text = f"backup_days = {DAYS}\n{ours}"
    (store / "profiles" / name).write_text(text, encoding="utf-8")


def silent(_: str) -> None:
    pass


def test_by_command(tmp_path: Path):
    places = Places(tmp_path / "data")
    own_profile(places.data)
    set_up(places, PASSPHRASE, SETTINGS, None)[0].close()
    key = tmp_path / "passphrase.txt"
    key.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    asked = ("--data-dir", places.data, "--passphrase-file", key)
    made = backup_at(Path(said(chairside("backup", *asked))[0]))
    assert made.until == made.made.date() + timedelta(DAYS)


def test_what_was_removed_is_held_as_long_as_the_last_backup_is(tmp_path: Path):
    places = Places(tmp_path / "data")
    store = new_store(places)
    for days, day in ((28, NOW), (5, NOW + timedelta(1))):
        back_up(alone(store), places, days, day, silent)
    store.close()
    assert held_until(places) == date(2026, 12, 20)
