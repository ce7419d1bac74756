"""The commands, for IT, testers and support: results on standard output, errors beside it.

What is slow to import is imported by the command that needs it: help and refusals come at once.
"""

from __future__ import annotations

import argparse
import getpass
import io
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import __version__, cli_backup, cli_forms, cli_verify
from desktop_app.errors import CannotProceed
from desktop_app.paths import Places, places
from desktop_app.records.dates import printed
from desktop_app.records.meeting import MeetingLine
from desktop_app.records.text import one_line
from desktop_app.services.council import Council, load_council
from desktop_app.storage.in_use import Hold

if TYPE_CHECKING:
    from desktop_app.storage.store import Store

DONE, WRONG = 0, 1  # wrong usage is 2, as argparse has it


class Asked(argparse.Namespace):
    """What the words of the command said."""

    act: Callable[[Asked], int]
    data_dir: str | None = None
    passphrase_file: str | None = None
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


def run(words: list[str]) -> int:
    """Exit: 0 done, 1 refused or found wrong; raises SystemExit(2) for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an old console may lack our quotation marks
            stream.reconfigure(errors="replace")
    asked = _parser().parse_args(words, Asked())
    try:
        code = asked.act(asked)
        sys.stdout.flush()
    except CannotProceed as trouble:
        print(trouble, file=sys.stderr)
        return WRONG
    except (KeyboardInterrupt, EOFError):
        print("Stopped.", file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # whoever read the output has gone, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    return code


# -- what may be said ----------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "chairside",
        description="Minutes of permanence meetings. Without a command the window opens.",
        epilog="The exit code is 0 when done, 1 when refused or something was found wrong, and "
        "2 when the command was not understood. CHAIRSIDE_DATA_DIR does the same as --data-dir.",
        allow_abbrev=False,  # `--passphrase WORDS` must never pass for --passphrase-file
    )
    parser.add_argument("--version", action="version", version=f"Chairside {__version__}")
    _ask_for_folder(parser)
    _ask_for_passphrase(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, act: Callable[[Asked], int], does: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=does, description=does, allow_abbrev=False)
        made.set_defaults(act=act)
        _ask_for_folder(made)
        return made

    command("demo", _demo, "Make a store with four invented children; print its passphrase.")
    for name, act, does in (
        ("list", _list, "Print one line for each meeting: reference, record, date, state, whose."),
        ("export", _export, "Write the Word file of a meeting and print its path."),
        ("check", _check, "Say whether the store, signed minutes and audit trail are whole."),
        ("backup", _backup, "Write an encrypted copy of the store and print its path."),
        ("restore", _restore, "Put a backup in place of the store, which is set aside."),
    ):
        _ask_for_passphrase(made := command(name, act, does))
        if name == "backup":
            cli_backup.say_backup(made)
        if name == "restore":
            cli_backup.say_restore(made)
        if name == "export":
            made.add_argument("reference", metavar="REFERENCE", help="as the list prints it")
            folder = "a folder that is there"
            made.add_argument("--to", metavar="FOLDER", required=True, help=folder)
    _say_due(command("due", _due, "Print the deadlines that follow from events, with sources."))
    does = "Print the key and the name of each form; print its questions; check a council's own."
    _say_forms(command("forms", cli_forms.list_all, does))
    does = "Say of Word files whether they are signed, whole and unchanged, and by whom."
    cli_verify.say(command("verify", cli_verify.verify_files, does))
    return parser


def _say_forms(forms: argparse.ArgumentParser) -> None:
    inside = forms.add_subparsers(metavar="check FILE | print or prepare NAME --to FOLDER")

    does = "Look for mistakes in a council's own form or profile."
    checked = inside.add_parser("check", help=does, description=does, allow_abbrev=False)
    checked.set_defaults(act=cli_forms.check_file)
    checked.add_argument("file", metavar="FILE", help="a TOML file")

    parsers = [checked]
    for name, act, does in (
        ("print", cli_forms.print_questions, "Write all that a form asks into a Word file."),
        ("prepare", cli_forms.print_preparation, "Write the social worker's preparation form."),
    ):
        full = f"{does} Prints its path."
        written = inside.add_parser(name, help=full, description=full, allow_abbrev=False)
        written.set_defaults(act=act)
        written.add_argument("name", metavar="NAME", help="the key or the name of a form")
        written.add_argument("--to", metavar="FOLDER", required=True, help="a folder that is there")
        whose = "whose words and strictness (usually Calderdale's)"
        written.add_argument("--council", metavar="NAME", default="Calderdale", help=whose)
        parsers.append(written)
    for parser in parsers:
        _ask_for_folder(parser)


def _say_due(due: argparse.ArgumentParser) -> None:
    due.add_argument("--council", metavar="NAME", required=True, help="such as Lambeth")
    says = "what happened and when, such as entered_care=2026-12-17; may be given again"
    due.add_argument(
        "--event", metavar="KIND=DATE", type=_event, action="append", required=True, help=says
    )


def _ask_for_folder(parser: argparse.ArgumentParser) -> None:
    says = "the folder of the store (usually your own data folder)"
    parser.add_argument("--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=says)


def _ask_for_passphrase(parser: argparse.ArgumentParser) -> None:
    says = "a file whose first line is the passphrase (without it, you are asked)"
    parser.add_argument("--passphrase-file", metavar="FILE", default=argparse.SUPPRESS, help=says)


# -- what is done --------------------------------------------------------------------------------


def _demo(asked: Asked) -> int:
    from desktop_app.services import demo

    if not (asked.data_dir or os.environ.get("CHAIRSIDE_DATA_DIR")):
        _parser().error("demo needs --data-dir: name a new folder, apart from your own store")
    with _held(asked.places):
        recovery_key = demo.make_demo(asked.places, date.today())  # noqa: DTZ011 - the chair's day
    print(f"Folder: {asked.places.data}")
    print(f"Passphrase: {demo.PASSPHRASE}")
    print(f"Recovery key: {recovery_key}")
    return DONE


def _list(asked: Asked) -> int:
    council = load_council(asked.places)
    with _opened(asked) as store:
        for line in store.meetings():
            print(_described(line, council))
    return DONE


def _described(line: MeetingLine, council: Council) -> str:
    """Initials and number, never the name: what a screen shows, others may see."""
    meeting, child = line.meeting, line.child
    form = council.library.forms.get(meeting.form)
    held = printed(line.held, date.fromisoformat(meeting.created_at[:10])) or "no date"
    columns = (
        meeting.reference,
        form.name if form else meeting.form,
        held,
        meeting.state,
        f"{child.initials} {child.case_number}",
    )
    return one_line("  ".join(columns))


def _export(asked: Asked) -> int:
    from desktop_app.minutes.export import TargetBusy
    from desktop_app.services.exporting import export_minutes, printed_now

    council = load_council(asked.places)
    with _opened(asked) as store:
        record = store.record(_meeting_id(store, asked.reference))
        profile = council.profile(store.settings().get("council", ""))
        minutes = printed_now(store, record, council, profile)
        folder = Path(asked.to).expanduser().absolute()
        try:
            path = export_minutes(store, record.meeting.id, minutes, folder)
        except TargetBusy as busy:
            path = export_minutes(store, record.meeting.id, minutes, folder, busy.other_name)
    print(path)
    return DONE


def _meeting_id(store: Store, reference: str) -> str:
    for line in store.meetings():
        if line.meeting.reference == reference.upper():
            return line.meeting.id
    raise CannotProceed(
        f"No meeting has the reference {reference}.",
        "Nothing was written.",
        "The references stand first in what `chairside list` prints.",
    )


def _check(asked: Asked) -> int:
    from desktop_app.storage.check import check

    with _opened(asked) as store:
        problems = check(store)
    print(f"The store in {asked.places.data} was checked:")
    print("its pages and their structure, the guards of signed minutes,")
    print("every signed version against its fingerprint, and the audit trail.")
    print("\n".join(problems) or "Nothing is wrong.")
    return WRONG if problems else DONE


def _backup(asked: Asked) -> int:
    return cli_backup.back_up(asked, lambda: _opened(asked))


def _restore(asked: Asked) -> int:
    with _held(asked.places):
        return cli_backup.restore(asked, _passphrase(asked.passphrase_file))


def _due(asked: Asked) -> int:
    from desktop_app.services.deadlines import deadlines

    rules = load_council(asked.places).named(asked.council).rules
    today = date.today()  # noqa: DTZ011 - the chair's day
    print("\n".join(deadlines(rules, asked.event, today)))
    return DONE


def _event(words: str) -> tuple[str, date]:
    from desktop_app.services.deadlines import read_event

    try:
        return read_event(words)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None


# -- the store -----------------------------------------------------------------------------------


@contextmanager
def _held(where: Places) -> Generator[None]:
    hold = Hold(where.in_use)
    try:
        yield
    finally:
        hold.release()


@contextmanager
def _opened(asked: Asked) -> Generator[Store]:
    from desktop_app.services.opening import unlock

    where = asked.places
    if not (where.store.exists() or where.keys.exists()):
        raise CannotProceed(
            f"The folder {where.data} holds no store of Chairside.",
            do="Name the right folder with --data-dir, or make a store in the window.",
        )
    with _held(where):
        store, _ = unlock(where, _passphrase(asked.passphrase_file), None)
        try:
            yield store
        finally:
            store.close()


def _passphrase(file: str | None) -> str:
    if file is not None:
        return _first_line(Path(file))
    if not sys.stdin.isatty():
        raise CannotProceed(
            "There is no terminal to ask for the passphrase on.",
            "Nothing has been opened or changed.",
            "Write it into a file that only you can read, and name that with --passphrase-file.",
        )
    return getpass.getpass("Passphrase: ")


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise CannotProceed(
            f"The passphrase cannot be read from {file}.",
            "Nothing has been opened or changed.",
            "Name a text file that is there and that you may read.",
        ) from error
