"""The typed shape of a form: what a TOML file in this folder may say, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

Kind = Literal[
    "line",
    "notes",
    "date",
    "time",
    "number",
    "choice",
    "choices",
    "person",
    "table",
    "fixed_table",
    "attendance",
    "actions",
    "carried_actions",
    "disagreements",
    "calculated",
]
ColumnKind = Literal["line", "notes", "date", "time", "number", "choice", "person"]
Part = Literal["template", "additional"]
ROW_KINDS = (
    "table",
    "fixed_table",
    "attendance",
    "actions",
    "carried_actions",
    "disagreements",
)


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a form file may hold refuses a word it does not know."""


class Condition(Piece, frozen=True):
    """True of an answer; several in a list mean "and".

    `question` is a question's key, or `question.row.column` for a cell of a fixed table.
    """

    question: str
    is_: str | None = msgspec.field(name="is", default=None)
    is_not: str | None = None  # true of an empty answer too
    any_of: tuple[str, ...] = ()
    over: int | None = None
    answered: bool | None = None


class Column(Piece, frozen=True):
    """A column of a table.

    `share` is its part of the printed width; `printed` false keeps it on screen.
    A `read_only` cell came with its row; in a row that the chair adds, it is typed.
    `also` are other headings that tables from elsewhere give it, `renamed` its keys of before.
    `asks_why` as of a question.
    """

    key: str
    label: str
    renamed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    kind: ColumnKind = "line"
    choices: str = ""
    hint: str = ""
    required: bool = False
    required_if: tuple[Condition, ...] = ()  # `question` names a column of the same row
    advised: bool = False
    advised_if: tuple[Condition, ...] = ()
    asks_why: bool = False
    message: str = ""
    share: int = 1
    printed: bool = True
    read_only: bool = False


class FixedRow(Piece, frozen=True):
    """A row that the paper form prints with its own label; `renamed` are its keys of before."""

    key: str
    label: str
    renamed: tuple[str, ...] = ()


class Private(Piece, frozen=True):
    """`mark`: why an answer is left out of some copies (resources/marks.toml), if all of `when`."""

    mark: str
    when: tuple[Condition, ...] = ()


class Question(Piece, frozen=True):
    """One question. `label` prints unchanged; `screen_label` replaces it on screen only.

    An empty `label` prints nothing: the section's heading has said it. `nature`: a fact holds until
    it is changed, so that carried on it is marked nowhere; what `moves` is told where it stands
    word for word as last time; so are views, which nobody can confirm for another. `required` and
    `required_if` may be signed over with a printed reason unless `blocks`; `advised` and
    `advised_if` only warn. `message` is the finding shown when it is missing. Where it `asks_why`,
    “n/a”, “to follow” and the like are no answer.
    """

    key: str
    label: str
    kind: Kind
    renamed: tuple[str, ...] = ()  # its keys of before: what was recorded under them is its answer
    screen_label: str = ""
    choices: str = ""  # a vocabulary; of a line or person it only suggests
    added_choices: tuple[str, ...] = ()  # a council's own, after the vocabulary's
    columns: tuple[Column, ...] = ()
    rows: tuple[FixedRow, ...] = ()
    calculation: str = ""
    at_least: int = 1  # rows that a required table, attendance or actions must have
    required: Literal["always"] | None = None
    required_if: tuple[Condition, ...] = ()
    blocks: bool = False
    advised: Literal["always"] | None = None
    advised_if: tuple[Condition, ...] = ()
    asks_why: bool = False
    shown_if: tuple[Condition, ...] = ()
    carry: Literal["child", "previous"] | None = None  # child: the child's detail of the same key
    nature: Literal["fact", "moves", "views"] | None = None
    start_with: tuple[str, ...] = ()  # a new meeting's answer, or first column's text of its rows
    hint: str = ""
    guidance: str = ""
    source: str = ""
    message: str = ""
    also: tuple[str, ...] = ()  # what files from elsewhere call it
    prepared: bool = True  # asked in the social worker's preparation form, if its section is
    glance: tuple[str, ...] = ()  # files of resources/guidance/ to stand beside it
    private: tuple[Private, ...] = ()  # left out of copies unless the chair says otherwise

    @property
    def has_rows(self) -> bool:
        return self.kind in ROW_KINDS

    @property
    def words(self) -> str:
        """What the screen calls it."""
        return self.screen_label or self.label


class Section(Piece, frozen=True):
    """Questions taken together. `place` is its turn in the room; print order is the file's order.

    `print` lists the printed groups: questions of one group stand side by side.
    A question in no group stands alone, after the groups.
    """

    key: str
    title: str
    place: int
    part: Part
    heading: str = ""  # printed above the section, exactly; none when empty
    note: str = ""  # printed under the heading, exactly
    hint: str = ""
    prepared: bool = True  # stands in the social worker's preparation form
    print: tuple[tuple[str, ...], ...] = ()
    question: tuple[Question, ...] = ()


class NextStep(Piece, frozen=True):
    """The form of a meeting to offer once this one is signed, if every condition is true."""

    form: str
    because: str  # said to the chair
    source: str = ""
    when: tuple[Condition, ...] = ()


class Form(Piece, frozen=True):
    """A meeting's record: `title` is printed, `code` stands in file names and references.

    One that `mirrors_paper` prints every box of its template, also those that do not apply;
    `place` is its turn in the list of records, `lists` the terms of the choices by list.
    """

    key: str
    name: str
    title: str
    code: str
    purpose: str = ""
    mirrors_paper: bool = True
    place: int = 100
    section: tuple[Section, ...] = ()
    next: tuple[NextStep, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict[str, tuple[str, ...]])

    def terms(self, asked: Question | Column) -> tuple[str, ...]:
        """The words on offer, the council's own last; empty where none are."""
        added = asked.added_choices if isinstance(asked, Question) else ()
        return (*self.lists.get(asked.choices, ()), *added)

    def questions(self) -> Iterator[Question]:
        """Every question in print order."""
        for section in self.section:
            yield from section.question

    def in_the_room(self) -> tuple[Section, ...]:
        """The sections in running order."""
        return tuple(sorted(self.section, key=lambda section: section.place))

    def question(self, key: str) -> Question:
        """Raises KeyError for a key that the form does not have."""
        return next(iter(q for q in self.questions() if q.key == key), None) or _missing(key)

    def of_kind(self, kind: Kind) -> Question | None:
        """The first, which is the only one of the kinds that a form holds once."""
        return next((q for q in self.questions() if q.kind == kind), None)

    def section_of(self, key: str) -> Section:
        """Raises KeyError for a question that the form does not have."""
        for section in self.section:
            if any(question.key == key for question in section.question):
                return section
        raise KeyError(key)


def _missing(key: str) -> Question:
    raise KeyError(key)
