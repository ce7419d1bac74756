"""The commands about forms: list them, print what one asks, find mistakes in a council's own."""

import sys
from pathlib import Path
from typing import Protocol

from desktop_app.errors import CannotProceed
from desktop_app.forms.toml import allowed
from desktop_app.paths import Places
from desktop_app.services.council import Council, load_council
from desktop_app.services.own_files import mistakes_in

DONE, WRONG = 0, 1


class Asked(Protocol):
    """What the words of the command said."""

    name: str
    file: str
    council: str
    to: str

    @property
    def places(self) -> Places: ...


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
    from desktop_app.minutes import question_list  # python-docx is slow to import

    council = load_council(asked.places)
    profile = council.named(asked.council)
    form = council.form(_key(asked.name, council), profile)
    folder = Path(asked.to).expanduser().absolute()
    print(question_list.print_questions(form, council.library, profile.name, folder))
    return DONE


def print_preparation(asked: Asked) -> int:
    from desktop_app.minutes import preparation  # python-docx is slow to import

    council = load_council(asked.places)
    profile = council.named(asked.council)
    form = council.form(_key(asked.name, council), profile)
    folder = Path(asked.to).expanduser().absolute()
    known = preparation.Known(marking=profile.marking)
    print(preparation.save_preparation(form, council.library.choices, folder, known))
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
