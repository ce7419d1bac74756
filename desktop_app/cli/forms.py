"""The commands about forms: list them, print what one asks, find mistakes in a council's own."""

import argparse
import sys
from pathlib import Path

from desktop_app.cli.asked import DONE, WRONG, Asked, say_folder
from desktop_app.disk.whole_file import write
from desktop_app.errors import CannotProceed
from desktop_app.forms.toml import allowed
from desktop_app.services.council import Council, load_council
from desktop_app.services.own_files import mistakes_in


def say(parser: argparse.ArgumentParser) -> None:
    """What may be said after `forms`."""
    inside = parser.add_subparsers(metavar="check FILE | print or prepare NAME --to FOLDER")
    does = "Look for mistakes in a council's own form or profile."
    checked = inside.add_parser("check", help=does, description=does, allow_abbrev=False)
    checked.set_defaults(act=check_file)
    checked.add_argument("file", metavar="FILE", help="a TOML file")
    say_folder(checked)
    for name, act, does in (
        ("print", print_questions, "Write all that a form asks into a Word file."),
        ("prepare", print_preparation, "Write the social worker's preparation form."),
    ):
        full = f"{does} Prints its path."
        written = inside.add_parser(name, help=full, description=full, allow_abbrev=False)
        written.set_defaults(act=act)
        _say_written(written)


def _say_written(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the key or the name of a form")
    parser.add_argument("--to", metavar="FOLDER", required=True, help="a folder that is there")
    whose = "whose words and strictness (usually Calderdale's)"
    parser.add_argument("--council", metavar="NAME", default="Calderdale", help=whose)
    say_folder(parser)


def list_all(asked: Asked) -> int:
    council = load_council(asked.places)
    for key, form in council.library.forms.items():
        print(f"{key}  {form.name}")
    for mistake in council.mistakes:
        print(mistake, file=sys.stderr)
    return WRONG if council.mistakes else DONE


def check_file(asked: Asked) -> int:
    file = Path(asked.file)
    mistakes = mistakes_in(file, asked.places)
    print("\n".join(mistakes) or f"{file.name}: no mistakes.")
    return WRONG if mistakes else DONE


def print_questions(asked: Asked) -> int:
    from desktop_app.minutes.preparation import question_list  # slow to import

    council = load_council(asked.places)
    profile = council.named(asked.council)
    form = council.form(_key(asked.name, council), profile)
    folder = Path(asked.to).expanduser().absolute()
    print(question_list.print_questions(form, council.library, profile.name, folder))
    return DONE


def print_preparation(asked: Asked) -> int:
    from desktop_app.minutes.preparation.asked import Known
    from desktop_app.minutes.preparation.preparation import save_preparation  # slow to import

    council = load_council(asked.places)
    profile = council.named(asked.council)
    form = council.form(_key(asked.name, council), profile)
    folder = Path(asked.to).expanduser().absolute()
    known = Known(marking=profile.marking)
    print(save_preparation(form, council.library.choices, folder, write, known))
    return DONE


def _key(name: str, council: Council) -> str:
    """By key or name, in capitals or not."""
    forms = council.library.forms
    for key, form in forms.items():
        if name.casefold() in (key.casefold(), form.name.casefold()):
            return key
    raise CannotProceed(
        f"There is no form “{name}”.",
        do=" ".join([allowed(forms, name.casefold()), *council.mistakes]),
    )
