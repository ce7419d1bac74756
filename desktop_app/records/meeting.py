"""A child, a meeting and its answers, as plain structures.

An answer is always text: dates and numbers stay as typed, several choices are one a line.
"""

import secrets
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from desktop_app.records.names import Name, name_of, without_aside

# The last two are what is left of minutes that were taken off this laptop: for the sake of others
# that look back on them, or a kernel, which keeps its dates besides.
State = Literal["draft", "signed", "handed over", "removed", "kernel"]
LONGEST_ANSWER = 200_000  # characters
MINUTES_TAKEN_OFF = "minutes.taken_off"  # a child's detail, which no form asks: how many are gone
BEGUN_WITH = "form.asked"  # an answer: the fingerprint of what the form asked at the beginning
TYPED_NUMBER = "case_number.typed"  # likewise: a case number that is another child's already
RAISED_AT = "raised.at"  # in a row of disagreements: at which question; no column is called so
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U


def new_id() -> str:
    return uuid.uuid4().hex


def new_reference(code: str) -> str:
    """Names a meeting without naming a child: `PPM-4F7KQ2`."""
    return f"{code}-" + "".join(secrets.choice(_READABLE) for _ in range(6))


def number_key(typed: str) -> str:
    """What tells one case number from another; empty where none was typed.

    Spaces, punctuation, small letters and the width of a digit tell nothing, nor do zeros before a
    number that is digits alone: a spreadsheet takes them off. Words without a digit, such as “not
    known yet”, are no number, and zeros alone are not either.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())
    key = "".join(str(unicodedata.decimal(one, one)) for one in folded if one.isalnum())
    if not any(map(str.isdecimal, key)):
        return ""
    return key.lstrip("0") if key.isdecimal() else key


def same_number(one: str, other: str) -> bool:
    """Whether both are the number of one child; none is nobody's."""
    key = number_key(one)
    return bool(key) and key == number_key(other)


@dataclass(frozen=True)
class Row:
    """A row of a table, of the attendance or of the actions: column key -> text."""

    id: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Child:
    """A child as this laptop knows them; `details` follows the questions of forms/child.toml."""

    id: str
    details: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.details.get("child_name", "")

    @property
    def case_number(self) -> str:
        return self.details.get("case_number", "")

    @cached_property
    def spelt(self) -> Name:
        """The name as text may spell it."""
        return name_of(self.name, self.details.get("preferred_name", ""))

    @property
    def lacks_minutes(self) -> bool:
        """Minutes were taken off this laptop, and nothing else is known of them here."""
        return MINUTES_TAKEN_OFF in self.details

    @property
    def initials(self) -> str:
        """`A.B.` for lists that the room may see."""
        words = without_aside(self.name).split()
        return "".join(f"{word[0].upper()}." for word in words) or "?"


@dataclass(frozen=True)
class Meeting:
    """One meeting; times are UTC in ISO 8601.

    `place` is where the caret was, in ids and numbers; of older versions a question's key alone.
    `follows` is the id of the signed meeting that this one was started from, or empty.
    `corrects` is the id of the signed meeting whose next version this draft will be, or empty:
    until then that meeting stays as it was signed.
    """

    id: str
    reference: str
    child_id: str
    form: str
    state: State = "draft"
    created_at: str = ""
    changed_at: str = ""
    place: str = ""
    follows: str = ""
    corrects: str = ""


@dataclass(frozen=True)
class Changes:
    """What has not been saved yet: whole answers, whole tables. None means untouched."""

    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict[str, tuple[Row, ...]])
    attendance: tuple[Row, ...] | None = None
    actions: tuple[Row, ...] | None = None
    carried: tuple[Row, ...] | None = None
    place: str | None = None


@dataclass(frozen=True)
class Record:
    """A meeting as it is stored: `tables` by question key; attendance and actions are one each.

    `carried` holds the actions of earlier meetings: what is said of each here (`update`,
    `status`, `new_owner`, `new_target`), the action itself as it then stood, and its `origin`,
    which is empty for one that was typed in here from minutes that are not in this store.

    Besides questions, `answers` holds what the chair said about them:
    `reason.KEY` (signed without it, because), `read.FINDING` (warning ticked as read),
    `not_discussed.SECTION` (why a section was left out), `brought.KEY` or `brought.KEY.ROW`
    (where it was brought in from, and not confirmed yet), `kept.KEY` (of which words stand as a
    note, not asked now). `form.asked` is the fingerprint of what the form asked when the meeting
    was begun.
    """

    meeting: Meeting
    child: Child
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict[str, tuple[Row, ...]])
    attendance: tuple[Row, ...] = ()
    actions: tuple[Row, ...] = ()
    carried: tuple[Row, ...] = ()

    def changed_by(self, changes: Changes) -> "Record":
        """With these changes in it."""
        return replace(
            self,
            answers={**self.answers, **changes.answers},
            tables={**self.tables, **changes.tables},
            attendance=self.attendance if changes.attendance is None else changes.attendance,
            actions=self.actions if changes.actions is None else changes.actions,
            carried=self.carried if changes.carried is None else changes.carried,
        )

    def as_in(self, changes: Changes) -> Changes:
        """How that which they change stands here."""
        return Changes(
            {key: self.answers.get(key, "") for key in changes.answers},
            {key: self.tables.get(key, ()) for key in changes.tables},
            None if changes.attendance is None else self.attendance,
            None if changes.actions is None else self.actions,
            None if changes.carried is None else self.carried,
        )


@dataclass(frozen=True)
class MeetingLine:
    """What a list shows of a meeting; `held` is the date of the meeting as typed.

    The others are when that was noted last, in UTC, or empty: signed, exported and the receipt of
    the case system kept (both of the file as it is sealed now), the tracker said to be up to date,
    the draft sent out for comment, the signed minutes taken in from their file.
    """

    meeting: Meeting
    child: Child
    held: str
    signed_at: str = ""
    exported_at: str = ""
    uploaded_at: str = ""
    tracker_at: str = ""
    out_at: str = ""
    taken_in_at: str = ""

    @property
    def is_from_its_file(self) -> bool:
        """What was signed last came in from its file: it is looked after where it was signed."""
        return bool(self.taken_in_at) and self.taken_in_at >= self.signed_at


@dataclass(frozen=True)
class SignedVersion:
    """A signed version; `snapshot` is the JSON that records.snapshot reads.

    `reason` says why it replaces the version before; the first has none.
    """

    meeting_id: str
    number: int
    reason: str
    snapshot: str
    fingerprint: str
    signed_at: str
