"""A case number is one child: who shares one, what speaks against joining them, and joining."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.forms.library import Library
from desktop_app.records.dates import noted_at
from desktop_app.records.meeting import (
    TYPED_NUMBER,
    Child,
    MeetingLine,
    number_key,
    same_number,
)
from desktop_app.records.one_child import NO_DAY, NO_NAME, numbers_of
from desktop_app.storage import joining, parting
from desktop_app.storage.store import Store

_ONE_IS_WRONG = (
    "So one of the two numbers is wrong. Look both up in the case system, and correct the one that "
    "is wrong under “Case number” on its child’s page."
)
_COMPLETE = (
    "Complete both pages: if they are one child, they can be joined then. If they are two, one of "
    "the two numbers is wrong, and can be corrected under “Case number” on its child’s page."
)
_COUNTS = {2: "Two", 3: "Three", 4: "Four"}
_AGREE = ("child_name", "case_number", "date_of_birth")  # however each of the two writes them


@dataclass(frozen=True)
class Shared:
    """A case number that several children have, or that was typed for one and is another's."""

    children: tuple[Child, ...]

    @property
    def sentence(self) -> str:
        """By initials: the room may see it."""
        count = _COUNTS.get(len(self.children), str(len(self.children)))
        numbers = {one.case_number for one in self.children}
        if len(numbers) == 1:
            who = listed([one.initials for one in self.children])
            return _ended(
                f"{count} children on this laptop have the case number {numbers.pop()}: {who}"
            )
        who = listed([f"{one.initials} {one.case_number}".strip() for one in self.children])
        return _ended(f"{count} children on this laptop share a case number: {who}")


@dataclass(frozen=True)
class Double:
    """Another child of the same number; `why_not` says what speaks against joining the two.

    `because` says how they come to share it. `differ` are the details in which they differ: label,
    this child's, the other's.
    """

    child: Child
    lines: tuple[MeetingLine, ...]
    because: str
    why_not: str
    differ: tuple[tuple[str, str, str], ...] = ()

    @property
    def to_do(self) -> str:
        """Where they cannot be joined."""
        return _COMPLETE if self.why_not in (NO_NAME, NO_DAY) else _ONE_IS_WRONG


@dataclass(frozen=True)
class AboutNumber:
    """`typed` is a case number that was typed for the child and is another's; mostly empty.

    `joined` says that another record was joined with this one, and can be given back.
    """

    child: Child
    lines: tuple[MeetingLine, ...] = ()
    doubles: tuple[Double, ...] = ()
    typed: str = ""
    joined: str = ""


def shared_numbers(store: Store) -> list[Shared]:
    """In the order in which the first of each were kept."""
    by_key: dict[str, list[Child]] = {}
    for one in joining.sharing(store):
        for key in sorted(numbers_of(one)):
            by_key.setdefault(key, []).append(one)
    return [Shared(tuple(several)) for several in by_key.values() if len(several) > 1]


def about_number(store: Store, child_id: str, library: Library, today: date) -> AboutNumber | None:
    """All that the child's page says of the number; None of a child who is not here."""
    children = {one.id: one for one in store.children()}
    child = children.get(child_id)
    if child is None:
        return None
    keys = numbers_of(child)
    others = [one for one in children.values() if one.id != child_id and keys & numbers_of(one)]
    lines = store.meetings() if others else []
    statuses = library.after_adoption
    doubles = (
        Double(
            other,
            _of(other, lines),
            _because(child, other),
            joining.why_not(store, child, other, statuses, today),
            tuple(_differ(child, other, library)),
        )
        for other in others
    )
    typed = child.details.get(TYPED_NUMBER, "")
    return AboutNumber(child, _of(child, lines), tuple(doubles), typed, _joined(store, child_id))


def keep_details(store: Store, child: Child, library: Library, today: date) -> AboutNumber | None:
    """Every word is kept. A case number that is another child's is kept beside the child's own."""
    store.save_child(child, aside=True)
    return about_number(store, child.id, library, today)


def join(store: Store, one: str, other: str, library: Library, today: date) -> str:
    """The id of the child they are from now on. Raises CannotProceed."""
    return joining.join(store, one, other, library.after_adoption, today)


def undo_joining(store: Store, child_id: str) -> None:
    """Both are there again, as they were."""
    parting.part(store, child_id)


def _because(child: Child, other: Child) -> str:
    typed = child.details.get(TYPED_NUMBER, "")
    if same_number(child.case_number, other.case_number):
        return f"Another child on this laptop has the case number {child.case_number}."
    if number_key(typed) in numbers_of(other):
        return (
            f"The case number {typed} was typed for this child. It is another child’s on this "
            "laptop, and was not given to a second one."
        )
    return (
        f"The case number {child.case_number} was typed for another child on this laptop too. It "
        "was not given to a second one."
    )


def _of(child: Child, lines: Iterable[MeetingLine]) -> tuple[MeetingLine, ...]:
    return tuple(line for line in lines if line.child.id == child.id)


def _differ(one: Child, other: Child, library: Library) -> Iterator[tuple[str, str, str]]:
    for question in library.child.questions():
        this, that = (each.details.get(question.key, "").strip() for each in (one, other))
        if this and that and this != that and question.key not in _AGREE:
            yield question.words, this, that


def _joined(store: Store, child_id: str) -> str:
    last = parting.joined_last(store, child_id)
    if last is None:
        return ""
    count = len(last.states)
    meetings = {0: "without meetings", 1: "with one meeting"}.get(count, f"with {count} meetings")
    when = noted_at(last.at)
    return f"On {when}, another record of this child, {meetings}, was joined with this one."


def _ended(sentence: str) -> str:
    """Initials end in a full stop already."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def listed(several: list[str]) -> str:
    """`A.B., C.D. and E.F.`"""
    return " and ".join(filter(None, [", ".join(several[:-1]), *several[-1:]]))


def as_typed(child: Child) -> Mapping[str, str]:
    """The details with a case number that is another child's in its box, until it is settled."""
    if typed := child.details.get(TYPED_NUMBER):
        rest = {key: text for key, text in child.details.items() if key != TYPED_NUMBER}
        return {**rest, "case_number": typed}
    return child.details
