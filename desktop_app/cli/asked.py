"""What the words of a command said, and the words that every command knows."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import NoReturn

from desktop_app.paths import Places, places

DONE, WRONG = 0, 1  # the exit; wrong usage is 2, as argparse has it


class Asked(argparse.Namespace):
    """What was said; `wrong` says how it should have been, and ends the command."""

    act: Callable[[Asked], int]
    wrong: Callable[[str], NoReturn]
    data_dir: str | None = None
    passphrase_file: str | None = None
    recovery_key: bool = False
    recovery_key_file: str | None = None
    reference: str = ""
    name: str = ""
    to: str = ""
    file: str = ""
    council: str = ""
    event: list[tuple[str, date]] = []  # noqa: RUF012 - argparse gives each run its own
    files: list[str] = []  # noqa: RUF012 - as above
    trust: list[str] = []  # noqa: RUF012 - as above

    @property
    def places(self) -> Places:
        return places(self.data_dir)


def say_folder(parser: argparse.ArgumentParser) -> None:
    says = "the folder of the store (usually your own data folder)"
    parser.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=says)


def say_passphrase(parser: argparse.ArgumentParser) -> None:
    says = "a file whose first line is the passphrase (without it, you are asked)"
    parser.add_argument("--passphrase-file", metavar="FILE", default=argparse.SUPPRESS, help=says)
