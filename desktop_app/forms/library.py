"""Every form on this laptop: ours, and the council's own in place of ours where it has one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desktop_app.errors import ProgramFault
from desktop_app.forms.checks import NEEDED_IN_A_MEETING, NEEDED_OF_A_CHILD, check
from desktop_app.forms.load import Shared, Written, load_form, load_shared
from desktop_app.forms.model import Column, Form, Question
from desktop_app.forms.toml import BadFile, Mistake, allowed, misnamed
from desktop_app.forms.vocabulary import Vocabulary, load_vocabularies
from desktop_app.paths import BUILT_IN_FORMS

CHILD = "child"
CHOICES = "choices"  # the folder inside a council's forms for lists of its own


@dataclass(frozen=True)
class Library:
    """`forms` by key; `child` asks a child's details.

    `mistakes` are of the files left out, and of next steps that lead to no form.
    """

    forms: Mapping[str, Form]
    child: Form
    vocabularies: Mapping[str, Vocabulary]
    mistakes: tuple[Mistake, ...]

    def closing_statuses(self, form: Form) -> tuple[str, ...]:
        """The statuses after which an action is not carried on, from the form's own table."""
        carried = (q for q in form.questions() if q.kind == "carried_actions")
        named = (column.choices for q in carried for column in q.columns if column.key == "status")
        terms = (term for name in named for term in self.vocabularies[name].term)
        return tuple(term.name for term in terms if term.closes)

    @property
    def after_adoption(self) -> tuple[str, ...]:
        """The legal statuses after which a child has a new identity."""
        terms = (term for one in self.vocabularies.values() for term in one.term)
        return tuple(term.name for term in terms if term.new_identity)

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
        vocabularies, mistakes = load_vocabularies(council=council and council / CHOICES)
    shared, of_shared = load_shared(built_in / "shared")
    mistakes += of_shared
    shelf = _Shelf(shared, vocabularies, mistakes)
    child_files = [built_in / f"{CHILD}.toml"]
    if council and (council / f"{CHILD}.toml").is_file():
        child_files.append(council / f"{CHILD}.toml")
    children = [one.form for file in child_files if (one := shelf.take(file, NEEDED_OF_A_CHILD))]
    if not children:
        raise ProgramFault("\n".join(map(str, mistakes)))
    child = children[-1]
    keys = [question.key for question in child.questions()]
    written = shelf.take_folder(built_in, keys)
    if council:
        written |= shelf.take_folder(council, keys)
        for folder in (council, council / CHOICES):
            mistakes += misnamed(folder)
    forms = {key: shelf.with_steps_to(written, one) for key, one in written.items()}
    return Library(forms, child, vocabularies, tuple(mistakes))


@dataclass(frozen=True)
class _Shelf:
    shared: Mapping[str, Shared]
    vocabularies: Mapping[str, Vocabulary]
    mistakes: list[Mistake]

    def take_folder(self, folder: Path, child: Collection[str]) -> dict[str, Written]:
        taken: dict[str, Written] = {}
        for file in sorted(folder.glob("*.toml")):
            if file.stem == CHILD:
                continue
            written = self.take(file, NEEDED_IN_A_MEETING, child)
            if written and written.form.key in taken:
                what = f"Another file of this folder is the form “{written.form.key}” already."
                self.mistakes.append(Mistake(file, 1, what))
            elif written:
                taken[written.form.key] = written
        return taken

    def take(
        self, file: Path, needed: Collection[str], child: Collection[str] | None = None
    ) -> Written | None:
        try:
            written = load_form(file, self.shared)
        except BadFile as bad:
            self.mistakes.extend(bad.mistakes)
            return None
        found = check(written, self.vocabularies, needed, child)
        self.mistakes.extend(found)
        written.form = msgspec.structs.replace(written.form, lists=self._lists(written.form))
        return None if found else written

    def _lists(self, form: Form) -> dict[str, tuple[str, ...]]:
        """Of all that it asks, the terms."""
        asked = (one for question in form.questions() for one in (question, *question.columns))
        named = {one.choices for one in asked} & self.vocabularies.keys()
        return {name: self.vocabularies[name].names for name in sorted(named)}

    def with_steps_to(self, known: Collection[str], written: Written) -> Form:
        """The form with the next steps that lead to a form there is."""
        for place, step in enumerate(written.form.next):
            if step.form not in known:
                what = f"There is no form “{step.form}”. {allowed(known, step.form)}"
                self.mistakes.append(written.spot.mistake(what, f".next[{place}].form"))
        steps = tuple(step for step in written.form.next if step.form in known)
        return msgspec.structs.replace(written.form, next=steps)
