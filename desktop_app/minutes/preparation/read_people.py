"""Who was there, as older minutes say it in a line: `Present: Ann Lee (social worker), Jo Day`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.forms.about_names import about_names
from desktop_app.records.plain import folded

_LISTS = re.compile(
    r"\s*(?P<said>(?:also |those |people )?(?:present|in attendance|attendees|attended(?: by)?|"
    r"attending|apologies(?: (?:received|given))?(?: from)?|apologised|not present|absent))"
    r"(?:\s*[:：]\s*|\s+[-–—]\s+|\s*$)(?P<people>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_THERE = ("apolog", "absent", "not present")
_PERSON = re.compile(
    r"(?P<name>[^(),;–—]+?)\s*(?:\((?P<in_brackets>[^()]{1,80})\)|(?:\s[-–—]\s|,\s*|[–—])"
    r"(?P<behind>[^();]{1,80}))?\s*\.?"
)
_LAST = re.compile(r"\s+(?:and|&)\s+(?=[^()]*$)")
_APART = re.compile(r",(?![^()]*\))")
_LONGEST_NAME = 5  # words
_LONGEST_LIST = 4_000  # characters


@dataclass(frozen=True)
class Person:
    name: str
    role: str = ""


@dataclass(frozen=True)
class People:
    """`label` is what the line begins with, `unread` what in it names nobody."""

    label: str
    people: tuple[Person, ...]
    unread: tuple[str, ...]

    @property
    def were_there(self) -> bool:
        return not self.label.lower().startswith(_NOT_THERE)


def people_of(text: str) -> People | None:
    """None for a line that begins otherwise. Only a label: the people follow in other lines."""
    match = _LISTS.fullmatch(text[:_LONGEST_LIST]) if len(text) <= _LONGEST_LIST else None
    if match is None:
        return None
    found, unread = list[Person](), list[str]()
    for said in _pieces(match["people"]):
        person = person_of(said)
        if person:
            found.append(person)
        else:
            unread.append(said)
    return People(match["said"], tuple(found), tuple(unread))


def _pieces(said: str) -> Iterator[str]:
    """Lines and semicolons part people for certain; else commas do, outside of brackets."""
    several = [one.strip() for one in re.split(r"[;\n]", said)]
    if len(several) == 1:
        several = [one.strip() for one in _APART.split(said)]
        several = [*several[:-1], *_LAST.split(several[-1])]
    yield from (one.removeprefix("and ").strip(" .") for one in several if one.strip(" ."))


def person_of(said: str) -> Person | None:
    """`Ann Lee`, `Dr Ann Lee (GP)`, `Ann Lee - social worker`; None for other words."""
    match = _PERSON.fullmatch(said.strip())
    if match is None or not _is_name(match["name"]):
        return None
    return Person(match["name"].strip(), (match["in_brackets"] or match["behind"] or "").strip())


def _is_name(said: str) -> bool:
    """A few words, each with a capital or a particle, and no other word among them."""
    words, about = said.split(), about_names()
    if not 0 < len(words) <= _LONGEST_NAME or any(map(str.isdigit, said)):
        return False
    plain = [folded(word.strip(".'’")) for word in words]
    if plain[0] in about.openers or not any(one not in about.titles for one in plain):
        return False
    return all(
        not word[0].islower() or small in about.particles
        for word, small in zip(words, plain, strict=True)
    )
