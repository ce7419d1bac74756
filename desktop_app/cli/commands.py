"""Which commands there are, and what each does.

What is slow to import is imported by the command that needs it: help and refusals come at once.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from desktop_app import __version__
from desktop_app.cli import backup, check, demo, due, forms, meetings, verify
from desktop_app.cli.asked import Asked, say_folder, say_passphrase


def _no_more(_: argparse.ArgumentParser) -> None:
    """Nothing else may be said after the command."""


@dataclass(frozen=True)
class _Command:
    """`say` adds what may be said after its name; one that `opens` the store needs the passphrase.

    `does` is a sentence for the help.
    """

    name: str
    act: Callable[[Asked], int]
    does: str
    say: Callable[[argparse.ArgumentParser], None] = _no_more
    opens: bool = False


_COMMANDS = (
    _Command("demo", demo.make, "Make a store with invented children; print its passphrase."),
    _Command(
        "list",
        meetings.list_all,
        "Print one line for each meeting: reference, record, date, state, whose.",
        opens=True,
    ),
    _Command(
        "export",
        meetings.export,
        "Write the Word file of a meeting and print its path.",
        meetings.say_export,
        opens=True,
    ),
    _Command(
        "check",
        check.check_store,
        "Say whether the store, signed minutes and audit trail are whole.",
        opens=True,
    ),
    _Command(
        "backup",
        backup.back_up,
        "Write an encrypted copy of the store and print its path.",
        backup.say_backup,
        opens=True,
    ),
    _Command(
        "restore",
        backup.restore,
        "Put a backup in place of the store, which is set aside.",
        backup.say_restore,
        opens=True,
    ),
    _Command(
        "due", due.print_due, "Print the deadlines that follow from events, with sources.", due.say
    ),
    _Command(
        "forms",
        forms.list_all,
        "Print the key and the name of each form; print its questions; check a council's own.",
        forms.say,
    ),
    _Command(
        "verify",
        verify.verify_files,
        "Say of Word files whether they are signed, whole and unchanged, and by whom.",
        verify.say,
    ),
)


def parser() -> argparse.ArgumentParser:
    """Reads the words of a command into an `Asked`."""
    whole = argparse.ArgumentParser(
        "chairside",
        description="Minutes of permanence meetings. Without a command the window opens.",
        epilog="The exit code is 0 when done, 1 when refused or something was found wrong, and "
        "2 when the command was not understood. CHAIRSIDE_DATA_DIR does the same as --data-dir.",
        allow_abbrev=False,  # `--passphrase WORDS` must never pass for --passphrase-file
    )
    whole.set_defaults(wrong=whole.error)
    whole.add_argument("--version", action="version", version=f"Chairside {__version__}")
    say_folder(whole)
    say_passphrase(whole)
    names = whole.add_subparsers(required=True, metavar="COMMAND")
    for one in _COMMANDS:
        made = names.add_parser(one.name, help=one.does, description=one.does, allow_abbrev=False)
        made.set_defaults(act=one.act)
        say_folder(made)
        if one.opens:
            say_passphrase(made)
        one.say(made)
    return whole
