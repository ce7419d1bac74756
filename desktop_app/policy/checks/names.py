"""The guard against another child's name or number in this child's record."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from desktop_app.forms.about_names import about_names
from desktop_app.policy.checks.case import Case, listed, plain
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Child
from desktop_app.records.mentions import Mention, Said, is_anothers, mentions
from desktop_app.records.names import Name, name_of
from desktop_app.records.ordinary import is_ordinary
from desktop_app.records.people import people_in
from desktop_app.records.plain import folded
from desktop_app.records.unasked import WAS

_WHERE_THEY_BELONG = ("sibling", "family_time")  # questions about brothers and sisters
_SHORTEST_NUMBER = 4
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class _Known:
    """Another child as text can name them; `family` when brother or sister."""

    name: Name | None  # None where only the number tells them apart
    number: str
    shown: str  # as the finding shows it
    family: bool
    same_surname: bool

    @cached_property
    def is_all_words(self) -> bool:
        """`May Young`: in small letters the words are meant."""
        units = self.name.units if self.name else ()
        return all(_is_word(unit.plain) for unit in units)


@dataclass(frozen=True)
class _People:
    """Whom the record lists, and its child: what is said of them is not about another."""

    words: frozenset[str]
    names: tuple[Name, ...]

    def have_initial(self, letters: str, surname: str) -> bool:
        return any(
            name.surname and name.surname.plain == surname and letters in name.initials
            for name in self.names
        )


def no_other_child_is_named(case: Case) -> Iterator[Finding]:
    """Check 57, the wrong child."""
    others = _others_in_sight(case)
    if not others:
        return
    people = _people(case)
    for key, text in case.searched.items():
        said = Said(text) if _may_name(others, case, key) else None
        strangers: list[str] = []
        family: list[str] = []
        for other in others:
            if other.same_surname and key.removeprefix(WAS).startswith(_WHERE_THEY_BELONG):
                continue
            if _has_number(other, text) or (said and _is_named(other, said, people)):
                (family if other.family else strangers).append(other.shown)
        if strangers:
            message = (
                f"Another child is named here. Is this the right record? ({listed(strangers)})"
            )
            yield case.found(key, "other-child", message, "Practice")
        if family:
            message = (
                f"A brother or sister is named: is all of it about this child? ({listed(family)})"
            )
            yield case.found(key, "brother-or-sister", message, "Practice")


def _others_in_sight(case: Case) -> list[_Known]:
    """Those whose surname or number stands anywhere: of hundreds of children hardly any."""
    said = frozenset[str]().union(*case.plain_words.values())
    near = [
        child
        for child in case.others
        if not child.spelt.signs.isdisjoint(said) or _all_in(said, child.case_number)
    ]
    return list(_known(case, near))


def _all_in(said: Set[str], number: str) -> bool:
    parts = plain(number)
    return bool(parts) and said >= {*parts}


def _may_name(others: Iterable[_Known], case: Case, key: str) -> bool:
    words = case.plain_words[key]
    return any(other.name and not other.name.signs.isdisjoint(words) for other in others)


def _known(case: Case, children: Iterable[Child]) -> Iterator[_Known]:
    own = case.record.child
    own_surname = own.spelt.surname
    about_family = [key for key in case.searched if key.removeprefix(WAS).startswith("sibling")]
    family = Said("\n".join(case.searched[key] for key in about_family))
    for child in children:
        if child.id == own.id:
            continue
        spelt = None if child.spelt.units == own.spelt.units else child.spelt
        same = plain(child.case_number) == plain(own.case_number)
        number = "" if same else child.case_number.strip()
        alike = bool(spelt and spelt.surname and spelt.surname == own_surname)
        listed_there = spelt is not None and any(
            one.how == "whole" for one in mentions(spelt, family)
        )
        if (spelt and spelt.units) or number:
            shown = child.name if spelt else f"number {number}"
            yield _Known(spelt, number, shown, alike or listed_there, alike)


def _has_number(other: _Known, text: str) -> bool:
    if len(other.number) < _SHORTEST_NUMBER or other.number not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(other.number)}(?!\w)", text) is not None


def _is_named(other: _Known, said: Said, people: _People) -> bool:
    name = other.name
    return name is not None and any(
        _counts(other, name, said, mention, people) for mention in mentions(name, said)
    )


def _counts(other: _Known, name: Name, said: Said, mention: Mention, people: _People) -> bool:
    """A full name always; what else stands there only where nobody else is likely to be meant."""
    capitals = _has_capitals(said, mention)
    if mention.how == "whole":
        return capitals or not other.is_all_words
    if not capitals or _is_place(said, mention.last):
        return False
    if mention.how == "first":
        return name.surname is None and _is_single_name(said, mention, people)
    if mention.how == "initial":
        return _is_initialled(name, said, mention, people)
    return not other.family and _is_surname_alone(name, said, mention, people)


def _has_capitals(said: Said, mention: Mention) -> bool:
    """But for particles, which have none in many languages."""
    numbers = range(mention.first, mention.last + 1)
    return all(
        said.is_capital(n) or said.words[n].plain in about_names().particles for n in numbers
    )


def _is_single_name(said: Said, mention: Mention, people: _People) -> bool:
    """Of a child of whom no other name is known."""
    word = said.words[mention.first].plain
    if word in people.words or len(word) < _SHORTEST_NAME - 1 or word in about_names().times:
        return False
    return not (_is_word(word) and said.begins_sentence(mention.first))


def _is_initialled(name: Name, said: Said, mention: Mention, people: _People) -> bool:
    words = said.words[mention.first : mention.last + 1]
    letters = next(word.plain[:1] for word in words if word.end - word.start == 1)
    surname = name.surname.plain if name.surname else ""
    if people.have_initial(letters, surname):
        return False
    dotted = "." in said.text[mention.start : mention.end + 1]
    return dotted or letters not in ("a", "i") or not _is_word(surname)


def _is_surname_alone(name: Name, said: Said, mention: Mention, people: _People) -> bool:
    """With a capital, and not the end of somebody else's name."""
    words = [word.plain for word in said.words[mention.first : mention.last + 1]]
    surname = "".join(words)
    if (
        surname in about_names().everyday
        or surname in people.words
        or people.words.issuperset(words)
    ):
        return False
    if _has_title(said, mention.first):
        return surname not in about_names().times or len(surname) > _SHORTEST_NAME
    is_half = name.surname is not None and surname != name.surname.plain
    if len(surname) < _SHORTEST_NAME + is_half or surname in about_names().times:
        return False
    if is_anothers(said, mention.first):
        return False
    return not _is_word(surname) or _is_the_family(said, mention)


