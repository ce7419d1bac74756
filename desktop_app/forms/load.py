"""Loads one form: its file, with the shared sections that it uses put in their places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desktop_app.forms.model import Form, NextStep, Part, Piece, Question, Section
from desktop_app.forms.toml import BadFile, Mistake, allowed, mistake_at, read


class SectionText(Piece, frozen=True):
    """A section as written. With `use` it is a shared one, in which every other word replaces.

    A question under a `use` replaces the shared question of the same key, or follows them all.
    With `only`, the shared questions that it does not name stay out.
    """

    use: str = ""
    only: tuple[str, ...] = ()
    key: str | None = None
    title: str | None = None
    place: int | None = None
    part: Part | None = None
    heading: str | None = None
    note: str | None = None
    hint: str | None = None
    prepared: bool | None = None
    print: tuple[tuple[str, ...], ...] | None = None
    question: tuple[Question, ...] = ()


class FormText(Piece, frozen=True):
    """A form file as written."""

    key: str
    name: str
    title: str
    code: str
    purpose: str = ""
    mirrors_paper: bool = True
    place: int = 100
    section: tuple[SectionText, ...] = ()
    next: tuple[NextStep, ...] = ()


class SharedText(Piece, frozen=True):
    """A file of sections that forms may use."""

    section: tuple[SectionText, ...]


@dataclass(frozen=True)
class Spot:
    """Where something is written; of what was `taken` from a shared section, where it is used."""

    file: Path
    path: str
    taken: str = ""  # a question's key

    def mistake(self, what: str, inside: str = "") -> Mistake:
        if self.taken:
            of_shared = f"In “{self.taken}” of the section that is used here: {what}"
            return mistake_at(self.file, self.path, of_shared)
        return mistake_at(self.file, self.path + inside, what)


@dataclass(frozen=True)
class Shared:
    """A shared section and where it is written."""

    text: SectionText
    spot: Spot


@dataclass
class Written:
    """A form and where its sections and questions are written, for those who check it."""

    form: Form
    spot: Spot
    sections: dict[str, Spot] = field(default_factory=dict[str, Spot])
    questions: dict[str, Spot] = field(default_factory=dict[str, Spot])


def load_shared(folder: Path) -> tuple[dict[str, Shared], list[Mistake]]:
    """Every shared section of the folder's files by its key."""
    found: dict[str, Shared] = {}
    mistakes: list[Mistake] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            sections = read(file, SharedText).section
        except BadFile as bad:
            mistakes.extend(bad.mistakes)
            continue
        for place, text in enumerate(sections):
            spot = Spot(file, f"$.section[{place}]")
            if not text.key:
                mistakes.append(spot.mistake("A shared section needs a “key”."))
            elif text.key in found:
                first = found[text.key].spot.file.name
                what = f"A section “{text.key}” stands in {first} already. Choose another key."
                mistakes.append(spot.mistake(what, ".key"))
            else:
                found[text.key] = Shared(text, spot)
    return found, mistakes


def load_form(file: Path, shared: Mapping[str, Shared]) -> Written:
    """Raises BadFile. What is asked across questions, `checks.check` looks at."""
    text = read(file, FormText)
    sections: list[Section] = []
    spots: dict[str, Spot] = {}
    questions: dict[str, Spot] = {}
    mistakes: list[Mistake] = []
    for place, written in enumerate(text.section):
        spot = Spot(file, f"$.section[{place}]")
        try:
            section, asked = _section(written, spot, shared)
        except BadFile as bad:
            mistakes.extend(bad.mistakes)
            continue
        if section.key in spots:
            mistakes.append(spot.mistake(f"The section “{section.key}” stands here twice."))
        sections.append(section)
        spots[section.key] = spot
        for question, at in asked:
            if first := questions.get(question.key):
                what = f"The question “{question.key}” is asked twice. Choose another key."
                ours = first if at.taken and not first.taken else at
                mistakes.append(ours.mistake(what, ".key"))
            questions[question.key] = at
    if mistakes:
        raise BadFile(mistakes)
    form = Form(
        key=text.key,
        name=text.name,
        title=text.title,
        code=text.code,
        purpose=text.purpose,
        mirrors_paper=text.mirrors_paper,
        place=text.place,
        section=tuple(sections),
        next=text.next,
    )
    return Written(form, Spot(file, "$"), spots, questions)


Asked = list[tuple[Question, Spot]]


def _section(text: SectionText, spot: Spot, shared: Mapping[str, Shared]) -> tuple[Section, Asked]:
    asked = _asked(text, spot)
    if text.use:
        if text.use not in shared:
            what = f"There is no shared section “{text.use}”. {allowed(shared, text.use)}"
            raise BadFile([spot.mistake(what, ".use")])
        base, taken = _taken(shared[text.use], text.only, spot)
        asked = _joined(taken, asked)
        text = _laid_over(base, text)
    elif text.only:
        raise BadFile([spot.mistake("“only” needs “use” beside it.", ".only")])
    if text.key is None or text.title is None or text.place is None or text.part is None:
        wanted = ("key", "title", "place", "part")
        missing = next(word for word in wanted if getattr(text, word) is None)
        raise BadFile([spot.mistake(f"“{missing}” is missing. Needed here: {', '.join(wanted)}.")])
    section = Section(
        key=text.key,
        title=text.title,
        place=text.place,
        part=text.part,
        heading=text.heading or "",
        note=text.note or "",
        hint=text.hint or "",
        prepared=text.prepared is not False,
        print=text.print or (),
        question=tuple(question for question, _ in asked),
    )
    return section, asked


def _taken(base: Shared, only: Collection[str], spot: Spot) -> tuple[SectionText, Asked]:
    """The shared section and its questions; of these those in `only`, where it names some."""
    asked = [(q, Spot(spot.file, spot.path, taken=q.key)) for q in base.text.question]
    if not only:
        return base.text, asked
    known = [question.key for question, _ in asked]
    for key in only:
        if key not in known:
            what = f"The shared section has no question “{key}”. {allowed(known, key)}"
            raise BadFile([spot.mistake(what, ".only")])
    groups = (tuple(key for key in group if key in only) for group in base.text.print or ())
    text = msgspec.structs.replace(base.text, print=tuple(group for group in groups if group))
    return text, [(question, at) for question, at in asked if question.key in only]


def _asked(text: SectionText, spot: Spot) -> Asked:
    return [
        (question, Spot(spot.file, f"{spot.path}.question[{place}]"))
        for place, question in enumerate(text.question)
    ]


def _joined(base: Asked, over: Asked) -> Asked:
    ours = {question.key: (question, spot) for question, spot in over}
    replaced = [ours.pop(question.key, (question, spot)) for question, spot in base]
    return [*replaced, *ours.values()]


def _laid_over(base: SectionText, over: SectionText) -> SectionText:
    def either(word: str) -> object:
        given = getattr(over, word)
        return getattr(base, word) if given is None else given

    words = ("key", "title", "place", "part", "heading", "note", "hint", "prepared", "print")
    return SectionText(**{word: either(word) for word in words})  # pyright: ignore[reportArgumentType]
