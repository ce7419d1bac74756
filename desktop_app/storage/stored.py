"""What the store keeps, read back into our types: whatever does not fit them is damage."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from desktop_app.records.json_text import (
    Misshapen,
    a_text,
    many_tables_of_texts,
    many_texts,
    parse,
    texts,
)
from desktop_app.records.meeting import Meeting
from desktop_app.storage.trouble import Damaged

T = TypeVar("T")


@contextmanager
def readable(about: str) -> Generator[None]:
    """Around reading what was stored; `about` names it. Raises Damaged."""
    try:
        yield
    except Damaged as damaged:
        raise Damaged(damaged.about or about) from damaged
    except Misshapen as error:
        raise Damaged(about) from error


def unless_damaged(read: Callable[[], T]) -> T | None:
    """For what others can do without: None where it cannot be read."""
    try:
        return read()
    except Damaged:
        return None


def text_of(raw: str, about: str = "") -> str:
    """Raises Damaged, as the others do."""
    with readable(about):
        return a_text(parse(raw))


def texts_of(raw: str, about: str = "") -> dict[str, str]:
    with readable(about):
        return texts(parse(raw))


def list_of_tables(raws: Sequence[str], about: str = "") -> list[dict[str, str]]:
    with readable(about):
        return many_tables_of_texts(raws)


def list_of_texts(raws: Sequence[str], about: str = "") -> list[str]:
    with readable(about):
        return many_texts(raws)


def moment_of(utc: str, about: str = "") -> datetime:
    """When something was noted, as the store stamps it."""
    try:
        return datetime.fromisoformat(utc)
    except ValueError as error:
        raise Damaged(about) from error


def meeting_from(columns: Sequence[Any]) -> Meeting:
    """A row of the table of meetings."""
    one = Meeting(*columns)
    try:
        datetime.fromisoformat(one.created_at)
        datetime.fromisoformat(one.changed_at)
    except ValueError as error:
        raise Damaged(one.reference) from error
    return one


@dataclass(frozen=True)
class Event:
    """Something that happened to a meeting's minutes, such as `exported`; `at` is UTC."""

    at: str
    act: str
    detail: Mapping[str, str]

    def said(self, key: str) -> str:
        """What the detail says there. Raises Damaged, as the others do."""
        if key not in self.detail:
            raise Damaged(f"what was noted as “{self.act}”")
        return self.detail[key]

    def day(self, key: str) -> date:
        try:
            return date.fromisoformat(self.said(key))
        except ValueError as error:
            raise Damaged(f"what was noted as “{self.act}”") from error

    def number(self, key: str) -> int:
        said = self.said(key)
        if not (said.isascii() and said.isdecimal() and len(said) < 10):
            raise Damaged(f"what was noted as “{self.act}”")
        return int(said)


def event_from(at: str, act: str, detail: str) -> Event:
    """A row of the table of events."""
    about = f"what was noted as “{act}”"
    moment_of(at, about)
    return Event(at, act, texts_of(detail, about))