def _has_title(said: Said, number: int) -> bool:
    before = said.words[number - 1].plain if number else ""
    return before in about_names().titles and len(said.gap(number - 1).strip(".")) == 1


def _is_the_family(said: Said, mention: Mention) -> bool:
    """`the Frost family`, where the name is a word as well."""
    after = said.words[mention.last + 1].plain if mention.last + 1 < len(said.words) else ""
    return after in about_names().households


def _is_place(said: Said, number: int) -> bool:
    """`Testname Road`."""
    if number + 1 >= len(said.words) or not said.is_capital(number + 1):
        return False
    return said.gap(number).isspace() and said.words[number + 1].plain in about_names().places


def _is_word(plain: str) -> bool:
    return plain in about_names().times or plain in about_names().openers or is_ordinary(plain)


def _people(case: Case) -> _People:
    """Everybody whom the record lists, and the child."""
    own = (case.record.child.name, case.said("child_name"))
    names = [*own, case.said("preferred_name"), *people_in(case.form, case.asked)]
    words = (word.plain for name in names for word in Said(name).words)
    return _People(frozenset(words), tuple(map(name_of, names)))


def own_name_is_spelt_alike(case: Case) -> Iterator[Finding]:
    """`Robyn` where the child is Robin, unless somebody in the record is called so."""
    own = case.said("child_name") or case.record.child.name
    parts = [*own.split(), *case.said("preferred_name").split()]
    parts = [part for part in parts if len(part) > _SHORTEST_NAME and part[0].isupper()]
    if not parts:
        return
    initials = tuple({sign for part in parts for sign in (part[0], folded(part[:1]).upper())})
    taken: frozenset[str] | None = None
    for key, words in case.words.items():
        near = sorted(
            word
            for word in words
            if word.startswith(initials)
            and word.isalpha()
            and any(_is_near(folded(word), folded(part)) for part in parts)
            and not is_ordinary(folded(word))
        )
        if near and taken is None:
            taken = _people(case).words | _words_of_others(case)
        near = [word for word in near if taken and folded(word) not in taken]
        if near:
            message = f"Spelt almost like this child's name. Is it meant? ({listed(near)})"
            yield case.found(key, "near-name", message, "Practice")


def _words_of_others(case: Case) -> frozenset[str]:
    return frozenset(word.plain for child in case.others for word in Said(child.name).words)


def _is_near(word: str, name: str) -> bool:
    """One letter more, less, other, or two exchanged; the first letter and a plural stay."""
    one, two = word, name
    if one == two or one[:1] != two[:1] or abs(len(one) - len(two)) > 1 or one == f"{two}s":
        return False
    if len(one) != len(two):
        longer, shorter = (one, two) if len(one) > len(two) else (two, one)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    differ = [at for at in range(len(one)) if one[at] != two[at]]
    if len(differ) == 2:
        first, second = differ
        return second == first + 1 and one[first] == two[second] and one[second] == two[first]
    return len(differ) == 1
