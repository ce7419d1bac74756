"""The commands that make a backup and put one back."""

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.paths import Places

if TYPE_CHECKING:  # slow to import: help and refusals come at once
    from desktop_app.storage.store import Store

DONE = 0


class Asked(Protocol):
    """What the words of the command said."""

    file: str
    to: str

    @property
    def places(self) -> Places: ...


def say_backup(parser: argparse.ArgumentParser) -> None:
    """What may be said after `backup`."""
    says = "a new file (without it, one in the folder of backups)"
    parser.add_argument("--to", metavar="FILE", default="", help=says)


def say_restore(parser: argparse.ArgumentParser) -> None:
    """What may be said after `restore`."""
    parser.add_argument("file", metavar="FILE", help="a backup")


def back_up(asked: Asked, opened: Callable[[], AbstractContextManager["Store"]]) -> int:
    """Writes a backup, looks through it, and prints its path and its last day."""
    from desktop_app.records.dates import short
    from desktop_app.services.backing_up import back_up as make
    from desktop_app.services.council import load_council

    with opened() as store:
        profile = load_council(asked.places).profile(store.settings().get("council", ""))
        to = Path(asked.to).expanduser().absolute() if asked.to else None
        made = make(store, asked.places, profile.backup_days, _now(), _tell, to)
    print(made.path)
    print(f"Keep it until {short(made.until)}, then remove it.")
    return DONE


def restore(asked: Asked, passphrase: str) -> int:
    """Prints what was done; the caller holds the store."""
    from desktop_app.services.backing_up import restore as put_back

    backup = Path(asked.file).expanduser().absolute()
    print("\n".join(put_back(asked.places, backup, passphrase, _now(), _tell)))
    return DONE


def _tell(sentence: str) -> None:
    if sys.stderr.isatty():
        print(sentence, file=sys.stderr)


def _now() -> datetime:
    return datetime.now().astimezone()
