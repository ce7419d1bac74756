"""Which question a label of a Word file belongs to, and which table a row of headings."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.forms.model import Column, Form, Question

_NUMBER = re.compile(r"^\(?(\d{1,2}(\.\d{1,2})*|[a-z])[.)]\s+")
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_LEAST_COLUMNS = 2  # headings alike make a table known
_LONGEST = 400  # characters: what is longer is no label, and not looked at


def plain(words: str) -> str:
    """Labels are the same whatever their capitals, spaces, numbering, dashes and colons."""
    flat = " ".join(words.split()).casefold().replace("’", "'").replace("–", "-")
    return _NUMBER.sub("", flat).strip(" :;.?*-")


@dataclass(frozen=True)
class Heads:
    """A row of headings: of which question, and the column's key by place in the row."""

    question: Question
    columns: dict[int, str]


class Labels:
    """The labels of one form. A label that several share counts only near its neighbours."""

    def __init__(self, form: Form) -> None:
        self._questions: dict[str, list[Question]] = defaultdict(list)
        self._section_of: dict[str, str] = {}
        self._turn: dict[str, int] = {}
        self._headings = {plain(form.title), plain(form.name)}
        for section in form.section:
            self._headings |= {plain(section.title), plain(section.heading), plain(section.note)}
            texts = [q for q in section.question if not q.has_rows and q.kind != "calculated"]
            for question in section.question:
                self._section_of[question.key] = section.key
                self._turn[question.key] = len(self._turn)
                if question.kind != "calculated":
                    self._know(question)
                if not question.label or texts == [question]:
                    self._add(section.heading, question)
                    self._add(section.title, question)
        self._tables = [(q, [_names(column) for column in q.columns]) for q in form.questions()]
        columns = [names for _, several in self._tables for names in several]
        self._of_columns = {word for names in columns for word in (names.own, *names.also)}
        self._fixed = {plain(row.label): (q, row.key) for q in form.questions() for row in q.rows}
        self._headings.discard("")

    def _know(self, question: Question) -> None:
        for words in (question.label, question.screen_label, *question.also):
            self._add(words, question)
            self._add(_BRACKET.sub("", words), question)

    def _add(self, words: str, question: Question) -> None:
        label = plain(words)
        if label and question not in self._questions[label]:
            self._questions[label].append(question)

    def question(self, words: str, after: str) -> Question | None:
        """The question of a label; `after` is the key of the one found before it, or empty."""
        if len(words) > _LONGEST:
            return None
        label = plain(words)
        if label not in self._questions:
            label = plain(_BRACKET.sub("", words))
        found = self._questions.get(label, [])
        if len(found) == 1 and label not in self._of_columns:
            return found[0]
        section = self._section_of.get(after, "")
        near = [q for q in found if self._section_of[q.key] == section]
        later = [q for q in near if self._turn[q.key] > self._turn[after]]
        return (later or [None])[0]

    def is_heading(self, words: str) -> bool:
        """One of the form's own headings, which asks nothing."""
        return len(words) <= _LONGEST and plain(words) in self._headings

    def inline(self, line: str, after: str) -> tuple[Question, str] | None:
        """`Label: answer` on one line."""
        for sign in re.finditer(r"[:?\t]", line[:_LONGEST]):
            question = self.question(line[: sign.start()], after)
            if question:
                return question, line[sign.end() :].strip()
        return None

    def heads(self, cells: Sequence[str], about: str = "") -> Heads | None:
        """`about` is the key of the table whose label was read last."""
        said = {place: plain(cell[:_LONGEST]) for place, cell in enumerate(cells)}
        if sum(words in self._of_columns for words in said.values()) < _LEAST_COLUMNS:
            return None  # as nearly every row
        best: tuple[tuple[bool, int, int], Heads] | None = None
        filled = sum(bool(words) for words in said.values())
        for question, columns in self._tables:
            found, exact = _matched(columns, said)
            if len(found) < _LEAST_COLUMNS or 2 * len(found) < filled:
                continue
            score = (question.key == about, exact, len(found))
            if best is None or score > best[0]:
                best = (score, Heads(question, found))
        return best[1] if best else None

    def fixed_row(self, words: str) -> tuple[Question, str] | None:
        """The table and the key of a row that the paper form prints with its own label."""
        return self._fixed.get(plain(words[:_LONGEST]))


@dataclass(frozen=True)
class _Names:
    """What heads a column: its own label, and what it is called elsewhere."""

    key: str
    own: str
    also: frozenset[str]


def _names(column: Column) -> _Names:
    return _Names(column.key, plain(column.label), frozenset(map(plain, column.also)))


def _matched(columns: Sequence[_Names], said: Mapping[int, str]) -> tuple[dict[int, str], int]:
    """Column keys by place, and how many have the form's own heading."""
    places = {words: place for place, words in said.items() if words}
    found = {places[names.own]: names.key for names in columns if names.own in places}
    own = len(found)
    for names in columns:
        if names.key not in found.values():
            free = (p for words, p in places.items() if words in names.also and p not in found)
            found |= dict.fromkeys([*free][:1], names.key)
    return found, own
