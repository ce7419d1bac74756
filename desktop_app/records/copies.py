"""A copy of a snapshot with parts left out: the words are gone from it, and a sentence says why."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from desktop_app.records.freeze import DISAGREED_AT, ROW_LABEL
from desktop_app.records.not_confirmed import NO_NEW_AT
from desktop_app.records.snapshot import Entry, Grid, Section, Snapshot, Text, Unfinished

WHOLE = -1  # for row and line: all of it
CORRECTION, UNFINISHED = "correction", "unfinished"  # entries that stand in no section
_NUMBER, _DAY = "case_number", "meeting_date"  # questions whose answers stand elsewhere too
COPY = "copy"  # in the version of every copy: `1.0 copy 2`


@dataclass(frozen=True, order=True)
class Place:
    """A whole entry, a row of its table or a line of its text, both counted from 0."""

    entry: str
    row: int = WHOLE
    line: int = WHOLE

    @property
    def is_whole(self) -> bool:
        return self.row == WHOLE and self.line == WHOLE


@dataclass(frozen=True)
class Mark:
    """`why` is a reason's key; empty for what is shown although it would be left out.

    `words` is the SHA-256 of what stood there when it was marked; of a whole entry it is empty.
    """

    place: Place
    why: str
    words: str = ""


@dataclass(frozen=True)
class Spot:
    """What can be marked. `about` is what it answers, `text` what stands there.

    `name` is what the form calls the row; empty of a row that says itself what it is.
    """

    place: Place
    section: str
    about: str
    text: str
    name: str = ""


def digest(text: str) -> str:
    """64 hexadecimal digits, so that a mark holds no word of the minutes."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_copy(snapshot: Snapshot) -> bool:
    return f" {COPY} " in snapshot.version


def spots(snapshot: Snapshot) -> Iterator[Spot]:
    """In print order: each entry in which something stands, then its rows or lines if several."""
    for section, about, entry in _entries(snapshot):
        parts = list(_parts(entry))
        if not parts:
            continue
        whole = "\n".join(text for _, text in parts)
        yield Spot(Place(entry.key), section, about, whole)
        if len(parts) > 1:
            for place, text in parts:
                yield Spot(place, section, about, text, _row_name(entry, place))


def smallest(snapshot: Snapshot) -> Iterator[Spot]:
    """Every row and every line in which something stands, each once."""
    for section, about, entry in _entries(snapshot):
        for place, text in _parts(entry):
            yield Spot(place, section, about, text)


def found_again(marks: Iterable[Mark], snapshot: Snapshot) -> tuple[list[Mark], list[Mark]]:
    """The marks where their words stand now, each once, and those whose words are not found."""
    found: dict[Mark, None] = {}
    lost: list[Mark] = []
    for mark, places in where_now(marks, snapshot).items():
        found |= dict.fromkeys(replace(mark, place=place) for place in places)
        if not places:
            lost.append(mark)
    return list(found), lost


def where_now(marks: Iterable[Mark], snapshot: Snapshot) -> dict[Mark, list[Place]]:
    """Where the words of each mark stand; nowhere when they were changed.

    Words that went elsewhere are looked for in the whole entry, first where no mark stayed.
    """
    standing: dict[str, dict[Place, str]] = {}
    for spot in smallest(snapshot):
        standing.setdefault(spot.place.entry, {})[spot.place] = digest(spot.text)
    here: dict[Mark, list[Place]] = {}
    for mark in marks:
        places = standing.get(mark.place.entry, {})
        stays = mark.place.is_whole or places.get(mark.place) == mark.words
        same = [place for place, words in places.items() if words == mark.words]
        here[mark] = [mark.place] if stays else same
    stayed = {mark.place for mark, places in here.items() if places == [mark.place]}
    for mark, places in here.items():
        if places != [mark.place]:
            here[mark] = [place for place in places if place not in stayed] or places
    return here


