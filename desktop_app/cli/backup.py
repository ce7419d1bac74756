"""The commands that make a backup and put one back."""

import argparse
from datetime import datetime
from pathlib import Path

from desktop_app.cli.asked import DONE, Asked
from desktop_app.cli.opened import held, new_passphrase, opened, passphrase, recovery_key, tell


def say_backup(parser: argparse.ArgumentParser) -> None:
    """What may be said after `backup`."""
    says = "a new file (without it, one in the folder of backups)"
    parser.add_argument("--to", metavar="FILE", default="", help=says)


def say_restore(parser: argparse.ArgumentParser) -> None:
    """What may be said after `restore`."""
    parser.add_argument("file", metavar="FILE", help="a backup")
    says = (
        "for a lost passphrase: you are asked for the recovery key on the printed sheet of the "
        "laptop on which the backup was made, then for a new passphrase"
    )
    parser.add_argument("--recovery-key", action="store_true", help=says)
    says = "a file whose first line is that key; --passphrase-file then holds the new passphrase"
    parser.add_argument("--recovery-key-file", metavar="KEYFILE", help=says)


def back_up(asked: Asked) -> int:
    """Writes a backup, looks through it, and prints its path and its last day."""
    from desktop_app.records.dates import short
    from desktop_app.services.backing_up import alone
    from desktop_app.services.backing_up import back_up as make
    from desktop_app.services.council import load_council

    with opened(asked) as store:
        profile = load_council(asked.places).profile(store.settings().get("council", ""))
        to = Path(asked.to).expanduser().absolute() if asked.to else None
        made = make(alone(store), asked.places, profile.backup_days, _now(), tell, to)
    print(made.path)
    print(f"Keep it until {short(made.until)}, then remove it.")
    return DONE


def restore(asked: Asked) -> int:
    """Prints what was done."""
    from desktop_app.services.backing_up import restore as put_back
    from desktop_app.services.backing_up import restore_by_recovery_key

    with held(asked.places):
        backup = Path(asked.file).expanduser().absolute()
        if asked.recovery_key or asked.recovery_key_file:
            key = recovery_key(asked.recovery_key_file)
            new = new_passphrase(asked.passphrase_file)
            done = restore_by_recovery_key(asked.places, backup, key, new, _now(), tell)
        else:
            words = passphrase(asked.passphrase_file)
            done = put_back(asked.places, backup, words, _now(), tell)
        print("\n".join(done))
    return DONE


def _now() -> datetime:
    return datetime.now().astimezone()
