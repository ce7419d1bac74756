"""At which question each disagreement was raised: told by where its words printed a second time."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop_app.records.disagreements import ABOUT, in_words
from desktop_app.records.meeting import RAISED_AT, Row
from desktop_app.records.thaw_cells import splits


def told_apart(
    people: Sequence[Row], rows: Sequence[Row], said: Mapping[str, str], day: date
) -> tuple[Row, ...]:
    """The people, relation and agency parted as the words of a disagreement show them.

    `said` holds what printed at each question.
    """
    last = {row.values.get("name", "").strip(): place for place, row in enumerate(people)}
    found = list(people)
    for row in rows:
        place = last.get(row.values.get("who", "").strip())
        if place is not None:
            found[place] = _as_named(found[place], row, said, day)
    return tuple(found)


def _as_named(person: Row, row: Row, said: Mapping[str, str], day: date) -> Row:
    values = person.values
    both = (values.get("relation", ""), values.get("agency", ""))
    for relation, agency in (both, *splits(", ".join(filter(None, both)))):
        words = in_words(row.values, relation.strip(), day)
        if words and any(words in text for text in said.values()):
            now = {**values, "relation": relation, "agency": agency}
            return Row(person.id, {key: text for key, text in now.items() if text})
    return person


def with_places(
    rows: Sequence[Row],
    people: Sequence[Row],
    said: Mapping[str, str],
    labels: Mapping[str, str],
    day: date,
) -> tuple[Row, ...]:
    """The rows, those of them marked whose words stand at a question; `labels` are the questions'.

    A row that is about the question by name comes first in doubt.
    """
    relations = {
        row.values.get("name", "").strip(): row.values.get("relation", "").strip() for row in people
    }
    words = [
        in_words(row.values, relations.get(row.values.get("who", "").strip(), ""), day)
        for row in rows
    ]
    raised: dict[int, str] = {}
    for key, text in said.items():
        free = [place for place in range(len(rows)) if place not in raised and words[place]]
        named = [place for place in free if rows[place].values.get(ABOUT) == labels.get(key)]
        found = _saying(text, named, words) or _saying(text, free, words)
        raised |= dict.fromkeys(found, key)
    return tuple(
        Row(row.id, {**row.values, RAISED_AT: raised[place]}) if place in raised else row
        for place, row in enumerate(rows)
    )


def _saying(text: str, places: Sequence[int], words: Sequence[str]) -> tuple[int, ...]:
    """Which of them, in order and a line each, make up the whole text; none if they cannot."""
    reached: dict[int, tuple[int, ...]] = {0: ()}  # so many characters are said by these
    for place in places:
        for at, chosen in list(reached.items()):
            end = at + len(words[place])
            if not text.startswith(words[place], at):
                continue
            if end == len(text):
                return (*chosen, place)
            if text[end] == "\n":
                reached.setdefault(end + 1, (*chosen, place))
    return ()
