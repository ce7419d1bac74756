"""The lists of words that choices offer: one TOML file each, ours and the council's own."""

from pathlib import Path

from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, Mistake, mistake_at, read
from desktop_app.paths import RESOURCES

VOCABULARIES = RESOURCES / "vocabularies"


class Term(Piece, frozen=True):
    """A word on offer; `code` is the one national returns know it by.

    A status that `closes` its action keeps it from the next meeting. After a legal status with a
    `new_identity` the child has a new record, which is never joined with another.
    """

    name: str
    code: str = ""
    closes: bool = False
    new_identity: bool = False


class Vocabulary(Piece, frozen=True):
    """Terms in the order in which they are offered."""

    term: tuple[Term, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(term.name for term in self.term)


def load_vocabularies(
    folder: Path = VOCABULARIES, council: Path | None = None
) -> tuple[dict[str, Vocabulary], list[Mistake]]:
    """Vocabularies by file name, and what is wrong with the files left out.

    A council adds its own and replaces none: the forms that stand rest on the words of ours.
    """
    found: dict[str, Vocabulary] = {}
    mistakes: list[Mistake] = []
    own = sorted(council.glob("*.toml")) if council else []
    for file in [*sorted(folder.glob("*.toml")), *own]:
        if file.stem in found:
            what = f"There is a list of choices “{file.stem}” already. Give the file another name."
            mistakes.append(Mistake(file, 0, what))
            continue
        try:
            vocabulary = read(file, Vocabulary)
        except BadFile as bad:
            mistakes.extend(bad.mistakes)
            continue
        mistakes.extend(twice := _said_twice(file, vocabulary))
        if not twice:
            found[file.stem] = vocabulary
    return found, mistakes


def _said_twice(file: Path, vocabulary: Vocabulary) -> list[Mistake]:
    return [
        mistake_at(file, f"$.term[{place}].name", f"“{name}” is offered twice. Keep one.")
        for place, name in enumerate(vocabulary.names)
        if name in vocabulary.names[:place]
    ]
