"""What is marked to be left out of copies: by the chair, by the form, and for an address."""

import re
from calendar import day_name, month_name
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.forms.marks import reasons
from desktop_app.forms.model import Form
from desktop_app.policy.checks.words import postcodes
from desktop_app.records.answers import holds
from desktop_app.records.asked import as_asked
from desktop_app.records.copies import (
    LeftOut,
    Mark,
    Place,
    Spot,
    digest,
    found_again,
    smallest,
    where_now,
)
from desktop_app.records.meeting import Meeting, Record
from desktop_app.records.mentions import Said
from desktop_app.records.plain import folded
from desktop_app.records.said_again import said_again
from desktop_app.records.snapshot import Snapshot, from_json
from desktop_app.records.unasked import unasked
from desktop_app.storage.copies import Copy, copies, keep_marks, marks
from desktop_app.storage.store import Store

_HOME = "home"  # the reason for which a line with a postcode is left out
_EARLIER = "earlier"  # and what no question of the form is known for
_OPEN = ("child_name",)
_NUMBERS = ("case_number",)  # may look like anything
_MONTHS = frozenset(month_name) | frozenset(day_name)
_NO_NAMES = _MONTHS | {"Mr", "Ms", "Mrs", "Miss", "Dr"}
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_DIGIT = re.compile(r"\d")
_TALLEST, _WIDEST = 4, 40  # lines of an address above that of its postcode, and letters of each


@dataclass(frozen=True)
class Shelf:
    """The minutes that copies are made of, the marks on them, and who got what so far.

    `marks` are those that count, of one place perhaps several; `lost` are those whose words were
    changed since. Of these, signed minutes that are being corrected still hold the words of what is
    `held_by_signed`. `open` are the questions whose names are no secret in a copy unless they are
    marked.
    """

    snapshot: Snapshot
    marks: tuple[Mark, ...]
    lost: tuple[Mark, ...]
    given: tuple[Copy, ...]
    open: tuple[str, ...] = _OPEN
    held_by_signed: tuple[Mark, ...] = ()

    @property
    def next_number(self) -> int:
        return len(self.given) + 1


class Marking:
    """The marks of one meeting; `work` of the storage thread alone."""

    def __init__(self, form: Form, record: Record, snapshot: Snapshot) -> None:
        self._form = form
        self._snapshot = snapshot
        self._record = record
        self._of = home_of(record.meeting)

    def shelf(self, store: Store) -> Shelf:
        """What counts now."""
        chosen, lost = found_again(marks(store, self._of), self._snapshot)
        given = copies(store, self._of)
        present = self._form.of_kind("attendance")
        named = (*_OPEN, present.key) if present else _OPEN
        counting = tuple(dict.fromkeys(self._counting(chosen)))
        held = tuple(self._held_by_signed(store, lost))
        return Shelf(self._snapshot, counting, tuple(lost), given, named, held)

    def _counting(self, chosen: Sequence[Mark]) -> Iterator[Mark]:
        """What is usually left out adds to what the chair chose, who may also let a place stand.

        What holds always comes first, and counts whatever the chair chose.
        """
        always = {reason.key for reason in reasons() if reason.always}
        usual = list(self._usual())
        why = [mark for mark in chosen if mark.why]
        stands = {mark.place for mark in chosen} - {mark.place for mark in why}
        yield from (mark for mark in usual if mark.why in always)
        yield from why
        yield from (mark for mark in usual if mark.place not in stands)

    def set(self, store: Store, spot: Spot, why: str) -> Shelf:
        """Marks a place for a reason alone, or with none lets it stand."""
        before = where_now(marks(store, self._of), self._snapshot)
        kept = [one for one, places in before.items() if places != [spot.place]]
        elsewhere = {place for one in kept for place in before[one]}
        usual = {mark.place for mark in self._usual()}
        said = "" if spot.place.is_whole else digest(spot.text)
        chosen = Mark(spot.place, why, said)
        if why or spot.place in elsewhere | usual:
            now = where_now([*kept, chosen], self._snapshot)
            kept = [one for one in now if one == chosen or spot.place not in now[one]]
        keep_marks(store, self._of, kept)
        return self.shelf(store)

    def take_off_lost(self, store: Store) -> Shelf:
        """Lets go of the marks whose words were changed, but for what signed minutes still hold."""
        before = marks(store, self._of)
        lost = found_again(before, self._snapshot)[1]
        gone = {*lost} - {*self._held_by_signed(store, lost)}
        keep_marks(store, self._of, [one for one in before if one not in gone])
        return self.shelf(store)

    def _held_by_signed(self, store: Store, lost: Sequence[Mark]) -> list[Mark]:
        """A correction may be given up: until it is signed, the marks are those of both."""
        corrects = self._record.meeting.corrects
        if not lost or not corrects:
            return []
        signed = from_json(store.last_version(corrects).snapshot)
        return [mark for mark, places in where_now(lost, signed).items() if places]

    def _usual(self) -> Iterator[Mark]:
        """Left out unless the chair says otherwise; of one place perhaps for several reasons."""
        here = list(smallest(self._snapshot))
        said = {spot.place.entry for spot in here}
        asked = as_asked(self._form, self._record)
        for question in self._form.questions():
            for private in question.private:
                if question.key in said and holds(private.when, asked):
                    yield Mark(Place(question.key), private.mark)
        yield from self._not_asked_now(said)
        yield from (Mark(spot.place, _HOME, digest(spot.text)) for spot in _addresses(here))

    def _not_asked_now(self, said: Collection[str]) -> Iterator[Mark]:
        """As private as the question was; of what no question is known for nobody can tell."""
        for one in unasked(self._form, self._record):
            if one.entry not in said:
                continue
            if one.question:
                whys = [private.mark for private in self._form.question(one.question).private]
            else:
                whys = [_EARLIER]
            yield from (Mark(Place(one.entry), why) for why in whys)