class LeftOut:
    """What a copy leaves out: `instead` gives the words of each reason that counts for it.

    Of several reasons for one place the first that counts is said.
    """

    def __init__(self, marks: Iterable[Mark], instead: Mapping[str, str]) -> None:
        self._why: dict[Place, str] = {}
        for mark in marks:
            if mark.why in instead:
                self._why.setdefault(mark.place, mark.why)
        self._whole = {place.entry: why for place, why in self._why.items() if place.is_whole}
        self._entries = {place.entry for place in self._why}
        self._instead = instead

    def touches(self, entry: str) -> bool:
        """Whether any of it is left out."""
        return entry in self._entries or bool(self._why_beside(entry))

    def why(self, place: Place) -> str:
        """The reason's key; empty for what stays."""
        whole = self._whole.get(place.entry) or self._why_beside(place.entry)
        return whole or self._why.get(place, "")

    def _why_beside(self, entry: str) -> str:
        """What was said against an answer goes with it; why views are old, with any one of them."""
        if entry.startswith(NO_NEW_AT):
            views = entry.removeprefix(NO_NEW_AT)
            return next((why for place, why in self._why.items() if place.entry == views), "")
        said_against = entry.startswith(DISAGREED_AT)
        return self._whole.get(entry.removeprefix(DISAGREED_AT), "") if said_against else ""

    def sentence(self, place: Place) -> str:
        why = self.why(place)
        return f"[Left out: {self._instead[why]}]" if why else ""

    def parted(self, snapshot: Snapshot) -> tuple[list[Spot], list[str]]:
        """What stands in the minutes and not in the copy; and every text that they share."""
        removed: list[Spot] = []
        kept = list(_always(_outside(snapshot, self)))
        for section, about, entry in _entries(snapshot):
            if not self.touches(entry.key):
                kept += [entry.text] if isinstance(entry, Text) else map("\n".join, entry.rows)
                continue
            for place, text in _parts(entry):
                if self.why(place):
                    removed.append(Spot(place, section, about, text))
                else:
                    kept.append(text)
        return removed, kept


def copy_of(snapshot: Snapshot, left_out: LeftOut) -> Snapshot:
    """The same minutes, with a sentence wherever words are left out."""
    correction = Text(CORRECTION, "", snapshot.correction)
    return replace(
        _outside(snapshot, left_out),
        template=_sections(snapshot.template, left_out, snapshot.shares),
        additional=_sections(snapshot.additional, left_out, snapshot.shares),
        unfinished=tuple(_unfinished(snapshot, left_out)),
        correction=_text(correction, left_out).text,
    )


def _outside(snapshot: Snapshot, left_out: LeftOut) -> Snapshot:
    """Without the answers that also stand in the head of the page and in the name of the file."""
    return replace(
        snapshot,
        case_number="" if left_out.touches(_NUMBER) else snapshot.case_number,
        held="" if left_out.touches(_DAY) else snapshot.held,
    )


def _sections(
    sections: tuple[Section, ...], left_out: LeftOut, shares: Mapping[str, tuple[int, ...]]
) -> tuple[Section, ...]:
    def without(entry: Entry) -> Entry:
        if not left_out.touches(entry.key):
            return entry
        if isinstance(entry, Text):
            return _text(entry, left_out)
        return _grid(entry, left_out, shares.get(entry.key, ()))

    return tuple(
        replace(one, groups=tuple(tuple(map(without, group)) for group in one.groups))
        for one in sections
    )


def _text(entry: Text, left_out: LeftOut) -> Text:
    if not entry.text.strip():
        return entry
    if whole := left_out.sentence(Place(entry.key)):
        return replace(entry, text=whole)
    lines = enumerate(entry.text.split("\n"))
    said = ((left_out.sentence(Place(entry.key, line=n)), line) for n, line in lines)
    kept = [instead if instead and line.strip() else line for instead, line in said]
    return replace(entry, text="\n".join(_said_once(kept, entry.text.split("\n"))))


