"""The guard against another child's name or number in this child's record."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from desktop_app.policy.checks.case import Case, listed, plain
from desktop_app.records.findings import Finding
from desktop_app.records.meeting import Child
from desktop_app.records.unasked import WAS

_PART = re.compile(r"\w+")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W\d_]+)*")
_WHERE_THEY_BELONG = ("sibling", "family_time")  # questions about brothers and sisters
_SHORTEST_NUMBER = 4
_SHORTEST_NAME = 4
_BEFORE_A_SURNAME = ("the", "miss", "mr", "mrs", "ms", "and", "then", "child")
# Surnames that are words or first names as well say nothing alone.
_EVERYDAY = frozenset(
    plain(
        "adams alexander anderson archer baker banks barber best bird bishop black bond booth "
        "brook brooks brown burns bush butcher butler carpenter carter case chambers church "
        "clark close coleman collins cook cooper cross daniel daniels davis day dean drew "
        "duke english farmer field fisher forest foster fox france francis french friend "
        "gardener george gill glass gold good grant gray green grey hall hand harding harper "
        "harvey hill holmes hope house howard hunt hunter jack james jones jordan joseph "
        "judge justice kelly kent king knight lake lane law lawrence lewis little long lord "
        "love major marsh marshall martin mason may miles miller mills moon morgan morris "
        "nelson newman noble north page park parker parks paul penny perry piper pope porter "
        "potter power price prince queen ray read reed rice rich rivers robin rose russell "
        "ryan scott sharp shaw shepherd short singer singh small smith snow sparks spring "
        "steel stone street strong summers swift taylor thomas thompson turner wade walker "
        "walls ward waters watson weaver webb wells west white wilkins williams wilson winter "
        "wise wolf wood woods wright young ali ahmed begum khan kaur patel"
    )
)


@dataclass(frozen=True)
class _Known:
    """Another child as text can name them; `family` when brother or sister."""

    first: str
    last: str
    number: str
    name: str  # as the finding shows it
    family: bool
    same_surname: bool


def no_other_child_is_named(case: Case) -> Iterator[Finding]:
    """Check 57, the wrong child."""
    others = _others_in_sight(case)
    if not others:
        return
    taken = _names_of_people(case)
    for key, text in case.searched.items():
        strangers: list[str] = []
        family: list[str] = []
        for other in others:
            if other.same_surname and key.removeprefix(WAS).startswith(_WHERE_THEY_BELONG):
                continue
            if _is_named(other, text, taken):
                (family if other.family else strangers).append(other.name)
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
    said = {word.casefold() for words in case.words.values() for word in words}

    def in_sight(name: str) -> bool:
        small = name.casefold()
        return small in said if small.isalnum() else _all_in(said, small)

    near = [
        child
        for child in case.others
        if in_sight(child.case_number) or in_sight(_first_and_last(child)[1])
    ]
    return list(_known(case, near))


def _all_in(said: Set[str], name: str) -> bool:
    parts = _PART.findall(name)
    return bool(parts) and said >= set(parts)


def _known(case: Case, children: Iterable[Child]) -> Iterator[_Known]:
    own = case.record.child
    own_name, own_number = plain(own.name), plain(own.case_number)
    own_last = own_name[-1] if len(own_name) > 1 else ""
    about_family = (key for key in case.searched if key.removeprefix(WAS).startswith("sibling"))
    family = "\n".join(case.searched[key] for key in about_family)
    for child in children:
        if child.id == own.id:
            continue
        first, last = _first_and_last(child)
        if plain(child.name) == own_name:
            first, last = "", ""  # only the number tells them apart
        number = "" if plain(child.case_number) == own_number else child.case_number.strip()
        alike = bool(own_last) and last.casefold() == own_last
        in_family = bool(last) and last in family and _is_written(first, last, family)
        if last or number:
            name = child.name if last else f"number {number}"
            yield _Known(first, last, number, name, alike or in_family, alike)


def _first_and_last(child: Child) -> tuple[str, str]:
    words = child.name.split()
    return (words[0], words[-1]) if len(words) > 1 else ("", "")


def _is_named(other: _Known, text: str, taken: set[str]) -> bool:
    if len(other.number) >= _SHORTEST_NUMBER and other.number in text:
        bounded = rf"(?<!\w){re.escape(other.number)}(?!\w)"
        if re.search(bounded, text):
            return True
    if not other.last or other.last.casefold() not in text.casefold():
        return False
    if _is_written(other.first, other.last, text):
        return True
    return _is_distinctive(other, taken) and _stands_alone(other.last, text)


def _is_written(first: str, last: str, text: str) -> bool:
    """With up to two further names between; also `Surname, First`."""
    one, two = re.escape(first), re.escape(last)
    between = r"[\s]+(?:[^\W\d_][\w’'.-]*\s+){0,2}?"
    full = rf"\b{one}{between}{two}\b|\b{two},\s*{one}\b"
    return re.search(full, text, re.IGNORECASE) is not None


def _is_distinctive(other: _Known, taken: set[str]) -> bool:
    last = other.last.casefold()
    plain_name = len(last) >= _SHORTEST_NAME and last not in _EVERYDAY
    return plain_name and not other.family and last not in taken


def _stands_alone(last: str, text: str) -> bool:
    """With a capital, and not the end of somebody else's name."""
    for match in re.finditer(rf"(?:([^\W\d_][\w’'-]*)[ \t]+)?\b{re.escape(last)}\b", text):
        before = match[1] or ""
        if not before[:1].isupper() or before.casefold() in _BEFORE_A_SURNAME:
            return True
    return False


def _names_of_people(case: Case) -> set[str]:
    """Words of the names of everybody whom the record lists, and of the child."""
    names = [case.record.child.name, case.said("child_name"), case.said("preferred_name")]
    for question in case.questions:
        if question.kind == "person":
            names.append(case.said(question.key))
        for column in question.columns:
            if column.kind == "person" or column.key in ("name", "carer", "who"):
                names += [row.values.get(column.key, "") for row in case.rows(question.key)]
    names.append(case.said("home_carer"))
    return {word.casefold() for name in names for word in _bare_words(name)}


def own_name_is_spelt_alike(case: Case) -> Iterator[Finding]:
    """`Robyn` where the child is Robin, unless somebody in the record is called so."""
    own = case.said("child_name") or case.record.child.name
    parts = [*own.split(), *case.said("preferred_name").split()]
    parts = [part for part in parts if len(part) > _SHORTEST_NAME and part[0].isupper()]
    if not parts:
        return
    taken = _names_of_people(case) | {
        word.casefold() for child in case.others for word in _bare_words(child.name)
    }
    initials = tuple({part[0] for part in parts})
    for key, words in case.words.items():
        near = sorted(
            word
            for word in words
            if word.startswith(initials)
            and word.isalpha()
            and word.casefold() not in taken
            and any(_is_near(word, part) for part in parts)
        )
        if near:
            message = f"Spelt almost like this child's name. Is it meant? ({listed(near)})"
            yield case.found(key, "near-name", message, "Practice")


def _without_s(word: str) -> str:
    """Without the ending of a possessive."""
    return re.sub(r"(?:[’']s|[’'])$", "", word)


def _is_near(word: str, name: str) -> bool:
    """One letter more, less, other, or two exchanged; the first letter and a plural stay."""
    one, two = word.casefold(), name.casefold()
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


def _bare_words(text: str) -> list[str]:
    """Words without the ending of a possessive."""
    return [_without_s(word) for word in _WORD.findall(text)]