def home_of(meeting: Meeting) -> str:
    """Marks and copies of a correction are those of the minutes that it corrects."""
    return meeting.corrects or meeting.id


def usually_left_out(reader: str) -> frozenset[str]:
    """The keys of the reasons that count for this kind of people."""
    return frozenset(reason.key for reason in reasons() if reason.is_kept_from(reader))


def left_out_of(held: Shelf, leave_out: frozenset[str]) -> LeftOut:
    """With the sentences that stand in the place of what is gone."""
    counting = (reason for reason in reasons() if reason.always or reason.key in leave_out)
    marks = (*held.marks, *said_again(held.marks, held.snapshot))
    return LeftOut(marks, {reason.key: reason.instead for reason in counting})


def also_said(held: Shelf, leave_out: frozenset[str]) -> list[tuple[str, list[str]]]:
    """Names, by the look of them, that are left out and also stand in what is kept; and where.

    However they are spelt there: with an accent or without, with another apostrophe.
    """
    left_out = left_out_of(held, leave_out)
    spots = list(smallest(held.snapshot))
    small = {word for spot in spots for word in _SMALL.findall(spot.text)}
    left = (spot for spot in spots if left_out.why(spot.place))
    gone = {folded(name): name for spot in left for name in _names(spot)}
    usual: set[str] = set()
    where: dict[str, list[str]] = {}
    for spot in spots:
        if not left_out.why(spot.place):
            names = set(map(folded, _names(spot)))
            usual |= names if spot.place.entry in held.open else set()
            for name in names:
                where.setdefault(name, []).append(spot.about)
    found = {
        name: where.get(plain, []) + where.get(f"{plain}s", [])
        for plain, name in gone.items()
        if plain not in usual
    }
    return [
        (name, list(dict.fromkeys(abouts)))
        for name, abouts in sorted(found.items())
        if abouts and name not in _NO_NAMES and name.lower() not in small
    ]


def _names(spot: Spot) -> set[str]:
    """What begins with a capital, or is written in letters that have none."""
    said = Said(spot.text)
    words = (spot.text[word.start : word.end] for word in said.words)
    named = {word for word in words if word[0].isalpha() and not word[0].islower()}
    return {word for word in named if len(word) > 2 or (len(word) == 2 and word.istitle())}


def _addresses(spots: list[Spot]) -> Iterator[Spot]:
    """Each line or row with a postcode, and the lines above it up to the number of the house."""
    by_place = {spot.place: spot for spot in spots}
    for spot in spots:
        if spot.place.entry not in _NUMBERS and (codes := postcodes(_capitals(spot.text))):
            yield spot
            rest = _capitals(spot.text)
            for code in codes:
                rest = rest.replace(code, "")
            if not _DIGIT.search(rest):
                yield from _above(spot.place, by_place)


def _capitals(text: str) -> str:
    return " ".join(text.upper().split())


def _above(place: Place, spots: Mapping[Place, Spot]) -> list[Spot]:
    """None where no house has a number close above."""
    lines: list[Spot] = []
    for number in range(place.line - 1, place.line - 1 - _TALLEST, -1):
        spot = spots.get(Place(place.entry, line=number))
        if spot is None or len(spot.text) > _WIDEST:
            return []
        lines.append(spot)
        if _DIGIT.search(spot.text):
            return lines
    return []
