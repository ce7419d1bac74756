"""Looks across a form for what no word shows alone: keys, conditions, choices, printed order."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_app.forms.glance import glance_names
from desktop_app.forms.load import Spot, Written
from desktop_app.forms.marks import reasons
from desktop_app.forms.model import ROW_KINDS, Column, Condition, FixedRow, Question, Section
from desktop_app.forms.toml import Mistake, allowed
from desktop_app.forms.vocabulary import Vocabulary

CALCULATIONS = ("age_at_meeting",)
LONGEST_KEY = 28  # letters: a Word tag of 64 holds the keys of a table and of its column
NEEDED_COLUMNS = {
    "attendance": ("name", "relation", "attended"),
    "actions": ("text", "owner", "target"),
    "carried_actions": ("text", "owner", "target", "update", "status", "origin"),
    "disagreements": ("who", "about", "view", "step", "by_when"),
}
NEEDED_IN_A_MEETING = ("child_name", "case_number", "meeting_date", "chair")
NEEDED_OF_A_CHILD = ("child_name", "case_number")
_BROUGHT_BY = {"chair": "meeting"}  # a needed question -> the shared section that asks it
_CHOOSING = ("choice", "choices")
_MAY_SUGGEST = (*_CHOOSING, "line", "person")
_CONDITIONS = ("required_if", "advised_if", "shown_if")


def check(
    written: Written,
    vocabularies: Mapping[str, Vocabulary],
    needed: Collection[str],
    child: Collection[str] | None = None,
) -> list[Mistake]:
    """Every mistake; `child` holds the keys that `carry = "child"` may take, None to leave it."""
    return list(_Check(written, vocabularies, needed, child).mistakes())


class _Check:
    def __init__(
        self,
        written: Written,
        vocabularies: Mapping[str, Vocabulary],
        needed: Collection[str],
        child: Collection[str] | None,
    ) -> None:
        self.written = written
        self.vocabularies = vocabularies
        self.needed = needed
        self.child = child
        self.questions = {question.key: question for question in written.form.questions()}

    def mistakes(self) -> Iterator[Mistake]:
        form, spot = self.written.form, self.written.spot
        yield from _key(form.key, spot)
        for key in self.needed:
            if key not in self.questions:
                section = _BROUGHT_BY.get(key, "child")
                yield spot.mistake(
                    f"The form does not ask “{key}”, which every record needs. Add the question, "
                    f'or a section with use = "{section}", which asks it.'
                )
        yield from self._names()
        yield from self._renamed()
        yield from self._places()
        yield from self._one_of_each()
        for place, step in enumerate(form.next):
            for number, condition in enumerate(step.when):
                yield from self._condition(condition, spot, f".next[{place}].when[{number}]")
        for section in form.section:
            at = self.written.sections[section.key]
            yield from _key(section.key, at)
            yield from _print(section, at)
            for question in section.question:
                yield from self._question(question, self.written.questions[question.key])

    def _names(self) -> Iterator[Mistake]:
        form, spot = self.written.form, self.written.spot
        for word in ("name", "title"):
            if not getattr(form, word).strip():
                yield spot.mistake(f"“{word}” needs words between the quotation marks.", f".{word}")
        if not re.fullmatch(r"[A-Z0-9]{1,5}", form.code):
            what = f"“{form.code}” cannot be a code. Allowed: up to 5 capital letters and digits."
            yield spot.mistake(what, ".code")

    def _renamed(self) -> Iterator[Mistake]:
        """Of a shared section a key of before may be one of the council's own: it stays theirs."""
        asked = list(self.questions.values())
        spots = [self.written.questions[question.key] for question in asked]
        yield from _renamed(asked, spots)
        for question, spot in zip(asked, spots, strict=True):
            for pieces, word in ((question.columns, "columns"), (question.rows, "rows")):
                at = [
                    replace(spot, path=f"{spot.path}.{word}[{place}]")
                    for place, _ in enumerate(pieces)
                ]
                yield from _renamed(pieces, at)

    def _places(self) -> Iterator[Mistake]:
        taken: dict[int, str] = {}
        for section in self.written.form.section:
            if section.place in taken:
                free = max(other.place for other in self.written.form.section) + 1
                yield self.written.sections[section.key].mistake(
                    f"Place {section.place} is taken by “{taken[section.place]}”. "
                    f"Allowed: a number that no other section has, such as {free}.",
                    ".place",
                )
            taken[section.place] = section.key

    def _one_of_each(self) -> Iterator[Mistake]:
        for kind in NEEDED_COLUMNS:
            of_kind = [key for key, question in self.questions.items() if question.kind == kind]
            for key in of_kind[1:]:
                what = f"A form holds one question of kind “{kind}”, and “{of_kind[0]}” is it."
                yield self.written.questions[key].mistake(what, ".kind")

    def _question(self, question: Question, spot: Spot) -> Iterator[Mistake]:
        yield from _key(question.key, spot)
        yield from _kind(question, spot)
        yield from _glance(question, spot)
        if not question.words:
            yield spot.mistake("A question needs a “label” or a “screen_label”.", ".label")
        if not question.label and not question.has_rows:
            yield spot.mistake("Only a table may print without a “label”.", ".label")
        if question.choices or question.kind in _CHOOSING:
            yield from self._choices(question.kind, question.choices, spot)
        if question.carry == "child" and self.child is not None and question.key not in self.child:
            known = allowed(self.child, question.key)
            what = f"A child's details hold no “{question.key}” to carry over. {known}"
            yield spot.mistake(what, ".carry")
        if question.blocks and not (question.required or question.required_if):
            what = "“blocks” needs “required” or “required_if” beside it."
            yield spot.mistake(what, ".blocks")
        for word in _CONDITIONS:
            for place, condition in enumerate(_conditions(question, word)):
                yield from self._condition(condition, spot, f".{word}[{place}]")
        yield from self._private(question, spot)
        for place, column in enumerate(question.columns):
            at = Spot(spot.file, f"{spot.path}.columns[{place}]")
            yield from self._column(column, question, at)

    def _private(self, question: Question, spot: Spot) -> Iterator[Mistake]:
        known = [reason.key for reason in reasons()]
        for place, private in enumerate(question.private):
            inside = f".private[{place}]"
            if private.mark not in known:
                what = f"There is no mark “{private.mark}”. {allowed(known, private.mark)}"
                yield spot.mistake(what, f"{inside}.mark")
            for number, condition in enumerate(private.when):
                yield from self._condition(condition, spot, f"{inside}.when[{number}]")

    def _column(self, column: Column, question: Question, spot: Spot) -> Iterator[Mistake]:
        yield from _key(column.key, spot)
        if column.choices or column.kind == "choice":
            yield from self._choices(column.kind, column.choices, spot)
        if column.share < 1:
            yield spot.mistake("“share” is a part of the width. Allowed: 1 or more.", ".share")
        columns = {other.key: other for other in question.columns}
        for word in ("required_if", "advised_if"):
            for place, condition in enumerate(_conditions(column, word)):
                inside = f".{word}[{place}]"
                if condition.question in columns:
                    other = columns[condition.question]
                    yield from self._values(condition, other, spot, inside)
                else:
                    yield spot.mistake(
                        f"The row has no column “{condition.question}”. "
                        f"{allowed(columns, condition.question)}",
                        f"{inside}.question",
                    )

    def _choices(self, kind: str, name: str, spot: Spot) -> Iterator[Mistake]:
        if kind not in _MAY_SUGGEST:
            yield spot.mistake(
                f"A question of kind “{kind}” has no “choices”. "
                f"Allowed for: {', '.join(_MAY_SUGGEST)}.",
                ".choices",
            )
        elif name not in self.vocabularies:
            said = f"There is no list of choices “{name}”. " if name else "“choices” is missing. "
            yield spot.mistake(said + allowed(self.vocabularies, name), ".choices")

    def _condition(self, condition: Condition, spot: Spot, inside: str) -> Iterator[Mistake]:
        key, _, cell = condition.question.partition(".")
        at = f"{inside}.question"
        asked = self.questions.get(key)
        if asked is None:
            yield spot.mistake(f"There is no question “{key}”. {allowed(self.questions, key)}", at)
        elif not cell:
            yield from self._values(condition, asked, spot, inside)
        else:
            columns = {column.key: column for column in asked.columns}
            cells = {f"{row.key}.{name}": columns[name] for row in asked.rows for name in columns}
            if cell in cells:
                yield from self._values(condition, cells[cell], spot, inside)
            else:
                what = f"The table “{key}” has no cell “{cell}”. {allowed(cells, cell)}"
                yield spot.mistake(what, at)

    def _values(
        self, condition: Condition, asked: Question | Column, spot: Spot, inside: str
    ) -> Iterator[Mistake]:
        tests = [condition.is_, condition.is_not, condition.over, condition.answered]
        if all(test is None for test in tests) and not condition.any_of:
            words = "is, is_not, any_of, over, answered"
            yield spot.mistake(f"The condition says nothing. Allowed: {words}.", inside)
        if asked.kind not in _CHOOSING or asked.choices not in self.vocabularies:
            return
        names = [*self.vocabularies[asked.choices].names, *_added(asked)]
        for value in (condition.is_, condition.is_not, *condition.any_of):
            if value is not None and value not in names:
                what = f"“{value}” is not among the choices of “{asked.key}”."
                yield spot.mistake(f"{what} {allowed(names, value)}", inside)


