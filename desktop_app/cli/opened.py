"""Holds the store for a command, opens it with the passphrase, and lets it go."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.asked import Asked
from desktop_app.disk.why import why
from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.storage.in_place import is_set_up
from desktop_app.storage.in_use import Hold
from desktop_app.storage.never_opened import in_words

if TYPE_CHECKING:  # slow to import
    from desktop_app.storage.store import Store


@contextmanager
def held(where: Places) -> Generator[None]:
    """Nobody else opens the store meanwhile. Raises CannotProceed where somebody has."""
    hold = Hold(where.in_use)
    try:
        yield
    finally:
        hold.release()


@contextmanager
def opened(asked: Asked) -> Generator[Store]:
    """The store that was asked for. Raises CannotProceed where there is none to open."""
    from desktop_app.assemble import now_here
    from desktop_app.services.backing_up import alone
    from desktop_app.services.opening import unlock
    from desktop_app.storage import leaving

    where = asked.places
    if not is_set_up(where):
        raise CannotProceed(
            in_words(where) or f"The folder {where.data} holds no store of Chairside.",
            do="Name the right folder with --data-dir, or make a store in the window.",
        )
    with held(where):
        store, _ = unlock(where, passphrase(asked.passphrase_file), None, told=tell)
        try:
            for sentence in leaving.sweep(alone(store), now_here().date()):
                print(sentence, file=sys.stderr)
            yield store
        finally:
            store.close()


def tell(sentence: str) -> None:
    """How far something is, to whoever watches; never into what a command prints."""
    if sys.stderr.isatty():
        print(sentence, file=sys.stderr)


def passphrase(file: str | None) -> str:
    """The first line of that file, or what is typed on the terminal; never out of the command."""
    return _asked_for("Passphrase", file, "--passphrase-file")


def recovery_key(file: str | None) -> str:
    """As `passphrase`: the key on the printed sheet, as it is typed."""
    return _asked_for("Recovery key", file, "--recovery-key-file")


def new_passphrase(file: str | None) -> str:
    """As `passphrase`; on the terminal it is typed twice."""
    first = _asked_for("New passphrase", file, "--passphrase-file")
    if file is None and getpass.getpass("The same again: ") != first:
        raise CannotProceed(
            "The two are not the same.", "Nothing has been opened or changed.", "Type them again."
        )
    return first


def _asked_for(what: str, file: str | None, named_with: str) -> str:
    if file is not None:
        return _first_line(what.lower(), Path(file))
    if not sys.stdin.isatty():
        raise CannotProceed(
            f"There is no terminal to ask for the {what.lower()} on.",
            "Nothing has been opened or changed.",
            f"Write it into a file that only you can read, and name that with {named_with}.",
        )
    return getpass.getpass(f"{what}: ")


def _first_line(what: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").partition("\n")[0]
    except UnicodeDecodeError as error:
        raise CannotProceed(
            f"The {what} cannot be read from {file}: it is no text file in UTF-8.",
            "Nothing has been opened or changed.",
            "Name a text file.",
        ) from error
    except OSError as error:
        raise CannotProceed(
            f"The {what} cannot be read from {file}: {why(error).words}.",
            "Nothing has been opened or changed.",
            "Name a text file that is there and that you may read.",
        ) from error
