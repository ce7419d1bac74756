"""What a check has in hand: the meeting, the profile, the last meeting and the other children."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from desktop_app.forms.model import Form, Question, Section
from desktop_app.policy.events import dates_in
from desktop_app.policy.profile import Profile
from desktop_app.records.answers import anchor, applies, filled_rows, says
from desktop_app.records.asked import as_asked
from desktop_app.records.dates import read_date
from desktop_app.records.findings import Finding, Weight, in_print
from desktop_app.records.meeting import Child, Record, Row
from desktop_app.records.plain import INVISIBLE, SIGNS_IN_WORDS, fold, folded
from desktop_app.records.unasked import Unasked, unasked

_TYPED = ("line", "notes", "person")
_WORD = re.compile(rf"[\w{SIGNS_IN_WORDS}{INVISIBLE}]+")
_HERE = ("Present", "Part of the meeting")
_BY_KIND = {"attendance": "attendance", "actions": "actions", "carried_actions": "carried"}


@dataclass(frozen=True)
class Case:
    """A question that the form does not ask, or does not show now, has no answer and no rows.
    What stands in the record nevertheless is `searched` for other children, since it prints.

    A question is known by the key that ours have; attendance, actions and carried actions, of which
    a form has one each, by their kind. `others` are the other children of the store, `family` the
    last records of this child's brothers and sisters; `closed` are the statuses that end an action.
    """

    form: Form
    record: Record
    profile: Profile
    previous: Record | None = None
    others: tuple[Child, ...] = ()
    closed: tuple[str, ...] = ()
    family: tuple[Record, ...] = ()

    @cached_property
    def _placed(self) -> dict[str, tuple[Section, Question]]:
        return {
            question.key: (section, question)
            for section in self.form.section
            for question in section.question
            if applies(self.asked, question)
        }

    @cached_property
    def asked(self) -> Record:
        """The record as its form asks it now."""
        return as_asked(self.form, self.record)

    @cached_property
    def _left_over(self) -> dict[str, Unasked]:
        return {one.entry: one for one in unasked(self.form, self.record)}

    @cached_property
    def _known(self) -> dict[str, tuple[Section, Question]]:
        """The same, and each of `_BY_KIND` by the key that ours has."""
        placed = self._placed.values()
        named = {_BY_KIND[one[1].kind]: one for one in placed if one[1].kind in _BY_KIND}
        return self._placed | named

    @cached_property
    def held(self) -> date:
        """The day of the meeting: what is past or late is so on that day."""
        return anchor(self.record)

    @cached_property
    def events(self) -> dict[str, date]:
        """The dates of the events that deadlines are counted from, as this meeting gives them."""
        answers = {one.key: self.said(one.key) for one in self.questions}
        tables = {one.key: self.rows(one.key) for one in self.questions if one.has_rows}
        return dates_in(self.form.key, answers, tables, self.held)

    @property
    def questions(self) -> Iterator[Question]:
        """Those that apply."""
        return (question for _, question in self._placed.values())

    def asks(self, *keys: str) -> bool:
        """Whether every one is asked now."""
        return all(key in self._known for key in keys)

    def said(self, key: str) -> str:
        """Nothing where it asks why, and no reason was given."""
        text = self.asked.answers.get(key, "").strip() if key in self._known else ""
        return text if text and says(self._known[key][1], text) else ""

    @cached_property
    def texts(self) -> dict[str, str]:
        """What was typed freely, by the key of each question that applies; a table is one text."""
        typed = ((question.key, "\n".join(self._typed(question))) for question in self.questions)
        return {key: text for key, text in typed if text.strip()}

    @cached_property
    def searched(self) -> dict[str, str]:
        """The same, and what is not asked now by the key under which it prints."""
        return self.texts | {key: one.text for key, one in self._left_over.items()}

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Each word of each of the texts that are searched once, as it was typed."""
        return {key: frozenset(_WORD.findall(text)) for key, text in self.searched.items()}

    @cached_property
    def plain_words(self) -> dict[str, frozenset[str]]:
        """The same as names are compared."""
        return {key: frozenset(map(folded, words)) for key, words in self.words.items()}

    def _typed(self, question: Question) -> Iterator[str]:
        if question.kind in _TYPED:
            yield self.said(question.key)
        elif question.has_rows:
            columns = [column.key for column in question.columns if column.kind in _TYPED]
            for row in self.rows(question.key):
                yield from (row.values.get(key, "") for key in columns)

    def chose(self, key: str, choice: str) -> bool:
        """Of several choices any counts."""
        return choice in self.said(key).split("\n")

    def day(self, key: str) -> date | None:
        return self.read_day(self.said(key))

    def read_day(self, text: str) -> date | None:
        return read_date(text, self.held)

    def rows(self, key: str) -> tuple[Row, ...]:
        return filled_rows(self.asked, self._known[key][1]) if key in self._known else ()

    def cell(self, key: str, row: str, column: str) -> str:
        """A cell of a fixed table."""
        rows = (one for one in self.rows(key) if one.id == row)
        return next((one.values.get(column, "").strip() for one in rows), "")

    def is_open(self, option: str) -> bool:
        """Whether that option of the permanence options is marked Yes."""
        return self.cell("options", option, "answer") == "Yes"

    def said_last_time(self, key: str) -> str:
        return self.previous.answers.get(key, "").strip() if self.previous else ""

    def found(
        self, question: str, name: str, message: str, source: str, statement: str = ""
    ) -> Finding:
        """`name` has a hyphen, which no column's key has: findings of the form stay apart.

        With a `statement`, which prints, signing asks for a reason; else it need only be read.
        """
        weight: Weight = "reason" if statement else "warning"
        if one := self._left_over.get(question):
            key = f"{one.entry}.{name}"
            return Finding(
                key,
                one.question,
                one.section,
                one.about,
                message,
                weight,
                source,
                one.about,
                statement,
            )
        section, asked = self._known[question]
        key = asked.key
        return Finding(
            f"{key}.{name}",
            key,
            section.key,
            asked.words or section.title,
            message,
            weight,
            source,
            in_print(section, asked),
            statement,
        )


def plain(text: str) -> list[str]:
    """The words in small letters, without accents, so that `Children’s` is `Children's`."""
    return _WORD.findall(fold(text))


def same_person(name: str, listed: str) -> bool:
    """`Priya`, `Priya Invented` and `Ms Priya Invented` are one person."""
    return are_one({*plain(name)}, {*plain(listed)})


def are_one(name: set[str], listed: set[str]) -> bool:
    """The same of names that are plain words already."""
    return bool(name and listed) and (name <= listed or listed <= name)


def is_here(row: Row) -> bool:
    """Whether a row of the attendance was there, if only for part."""
    return row.values.get("attended", "").strip() in _HERE


def has_role(row: Row, *roles: str) -> bool:
    """Whether the row's role is one of these, whatever stands beside it."""
    said = " ".join(plain(row.values.get("relation", "")))
    return any(" ".join(plain(role)) in said for role in roles) if said else False


def listed(names: Iterable[str]) -> str:
    """Each once, in order."""
    return "; ".join(dict.fromkeys(names))