def _added(asked: Question | Column) -> tuple[str, ...]:
    return asked.added_choices if isinstance(asked, Question) else ()


def _conditions(piece: Question | Column, word: str) -> tuple[Condition, ...]:
    return getattr(piece, word)


def _renamed(
    pieces: Sequence[Question | Column | FixedRow], spots: Sequence[Spot]
) -> Iterator[Mistake]:
    taken = {piece.key for piece in pieces}
    for piece, spot in zip(pieces, spots, strict=True):
        for old in piece.renamed:
            if old in taken and not spot.taken:
                what = f"“{old}” stands here already. Name keys of before alone, each once."
                yield spot.mistake(what, ".renamed")
            taken.add(old)


def _key(key: str, spot: Spot) -> Iterator[Mistake]:
    if len(key) > LONGEST_KEY or not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        what = (
            f"“{key}” cannot be a key. Allowed: up to {LONGEST_KEY} small letters, digits and _, "
            "as in next_meeting."
        )
        yield spot.mistake(what, ".key")


def _kind(question: Question, spot: Spot) -> Iterator[Mistake]:
    kind = question.kind
    if kind in ROW_KINDS and not question.columns:
        yield spot.mistake(f"A question of kind “{kind}” needs “columns”.", ".kind")
    if kind not in ROW_KINDS and question.columns:
        what = f"A question of kind “{kind}” has no columns. {_only(ROW_KINDS)}"
        yield spot.mistake(what, ".columns")
    if kind == "fixed_table" and not question.rows:
        yield spot.mistake("A question of kind “fixed_table” needs “rows”.", ".kind")
    if kind != "fixed_table" and question.rows:
        what = f"A question of kind “{kind}” has no fixed rows. {_only(['fixed_table'])}"
        yield spot.mistake(what, ".rows")
    if kind == "calculated" and question.calculation not in CALCULATIONS:
        what = f"“{question.calculation}” cannot be calculated. {allowed(CALCULATIONS)}"
        yield spot.mistake(what, ".calculation")
    keys = [column.key for column in question.columns]
    for key in NEEDED_COLUMNS.get(kind, ()):
        if key not in keys:
            what = f"A question of kind “{kind}” needs a column “{key}”."
            yield spot.mistake(what, ".columns")
    for word, named in (("column", keys), ("row", [row.key for row in question.rows])):
        for key in _repeated(named):
            yield spot.mistake(f"The {word} “{key}” stands here twice.", f".{word}s")


def _glance(question: Question, spot: Spot) -> Iterator[Mistake]:
    names = glance_names() if question.glance else []
    for place, name in enumerate(question.glance):
        if name not in names:
            what = f"There is no guidance “{name}”. {allowed(names, name)}"
            yield spot.mistake(what, f".glance[{place}]")


def _only(kinds: Collection[str]) -> str:
    return f"Allowed for: {', '.join(kinds)}."


def _print(section: Section, spot: Spot) -> Iterator[Mistake]:
    asked = {question.key: question for question in section.question}
    for place, group in enumerate(section.print):
        at = f".print[{place}]"
        for key in group:
            if key not in asked:
                what = f"The section has no question “{key}” to print. {allowed(asked, key)}"
                yield spot.mistake(what, at)
            elif asked[key].has_rows and len(group) > 1:
                what = f"The table “{key}” cannot stand beside others. Give it a group of its own."
                yield spot.mistake(what, at)
        if not group:
            yield spot.mistake("A printed group is empty.", at)
    for key in _repeated([key for group in section.print for key in group]):
        yield spot.mistake(f"“{key}” would print twice. Name it once.", ".print")


def _repeated(keys: list[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]
