"""An action typed as one line: `@Pri book sibling assessment +2w`.

No word is changed or lost: what is not read as who or by when stays in the text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.forms.about_names import about_names
from desktop_app.records.dates import in_words, read_date
from desktop_app.records.mentions import Said
from desktop_app.records.ordinary import is_ordinary
from desktop_app.records.people import people_called
from desktop_app.records.plain import folded

_AT = re.compile(r"(?:^|(?<=\s))@(?=[^\W\d_])")
_AT_SIGN = re.compile(r"(?:^|(?<=\s))@")
_PIECE = re.compile(r"\S+")
_POSSESSIVE = re.compile("['’]s?$", re.IGNORECASE)  # of `Zoe’s mum` nobody knows who is meant
_ENDS = ",.;:!?"
_LONGEST_NAME = 5  # words that may follow an @
_LONGEST_DATE = 6  # words: `Fri, the 4th of December 2026`
# What says that a deadline follows; not “until”, “before” or “every”, which say something else, nor
# “due”, which a baby is too.
_DEADLINE = re.compile(
    r"(?:^|\s)(?:by|deadline:?|(?:no|not) later than)\s+$",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?:^|\s)(\+\s?\d{1,3}\s?[a-z]+)$", re.IGNORECASE)
_HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True)
class Owner:
    """`words` as they will stand; `could_be` are the people of whom it may be any."""

    words: str
    could_be: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """Where in a line words stand that may mean one of `names`."""

    start: int
    end: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Action:
    """`unread` is an end that says a deadline of which the day cannot be read."""

    text: str
    owners: tuple[Owner, ...] = ()
    target: str = ""
    unread: str = ""

    @property
    def values(self) -> dict[str, str]:
        """As columns of an action."""
        owner = ", ".join(one.words for one in self.owners)
        return {"text": self.text, "owner": owner, "target": self.target}


def read_action(line: str, people: Iterable[str], day: date) -> Action:
    """Days are counted from `day`; of `people` whoever alone is meant."""
    known = sorted({" ".join(name.split()) for name in people} - {""})
    owners: list[Owner] = []
    while match := _AT.search(line):
        taken, owner = _owner(line[match.end() :], known)
        line = _joined(line[: match.start()], line[match.end() + taken :])
        owners.append(owner)
    text, target = _without_deadline(line.strip(), day)
    unread = "" if target else _unread(text)
    return Action(text, tuple(owners), target, unread)


def _joined(before: str, after: str) -> str:
    before, after = before.rstrip(), after.lstrip()
    if not before:
        return after.lstrip(" ,:;")
    return f"{before}{after}" if after[:1] in _ENDS else f"{before} {after}"


def _owner(words: str, people: Sequence[str]) -> tuple[int, Owner]:
    """Whoever is named at the beginning of these words, and how many characters that takes."""
    pieces = list(_PIECE.finditer(words))[:_LONGEST_NAME]
    for count in range(len(pieces), 0, -1):
        bare = words[: pieces[count - 1].end()].rstrip(_ENDS)
        found = [] if _POSSESSIVE.search(bare) else people_called(bare, people)
        if len(found) == 1:
            return len(bare), Owner(found[0])
        if found:
            return len(bare), Owner(bare, tuple(found))
    bare = words[: pieces[_unknown(pieces) - 1].end()].rstrip(_ENDS)
    return len(bare), Owner(bare)


def offered(line: str, caret: int, people: Iterable[str]) -> Offer | None:
    """Whom the words behind the @ before the caret may mean; of one alone, nothing is asked."""
    known = sorted({" ".join(name.split()) for name in people} - {""})
    starts = [match.end() for match in _AT_SIGN.finditer(line[:caret])]
    if not starts:
        return None
    start = starts[-1]
    if not line[start : start + 1].strip():
        return Offer(start, start, tuple(known)) if start == caret and known else None
    taken, owner = _owner(line[start:], known)
    return Offer(start, start + taken, owner.could_be) if owner.could_be else None


def _unknown(pieces: Sequence[re.Match[str]]) -> int:
    """Of somebody whom the record does not know: a title, a name, and the surname after it."""
    about = about_names()
    count = 1
    if len(pieces) > 1 and folded(pieces[0][0].strip(_ENDS)) in about.titles:
        count += _may_be_name(pieces[1][0])
    if count < len(pieces) and pieces[count - 1][0][-1] not in _ENDS:
        count += pieces[count][0][:1].isupper() and _may_be_name(pieces[count][0])
    return count


def _may_be_name(piece: str) -> bool:
    """Not `CAMHS`, `Monday` or `call`."""
    word, about = piece.strip(_ENDS), about_names()
    if word.isupper() or folded(word) in about.times:
        return False
    return folded(word) in about.everyday or not is_ordinary(folded(word))


def _without_deadline(line: str, day: date) -> tuple[str, str]:
    """Without an end that says a deadline, and that day in words."""
    pieces = list(_PIECE.finditer(line))
    for piece in pieces[: -_LONGEST_DATE - 1 : -1]:
        before, end = line[: piece.start()], line[piece.start() :]
        says = _DEADLINE.search(before)
        if says and (found := _coming(end, day)):
            return before[: says.start()].rstrip(" ,;:-–—"), in_words(found)
    if (match := _LATER.search(line.rstrip(_ENDS))) and (found := read_date(match[1], day)):
        before = line[: match.start()]
        says = _DEADLINE.search(f"{before} ")
        return before[: says.start() if says else None].rstrip(" ,;:-–—"), in_words(found)
    return line, ""


def _coming(text: str, day: date) -> date | None:
    """Without a year it is the next one: nothing is to be done by a day that has passed."""
    found = read_date(text, day)
    if found and found < day:
        later = read_date(text, day + _HALF_A_YEAR)
        return later if later and later != found and later >= day else found
    return found


def _unread(text: str) -> str:
    """What says a deadline and holds a digit or the name of a day or month."""
    pieces = list(_PIECE.finditer(text))
    times = about_names().times
    for piece in pieces[: -_LONGEST_DATE - 1 : -1]:
        says = _DEADLINE.search(text[: piece.start()])
        end = text[piece.start() :]
        words = {word.plain for word in Said(end).words}
        if says and (any(map(str.isdecimal, end)) or words & times):
            return text[says.start() :].strip()
    return ""
