"""What a council, or our next version, does to a form under a draft: drops, renames, asks less."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace

from desktop_app.forms.model import Condition, Form, Question

NEVER = (Condition(question="child_name", is_="Nobody has this name"),)
RENAMED = "renamed"
_ROOM_FOR_KEYS = ("line", "notes", "date", "choice", "choices", "person", "table", "fixed_table")
_Change = Callable[[Question], Question | None]


@dataclass(frozen=True)
class Changed:
    """`words` say what was done to the question with that key."""

    words: str
    key: str
    form: Form

    @property
    def now(self) -> str:
        """How the question is called that was renamed."""
        return _new(self.key)


def changed(form: Form) -> list[Changed]:
    """One change each, at every question that the code itself does not need."""
    return [
        Changed(words, question.key, _with(form, question, change))
        for question in _free(form)
        for words, change in _changes(question)
    ]


def _free(form: Form) -> Iterator[Question]:
    """Nothing hangs on it, and it is no detail of the child."""
    needed = {one.question.partition(".")[0] for one in _conditions(form)}
    for question in form.questions():
        kept = question.key in needed or question.carry == "child" or question.blocks
        if not kept and question.kind in _ROOM_FOR_KEYS and question.key not in _NEEDED:
            yield question


_NEEDED = ("meeting_date", "chair", "chair_role", "case_number", "child_name")


def _conditions(form: Form) -> Iterator[Condition]:
    for question in form.questions():
        yield from (*question.shown_if, *question.required_if, *question.advised_if)
        for private in question.private:
            yield from private.when
    for step in form.next:
        yield from step.when


def _changes(question: Question) -> Iterator[tuple[str, _Change]]:
    yield "dropped", lambda _: None
    yield RENAMED, _renamed
    yield "never asked", lambda one: replace(one, shown_if=NEVER)
    if question.kind == "notes":
        yield "a line now", lambda one: replace(one, kind="line")
    if len(question.columns) > 1:
        yield "without its last column", lambda one: replace(one, columns=one.columns[:-1])
        yield "with a renamed column", partial(_of_first, "columns")
    if len(question.rows) > 1:
        yield "without its last row", lambda one: replace(one, rows=one.rows[:-1])
        yield "with a renamed row", partial(_of_first, "rows")


def _renamed(question: Question) -> Question:
    return replace(question, key=_new(question.key), renamed=(question.key,))


def _new(key: str) -> str:
    return f"{key[:20]}_now"


def _of_first(part: str, question: Question) -> Question:
    first, *others = getattr(question, part)
    new = replace(first, key=_new(first.key), renamed=(first.key,))
    return replace(question, **{part: (new, *others)})


def _with(form: Form, question: Question, change: _Change) -> Form:
    """The same form with that question changed; the printed groups follow."""
    now = change(question)
    sections = [
        replace(
            section,
            question=tuple(_replaced(section.question, question, now)),
            print=tuple(_printed(section.print, question, now)),
        )
        for section in form.section
    ]
    return replace(form, section=tuple(one for one in sections if one.question))


def _replaced(
    questions: Iterable[Question], before: Question, now: Question | None
) -> Iterator[Question]:
    for one in questions:
        if one is not before:
            yield one
        elif now:
            yield now


def _printed(
    groups: Iterable[tuple[str, ...]], before: Question, now: Question | None
) -> Iterator[tuple[str, ...]]:
    """A group that lost one stands apart."""
    for group in groups:
        if before.key not in group:
            yield group
        elif now:
            yield tuple(now.key if key == before.key else key for key in group)
