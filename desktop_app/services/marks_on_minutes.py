"""What is marked to be left out of copies: by the chair, by the form, and for an address."""

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.forms.marks import Reason, reasons
from desktop_app.forms.model import Form
from desktop_app.policy.checks.words import postcodes
from desktop_app.records.answers import holds
from desktop_app.records.copies import LeftOut, Mark, Place, Spot, digest, found_again, smallest
from desktop_app.records.meeting import Meeting, Record
from desktop_app.records.said_again import said_again
from desktop_app.records.snapshot import Snapshot
from desktop_app.storage.copies import Copy, copies, keep_marks, marks
from desktop_app.storage.store import Store

_HOME = "home"  # the reason for which a line with a postcode is left out
_OPEN = ("child_name",)
_NUMBERS = ("case_number",)  # may look like anything
_MONTHS = frozenset(month_name) | frozenset(day_name)
_NO_NAMES = _MONTHS | {"Mr", "Ms", "Mrs", "Miss", "Dr"}
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")
_TALLEST, _WIDEST = 4, 40  # lines of an address above that of its postcode, and letters of each


@dataclass(frozen=True)
class Shelf:
    """The minutes that copies are made of, the marks on them, and who got what so far.

    `marks` are those that count; `lost` are those whose words were changed since. `open` are the
    questions whose names are no secret in a copy unless they are marked.
    """

    snapshot: Snapshot
    marks: tuple[Mark, ...]
    lost: tuple[Mark, ...]
    given: tuple[Copy, ...]
    open: tuple[str, ...] = _OPEN

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
        """What counts now; what holds always counts over what the chair chose."""
        chosen, lost = found_again(marks(store, self._of), self._snapshot)
        counting = {mark.place: mark for mark in chosen}
        always = {reason.key for reason in reasons() if reason.always}
        for mark in self._usual():
            if mark.place not in counting or mark.why in always:
                counting[mark.place] = mark
        given = copies(store, self._of)
        present = self._form.of_kind("attendance")
        named = (*_OPEN, present.key) if present else _OPEN
        return Shelf(self._snapshot, tuple(counting.values()), tuple(lost), given, named)

    def set(self, store: Store, spot: Spot, why: str) -> Shelf:
        """Marks a place for a reason, or with none takes its mark off."""
        chosen, lost = found_again(marks(store, self._of), self._snapshot)
        kept = [mark for mark in chosen if mark.place != spot.place]
        if why or spot.place in {mark.place for mark in self._usual()}:
            said = "" if spot.place.is_whole else digest(spot.text)
            kept.append(Mark(spot.place, why, said))
        keep_marks(store, self._of, [*kept, *lost])
        return self.shelf(store)

    def take_off_lost(self, store: Store) -> Shelf:
        """Lets go of the marks whose words were changed."""
        keep_marks(store, self._of, found_again(marks(store, self._of), self._snapshot)[0])
        return self.shelf(store)

    def _usual(self) -> Iterator[Mark]:
        """Left out unless the chair says otherwise; of one place the last reason counts."""
        here = list(smallest(self._snapshot))
        said = {spot.place.entry for spot in here}
        for question in self._form.questions():
            for private in question.private:
                if question.key in said and holds(private.when, self._record):
                    yield Mark(Place(question.key), private.mark)
        yield from (Mark(spot.place, _HOME, digest(spot.text)) for spot in _addresses(here))


def home_of(meeting: Meeting) -> str:
    """Marks and copies of a correction are those of the minutes that it corrects."""
    return meeting.corrects or meeting.id


def usually_left_out(reader: str) -> frozenset[str]:
    """The keys of the reasons that count for this kind of people."""
    return frozenset(reason.key for reason in reasons() if reason.is_kept_from(reader))


def kept_from(held: Shelf, reader: str) -> list[Reason]:
    """The reasons of marks that count for this kind of people."""
    marked = {mark.why for mark in held.marks}
    return [one for one in reasons() if one.key in marked and one.is_kept_from(reader)]


def left_out_of(held: Shelf, leave_out: frozenset[str]) -> LeftOut:
    """With the sentences that stand in the place of what is gone."""
    counting = (reason for reason in reasons() if reason.always or reason.key in leave_out)
    marks = (*said_again(held.marks, held.snapshot), *held.marks)
    return LeftOut(marks, {reason.key: reason.instead for reason in counting})


def also_said(held: Shelf, leave_out: frozenset[str]) -> list[tuple[str, list[str]]]:
    """Names, by the look of them, that are left out and also stand in what is kept; and where."""
    left_out = left_out_of(held, leave_out)
    spots = list(smallest(held.snapshot))
    small = {word for spot in spots for word in _SMALL.findall(spot.text)}
    gone = {name for spot in spots if left_out.why(spot.place) for name in _names(spot)}
    usual: set[str] = set()
    where: dict[str, list[str]] = {}
    for spot in spots:
        if not left_out.why(spot.place):
            names = _names(spot)
            usual |= names if spot.place.entry in held.open else set()
            for name in names:
                where.setdefault(name, []).append(spot.about)
    found = {name: where.get(name, []) + where.get(f"{name}s", []) for name in gone - usual}
    return [
        (name, list(dict.fromkeys(abouts)))
        for name, abouts in sorted(found.items())
        if abouts and name not in _NO_NAMES and name.lower() not in small
    ]


def _names(spot: Spot) -> set[str]:
    """What begins with a capital, or is written in letters that have none."""
    words = _LETTERS.findall(spot.text)
    return {word for word in words if not word[0].islower() and (len(word) > 2 or word.istitle())}


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
