"""Every form on this laptop: ours, and the council's own in place of ours where it has one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import ProgramFault
from desktop_app.forms.checks import NEEDED_IN_A_MEETING, NEEDED_OF_A_CHILD, check
from desktop_app.forms.load import Shared, Written, load_form, load_shared
from desktop_app.forms.model import Column, Form, Question
from desktop_app.forms.toml import BadFile, Mistake
from desktop_app.forms.vocabulary import Vocabulary, load_vocabularies
from desktop_app.paths import BUILT_IN_FORMS

CHILD = "child"


@dataclass(frozen=True)
class Library:
    """`forms` by key; `child` asks a child's details; `mistakes` are of the files left out."""

    forms: Mapping[str, Form]
    child: Form
    vocabularies: Mapping[str, Vocabulary]
    mistakes: tuple[Mistake, ...]

    def choices(self, asked: Question | Column) -> tuple[str, ...]:
        """The words on offer, the council's own last; empty where none are."""
        vocabulary = self.vocabularies.get(asked.choices)
        names = vocabulary.names if vocabulary else ()
        return (*names, *(asked.added_choices if isinstance(asked, Question) else ()))


def load_library(
    built_in: Path = BUILT_IN_FORMS,
    council: Path | None = None,
    vocabularies: Mapping[str, Vocabulary] | None = None,
) -> Library:
    """Never stops for a council's broken file: that is a mistake in the list, and ours stays.

    Raises ProgramFault when our own child.toml is broken.
    """
    mistakes: list[Mistake] = []
    if vocabularies is None:
        vocabularies, mistakes = load_vocabularies()
    shared, of_shared = load_shared(built_in / "shared")
    mistakes += of_shared
    shelf = _Shelf(shared, vocabularies, mistakes)
    child_files = [built_in / f"{CHILD}.toml"]
    if council and (council / f"{CHILD}.toml").is_file():
        child_files.append(council / f"{CHILD}.toml")
    child = [form for file in child_files if (form := shelf.take(file, NEEDED_OF_A_CHILD))]
    if not child:
        raise ProgramFault("\n".join(map(str, mistakes)))
    keys = [question.key for question in child[-1].questions()]
    forms = shelf.take_folder(built_in, keys)
    if council:
        forms |= shelf.take_folder(council, keys)
    return Library(forms, child[-1], vocabularies, tuple(mistakes))


@dataclass(frozen=True)
class _Shelf:
    shared: Mapping[str, Shared]
    vocabularies: Mapping[str, Vocabulary]
    mistakes: list[Mistake]

    def take_folder(self, folder: Path, child: Collection[str]) -> dict[str, Form]:
        forms: dict[str, Form] = {}
        for file in sorted(folder.glob("*.toml")):
            if file.stem == CHILD:
                continue
            form = self.take(file, NEEDED_IN_A_MEETING, child)
            if form and form.key in forms:
                what = f"Another file of this folder is the form “{form.key}” already."
                self.mistakes.append(Mistake(file, 1, what))
            elif form:
                forms[form.key] = form
        return forms

    def take(
        self, file: Path, needed: Collection[str], child: Collection[str] | None = None
    ) -> Form | None:
        try:
            written: Written = load_form(file, self.shared)
        except BadFile as bad:
            self.mistakes.extend(bad.mistakes)
            return None
        found = check(written, self.vocabularies, needed, child)
        self.mistakes.extend(found)
        return None if found else written.form