def _said_once(kept: list[str], before: list[str]) -> Iterator[str]:
    """How many lines next to each other are gone is nobody's business."""
    marked = [(line, line != old) for line, old in zip(kept, before, strict=True)]
    for (line, is_gone), several in groupby(marked):
        yield from [line] if is_gone else [line for _ in several]


def _grid(grid: Grid, left_out: LeftOut, shares: tuple[int, ...]) -> Grid:
    first = _first_answer(grid)
    answers = range(first, len(grid.columns))
    fitting = shares if len(shares) == len(grid.columns) else (1,) * len(grid.columns)
    widest = max(answers, key=lambda column: fitting[column], default=0)
    rows: list[tuple[str, ...]] = []
    for number, row in enumerate(grid.rows):
        instead = left_out.sentence(Place(grid.key, row=number))
        if instead and any(cell.strip() for cell in row[first:]):
            said = [instead if column == widest else "" for column in answers]
            row = (*row[:first], *said)
            if not first and rows and rows[-1] == row:
                continue
        rows.append(row)
    return replace(grid, rows=tuple(rows))


def _unfinished(snapshot: Snapshot, left_out: LeftOut) -> Iterator[Unfinished]:
    for number, one in enumerate(snapshot.unfinished):
        instead = left_out.sentence(Place(UNFINISHED, row=number))
        yield replace(one, missing="", reason=instead) if instead else one


# what stands where


def _entries(snapshot: Snapshot) -> Iterator[tuple[str, str, Entry]]:
    """Section's words, label and entry of everything that may be left out."""
    if snapshot.correction:
        yield "Correction", "Correction", Text(CORRECTION, "Correction", snapshot.correction)
    for section in (*snapshot.template, *snapshot.additional):
        for group in section.groups:
            for entry in group:
                about = entry.label or section.heading or entry.key
                yield section.heading, about, entry
    if snapshot.unfinished:
        columns = ((ROW_LABEL, ""), ("missing", ""), ("reason", ""))
        rows = tuple((one.about, one.missing, one.reason) for one in snapshot.unfinished)
        words = "Signed with reasons"
        yield words, words, Grid(UNFINISHED, words, columns, rows)


def _first_answer(grid: Grid) -> int:
    """A printed row label is no answer."""
    return 1 if grid.columns[0][0] == ROW_LABEL else 0


def _parts(entry: Entry) -> Iterator[tuple[Place, str]]:
    if isinstance(entry, Text):
        for number, line in enumerate(entry.text.split("\n")):
            if line.strip():
                yield Place(entry.key, line=number), line
        return
    first = _first_answer(entry)
    for number, row in enumerate(entry.rows):
        if any(cell.strip() for cell in row[first:]):
            yield Place(entry.key, row=number), "\n".join(row[first:])


def _row_name(entry: Entry, place: Place) -> str:
    if isinstance(entry, Text) or place.row < 0:
        return ""
    return " ".join(" ".join(entry.rows[place.row][: _first_answer(entry)]).split())


def _always(snapshot: Snapshot) -> Iterator[str]:
    """What prints of the minutes whatever is marked, and the keys that the file carries."""
    one = snapshot
    yield from (one.form, one.code, one.title, one.reference, one.case_number, one.council)
    yield from (one.marking, one.version)
    if by := one.signature:
        yield from (by.name, by.role, by.at, by.statement)
    yield from (unfinished.about for unfinished in one.unfinished)
    for section in (*one.template, *one.additional):
        yield from (section.key, section.heading, section.note)
        for group in section.groups:
            for entry in group:
                yield from (entry.key, entry.label)
                if isinstance(entry, Grid):
                    yield from (word for column in entry.columns for word in column)
                    yield from (cell for row in entry.rows for cell in row[: _first_answer(entry)])
