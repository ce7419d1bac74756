"""The child's name in actions that go out: initials in its place, and what the chair lets stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from desktop_app.forms.about_names import about_names
from desktop_app.records.meeting import Child, Record
from desktop_app.records.mentions import Mention, Said, mentions
from desktop_app.records.names import Name, name_of

Meant = Literal["name", "word", "either"]
_JOINING = {"and", "or", "to", "until"}
Choices = Mapping["Found", bool]  # what the chair chose otherwise: whether initials stand instead


@dataclass(frozen=True)
class Found:
    """Words as typed that name the child, or may; `is_sure` says that initials stand instead.

    Not sure are words that may mean something else: `Will` where a sentence begins.
    """

    words: str
    is_sure: bool


def found_in(texts: Iterable[str], record: Record) -> Counter[Found]:
    """How many times each stands there, in turn."""
    name = _name(record)
    return Counter(found for text in texts for _, found in _found(text, name))


def without_name(text: str, record: Record, choices: Choices | None = None) -> str:
    """With the child's initials where the text names them, but for what may be another word."""
    initials, chosen = Child("", record.answers).initials, choices or {}
    parts: list[str] = []
    since = 0
    for mention, found in _found(text, _name(record)):
        if chosen.get(found, found.is_sure):
            parts += [text[since : mention.start], initials]
            ends = text.startswith(".", mention.end)  # of the sentence; the initials have one
            since = mention.end + ends
    return "".join([*parts, text[since:]])


def owner_without_name(owner: str, record: Record) -> str:
    """Only where it is the child: a social worker may have the same first name."""
    said, name = Said(owner), _name(record)
    last = len(said.words) - 1
    is_child = any(
        (one.first, one.last) == (0, last) and one.how in ("whole", "first")
        for one in mentions(name, said)
    )
    return Child("", record.answers).initials if is_child else owner


def names_left(texts: Iterable[str], record: Record) -> list[str]:
    """Parts of the child's name that still stand there, such as that of the family."""
    said = Said("\n".join(texts))
    parts = dict.fromkeys(Child("", record.answers).name.replace(",", " ").split())
    return [part for part in parts if len(part) > 1 and _stands(said, name_of(part))]


def _stands(said: Said, name: Name) -> bool:
    ways = (way for unit in name.units for way in unit.ways)
    places = (place for way in ways for place in said.find(way))
    return any(_meant(said, first, last) == "name" for first, last in places)


def _name(record: Record) -> Name:
    answers = record.answers
    return name_of(answers.get("child_name", ""), answers.get("preferred_name", ""))


def _found(text: str, name: Name) -> Iterator[tuple[Mention, Found]]:
    """In turn; a surname alone is somebody of the family, and is not among them."""
    said = Said(text)
    for mention in sorted(mentions(name, said)):
        meant = _meant(said, mention.first, mention.last)
        if mention.how == "surname" or meant == "word" or mention.end - mention.start < 2:
            continue
        is_sure = meant == "name" and (mention.how != "first" or _is_called(name, said, mention))
        yield mention, Found(text[mention.start : mention.end], is_sure)


def _is_called(name: Name, said: Said, mention: Mention) -> bool:
    """A first or preferred name, and not one between, or half of a double one."""
    words = "".join(word.plain for word in said.words[mention.first : mention.last + 1])
    return words in {unit.plain for unit in (*name.given[:1], *name.also)}


def _meant(said: Said, first: int, last: int) -> Meant:
    """What is a word as well is one in small letters, and either where a sentence begins."""
    words = [said.words[number].plain for number in range(first, last + 1)]
    about = about_names()
    if not (about.also_words | about.times | about.openers).issuperset(words):
        return "name"
    if not all(said.is_capital(number) for number in range(first, last + 1)):
        return "word"
    if about.times.issuperset(words) and (is_time := _is_time(said, first, last)):
        return is_time
    everywhere = said.text.upper() == said.text
    return "either" if said.begins_sentence(first) or everywhere else "name"


def _is_time(said: Said, first: int, last: int) -> Meant | None:
    """`12 May`, `in April`, `May half term`, `June and July`; `by May` may be the child."""
    about = about_names()
    before, after = said.plain(first - 1), said.plain(last + 1)
    further = {said.plain(first - 2), said.plain(last + 2)}
    if (
        before[:1].isdecimal()
        or after[:1].isdecimal()
        or before in about.before_times
        or after in about.after_times
        or ({before, after} & _JOINING and further & about.times)
    ):
        return "word"
    return "either" if before in about.may_be_before_times else None
